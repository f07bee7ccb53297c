/* audit: what happened with an account (sign-ins, keys, exports), as sealed records of its owner.
 * Nobody else reads them; what partners read is never recorded. */
#pragma once
#include "act.h"

enum audit_kind {
#define AUDIT(name, number, words) AUDIT_##name = (number),
#include "audit.def"
#undef AUDIT
};

struct audit_note {
	struct instant at;
	const char *words;
	struct str about;
};

/* Stages a note. A month that is full drops its oldest half: the newest are the ones that matter.
 */
fallible audit_add(struct act *a, enum audit_kind kind, struct str about);

/* The notes of this and the last month, newest first. Owner: the arena. */
fallible audit_list(struct act *a, struct audit_note **ret, size_t *ret_n);
