/* ending: how an account goes, in an order that leaves nothing open when it is cut short: first one
 * commit empties what others were shown, drops the pages and leaves a keyring page that only says
 * so; then the account row goes. The next sign-in finishes what was cut between. */
#pragma once
#include "act.h"

/* does   the first commit, and nothing when it is done already, or when the keyring does not open
 * (then nobody's letters are known)
 * errors PENDING; CONFLICT: something was written at the same moment */
fallible ending_begin(struct act *a);

bool ending_is_due(const struct keyring *k);

/* does   stages the rest */
void ending_finish(struct act *a, struct id32 login_id, uint32_t account_ver, struct id16 space,
		   struct id32 tag);
