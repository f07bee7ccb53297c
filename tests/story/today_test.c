/* Today from the summary that a session keeps: the same page as one that gathers everything anew,
 * after whatever was written and on whichever device. */
#include "deed.h"
#include "pages.h"

#define DAY 86400

struct home { /* one person: a device that has looked already, and one that writes */
	struct story *story;
	struct person here, there;
};

static void settle(struct story *s, struct home *ret)
{
	*ret = (struct home){ .story = s, .here = person_make(s), .there = person_make(s) };
	person_sign_up(&ret->there, "robin");
	assert_int_equal(person_sign_in(&ret->here, "robin", PASSPHRASE, true), 303);
	(void)page_plain(&ret->here, "/today");
}

/* Somebody who signs in has no summary yet. */
static void is_as_new(struct home *h, const char *after)
{
	struct person fresh = person_make(h->story);

	assert_int_equal(person_sign_in(&fresh, "robin", PASSPHRASE, true), 303);
	const char *right = page_plain(&fresh, "/today");

	for (int looks = 0; looks < 3; looks++) {
		const char *seen = page_plain(&h->here, "/today");

		if (strcmp(seen, right) != 0)
			fail_msg("after %s, look %d: %s", after, looks, seen);
	}
}

static const char *checkin_path(struct story *s, int step)
{
	return story_print(s, "/checkin/%ld/%d", (long)(s->now / DAY), step);
}

static void saves_draft(struct person *p)
{
	struct story *s = p->story;
	const char *form = checkin_path(s, 5);
	struct ask ask = person_ask(p, HTTP_GET, story_print(s, "/draft?for=%s", form), NULL);

	ask.method = HTTP_POST;
	ask.body = story_print(s, "good=half+a+line&csrf=%s", story_token(s, ask.cookie, form));
	person_take(p, story_ask(s, &ask));
	assert_int_equal(p->last.status, 204);
}

/* Who one is, whom it is about, and words for what happened: or skipped. */
static void begins(struct person *p)
{
	person_post(p, "/begin/1", "v=partner");
	person_post(p, "/begin/2", "skip=1");
	person_post(p, "/begin/3", "skip=1");
}

static fallible note_row(struct act *a, void *context)
{
	memcpy(context, a->session->row_tag, sizeof a->session->row_tag);
	return OK;
}

static void a_summary_is_as_new(void **state)
{
	struct story *s = *state;
	struct home h;

	settle(s, &h);
	is_as_new(&h, "nothing");
	begins(&h.there);
	is_as_new(&h, "who one is");
	assert_true(person_sees(&h.here, "How was today?"));
	person_post(&h.there, checkin_path(s, 1), "v=4");
	is_as_new(&h, "one answer");
	saves_draft(&h.there);
	is_as_new(&h, "a draft");
	assert_true(person_sees(&h.here, "?draft=1"));
	for (int i = 2; i <= 6; i++)
		person_post(&h.there, checkin_path(s, i), i == 6 ? "good=Tea." : "v=4");
	is_as_new(&h, "a whole check-in");
	person_sends(&h.there, "/programme/questions", "v=alone", "/programme/alone");
	person_sends(&h.there, "/programme/1/begin", "", "/programme/1/opponent");
	is_as_new(&h, "a session begun");
	assert_true(person_sees(&h.here, "/programme/1"));
	person_sends(&h.there, "/programme/1/opponent/mark", "v=done", "/programme/1/circle");
	is_as_new(&h, "a step of it");
	person_post(&h.there, "/approach/new", "text=Buy+bread&rating=40&area=places&version=0");
	const char *step = story_print(s, "%.42s", told_header(&h.there.last, "Location").p);

	assert_int_equal(
		person_post(&h.there, story_print(s, "%s/plan/new", step),
			    story_print(s, "day=%s&time=23%%3A30&with=friend&minutes=20&place=Mill",
					story_day(s, 0))),
		303);
	is_as_new(&h, "a step planned");
	uint8_t row[2][16];

	MUST(person_does(&h.here, note_row, row[0]));
	(void)page_plain(&h.here, "/today");
	MUST(person_does(&h.here, note_row, row[1]));
	assert_memory_equal(row[0], row[1], sizeof row[0]);
	assert_true(person_sees(&h.here, "Your step today"));
}

static void a_summary_is_of_its_day(void **state)
{
	struct story *s = *state;
	struct home h;

	settle(s, &h);
	begins(&h.there);
	for (int i = 1; i <= 6; i++)
		person_post(&h.there, checkin_path(s, i), i == 6 ? "good=Tea." : "v=4");
	is_as_new(&h, "a check-in");
	assert_false(person_sees(&h.here, "How was today?"));
	/* A quarter of an hour before midnight, and after it, without a pause between. */
	s->now = (s->now / DAY + 1) * DAY - 300;
	assert_int_equal(person_sign_in(&h.here, "robin", PASSPHRASE, true), 303);
	is_as_new(&h, "waiting for midnight");
	s->now += 600;
	is_as_new(&h, "midnight");
	assert_true(person_sees(&h.here, "How was today?"));
}

/* With a summary no page is opened: what somebody did to the pages behind everybody's back shows
 * where they are opened, and on Today again as soon as anything is written. */
static void a_summary_opens_no_page(void **state)
{
	struct story *s = *state;
	struct home h;

	settle(s, &h);
	assert_int_equal(person_check_in(&h.there, 0, "Tea+at+night."), 303);
	const char *before = page_plain(&h.here, "/today");

	assert_string_equal(page_plain(&h.here, "/today"), before);
	(void)story_sql(s, "UPDATE page SET blob=x'00'||substr(blob,2)");
	assert_string_equal(page_plain(&h.here, "/today"), before);
	assert_string_not_equal(page_plain(&h.there, "/today"), before);
}

/* --- somebody who has more keys than the row of a session holds */
static fallible begin_every_epoch(struct act *a, void *context)
{
	(void)context;
	TRY(act_open_keyring(a));
	for (int t = 0; t < TOPIC_SLOTS; t++)
		while (a->keyring->topic[t].n < KEYRING_EPOCHS)
			TRY(keyring_roll(a->keyring, &a->draw, (enum topic)t));
	return act_save_keyring(a);
}

static fallible has_every_epoch(struct act *a, void *context)
{
	(void)context;
	assert_non_null(a->keyring); /* read without being asked for */
	for (int t = 0; t < TOPIC_SLOTS; t++)
		assert_int_equal(a->session->topic[t].n, KEYRING_EPOCHS);
	return OK;
}

static void old_pages_open_with_many_keys(void **state)
{
	struct story *s = *state;
	uint8_t row[2][16];
	struct home h;

	settle(s, &h);
	MUST(person_writes(&h.here, TOPIC_CHECKIN, 1, "before"));
	MUST(person_does(&h.here, begin_every_epoch, NULL));
	MUST(person_writes(&h.there, TOPIC_CHECKIN, 2, "after"));
	assert_string_equal(person_reads(&h.here, TOPIC_CHECKIN), "1:before 2:after ");
	assert_string_equal(person_reads(&h.there, TOPIC_CHECKIN), "1:before 2:after ");
	MUST(person_does(&h.here, has_every_epoch, NULL));
	is_as_new(&h, "many keys");
	MUST(person_does(&h.here, has_every_epoch, NULL)); /* a summary does not hide that */
	MUST(person_does(&h.here, note_row, row[0]));
	is_as_new(&h, "looking again");
	MUST(person_does(&h.here, note_row, row[1]));
	assert_memory_equal(row[0], row[1], sizeof row[0]); /* nothing is written in vain */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(a_summary_is_as_new),
		STORY(a_summary_is_of_its_day),
		STORY(a_summary_opens_no_page),
		STORY(old_pages_open_with_many_keys),
	};

	return cmocka_run_group_tests_name("today", tests, NULL, NULL);
}
