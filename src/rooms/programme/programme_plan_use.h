/* programme: when and where the next session is to be, and the refresher after the last one. Each
 * of two has a plan of their own. A day that passed by is no plan any more, and nobody is asked
 * about it. */
#pragma once
#include "notebook.h"
#include "programme_use.h"

#define PROGRAMME_PLANS_MAX  2
#define PROGRAMME_PLACE_MAX  80	 /* characters */
#define PROGRAMME_DAYS_AHEAD 366 /* for the next session */
#define PROGRAMME_REFRESHER  30	 /* minutes */

struct programme_plan {
	struct id16 id;	  /* stays while the day, the time or the place change */
	int session;	  /* 0: the refresher */
	struct day day;	  /* today or later */
	int time;	  /* minute of the day; -1: not said */
	int minutes;	  /* how long it takes */
	struct str place; /* may be empty */
	uint32_t version;
};

/* What is planned from today on, the next session first. Owner: the arena. */
fallible programme_plan_read(struct act *a, struct programme_plan ret[PROGRAMME_PLANS_MAX],
			     size_t *ret_n);

/* The session there is a plan to make for: the open one, or else the next; 0: all were. */
int programme_plan_session(const struct programme_state *s);

/* does   keeps the plan of that session in place of any other, when what is kept is still at
 * plan->version (0: nothing is)
 * note   session, day, time, place and version are the caller's */
fallible programme_plan_keep(struct act *a, const struct programme_plan *plan,
			     enum programme_refusal *ret_refusal);
fallible programme_plan_remove(struct act *a);

/* What a source opens: the plan for a session from today on. */
fallible programme_plan_shared(struct act *a, const struct notebook_source *source,
			       struct programme_plan *ret, bool *ret_found);
