/* account: a device that is remembered from now on. */
#pragma once
#include "account_sign_use.h"

/* does   makes the device of `ret` a remembered one; where there are as many as there may be, the
 *        one not used for longest is forgotten, and ret->forgotten is what it was called
 * call   account_tell_forgotten once the session has begun */
fallible account_add_device(struct act *a, struct account *account, struct account_state *state,
			    struct str label, struct session *s, struct account_entry *ret);
fallible account_tell_forgotten(struct act *a, const struct account_entry *entry);
