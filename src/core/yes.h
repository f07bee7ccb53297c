/* yes: questions whose answer shows only when both said yes, as stored slots. See yes.def. */
#pragma once

enum yes {
#define YES(name, slot) YES_##name = (slot),
#include "yes.def"
#undef YES
};
