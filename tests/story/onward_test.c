/* Whoever follows a link to a page of their own while signed out comes to that page after signing
 * in; and to no other place than one of ours, whatever a browser brings along. */
#include <stdio.h>
#include <stdlib.h>
#include "person.h"

static int signs_in(struct person *p, const char *name)
{
	return person_sign_in(p, name, PASSPHRASE, false);
}

static void leaves(struct person *p)
{
	assert_int_equal(person_post(p, "/leave", ""), 200);
	*p->session = 0;
}

/* Led to sign-in, with nothing of the page in what a browser writes down. */
static void is_asked_first(struct person *p, const char *path)
{
	struct str to;

	assert_int_equal(person_get(p, path), 303);
	to = told_header(&p->last, "Location");
	assert_true(str_equal(to, STR("/sign-in")));
	assert_int_equal(person_get(p, "/sign-in"), 200);
	assert_false(person_sees(p, path + 1));
	assert_null(strstr(p->onward, path + 1));
}

static void a_link_leads_to_its_page(void **state)
{
	struct person p = person_named(*state, "robin");

	leaves(&p);
	is_asked_first(&p, "/checkin");
	assert_true(*p.onward);
	assert_int_equal(signs_in(&p, "robin"), 303);
	assert_true(person_went_to(&p, "/checkin"));
	assert_string_equal(p.onward, ""); /* once */
	leaves(&p);
	assert_int_equal(signs_in(&p, "robin"), 303);
	assert_true(person_went_to(&p, "/today"));
}

static void a_wrong_passphrase_in_between_changes_nothing(void **state)
{
	struct person p = person_named(*state, "robin");

	leaves(&p);
	is_asked_first(&p, "/account");
	assert_int_equal(person_sign_in(&p, "robin", "not the right one at all", false), 422);
	assert_int_equal(signs_in(&p, "robin"), 303);
	assert_true(person_went_to(&p, "/account"));
}

static void with_a_second_factor_too(void **state)
{
	struct story *s = *state;
	struct person p = person_named(s, "robin");
	const char *hex = person_switch_on(&p);

	leaves(&p);
	s->now += 60;
	is_asked_first(&p, "/checkin");
	assert_int_equal(signs_in(&p, "robin"), 303);
	assert_true(person_went_to(&p, "/second"));
	assert_true(*p.onward);
	assert_int_equal(
		person_post(&p, "/second", story_print(s, "code=%s", person_digits(s, hex))), 303);
	assert_true(person_went_to(&p, "/checkin"));
	assert_string_equal(p.onward, "");
}

/* A session that ended by itself, too. */
static void after_the_session_has_run_out(void **state)
{
	struct story *s = *state;
	struct person p = person_named(s, "robin");

	s->now += 3600;
	is_asked_first(&p, "/account");
	assert_int_equal(signs_in(&p, "robin"), 303);
	assert_true(person_went_to(&p, "/account"));
}

/* Somebody else who takes the phone up is not led to where its owner was. */
static void nobody_is_led_where_another_was(void **state)
{
	struct story *s = *state;
	struct person p = person_named(s, "robin"), q = person_named(s, "kim");

	s->now += 3600;
	is_asked_first(&p, "/checkin");
	assert_true(*p.onward);
	assert_int_equal(signs_in(&p, "kim"), 303);
	assert_true(person_went_to(&p, "/today"));
	assert_string_equal(p.onward, "");
	leaves(&q);
	is_asked_first(&q, "/account");
	leaves(&q); /* Leave takes it away */
	assert_string_equal(q.onward, "");
}

static void its_time_ends(void **state)
{
	struct story *s = *state;
	struct person p = person_named(s, "robin");

	leaves(&p);
	is_asked_first(&p, "/account");
	s->now += COOKIE_ONWARD_SECONDS + 1;
	assert_int_equal(signs_in(&p, "robin"), 303);
	assert_true(person_went_to(&p, "/today"));
}

static void goes_only_to_today(struct person *p, const char *cookie)
{
	(void)snprintf(p->onward, sizeof p->onward, "%s", cookie);
	assert_int_equal(signs_in(p, "robin"), 303);
	assert_true(person_went_to(p, "/today"));
	leaves(p);
}

static void nothing_leads_out_of_the_house(void **state)
{
	static const char *const cookies[] = {
		"/checkin",
		"//example.org",
		"https://example.org",
		"%2f%2fexample.org",
		"0",
		"\\\\example.org",
		"javascript:0",
		"/leave",
		"2f636865636b696e",
	};
	static const char *const paths[] = {
		/* of nobody, of anybody, for scripts, no page at all, or by another way */
		"/sign-in",  "/help",	 "/learn",	  "/today", "//example.org",	  "/leave",
		"/second",   "/nowhere", "/checkin/../x", "/draft", "/%2f%2fexample.org", "/own",
		"/own/plan", /* whoever signs in next is not to know */
	};
	struct story *s = *state;
	struct person p = person_named(s, "robin");

	leaves(&p);
	for (size_t i = 0; i < sizeof cookies / sizeof *cookies; i++)
		goes_only_to_today(&p, cookies[i]);
	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
		(void)person_get(&p, paths[i]);
		assert_string_equal(p.onward, "");
		assert_int_equal(signs_in(&p, "robin"), 303);
		assert_true(person_went_to(&p, "/today"));
		leaves(&p);
	}
	/* Neither does a field or a query of sign-in itself. */
	assert_int_equal(
		person_post(&p, "/sign-in?to=//example.org",
			    "name=robin&to=//example.org&next=/account&passphrase=" PASSPHRASE),
		303);
	assert_true(person_went_to(&p, "/today"));
}

/* One that was changed, or made for something else, is none. */
static void a_changed_one_is_none(void **state)
{
	struct story *s = *state;
	struct person p = person_named(s, "robin");

	leaves(&p);
	is_asked_first(&p, "/account");
	char *changed = strdup(p.onward);

	for (size_t i = 0; i < strlen(changed); i += 41) {
		char was = changed[i];

		changed[i] = was == '0' ? '1' : '0';
		goes_only_to_today(&p, changed);
		changed[i] = was;
	}
	free(changed);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(a_link_leads_to_its_page),
		STORY(a_wrong_passphrase_in_between_changes_nothing),
		STORY(with_a_second_factor_too),
		STORY(after_the_session_has_run_out),
		STORY(nobody_is_led_where_another_was),
		STORY(its_time_ends),
		STORY(nothing_leads_out_of_the_house),
		STORY(a_changed_one_is_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
