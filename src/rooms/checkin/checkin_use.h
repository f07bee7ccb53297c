/* checkin: what a person can do with check-ins. All signed in; records stand on the month page of
 * the day they tell of. */
#pragma once
#include "act.h"
#include "checkin.h"
#include "notebook.h"

struct json_t;

/* ret_found false: nothing is written for that day yet (ret is empty with the day set). */
fallible checkin_find(struct act *a, struct day day, struct checkin *ret, bool *ret_found);

/* does   stages one answer of one day; number 0 takes the answer back; good is used for
 * CHECKIN_GOOD only errors NOT_FOUND: a day that is not open any more, or not yet */
fallible checkin_answer(struct act *a, struct day day, enum checkin_question q, uint8_t number,
			struct str good);

fallible checkin_remove(struct act *a,
			struct day day); /* fine when there is none; NOT_FOUND as above */

/* The newest check-ins first, of this and the last month; at most n. Owner: the arena. */
fallible checkin_recent(struct act *a, struct checkin ret[], size_t n, size_t *ret_n);

/* does   reads what a source opens, the newest day first, of this month and the
 * CHECKIN_MONTHS_SHOWN before it: for the owner's preview and for the one it is shared with, alike
 * owner  the arena */
#define CHECKIN_MONTHS_SHOWN 12
fallible checkin_shared(struct act *a, const struct notebook_source *source, struct checkin **ret,
			size_t *ret_n);

/* does   reads those of the days from … to, the newest first: one's own (source NULL), or what a
 * source of TOPIC_CHECKIN opens. For other rooms too
 * owner  the arena
 * errors UNVERIFIED */
fallible checkin_between(struct act *a, const struct notebook_source *source, struct day from,
			 struct day to, struct checkin **ret, size_t *ret_n);

fallible checkin_add_records(struct act *a, struct json_t *to);
