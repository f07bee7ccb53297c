/* A course of treatment through the pages (art.26 to art.29): visits and what becomes of them,
 * homework, questions that are carried on, an early end, what is refused, who reads what, and the
 * calendar. */
#include <stdlib.h>
#include "calendar_kit.h"
#include "measure_use.h"
#include "pages.h"
#include "two.h"

static const char *day_text(struct story *s, int from_today)
{
	char *text = arena_take(&s->kept, DAY_TEXT_MAX);
	struct day today = instant_day((struct instant){ s->now }, (struct minutes){ 60 });

	day_write(text, (struct day){ today.n + from_today });
	return text;
}

static const char *begins(struct person *p, const char *form)
{
	(void)person_post(p, "/treatment/new", form);
	struct str to = told_header(&p->last, "Location"), path = str_cut(&to, '?');

	assert_int_equal(p->last.status, 303);
	return story_print(p->story, "%.*s", (int)path.n, path.p);
}

static const char *adds(struct person *p, const char *course, int from_today, const char *more)
{
	struct story *s = p->story;

	(void)person_post(p, story_print(s, "%s/plan/new", course),
			  story_print(s, "day=%s%s", day_text(s, from_today), more));
	struct str to = told_header(&p->last, "Location"), path = str_cut(&to, '?');

	assert_int_equal(p->last.status, 303);
	return story_print(s, "%.*s", (int)path.n, path.p);
}

static int sends(struct person *p, const char *path, const char *rest, const char *form)
{
	return person_post(p, story_print(p->story, "%s%s", path, rest), form);
}

static void opens(struct person *p, const char *path, const char *rest, const char *words)
{
	person_opens(p, story_print(p->story, "%s%s", path, rest), words);
}

#define EMDR "therapy=emdr&clinician=Dr+Lee&planned=8"

static void a_course_goes_visit_by_visit(void **state)
{
	struct story *s = *state;
	struct person sam = person_named(s, "sam");

	person_opens(&sam, "/treatment", "Write a course down");
	const char *course = begins(&sam, EMDR);

	opens(&sam, course, "", "EMDR with Dr Lee");
	assert_true(person_sees(&sam, "No visit yet. 8 are planned in all."));
	assert_true(person_sees(&sam, "No visit is planned"));
	const char *first = adds(&sam, course, -7, ""),
		   *today = adds(&sam, course, 0, "&time=10:30");
	const char *later = adds(&sam, course, 7, "&minutes=90");

	opens(&sam, first, "", "I went");
	assert_true(person_sees(&sam, "Visit 1"));
	opens(&sam, course, "", "You went once.");
	assert_true(person_sees(&sam, "Today at 10:30"));
	opens(&sam, today, "", "Visit 2");
	assert_int_equal(sends(&sam, today, "/attended", ""), 303);
	opens(&sam, course, "", "You went 2 times.");
	opens(&sam, later, "", "Planned.");
	assert_false(person_sees(&sam, "action=\"/treatment/attended"));
	assert_int_equal(sends(&sam, later, "/cancelled", ""), 303);
	opens(&sam, later, "", "A visit"); /* it has no number any more */
	person_opens(&sam, "/treatment", "You went 2 times.");
	opens(&sam, course, "/sheet", "EMDR with Dr Lee");
	assert_int_equal(sends(&sam, later, "/remove", ""), 303);
	assert_int_equal(person_get(&sam, later), 404);
	assert_int_equal(sends(&sam, course, "/remove", ""), 303);
	assert_int_equal(person_get(&sam, course), 404);
	person_opens(&sam, "/treatment", "I am not there yet");
}

static void a_visit_is_moved_and_both_days_stand(void **state)
{
	struct story *s = *state;
	struct person sam = person_named(s, "sam");
	const char *course = begins(&sam, EMDR), *visit = adds(&sam, course, 3, "&time=9:00");

	assert_int_equal(sends(&sam, visit, "/move",
			       story_print(s, "day=%s&time=11:15&version=1", day_text(s, 5))),
			 303);
	opens(&sam, course, "", "at 11:15");
	assert_true(person_sees(&sam, "Moved to another day"));
	opens(&sam, visit, "", "The other day is in the list");
	assert_int_equal(
		sends(&sam, visit, "/move", story_print(s, "day=%s&version=2", day_text(s, 6))),
		422);
	assert_true(person_sees(&sam, "was moved already"));
	assert_int_equal(sends(&sam, visit, "/attended", ""), 422);
	assert_true(person_sees(&sam, "The other day is the one that counts"));
}

static void homework_is_a_choice(void **state)
{
	struct story *s = *state;
	struct person sam = person_named(s, "sam");
	const char *course = begins(&sam, "therapy=cpt"), *visit = adds(&sam, course, -2, "");

	assert_int_equal(sends(&sam, visit, "/homework", "words=Write+one+page.&done=&version=1"),
			 303);
	opens(&sam, visit, "", "Write one page.");
	opens(&sam, course, "", "Write one page.");
	assert_int_equal(
		sends(&sam, visit, "/homework", "words=Write+one+page.&done=not&version=2"), 303);
	opens(&sam, visit, "", "Not this time");
	assert_int_equal(sends(&sam, visit, "/homework", "words=x&done=maybe&version=3"), 400);
	assert_int_equal(sends(&sam, visit, "/homework", "words=Late.&done=done&version=1"), 422);
	assert_true(person_sees(&sam, "changed in another window"));
	assert_true(person_sees(&sam, "Late."));
	assert_true(person_sees(&sam, "name=\"version\" value=\"3\""));
}

static void questions_are_carried_to_the_next_visit(void **state)
{
	struct story *s = *state;
	struct person sam = person_named(s, "sam");
	const char *course = begins(&sam, EMDR), *went_to = adds(&sam, course, 0, "");

	assert_int_equal(sends(&sam, course, "/question", "words=May+I+stop+halfway%3F"), 303);
	s->now++;
	assert_int_equal(sends(&sam, course, "/question", "words=How+long+is+it+heavy%3F"), 303);
	opens(&sam, went_to, "", "May I stop halfway?");
	assert_int_equal(sends(&sam, went_to, "/attended", ""), 303);
	opens(&sam, went_to, "", "What did you ask?");
	const char *first = person_read(&sam, "name=\"asked\" value=\"");

	assert_int_equal(sends(&sam, went_to, "/asked", story_print(s, "asked=%s", first)), 303);
	opens(&sam, went_to, "", "checked>May I stop halfway?");
	const char *next = adds(&sam, course, 7, "");

	opens(&sam, next, "", "How long is it heavy?");
	assert_false(person_sees(&sam, "May I stop halfway?"));
	opens(&sam, course, "/sheet", "How long is it heavy?");
	assert_false(person_sees(&sam, "May I stop halfway?"));
	/* Not asked after all. */
	assert_int_equal(sends(&sam, went_to, "/asked", ""), 303);
	opens(&sam, next, "", "May I stop halfway?");
	assert_int_equal(sends(&sam, went_to, "/asked", "asked=zz"), 400);
	opens(&sam, course, "", "Let it go");
	const char *away = person_read(&sam, "<form method=\"post\" action=\"/treatment/");

	assert_int_equal(person_post(&sam, story_print(s, "/treatment/%s", away), ""), 303);
	opens(&sam, next, "", "How long is it heavy?");
	assert_false(person_sees(&sam, "May I stop halfway?"));
}

static void an_early_end_can_be_taken_up_again(void **state)
{
	struct story *s = *state;
	struct person sam = person_named(s, "sam");
	const char *course = begins(&sam, EMDR);

	(void)adds(&sam, course, -3, "");
	assert_int_equal(
		sends(&sam, course, "/end",
		      story_print(s, "day=%s&reason=1&next=3&words=Too+fast+for+me.&version=1",
				  day_text(s, -1))),
		303);
	opens(&sam, course, "", "It was too much for now");
	assert_true(person_sees(&sam, "Too fast for me."));
	assert_true(person_sees(&sam, "Look at another kind of treatment"));
	assert_true(person_sees(&sam, "/talk/options"));
	person_opens(&sam, "/treatment", "Ended");
	opens(&sam, course, "/end", "Too fast for me.");
	(void)begins(&sam, "therapy=pe&clinician=Dr+Kim"); /* a second one */
	person_opens(&sam, "/treatment", "PE with Dr Kim");
	assert_int_equal(sends(&sam, course, "/again", ""), 303);
	opens(&sam, course, "", "You went once.");
	assert_false(person_sees(&sam, "It was too much for now"));
	person_opens(&sam, "/treatment", "EMDR with Dr Lee");
	assert_false(person_sees(&sam, "<summary>Ended"));
}

/* --- what is refused, and what is only said */
static void refuses(struct person *p, const char *path, const char *rest, const char *form,
		    const char *words)
{
	int status = sends(p, path, rest, form);

	if (status != 422 || !person_sees(p, words))
		fail_msg("%s%s with %.80s: %d", path, rest, form, status);
}

static void bad_input_is_told_and_nothing_lost(void **state)
{
	struct story *s = *state;
	struct person sam = person_named(s, "sam");
	const char *much = "Dr+Lee";

	for (int i = 0; i < 60; i++)
		much = story_print(s, "%s+and+so+on", much);
	refuses(&sam, "/treatment", "/new", story_print(s, "clinician=%s", much), "longer");
	assert_true(person_sees(&sam, "Dr Lee and so on"));
	refuses(&sam, "/treatment", "/new", "therapy=emdr&planned=100&clinician=Dr+Lee",
		"from 1 to 99");
	assert_true(person_sees(&sam, "Dr Lee"));
	refuses(&sam, "/treatment", "/new", "therapy=emdr&planned=0", "from 1 to 99");
	refuses(&sam, "/treatment", "/new", "therapy=emdr&planned=many", "from 1 to 99");
	assert_int_equal(person_post(&sam, "/treatment/new", "therapy=magic"), 400);
	person_opens(&sam, "/treatment", "I am not there yet");
	const char *course = begins(&sam, EMDR), *visit = adds(&sam, course, 2, "");

	for (int day = -732; day <= 367; day += 1099)
		refuses(&sam, course, "/plan/new", story_print(s, "day=%s", day_text(s, day)),
			"Nothing was changed.");
	refuses(&sam, course, "/plan/new", "day=2026-02-30", "Nothing was changed.");
	refuses(&sam, course, "/plan/new", story_print(s, "day=%s&time=24:00", day_text(s, 1)),
		"as 19:30");
	refuses(&sam, course, "/plan/new", story_print(s, "day=%s&minutes=900", day_text(s, 1)),
		"from 5 to 240");
	refuses(&sam, visit, "/move", story_print(s, "day=%s&version=1", day_text(s, -1)),
		"Nothing was changed.");
	refuses(&sam, visit, "/attended", "", "still to come");
	refuses(&sam, visit, "/homework", story_print(s, "words=%s&version=1", much), "longer");
	refuses(&sam, course, "/question", story_print(s, "words=%s", much), "longer");
	refuses(&sam, course, "/question", "words=", "Write a few words first.");
	refuses(&sam, course, "/end", story_print(s, "day=%s&version=1", day_text(s, 1)),
		"Nothing was changed.");
	assert_int_equal(sends(&sam, course, "/end",
			       story_print(s, "day=%s&reason=11&version=1", day_text(s, 0))),
			 400);
	assert_int_equal(sends(&sam, visit, "/cancelled", ""), 303);
	refuses(&sam, visit, "/cancelled", "", "cancelled already"); /* twice */
	assert_int_equal(person_get(&sam, "/treatment/sunday"), 404);
	assert_int_equal(sends(&sam, course, "/plan/old", ""), 404);
	opens(&sam, course, "", "No visit yet.");
}

static void what_is_not_usual_is_said_in_one_sentence(void **state)
{
	struct story *s = *state;
	struct person sam = person_named(s, "sam");
	const char *course = begins(&sam, "therapy=emdr&planned=30");

	opens(&sam, course, "", "EMDR often takes 6 to 12 sessions.");
	(void)adds(&sam, course, -3, "");
	opens(&sam, adds(&sam, course, -1, ""), "", "EMDR is often once a week.");
	assert_int_equal(sends(&sam, course, "/edit", "therapy=emdr&planned=12&version=1"), 303);
	opens(&sam, course, "", "12 are planned in all.");
	assert_false(person_sees(&sam, "often takes"));
	course = begins(&sam, "therapy=other&other=Garden+therapy&planned=30");
	opens(&sam, course, "", "Garden therapy");
	assert_false(person_sees(&sam, "usually"));
}

static void two_devices_on_one_course(void **state)
{
	struct story *s = *state;
	struct person phone = person_named(s, "sam"), desk = person_make(s);

	person_sign_in(&desk, "sam", PASSPHRASE, false);
	const char *course = begins(&phone, EMDR);

	assert_int_equal(sends(&phone, course, "/edit", "therapy=pe&clinician=A&version=1"), 303);
	assert_int_equal(sends(&desk, course, "/edit", "therapy=cpt&clinician=Brown&version=1"),
			 422);
	assert_true(person_sees(&desk, "changed in another window"));
	assert_true(person_sees(&desk, "Brown"));
	assert_true(person_sees(&desk, "name=\"version\" value=\"2\""));
	opens(&phone, course, "", "PE with A");
}

/* --- the other one, the copy, the calendar */
static void what_is_shared_never_has_questions(void **state)
{
	struct two t = two_make(*state);
	struct story *s = t.story;
	const char *theirs = story_print(s, "/share/%s/theirs/%d", t.sam_id, TOPIC_TREATMENT);
	const char *course = begins(&t.sam, EMDR);

	(void)adds(&t.sam, course, -2, "");
	assert_int_equal(sends(&t.sam, course, "/question", "words=How+do+I+say+it+at+home%3F"),
			 303);
	assert_int_equal(sends(&t.sam, course, "/end",
			       story_print(s, "day=%s&reason=4&words=Somebody+read+it.&version=1",
					   day_text(s, 0))),
			 303);
	assert_null(strstr(page_text(&t.alex, theirs), "Dr Lee"));
	struct err e = person_grants(&t.sam, t.of_alex, TOPIC_TREATMENT, SHARING_WITH_BEFORE);

	assert_string_equal(err_name(e), "NONE");
	const char *seen = page_text(&t.alex, theirs);

	assert_non_null(strstr(seen, "EMDR with Dr Lee"));
	assert_non_null(strstr(seen, "Work, family or time"));
	assert_null(strstr(seen, "say it at home"));
	assert_null(strstr(seen, "Somebody read it."));
	/* And another question changes no byte of it. */
	const char *plain = page_plain(&t.alex, theirs);

	assert_int_equal(sends(&t.sam, course, "/question", "words=Another+one"), 303);
	assert_string_equal(page_plain(&t.alex, theirs), plain);
	e = person_stops(&t.sam, t.of_alex, TOPIC_TREATMENT, SHARING_TAKE_BACK);
	assert_string_equal(err_name(e), "NONE");
	assert_null(strstr(page_text(&t.alex, theirs), "Dr Lee"));
}

static void it_goes_along_in_the_copy(void **state)
{
	struct story *s = *state;
	struct person sam = person_named(s, "sam");
	const char *course = begins(&sam, EMDR), *visit = adds(&sam, course, -1, "&minutes=80");

	assert_int_equal(sends(&sam, visit, "/homework", "words=Sit+outside.&done=part&version=1"),
			 303);
	assert_int_equal(sends(&sam, course, "/question", "words=And+then%3F"), 303);
	assert_int_equal(person_post(&sam, "/export/json", ""), 200);
	assert_true(person_sees(&sam, "Dr Lee"));
	assert_true(person_sees(&sam, "Sit outside."));
	assert_true(person_sees(&sam, "Some of it"));
	assert_true(person_sees(&sam, "And then?"));
}

static fallible type_in(struct act *a, void *context)
{
	const int *total = context;
	struct id16 id;

	return measure_type_in(a, measure_find(STR("pcl5")), act_today(a), (unsigned)*total, &id);
}

static void totals_stand_beside_the_visits(void **state)
{
	struct two t = two_make(*state);
	struct story *s = t.story;
	const char *course = begins(&t.sam, EMDR), *early = adds(&t.sam, course, -20, "");
	const char *today = adds(&t.sam, course, 0, ""), *next = adds(&t.sam, course, 7, "");
	int total = 47;

	opens(&t.sam, next, "", "Fill in the PCL-5 before it");
	struct err e = person_does(&t.sam, type_in, &total);

	assert_string_equal(err_name(e), "NONE");
	opens(&t.sam, today, "", "PCL-5: <b>47</b> on");
	opens(&t.sam, early, "", "Visit 1");
	assert_false(person_sees(&t.sam, "PCL-5: <b>"));
	assert_int_equal(sends(&t.sam, today, "/attended", ""), 303);
	opens(&t.sam, course, "", "<td class=\"num\">47</td>");
	opens(&t.sam, course, "/sheet", "<td class=\"num\">47</td>");
	/* Whoever reads the course along does not read the totals. */
	e = person_grants(&t.sam, t.of_alex, TOPIC_TREATMENT, SHARING_WITH_BEFORE);
	assert_string_equal(err_name(e), "NONE");
	const char *seen = page_text(
		&t.alex, story_print(s, "/share/%s/theirs/%d", t.sam_id, TOPIC_TREATMENT));

	assert_non_null(strstr(seen, "Dr Lee"));
	assert_null(strstr(seen, "47</"));
	assert_null(strstr(seen, "PCL-5"));
}

static void a_visit_goes_into_the_calendar_without_a_word(void **state)
{
	struct home h = home_begin(*state);
	const char *path = makes(&h), *none = feed(&h, path);
	const char *course = begins(&h.sam, EMDR), *visit, *text;

	assert_string_equal(feed(&h, path), none);
	visit = adds(&h.sam, course, 2, "&time=10:30&minutes=90");
	(void)adds(&h.sam, course, -2, ""); /* one that was is no plan */
	text = feed(&h, path);
	assert_int_equal(events(text), 1);
	carries(text, "SUMMARY:Plan\r\n");
	carries(text, "DTSTART:20261120T093000Z\r\nDTEND:20261120T110000Z\r\n");
	lacks(text, "EMDR");
	lacks(text, "Lee");
	lacks(text, "treatment");
	assert_int_equal(sends(&h.sam, visit, "/move",
			       story_print(h.story, "day=%s&version=1", day_text(h.story, 3))),
			 303);
	text = feed(&h, path);
	assert_int_equal(events(text), 1);
	carries(text, "DTSTART;VALUE=DATE:20261121\r\n");
	/* A course that has ended carries nothing; taken up again it does. */
	assert_int_equal(sends(&h.sam, course, "/end",
			       story_print(h.story, "day=%s&version=1", day_text(h.story, 0))),
			 303);
	assert_int_equal(events(feed(&h, path)), 0);
	assert_int_equal(sends(&h.sam, course, "/again", ""), 303);
	assert_int_equal(events(feed(&h, path)), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(a_course_goes_visit_by_visit),
		STORY(a_visit_is_moved_and_both_days_stand),
		STORY(homework_is_a_choice),
		STORY(questions_are_carried_to_the_next_visit),
		STORY(an_early_end_can_be_taken_up_again),
		STORY(bad_input_is_told_and_nothing_lost),
		STORY(what_is_not_usual_is_said_in_one_sentence),
		STORY(two_devices_on_one_course),
		STORY(what_is_shared_never_has_questions),
		STORY(it_goes_along_in_the_copy),
		STORY(totals_stand_beside_the_visits),
		STORY(a_visit_goes_into_the_calendar_without_a_word),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
