/* together: one phone that two people hold. The session stays open, and private pages close: only
 * routes that are for two answer (web/room.h), until the passphrase is given again. */
#pragma once
#include "act.h"

/* does   closes the private pages of this session. The passphrase is asked for again before they
 * open, also when it was given a minute ago */
fallible together_begin(struct act *a);
/* call   only after the passphrase was given again */
fallible together_end(struct act *a);
