/* talk: what a person can do with a plan and with tries. All signed in. Both stand on one page;
 * what is written beside a try stands apart, under a topic that is never shared. */
#pragma once
#include "act.h"
#include "notebook.h"
#include "talk.h"

struct json_t;

#define TALK_TRIES_MAX 200

enum talk_refusal {
	TALK_FINE,
	TALK_MOVED, /* it is not the version any more that was looked at */
	TALK_FULL,  /* there is no room for more */
};

/* The plan of that side; version 0 and empty when there is none. Owner: the arena. */
fallible talk_plan_read(struct act *a, enum talk_side s, struct talk_plan *ret);
/* does   keeps the plan of its side, when what is kept is still at plan->version */
fallible talk_plan_keep(struct act *a, struct talk_plan *plan, enum talk_refusal *ret);
/* Fine when there is none. Tries stay. */
fallible talk_plan_remove(struct act *a, enum talk_side s);

/* Of that side, the newest first. Owner: the arena. */
fallible talk_tries(struct act *a, enum talk_side s, struct talk_try **ret, size_t *ret_n);
fallible talk_try_find(struct act *a, enum talk_side s, struct id16 id,
		       struct talk_try *ret); /* NOT_FOUND */
/* does   keeps it: new when try->version is 0, else in place of that version; a new one gets its id
 */
fallible talk_try_keep(struct act *a, struct talk_try *try, enum talk_refusal *ret);
fallible talk_try_remove(struct act *a, const struct talk_try *try);

/* What a source opens, for the owner's preview and for the one it is shared with, alike. */
struct talk_shared {
	struct talk_plan plan[TALK_SIDES]; /* version 0: none */
	struct talk_try *try[TALK_SIDES];
	size_t n_tries[TALK_SIDES];
};
fallible talk_read_shared(struct act *a, const struct notebook_source *source,
			  struct talk_shared *ret);

fallible talk_add_records(struct act *a, struct json_t *to);
