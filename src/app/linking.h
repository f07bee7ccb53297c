/* linking: how two people come together: an invitation from hand to hand, accepted or not, and the
 * six words that both compare afterwards. Whether an invitation was opened, declined or has run out
 * does not show to the inviter. */
#pragma once
#include "others.h"

/* does   makes a new code in place of an older one of the same kind; the old one stops working
 * errors TOO_FULL: as many people or invitations as a notebook holds */
fallible linking_invite(struct act *a, enum person_kind kind, struct str name_for_them,
			struct invite_code *ret);

/* The open invitation of this kind, so that its code can be shown again; found also when it has run
 * out or was declined: the inviter cannot tell. */
fallible linking_open_invite(struct act *a, enum person_kind kind, struct invite_code *ret,
			     bool *ret_found);
fallible linking_withdraw(struct act *a, enum person_kind kind);

/* does   looks whether an open invitation was accepted; then both are linked from now on
 * call   at the start of pages for two; costs nothing when there is no open invitation */
fallible linking_settle(struct act *a);

struct invitation {
	struct str name;       /* of who invites */
	enum person_kind kind; /* what the invited one will be to them */
};

/* For anybody with the code, without an account. ret_found false: used, expired, withdrawn, of no
 * invitation: one and the same. */
fallible linking_look(struct act *a, const struct invite_code *code, struct invitation *ret,
		      bool *ret_found);

enum linking_refusal {
	LINKING_FINE,
	LINKING_GONE,	/* as linking_look's not found */
	LINKING_OWN,	/* one's own invitation */
	LINKING_LINKED, /* the two are linked already */
	LINKING_FULL,
};
fallible linking_accept(struct act *a, const struct invite_code *code, struct str name_for_them,
			struct id16 *ret_other, enum linking_refusal *ret_refusal);

/* Six words that are the same for both when nobody stands between. */
fallible linking_words(struct act *a, struct id16 other, struct str ret[6]);
fallible linking_compared(struct act *a, struct id16 other, bool is_same); /* false: unlinks */

/* Deletes the pages of all open invitations: before the account goes. */
fallible linking_end_all(struct act *a);
