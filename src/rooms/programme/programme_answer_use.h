/* programme: what somebody writes in the steps of a session. It stands on the page of the month in
 * which they first began it, or on the page beside that one which no key for others ever opens. */
#pragma once
#include "notebook.h"
#include "programme_use.h"

struct json_t;

/* What was written in a session, with its marks. Owner: the arena. */
fallible programme_answers(struct act *a, int session, const struct programme_state *state,
			   struct programme_answers *ret);

/* does   stages an entry: a new one when its id is zero, else in the place of version e->version.
 * A form that takes one entry has one: a new one while it is there is MOVED */
fallible programme_save(struct act *a, int session, size_t step, const struct programme_entry *e,
			enum programme_refusal *ret_refusal);
fallible programme_remove(struct act *a, int session, struct id16 id);

/* Whether what is written in the step is never part of what the topic shares: it has a release of
 * its own, or looks back. */
bool programme_is_apart(const struct programme_step *step);

/* What a source opens, for the owner's preview and for the one it is shared with, alike: what was
 * written in the last PROGRAMME_MONTHS months, by session, and nothing of how far one came. */
#define PROGRAMME_MONTHS     12
#define PROGRAMME_SHARED_MAX 400
struct programme_shared {
	int session;
	size_t step;
	struct programme_entry entry;
};
fallible programme_read_shared(struct act *a, const struct notebook_source *source,
			       struct programme_shared **ret, size_t *ret_n);

fallible programme_add_records(struct act *a, struct json_t *to);
