/* us: what two people can do on their page. */
#pragma once
#include "others.h"

#define US_PLAN_MAX 300 /* characters */

struct us_plan {
	struct str what;
	struct day day; /* when it was made */
};

/* The plan of a shared copy. False: the bytes are none. Owner: the arena. */
bool us_plan_read(struct arena *a, struct bytes content, struct us_plan *ret);

/* does   shares the plan with this person, in place of the one before
 * errors TOO_FULL: the letter is full */
fallible us_plan_set(struct act *a, struct id16 other, struct str what);
/* One's own plan, as it is shared. ret_found false: none. */
fallible us_plan_find(struct act *a, struct id16 other, struct us_plan *ret, bool *ret_found);
