/* How a calendar link ends: then it is like one that never was. And what somebody can do to it who
 * writes the database. */
#include <stdio.h>
#include "calendar_kit.h"
#include "feed.h"
#include "others.h"
#include "sharing.h"

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
