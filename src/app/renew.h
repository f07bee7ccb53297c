/* renew: the notebook under new keys. Every page is sealed anew in a new space; then the old space
 * goes. Whoever holds an old cookie, the old keys and a copy of the database opens nothing that is
 * written afterwards, but what goes on being shared: people stay linked by the secret they have,
 * and letters are written anew under it. Taking back, or linking anew, shuts that too.
 *
 * It takes several commits, each of them an answer of the writer that the handler waits for. Until
 * the account names the new keys, the old notebook is whole and in use; a note on the keyring page
 * (the old one first, then the new one) names the space that the next sign-in clears away when it
 * was cut short. Whatever else is written meanwhile makes it fail with CONFLICT, and nothing is
 * lost. */
#pragma once
#include "act.h"

struct renewal {
	struct identity identity; /* drawn by the caller */
	struct keyring keyring;
	struct session session; /* under the new keys; not begun */
	uint32_t head_ver;	/* of the old space: nothing may be written there any more */
	size_t n_left_out;	/* rows of the old space that are not what their owner wrote */
};

/* does   brings every page into the new space. What somebody who has the database put there, or
 * spoilt, opens for nobody: once its owner has gone on with the notebook as it is (the head vouches
 * for what is there), such a row is left out, so that it keeps nobody from new keys
 * call   after every question of the handler; read the rows anew afterwards
 * errors PENDING; CONFLICT; UNVERIFIED: the rows are not those that the head vouches for;
 * TOO_LARGE: more pages than the answers of one request can carry (about 2,000) */
fallible renew_pages(struct act *a, struct renewal *r);

/* does   stages the end of the old space and makes the act one of the new session. The caller
 * stages the account row and begins the session in the same commit */
fallible renew_enter(struct act *a, struct renewal *r);

/* does   stages the end of what a renewal that was cut short left behind, when there is a note of
 * it
 * call   at sign-in */
fallible renew_clear_away(struct act *a, struct keyring *keyring);
