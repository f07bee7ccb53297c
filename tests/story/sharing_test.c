/* What one person lets another one open, and how it ends. */
#include <stdio.h>
#include "linking.h"
#include "two.h"

static void what_is_shared_is_read(void **state)
{
	struct two t = two_make(*state);
	const char *nothing = sams_view(&t);

	assert_string_equal(nothing, "Alex\nmatches 0");
	MUST(person_writes(&t.alex, TOPIC_CHECKIN, 1, "before"));
	assert_string_equal(sams_view(&t), nothing);
	MUST(person_grants(&t.alex, t.of_sam, TOPIC_CHECKIN, SHARING_FROM_NOW_ON));
	MUST(person_writes(&t.alex, TOPIC_CHECKIN, 2, "after"));
	assert_non_null(strstr(sams_view(&t), "check-ins: 2:after "));
	MUST(person_grants(&t.alex, t.of_sam, TOPIC_CHECKIN, SHARING_WITH_BEFORE));
	assert_non_null(strstr(sams_view(&t), "1:before "));
	assert_string_equal(person_view(&t.alex, t.of_sam), "Sam\nmatches 0");
}

/* --- stopping: histories side by side */
static void begins(struct two *t)
{
	MUST(person_writes(&t->alex, TOPIC_CHECKIN, 1, "before"));
	MUST(person_writes(&t->alex, TOPIC_MEASURE, 9, "mine"));
	MUST(person_grants(&t->alex, t->of_sam, TOPIC_CHECKIN, SHARING_WITH_BEFORE));
	MUST(person_writes(&t->alex, TOPIC_CHECKIN, 2, "then"));
	MUST(person_writes(&t->alex, TOPIC_CHECKIN, 3, "and then"));
	(void)sams_view(t);
}

/* What is private from now on. */
static void goes_on(struct two *t)
{
	MUST(person_writes(&t->alex, TOPIC_CHECKIN, 1, "another word"));
	MUST(person_writes(&t->alex, TOPIC_CHECKIN, 2, NULL));
	MUST(person_writes(&t->alex, TOPIC_CHECKIN, 4, "later"));
	MUST(person_writes(&t->alex, TOPIC_CHECKIN, 4, "later still"));
	MUST(person_writes(&t->alex, TOPIC_MEASURE, 9, "mine again"));
}

static void from_now_on_equals_a_history_without_changes(void **state)
{
	struct story *s = *state;
	struct two t = two_make(s), quiet = two_named(s, "robin", "kim");

	begins(&t);
	begins(&quiet);
	MUST(person_stops(&t.alex, t.of_sam, TOPIC_CHECKIN, SHARING_STOP_FROM_NOW_ON));
	assert_string_equal(sams_view(&t), sams_view(&quiet));
	goes_on(&t);
	assert_string_equal(sams_view(&t), sams_view(&quiet));
	assert_non_null(strstr(sams_view(&t), "1:before 2:then 3:and then "));
	assert_string_equal(person_reads(&t.alex, TOPIC_CHECKIN),
			    "1:another word 3:and then 4:later still ");
	/* Shared again from now on: what lay between stays closed. */
	MUST(person_grants(&t.alex, t.of_sam, TOPIC_CHECKIN, SHARING_FROM_NOW_ON));
	MUST(person_writes(&t.alex, TOPIC_CHECKIN, 5, "again"));
	assert_null(strstr(sams_view(&t), "later"));
	assert_non_null(strstr(sams_view(&t), "5:again"));
	MUST(person_grants(&t.alex, t.of_sam, TOPIC_CHECKIN, SHARING_WITH_BEFORE));
	assert_non_null(strstr(sams_view(&t), "4:later still"));
}

static void taken_back_equals_never_shared(void **state)
{
	struct story *s = *state;
	struct two t = two_make(s), never = two_named(s, "robin", "lee");
	struct person kim = person_named(s, "kim");

	people_link(&t.alex, &kim);
	struct id16 of_kim = person_other(&t.alex, 1), of_alex = person_other(&kim, 0);
	const char *nothing = sams_view(&t);

	begins(&t);
	MUST(person_grants(&t.alex, of_kim, TOPIC_CHECKIN, SHARING_WITH_BEFORE));
	const char *kims = person_view(&kim, of_alex);

	assert_non_null(strstr(kims, "2:then"));
	MUST(person_stops(&t.alex, t.of_sam, TOPIC_CHECKIN, SHARING_TAKE_BACK));
	assert_string_equal(sams_view(&t), nothing);
	assert_string_equal(sams_view(&t), sams_view(&never));
	assert_string_equal(person_view(&kim, of_alex), kims);
	goes_on(&t);
	assert_string_equal(sams_view(&t), nothing);
	assert_string_equal(person_reads(&t.alex, TOPIC_CHECKIN),
			    "1:another word 3:and then 4:later still ");
	assert_non_null(strstr(person_view(&kim, of_alex), "4:later still"));
	/* Also after a stop from now on, and shared a second time. */
	MUST(person_grants(&t.alex, t.of_sam, TOPIC_CHECKIN, SHARING_WITH_BEFORE));
	MUST(person_stops(&t.alex, t.of_sam, TOPIC_CHECKIN, SHARING_STOP_FROM_NOW_ON));
	MUST(person_writes(&t.alex, TOPIC_CHECKIN, 6, "on"));
	MUST(person_stops(&t.alex, t.of_sam, TOPIC_CHECKIN, SHARING_TAKE_BACK));
	assert_string_equal(sams_view(&t), nothing);
	assert_non_null(strstr(person_view(&kim, of_alex), "6:on"));
}

/* On and off, again and again: there is always room to stop. */
static void it_can_be_stopped_any_number_of_times(void **state)
{
	struct story *s = *state;
	struct two t = two_make(s);

	for (unsigned n = 1; n <= 20; n++) {
		MUST(person_grants(&t.alex, t.of_sam, TOPIC_CHECKIN, SHARING_FROM_NOW_ON));
		MUST(person_writes(&t.alex, TOPIC_CHECKIN, n, story_print(s, "shown %u", n)));
		assert_non_null(strstr(sams_view(&t), story_print(s, "shown %u ", n)));
		MUST(person_stops(&t.alex, t.of_sam, TOPIC_CHECKIN, SHARING_STOP_FROM_NOW_ON));
		MUST(person_writes(&t.alex, TOPIC_CHECKIN, n + 100, "hidden"));
		assert_null(strstr(sams_view(&t), "hidden"));
	}
	const char *own = person_reads(&t.alex, TOPIC_CHECKIN);

	for (unsigned n = 1; n <= 20; n++) {
		assert_non_null(strstr(own, story_print(s, "%u:shown %u ", n, n)));
		assert_non_null(strstr(own, story_print(s, "%u:hidden ", n + 100)));
	}
}

/* --- what the database shows */
static void rows_tell_nothing(void **state)
{
	struct story *s = *state;
	struct two t = two_make(s);

	MUST(person_writes(&t.alex, TOPIC_CHECKIN, 1, "before"));
	const char *rows = story_rows(s);

	MUST(person_grants(&t.alex, t.of_sam, TOPIC_CHECKIN, SHARING_WITH_BEFORE));
	assert_string_equal(story_rows(s), rows);
	MUST(person_stops(&t.alex, t.of_sam, TOPIC_CHECKIN, SHARING_STOP_FROM_NOW_ON));
	assert_string_equal(story_rows(s), rows);
	MUST(person_stops(&t.alex, t.of_sam, TOPIC_CHECKIN, SHARING_TAKE_BACK));
	assert_string_equal(story_rows(s), rows);
	MUST(person_grants(&t.alex, t.of_sam, TOPIC_CHECKIN, SHARING_FROM_NOW_ON));
	assert_string_equal(story_rows(s), rows);
	(void)sams_view(&t);
	assert_string_equal(story_rows(s), rows);
	assert_int_equal(person_post(&t.alex, "/account/passphrase",
				     "passphrase=another+story+that+ends+well"),
			 303);
	assert_string_equal(story_rows(s), rows);
}

/* --- letters that are not what they were */
static void damage(struct story *s, const char *sql)
{
	(void)story_sql(s, sql);
}

static size_t count_notes(struct person *p)
{
	static const char words[] = "What this person shares could not be verified";
	size_t n = 0;

	assert_int_equal(person_get(p, "/account"), 200);
	struct str body = p->last.body;

	for (const char *at; (at = memmem(body.p, body.n, words, strlen(words))); n++)
		body = str_from(body, (size_t)(at - body.p) + 1);
	return n;
}

static void keeps_row(struct story *s, const char *where, const char *as)
{
	damage(s, story_print(s, "CREATE TABLE kept_%s AS SELECT ver, tag, blob FROM page WHERE %s",
			      as, where));
}

static void puts_row(struct story *s, const char *where, const char *as)
{
	damage(s,
	       story_print(s,
			   "UPDATE page SET (ver, tag, blob) = (SELECT ver, tag, blob FROM kept_%s)"
			   " WHERE %s",
			   as, where));
}

static void is_refused_and_told(struct two *t)
{
	size_t notes = count_notes(&t->sam);
	const char *view = sams_view(t);

	assert_string_equal(view, "Alex unverified\nmatches 0");
	assert_string_equal(sams_view(t), view);
	assert_int_equal(count_notes(&t->sam), notes + 1);
}

static void a_forged_letter_is_refused(void **state)
{
	struct story *s = *state;
	struct two t = two_make(s), other = two_named(s, "robin", "kim");
	const char *alexs = letter_where(&t.alex, 0, true), *sams = letter_where(&t.sam, 0, true),
		   *robins = letter_where(&other.alex, 0, true);

	keeps_row(s, alexs, "old");
	begins(&t);
	begins(&other);
	const char *good = sams_view(&t);

	assert_null(strstr(good, "unverified"));
	keeps_row(s, alexs, "new");
	puts_row(s, alexs, "old"); /* set back */
	is_refused_and_told(&t);
	puts_row(s, alexs, "new");
	assert_string_equal(sams_view(&t), good); /* and well again */
	damage(s, story_print(s, "UPDATE page SET ver=ver+1 WHERE %s", alexs));
	is_refused_and_told(&t);
	puts_row(s, alexs, "new");
	assert_string_equal(sams_view(&t), good);
	keeps_row(s, robins, "foreign");
	puts_row(s, alexs, "foreign"); /* of another relation */
	is_refused_and_told(&t);
	puts_row(s, alexs, "new");
	assert_string_equal(sams_view(&t), good);
	keeps_row(s, sams, "mirror");
	puts_row(s, alexs, "mirror"); /* the other side's */
	damage(s, story_print(s, "UPDATE page SET ver=9 WHERE %s", alexs));
	is_refused_and_told(&t);
	puts_row(s, alexs, "new");
	assert_string_equal(sams_view(&t), good);
	damage(s, story_print(s, "DELETE FROM page WHERE %s", alexs));
	is_refused_and_told(&t);
	/* The next change of its writer brings it back, with a number that was not seen yet. */
	MUST(person_grants(&t.alex, t.of_sam, TOPIC_MEASURE, SHARING_WITH_BEFORE));
	assert_null(strstr(sams_view(&t), "unverified"));
	assert_non_null(strstr(sams_view(&t), "9:mine"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(what_is_shared_is_read),
		STORY(from_now_on_equals_a_history_without_changes),
		STORY(taken_back_equals_never_shared),
		STORY(it_can_be_stopped_any_number_of_times),
		STORY(rows_tell_nothing),
		STORY(a_forged_letter_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
