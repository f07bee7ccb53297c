/* What somebody sends who means harm, and what a person meets when something of theirs is damaged:
 * the server stays up, nobody is kept out, and leaving always works. */
#include <stdio.h>
#include "crypt.h"
#include "drafts.h"
#include "person.h"
#include "session.h"

/* `n` fields of `length` times the same sign. */
static const char *fields(struct story *s, int n, size_t length, char sign)
{
	size_t size = (size_t)n * (length + 8) + 1, at = 0;
	char *text = arena_take(&s->kept, size);

	for (int i = 0; i < n; i++) {
		at += (size_t)snprintf(text + at, size - at, "%sf%d=", i ? "&" : "", i);
		memset(text + at, sign, length);
		at += length;
	}
	text[at] = 0;
	return text;
}

static void a_page_of_quotes_is_handed_back(void **state)
{
	struct story *s = *state;
	struct person p = person_make(s);
	struct ask ask = person_ask(&p, HTTP_POST, "/sign-in", fields(s, 40, 10000, '"'));

	ask.from = FROM_OTHER;
	struct told t = story_ask(s, &ask);

	assert_int_equal(t.status, 403);
	assert_true(t.body.n > 12 * 50000);
}

static void a_far_way_to_go_on_is_cut(void **state)
{
	struct story *s = *state;
	struct person p = person_make(s);

	person_sign_up(&p, "robin");
	const char *body =
		story_print(s, "passphrase=" PASSPHRASE "&to=/%s", fields(s, 1, 9000, 'a') + 3);

	assert_int_equal(person_post(&p, "/again", body), 303);
	assert_true(told_header(&p.last, "Location").n < 4000);
}

/* --- what is never shown again */
static void codes_are_not_handed_back(void **state)
{
	struct story *s = *state;
	struct person p = person_make(s);

	person_sign_up(&p, "robin");
	assert_int_equal(person_post(&p, "/account/recovery", ""), 200);
	const char *code = person_read(&p, "id=\"recovery-code\">");

	s->refuse = FAIL(FULL);
	assert_int_equal(person_post(&p, "/recover", story_print(s, "code=%s", code)), 507);
	assert_false(person_sees(&p, code));
	assert_int_equal(person_post(&p, "/account/second",
				     "secret=%6&code=0123456789abcdef0123456789abcdef"),
			 400);
	assert_false(person_sees(&p, "0123456789abcdef"));
	assert_int_equal(person_check_in(&p, 0, "Rain+on+the+old+roof"), 507);
	assert_true(person_sees(&p, "Rain on the old roof"));
}

/* --- leaving */
static void leave(struct person *p)
{
	assert_int_equal(person_post(p, "/leave", ""), 200);
	assert_true(told_header(&p->last, "Refresh").n > 0);
	assert_string_equal(p->session, "");
}

static void leaving_works_whatever_the_disk_says(void **state)
{
	static const enum err_code codes[] = { ERR_STORE, ERR_FULL, ERR_CONFLICT };
	struct story *s = *state;

	for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
		struct person p = person_make(s);

		s->refuse = OK;
		person_sign_up(&p, story_print(s, "robin %zu", i));
		s->refuse = (struct err){ codes[i] };
		leave(&p);
	}
}

static void leaving_works_with_any_body(void **state)
{
	struct story *s = *state;
	struct person p = person_make(s);

	person_sign_up(&p, "robin");
	const char *was = story_print(s, "%s", p.session);
	struct ask ask = person_ask(&p, HTTP_POST, "/leave", "a=%zz");

	person_take(&p, story_ask(s, &ask));
	assert_int_equal(p.last.status, 200);
	assert_string_equal(p.session, "");
	(void)snprintf(p.session, sizeof p.session, "%s", was);
	assert_int_equal(person_get(&p, "/today"), 303);
}

static const char *const spoil =
	"UPDATE page SET blob = substr(blob, 1, 60) || zeroblob(8) || substr(blob, 69)";

static void leaving_works_when_every_page_is_damaged(void **state)
{
	struct story *s = *state;
	struct person p = person_make(s);

	person_sign_up(&p, "robin");
	assert_int_equal(person_sign_in(&p, "robin", PASSPHRASE, true), 303);
	(void)story_sql(s, spoil);
	leave(&p);
}

/* --- damaged pages keep nobody out */
/* Damages what `write` makes or changes but the head, which has been written most often. */
static void spoil_written(struct person *p, void (*write)(struct person *p))
{
	struct story *s = p->story;

	assert_int_equal(person_check_in(p, 1, "Bread"), 303);
	(void)story_sql(s, "CREATE TABLE was AS SELECT page, ver FROM page");
	write(p);
	assert_non_null(story_sql(
		s, story_print(s,
			       "%s WHERE ver < (SELECT max(ver) FROM page) AND NOT EXISTS (SELECT "
			       "1 FROM was WHERE was.page = page.page AND was.ver = page.ver) "
			       "RETURNING page",
			       spoil)));
	(void)story_sql(s, "DROP TABLE was");
}

static void write_draft(struct person *p)
{
	struct story *s = p->story;
	const char *form = story_print(s, "/checkin/%ld/5", (long)(s->now / 86400));
	struct str mine = str_c(story_print(s, COOKIE_SESSION "=%s", p->session));
	struct ask ask = person_ask(p, HTTP_GET, story_print(s, "/draft?for=%s", form), NULL);

	ask.method = HTTP_POST;
	ask.body = story_print(s, "good=Half+a&csrf=%s", story_token(s, mine, form));
	assert_int_equal(story_ask(s, &ask).status, 204);
}

static void a_damaged_draft_stops_nothing(void **state)
{
	struct story *s = *state;
	struct person p = person_make(s);

	person_sign_up(&p, "robin");
	/* Twice, so that the head has a page that says it is there. */
	write_draft(&p);
	spoil_written(&p, write_draft);
	assert_int_equal(person_check_in(&p, 0, "Rain"), 303);
	assert_int_equal(
		person_get(&p, story_print(s, "/checkin/%ld/5?draft=1", (long)(s->now / 86400))),
		200);
	s->now += SESSION_IDLE_SHARED + 1;
	assert_int_equal(person_sign_in(&p, "robin", PASSPHRASE, false), 303);
	assert_true(person_went_to(&p, "/today"));
	assert_int_equal(person_get(&p, "/today"), 200);
}

static void sign_out_elsewhere(struct person *p)
{
	assert_int_equal(person_post(p, "/account/everywhere", ""), 303);
}

static void a_damaged_note_of_what_happened_stops_nothing(void **state)
{
	struct story *s = *state;
	struct person p = person_make(s);

	person_sign_up(&p, "robin");
	spoil_written(&p, sign_out_elsewhere);
	assert_int_equal(person_get(&p, "/account"), 200);
	assert_int_equal(person_post(&p, "/account/recovery", ""), 200);
	assert_int_equal(person_post(&p, "/account/passphrase", "passphrase=an+entirely+new+story"),
			 303);
	assert_int_equal(person_get(&p, "/account"), 200);
}

/* --- late words that are too many */
static void too_many_late_words_do_not_keep_anybody_out(void **state)
{
	static const size_t lengths[] = { 9300, 9700, 9990 };
	struct story *s = *state;

	for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
		struct person p = person_make(s);

		person_sign_up(&p, story_print(s, "robin %zu", i));
		s->now += SESSION_IDLE_SHARED + 1;
		int status =
			person_post(&p, story_print(s, "/checkin/%ld/5", (long)(s->now / 86400)),
				    fields(s, 6, lengths[i], 'a'));

		assert_true(status == 303 || person_sees(&p, "aaaaaaaaaaaaaaaa"));
		assert_int_equal(person_sign_in(&p, "robin", PASSPHRASE, false), 422);
		assert_int_equal(
			person_sign_in(&p, story_print(s, "robin %zu", i), PASSPHRASE, false), 303);
	}
}

/* --- drafts are of our forms */
static void a_draft_is_of_a_form_that_keeps_words(void **state)
{
	static const char *const paths[] = { "/account/delete", "/nowhere", "//example.org/x",
					     "/today", "https://example.org/" };
	struct story *s = *state;
	struct person p = person_make(s);

	person_sign_up(&p, "robin");
	struct str mine = str_c(story_print(s, COOKIE_SESSION "=%s", p.session));

	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
		struct ask ask =
			person_ask(&p, HTTP_GET, story_print(s, "/draft?for=%s", paths[i]), NULL);

		ask.method = HTTP_POST;
		ask.body = story_print(s, "good=Planted&csrf=%s", story_token(s, mine, paths[i]));
		assert_int_equal(story_ask(s, &ask).status, 400);
	}
	assert_int_equal(person_get(&p, "/today"), 200);
	assert_false(person_sees(&p, "draft=1"));
}

/* --- guessing */
static void a_wrong_passphrase_once_more_is_counted(void **state)
{
	struct story *s = *state;
	struct person p = person_make(s), q = person_make(s);
	int status = 422;

	person_sign_up(&p, "robin");
	for (int i = 0; i < 14 && status == 422; i++)
		status = person_post(&p, "/again", "passphrase=not+the+one+at+all&to=/me");
	assert_int_equal(status, 429);
	/* The right one waits as well here, and the door is not held up. */
	assert_int_equal(person_post(&p, "/again", "passphrase=" PASSPHRASE), 429);
	s->now += 60;
	assert_int_equal(person_sign_in(&q, "robin", PASSPHRASE, true), 303);
	for (int i = 0; i < 14; i++)
		assert_int_equal(person_post(&q, "/again", "passphrase=not+the+one+at+all"), 422);
}

static void digits_are_counted_and_the_passphrase_remembers_no_device(void **state)
{
	struct story *s = *state;
	struct person p = person_make(s), q = person_make(s), thief = person_make(s);
	int status = 422;

	person_sign_up(&p, "robin");
	assert_int_equal(person_get(&p, "/account/second"), 200);
	const char *secret = person_read(&p, "name=\"secret\" value=\"");

	assert_int_equal(
		person_post(&p, "/account/second",
			    story_print(s, "secret=%s&code=%s", secret, person_digits(s, secret))),
		303);
	s->now += 60;
	assert_int_equal(person_sign_in(&q, "robin", PASSPHRASE, true), 303);
	assert_string_equal(q.device, "");
	assert_int_equal(
		person_post(&q, "/second", story_print(s, "code=%s", person_digits(s, secret))),
		303);
	assert_true(*q.device);
	s->now += 60;
	assert_int_equal(person_sign_in(&thief, "robin", PASSPHRASE, true), 303);
	assert_string_equal(thief.device, "");
	for (int i = 0; i < 14 && status == 422; i++)
		status = person_post(&thief, "/second", "code=000000");
	assert_int_equal(status, 429);
	/* The remembered device is not held up by that. */
	assert_int_equal(person_sign_in(&q, "robin", PASSPHRASE, false), 303);
	assert_int_equal(
		person_post(&q, "/second", story_print(s, "code=%s", person_digits(s, secret))),
		303);
}

/* --- the lock */
static void the_lock_locks(void **state)
{
	struct story *s = *state;
	struct person p = person_make(s);

	person_sign_up(&p, "robin");
	assert_int_equal(person_get(&p, "/lock"), 200);
	assert_int_equal(person_get(&p, "/today"), 200); /* something happened just now */
	s->now += SESSION_IDLE_SHARED;
	assert_int_equal(person_get(&p, "/lock"), 200);
	assert_int_equal(person_get(&p, "/today"), 303);
	/* What was being written there is kept all the same. */
	assert_int_equal(person_check_in(&p, 0, "Rain"), 303);
	assert_true(person_went_to(&p, "/sign-in"));
}

/* --- a stranger who reads */
static void help_asks_nobody(void **state)
{
	struct story *s = *state;
	const struct ask ask = { .method = HTTP_GET, .path = "/help" };
	struct going *g = story_set_out(s, &ask);

	/* One run and done: no keeper, no writer, so Help opens while both are busy or gone. */
	assert_true(story_go_on(s, g));
	assert_int_equal(story_arrive(s, g).status, 200);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(help_asks_nobody),
		STORY(a_page_of_quotes_is_handed_back),
		STORY(a_far_way_to_go_on_is_cut),
		STORY(codes_are_not_handed_back),
		STORY(leaving_works_whatever_the_disk_says),
		STORY(leaving_works_with_any_body),
		STORY(leaving_works_when_every_page_is_damaged),
		STORY(a_damaged_draft_stops_nothing),
		STORY(a_damaged_note_of_what_happened_stops_nothing),
		STORY(too_many_late_words_do_not_keep_anybody_out),
		STORY(a_draft_is_of_a_form_that_keeps_words),
		STORY(the_lock_locks),
		STORY(a_wrong_passphrase_once_more_is_counted),
		STORY(digits_are_counted_and_the_passphrase_remembers_no_device),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
