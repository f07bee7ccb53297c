/* circle_help_use: what a helper does by their link, without an account. Reads and writes the board
 * alone; two who take the same task at once write the same version of one row, and one of them
 * finds it taken. */
#pragma once
#include "act.h"
#include "boards.h"
#include "circle.h"

/* ret_found false: no such link, or none any more. Weekly tasks stand at their next day. */
fallible circle_look(struct act *a, struct str token, struct boards_seen **ret, bool *ret_found);
struct day circle_helper_today(const struct act *a, const struct boards_seen *seen);

enum circle_deed { CIRCLE_TAKE, CIRCLE_HAND_BACK, CIRCLE_FINISH, CIRCLE_DEEDS };

enum circle_answer {
	CIRCLE_THANKS,
	CIRCLE_ANOTHER_HAS_IT,
	CIRCLE_IS_CHANGED, /* since the helper's page was made */
	CIRCLE_IS_GONE	   /* no longer on the list, or no longer theirs */
};

struct circle_try {
	struct id16 task;
	uint32_t edition; /* as the helper saw it, and the day */
	struct day day;
	enum circle_deed deed;
};

/* does   stages the deed; doing the same twice is doing it once */
fallible circle_help(struct act *a, struct boards_seen *seen, const struct circle_try *what,
		     enum circle_answer *ret);
