/* The calendar link: who has it reads days, times and a plain word. */
#include "calendar_kit.h"
#include "pages.h"

static void a_link_shows_days_times_and_a_plain_word(void **state)
{
	struct home h = home_begin(*state);

	plans(&h, 2, "10%3A30");
	plans(&h, 3, "");
	const char *path = makes(&h), *text = feed(&h, path);

	assert_int_equal(strlen(path), strlen(NONE));
	assert_int_equal(events(text), 2);
	carries(text, "Content-Type: text/calendar; charset=utf-8\n");
	carries(text, "Cache-Control: no-store\n");
	lacks(text, "Set-Cookie");
	carries(text, "SUMMARY:Plan\r\n");
	/* 18 November 2026, 12:06 in Berlin; two days later at 10:30 is 9:30 in UTC */
	carries(text, "DTSTART:20261120T093000Z\r\nDTEND:20261120T101500Z\r\n");
	carries(text, "DTSTART;VALUE=DATE:20261121\r\nDTEND;VALUE=DATE:20261122\r\n");
	lacks(text, "kestrel");
	lacks(text, "bread");
	lacks(text, "lane");
	lacks(strstr(text, "BEGIN:VCALENDAR"), "sam");
	lacks(strstr(text, "BEGIN:VCALENDAR"), "rejoin");
	lacks(text, "ptsd");
	lacks(text, "VALARM");
	assert_null(strstr(text, h.step + strlen("/approach/"))); /* no id of the notebook */
	assert_string_equal(feed(&h, path), text);		  /* the same every time */
	answer(&h, HTTP_HEAD, path);
	assert_int_equal(h.nobody.last.status, 200);
}

/* What follows the owner's acts, and what does not. */
static void it_shows_how_things_stood_at_the_last_visit(void **state)
{
	struct home h = home_begin(*state);
	const char *path = makes(&h), *none = feed(&h, path), *one, *two;

	assert_int_equal(events(none), 0);
	plans(&h, 5, "23%3A59");
	one = feed(&h, path);
	carries(one, "DTSTART:20261123T225900Z\r\n");
	assert_int_equal(person_check_in(&h.sam, 0, "kestrel"), 303); /* says nothing about dates */
	assert_string_equal(feed(&h, path), one);
	plans(&h, 6, "08%3A00");
	two = feed(&h, path);
	assert_int_equal(events(two), 2);
	/* What was there is as it was. */
	carries(two, story_print(h.story, "%.*s", 150, strstr(one, "UID:")));
	/* The clock goes on, nobody visits. */
	h.story->now += 5 * 86400 + 13 * 3600;
	assert_string_equal(feed(&h, path), two);
	/* Signing in is a visit: what is over goes. */
	assert_int_equal(person_sign_in(&h.sam, "sam", PASSPHRASE, false), 303);
	two = feed(&h, path);
	assert_int_equal(events(two), 1);
	carries(two, "DTSTART:20261124T070000Z\r\n");
	/* A plan that is let go of, a step that is put away and taken back. */
	assert_int_equal(person_post(&h.sam, story_print(h.story, "%s/away", h.step), ""), 303);
	assert_string_equal(feed(&h, path), none);
	assert_int_equal(person_post(&h.sam, story_print(h.story, "%s/away", h.step), "back=1"),
			 303);
	assert_string_equal(feed(&h, path), two);
	assert_int_equal(person_get(&h.sam, h.step), 200);
	size_t n;
	struct page_form *form = page_forms(&h.sam, &n);

	for (size_t i = 0; i < n; i++)
		if (strstr(form[i].action, "/remove/"))
			assert_int_equal(person_post(&h.sam, form[i].action, ""), 303);
	assert_string_equal(feed(&h, path), none);
}

/* Sessions too: the next one and the refresher, under the other title when they are for two. */
static void sessions_are_carried(void **state)
{
	struct home h = home_begin(*state);
	struct person alex = person_make(h.story);
	const char *path, *one, *two;

	assert_int_equal(person_post(&h.sam, "/programme/questions", "v=none"), 303);
	path = makes(&h);
	assert_int_equal(
		person_post(&h.sam, "/programme/plan",
			    story_print(h.story, "day=%s&time=19%%3A30&place=kestrel&version=0",
					story_day(h.story, 3))),
		303);
	one = feed(&h, path);
	carries(one, "DTSTART:20261121T183000Z\r\nDTEND:20261121T191000Z\r\n");
	carries(one, "SUMMARY:Plan\r\n");
	carries(one, "SEQUENCE:0\r\n");
	lacks(one, "kestrel");
	lacks(strstr(one, "BEGIN:VCALENDAR"), "session");
	/* When it was first seen so stays, whatever else is written later. */
	h.story->now += 100;
	plans(&h, 1, "10%3A30");
	carries(feed(&h, path), story_print(h.story, "%.*s", 200, strstr(one, "UID:")));
	/* For two, once somebody is there. */
	person_sign_up(&alex, "alex");
	people_link(&h.sam, &alex);
	assert_int_equal(person_post(&h.sam, "/programme/plan",
				     story_print(h.story, "day=%s&time=20%%3A00&place=&version=1",
						 story_day(h.story, 3))),
			 303);
	two = feed(&h, path);
	carries(two, "SUMMARY:Time for two\r\n");
	carries(two, "DTSTART:20261121T190000Z\r\n");
	carries(two, "SEQUENCE:1\r\n");
	carries(two, story_print(h.story, "%.*s", 36, strstr(one, "UID:")));
	lacks(strstr(two, "BEGIN:VCALENDAR"), "alex");
	/* That Sam goes on alone from here is nobody's business, whoever looks at that calendar. */
	h.story->now += 100;
	assert_int_equal(person_post(&h.sam, "/programme/way", "way=alone"), 303);
	assert_string_equal(feed(&h, path), two);
	/* What Alex does is not seen. */
	h.story->now += 100;
	assert_int_equal(person_get(&alex, "/programme"), 200);
	assert_string_equal(feed(&h, path), two);
}

/* Two with a link each: what one plans changes no byte of the other's, nor its row. */
static void links_of_two_keep_apart(void **state)
{
	struct home h = home_begin(*state);
	struct home k = { .story = h.story, .sam = person_make(h.story), .nobody = h.nobody };
	const char *path, *other,
		*versions = "SELECT CAST(group_concat(ver) AS BLOB) FROM (SELECT ver FROM page "
			    "WHERE " FEED_ROW " ORDER BY ver)";

	person_sign_up(&k.sam, "kim");
	people_link(&h.sam, &k.sam);
	assert_int_equal(person_post(&k.sam, "/approach/new", STEP), 303);
	k.step = went(&k.sam, 42);
	plans(&k, 4, "09%3A00");
	other = makes(&k);
	path = makes(&h);
	const char *theirs = feed(&k, other), *own = feed(&h, path);

	assert_string_equal(story_sql(h.story, versions), "312c31"); /* 1,1 */
	for (int i = 1; i <= 3; i++) {
		plans(&h, i, "10%3A30");
		assert_string_equal(feed(&k, other), theirs);
		assert_string_not_equal(feed(&h, path), own);
	}
	/* Nor is anything written when nothing of it changed. */
	assert_int_equal(person_post(&h.sam, "/approach/new", STEP), 303);
	assert_string_equal(story_sql(h.story, versions), "312c34"); /* 1,4 */
	assert_int_equal(person_post(&h.sam, "/calendar/off", ""), 303);
	assert_string_equal(feed(&k, other), theirs);
	assert_string_equal(story_sql(h.story, versions), "31");
}

static void another_clock_is_followed(void **state)
{
	struct home h = home_begin(*state);
	const char *path;

	plans(&h, 2, "10%3A30");
	path = makes(&h);
	carries(feed(&h, path), "DTSTART:20261120T093000Z\r\n");
	assert_int_equal(person_post(&h.sam, "/me",
				     "name=Sam&notebook=Notebook&country=AU&exit=0&role=none"
				     "&zone=Australia%2FLord_Howe"),
			 303);
	carries(feed(&h, path), "DTSTART:20261119T233000Z\r\n");
}

/* Nobody knows their zone: half past ten is half past ten, wherever the calendar is. */
static void without_a_country_the_hour_stays(void **state)
{
	struct home h = home_begin(*state);

	assert_int_equal(
		person_post(&h.sam, "/me", "name=Sam&notebook=Notebook&country=&exit=0&role=none"),
		303);
	plans(&h, 2, "10%3A30");
	const char *path = makes(&h);

	carries(feed(&h, path), "DTSTART:20261120T103000\r\nDTEND:20261120T111500\r\n");
	assert_int_equal(person_get(&h.sam, "/calendar"), 200);
	assert_true(person_sees(&h.sam, "at 10:30"));
	assert_int_equal(person_get(&h.sam, "/calendar/plans.ics"), 200);
	assert_true(person_sees(&h.sam, "DTSTART:20261120T103000\r\n"));
	assert_int_equal(person_post(&h.sam, "/me",
				     "name=Sam&notebook=Notebook&country=DE&exit=0&role=none"),
			 303);
	carries(feed(&h, path), "DTSTART:20261120T093000Z\r\n");
}

/* The last Sunday of March 2027 has no half past two; the year ends. */
static void days_that_are_not_like_others(void **state)
{
	struct home h = home_begin(*state);
	const char *path = makes(&h);

	h.story->now = 1806055200; /* 26 March 2027, 11:00 in Berlin */
	assert_int_equal(person_sign_in(&h.sam, "sam", PASSPHRASE, false), 303);
	plans(&h, 2, "02%3A30");
	plans(&h, 2, "03%3A30");
	carries(feed(&h, path), "DTSTART:20270328T013000Z\r\n");
	assert_int_equal(events(feed(&h, path)), 2);
	h.story->now = 1798614000; /* 30 December 2026, 8:00 in Berlin: the clock was put back */
	assert_int_equal(person_sign_in(&h.sam, "sam", PASSPHRASE, false), 303);
	plans(&h, 1, "23%3A30");
	plans(&h, 2, "00%3A30");
	plans(&h, 1, "");
	const char *text = feed(&h, path);

	carries(text, "DTSTART:20261231T223000Z\r\nDTEND:20261231T231500Z\r\n");
	carries(text, "DTSTART:20261231T233000Z\r\n");
	carries(text, "DTSTART;VALUE=DATE:20261231\r\nDTEND;VALUE=DATE:20270101\r\n");
}

static void own_words_and_alarms_only_when_asked_for(void **state)
{
	struct home h = home_begin(*state);

	plans(&h, 2, "10%3A30");
	plans(&h, 3, "");
	const char *path = makes(&h), *before = feed(&h, path);

	assert_int_equal(person_get(&h.sam, "/calendar"), 200);
	assert_true(person_sees(&h.sam, "sees these words"));
	assert_int_equal(person_post(&h.sam, "/calendar", "plan=&two=&alarm=5"), 400);
	assert_int_equal(person_post(&h.sam, "/calendar",
				     story_print(h.story, "plan=%s&two=&alarm=30",
						 "12345678901234567890123456789012345678901")),
			 422);
	assert_string_equal(feed(&h, path), before);
	assert_int_equal(
		person_post(&h.sam, "/calendar", "plan=Fresh+air%2C+caf%C3%A9&two=&alarm=30"), 303);
	const char *text = feed(&h, path);

	carries(text, "SUMMARY:Fresh air\\, caf\xc3\xa9\r\n");
	lacks(text, "SUMMARY:Plan\r\n");
	carries(text, "TRIGGER:-PT30M\r\n");
	assert_null(strstr(strstr(text, "BEGIN:VALARM") + 1, "BEGIN:VALARM")); /* not for the day */
	assert_int_equal(person_post(&h.sam, "/calendar", "plan=&two=&alarm=none"), 303);
	text = feed(&h, path);
	lacks(text, "VALARM");
	carries(text, "SUMMARY:Plan\r\n");
}

static void the_dates_can_be_taken_along_without_a_link(void **state)
{
	struct home h = home_begin(*state);

	plans(&h, 2, "10%3A30");
	assert_int_equal(person_get(&h.sam, "/calendar/plans.ics"), 200);
	assert_true(person_sees(&h.sam, "DTSTART:20261120T093000Z\r\n"));
	struct str file = told_header(&h.sam.last, "Content-Disposition");

	assert_true(str_equal(file, STR("attachment; filename=\"plans.ics\"")));
	const char *text = story_print(h.story, "%.*s", (int)h.sam.last.body.n, h.sam.last.body.p);

	/* The same thing has the same name in both. */
	carries(feed(&h, makes(&h)), strstr(text, "UID:"));
}

/* The form of the only plan there is. */
static const char *plan_form(struct home *h)
{
	const char *mark = story_print(h->story, "%s/plan/", h->step);
	const char *page = page_text(&h->sam, h->step);

	for (const char *at = page; (at = strstr(at, mark)); at++)
		if (!str_has_prefix(str_c(at + strlen(mark)), STR("new")))
			return story_print(h->story, "%.*s", (int)strlen(mark) + 32, at);
	fail_msg("no plan in\n%s", page);
	return NULL;
}

/* Whoever follows the link learns of no change it does not show, and not when it was made. */
static void what_is_not_shown_leaves_no_trace(void **state)
{
	struct home h = home_begin(*state);

	plans(&h, 2, "10%3A30");
	assert_int_equal(person_post(&h.sam, "/calendar", "plan=Out&two=&alarm=30"), 303);
	const char *path = makes(&h), *before = feed(&h, path), *form = plan_form(&h);
	const char *same = "minutes=45&version=1&with=friend&place=somewhere+else";

	h.story->now += 100;
	assert_int_equal(person_post(&h.sam, form,
				     story_print(h.story, "day=%s&time=10%%3A30&%s",
						 story_day(h.story, 2), same)),
			 303);
	assert_int_equal(person_post(&h.sam, "/calendar", "plan=Out&two=&alarm=30"), 303);
	assert_string_equal(feed(&h, path), before);
	assert_int_equal(person_post(&h.sam, form,
				     story_print(h.story,
						 "day=%s&time=11%%3A00&minutes=45&version=2"
						 "&with=friend&place=",
						 story_day(h.story, 2))),
			 303);
	carries(feed(&h, path), "DTSTART:20261120T100000Z\r\n");
	carries(feed(&h, path), "SEQUENCE:1\r\n");
	assert_int_equal(person_post(&h.sam, "/calendar", "plan=Out&two=&alarm=none"), 303);
	lacks(feed(&h, path), "VALARM");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(a_link_shows_days_times_and_a_plain_word),
		STORY(it_shows_how_things_stood_at_the_last_visit),
		STORY(sessions_are_carried),
		STORY(links_of_two_keep_apart),
		STORY(another_clock_is_followed),
		STORY(without_a_country_the_hour_stays),
		STORY(days_that_are_not_like_others),
		STORY(own_words_and_alarms_only_when_asked_for),
		STORY(the_dates_can_be_taken_along_without_a_link),
		STORY(what_is_not_shown_leaves_no_trace),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
