/* today: one next thing. The rule that chooses it; pure.
 *
 * Nothing is ever overdue. What is offered is the first row of the table whose condition holds. */
#pragma once
#include "day.h"

enum today_next {
	TODAY_QUESTIONS, /* the first questions were left open */
	TODAY_CHECKIN,	 /* today's check-in is not written */
	TODAY_FINISH,	 /* today's check-in was begun */
	TODAY_STEP,	 /* a small step is planned for one of the next days, or for today */
	TODAY_SESSION,	 /* a session of the programme is open, or the next one suits */
	TODAY_WEEK,	 /* the weekly look at one's own side suits today */
	TODAY_READ,	 /* all done: something to read, if they like */
};

enum today_mood {
	TODAY_FIRST, /* the first day */
	TODAY_USUAL,
	TODAY_RETURNING, /* nothing for two weeks or more */
};

struct today_facts {
	struct day today, begun;
	bool has_open_questions;
	bool has_checkin, is_checkin_whole; /* of today */
	bool has_session, has_week;
	bool has_any_checkin;
	struct day last_checkin; /* when has_any_checkin */
	bool has_step;
	struct day step; /* when has_step: the day of the next one planned */
};

#define TODAY_LONG_DAYS 14
#define TODAY_STEP_DAYS 7 /* a step is spoken of this many days before */

enum today_next today_choose(const struct today_facts *f);
enum today_mood today_mood(const struct today_facts *f);
