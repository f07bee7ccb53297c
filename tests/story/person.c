#include "person.h"
#include <liboath/oath.h>
#include <stdio.h>

struct person person_make(struct story *s)
{
	struct person p = { .story = s };

	return p;
}

static void keep_cookie(char *ret, size_t size, struct str value)
{
	assert_in_range(value.n, 0, size - 1);
	memcpy(ret, value.p, value.n);
	ret[value.n] = 0;
}

void person_take(struct person *p, struct told t)
{
	for (size_t i = 0; i < t.n_headers; i++) {
		struct str value = t.header[i].value;

		if (!str_equal(t.header[i].name, STR("Set-Cookie")))
			continue;
		struct str name = str_cut(&value, '='), text = str_cut(&value, ';');

		if (str_equal(name, STR(COOKIE_SESSION)))
			keep_cookie(p->session, sizeof p->session, text);
		else if (str_equal(name, STR(COOKIE_DEVICE)))
			keep_cookie(p->device, sizeof p->device, text);
		else if (str_equal(name, STR(COOKIE_WITNESS)))
			keep_cookie(p->witness, sizeof p->witness, text);
		else if (str_equal(name, STR(COOKIE_INVITE)))
			keep_cookie(p->invite, sizeof p->invite, text);
		else if (str_equal(name, STR(COOKIE_ONWARD)))
			keep_cookie(p->onward, sizeof p->onward, text);
	}
	p->last = t;
}

static const char *cookies(struct person *p)
{
	return story_print(p->story, "%s%s%s%s%s%s%s%s%s%s", *p->session ? COOKIE_SESSION "=" : "",
			   p->session, *p->device ? "; " COOKIE_DEVICE "=" : "", p->device,
			   *p->witness ? "; " COOKIE_WITNESS "=" : "", p->witness,
			   *p->invite ? "; " COOKIE_INVITE "=" : "", p->invite,
			   *p->onward ? "; " COOKIE_ONWARD "=" : "", p->onward);
}

struct ask person_ask(struct person *p, enum http_method m, const char *target, const char *body)
{
	struct str query = str_c(target), path = str_cut(&query, '?');
	struct ask ask = { .method = m, .body = body, .from = FROM_OURS };

	ask.path = story_print(p->story, "%.*s", (int)path.n, path.p);
	ask.query = story_print(p->story, "%.*s", (int)query.n, query.p);
	ask.cookie = str_c(cookies(p));
	if (p->seed)
		ask.seed = p->seed * 1000003 + ++p->n_asked;
	if (m == HTTP_POST && *p->session) {
		struct str mine = str_c(story_print(p->story, "%s=%s", COOKIE_SESSION, p->session));

		/* Each on a page of its own: behind the token stands when that was made. */
		ask.body = story_print(p->story, "%s%scsrf=%s%010x", body, *body ? "&" : "",
				       story_token(p->story, mine, ask.path), ++p->n_forms);
	}
	return ask;
}

int person_get(struct person *p, const char *target)
{
	struct ask ask = person_ask(p, HTTP_GET, target, NULL);

	person_take(p, story_ask(p->story, &ask));
	return p->last.status;
}

int person_post(struct person *p, const char *target, const char *body)
{
	struct ask ask = person_ask(p, HTTP_POST, target, body);

	person_take(p, story_ask(p->story, &ask));
	return p->last.status;
}

bool person_went_to(const struct person *p, const char *path)
{
	struct str to = told_header(&p->last, "Location");

	return p->last.status == 303 && str_equal(str_cut(&to, '?'), str_c(path));
}

void person_sign_up(struct person *p, const char *name)
{
	const char *body =
		story_print(p->story, "name=%s&passphrase=" PASSPHRASE "&country=GB", name);

	assert_int_equal(person_post(p, "/sign-up", body), 303);
	assert_true(*p->session);
}

struct person person_named(struct story *s, const char *name)
{
	struct person p = person_make(s);

	person_sign_up(&p, name);
	return p;
}

int person_sign_in(struct person *p, const char *name, const char *passphrase, bool is_own)
{
	return person_post(p, "/sign-in",
			   story_print(p->story, "name=%s&passphrase=%s%s", name, passphrase,
				       is_own ? "&own=1" : ""));
}

int person_check_in(struct person *p, int back, const char *words)
{
	/* To somebody who said nothing of themselves the fifth and last question is the one good
	 * moment. */
	long day = (long)(p->story->now / 86400) - back;

	return person_post(p, story_print(p->story, "/checkin/%ld/5", day),
			   story_print(p->story, "good=%s", words));
}

void person_begins_course(struct person *p, const char *clinician)
{
	struct story *s = p->story;

	assert_int_equal(person_post(p, "/treatment/new",
				     story_print(s, "therapy=emdr&clinician=%s", clinician)),
			 303);
	struct str to = told_header(&p->last, "Location"), path = str_cut(&to, '?');
	const char *course = story_print(s, "%.*s", (int)path.n, path.p);

	assert_int_equal(person_post(p, story_print(s, "%s/plan/new", course), "day=2026-12-01"),
			 303);
	assert_int_equal(person_post(p, story_print(s, "%s/question", course),
				     story_print(s, "words=Is+%s+kind%%3F", clinician)),
			 303);
}

bool person_sees(const struct person *p, const char *words)
{
	return told_has(&p->last, words);
}

void person_must_see(struct person *p, int status, const char *words)
{
	if (p->last.status != status || !person_sees(p, words))
		fail_msg("%d, no \"%s\" on %.*s", p->last.status, words, (int)p->last.body.n,
			 p->last.body.p);
}

void person_opens(struct person *p, const char *path, const char *words)
{
	(void)person_get(p, path);
	person_must_see(p, 200, words);
}

void person_misses(struct person *p, const char *path, const char *words)
{
	assert_int_equal(person_get(p, path), 200);
	if (person_sees(p, words))
		fail_msg("%s shows %s", path, words);
}

void person_is_refused(struct person *p, const char *path, const char *form, const char *words)
{
	(void)person_post(p, path, form);
	person_must_see(p, 422, words);
	person_must_see(p, 422, PERSON_TYPED);
}

void person_sends(struct person *p, const char *path, const char *body, const char *to)
{
	int status = person_post(p, path, body);

	if (status != 303 || !person_went_to(p, to))
		fail_msg("POST %s %s: %d %.*s", path, body, status, (int)p->last.body.n,
			 p->last.body.p);
}

const char *person_read(struct person *p, const char *mark)
{
	struct str body = p->last.body;
	const char *at = memmem(body.p, body.n, mark, strlen(mark));

	if (!at)
		fail_msg("the page has no %s", mark);
	at += strlen(mark);
	return story_print(p->story, "%.*s", (int)strcspn(at, "<\""), at);
}

const char *person_digits(struct story *s, const char *hex)
{
	uint8_t secret[20];
	char code[8] = { 0 };

	assert_true(hex_read(secret, sizeof secret, str_c(hex)));
	assert_int_equal(oath_totp_generate((const char *)secret, sizeof secret, (time_t)s->now, 30,
					    0, 6, code),
			 OATH_OK);
	return story_print(s, "%s", code);
}

const char *person_switch_on(struct person *p)
{
	struct story *s = p->story;

	assert_int_equal(person_get(p, "/account/second"), 200);
	const char *secret = person_read(p, "name=\"secret\" value=\"");

	assert_int_equal(
		person_post(p, "/account/second", story_print(s, "secret=%s&code=000000", secret)),
		422);
	assert_int_equal(
		person_post(p, "/account/second",
			    story_print(s, "secret=%s&code=%s", secret, person_digits(s, secret))),
		303);
	return secret;
}
