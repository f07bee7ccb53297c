/* The weekly look at one's own side, through the pages: its questions, its curve, what speaks for
 * talking to someone, and when Today offers it. */
#include "measure_use.h"
#include "pages.h"
#include "selfcare.h"
#include "two.h"

static struct day today_of(struct story *s)
{
	return instant_day((struct instant){ s->now }, (struct minutes){ 60 });
}

/* --- the weekly look */
static void four_questions_each_kept_at_once(void **state)
{
	struct story *s = *state;
	struct person alex = person_named(s, "alex");
	const char *week = story_print(s, "/selfcare/week/%d", selfcare_monday(today_of(s)).n);

	person_opens(&alex, "/selfcare", "Your week, in two minutes");
	person_opens(&alex, story_print(s, "%s/1", week), "How much did you carry this week?");
	assert_int_equal(person_post(&alex, story_print(s, "%s/1", week), "v=7"), 303);
	assert_true(person_went_to(&alex, story_print(s, "%s/2", week)));
	person_opens(&alex, "/selfcare", "This week, so far");
	person_opens(&alex, week, "A lot (7)");
	assert_int_equal(person_post(&alex, story_print(s, "%s/2", week), "v=2"), 303);
	assert_int_equal(person_post(&alex, story_print(s, "%s/3", week), "nobody=1"), 303);
	assert_int_equal(person_post(&alex, story_print(s, "%s/4", week), "v=3"), 303);
	assert_true(person_went_to(&alex, week));
	person_opens(&alex, week, "Less than an hour");
	assert_true(person_sees(&alex, "On nobody"));
	assert_true(person_sees(&alex, "it has no day yet"));
	assert_true(person_sees(&alex, "Give it a day"));
	assert_true(person_sees(&alex, "Fewer than four nights were noted"));
	/* Skipped leaves what is there. */
	assert_int_equal(person_post(&alex, story_print(s, "%s/1", week), "skip=1"), 303);
	person_opens(&alex, week, "A lot (7)");
	assert_int_equal(person_post(&alex, story_print(s, "%s/1", week), "v=0"), 303);
	person_opens(&alex, week, "Nothing weighed on me (0)");
	assert_int_equal(person_post(&alex, story_print(s, "%s/remove", week), ""), 303);
	person_opens(&alex, week, "Nothing written, and that is fine");
}

static void only_this_week_and_the_last_are_open(void **state)
{
	struct story *s = *state;
	struct person alex = person_named(s, "alex");
	int monday = selfcare_monday(today_of(s)).n;
	static const char *const bad[] = { "v=11", "v=-1", "v=", "v=a", "" };

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_int_equal(
			person_post(&alex, story_print(s, "/selfcare/week/%d/1", monday), bad[i]),
			400);
	assert_int_equal(person_post(&alex, story_print(s, "/selfcare/week/%d/2", monday), "v=5"),
			 400);
	assert_int_equal(person_post(&alex, story_print(s, "/selfcare/week/%d/3", monday), "on=1"),
			 400);
	assert_int_equal(person_get(&alex, story_print(s, "/selfcare/week/%d/5", monday)), 404);
	assert_int_equal(person_get(&alex, story_print(s, "/selfcare/week/%d/0", monday)), 404);
	assert_int_equal(person_get(&alex, story_print(s, "/selfcare/week/%d", monday + 7)), 404);
	assert_int_equal(person_get(&alex, story_print(s, "/selfcare/week/%d", monday + 1)), 404);
	assert_int_equal(
		person_post(&alex, story_print(s, "/selfcare/week/%d/1", monday - 7), "v=3"), 303);
	person_opens(&alex, story_print(s, "/selfcare/week/%d", monday - 7),
		     "from 9 November to 15");
	assert_int_equal(
		person_post(&alex, story_print(s, "/selfcare/week/%d/1", monday - 14), "v=3"), 404);
	assert_int_equal(
		person_post(&alex, story_print(s, "/selfcare/week/%d/remove", monday - 14), ""),
		404);
	/* Older ones can be read, not changed. */
	person_misses(&alex, story_print(s, "/selfcare/week/%d", monday - 14), "Change");
}

/* --- what speaks for talking to someone */
#define NUDGE "Talk to someone for you"

static void carries_much(struct person *p)
{
	struct story *s = p->story;

	assert_int_equal(
		person_post(p,
			    story_print(s, "/selfcare/week/%d/1", selfcare_monday(today_of(s)).n),
			    "v=8"),
		303);
}

static void a_week_later(struct person *p, const char *name)
{
	p->story->now += 7 * 86400;
	assert_int_equal(person_sign_in(p, name, PASSPHRASE, true), 303);
}

static void three_heavy_weeks_are_said_once_and_put_away(void **state)
{
	struct story *s = *state;
	struct person alex = person_named(s, "alex");

	for (int i = 0; i < 3; i++) {
		person_misses(&alex, "/selfcare", NUDGE);
		carries_much(&alex);
		if (i < 2)
			a_week_later(&alex, "alex");
	}
	person_opens(&alex, "/selfcare", NUDGE);
	assert_true(person_sees(&alex, "close to too much"));
	assert_true(person_sees(&alex, "/selfcare/someone"));
	person_opens(&alex, "/selfcare/someone", "/help/call");
	assert_int_equal(person_post(&alex, "/selfcare/away", ""), 303);
	person_misses(&alex, "/selfcare", NUDGE);
	/* Another sign is not put away with it. */
	assert_int_equal(person_post(&alex, "/own/pause", "paused=yes"), 303);
	person_opens(&alex, "/selfcare", NUDGE);
	assert_true(person_sees(&alex, "worth saying out loud"));
	assert_int_equal(person_post(&alex, "/selfcare/away", ""), 303);
	person_misses(&alex, "/selfcare", NUDGE);
	for (int i = 0; i < 3; i++) {
		a_week_later(&alex, "alex");
		person_misses(&alex, "/selfcare", NUDGE);
	}
	a_week_later(&alex, "alex");
	person_opens(&alex, "/selfcare",
		     NUDGE); /* four weeks are over, and the pause still stands */
}

static void two_short_weeks_of_sleep_are_said(void **state)
{
	struct story *s = *state;
	struct person alex = person_named(s, "alex");
	const int sleep = 5; /* the question of whoever said no role */

	for (int week = 0; week < 2; week++) {
		for (int back = 3; back >= 0; back--)
			assert_int_equal(person_post(&alex,
						     story_print(s, "/checkin/%d/%d",
								 today_of(s).n - back, sleep - 1),
						     "v=5"),
					 303);
		if (week == 0) {
			person_opens(&alex, "/selfcare/body",
				     "About 5 hours a night, from 4 nights");
			assert_true(person_sees(&alex, "low, by either"));
			assert_true(person_sees(&alex, "Six to eight hours"));
			assert_true(person_sees(&alex, "Seven or more"));
			person_misses(&alex, "/selfcare", NUDGE);
			a_week_later(&alex, "alex");
		}
	}
	person_opens(&alex, "/selfcare", "less than six hours a night");
}

struct scored {
	const char *id;
	unsigned total; /* reached with the highest answers first */
	int back;
	unsigned last; /* points of the last item, whatever else */
};

static fallible answer_all(struct act *a, void *context)
{
	const struct scored *scored = context;
	const struct measure *m = measure_find(str_c(scored->id));
	measure_answer answer[MEASURE_ANSWERS] = { 0 };
	unsigned left = scored->total - scored->last;
	struct id16 id;

	for (size_t i = 0; i < m->n_items; i++) {
		unsigned most = m->most / (unsigned)m->n_items;
		unsigned points = i + 1 == m->n_items ? scored->last : left < most ? left : most;

		for (size_t k = 0; k < m->n_options; k++)
			if (m->option[k].points == points)
				answer[i] = (measure_answer)(k + 1);
		left -= i + 1 == m->n_items ? 0 : points;
	}
	return measure_keep(a, m, (struct day){ act_today(a).n - scored->back }, answer, &id);
}

static void scores(struct person *p, const char *id, unsigned total, unsigned last, int back)
{
	struct scored scored = { id, total, back, last };

	assert_string_equal(err_name(person_does(p, answer_all, &scored)), "NONE");
}

static void scores_are_said_in_plain_words_and_without_a_number(void **state)
{
	struct story *s = *state;
	static const struct {
		const char *id;
		unsigned total, last;
		int back;
		const char *says; /* NULL: nothing */
	} row[] = {
		{ "k6", 12, 0, 0, NULL },
		{ "k6", 13, 0, 34, "the last month has been" },
		{ "k6", 13, 0, 35, NULL },
		{ "phq4", 5, 0, 0, NULL },
		{ "phq4", 6, 0, 20, "heavy with worry" },
		{ "phq9", 9, 0, 0, NULL },
		{ "phq9", 10, 0, 0, "two weeks have been low" },
		{ "phq9", 1, 1, 0, "worth saying out loud" },
		{ "phq9", 1, 1, 21, NULL },
	};

	for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
		struct person p = person_named(s, story_print(s, "person %zu", i));

		scores(&p, row[i].id, row[i].total, row[i].last, row[i].back);
		assert_int_equal(person_get(&p, "/selfcare"), 200);
		if (person_sees(&p, NUDGE) != (row[i].says != NULL) ||
		    (row[i].says && !person_sees(&p, row[i].says)))
			fail_msg("%s of %u, %d days ago", row[i].id, row[i].total, row[i].back);
	}
}

/* Answered where their words stand, and not asked again before their time. */
static void measures_are_offered_in_their_own_time(void **state)
{
	struct story *s = *state;
	struct person alex = person_named(s, "alex");
	static const char *const four = "href=\"/measure/phq4\"", *const six =
									  "href=\"/measure/k6\"";
	int monday = selfcare_monday(today_of(s)).n;
	const char *week = story_print(s, "/selfcare/week/%d", monday);

	person_opens(&alex, week, four);
	assert_true(person_sees(&alex, six));
	person_misses(&alex, story_print(s, "/selfcare/week/%d", monday - 7), four);
	assert_int_equal(person_get(&alex, "/measure/phq4"), 200);
	scores(&alex, "phq4", 4, 0, 1);
	scores(&alex, "k6", 7, 0, 27);
	person_misses(&alex, week, "PHQ-4, a minute");
	assert_true(person_sees(&alex, "PHQ-4, 0 to 12"));
	assert_false(person_sees(&alex, "K6"));
	a_week_later(&alex, "alex");
	week = story_print(s, "/selfcare/week/%d", monday + 7);
	person_opens(&alex, week, "PHQ-4, a minute");
	assert_false(person_sees(&alex, "PHQ-4, 0 to 12"));
	assert_true(person_sees(&alex, "K6, two minutes"));
}

static void weeks_are_drawn_and_gaps_stay_gaps(void **state)
{
	struct story *s = *state;
	struct person alex = person_named(s, "alex");

	person_opens(&alex, "/selfcare/weeks", "Look at this week");
	carries_much(&alex);
	person_opens(&alex, "/selfcare/weeks", "Two weeks you looked at");
	assert_false(person_sees(&alex, "<polyline"));
	a_week_later(&alex, "alex");
	carries_much(&alex);
	scores(&alex, "phq4", 4, 0, 0);
	person_opens(&alex, "/selfcare/weeks", "is as it was at first, at 8 of 10");
	assert_int_equal(strlen(person_read(&alex, "<polyline class=\"a\" points=\"")) > 0, true);
	assert_true(person_sees(&alex, ">4</td>"));
	a_week_later(&alex, "alex");
	a_week_later(&alex, "alex");
	carries_much(&alex);
	person_opens(&alex, "/selfcare/weeks", "over 3 weeks");
	/* One line for the first two, and the third stands alone. */
	const char *text = page_text(&alex, "/selfcare/weeks");
	const char *line = strstr(text, "points=\"");
	size_t n = 0;

	for (const char *c = line + 8; *c != '"'; c++)
		n += *c == ',';
	assert_int_equal(n, 2);
}

/* The totals are shared where they are kept; the page says so, and nothing else of it is. */
static void it_is_said_who_reads_a_total(void **state)
{
	struct two t = two_make(*state);
	struct story *s = t.story;
	const char *week = story_print(s, "/selfcare/week/%d", selfcare_monday(today_of(s)).n);

	scores(&t.alex, "phq4", 5, 0, 0);
	carries_much(&t.alex);
	person_misses(&t.alex, week, "can read it");
	assert_string_equal(
		err_name(person_grants(&t.alex, t.of_sam, TOPIC_MEASURE, SHARING_WITH_BEFORE)),
		"NONE");
	const char *seen = sams_view(&t);

	person_opens(&t.alex, week, "5, and Sam can read it");
	person_opens(&t.alex, "/selfcare/weeks", "Sam can read that total");
	carries_much(&t.alex);
	assert_string_equal(sams_view(&t), seen);
}

/* --- Today */
static void fills_in_today(struct person *p)
{
	struct story *s = p->story;

	for (int step = 1; step <= 5; step++)
		assert_int_equal(person_post(p,
					     story_print(s, "/checkin/%d/%d", today_of(s).n, step),
					     step == 5 ? "v=7" : "v=1"),
				 303);
}

static bool is_offered(struct person *p)
{
	assert_int_equal(person_get(p, "/today"), 200);
	return person_sees(p, "href=\"/selfcare/week\"");
}

static void a_day_on(struct person *p, const char *name)
{
	p->story->now += 86400;
	assert_int_equal(person_sign_in(p, name, PASSPHRASE, true), 303);
}

static void today_offers_the_week_once_a_week_at_most(void **state)
{
	struct story *s = *state;
	struct person alex = person_named(s, "alex"), sam = person_named(s, "sam");

	for (int step = 1; step <= 3; step++)
		for (int i = 0; i < 2; i++)
			assert_int_equal(person_post(i ? &sam : &alex,
						     story_print(s, "/begin/%d", step),
						     step > 1 ? "skip=1"
						     : i      ? "v=survivor"
							      : "v=partner"),
					 303);
	for (int day = 0; day <= 15; day++) {
		bool is_day = day == 7 || day == 15;

		assert_false(is_offered(&alex)); /* the check-in is nearer */
		fills_in_today(&alex);
		if (is_offered(&alex) != is_day)
			fail_msg("day %d: %d", day, is_offered(&alex));
		fills_in_today(&sam);
		assert_false(is_offered(&sam)); /* never looked, and cares for nobody */
		if (day == 8) { /* looked a day late: from here on it is this weekday */
			assert_int_equal(person_get(&alex, "/selfcare/week"), 303);
			assert_true(
				person_went_to(&alex, story_print(s, "/selfcare/week/%d/1",
								  selfcare_monday(today_of(s)).n)));
			carries_much(&alex);
			assert_false(is_offered(&alex));
			assert_int_equal(person_get(&alex, "/selfcare/week"), 303);
			assert_true(
				person_went_to(&alex, story_print(s, "/selfcare/week/%d",
								  selfcare_monday(today_of(s)).n)));
		}
		a_day_on(&alex, "alex");
		assert_int_equal(person_sign_in(&sam, "sam", PASSPHRASE, true), 303);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(four_questions_each_kept_at_once),
		STORY(only_this_week_and_the_last_are_open),
		STORY(three_heavy_weeks_are_said_once_and_put_away),
		STORY(two_short_weeks_of_sleep_are_said),
		STORY(scores_are_said_in_plain_words_and_without_a_number),
		STORY(measures_are_offered_in_their_own_time),
		STORY(weeks_are_drawn_and_gaps_stay_gaps),
		STORY(it_is_said_who_reads_a_total),
		STORY(today_offers_the_week_once_a_week_at_most),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
