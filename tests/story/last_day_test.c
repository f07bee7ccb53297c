/* What was shared until a day is shut after that day, before anything else is written: who kept the
 * keys and has the database opens nothing of it. */
#include "two.h"

#define DAY 86400

struct until {
	struct id16 to;
	int64_t end;
};

static fallible grants_until(struct act *a, void *context)
{
	const struct until *u = context;

	return sharing_grant(a, u->to, TOPIC_CHECKIN, SHARING_FROM_NOW_ON, LETTER_READ, u->end);
}

static struct notebook_source shares_until(struct two *t, int64_t end)
{
	struct until until = { t->of_sam, end };

	MUST(person_does(&t->alex, grants_until, &until));
	MUST(person_writes(&t->alex, TOPIC_CHECKIN, 1, "before"));
	return person_keeps_keys(&t->sam);
}

static void signs_in(struct person *p, const char *name)
{
	assert_int_equal(person_sign_in(p, name, PASSPHRASE, false), 303);
}

static void notes_the_end_once(struct person *p)
{
	assert_int_equal(person_post(p, "/again", "passphrase=" PASSPHRASE), 303);
	assert_int_equal(person_get(p, "/account"), 200);
	const char *page = story_print(p->story, "%.*s", (int)p->last.body.n, p->last.body.p);
	const char *note = strstr(page, "came to its last day");

	assert_non_null(note);
	assert_null(strstr(note + 1, "came to its last day"));
}

static void it_is_shut_with_the_next_sign_in(void **state)
{
	struct story *s = *state;
	struct two t = two_make(s);
	struct notebook_source kept = shares_until(&t, s->now + (int64_t)10 * DAY);

	s->now += (int64_t)9 * DAY;
	signs_in(&t.alex, "alex");
	signs_in(&t.sam, "sam");
	MUST(person_writes(&t.alex, TOPIC_CHECKIN, 2, "within"));
	assert_string_equal(person_tries_keys(&t.sam, &kept), "1:before 2:within ");
	s->now += (int64_t)2 * DAY;
	signs_in(&t.sam, "sam");
	const char *view = sams_view(&t);

	signs_in(&t.alex, "alex");
	/* The words of this test are no check-ins: Today finds a damaged page. */
	assert_int_equal(person_get(&t.alex, "/today"), 200);
	assert_true(person_sees(&t.alex, "could not be verified"));
	MUST(person_writes(&t.alex, TOPIC_CHECKIN, 3, "after"));
	assert_string_equal(person_tries_keys(&t.sam, &kept), "1:before 2:within ");
	assert_string_equal(person_reads(&t.alex, TOPIC_CHECKIN), "1:before 2:within 3:after ");
	assert_string_equal(sams_view(&t), view);
	notes_the_end_once(&t.alex);
}

/* The act that comes first after the end is the one that closes, also when it writes itself. */
static void it_is_shut_within_a_session(void **state)
{
	struct story *s = *state;
	struct two t = two_make(s);
	struct notebook_source kept = shares_until(&t, s->now + 60);

	s->now += 61;
	const char *view = sams_view(&t);

	MUST(person_writes(&t.alex, TOPIC_CHECKIN, 2, "after"));
	assert_string_equal(person_tries_keys(&t.sam, &kept), "1:before ");
	assert_string_equal(sams_view(&t), view);
	notes_the_end_once(&t.alex);
	const char *rows = story_pages(s);

	assert_int_equal(person_get(&t.alex, "/today"), 200);
	assert_string_equal(story_pages(s), rows);
}

/* Another device of the same person, whose session is older than the sharing. */
static void it_is_shut_on_another_device(void **state)
{
	struct story *s = *state;
	struct two t = two_make(s);
	struct person other = person_make(s);

	signs_in(&other, "alex");
	struct notebook_source kept = shares_until(&t, s->now + 60);

	s->now += 61;
	MUST(person_writes(&other, TOPIC_CHECKIN, 2, "after"));
	assert_string_equal(person_tries_keys(&t.sam, &kept), "1:before ");
}

/* A notebook for reading only is not kept from being read. */
static void a_spoilt_head_keeps_nobody_out(void **state)
{
	struct story *s = *state;
	struct two t = two_make(s);

	(void)shares_until(&t, s->now + 60);
	s->now += 61;
	(void)story_sql(s,
			"UPDATE page SET blob=randomblob(length(blob)) WHERE length(blob) < 400");
	assert_int_equal(person_get(&t.alex, "/me"), 200);
	signs_in(&t.alex, "alex");
	assert_int_equal(person_get(&t.alex, "/me"), 200);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(it_is_shut_with_the_next_sign_in),
		STORY(it_is_shut_within_a_session),
		STORY(it_is_shut_on_another_device),
		STORY(a_spoilt_head_keeps_nobody_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
