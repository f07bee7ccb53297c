/* A month that one page does not hold goes on in other parts: for its owner, for whoever was given
 * it, under new keys; and what is missing of it is noticed. */
#include <stdio.h>
#include <stdlib.h>
#include "two.h"

#define MANY 150
#define LONG 1000

/* Word n, then something long. */
static const char *long_words(struct story *s, unsigned n)
{
	char *words = calloc(1, LONG + 1);

	memset(words, 'w', LONG);
	const char *text = story_print(s, "word%u %s", n, words);

	free(words);
	return text;
}

static void writes(struct person *p, unsigned n)
{
	MUST(person_writes(p, TOPIC_CHECKIN, n, long_words(p->story, n)));
}

static bool says(const char *all, unsigned n)
{
	char mark[16];

	(void)snprintf(mark, sizeof mark, "word%u ", n);
	const char *first = strstr(all, mark);

	return first && !strstr(first + 1, mark);
}

static void has_all_but(const char *all, unsigned gone)
{
	for (unsigned n = 1; n <= MANY; n++)
		if (says(all, n) != (n != gone))
			fail_msg("record %u", n);
}

static void fills(struct person *p)
{
	for (unsigned n = 1; n <= MANY; n++)
		writes(p, n);
}

static void a_full_month_goes_on(void **state)
{
	struct story *s = *state;
	struct person p = person_named(s, "robin");

	fills(&p);
	has_all_but(person_reads(&p, TOPIC_CHECKIN), 0);
	/* Changed and deleted wherever it stands. */
	for (unsigned n = 5; n < MANY; n += 60)
		MUST(person_writes(&p, TOPIC_CHECKIN, n, "short now"));
	MUST(person_writes(&p, TOPIC_CHECKIN, 100, NULL));
	const char *all = person_reads(&p, TOPIC_CHECKIN);

	assert_non_null(strstr(all, "5:short now "));
	assert_non_null(strstr(all, "125:short now "));
	assert_false(says(all, 5) || says(all, 100));
	assert_true(says(all, 4) && says(all, 101) && says(all, MANY));
	for (unsigned n = 5; n < MANY; n += 60)
		writes(&p, n);
	has_all_but(person_reads(&p, TOPIC_CHECKIN), 100);
}

static void new_keys_take_all_along(void **state)
{
	struct story *s = *state;
	struct person p = person_named(s, "robin");

	fills(&p);
	assert_int_equal(person_post(&p, "/account/new-keys", "passphrase=" PASSPHRASE), 200);
	assert_false(person_sees(&p, "left out"));
	has_all_but(person_reads(&p, TOPIC_CHECKIN), 0);
	assert_int_equal(person_sign_in(&p, "robin", PASSPHRASE, false), 303);
	assert_int_equal(person_get(&p, "/account/verify"), 200);
	assert_true(person_sees(&p, "stand as you left them"));
}

static void whoever_was_given_it_reads_all(void **state)
{
	struct story *s = *state;
	struct two t = two_make(s);
	const char *nothing = sams_view(&t);

	fills(&t.alex);
	MUST(person_grants(&t.alex, t.of_sam, TOPIC_CHECKIN, SHARING_WITH_BEFORE));
	struct notebook_source kept = person_keeps_keys(&t.sam);

	has_all_but(person_tries_keys(&t.sam, &kept), 0);
	MUST(person_stops(&t.alex, t.of_sam, TOPIC_CHECKIN, SHARING_STOP_FROM_NOW_ON));
	MUST(person_writes(&t.alex, TOPIC_CHECKIN, MANY, "not for Sam"));
	MUST(person_writes(&t.alex, TOPIC_CHECKIN, MANY + 1, "nor this"));
	MUST(person_writes(&t.alex, TOPIC_CHECKIN, 2, NULL));
	kept = person_keeps_keys(&t.sam);
	has_all_but(person_tries_keys(&t.sam, &kept), 0);
	assert_null(strstr(person_tries_keys(&t.sam, &kept), "nor this"));
	assert_non_null(strstr(person_reads(&t.alex, TOPIC_CHECKIN), "not for Sam"));
	MUST(person_stops(&t.alex, t.of_sam, TOPIC_CHECKIN, SHARING_TAKE_BACK));
	assert_string_equal(sams_view(&t), nothing);
	assert_non_null(strstr(person_reads(&t.alex, TOPIC_CHECKIN), "nor this"));
	assert_true(says(person_reads(&t.alex, TOPIC_CHECKIN), 1));
}

/* The second part is a page like any other: gone, it is missed. */
static void a_part_that_is_gone_is_noticed(void **state)
{
	struct story *s = *state;
	struct person p = person_named(s, "robin");

	fills(&p);
	(void)story_sql(s, "DELETE FROM page WHERE rowid = "
			   "(SELECT rowid FROM page WHERE length(blob) > 60000 LIMIT 1 OFFSET 1)");
	assert_int_equal(person_sign_in(&p, "robin", PASSPHRASE, false), 303);
	assert_int_equal(person_get(&p, "/account/verify"), 200);
	assert_true(person_sees(&p, "Not as you left it"));
}

/* All parts are full: what cannot be kept changes nothing. */
static void there_is_an_end(void **state)
{
	struct story *s = *state;
	struct person p = person_named(s, "robin");
	unsigned n = 1;
	struct err e;

	do
		e = person_writes(&p, TOPIC_CHECKIN, n, long_words(s, n));
	while (err_is(e, ERR_NONE) && n++ < 255);
	assert_string_equal(err_name(e), "TOO_FULL");
	assert_in_range(n, NOTEBOOK_LIST_MAX / (LONG + 200), NOTEBOOK_LIST_MAX / LONG);
	const char *all = person_reads(&p, TOPIC_CHECKIN);

	for (unsigned i = 1; i < n; i++)
		assert_true(says(all, i));
	assert_false(says(all, n));
	MUST(person_writes(&p, TOPIC_CHECKIN, 7, NULL));
	writes(&p, n);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(a_full_month_goes_on),
		STORY(new_keys_take_all_along),
		STORY(whoever_was_given_it_reads_all),
		STORY(a_part_that_is_gone_is_noticed),
		STORY(there_is_an_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
