/* account: going on with a notebook that is not as it was left (a copy from an earlier day was put
 * back, a file was damaged, or somebody changed it). Until its owner says so, it is for reading
 * only. */
#pragma once
#include "account_sign_use.h"

/* ret    whether there is anything to decide: something is older than what was seen, or the pages
 * are not those that the head vouches for */
fallible account_look_back(struct act *a, bool *ret_is_unverified);

/* does   vouches for what is there now: the head is made anew from the pages as they are, the
 * keyring page becomes the newest known, the account row gets its own public key again. What is
 * missing stays missing; a damaged page stays unreadable. witness: the cookie's text, or empty ret
 * the witness of this device, brought up to date */
fallible account_verify(struct act *a, struct str witness, struct account_entry *ret);

/* At sign-in: the public key in the row, which others would be given, has to be the person's own
 * and the one that the keeper vouched for. If not, the session is for reading only. */
fallible account_look_at_key(struct act *a, const struct account *account);
