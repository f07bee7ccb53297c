/* Every route of every room, from the table the server itself uses: who may call it, and that
 * nobody else can. (The table itself is compared with tests/golden/routes.txt by the build.) */
#include <stdio.h>
#include <stdlib.h>
#include "learn.h"
#include "person.h"
#include "router.h"
#include "room.h"

static const char *method_words(enum http_method m)
{
	return m == HTTP_GET ? "GET" : "POST";
}

/* A path with something in place of every ":name". */
static const char *path_of(struct story *s, const struct route *r)
{
	return story_path(s, r->path, "1");
}

static size_t cells; /* requests whose answer was looked at */

static struct told call(struct story *s, const struct route *r, struct str cookie, const char *body,
			int from)
{
	struct ask ask = { r->method, path_of(s, r), "", cookie, body, 0 };

	ask.from = from;
	cells++;
	return story_ask(s, &ask);
}

static void says_no(const struct told *t, const struct route *r, const char *who)
{
	bool to_sign_in =
		t->status == 303 && str_has_prefix(told_header(t, "Location"), STR("/sign-in"));

	if (!to_sign_in && t->status != 401 && t->status != 403)
		fail_msg("%s %s answers %d to %s", method_words(r->method), r->path, t->status,
			 who);
}

static void nobody_gets_in_without_a_session(void **state)
{
	static const char unknown[] =
		"__Host-rj=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
	static const char broken[] = "__Host-rj=zz";
	struct story *s = *state;

	for (size_t i = 0; router_nth(i); i++) {
		const struct route *r = router_nth(i);
		const struct str visitor[] = { STR(""), STR(unknown), STR(broken) };

		for (size_t k = 0; r->who != WHO_ANYONE && k < 3; k++) {
			struct told t = call(s, r, visitor[k], "", FROM_OURS);

			says_no(&t, r, k == 0 ? "nobody" : "an unknown cookie");
		}
	}
	assert_true(cells > 20);
}

/* Who has given the passphrase alone, with a second factor due: the page of the second factor, what
 * anybody gets, and nothing of the notebook. */
static void half_signed_in_is_not_in(void **state)
{
	struct story *s = *state;
	struct person p = person_make(s), half = person_make(s);
	size_t halves = 0;

	person_sign_up(&p, "robin");
	assert_int_equal(person_post(&p, "/me", "name=Quillon&notebook=Notebook&exit=0"), 303);
	(void)person_switch_on(&p);
	assert_int_equal(person_get(&p, "/me"), 200);
	assert_true(person_sees(&p, "Quillon"));
	for (size_t i = 0; router_nth(i); i++) {
		const struct route *r = router_nth(i);

		if (!*half.session)
			assert_int_equal(person_sign_in(&half, "robin", PASSPHRASE, false), 303);
		struct str cookie = str_c(story_print(s, "%s=%s", COOKIE_SESSION, half.session));
		struct told t =
			call(s, r, cookie,
			     story_print(s, "csrf=%s", story_token(s, cookie, path_of(s, r))),
			     FROM_OURS);

		if (told_has(&t, "Quillon"))
			fail_msg("%s %s shows the notebook", method_words(r->method), r->path);
		if (r->who == WHO_PERSON || r->who == WHO_PERSON_AGAIN)
			says_no(&t, r, "somebody half signed in");
		if (r->who == WHO_HALF && t.status != 200 && t.status != 422)
			fail_msg("%s answers %d", r->path, t.status);
		halves += r->who == WHO_HALF;
		if (r->who == WHO_ANYONE && r->method == HTTP_POST)
			half = person_make(s); /* leaving, or signing up, has ended it */
	}
	assert_int_equal(halves, 2);
}

static void an_ended_session_opens_nothing(void **state)
{
	struct story *s = *state;
	struct str cookie = story_sign_up(s, "robin");
	struct ask leave = { HTTP_POST, "/leave", "", cookie, "", FROM_OURS };

	(void)story_ask(s, &leave);
	for (size_t i = 0; router_nth(i); i++) {
		const struct route *r = router_nth(i);

		if (r->who == WHO_ANYONE)
			continue;
		struct told t =
			call(s, r, cookie,
			     story_print(s, "csrf=%s", story_token(s, cookie, path_of(s, r))),
			     FROM_OURS);

		says_no(&t, r, "an ended session");
	}
}

static void posts_need_token_and_origin(void **state)
{
	struct story *s = *state;
	struct str cookie = story_sign_up(s, "robin");
	const char *other = story_print(s, "csrf=%s", story_token(s, cookie, "/somewhere/else"));

	for (size_t i = 0; router_nth(i); i++) {
		const struct route *r = router_nth(i);

		if (r->method != HTTP_POST || r->is_leave)
			continue;
		const char *right =
			story_print(s, "csrf=%s", story_token(s, cookie, path_of(s, r)));

		assert_int_equal(call(s, r, cookie, right, FROM_OTHER).status, 403);
		assert_int_equal(call(s, r, cookie, right, FROM_UNKNOWN).status, 403);
		if (r->who == WHO_ANYONE)
			continue;
		assert_int_equal(call(s, r, cookie, "", FROM_OURS).status, 403);
		assert_int_equal(call(s, r, cookie, other, FROM_OURS).status, 403);
	}
	struct ask today = { HTTP_GET, "/today", "", cookie, "", FROM_OURS };

	assert_int_equal(story_ask(s, &today).status, 200); /* none of them did anything */
}

static void old_passphrase_is_asked_again(void **state)
{
	struct story *s = *state;
	struct str cookie = story_sign_up(s, "robin");
	size_t asked = 0;

	s->now += 290; /* still within the idle time; the step-up is renewed by nothing */
	struct ask today = { HTTP_GET, "/today", "", cookie, "", FROM_OURS };

	assert_int_equal(story_ask(s, &today).status, 200);
	s->now += 60;
	for (size_t i = 0; router_nth(i); i++) {
		const struct route *r = router_nth(i);

		if (r->who != WHO_PERSON_AGAIN)
			continue;
		struct told t =
			call(s, r, cookie,
			     story_print(s, "csrf=%s", story_token(s, cookie, path_of(s, r))),
			     FROM_OURS);
		bool to_again = t.status == 303 &&
				str_has_prefix(told_header(&t, "Location"), STR("/again"));

		if (!to_again && t.status != 403)
			fail_msg("%s %s answers %d", method_words(r->method), r->path, t.status);
		asked++;
	}
	assert_true(asked > 0);
}

/* Anybody's page may hold a form that posts to Leave: it shows the blank page and ends nobody's
 * session. */
static void leave_ends_only_ones_own(void **state)
{
	struct story *s = *state;
	struct str cookie = story_sign_up(s, "robin");
	struct ask leave = { HTTP_POST, "/leave", "", cookie, "", FROM_OTHER };
	const struct ask today = { HTTP_GET, "/today", "", cookie, "", FROM_OURS };

	assert_int_equal(story_ask(s, &leave).status, 200);
	assert_int_equal(story_ask(s, &today).status, 200);
	leave.from = FROM_OURS;
	struct told t = story_ask(s, &leave);

	assert_int_equal(t.status, 200);
	assert_true(told_header(&t, "Refresh").n > 0);
	assert_true(str_equal(told_header(&t, "Clear-Site-Data"), STR("\"cache\"")));
	assert_true(str_equal(told_header(&t, "Referrer-Policy"), STR("no-referrer")));
	assert_int_equal(story_ask(s, &today).status, 303);
}

static void every_answer_carries_the_headers(void **state)
{
	static const char *const needed[] = { "Content-Security-Policy",
					      "X-Content-Type-Options",
					      "Cross-Origin-Opener-Policy",
					      "Cross-Origin-Resource-Policy",
					      "Permissions-Policy",
					      "Referrer-Policy",
					      "Cache-Control" };
	struct story *s = *state;
	struct str cookie = story_sign_up(s, "robin");
	static const struct route lost = {
		HTTP_GET, "/there/is/nothing", WHO_ANYONE, NULL, false, false, false
	};

	for (size_t i = 0; i == 0 || router_nth(i - 1); i++) {
		const struct route *r = i == 0 ? &lost : router_nth(i - 1);
		struct told t[] = { call(s, r, STR(""), "", FROM_OURS),
				    call(s, r, cookie, "", FROM_OURS) };

		for (size_t k = 0; k < 2; k++) {
			for (size_t h = 0; h < sizeof needed / sizeof *needed; h++)
				if (told_header(&t[k], needed[h]).n == 0)
					fail_msg("%s: no %s", r->path, needed[h]);
		}
		if (r != &lost && !str_equal(told_header(&t[1], "Cache-Control"), STR("no-store")))
			fail_msg("%s may be kept by the browser of somebody signed in", r->path);
		if (r->is_leave)
			cookie = story_sign_up(s, story_print(s, "robin %zu", i));
	}
}

/* "Do it here": the room was looked for when the article was built, the page is by now. */
static void what_an_article_leads_to_is_there(void **state)
{
	struct story *s = *state;
	struct person mira = person_named(s, "mira");
	size_t n = 0;

	for (size_t i = 0; i < library_count(); i++) {
		const struct article *a = library_at(i);

		for (size_t k = 0; k < a->n_here; k++, n++) {
			const char *path = story_print(s, "%s", a->here[k].path.p);

			if (person_get(&mira, path) != 200)
				fail_msg("%s leads to %s: %d", a->slug.p, path, mira.last.status);
			person_opens(&mira, story_print(s, "/learn/%s", a->slug.p),
				     a->here[k].words.p);
		}
	}
	assert_true(n > 10);
}

/* A copy is a table, a page and a choice of rooms: each of them says it. */
static void what_goes_along_has_a_name(void **state)
{
	(void)state;
	for (size_t i = 0; i < room_count; i++)
		if (room_list[i]->add_records)
			assert_true(room_list[i]->title && room_list[i]->title[0]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(nobody_gets_in_without_a_session),
		STORY(half_signed_in_is_not_in),
		STORY(an_ended_session_opens_nothing),
		STORY(posts_need_token_and_origin),
		STORY(old_passphrase_is_asked_again),
		STORY(leave_ends_only_ones_own),
		STORY(every_answer_carries_the_headers),
		STORY(what_an_article_leads_to_is_there),
		cmocka_unit_test(what_goes_along_has_a_name),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);

	printf("routes: %zu cells\n", cells);
	return failed;
}
