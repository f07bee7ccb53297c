/* What a clock does that is put ahead or back, while nobody looks or in the middle of a request;
 * and days of 23 and 25 hours. */
#include <stdio.h>
#include <stdlib.h>
#include "person.h"

#define YEARS	    (3650L * 86400)
#define DAYS(n)	    ((n)*86400L)
#define CLOCK(h, m) ((h)*3600L + (m)*60L)

static const int64_t jumps[] = { YEARS, -YEARS, DAYS(9), -DAYS(9), DAYS(1), -DAYS(1), 3600, -3600 };

#define EACH_JUMP(jump) \
	for (const int64_t *jump = jumps; jump < jumps + sizeof jumps / sizeof *jumps; jump++)

/* Somebody whose session began when the clock was wrong, or went wrong after it, does not come in
 * once their own time is over by the right clock. */
static void must_be_over(struct person *p, int64_t begun, int64_t idle)
{
	struct story *s = p->story;
	const int64_t at[] = { idle + 1, SESSION_ABSOLUTE + 1, DAYS(2), DAYS(30) };

	for (size_t i = 0; i < sizeof at / sizeof *at; i++) {
		s->now = begun + at[i];
		if (person_get(p, "/today") != 303)
			fail_msg("alive %ld s after it began", (long)at[i]);
	}
	s->now = begun;
}

static void a_remembered_device_lives_no_longer(void **state)
{
	struct story *s = *state;

	EACH_JUMP(jump)
	{
		struct person p = person_make(s);
		int64_t was = s->now;

		person_sign_up(&p, story_print(s, "robin %ld", (long)*jump));
		assert_int_equal(person_sign_in(&p, story_print(s, "robin %ld", (long)*jump),
						PASSPHRASE, true),
				 303);
		s->now = was + *jump;
		int status = person_get(&p, "/today");

		/* Nobody is signed out by an hour back and forth on their own device; by more,
		 * everybody. */
		assert_true(status == 303 || labs((long)*jump) <= SESSION_IDLE_OWN);
		must_be_over(&p, was, SESSION_IDLE_OWN);
	}
}

static void a_clock_that_steps_while_somebody_signs_in(void **state)
{
	struct story *s = *state;
	struct person p = person_make(s);

	person_sign_up(&p, "robin");
	EACH_JUMP(jump)
	{
		for (int step = 1; step <= 3; step++) {
			struct person q = person_make(s);
			struct ask ask = person_ask(&q, HTTP_POST, "/sign-in",
						    "name=robin&passphrase=" PASSPHRASE);
			struct going *g = story_set_out(s, &ask);
			int64_t was = s->now;
			bool is_done = false;

			for (int i = 0; !is_done; i++) {
				if (i == step)
					s->now = was + *jump;
				is_done = story_go_on(s, g);
			}
			person_take(&q, story_arrive(s, g));
			assert_true(q.last.status == 303 || q.last.status == 503);
			if (*q.session)
				must_be_over(&q, was, SESSION_IDLE_SHARED);
			s->now = was;
		}
	}
	assert_int_equal(person_sign_in(&p, "robin", PASSPHRASE, false), 303);
	assert_int_equal(person_get(&p, "/today"), 200);
}

static void digits_are_good_once_whatever_the_clock_does(void **state)
{
	struct story *s = *state;
	struct person p = person_make(s);

	person_sign_up(&p, "robin");
	const char *secret = person_switch_on(&p);

	s->now += 60;
	int64_t was = s->now;
	const char *code = story_print(s, "code=%s", person_digits(s, secret));
	struct person q = person_make(s);

	assert_int_equal(person_sign_in(&q, "robin", PASSPHRASE, true), 303);
	assert_int_equal(person_post(&q, "/second", code), 303);
	EACH_JUMP(jump)
	{
		struct person r = person_make(s);

		s->now = was + *jump;
		(void)person_sign_in(&r, "robin", PASSPHRASE, false);
		s->now = was;
		assert_int_equal(person_sign_in(&r, "robin", PASSPHRASE, false), 303);
		assert_true(person_went_to(&r, "/second"));
		assert_int_equal(person_post(&r, "/second", code), 422);
		assert_int_equal(person_get(&r, "/today"), 303);
	}
}

/* The keeper's day goes on by itself; a leap of more than a few is a wrong clock. */
static void live_until(struct story *s, int64_t then)
{
	struct bytes answer;

	while (s->now < then) {
		s->now = s->now + DAYS(3) < then ? s->now + DAYS(3) : then;
		keeper_answer(s->keeper, &s->kept, keeper_ask_ratchet(&s->kept), s->now, &answer);
	}
}

/* The day Today asks about. */
static long day_of(struct person *p)
{
	assert_int_equal(person_sign_in(p, "robin", PASSPHRASE, false), 303);
	assert_int_equal(person_get(p, "/checkin"), 200);
	return strtol(person_read(p, "href=\"/checkin/"), NULL, 10);
}

static void days_of_23_and_25_hours(void **state)
{
	static const struct {
		int32_t day; /* since 1970, in UTC */
		long clock;  /* of that day, in UTC */
		int32_t is;
	} london[] = {
		{ 20905 - 1, CLOCK(23, 59), 20904 }, /* March 2027: one hour is not there */
		{ 20905, CLOCK(0, 0), 20905 },	     { 20905, CLOCK(1, 0), 20905 },
		{ 20905, CLOCK(22, 59), 20905 },     { 20905, CLOCK(23, 0), 20906 },
		{ 21122 - 1, CLOCK(22, 59), 21121 }, /* October 2027: one hour comes twice */
		{ 21122 - 1, CLOCK(23, 0), 21122 },  { 21122, CLOCK(0, 30), 21122 },
		{ 21122, CLOCK(1, 30), 21122 },	     { 21122, CLOCK(23, 59), 21122 },
		{ 21123, CLOCK(0, 0), 21123 },
	};
	struct story *s = *state;
	struct person p = person_make(s);

	person_sign_up(&p, "robin");
	for (size_t i = 0; i < sizeof london / sizeof *london; i++) {
		live_until(s, DAYS(london[i].day) + london[i].clock);
		assert_int_equal(day_of(&p), london[i].is);
	}
	/* What was written in the hour that comes twice stands once, on its day. */
	assert_int_equal(person_post(&p, story_print(s, "/checkin/%d/5", 21122), "good=Late+light"),
			 303);
	assert_int_equal(person_get(&p, story_print(s, "/checkin/%d", 21122)), 200);
	assert_true(person_sees(&p, "Late light"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(a_remembered_device_lives_no_longer),
		STORY(a_clock_that_steps_while_somebody_signs_in),
		STORY(digits_are_good_once_whatever_the_clock_does),
		STORY(days_of_23_and_25_hours),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
