/* signal: what its page files have in common. Routes stand in signal_page.c. */
#pragma once
#include "room.h"
#include "signal_rule.h"

struct signal_defaults { /* of one tap: as agreed, or the usual */
	int minutes;
	struct str says;	 /* may be empty */
	const char *line, *link; /* where an agreement stands; NULL: nothing to say */
};

fallible signal_defaults(struct visit *v, struct signal_defaults *ret);
/* What the reader wanted to read when the other steps away; may be empty. */
fallible signal_own_wish(struct visit *v, struct str *ret);
