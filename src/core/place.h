/* place: which room a page belongs to, as a stored number. See place.def. */
#pragma once

enum place {
#define PLACE(name, number) PLACE_##name = (number),
#include "place.def"
#undef PLACE
};
