/* selfcare: what a person can do on their own side. Lines stand under the topic that can be shared;
 * the weekly looks and what was put away under one that never is. */
#pragma once
#include "act.h"
#include "notebook.h"
#include "selfcare.h"

struct json_t;

enum selfcare_refusal { SELFCARE_FINE, SELFCARE_MOVED, SELFCARE_FULL };

/* --- lines: the earliest day first, those without a day after, in the order they were written;
 * owner of the lists: the arena */
fallible selfcare_lines(struct act *a, struct selfcare_line **ret, size_t *ret_n);
fallible selfcare_line_find(struct act *a, struct id16 id,
			    struct selfcare_line *ret); /* NOT_FOUND */

/* does   keeps a line, when what is kept is still at line->version (0: a new one, whose id is drawn
 * unless it has one; one that is there already stays as it is). When the list is full the oldest
 * that has passed by makes room
 * ret    MOVED: another window changed it; FULL: SELFCARE_LINES_MAX that have not passed by */
fallible selfcare_line_keep(struct act *a, struct selfcare_line *line, enum selfcare_refusal *ret);
fallible selfcare_line_remove(struct act *a, struct id16 id); /* fine when there is none */

/* What is booked from today on. */
fallible selfcare_planned(struct act *a, struct selfcare_line **ret, size_t *ret_n);

/* What a source opens, for its owner's preview and for the one it is shared with, alike: without
 * what has passed by. */
fallible selfcare_shared(struct act *a, const struct notebook_source *source,
			 struct selfcare_line **ret, size_t *ret_n);

/* --- weekly looks */
/* ret_found false: nothing is written for that week yet (ret is empty with the day set). */
fallible selfcare_week_find(struct act *a, struct day monday, struct selfcare_week *ret,
			    bool *ret_found);

/* Those of the weeks from … to (Mondays), the oldest first. Owner: the arena. */
fallible selfcare_weeks(struct act *a, struct day from, struct day to, struct selfcare_week **ret,
			size_t *ret_n);

/* does   puts the answer of one question in place of what stood there; the rest stays. The id, the
 * day and the version are the room's
 * errors NOT_FOUND: a week that is not open any more, or not yet */
fallible selfcare_week_answer(struct act *a, struct day monday, enum selfcare_question q,
			      const struct selfcare_week *answer);
fallible selfcare_week_remove(struct act *a, struct day monday); /* as above */

/* The Monday of the newest look of this month and the two before; n 0: none. */
fallible selfcare_week_last(struct act *a, struct day *ret_written);

/* --- signs that were put away: the day of each; n 0: never, or over */
fallible selfcare_put_away(struct act *a, struct day ret[SELFCARE_SIGNS]);
fallible selfcare_put_signs_away(struct act *a, unsigned signs); /* SELFCARE_SIGN_BIT of each */

fallible selfcare_add_records(struct act *a, struct json_t *to);
fallible selfcare_add_weeks(struct act *a, struct json_t *to); /* part of it */
