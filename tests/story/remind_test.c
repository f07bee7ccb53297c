/* Reminders through the pages: none by itself, where and when one shows, what is refused, what a
 * calendar is told, and that nobody else sees anything of it. The clock stands at 12:06 in Berlin,
 * on Wednesday, 18 November 2026. */
#include <stdlib.h>
#include "calendar_kit.h"
#include "pages.h"
#include "two.h"

#define HOUR 3600
#define DAY  86400
#define DAILY                                                                         \
	"door=own&words=Kestrel+tea&days=1&days=2&days=3&days=4&days=5&days=6&days=7" \
	"&time=12%3A00&version=0"
#define ASKED "You asked to be reminded"

static void adds(struct person *p, const char *form)
{
	assert_int_equal(person_post(p, "/remind/new", form), 303);
	assert_true(person_went_to(p, "/remind"));
}

/* The address of the only one there is. */
static const char *its_page(struct person *p)
{
	assert_int_equal(person_get(p, "/remind"), 200);
	return story_print(p->story, "/remind/%.32s", person_read(p, "<li><a href=\"/remind/"));
}

static const char *under(struct person *p, const char *rest)
{
	return story_print(p->story, "%s/%s", its_page(p), rest);
}

/* Sessions end in between: somebody who comes back signs in. */
static void comes_back(struct person *p, int64_t at)
{
	p->story->now = at;
	assert_int_equal(person_sign_in(p, "sam", PASSPHRASE, false), 303);
}

static void nobody_has_one_who_did_not_ask(void **state)
{
	struct story *s = *state;
	struct person sam = person_named(s, "sam");

	person_opens(&sam, "/today", "We will not remind you");
	assert_false(person_sees(&sam, ASKED));
	person_opens(&sam, "/remind", "Nothing reminds you of anything.");
	assert_false(person_sees(&sam, "<li><a href=\"/remind/"));
	person_opens(&sam, "/me", "href=\"/remind\"");
}

static void one_shows_from_its_time_until_the_day_ends(void **state)
{
	struct home h = home_begin(*state);
	struct person *sam = &h.sam;
	int64_t noon = h.story->now;

	/* Wednesday and Friday, 13:00 */
	adds(sam, "door=checkin&days=3&days=5&time=13%3A00&version=0");
	person_opens(sam, "/remind", "Wednesday and Friday, 13:00");
	person_misses(sam, "/today", ASKED);
	person_opens(sam, "/today", "Reminders you asked for");
	assert_false(person_sees(sam, "We will not remind you"));
	/* Without a write in between, and without a session anew: the summary holds it. */
	h.story->now = noon + 54 * 60 - 60;
	assert_int_equal(person_sign_in(sam, "sam", PASSPHRASE, false), 303);
	person_misses(sam, "/today", ASKED);
	h.story->now += 120;
	person_opens(sam, "/today", ASKED);
	person_opens(sam, "/today", "My check-in");
	assert_true(person_sees(sam, "From 13:00"));
	assert_true(person_sees(
		sam, story_print(h.story, "/checkin/%ld/1", (long)(h.story->now / DAY))));
	comes_back(sam, noon + 11 * HOUR); /* 23:06 */
	person_opens(sam, "/today", ASKED);
	comes_back(sam, noon + DAY + 4 * HOUR); /* Thursday */
	person_misses(sam, "/today", ASKED);
	assert_false(person_sees(sam, "missed"));
	comes_back(sam, noon + 2 * DAY + 4 * HOUR); /* Friday */
	person_opens(sam, "/today", ASKED);
	/* What is done is not asked for. */
	for (int i = 1; i <= 6; i++)
		(void)person_post(
			sam, story_print(h.story, "/checkin/%ld/%d", (long)(h.story->now / DAY), i),
			i == 6 ? "good=Tea." : "v=4");
	person_misses(sam, "/today", ASKED);
}

/* On the day on which the clock is put ahead, half past two never is: the reminder of it is there
 * all the same, by what the clock shows. */
static void days_of_other_length(void **state)
{
	struct home h = home_begin(*state);
	/* 28 March 2027, 0:00 UTC. Berlin goes from 2:00 to 3:00 an hour later. */
	int64_t spring = 1806192000;

	comes_back(&h.sam, spring);
	adds(&h.sam, "door=own&words=Owl&days=7&time=2%3A30&version=0");
	h.story->now = spring + 59 * 60; /* 1:59 */
	comes_back(&h.sam, h.story->now);
	person_misses(&h.sam, "/today", ASKED);
	comes_back(&h.sam, spring + 61 * 60); /* 3:01 */
	person_opens(&h.sam, "/today", ASKED);
}

static void it_is_put_away_for_the_day(void **state)
{
	struct home h = home_begin(*state);
	int64_t noon = h.story->now;

	adds(&h.sam, DAILY);
	person_opens(&h.sam, "/today", "Kestrel tea");
	assert_int_equal(person_post(&h.sam, under(&h.sam, "away"), ""), 303);
	assert_true(person_went_to(&h.sam, "/today"));
	person_misses(&h.sam, "/today", "Kestrel tea");
	assert_int_equal(person_post(&h.sam, under(&h.sam, "away"), ""), 303);
	comes_back(&h.sam, noon + DAY);
	person_opens(&h.sam, "/today", "Kestrel tea");
	assert_int_equal(person_post(&h.sam, under(&h.sam, "remove"), ""), 303);
	person_misses(&h.sam, "/today", "Kestrel tea");
	person_opens(&h.sam, "/today", "We will not remind you");
	person_opens(&h.sam, "/remind", "Nothing reminds you of anything.");
}

/* What a session says that rests says its reminder too, for as long. */
static void a_resting_session_is_told_of_once(void **state)
{
	static const struct {
		int days;
		bool is_told;
	} rows[] = { { 1, false }, { 9, false },  { 10, true },
		     { 20, true }, { 21, false }, { 40, false } };
	struct home h = home_begin(*state);
	int64_t noon = h.story->now;

	person_sends(&h.sam, "/programme/questions", "v=alone", "/programme/alone");
	person_sends(&h.sam, "/programme/1/begin", "", "/programme/1/opponent");
	adds(&h.sam, "door=session&days=1&days=2&days=3&days=4&days=5&days=6&days=7&time=0%3A00"
		     "&version=0");
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		comes_back(&h.sam, noon + rows[i].days * (int64_t)DAY);
		for (int looks = 0; looks < 2; looks++) {
			person_opens(&h.sam, "/today", "A step of a session");
			if (person_sees(&h.sam, "Session 1 rests at") != rows[i].is_told)
				fail_msg("day %d", rows[i].days);
		}
	}
}

static void it_is_changed(void **state)
{
	struct home h = home_begin(*state);
	struct person *sam = &h.sam;

	adds(sam, DAILY);
	const char *path = its_page(sam);

	person_opens(sam, path, "Kestrel tea");
	assert_true(person_sees(sam, "name=\"version\" value=\"1\""));
	assert_int_equal(
		person_post(sam, path, "door=own&words=Owl+tea&days=6&time=8%3A15&version=1"), 303);
	person_opens(sam, "/remind", "Owl tea");
	assert_true(person_sees(sam, "Saturday, 08:15") || person_sees(sam, "Saturday, 8:15"));
	assert_false(person_sees(sam, "Kestrel"));
	/* From another window, as it was before. */
	assert_int_equal(
		person_post(sam, path, "door=own&words=Late+tea&days=6&time=9%3A15&version=1"),
		422);
	assert_true(person_sees(sam, "changed in another window"));
	assert_true(person_sees(sam, "Late tea"));
	assert_true(person_sees(sam, "name=\"version\" value=\"2\""));
	/* Without a version it would be a second one. */
	assert_int_equal(person_post(sam, path, "door=own&words=X&days=6&time=9%3A15"), 400);
	assert_int_equal(person_get(sam, "/remind/00112233445566778899aabbccddeeff"), 404);
	assert_int_equal(person_get(sam, "/remind/none"), 404);
}

static void what_is_refused_changes_nothing(void **state)
{
	struct story *s = *state;
	struct person sam = person_named(s, "sam");
	const char *path = "/remind/new";

	person_is_refused(&sam, path, "words=Sunday+walk&days=1&time=9%3A00",
			  "Choose what it is about.");
	person_is_refused(&sam, path, "door=own&words=Sunday+walk&time=9%3A00",
			  "Choose one day or more.");
	person_is_refused(&sam, path, "door=own&words=Sunday+walk&days=1&time=25%3A00",
			  "Write the time as 19:30.");
	person_is_refused(&sam, path, "door=own&words=Sunday+walk&days=1",
			  "Write the time as 19:30.");
	assert_int_equal(person_post(&sam, path, "door=own&words=&days=1&time=9%3A00"), 422);
	assert_true(person_sees(&sam, "Write a few words first."));
	assert_int_equal(person_post(&sam, path, "door=cat&days=1&time=9%3A00"), 400);
	assert_int_equal(person_post(&sam, path, "door=week&days=8&time=9%3A00"), 400);
	assert_int_equal(person_post(&sam, path, "door=week&days=x&time=9%3A00"), 400);
	person_opens(&sam, "/remind", "Nothing reminds you of anything.");
	for (int i = 0; i < 12; i++)
		adds(&sam, story_print(s, "door=week&days=1&time=%d%%3A00&version=0", i));
	assert_int_equal(person_post(&sam, path, "door=own&words=One+more&days=1&time=9%3A00"),
			 422);
	assert_true(person_sees(&sam, "No more fit here."));
	assert_true(person_sees(&sam, "One more"));
	person_misses(&sam, "/remind", "Add a reminder");
}

static void a_calendar_rings_only_if_asked(void **state)
{
	struct home h = home_begin(*state);
	const char *path = makes(&h), *text;

	adds(&h.sam, DAILY);
	assert_int_equal(events(feed(&h, path)), 0);
	assert_int_equal(person_post(&h.sam, under(&h.sam, "remove"), ""), 303);
	adds(&h.sam, DAILY "&calendar=1");
	text = feed(&h, path);
	assert_int_equal(events(text), 14);
	carries(text, "SUMMARY:Reminder\r\n");
	carries(text, "TRIGGER:PT0M\r\n");
	carries(text, "DTSTART:20261118T110000Z\r\n"); /* noon in Berlin */
	carries(text, "DTSTART:20261201T110000Z\r\n");
	lacks(text, "20261202");
	lacks(text, "estrel");
	lacks(text, story_print(h.story, "%.32s", its_page(&h.sam) + strlen("/remind/")));
	/* Every day has a name of its own, and keeps it. */
	const char *uid = story_print(h.story, "%.36s", strstr(text, "UID:"));

	carries(text, uid);
	assert_null(strstr(strstr(text, uid) + 1, uid));
	/* Other plans stay as they were, without an alarm. */
	plans(&h, 2, "10%3A30");
	text = feed(&h, path);
	assert_int_equal(events(text), 15);
	carries(text, uid);
	carries(text, "SUMMARY:Plan\r\n");
	/* What it is called there is one's own choice. */
	assert_int_equal(
		person_post(&h.sam, "/calendar", "plan=&two=&reminder=Water+plants&alarm=none"),
		303);
	text = feed(&h, path);
	carries(text, "SUMMARY:Water plants\r\n");
	lacks(text, "SUMMARY:Reminder\r\n");
	/* Put away for today, it rings no more today. */
	assert_int_equal(person_post(&h.sam, under(&h.sam, "away"), ""), 303);
	lacks(feed(&h, path), "20261118T110000Z");
	assert_int_equal(person_post(&h.sam, under(&h.sam, "remove"), ""), 303);
	assert_int_equal(events(feed(&h, path)), 1);
}

static void a_calendar_follows_the_clock(void **state)
{
	struct home h = home_begin(*state);
	const char *text;

	comes_back(&h.sam, 1805760000); /* Tuesday, 23 March 2027, 0:00 UTC */
	assert_int_equal(person_post(&h.sam, "/calendar/link", ""), 303);
	adds(&h.sam, DAILY "&calendar=1");
	text = feed(&h, link_of(&h.sam));
	carries(text, "DTSTART:20270327T110000Z\r\n"); /* the day before the clock changes */
	carries(text, "DTSTART:20270328T100000Z\r\n");
	lacks(text, "DTSTART:20270328T110000Z");
}

/* Three of every day, and a plan on the last day a calendar shows: the plan stays. */
static void plans_are_not_pushed_out(void **state)
{
	struct home h = home_begin(*state);
	const char *path = makes(&h);

	plans(&h, 50, "09%3A00");
	for (int i = 0; i < 6; i++)
		adds(&h.sam, DAILY "&calendar=1");
	const char *text = feed(&h, path);

	assert_int_equal(events(text), 60);
	carries(text, "SUMMARY:Plan\r\n");
}

/* Nothing of it reaches the partner, and nothing of it stands in the copy of a topic. */
static void the_partner_sees_nothing_of_it(void **state)
{
	struct story *s = *state;
	struct two t = two_make(s);
	const char *was = sams_view(&t), *page = page_plain(&t.sam, "/us");

	adds(&t.alex, DAILY "&calendar=1");
	assert_string_equal(sams_view(&t), was);
	assert_string_equal(page_plain(&t.sam, "/us"), page);
	assert_int_equal(person_get(&t.sam, its_page(&t.alex)), 404);
	assert_int_equal(person_post(&t.sam, under(&t.alex, "remove"), ""), 404);
	assert_int_equal(person_post(&t.sam, under(&t.alex, "away"), ""), 404);
	person_misses(&t.sam, "/remind", "Kestrel");
	person_opens(&t.alex, "/remind", "Kestrel tea");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(nobody_has_one_who_did_not_ask),
		STORY(one_shows_from_its_time_until_the_day_ends),
		STORY(days_of_other_length),
		STORY(it_is_put_away_for_the_day),
		STORY(a_resting_session_is_told_of_once),
		STORY(it_is_changed),
		STORY(what_is_refused_changes_nothing),
		STORY(a_calendar_rings_only_if_asked),
		STORY(a_calendar_follows_the_clock),
		STORY(plans_are_not_pushed_out),
		STORY(the_partner_sees_nothing_of_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
