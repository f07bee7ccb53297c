/* programme: what of it two people show each other. A released copy lies in the letter; it is shown
 * only when both are there, and until then the page does not tell whether the other's is. */
#pragma once
#include "programme_answer_use.h"
#include "sharing.h"

struct programme_pair {	  /* one step of two people */
	bool is_released; /* mine */
	bool is_shown;	  /* both are */
	struct programme_entry *mine, *theirs;
	size_t n_mine, n_theirs;
};

/* Owner: the arena. */
fallible programme_pair_read(struct act *a, struct id16 other, int session, size_t step,
			     struct programme_pair *ret);

/* does   releases what is written in the step, as it is now; copies of sessions long past are taken
 * back, to keep room
 * ret    ret_is_long: more than can be shown, and nothing was changed */
fallible programme_release(struct act *a, struct id16 other, int session, size_t step,
			   const struct programme_entry entry[], size_t n, bool *ret_is_long);
fallible programme_withdraw(struct act *a, struct id16 other, int session, size_t step);

/* --- both-yes */
fallible programme_say_ready(struct act *a, struct id16 other, int session, bool is_ready);
fallible programme_say_three(struct act *a, struct id16 other, bool is_yes);
struct programme_both {
	bool are_ready, is_phase_three;
};
fallible programme_both(struct act *a, struct id16 other, struct programme_both *ret);
/* The next session begins: "ready" is taken back, so that it can be said anew. */
fallible programme_end_ready(struct act *a, struct id16 other);
