/* signal: what a person can do with signals. Each writes only the own page of the two in the
 * signal space of their relation: nothing else stands there, so nothing else that they do makes the
 * other's page look again. */
#pragma once
#include "act.h"
#include "signal_rule.h"

struct json_t;

struct signal_now {
	bool has_other;	 /* a linked partner whose space is not closed by either rule of ours */
	bool is_resting; /* linked, but the reader stepped back quietly: nothing is shown or sent */
	struct str name; /* as the reader calls them */
	struct signal mine, theirs;
	struct signal_seen mine_seen, theirs_seen;
};

/* does   reads both pages, one row each, and nothing when nobody is linked. Never writes
 * owner  the arena. A page that cannot be verified shows nothing */
fallible signal_now(struct act *a, struct signal_now *ret);

/* The space that speaks when one of both taps. ret_found false: nobody is linked. */
fallible signal_watch(struct act *a, struct id16 *ret_space, bool *ret_found);

/* Each stages the own page. errors NOT_FOUND: nobody is linked */
fallible signal_set(struct act *a, enum signal_need need, struct instant back, struct str words);
fallible signal_home(struct act *a); /* "I am back" */
/* "Ready to come back?", for the own signal or the other's. is_late false: fine; true: more than a
 * day altogether, nothing was staged */
fallible signal_answer(struct act *a, bool is_mine, bool is_ready, bool *ret_is_late);
