/* Two devices at once, and what each failure looks like to the person it happens to. */
#include <stdio.h>
#include <stdlib.h>
#include "person.h"

#define ROUNDS 240

static unsigned toss(unsigned *seed, unsigned n)
{
	*seed = *seed * 1103515245u + 12345u;
	return (*seed >> 16) % n;
}

/* Both write the same month's page; whatever the order of runs and answers, both days are there. */
static void two_devices_lose_nothing(void **state)
{
	struct story *s = *state;
	struct person p[2] = { person_make(s), person_make(s) };
	long day = (long)(s->now / 86400);
	unsigned seed = 11, rerun = 0;

	person_sign_up(&p[0], "robin");
	assert_int_equal(person_sign_in(&p[1], "robin", PASSPHRASE, false), 303);
	for (int round = 0; round < ROUNDS; round++) {
		struct going *g[2];
		bool is_done[2] = { false, false };
		unsigned steps = 0;

		for (int i = 0; i < 2; i++) {
			struct ask ask = person_ask(
				&p[i], HTTP_POST, story_print(s, "/checkin/%ld/5", day - i),
				story_print(s, "good=Round+%d+of+%d.", round, i));

			g[i] = story_set_out(s, &ask);
		}
		while (!is_done[0] || !is_done[1]) {
			unsigned i = toss(&seed, 2);

			if (is_done[i])
				continue;
			is_done[i] = story_go_on(s, g[i]);
			steps++;
		}
		rerun += steps > 6;
		for (int i = 0; i < 2; i++) {
			person_take(&p[i], story_arrive(s, g[i]));
			assert_int_equal(p[i].last.status, 303);
		}
		for (int i = 0; i < 2; i++) {
			assert_int_equal(
				person_get(&p[!i], story_print(s, "/checkin/%ld", day - i)), 200);
			assert_true(
				person_sees(&p[!i], story_print(s, "Round %d of %d.", round, i)));
		}
	}
	printf("%d orders, %u of them in each other's way\n", ROUNDS, rerun);
	assert_true(rerun > ROUNDS / 10);
	assert_int_equal(person_sign_in(&p[1], "robin", PASSPHRASE, false), 303);
	assert_int_equal(person_get(&p[1], "/today"), 200);
	assert_false(person_sees(&p[1], "could not be verified")); /* the head kept up */
}

/* --- failures */
static void fails_with(struct person *p, enum err_code code, int status)
{
	struct story *s = p->story;

	s->refuse = (struct err){ code };
	assert_int_equal(person_check_in(p, 0, "Twelve+letters+and+more"), status);
	s->refuse = OK;
	assert_true(person_sees(p, err_text((struct err){ code })));
	assert_true(person_sees(p, "Twelve letters and more"));
	assert_false(person_sees(p, "csrf=")); /* the words, not the token */
}

static void words_come_back_when_they_cannot_be_kept(void **state)
{
	struct story *s = *state;
	struct person p = person_make(s);

	person_sign_up(&p, "robin");
	fails_with(&p, ERR_STORE, 503);
	fails_with(&p, ERR_FULL, 507);
	fails_with(&p, ERR_CONFLICT, 409);
	assert_int_equal(person_get(&p, "/checkin"), 200);
	assert_false(person_sees(&p, "Filled in"));
	assert_int_equal(person_check_in(&p, 0, "Twelve+letters+and+more"), 303);
}

static void every_refusal_is_a_sentence(void **state)
{
	/* Where the head was not read whole, it may be a helper's. */
	static const char plain[] = "Nothing was changed. Go back, and try once more";
	const struct {
		int refused;
		const char *says;
	} rows[] = { { 400, plain },
		     { 405, err_text((struct err){ ERR_METHOD }) },
		     { 411, plain },
		     { 413, plain },
		     { 503, err_text((struct err){ ERR_BUSY }) } };
	struct story *s = *state;

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct ask ask = { HTTP_POST, "/sign-in", "", STR(""), "", FROM_OURS };

		ask.refused = rows[i].refused;
		struct told t = story_ask(s, &ask);

		assert_int_equal(t.status, rows[i].refused);
		assert_true(told_has(&t, rows[i].says));
	}
}

static struct told send(struct story *s, enum http_method m, const char *path, const char *body)
{
	struct ask ask = { m, path, "", STR(""), body, FROM_OURS };

	return story_ask(s, &ask);
}

static void what_nobody_sends_is_refused(void **state)
{
	struct story *s = *state;
	struct ask ask = { HTTP_POST, "/sign-in", "", STR(""), "name=a", FROM_UNKNOWN };

	assert_int_equal(send(s, HTTP_GET, "/nothing/here", NULL).status, 404);
	assert_int_equal(send(s, HTTP_GET, "/today/", NULL).status, 404);
	assert_int_equal(send(s, HTTP_POST, "/today", "").status, 405);
	assert_int_equal(send(s, HTTP_GET, "/leave", NULL).status, 405);
	assert_int_equal(send(s, HTTP_POST, "/sign-in", "name=%4").status, 400);
	assert_int_equal(send(s, HTTP_POST, "/sign-in", "name=%00").status, 400);
	assert_int_equal(send(s, HTTP_POST, "/sign-in", "name=%c3%28").status, 400);
	assert_int_equal(send(s, HTTP_HEAD, "/sign-in", NULL).status, 200);
	/* A browser that names no site says where the form stood. */
	ask.origin = "http://127.0.0.1:8080";
	assert_int_equal(story_ask(s, &ask).status, 422);
	ask.origin = "http://127.0.0.1:8081";
	assert_int_equal(story_ask(s, &ask).status, 403);
	ask.origin = "https://127.0.0.1:8080";
	assert_int_equal(story_ask(s, &ask).status, 403);
	ask.origin = "null";
	assert_int_equal(story_ask(s, &ask).status, 403);
	ask.origin = "http://127.0.0.1:8080";
	ask.is_oversize = true;
	assert_int_equal(story_ask(s, &ask).status, 413);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(two_devices_lose_nothing),
		STORY(words_come_back_when_they_cannot_be_kept),
		STORY(every_refusal_is_a_sentence),
		STORY(what_nobody_sends_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
