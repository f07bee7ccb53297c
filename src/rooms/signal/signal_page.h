/* signal: what its page files have in common. Routes stand in signal_page.c. */
#pragma once
#include "room.h"
#include "signal_rule.h"

struct signal_defaults { /* of one tap: as agreed, or the usual */
	int minutes;
	struct str says; /* may be empty */
};

fallible signal_defaults(struct visit *v, struct signal_defaults *ret);
/* What the reader wanted to read when the other steps away; may be empty. */
fallible signal_own_wish(struct visit *v, struct str *ret);

/* --- the agreement */
/* Where it stands, in one line, and the words of the link to it. */
fallible signal_agree_line(struct visit *v, const char **ret_line, const char **ret_link);
fallible signal_get_agreement(struct visit *v);
fallible signal_get_write(struct visit *v);
fallible signal_post_write(struct visit *v);
fallible signal_post_take(struct visit *v);
fallible signal_show_item(struct visit *v, struct html_out *o, struct bytes content);
