/* Names, recovery codes, and what is noticed when the store is not what its owner left. */
#include <stdio.h>
#include "person.h"
#include "throttle.h"

/* --- two with the same name */
static void a_name_is_taken_once(void **state)
{
	struct story *s = *state;
	struct person p = person_make(s), q = person_make(s);

	person_sign_up(&p, "robin");
	assert_int_equal(
		person_post(&q, "/sign-up", "name=Robin&passphrase=another+story+altogether"), 422);
	assert_true(person_sees(&q, "This name is taken here"));
	assert_string_equal(q.session, "");
	assert_int_equal(person_sign_in(&q, "robin", "another+story+altogether", false), 422);
	assert_int_equal(person_sign_in(&q, " ROBIN", PASSPHRASE, false), 303);
}

static void names_are_not_told_without_end(void **state)
{
	struct story *s = *state;
	struct person p = person_make(s);
	struct told taken;

	person_sign_up(&p, "robin");
	for (int i = 0; i < THROTTLE_TAKEN_MOST; i++) {
		struct person q = person_make(s);

		assert_int_equal(person_post(&q, "/sign-up",
					     "name=robin&passphrase=another+story+altogether"),
				 422);
	}
	/* From then on a taken name and a free one get the same words. */
	struct person q = person_make(s);

	assert_int_equal(
		person_post(&q, "/sign-up", "name=robin&passphrase=another+story+altogether"), 429);
	assert_true(person_sees(&q, "Please wait a little"));
	taken = q.last;
	assert_int_equal(
		person_post(&q, "/sign-up", "name=alex&passphrase=another+story+altogether"), 429);
	assert_int_equal(q.last.body.n, taken.body.n);
	assert_string_equal(q.session, "");
	/* Who has an account comes in as ever, and an hour later names are told again. */
	assert_int_equal(person_sign_in(&p, "robin", PASSPHRASE, false), 303);
	s->now += 3601;
	assert_int_equal(
		person_post(&q, "/sign-up", "name=alex&passphrase=another+story+altogether"), 303);
}

static void two_who_sign_up_at_once_get_one_account(void **state)
{
	struct story *s = *state;
	struct person p[2] = { person_make(s), person_make(s) };
	struct going *g[2];
	bool is_done[2] = { false, false };
	const char *const passphrase[2] = { "the first of two stories",
					    "the second of two stories" };

	for (int i = 0; i < 2; i++) {
		struct ask ask =
			person_ask(&p[i], HTTP_POST, "/sign-up",
				   story_print(s, "name=robin&passphrase=%s", passphrase[i]));

		g[i] = story_set_out(s, &ask);
	}
	while (!is_done[0] || !is_done[1])
		for (int i = 0; i < 2; i++)
			if (!is_done[i])
				is_done[i] = story_go_on(s, g[i]);
	for (int i = 0; i < 2; i++)
		person_take(&p[i], story_arrive(s, g[i]));
	int first = p[0].last.status == 303 ? 0 : 1;

	assert_int_equal(p[first].last.status, 303);
	assert_int_equal(p[!first].last.status, 422);
	assert_string_equal(p[!first].session, "");
	assert_int_equal(person_get(&p[first], "/today"), 200);
	assert_int_equal(person_sign_in(&p[!first], "robin", passphrase[!first], false), 422);
	assert_int_equal(person_sign_in(&p[!first], "robin", passphrase[first], false), 303);
}

/* --- recovery code */
static const char *take_code(struct person *p)
{
	assert_int_equal(person_post(p, "/account/recovery", ""), 200);
	return person_read(p, "id=\"recovery-code\">");
}

static int recover(struct person *p, const char *code)
{
	return person_post(p, "/recover", story_print(p->story, "code=%s", code));
}

static void a_code_opens_at_once_when_nobody_could_stop_it(void **state)
{
	struct story *s = *state;
	struct person p = person_make(s), q = person_make(s);

	person_sign_up(&p, "robin");
	const char *old = take_code(&p), *code = take_code(&p);

	assert_int_equal(person_check_in(&p, 0, "Warm+bread"), 303);
	assert_int_equal(person_post(&p, "/leave", ""), 200);
	assert_int_equal(recover(&q, old), 422);
	assert_int_equal(recover(&q, "0000-0000"), 422);
	assert_int_equal(recover(&q, code), 303);
	assert_true(person_went_to(&q, "/account/passphrase"));
	assert_int_equal(person_get(&q, "/checkin"), 200);
	assert_true(person_sees(&q, "Filled in"));
	assert_int_equal(person_post(&q, "/account/passphrase", "passphrase=an+entirely+new+story"),
			 303);
	assert_int_equal(person_sign_in(&p, "robin", PASSPHRASE, false), 422);
	assert_int_equal(person_sign_in(&p, "robin", "an+entirely+new+story", false), 303);
}

static void a_code_opens_at_once_on_a_known_device(void **state)
{
	struct story *s = *state;
	struct person p = person_make(s), q = person_make(s);

	person_sign_up(&q, "robin");
	assert_int_equal(person_sign_in(&p, "robin", PASSPHRASE, true), 303);
	const char *code = take_code(&p);

	assert_int_equal(person_get(&q, "/today"), 200); /* another session is there */
	*p.session = 0;
	assert_int_equal(recover(&p, code), 303);
	assert_int_equal(person_get(&p, "/today"), 200);
}

static void a_foreign_code_waits_and_can_be_stopped(void **state)
{
	struct story *s = *state;
	struct person p = person_make(s), q = person_make(s);

	person_sign_up(&p, "robin");
	assert_int_equal(person_sign_in(&p, "robin", PASSPHRASE, true), 303);
	const char *code = take_code(&p);

	assert_int_equal(recover(&q, code), 429);
	assert_string_equal(q.session, "");
	assert_int_equal(person_get(&p, "/today"), 200);
	assert_true(person_sees(&p, "recovery code"));
	assert_int_equal(person_get(&p, "/account"), 200);
	assert_true(person_sees(&p, "Somebody waits with your recovery code"));
	assert_int_equal(person_post(&p, "/account/recovery/stop", ""), 303);
	assert_int_equal(person_get(&p, "/account"), 200);
	assert_false(person_sees(&p, "Somebody waits with your recovery code"));
	/* The day the code would have opened it does not: it waits anew. */
	s->now += 24 * 3600 + 60;
	assert_int_equal(recover(&q, code), 429);
	s->now += 23 * 3600;
	assert_int_equal(recover(&q, code), 429);
	s->now += 3600 + 60;
	assert_int_equal(recover(&q, code), 303);
	assert_int_equal(person_get(&q, "/today"), 200);
}

/* --- pages that are not what their owner left */
/* As somebody would who knows how the store is made: the tag beside the blob follows it. */
static void damage(struct story *s, const char *id)
{
	(void)story_sql(s,
			story_print(s,
				    "UPDATE page SET blob = CAST(substr(blob, 1, length(blob) - 2)"
				    " || x'aabb' AS BLOB) WHERE page = x'%s'",
				    id));
	(void)story_sql(
		s,
		story_print(s, "UPDATE page SET tag = substr(blob, -16) WHERE page = x'%s'", id));
}

static const char *newest_page(struct story *s)
{
	return story_sql(s, "SELECT page FROM page ORDER BY rowid DESC LIMIT 1");
}

static void a_damaged_page_says_so_and_the_others_work(void **state)
{
	struct story *s = *state;
	struct person p = person_make(s), q = person_make(s);
	long day = (long)(s->now / 86400);

	person_sign_up(&p, "robin");
	assert_int_equal(person_check_in(&p, 0, "Warm+bread"), 303);
	const char *checkins = newest_page(s);

	damage(s, checkins);
	assert_int_equal(person_get(&p, story_print(s, "/checkin/%ld", day)), 500);
	assert_true(person_sees(&p, "This page could not be verified. The rest works."));
	assert_int_equal(person_get(&p, "/account"), 200);
	assert_int_equal(person_get(&p, "/me"), 200);
	assert_int_equal(person_get(&p, "/learn"), 200);
	assert_int_equal(person_get(&p, "/today"), 200);
	assert_true(person_sees(&p, "could not be verified"));
	/* Whoever signs in now is told, and writes nothing on top of it. */
	assert_int_equal(person_sign_in(&q, "robin", PASSPHRASE, false), 303);
	assert_int_equal(person_get(&q, "/today"), 200);
	assert_true(person_sees(&q, "could not be verified"));
	assert_int_equal(person_post(&q, "/begin/2", "v=Sam"), 500);
	assert_int_equal(person_get(&q, "/export"), 200);
}

static void every_page_may_be_damaged(void **state)
{
	struct story *s = *state;
	struct person p = person_make(s), q = person_make(s);

	person_sign_up(&p, "robin");
	assert_int_equal(person_check_in(&p, 0, "Warm+bread"), 303);
	s->now += 301;
	assert_int_equal(person_check_in(&p, 1, "Too+late"), 303);
	const char *copy = story_copy(s);

	for (int i = 0; i < 4; i++) {
		const char *id = story_sql(
			s, story_print(s, "SELECT page FROM page ORDER BY rowid LIMIT 1 OFFSET %d",
				       i));

		assert_non_null(id);
		damage(s, id);
		struct person again = p;
		int status = person_sign_in(&again, "robin", PASSPHRASE, false);

		/* Only the page that holds the keys is needed to come in. */
		if (status == 303)
			assert_int_equal(person_get(&again, "/me"), 200);
		else
			assert_int_equal(status, 500);
		(void)person_get(&again, "/today");
		assert_true(again.last.status == 200 || status == 500);
		assert_int_equal(person_get(&q, "/help"), 200);
		story_set_back(s, copy);
	}
}

static void an_older_keyring_page_is_noticed(void **state)
{
	struct story *s = *state;
	struct person p = person_make(s), q = person_make(s);

	person_sign_up(&p, "robin");
	const char *was = story_sql(s, "SELECT blob FROM page WHERE length(blob) = 16457");

	assert_int_equal(person_post(&p, "/begin/2", "v=Sam"), 303);
	(void)story_sql(s, story_print(s,
				       "UPDATE page SET ver = 1, blob = x'%s' WHERE length(blob) = "
				       "16457",
				       was));
	assert_int_equal(person_get(&p, "/today"), 200);
	assert_true(person_sees(&p, "could not be verified"));
	assert_int_equal(person_check_in(&p, 0, "Nothing+is+written"), 500);
	assert_true(person_sees(&p, "Nothing is written")); /* the words come back */
	assert_int_equal(person_sign_in(&q, "robin", PASSPHRASE, false), 303);
	assert_int_equal(person_get(&q, "/today"), 200);
	assert_true(person_sees(&q, "could not be verified"));
	assert_int_equal(person_check_in(&q, 0, "Nothing+is+written"), 500);
}

/* Until its owner decides, a notebook set back is for reading only; then it goes on. */
static void its_owner_goes_on_with_an_older_store(void **state)
{
	struct story *s = *state;
	struct person p = person_make(s), other = person_make(s);

	person_sign_up(&p, "robin");
	assert_int_equal(person_sign_in(&p, "robin", PASSPHRASE, true), 303);
	assert_int_equal(person_check_in(&p, 3, "Kept+before"), 303);
	const char *copy = story_copy(s);

	assert_int_equal(person_post(&p, "/begin/2", "v=Sam"), 303); /* a newer keyring page */
	assert_int_equal(person_check_in(&p, 2, "Lost+after"), 303);
	assert_int_equal(person_post(&p, "/leave", ""), 200);
	story_set_back(s, copy);
	assert_int_equal(person_sign_in(&p, "robin", PASSPHRASE, true), 303);
	assert_int_equal(person_check_in(&p, 1, "Nothing+is+written"), 500);
	assert_int_equal(person_get(&p, "/today"), 200);
	assert_true(person_sees(&p, "href=\"/account/verify\""));
	assert_int_equal(person_get(&p, "/account/verify"), 200);
	assert_true(person_sees(&p, "Not as you left it"));
	assert_int_equal(person_post(&p, "/account/verify", ""), 303);
	assert_int_equal(person_get(&p, "/today"), 200);
	assert_false(person_sees(&p, "could not be verified"));
	assert_int_equal(person_check_in(&p, 1, "Written+again"), 303);
	assert_int_equal(person_get(&p, "/account"), 200);
	assert_true(person_sees(&p, "not as it was left"));
	/* On this device and on others from the next sign-in on. */
	assert_int_equal(person_post(&p, "/leave", ""), 200);
	assert_int_equal(person_sign_in(&p, "robin", PASSPHRASE, true), 303);
	assert_int_equal(person_sign_in(&other, "robin", PASSPHRASE, false), 303);
	assert_int_equal(person_get(&p, "/today"), 200);
	assert_false(person_sees(&p, "could not be verified"));
	assert_int_equal(person_get(&other, "/today"), 200);
	assert_false(person_sees(&other, "could not be verified"));
	assert_int_equal(
		person_get(&other, story_print(s, "/checkin/%ld", (long)(s->now / 86400) - 3)),
		200);
	assert_true(person_sees(&other, "Kept before"));
}

/* A page nobody's keys can open was put among the others: told, and lived with. */
static void its_owner_goes_on_beside_a_foreign_page(void **state)
{
	struct story *s = *state;
	struct person p = person_make(s);

	person_sign_up(&p, "robin");
	assert_int_equal(person_check_in(&p, 0, "Warm+bread"), 303);
	(void)story_sql(
		s, "INSERT INTO page (space, page, ver, tag, blob) SELECT space, randomblob(16),"
		   " 1, tag, blob FROM page WHERE length(blob) < 16000 LIMIT 1");
	assert_int_equal(person_get(&p, "/account/verify"), 200);
	assert_true(person_sees(&p, "Not as you left it"));
	assert_int_equal(person_post(&p, "/account/verify", ""), 303);
	assert_int_equal(person_get(&p, "/account/verify"), 200);
	assert_true(person_sees(&p, "stand as you left them"));
	assert_int_equal(person_check_in(&p, 0, "Warm+bread+twice"), 303);
	assert_int_equal(person_sign_in(&p, "robin", PASSPHRASE, false), 303);
	assert_int_equal(person_get(&p, "/today"), 200);
	assert_false(person_sees(&p, "could not be verified"));
}

/* --- witness */
static void a_remembered_device_notices_an_older_store(void **state)
{
	struct story *s = *state;
	struct person p = person_make(s), stranger = person_make(s);

	person_sign_up(&p, "robin");
	assert_int_equal(person_sign_in(&p, "robin", PASSPHRASE, true), 303);
	assert_true(*p.device && *p.witness);
	const char *copy = story_copy(s);

	for (int i = 0; i < 3; i++)
		assert_int_equal(person_check_in(&p, i, "Warm+bread"), 303);
	assert_int_equal(person_post(&p, "/leave", ""), 200);
	assert_string_equal(p.session, "");
	story_set_back(s, copy);
	/* Twice: being told must not make the device forget. */
	for (int i = 0; i < 2; i++) {
		assert_int_equal(person_sign_in(&p, "robin", PASSPHRASE, true), 303);
		assert_int_equal(person_get(&p, "/today"), 200);
		assert_true(person_sees(&p, "could not be verified"));
		assert_int_equal(person_check_in(&p, 0, "Nothing+is+written"), 500);
		assert_int_equal(person_post(&p, "/leave", ""), 200);
	}
	/* A device that never saw more cannot know. */
	assert_int_equal(person_sign_in(&stranger, "robin", PASSPHRASE, false), 303);
	assert_int_equal(person_get(&stranger, "/today"), 200);
	assert_false(person_sees(&stranger, "could not be verified"));
}

static void a_store_as_it_was_left_is_no_older_one(void **state)
{
	struct story *s = *state;
	struct person p = person_make(s);

	person_sign_up(&p, "robin");
	for (int i = 0; i < 3; i++) {
		assert_int_equal(person_sign_in(&p, "robin", PASSPHRASE, true), 303);
		assert_int_equal(person_check_in(&p, i, "Warm+bread"), 303);
		assert_int_equal(person_post(&p, "/leave", ""), 200);
		story_set_back(s, story_copy(s));
		assert_int_equal(person_sign_in(&p, "robin", PASSPHRASE, true), 303);
		assert_int_equal(person_get(&p, "/today"), 200);
		assert_false(person_sees(&p, "could not be verified"));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(a_name_is_taken_once),
		STORY(names_are_not_told_without_end),
		STORY(two_who_sign_up_at_once_get_one_account),
		STORY(a_code_opens_at_once_when_nobody_could_stop_it),
		STORY(a_code_opens_at_once_on_a_known_device),
		STORY(a_foreign_code_waits_and_can_be_stopped),
		STORY(a_damaged_page_says_so_and_the_others_work),
		STORY(every_page_may_be_damaged),
		STORY(an_older_keyring_page_is_noticed),
		STORY(its_owner_goes_on_with_an_older_store),
		STORY(its_owner_goes_on_beside_a_foreign_page),
		STORY(a_remembered_device_notices_an_older_store),
		STORY(a_store_as_it_was_left_is_no_older_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
