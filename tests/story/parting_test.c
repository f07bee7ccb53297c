/* Going: stepping back, closing, new keys, deleting everything. Alone, silent, and what comes later
 * is open to nobody. */
#include <stdio.h>
#include "linking.h"
#include "secrets.h"
#include "two.h"

/* Both share their check-ins. */
static struct two two_begin(struct story *s, const char *one, const char *other)
{
	struct two t = two_named(s, one, other);

	MUST(person_writes(&t.alex, TOPIC_CHECKIN, 1, "before"));
	MUST(person_grants(&t.alex, t.of_sam, TOPIC_CHECKIN, SHARING_WITH_BEFORE));
	MUST(person_writes(&t.sam, TOPIC_CHECKIN, 1, "sams own"));
	MUST(person_grants(&t.sam, t.of_alex, TOPIC_CHECKIN, SHARING_WITH_BEFORE));
	return t;
}

static fallible come_back(struct act *a, void *context)
{
	return sharing_return(a, *(struct id16 *)context);
}

static void stepping_back_is_silent(void **state)
{
	struct story *s = *state;
	struct two t = two_begin(s, "alex", "sam");
	const char *before = sams_view(&t), *sams = alexs_view(&t), *rows = story_rows(s);

	person_leaves(&t.alex, t.of_sam, SHARING_STEP_BACK);
	assert_string_equal(story_rows(s), rows);
	assert_string_equal(sams_view(&t), before);
	assert_string_equal(alexs_view(&t), sams);
	MUST(person_writes(&t.alex, TOPIC_CHECKIN, 2, "private"));
	assert_string_equal(sams_view(&t), before);
	MUST(person_does(&t.alex, come_back, &t.of_sam));
	MUST(person_writes(&t.alex, TOPIC_CHECKIN, 3, "also private"));
	assert_string_equal(sams_view(&t), before);
}

/* What Sam's keys of before open in the database as it is now. */
static const char *old_keys_open(struct two *t, const struct notebook_source *kept)
{
	return person_tries_keys(&t->sam, kept);
}

static void who_was_left_opens_nothing_later(void **state)
{
	struct story *s = *state;
	struct two t = two_begin(s, "alex", "sam"), never = two_begin(s, "robin", "kim");
	struct notebook_source kept;

	MUST(person_stops(&never.alex, never.of_sam, TOPIC_CHECKIN, SHARING_TAKE_BACK));
	kept = person_keeps_keys(&t.sam);
	const char *copy = story_copy(s), *where = letter_where(&t.alex, 0, true);

	assert_non_null(copy);
	(void)story_sql(s, story_print(s,
				       "CREATE TABLE kept AS SELECT ver, tag, blob FROM page"
				       " WHERE %s",
				       where));
	person_leaves(&t.alex, t.of_sam, SHARING_CLOSE);
	MUST(person_writes(&t.alex, TOPIC_CHECKIN, 2, "later"));
	MUST(person_writes(&t.alex, TOPIC_CHECKIN, 1, "another word"));
	MUST(person_writes(&t.alex, TOPIC_MEASURE, 2, "and later"));
	assert_string_equal(sams_view(&t), sams_view(&never));
	assert_null(strstr(old_keys_open(&t, &kept), "later"));
	assert_null(strstr(old_keys_open(&t, &kept), "another"));
	assert_string_equal(alexs_view(&t), "Sam closed\nmatches 0");
	assert_string_equal(
		err_name(person_grants(&t.alex, t.of_sam, TOPIC_MEASURE, SHARING_WITH_BEFORE)),
		"NOT_FOUND");
	/* The letter of before, put back, is refused; what it holds opens nothing later. */
	(void)story_sql(s, story_print(s,
				       "UPDATE page SET (ver, tag, blob) ="
				       " (SELECT ver, tag, blob FROM kept) WHERE %s",
				       where));
	assert_string_equal(sams_view(&t), "Alex unverified\nmatches 0");
	assert_string_equal(person_reads(&t.alex, TOPIC_CHECKIN), "1:another word 2:later ");
	/* A code of before links nobody a second time. */
	assert_int_equal(person_get(&t.sam, "/today"), 200);
}

static void taken_back_is_shut_to_kept_keys(void **state)
{
	struct story *s = *state;
	struct two t = two_begin(s, "alex", "sam");
	struct notebook_source kept;

	kept = person_keeps_keys(&t.sam);
	assert_string_equal(old_keys_open(&t, &kept), "1:before ");
	MUST(person_stops(&t.alex, t.of_sam, TOPIC_CHECKIN, SHARING_TAKE_BACK));
	assert_string_equal(old_keys_open(&t, &kept), "");
	assert_string_equal(person_reads(&t.alex, TOPIC_CHECKIN), "1:before ");
}

/* --- more pages than one commit takes */
struct months {
	int32_t from;
};

static fallible write_months(struct act *a, void *context)
{
	const struct months *m = context;

	for (int32_t i = 0; i < 25; i++) {
		struct record_deed d = {
			TOPIC_CHECKIN, PLACE_CHECKIN, { 24320 - m->from - i }, 1, "long ago"
		};

		TRY(deed_write(a, &d));
	}
	return OK;
}

static void years_are_taken_back_too(void **state)
{
	struct story *s = *state;
	struct two t = two_begin(s, "alex", "sam");
	struct notebook_source kept;

	for (struct months m = { 0 }; m.from < 150; m.from += 25)
		MUST(person_does(&t.alex, write_months, &m));
	kept = person_keeps_keys(&t.sam);
	MUST(person_stops(&t.alex, t.of_sam, TOPIC_CHECKIN, SHARING_TAKE_BACK));
	assert_string_equal(sams_view(&t), "Alex\nmatches 0");
	MUST(person_writes(&t.alex, TOPIC_CHECKIN, 2, "later"));
	assert_string_equal(person_reads(&t.alex, TOPIC_CHECKIN), "1:before 2:later ");
	assert_null(strstr(old_keys_open(&t, &kept), "later"));
}

/* --- new keys */
static fallible words(struct act *a, void *context)
{
	const char **text = context;
	struct str word[6];
	struct other *list;
	size_t n;

	TRY(others_list(a, &list, &n));
	TRY(linking_words(a, list[0].id, word));
	*text = word[0].p;
	return OK;
}

static fallible says_same(struct act *a, void *context)
{
	struct other *list;
	size_t n;

	(void)context;
	TRY(others_list(a, &list, &n));
	return linking_compared(a, list[0].id, true);
}

static fallible is_compared(struct act *a, void *context)
{
	struct other *list;
	size_t n;

	TRY(others_list(a, &list, &n));
	*(bool *)context = list[0].is_compared;
	return OK;
}

static bool has_compared(struct person *p)
{
	bool is;

	MUST(person_does(p, is_compared, &is));
	return is;
}

static void new_keys_keep_people_and_grants(void **state)
{
	struct story *s = *state;
	struct two t = two_begin(s, "alex", "sam");
	const char *before = sams_view(&t), *sams = alexs_view(&t), *one, *other;
	struct notebook_source kept;

	kept = person_keeps_keys(&t.sam);
	MUST(person_does(&t.alex, says_same, NULL));
	MUST(person_does(&t.sam, says_same, NULL));
	assert_int_equal(person_post(&t.alex, "/account/new-keys", "passphrase=" PASSPHRASE), 200);
	assert_string_equal(sams_view(&t), before);
	assert_string_equal(alexs_view(&t), sams);
	assert_string_equal(old_keys_open(&t, &kept), "");
	MUST(person_writes(&t.alex, TOPIC_CHECKIN, 2, "after"));
	assert_non_null(strstr(sams_view(&t), "2:after"));
	/* Six words are to be compared anew, and are the same. */
	assert_false(has_compared(&t.alex));
	assert_false(has_compared(&t.sam));
	MUST(person_does(&t.alex, words, &one));
	MUST(person_does(&t.sam, words, &other));
	assert_string_equal(one, other);
	MUST(person_stops(&t.alex, t.of_sam, TOPIC_CHECKIN, SHARING_TAKE_BACK));
	assert_string_equal(sams_view(&t), "Alex\nmatches 0");
	assert_int_equal(person_get(&t.alex, "/today"), 200);
	assert_int_equal(person_sign_in(&t.alex, "alex", PASSPHRASE, false), 303);
	assert_string_equal(alexs_view(&t), sams);
}

/* --- stolen cookies */
static fallible nothing(struct act *a, void *context)
{
	(void)a;
	(void)context;
	return OK;
}

static void is_shut(struct person *thief)
{
	static const char *const doors[] = { "/today", "/checkin", "/me", "/us", "/account" };

	for (size_t i = 0; i < sizeof doors / sizeof *doors; i++) {
		(void)person_get(thief, doors[i]);
		assert_false(person_sees(thief, "Sign out"));
		assert_false(person_sees(thief, "pear"));
	}
	assert_string_equal(err_name(person_does(thief, nothing, NULL)), "SIGNED_OUT");
}

/* Of the other one, who knows what was in the cookie at that moment. */
static struct person steal(const struct person *p)
{
	struct person thief = person_make(p->story);

	memcpy(thief.session, p->session, sizeof thief.session);
	MUST(person_does(&thief, nothing, NULL));
	return thief;
}

static void closing_shuts_what_was_left_open(void **state)
{
	struct story *s = *state;
	struct two t = two_begin(s, "alex", "sam");
	struct person phone = person_make(s);

	assert_int_equal(person_sign_in(&phone, "alex", PASSPHRASE, false), 303);
	struct person thief = steal(&phone);

	person_leaves(&t.alex, t.of_sam, SHARING_CLOSE);
	MUST(person_writes(&t.alex, TOPIC_CHECKIN, 2, "pears"));
	is_shut(&thief);
	assert_string_equal(person_reads(&t.alex, TOPIC_CHECKIN), "1:before 2:pears ");
}

static void everywhere_shuts_what_was_left_open(void **state)
{
	struct story *s = *state;
	struct two t = two_begin(s, "alex", "sam");
	struct person phone = person_make(s);

	assert_int_equal(person_sign_in(&phone, "alex", PASSPHRASE, false), 303);
	struct person thief = steal(&phone);

	assert_int_equal(person_post(&t.alex, "/account/everywhere", ""), 303);
	MUST(person_writes(&t.alex, TOPIC_CHECKIN, 2, "pears"));
	is_shut(&thief);
}

/* The very cookie with which new keys were taken; also with the session's row of before put back,
 * the day's ratchet still there: that session has the old keys, and the old space is gone. */
static void new_keys_shut_the_cookie_they_were_taken_with(void **state)
{
	struct story *s = *state;
	struct two t = two_begin(s, "alex", "sam");
	struct person thief = steal(&t.alex);
	const char *copy = story_copy(s);

	assert_int_equal(person_post(&t.alex, "/account/new-keys", "passphrase=" PASSPHRASE), 200);
	MUST(person_writes(&t.alex, TOPIC_CHECKIN, 2, "pears"));
	MUST(person_writes(&t.alex, TOPIC_CHECKIN, 1, "a pear tree"));
	is_shut(&thief);
	story_set_back_file(s, copy, "sessions.db");
	assert_string_equal(person_reads(&thief, TOPIC_CHECKIN), "");
	assert_int_not_equal(person_writes(&thief, TOPIC_CHECKIN, 3, "forged").code, ERR_NONE);
	assert_int_equal(person_sign_in(&t.alex, "alex", PASSPHRASE, false), 303);
	assert_string_equal(person_reads(&t.alex, TOPIC_CHECKIN), "1:a pear tree 2:pears ");
}

/* A copy of all databases and the cookie that was alive in them, on a server of one's own. */
static void a_copy_opens_nothing_without_the_secrets(void **state)
{
	struct story *s = *state;
	struct two t = two_begin(s, "alex", "sam");
	struct person thief = steal(&t.alex), again = person_make(s);
	const char *secrets = story_print(s, "%s/secrets", s->folder);

	story_shut(s);
	assert_int_equal(remove(secrets), 0);
	MUST(secrets_make(str_c(secrets), s->now));
	story_open(s);
	is_shut(&thief);
	/* Nor does the passphrase: without the secrets there is no such name. */
	assert_int_equal(person_sign_in(&again, "alex", PASSPHRASE, false), 422);
}

/* --- deleting everything */
static void deletes(struct person *p, int cut_after)
{
	struct ask ask = person_ask(p, HTTP_POST, "/account/delete", "sure=1");
	struct going *g = story_set_out(p->story, &ask);
	int n = 0;

	for (;;) {
		bool is_writing = story_is_writing(g);

		if (is_writing && n++ == cut_after)
			break;
		if (story_go_on(p->story, g))
			break;
	}
	person_take(p, story_arrive(p->story, g));
}

static const char *own_rows(struct story *s)
{
	return story_sql(s, "SELECT CAST(count(*) AS TEXT) FROM page");
}

static void a_deleted_account_leaves_empty_letters(void **state)
{
	struct story *s = *state;
	struct two t = two_begin(s, "alex", "sam");

	assert_non_null(strstr(sams_view(&t), "before"));
	deletes(&t.alex, 99);
	assert_int_equal(t.alex.last.status, 200);
	assert_string_equal(sams_view(&t), "Alex\nmatches 0");
	assert_int_equal(person_sign_in(&t.alex, "alex", PASSPHRASE, false), 422);
}

static void a_deletion_cut_short_is_finished(void **state)
{
	struct story *s = *state;
	struct two t = two_begin(s, "alex", "sam");
	struct person again = person_make(s);

	deletes(&t.alex, 1); /* the account row is still there */
	assert_string_equal(sams_view(&t), "Alex\nmatches 0");
	const char *rows = own_rows(s);

	assert_int_equal(person_sign_in(&again, "alex", PASSPHRASE, false), 422);
	assert_string_not_equal(own_rows(s), rows);
	person_sign_up(&again, "alex"); /* the name is free */
	deletes(&t.sam, 0);		/* nothing was written: all is there */
	assert_int_equal(person_get(&t.sam, "/today"), 200);
	assert_string_equal(person_reads(&t.sam, TOPIC_CHECKIN), "1:sams own ");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(stepping_back_is_silent),
		STORY(who_was_left_opens_nothing_later),
		STORY(taken_back_is_shut_to_kept_keys),
		STORY(years_are_taken_back_too),
		STORY(new_keys_keep_people_and_grants),
		STORY(closing_shuts_what_was_left_open),
		STORY(everywhere_shuts_what_was_left_open),
		STORY(new_keys_shut_the_cookie_they_were_taken_with),
		STORY(a_copy_opens_nothing_without_the_secrets),
		STORY(a_deleted_account_leaves_empty_letters),
		STORY(a_deletion_cut_short_is_finished),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
