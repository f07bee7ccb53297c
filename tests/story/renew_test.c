/* New keys: what was written stays with its owner, what comes after is closed to whoever held the
 * old keys, and nothing is lost however it is cut short. */
#include <stdio.h>
#include "person.h"

#define SPACES "SELECT CAST(count(DISTINCT space) AS TEXT) FROM page"

static int new_keys(struct person *p)
{
	return person_post(p, "/account/new-keys", "passphrase=" PASSPHRASE);
}

static void has_one_space(struct story *s)
{
	assert_string_equal(story_sql(s, SPACES), "31"); /* the digit one */
}

static bool has_words(struct person *p, int back, const char *words)
{
	long day = (long)(p->story->now / 86400) - back;

	assert_int_equal(person_get(p, story_print(p->story, "/checkin/%ld", day)), 200);
	return person_sees(p, words);
}

static void is_whole(struct person *p)
{
	assert_int_equal(person_get(p, "/today"), 200);
	assert_false(person_sees(p, "could not be verified"));
	assert_true(has_words(p, 0, "Warm bread"));
	assert_true(has_words(p, 1, "Rain on the roof"));
}

static struct person begin(struct story *s)
{
	struct person p = person_make(s);

	person_sign_up(&p, "robin");
	assert_int_equal(person_check_in(&p, 0, "Warm+bread"), 303);
	assert_int_equal(person_check_in(&p, 1, "Rain+on+the+roof"), 303);
	return p;
}

static void old_keys_open_nothing_new(void **state)
{
	struct story *s = *state;
	struct person p = begin(s), thief = p, q = person_make(s);

	assert_int_equal(person_sign_in(&q, "robin", PASSPHRASE, false), 303);
	assert_int_equal(person_post(&p, "/account/recovery", ""), 200);
	const char *old_code = person_read(&p, "id=\"recovery-code\">");
	const char *space = story_sql(s, "SELECT space FROM page LIMIT 1");
	const char *copy = story_copy(s);

	assert_int_equal(new_keys(&p), 200);
	const char *code = person_read(&p, "id=\"recovery-code\">");

	is_whole(&p);
	has_one_space(s);
	assert_string_not_equal(story_sql(s, "SELECT space FROM page LIMIT 1"), space);
	assert_int_equal(person_check_in(&p, 2, "Later+words"), 303);
	assert_int_equal(person_get(&q, "/today"), 303);
	assert_int_equal(person_get(&thief, "/today"), 303);
	/* The old session, brought back from the copy, finds nothing in the notebook as it is. */
	story_set_back_file(s, copy, "sessions.db");
	assert_int_equal(person_get(&thief, "/checkin"), 200);
	assert_false(person_sees(&thief, "Filled in"));
	assert_false(has_words(&thief, 0, "Warm bread"));
	assert_false(has_words(&thief, 2, "Later words"));
	assert_int_equal(person_check_in(&thief, 0, "Forged"), 500);
	struct person r = person_make(s);

	assert_int_equal(person_post(&r, "/recover", story_print(s, "code=%s", old_code)), 422);
	assert_int_equal(person_sign_in(&q, "robin", PASSPHRASE, false), 303);
	is_whole(&q);
	assert_true(has_words(&q, 2, "Later words"));
	assert_int_equal(person_post(&q, "/export/json", ""), 200);
	assert_true(person_sees(&q, "Later words") && person_sees(&q, "Warm bread"));
	s->now += 73 * 3600; /* the sessions are over */
	assert_int_equal(person_post(&r, "/recover", story_print(s, "code=%s", code)), 303);
	assert_true(person_get(&r, "/me") == 200);
	/* The old account row, brought back as well, opens nothing either. */
	story_set_back_file(s, copy, "keyring.db");
	assert_int_equal(person_sign_in(&thief, "robin", PASSPHRASE, false), 500);
}

static void another_passphrase_changes_nothing(void **state)
{
	struct story *s = *state;
	struct person p = begin(s);
	const char *space = story_sql(s, "SELECT space FROM page LIMIT 1");

	assert_int_equal(person_post(&p, "/account/new-keys", "passphrase=not+the+right+one"), 422);
	assert_string_equal(story_sql(s, "SELECT space FROM page LIMIT 1"), space);
	has_one_space(s);
	is_whole(&p);
	s->now += 299;
	is_whole(&p);
	s->now += 2;
	assert_int_equal(new_keys(&p), 403);
}

/* Up to before the n-th answer of the writer. Counts how many there were when it is done before. */
static bool go_until(struct story *s, struct going *g, int n, int *ret_written)
{
	for (*ret_written = 0;;) {
		if (story_is_writing(g) && *ret_written == n)
			return false;
		*ret_written += story_is_writing(g);
		if (story_go_on(s, g))
			return true;
	}
}

static void cut_short_at_any_point_loses_nothing(void **state)
{
	struct story *s = *state;
	bool is_done = false;

	for (int n = 0; !is_done; n++) {
		struct person p = begin(s), q = person_make(s);
		struct ask ask =
			person_ask(&p, HTTP_POST, "/account/new-keys", "passphrase=" PASSPHRASE);
		struct going *g = story_set_out(s, &ask);
		int written;

		is_done = go_until(s, g, n, &written);
		assert_true(is_done || n < 10);
		(void)story_arrive(s, g); /* and nobody hears of it */
		assert_int_equal(person_sign_in(&q, "robin", PASSPHRASE, false), 303);
		is_whole(&q);
		has_one_space(s);
		assert_int_equal(person_check_in(&q, 2, "And+on"), 303);
		if (is_done)
			assert_true(written >= 4);
		assert_int_equal(person_post(&q, "/account/delete", "sure=1"), 200);
	}
}

/* The account is the new one, the pages are as they were before the last commit. */
static void cut_between_the_files_loses_nothing(void **state)
{
	struct story *s = *state;
	struct person p = begin(s), q = person_make(s);
	struct ask ask = person_ask(&p, HTTP_POST, "/account/new-keys", "passphrase=" PASSPHRASE);
	struct going *g = story_set_out(s, &ask);
	int written;

	assert_false(go_until(s, g, 3, &written));
	const char *copy = story_copy(s);

	while (!story_go_on(s, g))
		assert_false(story_is_writing(g));
	assert_int_equal(story_arrive(s, g).status, 200);
	story_set_back_file(s, copy, "pages.db");
	assert_int_equal(person_sign_in(&q, "robin", PASSPHRASE, false), 303);
	is_whole(&q);
	has_one_space(s);
}

static void words_written_meanwhile_are_kept(void **state)
{
	struct story *s = *state;

	for (int n = 0; n < 4; n++) {
		struct person p = begin(s), q = person_make(s);
		struct ask ask =
			person_ask(&p, HTTP_POST, "/account/new-keys", "passphrase=" PASSPHRASE);
		int written;

		assert_int_equal(person_sign_in(&q, "robin", PASSPHRASE, false), 303);
		struct going *g = story_set_out(s, &ask);

		assert_false(go_until(s, g, n, &written));
		assert_int_equal(person_check_in(&q, 2, "Meanwhile"), 303);
		while (!story_go_on(s, g))
			;
		person_take(&p, story_arrive(s, g));
		assert_int_equal(p.last.status, 409);
		assert_int_equal(person_sign_in(&q, "robin", PASSPHRASE, false), 303);
		is_whole(&q);
		assert_true(has_words(&q, 2, "Meanwhile"));
		has_one_space(s);
		assert_int_equal(person_post(&q, "/account/delete", "sure=1"), 200);
	}
}

/* --- what somebody put there who has the database */
static void put_row(struct story *s, const char *page)
{
	(void)story_sql(s,
			story_print(s,
				    "INSERT INTO page (space, page, ver, tag, blob) SELECT space, "
				    "%s, 1, zeroblob(16), randomblob(1000) FROM page LIMIT 1",
				    page));
}

/* Damage in a page that keys open the name of: the older check-in's month stays whole. */
static void spoil_notes(struct story *s)
{
	(void)story_sql(s, "UPDATE page SET blob=randomblob(length(blob)) WHERE length(blob)="
			   "(SELECT min(length(blob)) FROM page WHERE length(blob) > 3000)");
	(void)story_sql(s, "UPDATE page SET tag=substr(blob, -16)");
}

static void goes_on(struct person *p)
{
	assert_int_equal(person_sign_in(p, "robin", PASSPHRASE, false), 303);
	assert_int_equal(person_get(p, "/today"), 200);
	assert_true(person_sees(p, "could not be verified"));
	assert_int_equal(person_post(p, "/account/verify", ""), 303);
	assert_int_equal(person_post(p, "/again", "passphrase=" PASSPHRASE), 303);
}

static void a_foreign_row_is_left_out(void **state)
{
	struct story *s = *state;
	struct person p = begin(s);

	put_row(s, "randomblob(16)");
	/* Nothing is left out behind the back of its owner. */
	assert_int_equal(new_keys(&p), 303);
	assert_true(person_went_to(&p, "/account/verify"));
	is_whole(&p);
	goes_on(&p);
	assert_int_equal(new_keys(&p), 200);
	assert_true(person_sees(&p, "One page could not be verified"));
	assert_true(person_sees(&p, "id=\"recovery-code\">"));
	is_whole(&p);
	has_one_space(s);
	assert_int_equal(person_get(&p, "/account"), 200);
	assert_true(person_sees(&p, "New keys left out what could not be verified"));
	/* And the next time there is nothing to say. */
	assert_int_equal(person_sign_in(&p, "robin", PASSPHRASE, false), 303);
	is_whole(&p);
	assert_int_equal(new_keys(&p), 200);
	assert_false(person_sees(&p, "could not be verified"));
}

static void a_spoilt_page_does_not_keep_the_old_keys(void **state)
{
	struct story *s = *state;
	struct person p = begin(s);

	spoil_notes(s);
	put_row(s, "randomblob(16)");
	goes_on(&p);
	assert_int_equal(new_keys(&p), 200);
	assert_true(person_sees(&p, "2 pages could not be verified"));
	is_whole(&p);
	has_one_space(s);
	assert_int_equal(person_check_in(&p, 2, "And+on"), 303);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(old_keys_open_nothing_new),
		STORY(another_passphrase_changes_nothing),
		STORY(cut_short_at_any_point_loses_nothing),
		STORY(cut_between_the_files_loses_nothing),
		STORY(words_written_meanwhile_are_kept),
		STORY(a_foreign_row_is_left_out),
		STORY(a_spoilt_page_does_not_keep_the_old_keys),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
