/* programme: how far a person came, and how they want to go. One page, that no key for others ever
 * opens. */
#pragma once
#include "act.h"
#include "programme.h"

enum programme_hour { HOUR_ANY, HOUR_MORNING, HOUR_EVENING, HOUR_WEEKEND, HOUR__COUNT };

struct programme_way {
	bool has_begun, is_alone, is_paused;
	bool is_phase_three; /* it was opened */
	enum programme_pace pace;
	enum programme_hour hour;
	int ready; /* the session after which "ready" was said; 0: none */
};

struct programme_round {		  /* one session, as far as it went */
	struct day begun, last, finished; /* n 0: not yet */
	struct month home;		  /* whose page has the answers; n 0: there are none */
	bool is_skipped;
	enum programme_mark mark[PROGRAMME_STEPS_MAX];
};

struct programme_state {
	struct programme_way way;
	struct programme_round round[PROGRAMME_SESSIONS]; /* by number - 1 */
	int open;					  /* the session to go on with; 0: none */
	int next; /* the one that comes after what was finished or skipped; 0: all were */
};

/* One page. Owner: the arena. */
fallible programme_read(struct act *a, struct programme_state *ret);

/* Changes of how: alone or for two, pace, hour, pause. */
fallible programme_set_way(struct act *a, const struct programme_way *way);

/* does   begins a session, or begins it again: what was written stays, marks are taken away */
fallible programme_begin(struct act *a, int session);
fallible programme_skip(struct act *a, int session);
/* does   marks a step; the check also finishes the session */
fallible programme_mark(struct act *a, int session, size_t step, enum programme_mark mark);

/* Something was done in it today. */
fallible programme_touch(struct act *a, int session);

enum programme_refusal {
	PROGRAMME_FINE,
	PROGRAMME_MOVED, /* it is not the version any more that was looked at, or gone */
	PROGRAMME_FULL,	 /* as many entries as the exercise takes, or more than a page holds */
};
