/* programme: what a person can do with the sessions. How far they came stands on one page; what
 * they wrote in a session stands on the page of the month in which they first began it. */
#pragma once
#include "act.h"
#include "programme.h"

struct json_t;

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

/* What was written in a session, with its marks. Owner: the arena. */
fallible programme_answers(struct act *a, int session, const struct programme_state *state,
			   struct programme_answers *ret);

enum programme_refusal {
	PROGRAMME_FINE,
	PROGRAMME_MOVED, /* it is not the version any more that was looked at, or gone */
	PROGRAMME_FULL,	 /* as many entries as the exercise takes, or more than a page holds */
};

/* does   stages an entry: a new one when its id is zero, else in the place of version e->version.
 * A form that takes one entry has one: a new one while it is there is MOVED */
fallible programme_save(struct act *a, int session, size_t step, const struct programme_entry *e,
			enum programme_refusal *ret_refusal);
fallible programme_remove(struct act *a, int session, struct id16 id);

fallible programme_add_records(struct act *a, struct json_t *to);
