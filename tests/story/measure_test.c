/* Measures through the pages: answering one by one and all at once, what is missing, what comes
 * before a total, what a total says, and what is typed in, moved and taken away. */
#include <jansson.h>
#include <stdlib.h>
#include "deed.h"
#include "measure_use.h"
#include "pages.h"

static const struct measure *find(const char *id)
{
	return measure_find(str_c(id));
}

/* The option with these points, as the forms number it. */
static unsigned option_of(const struct measure *m, unsigned points)
{
	for (size_t i = 0; i < m->n_options; i++)
		if (m->option[i].points == points)
			return (unsigned)i + 1;
	fail_msg("%s has no option of %u", m->id, points);
	return 0;
}

static const char *at(struct person *p, const char *id, const char *rest)
{
	return story_print(p->story, "/measure/%s%s", id, rest);
}

static void starts(struct person *p, const char *id, const char *way)
{
	assert_int_equal(person_post(p, at(p, id, "/start"), way), 303);
}

/* A body for the whole sheet: each item by its points, '-' for skipped. */
static const char *sheet(struct person *p, const char *id, const char *points)
{
	const struct measure *m = find(id);
	const char *body = m->gate ? "q1=2" : "q0=";
	size_t from = m->gate ? 2 : 1;

	for (size_t i = 0; points[i]; i++)
		if (points[i] != '-')
			body = story_print(p->story, "%s&q%zu=%u", body, from + i,
					   option_of(m, (unsigned)(points[i] - '0')));
	return body;
}

/* The address of the result that was just kept. */
static const char *result(struct person *p)
{
	struct str to = told_header(&p->last, "Location"), path = str_cut(&to, '?');

	assert_non_null(strstr(path.p, "/r/"));
	return story_print(p->story, "%.*s", (int)path.n, path.p);
}

static const char *takes(struct person *p, const char *id, const char *points)
{
	starts(p, id, "way=all&anyway=1");
	assert_int_equal(person_post(p, at(p, id, "/all"), sheet(p, id, points)), 303);
	if (person_went_to(p, at(p, id, "/done")))
		assert_int_equal(person_post(p, at(p, id, "/done"), ""), 303);
	return result(p);
}

static const char *day_text(struct story *s, int from_today)
{
	char *text = arena_take(&s->kept, DAY_TEXT_MAX);
	struct day today = instant_day((struct instant){ s->now }, (struct minutes){ 60 });

	day_write(text, (struct day){ today.n + from_today });
	return text;
}

/* --- answering */
static void one_question_after_the_other(void **state)
{
	struct person sam = person_named(*state, "sam");

	person_opens(&sam, "/me", "/measure");
	person_opens(&sam, "/measure", "/measure/pcl5");
	person_opens(&sam, "/measure/pcl5", "20 questions");
	assert_int_equal(person_get(&sam, "/measure/pcl5/q/1"), 303); /* nothing is begun */
	starts(&sam, "pcl5", "way=one");
	assert_true(person_went_to(&sam, "/measure/pcl5/q/1"));
	person_opens(&sam, "/measure/pcl5/q/1",
		     "In the past month, how much were you bothered by:");
	assert_true(person_sees(&sam, find("pcl5")->instructions));
	assert_true(person_sees(&sam, "Repeated, disturbing, and unwanted memories of the "
				      "stressful experience?"));
	assert_true(person_sees(&sam, "/measure/pcl5/worse"));
	for (int i = 1; i <= 20; i++) {
		assert_int_equal(
			person_post(&sam, story_print(sam.story, "/measure/pcl5/q/%d", i), "v=3"),
			303);
		assert_true(person_went_to(
			&sam, i < 20 ? story_print(sam.story, "/measure/pcl5/q/%d", i + 1)
				     : "/measure/pcl5/done"));
	}
	person_opens(&sam, "/measure/pcl5/done", "All of it is answered");
	assert_int_equal(person_post(&sam, "/measure/pcl5/done", ""), 303);
	const char *one = result(&sam);

	person_opens(&sam, one, "PCL-5: 40 of 80");
	assert_true(person_sees(&sam, "above 31 to 33"));
	assert_true(person_sees(&sam, "reach 4 of the four groups"));
	assert_true(person_sees(&sam, "It is not a diagnosis"));
	assert_true(person_sees(&sam, "Moderately"));
	person_opens(&sam, "/measure", "Last: 40 of 80");
	person_misses(&sam, "/measure", "is begun");
	assert_int_equal(person_get(&sam, "/measure/pcl5/done"), 303);
	assert_int_equal(person_post(&sam, "/measure/pcl5/done", ""), 303); /* sent twice */
	assert_true(person_went_to(&sam, "/measure/pcl5"));
	person_opens(&sam, story_print(sam.story, "%s/print", one), "Weathers et al. 2013");
}

static void what_is_begun_waits_and_can_go(void **state)
{
	struct person sam = person_named(*state, "sam");

	starts(&sam, "phq9", "way=one");
	assert_int_equal(person_post(&sam, "/measure/phq9/q/1", "v=2"), 303);
	assert_int_equal(person_post(&sam, "/measure/phq9/q/2", "skip=1"), 303);
	assert_true(person_went_to(&sam, "/measure/phq9/q/3"));
	assert_int_equal(person_post(&sam, "/measure/phq9/q/3", "v=4"), 303);
	sam.story->now += 3 * 86400;
	assert_int_equal(person_sign_in(&sam, "sam", PASSPHRASE, false), 303);
	person_opens(&sam, "/measure", "PHQ-9 is begun");
	assert_true(person_sees(&sam, "2 of 10 answered"));
	assert_true(person_sees(&sam, "/measure/phq9/q/2"));
	person_opens(&sam, "/measure/phq9/q/3", "Nearly every day<span class=\"out\">, chosen");
	starts(&sam, "phq9", "way=all"); /* goes on with what is there */
	person_opens(&sam, "/measure/phq9/all", "name=\"q3\" value=\"4\"  checked");
	assert_int_equal(person_post(&sam, "/measure/phq9/all", "q1=2&q3=3&later=1"), 303);
	assert_true(person_went_to(&sam, "/measure"));
	person_opens(&sam, "/measure/phq9/all", "name=\"q3\" value=\"3\"  checked");
	person_misses(&sam, "/measure/phq9", "Over time");
	assert_int_equal(person_post(&sam, "/measure/phq9/drop", ""), 303);
	person_misses(&sam, "/measure", "is begun");
}

static void a_skipped_question_means_no_total(void **state)
{
	struct person sam = person_named(*state, "sam");

	starts(&sam, "gad7", "way=all");
	assert_int_equal(person_post(&sam, "/measure/gad7/all", sheet(&sam, "gad7", "11-1-11")),
			 303);
	assert_true(person_went_to(&sam, "/measure/gad7/done"));
	person_opens(&sam, "/measure/gad7/done", "there is no total");
	assert_true(person_sees(&sam, "/measure/gad7/q/3"));
	assert_true(person_sees(&sam, "/measure/gad7/q/5"));
	assert_int_equal(person_post(&sam, "/measure/gad7/done", ""), 303);
	const char *one = result(&sam);

	person_opens(&sam, one, "GAD-7: no total");
	assert_true(person_sees(&sam, "Questions 3, 5 have no answer."));
	assert_false(person_sees(&sam, " of 21"));
	assert_false(person_sees(&sam, "published band"));
	person_opens(&sam, "/measure/gad7", "Answered in part");
	person_misses(&sam, "/measure", "Last:");
	/* Filled in from the list of gaps: it goes to the next gap, then to the end. */
	starts(&sam, "gad7", "way=all");
	assert_int_equal(person_post(&sam, "/measure/gad7/all", sheet(&sam, "gad7", "11-1-11")),
			 303);
	assert_int_equal(person_post(&sam, "/measure/gad7/q/3", "v=1"), 303);
	assert_true(person_went_to(&sam, "/measure/gad7/q/5"));
	assert_int_equal(person_post(&sam, "/measure/gad7/q/5", "v=1"), 303);
	assert_true(person_went_to(&sam, "/measure/gad7/done"));
	assert_int_equal(person_post(&sam, "/measure/gad7/done", ""), 303);
	person_opens(&sam, result(&sam), "GAD-7: 5 of 21");
}

static void a_no_at_the_gate_ends_it(void **state)
{
	struct person sam = person_named(*state, "sam");

	starts(&sam, "pcptsd5", "way=one");
	person_opens(&sam, "/measure/pcptsd5/q/1", "a serious accident or fire");
	assert_int_equal(person_post(&sam, "/measure/pcptsd5/q/1", "v=1"), 303);
	assert_true(person_went_to(&sam, "/measure/pcptsd5/done"));
	assert_int_equal(person_post(&sam, "/measure/pcptsd5/done", ""), 303);
	person_opens(&sam, result(&sam), "PC-PTSD-5: 0 of 5");
	person_opens(&sam, takes(&sam, "pcptsd5", "11110"), "From 4 a longer look makes sense");
}

/* --- the guard */
static void the_same_month_is_asked_about_once_a_week(void **state)
{
	struct person sam = person_named(*state, "sam");
	const char *twos = "22222222222222222222", *ones = "11111111111111111111";

	person_misses(&sam, "/measure/pcl5", "anyway");
	(void)takes(&sam, "pcl5", twos);
	sam.story->now += 6 * 86400;
	assert_int_equal(person_sign_in(&sam, "sam", PASSPHRASE, false), 303);
	person_opens(&sam, "/measure/pcl5", "The last one was on");
	assert_int_equal(person_post(&sam, "/measure/pcl5/start", "way=one"), 422);
	assert_true(person_sees(&sam, "a difference says little"));
	assert_int_equal(person_get(&sam, "/measure/pcl5/q/1"), 303);
	starts(&sam, "pcl5", "way=one&anyway=1"); /* it is a hint, no refusal */
	person_opens(&sam, "/measure/pcl5/q/1", "question 1 of 20");
	assert_int_equal(person_post(&sam, "/measure/pcl5/drop", ""), 303);
	sam.story->now += 86400;
	assert_int_equal(person_sign_in(&sam, "sam", PASSPHRASE, false), 303);
	person_misses(&sam, "/measure/pcl5", "The last one was on");
	starts(&sam, "pcl5", "way=all");
	assert_int_equal(person_post(&sam, "/measure/pcl5/all", sheet(&sam, "pcl5", ones)), 303);
	person_opens(&sam, result(&sam), "20 points lower than on");
	assert_true(person_sees(&sam, "a change larger than chance explains"));
	/* Shown again only to who asks for it. */
	person_misses(&sam, "/measure", "You asked to be shown");
	assert_int_equal(person_post(&sam, "/measure/pcl5/often", "weeks=1"), 303);
	person_misses(&sam, "/measure", "You asked to be shown");
	sam.story->now += 7 * 86400;
	assert_int_equal(person_sign_in(&sam, "sam", PASSPHRASE, false), 303);
	person_opens(&sam, "/measure", "You asked to be shown");
	assert_int_equal(person_post(&sam, "/measure/pcl5/often", "weeks=0"), 303);
	person_misses(&sam, "/measure", "You asked to be shown");
}

/* --- the question about thoughts of death */
static const char *must_find(struct person *p, const char *words)
{
	const char *text = story_print(p->story, "%.*s", (int)p->last.body.n, p->last.body.p);
	const char *found = strstr(text, words);

	if (!found)
		fail_msg("the page does not show %s", words);
	return found;
}

/* Both in the page as it was last fetched, the first before the second. */
static void stands_before(struct person *p, const char *first, const char *second)
{
	const char *text = story_print(p->story, "%.*s", (int)p->last.body.n, p->last.body.p);
	const char *a = strstr(text, first), *b = strstr(text, second);

	if (!a || !b || a > b)
		fail_msg("%s does not stand before %s", first, second);
}

static void help_stands_before_the_total(void **state)
{
	struct person sam = person_named(*state, "sam");

	assert_int_equal(person_post(&sam, "/me",
				     "name=Sam&country=AT&notebook=Notebook&exit=0&role=survivor"),
			 303);
	const char *calm = takes(&sam, "phq9", "333333330");

	person_opens(&sam, calm, "PHQ-9: 24 of 27");
	assert_false(person_sees(&sam, "are you safe"));
	const char *one = takes(&sam, "phq9", "000000001");

	person_opens(&sam, one, "First: are you safe right now?");
	stands_before(&sam, "Call 112 now if:", "PHQ-9: 1 of 27");
	stands_before(&sam, "href=\"tel:112\"", "href=\"tel:142\"");
	stands_before(&sam, "href=\"tel:142\"", "PHQ-9: 1 of 27");
	stands_before(&sam, "Nobody reads this live", "PHQ-9: 1 of 27");
	(void)must_find(&sam, "Checked ");
	/* Without a total too, and before it is kept. */
	starts(&sam, "phq9", "way=one");
	assert_int_equal(person_post(&sam, "/measure/phq9/q/9", "v=2"), 303);
	person_opens(&sam, "/measure/phq9/done", "First: are you safe right now?");
	assert_int_equal(person_post(&sam, "/measure/phq9/done", ""), 303);
	person_opens(&sam, result(&sam), "First: are you safe right now?");
	stands_before(&sam, "Call 112 now if:", "PHQ-9: no total");
	starts(&sam, "phq9", "way=all&anyway=1");
	assert_int_equal(person_post(&sam, "/measure/phq9/all", sheet(&sam, "phq9", "000000001")),
			 303);
	assert_true(person_went_to(&sam, "/measure/phq9/done"));
	/* The short ones do not ask it. */
	person_misses(&sam, takes(&sam, "phq8", "33333333"), "are you safe");
}

static void help_without_a_country(void **state)
{
	struct person sam = person_named(*state, "sam");

	assert_int_equal(person_post(&sam, "/me", "name=Sam&country=&notebook=Notebook&exit=0"),
			 303);
	person_opens(&sam, takes(&sam, "phq9", "000000003"), "Call the emergency number now if:");
	assert_true(person_sees(&sam, "In the European Union the number is 112."));
	assert_true(person_sees(&sam, "/help/call"));
}

/* --- typed in */
static void a_total_somebody_gave(void **state)
{
	struct story *s = *state;
	struct person sam = person_named(s, "sam");

	person_opens(&sam, "/measure", "/measure/isi");
	person_opens(&sam, "/measure/isi", "/measure/isi/total");
	assert_int_equal(person_post(&sam, "/measure/isi/start", "way=one"), 404);
	assert_int_equal(person_get(&sam, "/measure/isi/q/1"), 404);
	static const char *const wrong[] = { "29", "-1", "", "twelve", "1.5", "999999999999" };

	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		assert_int_equal(
			person_post(&sam, "/measure/isi/total",
				    story_print(s, "total=%s&day=%s", wrong[i], day_text(s, 0))),
			422);
		assert_true(person_sees(&sam, "a whole number from 0 to 28"));
		assert_true(person_sees(&sam, story_print(s, "value=\"%s\"", wrong[i])));
	}
	for (int day = 1; day >= -1096; day -= 1097)
		assert_int_equal(person_post(&sam, "/measure/isi/total",
					     story_print(s, "total=12&day=%s", day_text(s, day))),
				 422);
	assert_true(person_sees(&sam, "value=\"12\""));
	person_misses(&sam, "/measure/isi", "Over time");
	assert_int_equal(person_post(&sam, "/measure/isi/total",
				     story_print(s, "total=12&day=%s", day_text(s, -40))),
			 303);
	const char *one = result(&sam);

	person_opens(&sam, one, "ISI: 12 of 28");
	assert_true(person_sees(&sam, "second of its four published bands"));
	assert_true(person_sees(&sam, "typed in"));
	/* Another total and another month; then nothing of it is left. */
	assert_int_equal(person_post(&sam, story_print(s, "%s/edit", one),
				     story_print(s, "total=29&day=%s", day_text(s, 0))),
			 422);
	assert_int_equal(person_post(&sam, story_print(s, "%s/edit", one),
				     story_print(s, "total=20&day=%s", day_text(s, 0))),
			 303);
	person_opens(&sam, one, "ISI: 20 of 28");
	person_opens(&sam, "/measure", "Last: 20 of 28");
	assert_int_equal(person_post(&sam, story_print(s, "%s/remove", one), ""), 303);
	assert_int_equal(person_get(&sam, one), 404);
	person_misses(&sam, "/measure/isi", "Over time");
	/* A total of an instrument that is asked here can be typed in too. */
	assert_int_equal(person_post(&sam, "/measure/pcl5/total",
				     story_print(s, "total=44&day=%s", day_text(s, -200))),
			 303);
	person_opens(&sam, takes(&sam, "pcl5", "11111111111111111111"), "24 points lower than on");
}

static void the_day_of_answers_can_be_changed(void **state)
{
	struct story *s = *state;
	struct person sam = person_named(s, "sam");
	const char *first = takes(&sam, "k6", "222222"), *second = takes(&sam, "k6", "111111");

	person_opens(&sam, second, "6 points lower than earlier that day");
	person_opens(&sam, story_print(s, "%s/edit", second),
		     "The answers stay as they were given");
	/* Before the other one: which is compared with which turns round. */
	assert_int_equal(person_post(&sam, story_print(s, "%s/edit", second),
				     story_print(s, "day=%s", day_text(s, -70))),
			 303);
	person_opens(&sam, first, "6 points higher than on");
	assert_true(person_sees(&sam, "no published figure says"));
	person_opens(&sam, second, "K6: 6 of 24");
	assert_true(person_sees(&sam, "A little of the time"));
	person_opens(&sam, "/measure/k6", "<svg viewBox=\"0 0 320");
	assert_true(person_sees(&sam, "6 points higher than on"));
	assert_int_equal(person_post(&sam, story_print(s, "%s/remove", second), ""), 303);
	assert_int_equal(person_get(&sam, second), 404);
	person_misses(&sam, "/measure/k6", "<svg viewBox=\"0 0 320");
	person_opens(&sam, first, "K6: 12 of 24");
}

/* --- what no page of ours sends */
static void strange_requests_change_nothing(void **state)
{
	struct person sam = person_named(*state, "sam"), robin = person_named(*state, "robin");
	const char *one = takes(&sam, "phq4", "1111");

	starts(&sam, "phq9", "way=one");
	assert_int_equal(person_post(&sam, "/measure/phq9/q/1", "v=5"), 400);
	assert_int_equal(person_post(&sam, "/measure/phq9/q/1", "v=0"), 400);
	assert_int_equal(person_post(&sam, "/measure/phq9/q/1", "v=x"), 400);
	assert_int_equal(person_post(&sam, "/measure/phq9/q/1", ""), 400);
	assert_int_equal(person_post(&sam, "/measure/phq9/q/11", "v=1"), 404);
	assert_int_equal(person_post(&sam, "/measure/phq9/q/0", "v=1"), 404);
	assert_int_equal(person_post(&sam, "/measure/phq9/all", "q1=2&q2=5"), 400);
	assert_int_equal(person_post(&sam, "/measure/phq9/often", "weeks=27"), 400);
	assert_int_equal(person_get(&sam, "/measure/hits"), 404);
	assert_int_equal(person_get(&sam, "/measure/phq9/r/00000000000000000000000000000000"), 404);
	/* The right result under the wrong name, and somebody else's. */
	assert_int_equal(
		person_get(&sam, story_print(sam.story, "/measure/k6%s", strstr(one, "/r/"))), 404);
	assert_int_equal(person_get(&robin, one), 404);
	assert_int_equal(person_post(&robin, story_print(sam.story, "%s/remove", one), ""), 404);
	person_opens(&sam, "/measure", "0 of 10 answered");
	person_opens(&sam, one, "PHQ-4: 4 of 12");
}

/* --- the copy to take along */
struct copy_deed {
	char *text;
};

static fallible read_copy(struct act *a, void *context)
{
	struct copy_deed *copy = context;
	json_t *list = json_array();
	struct err e = measure_add_records(a, list);

	copy->text = json_dumps(list, 0);
	json_decref(list);
	return e;
}

static void the_copy_has_the_codes(void **state)
{
	struct person sam = person_named(*state, "sam");
	struct copy_deed copy = { 0 };

	(void)takes(&sam, "phq9", "222211200");
	starts(&sam, "k6", "way=all");
	assert_int_equal(person_post(&sam, "/measure/k6/all", sheet(&sam, "k6", "44----")), 303);
	assert_int_equal(person_post(&sam, "/measure/k6/done", ""), 303);
	starts(&sam, "gad7", "way=one");
	assert_string_equal(err_name(person_does(&sam, read_copy, &copy)), "NONE");
	static const char *const held[] = {
		"\"loinc\": \"44249-1\"", /* the panel */
		"\"value\": 12",	   "\"loinc\": \"44261-6\"",
		"\"loinc\": \"44260-8\"", /* an item */
		"\"loinc\": \"LA6570-1\"", "\"words\": \"More than half the days\"",
		"Copyright Pfizer Inc.",   "Regenstrief Institute",
		"\"not finished\": true",  "All of the time",
	};

	for (size_t i = 0; i < sizeof held / sizeof *held; i++)
		if (!strstr(copy.text, held[i]))
			fail_msg("the copy does not hold %s:\n%s", held[i], copy.text);
	free(copy.text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(one_question_after_the_other),
		STORY(what_is_begun_waits_and_can_go),
		STORY(a_skipped_question_means_no_total),
		STORY(a_no_at_the_gate_ends_it),
		STORY(the_same_month_is_asked_about_once_a_week),
		STORY(help_stands_before_the_total),
		STORY(help_without_a_country),
		STORY(a_total_somebody_gave),
		STORY(the_day_of_answers_can_be_changed),
		STORY(strange_requests_change_nothing),
		STORY(the_copy_has_the_codes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
