/* The calendar link: who has it reads days, times and a plain word; who has an old one reads
 * nothing, and cannot tell it from one that never was. */
#include <ctype.h>
#include <stdio.h>
#include "deed.h"
#include "feed.h"
#include "notebook.h"
#include "pages.h"
#include "sharing.h"

#define STEP "text=Buy+kestrel+bread+at+noon.&rating=40&area=places&version=0"
#define NONE "/feed/00112233445566778899aabbccddeeff0011223344556677.ics"
#define FEEDS                                                                       \
	"SELECT CAST(count(*) AS TEXT) FROM (SELECT space FROM page GROUP BY space" \
	" HAVING count(*) = 1)"
/* Rows of links. */
#define FEED_ROW                                                                                   \
	"space IN (SELECT space FROM page GROUP BY space HAVING count(*) = 1) AND length(blob) = " \
	"4137"

struct home {
	struct story *story;
	struct person sam, nobody;
	const char *step;
};

static const char *went(struct person *p, size_t n)
{
	struct str to = told_header(&p->last, "Location");

	return story_print(p->story, "%.*s", (int)(n ? n : to.n), to.p);
}

static const char *day_text(struct story *s, int from_today)
{
	char *text = arena_take(&s->kept, DAY_TEXT_MAX);
	struct day today = instant_day((struct instant){ s->now }, (struct minutes){ 60 });

	day_write(text, (struct day){ today.n + from_today });
	return text;
}

static struct home home_begin(struct story *s)
{
	struct home h = { .story = s, .sam = person_make(s), .nobody = person_make(s) };

	person_sign_up(&h.sam, "sam");
	assert_int_equal(person_post(&h.sam, "/me",
				     "name=Sam&notebook=Notebook&country=DE&exit=0&role=none"),
			 303);
	assert_int_equal(person_post(&h.sam, "/approach/new", STEP), 303);
	h.step = went(&h.sam, 42);
	return h;
}

static void plans(struct home *h, int ahead, const char *time)
{
	struct story *s = h->story;

	assert_int_equal(person_post(&h->sam, story_print(s, "%s/plan/new", h->step),
				     story_print(s,
						 "day=%s&time=%s&minutes=45&with=alone&version=0"
						 "&place=kestrel+lane",
						 day_text(s, ahead), time)),
			 303);
}

/* The path of the link as its page shows it. */
static const char *link_of(struct person *p)
{
	assert_int_equal(person_get(p, "/calendar/link"), 200);
	const char *words = person_read(p, "id=\"address\" data-copy> ");
	const char *path = strstr(words, "/feed/");

	assert_non_null(path);
	return story_print(p->story, "%.*s", (int)strcspn(path, " "), path);
}

static const char *makes(struct home *h)
{
	assert_int_equal(person_post(&h->sam, "/calendar/link", ""), 303);
	assert_string_equal(went(&h->sam, 0), "/calendar/link");
	return link_of(&h->sam);
}

/* Status, headers and body, as one text. */
static const char *answer(struct home *h, enum http_method m, const char *path)
{
	struct ask ask = { .method = m, .path = path, .from = FROM_UNKNOWN };
	struct told t = story_ask(h->story, &ask);
	const char *text = story_print(h->story, "%d\n", t.status);

	for (size_t i = 0; i < t.n_headers; i++)
		text = story_print(h->story, "%s%.*s: %.*s\n", text, (int)t.header[i].name.n,
				   t.header[i].name.p, (int)t.header[i].value.n,
				   t.header[i].value.p);
	h->nobody.last = t;
	return story_print(h->story, "%s\n%.*s", text, (int)t.body.n, t.body.p);
}

static const char *feed(struct home *h, const char *path)
{
	const char *text = answer(h, HTTP_GET, path);

	assert_int_equal(h->nobody.last.status, 200);
	return text;
}

static void is_gone(struct home *h, const char *path)
{
	assert_string_equal(answer(h, HTTP_GET, path), answer(h, HTTP_GET, NONE));
	assert_string_equal(answer(h, HTTP_HEAD, path), answer(h, HTTP_HEAD, NONE));
	assert_int_equal(h->nobody.last.status, 404);
}

static void carries(const char *text, const char *words)
{
	if (!strstr(text, words))
		fail_msg("no %s in\n%s", words, text);
}

static void lacks(const char *text, const char *words)
{
	if (strcasestr(text, words))
		fail_msg("%s in\n%s", words, text);
}

static size_t events(const char *text)
{
	size_t n = 0;

	while ((text = strstr(text, "BEGIN:VEVENT"))) {
		n++;
		text++;
	}
	return n;
}

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
					day_text(h.story, 3))),
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
						 day_text(h.story, 3))),
			 303);
	two = feed(&h, path);
	carries(two, "SUMMARY:Time for two\r\n");
	carries(two, "DTSTART:20261121T190000Z\r\n");
	carries(two, "SEQUENCE:1\r\n");
	carries(two, story_print(h.story, "%.*s", 36, strstr(one, "UID:")));
	lacks(strstr(two, "BEGIN:VCALENDAR"), "alex");
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

static void who_has_no_link_finds_none(void **state)
{
	struct home h = home_begin(*state);
	const char *path = makes(&h);
	size_t n = strlen(path);
	char near[128];

	for (size_t i = strlen("/feed/"); i + 4 < n; i++) { /* one digit off */
		(void)snprintf(near, sizeof near, "%s", path);
		near[i] = near[i] == '0' ? '1' : '0';
		is_gone(&h, near);
	}
	is_gone(&h, story_print(h.story, "%.*s", (int)n - 4, path));
	is_gone(&h, story_print(h.story, "%.*s.ical", (int)n - 4, path));
	is_gone(&h, story_print(h.story, "%.*s.ics", (int)n - 5, path));
	is_gone(&h, "/feed/.ics");
	is_gone(&h, "/feed/x");
	is_gone(&h, "/feed/%00.ics");
	is_gone(&h, "/feed/..ics.ics");
	(void)feed(&h, path);
}

static void an_ended_link_is_one_that_never_was(void **state)
{
	struct home h = home_begin(*state);
	const char *rows = story_sql(h.story, FEEDS), *first, *second;

	plans(&h, 2, "10%3A30");
	first = makes(&h);
	assert_string_not_equal(story_sql(h.story, FEEDS), rows);
	(void)feed(&h, first);
	second = makes(&h); /* a new one ends the old one */
	assert_string_not_equal(first, second);
	is_gone(&h, first);
	(void)feed(&h, second);
	assert_int_equal(person_post(&h.sam, "/calendar/off", ""), 303);
	is_gone(&h, first);
	is_gone(&h, second);
	assert_string_equal(story_sql(h.story, FEEDS), rows); /* no page of it is left */
	plans(&h, 4, "10%3A30");			      /* and none comes back */
	is_gone(&h, second);
	assert_int_equal(person_post(&h.sam, "/calendar/off", ""), 303); /* once more is nothing */
	(void)feed(&h, makes(&h));
	is_gone(&h, second);
}

static void a_link_is_made_only_with_the_passphrase(void **state)
{
	struct home h = home_begin(*state);
	struct person other = person_make(h.story);

	assert_int_equal(person_get(&other, "/calendar"), 303);
	for (int i = 0; i < 2; i++) {
		h.story->now += 200;
		assert_int_equal(person_get(&h.sam, "/calendar"), 200);
	}
	assert_int_equal(person_get(&h.sam, "/calendar/link"), 303);
	assert_true(person_went_to(&h.sam, "/again"));
	assert_int_equal(person_post(&h.sam, "/calendar/link", ""), 403);
	assert_int_equal(person_get(&h.sam, "/calendar"), 200);
	assert_false(person_sees(&h.sam, "A link is on"));
}

/* --- keys, leaving, going */
static void new_keys_end_it(void **state)
{
	struct home h = home_begin(*state);
	const char *path;

	plans(&h, 2, "10%3A30");
	path = makes(&h);
	assert_int_equal(person_post(&h.sam, "/account/new-keys", "passphrase=" PASSPHRASE), 200);
	is_gone(&h, path);
	assert_int_equal(person_get(&h.sam, "/calendar"), 200);
	assert_true(person_sees(&h.sam, "ended when you made new keys"));
	assert_string_equal(story_sql(h.story, FEEDS), "30"); /* the digit nought */
	(void)feed(&h, makes(&h));
	is_gone(&h, path);
}

static void another_passphrase_keeps_it(void **state)
{
	struct home h = home_begin(*state);
	const char *path;

	plans(&h, 2, "10%3A30");
	path = makes(&h);
	const char *before = feed(&h, path);

	assert_int_equal(person_post(&h.sam, "/account/new-keys", "passphrase=not+the+right+one"),
			 422);
	assert_string_equal(feed(&h, path), before);
}

static void deleting_everything_ends_it(void **state)
{
	struct home h = home_begin(*state);
	const char *path = makes(&h);

	assert_int_equal(person_post(&h.sam, "/account/delete", "sure=1"), 200);
	is_gone(&h, path);
	assert_string_equal(story_sql(h.story, "SELECT CAST(count(*) AS TEXT) FROM page"), "30");
}

static fallible leaves(struct act *a, void *context)
{
	int how = *(int *)context;
	struct other *list;
	size_t n;

	TRY(others_list(a, &list, &n));
	return sharing_leave(a, list[0].id, (enum sharing_leave)how);
}

static void stepping_back_keeps_it_and_closing_ends_it(void **state)
{
	struct home h = home_begin(*state);
	struct person alex = person_make(h.story);
	int how = SHARING_STEP_BACK;
	const char *path;

	person_sign_up(&alex, "alex");
	people_link(&h.sam, &alex);
	plans(&h, 2, "10%3A30");
	path = makes(&h);
	const char *before = feed(&h, path);

	assert_string_equal(err_name(person_does(&h.sam, leaves, &how)), "NONE");
	assert_string_equal(feed(&h, path), before);
	plans(&h, 3, "10%3A30");
	assert_int_equal(events(feed(&h, path)), 2);
	how = SHARING_CLOSE;
	assert_string_equal(err_name(person_does(&h.sam, leaves, &how)), "NONE");
	is_gone(&h, path);
	assert_int_equal(person_get(&h.sam, "/calendar"), 200);
	assert_true(person_sees(&h.sam, "ended when you closed"));
}

/* --- what the database tells, and what somebody can do who writes it */

static void a_row_that_is_not_its_own_opens_nothing(void **state)
{
	struct home h = home_begin(*state);
	struct home k = { .story = h.story, .sam = person_make(h.story), .nobody = h.nobody };
	const char *path, *other;

	plans(&h, 2, "10%3A30");
	path = makes(&h);
	person_sign_up(&k.sam, "kim");
	other = makes(&k);
	const char *good = feed(&h, path), *theirs = feed(&k, other);
	const char *copy = story_copy(h.story);

	/* flipped */
	(void)story_sql(h.story,
			"UPDATE page SET blob = CAST(substr(blob, 1, 900) || x'00000000' ||"
			" substr(blob, 905) AS BLOB) WHERE " FEED_ROW);
	is_gone(&h, path);
	is_gone(&h, other);
	/* The owner's next visit mends it. */
	plans(&h, 3, "10%3A30");
	assert_int_equal(events(feed(&h, path)), 2);
	/* swapped */
	story_set_back(h.story, copy);
	assert_string_equal(feed(&h, path), good);
	(void)story_sql(h.story,
			"CREATE TABLE kept AS SELECT space, blob FROM page WHERE " FEED_ROW);
	(void)story_sql(h.story, "UPDATE page SET blob = (SELECT kept.blob FROM kept"
				 " WHERE kept.space <> page.space) WHERE " FEED_ROW);
	is_gone(&h, path);
	is_gone(&h, other);
	/* another version */
	story_set_back(h.story, copy);
	(void)story_sql(h.story, "UPDATE page SET ver = ver + 1 WHERE " FEED_ROW);
	is_gone(&h, path);
	/* moved to where the other's is looked for */
	story_set_back(h.story, copy);
	assert_string_equal(feed(&k, other), theirs);
	(void)story_sql(h.story, "DELETE FROM page WHERE " FEED_ROW);
	is_gone(&h, path);
	assert_int_equal(person_get(&h.sam, "/calendar"), 200);
	plans(&h, 4, "10%3A30");
	assert_int_equal(events(feed(&h, path)), 2);
	is_gone(&k, other);
}

static void what_it_carries_does_not_show_in_its_row(void **state)
{
	struct home h = home_begin(*state);
	const char *rows, *path = makes(&h);

	rows = story_rows(h.story);
	assert_int_equal(person_post(&h.sam, "/calendar", "plan=Fresh+air&two=&alarm=30"), 303);
	(void)feed(&h, path);
	assert_string_equal(
		story_sql(h.story, "SELECT CAST(length(blob) AS TEXT) FROM page WHERE " FEED_ROW),
		"34313337"); /* 4137 in digits */
	assert_true(FEED_PAGE_BYTES == 4137);
	assert_non_null(rows);
}

/* A page of the notebook that does not open keeps nobody from making another link, nor from closing
 * what they share. */
static void a_damaged_record_does_not_stand_in_the_way(void **state)
{
	struct home h = home_begin(*state);

	(void)story_sql(h.story, "CREATE TABLE kept AS SELECT page FROM page");
	(void)feed(&h, makes(&h));
	/* The small page that was made with it. */
	(void)story_sql(h.story,
			"UPDATE page SET blob = CAST(substr(blob, 1, 100) || x'00000000' ||"
			" substr(blob, 105) AS BLOB) WHERE length(blob) = 297"
			" AND page NOT IN (SELECT page FROM kept)");
	assert_int_equal(person_get(&h.sam, "/calendar"), 200);
	assert_true(person_sees(&h.sam, "could not be verified"));
	assert_int_equal(person_post(&h.sam, "/calendar/link", ""), 303);
	(void)feed(&h, link_of(&h.sam));
}

/* A store set back brings an ended link back as it was; it learns nothing more, and ends when its
 * owner goes on. */
static void going_on_with_an_older_store_ends_it(void **state)
{
	struct home h = home_begin(*state);
	const char *path;

	assert_int_equal(person_sign_in(&h.sam, "sam", PASSPHRASE, true), 303);
	plans(&h, 2, "10%3A30");
	path = makes(&h);
	const char *then = feed(&h, path), *copy = story_copy(h.story);

	assert_int_equal(person_post(&h.sam, "/calendar/off", ""), 303);
	assert_int_equal(person_post(&h.sam, "/begin/2", "v=Alex"), 303); /* a newer keyring page */
	assert_int_equal(person_post(&h.sam, "/leave", ""), 200);
	story_set_back(h.story, copy);
	assert_int_equal(person_sign_in(&h.sam, "sam", PASSPHRASE, true), 303);
	assert_string_equal(feed(&h, path), then);
	assert_int_equal(person_get(&h.sam, "/account/verify"), 200);
	assert_int_equal(person_post(&h.sam, "/account/verify", ""), 303);
	is_gone(&h, path);
	assert_int_equal(person_get(&h.sam, "/calendar"), 200);
	assert_true(person_sees(&h.sam, "not as you left it"));
	plans(&h, 3, "10%3A30");
	is_gone(&h, path);
}

/* 60 at most, the earliest; whatever is written for them fits on the page. */
static void many_plans_fit(void **state)
{
	struct home h = home_begin(*state);
	const char *path;

	assert_int_equal(
		person_post(&h.sam, "/calendar",
			    "plan=%F0%9F%8C%B1%F0%9F%8C%B1%F0%9F%8C%B1%F0%9F%8C%B1%F0%9F%8C%B1"
			    "%F0%9F%8C%B1%F0%9F%8C%B1%F0%9F%8C%B1%F0%9F%8C%B1%F0%9F%8C%B1"
			    "&two=&alarm=1440"),
		303);
	for (int i = 0; i < 70; i++)
		plans(&h, 1 + i % 50, i % 7 ? "23%3A59" : "");
	path = makes(&h);
	assert_int_equal(events(feed(&h, path)), 60);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(a_link_shows_days_times_and_a_plain_word),
		STORY(it_shows_how_things_stood_at_the_last_visit),
		STORY(sessions_are_carried),
		STORY(links_of_two_keep_apart),
		STORY(another_clock_is_followed),
		STORY(days_that_are_not_like_others),
		STORY(own_words_and_alarms_only_when_asked_for),
		STORY(the_dates_can_be_taken_along_without_a_link),
		STORY(who_has_no_link_finds_none),
		STORY(an_ended_link_is_one_that_never_was),
		STORY(a_link_is_made_only_with_the_passphrase),
		STORY(new_keys_end_it),
		STORY(another_passphrase_keeps_it),
		STORY(deleting_everything_ends_it),
		STORY(stepping_back_keeps_it_and_closing_ends_it),
		STORY(a_row_that_is_not_its_own_opens_nothing),
		STORY(what_it_carries_does_not_show_in_its_row),
		STORY(a_damaged_record_does_not_stand_in_the_way),
		STORY(going_on_with_an_older_store_ends_it),
		STORY(many_plans_fit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
