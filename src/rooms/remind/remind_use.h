/* remind: what one can do with reminders. All signed in; they stand under a topic that is never
 * shared. */
#pragma once
#include "act.h"
#include "remind.h"

enum remind_refusal {
	REMIND_FINE,
	REMIND_MOVED, /* changed elsewhere since the form was shown, or gone */
	REMIND_FULL,
};

struct json_t;

/* In the order of the day. Owner: the arena. */
fallible remind_list(struct act *a, struct remind **ret, size_t *ret_n);
fallible remind_find(struct act *a, struct id16 id, struct remind *ret); /* NOT_FOUND */

/* The same for pages that only show them: nothing is read for somebody who asked for none. What
 * cannot be verified is told of by whoever calls. */
fallible remind_asked(struct act *a, struct remind **ret, size_t *ret_n);

/* does   keeps a new one (version 0; gets its id) or changes the one of this id and version */
fallible remind_keep(struct act *a, struct remind *r, enum remind_refusal *ret);
fallible remind_remove(struct act *a, struct id16 id);	 /* fine when it is gone already */
fallible remind_put_away(struct act *a, struct id16 id); /* for today. NOT_FOUND */

fallible remind_add_records(struct act *a, struct json_t *to);
