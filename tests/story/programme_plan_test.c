/* When and where the next session is: kept, changed, refused in plain words, and gone when it
 * passed by. */
#include "deed.h"
#include "person.h"
#include "programme_plan_use.h"

#define DAY 86400

/* The day so many days from now, as forms send it. */
static void begins(struct person *p)
{
	person_sign_up(p, "robin");
	person_sends(p, "/programme/questions", "v=alone", "/programme/alone");
}

static void plans(struct person *p, const char *body)
{
	person_sends(p, "/programme/plan", body, "/programme");
}

struct read {
	struct programme_plan plan[PROGRAMME_PLANS_MAX];
	size_t n;
};

static fallible read_plans(struct act *a, void *context)
{
	struct read *r = context;

	return programme_plan_read(a, r->plan, &r->n);
}

static struct read read_of(struct person *p)
{
	struct read r = { .n = 0 };

	assert_string_equal(err_name(person_does(p, read_plans, &r)), "NONE");
	return r;
}

static void kept_and_changed(void **state)
{
	struct story *s = *state;
	struct person p = person_make(s);
	struct read r;

	person_sign_up(&p, "robin");
	(void)person_get(&p, "/programme/plan"); /* not before one has begun */
	assert_true(person_went_to(&p, "/programme"));
	person_sends(&p, "/programme/questions", "v=alone", "/programme/alone");
	assert_int_equal(read_of(&p).n, 0);
	person_opens(&p, "/programme/plan", "Session 1: What we are up against");
	plans(&p, story_print(s, "day=%s&time=19:30&place=The+kitchen&version=0", story_day(s, 3)));
	person_opens(&p, "/programme", "at 19:30, The kitchen");
	r = read_of(&p);
	assert_int_equal(r.n, 1);
	assert_int_equal(r.plan[0].session, 1);
	assert_int_equal(r.plan[0].time, 19 * 60 + 30);
	assert_int_equal(r.plan[0].minutes, 40);
	struct id16 id = r.plan[0].id;

	plans(&p, story_print(s, "day=%s&time=&place=&version=1", story_day(s, 1)));
	person_opens(&p, "/programme", "Planned: <b>Tomorrow</b>");
	r = read_of(&p);
	assert_true(id16_equal(r.plan[0].id, id)); /* the same entry of a calendar */
	assert_int_equal(r.plan[0].time, -1);
	person_sends(&p, "/programme/plan/remove", "", "/programme");
	assert_int_equal(read_of(&p).n, 0);
}

/* Nothing is late: a day that passed by is not spoken of, and a plan goes with its session. */
static void what_passed_by_is_gone(void **state)
{
	struct story *s = *state;
	struct person p = person_make(s);

	begins(&p);
	plans(&p, story_print(s, "day=%s&version=0", story_day(s, 2)));
	s->now += 2 * DAY;
	(void)person_sign_in(&p, "robin", PASSPHRASE, true);
	assert_int_equal(read_of(&p).n, 1);
	person_opens(&p, "/programme", "Planned: <b>Today</b>");
	s->now += DAY;
	(void)person_sign_in(&p, "robin", PASSPHRASE, true);
	assert_int_equal(read_of(&p).n, 0);
	person_opens(&p, "/programme", "Plan a time");
	assert_false(person_sees(&p, "Planned"));
	plans(&p, story_print(s, "day=%s&version=0", story_day(s, 5)));
	person_sends(&p, "/programme/1/skip", "", "/programme");
	assert_int_equal(read_of(&p).n, 0);
	person_opens(&p, "/programme/plan", "Session 2:");
}

static void bad_days_lose_nothing(void **state)
{
	static const char *const bad[] = { "",		 "tomorrow",   "2026-02-30", "1999-01-01",
					   "2999-01-01", "2026-11-31", "20261201",   "-1" };
	struct story *s = *state;
	struct person p = person_make(s);

	begins(&p);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		assert_int_equal(
			person_post(&p, "/programme/plan",
				    story_print(s, "day=%s&time=19:30&place=The+shed", bad[i])),
			422);
		person_must_see(&p, 422, "Choose a day from today up to a year ahead");
		person_must_see(&p, 422, "value=\"The shed\"");
		person_must_see(&p, 422, "value=\"19:30\"");
	}
	assert_int_equal(person_post(&p, "/programme/plan",
				     story_print(s, "day=%s&time=half+past", story_day(s, 400))),
			 422);
	person_must_see(&p, 422, "Write the time as 19:30");
	person_must_see(&p, 422, "value=\"half past\"");
	assert_int_equal(person_post(&p, "/programme/plan",
				     story_print(s, "day=%s&place=%0100d", story_day(s, 1), 7)),
			 422);
	assert_int_equal(read_of(&p).n, 0);
}

static void two_devices_plan_at_once(void **state)
{
	struct story *s = *state;
	struct person phone = person_make(s), desk = person_make(s);

	begins(&phone);
	(void)person_sign_in(&desk, "robin", PASSPHRASE, true);
	plans(&phone, story_print(s, "day=%s&place=Phone&version=0", story_day(s, 1)));
	const char *body = story_print(s, "day=%s&place=Desk&version=0", story_day(s, 2));

	assert_int_equal(person_post(&desk, "/programme/plan", body), 422);
	person_must_see(&desk, 422, "planned on another device meanwhile");
	person_must_see(&desk, 422, "value=\"Desk\"");
	plans(&desk, story_print(s, "day=%s&place=Desk&version=1", story_day(s, 2)));
	person_opens(&phone, "/programme", "Desk");
}

/* The refresher stands where the last session asked for it. */
static void the_refresher_is_read_as_well(void **state)
{
	struct story *s = *state;
	struct person p = person_make(s);
	struct read r;

	begins(&p);
	person_sends(&p, "/programme/15/begin", "", "/programme/15/bad-days");
	person_opens(&p, "/programme/plan", "Not chosen yet");
	person_sends(&p, "/programme/15/refresher",
		     story_print(s, "f1=%s&f2=10:15&f3=The+beach", story_day(s, 90)),
		     "/programme/15/refresher");
	person_opens(&p, "/programme", "at 10:15, The beach");
	r = read_of(&p);
	assert_int_equal(r.n, 1);
	assert_int_equal(r.plan[0].session, 0);
	assert_int_equal(r.plan[0].time, 10 * 60 + 15);
	assert_int_equal(r.plan[0].minutes, 30);
	assert_int_equal(person_post(&p, "/programme/15/refresher",
				     story_print(s, "f1=%s&f2=25:00", story_day(s, 90))),
			 422);
	person_must_see(&p, 422, "Write the time as 19:30");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(kept_and_changed),
		STORY(what_passed_by_is_gone),
		STORY(bad_days_lose_nothing),
		STORY(two_devices_plan_at_once),
		STORY(the_refresher_is_read_as_well),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
