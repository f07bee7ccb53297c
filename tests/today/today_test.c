/* The one next thing: every row of what Today offers, and when. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "today.h"

#define TODAY ((struct day){ 20000 })

static const struct {
	const char *name;
	enum today_next next;
	struct today_facts facts; /* today is TODAY */
} rows[] = {
	{ "questions come first",
	  TODAY_QUESTIONS,
	  { .has_open_questions = true, .has_step = true, .step = TODAY } },
	{ "nothing written today", TODAY_CHECKIN, { .has_checkin = false } },
	{ "begun", TODAY_FINISH, { .has_checkin = true } },
	{ "all done", TODAY_READ, { .has_checkin = true, .is_checkin_whole = true } },
	{ "a session, when all is done",
	  TODAY_SESSION,
	  { .has_checkin = true, .is_checkin_whole = true, .has_session = true } },
	{ "the week, when nothing is nearer",
	  TODAY_WEEK,
	  { .has_checkin = true, .is_checkin_whole = true, .has_week = true } },
	{ "a session is nearer",
	  TODAY_SESSION,
	  { .has_checkin = true,
	    .is_checkin_whole = true,
	    .has_session = true,
	    .has_week = true } },
	{ "a step of the next days is nearer",
	  TODAY_STEP,
	  { .has_checkin = true,
	    .is_checkin_whole = true,
	    .has_step = true,
	    .step = { .n = 20003 },
	    .has_week = true } },
	{ "the check-in is nearer", TODAY_CHECKIN, { .has_week = true } },
	{ "a step today comes before the check-in",
	  TODAY_STEP,
	  { .has_step = true, .step = TODAY } },
	{ "a step tomorrow waits for it",
	  TODAY_CHECKIN,
	  { .has_step = true, .step = { .n = 20001 } } },
	{ "and comes after it",
	  TODAY_STEP,
	  { .has_checkin = true,
	    .is_checkin_whole = true,
	    .has_step = true,
	    .step = { .n = 20001 } } },
	{ "a week ahead",
	  TODAY_STEP,
	  { .has_checkin = true, .is_checkin_whole = true, .has_step = true, .step = { 20007 } } },
	{ "later than that",
	  TODAY_READ,
	  { .has_checkin = true, .is_checkin_whole = true, .has_step = true, .step = { 20008 } } },
};

static void every_row(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct today_facts facts = rows[i].facts;

		facts.today = TODAY;
		if (today_choose(&facts) != rows[i].next)
			fail_msg("%s: %d", rows[i].name, (int)today_choose(&facts));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(every_row) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
