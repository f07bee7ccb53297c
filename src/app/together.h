/* together: one phone that two people hold. The session stays open, and private pages close: only
 * routes that are for two answer (web/room.h), until the passphrase is given again. Each way there
 * is a new cookie, which lives as long as the act: the row of before, put back by somebody who can
 * write the database, or sealed once more by a request that was under way, opens nothing. */
#pragma once
#include "act.h"

/* does   closes the private pages of this session. The passphrase is asked for again before they
 * open, also when it was given a minute ago */
fallible together_begin(struct act *a, uint8_t ret_cookie[SESSION_COOKIE]);
/* call   only after the passphrase was given again */
fallible together_end(struct act *a, uint8_t ret_cookie[SESSION_COOKIE]);
