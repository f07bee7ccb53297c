/* safety: what a person can do before anything joint. All signed in; one page of the topic that no
 * partner can be given a key to. */
#pragma once
#include "act.h"
#include "safety.h"

struct json_t;

struct safety_state {
	bool is_paused;
	bool has_kept;
	struct safety_answers kept;
	struct day kept_on;
	struct safety_plan plan;
	struct day planned; /* n 0: no plan yet */
};

/* Owner: the arena. */
fallible safety_read(struct act *a, struct safety_state *ret);

/* Are the steps for two paused for this person? For whatever shows or begins such a step; the
 * other's side never asks. */
fallible safety_is_paused(struct act *a, bool *ret);
fallible safety_pause(struct act *a, bool is_paused);

fallible safety_keep(struct act *a, const struct safety_answers *answers); /* with today's date */
fallible safety_forget(struct act *a); /* the kept answers; fine when there are none */

fallible safety_plan_write(struct act *a, enum safety_step s, const struct safety_list *l);
fallible safety_plan_remove(struct act *a); /* all six steps */

fallible safety_add_records(struct act *a, struct json_t *to);
