/* account: the whole notebook under new keys. */
#pragma once
#include "account_sign_use.h"
#include "recovery.h"

/* does   seals everything anew under fresh keys, ends every other session, begins this one anew,
 * and makes a new recovery code: the old sheet opens nothing any more
 * ret    fits false: not the passphrase, nothing was changed; the code is secret and shown once;
 *        n_left_out: pages that were not what their owner wrote, and are gone
 * errors as renew_pages */
struct account_renewed {
	bool fits;
	size_t n_left_out;
	char code[RECOVERY_TEXT_MAX];
};
fallible account_new_keys(struct act *a, struct str passphrase, struct account_entry *ret,
			  struct account_renewed *ret_renewed);
