/* Two people come together: by a code from hand to hand, once, and whoever invites learns nothing
 * but a yes. */
#include "deed.h"
#include "linking.h"
#include "sharing.h"

#define NAMES "names"

struct step {
	struct story *s;
	struct invite_code code;
	enum person_kind kind;
	enum linking_refusal refusal;
	bool found, is_same;
	struct str word[6];
	const char *text;
	struct id16 other;
};

static fallible invite(struct act *a, void *context)
{
	struct step *st = context;

	return linking_invite(a, PERSON_PARTNER, STR("Alex"), &st->code);
}

static fallible accept_code(struct act *a, void *context)
{
	struct step *st = context;

	return linking_accept(a, &st->code, STR("Sam"), &st->other, &st->refusal);
}

static fallible look(struct act *a, void *context)
{
	struct step *st = context;
	struct invitation invitation;

	return linking_look(a, &st->code, &invitation, &st->found);
}

static fallible withdraw(struct act *a, void *context)
{
	(void)context;
	return linking_withdraw(a, PERSON_PARTNER);
}

/* All that a page of the inviter could show. */
static fallible inviters_page(struct act *a, void *context)
{
	struct step *st = context;
	char code[INVITE_TEXT_MAX];
	struct other *list;
	size_t n;

	TRY(linking_settle(a));
	TRY(linking_open_invite(a, PERSON_PARTNER, &st->code, &st->found));
	invite_code_words(code, &st->code);
	TRY(others_list(a, &list, &n));
	st->text = story_print(st->s, "%s %zu people", st->found ? code : "no code", n);
	return OK;
}

static const char *page(struct person *p)
{
	struct step st = { .s = p->story };

	MUST(person_does(p, inviters_page, &st));
	return st.text;
}

static enum linking_refusal accepts(struct person *p, const struct invite_code *code)
{
	struct step st = { .code = *code };

	MUST(person_does(p, accept_code, &st));
	return st.refusal;
}

static bool sees(struct person *p, const struct invite_code *code)
{
	struct step st = { .code = *code };

	MUST(person_does(p, look, &st));
	return st.found;
}

static void no_answer_looks_like_no_answer(void **state)
{
	struct story *s = *state;
	struct person alex = person_named(s, "alex"), sam = person_named(s, "sam");
	struct step st = { .s = s };

	MUST(person_does(&alex, invite, &st));
	const char *unopened = page(&alex);

	assert_true(sees(&sam, &st.code)); /* opened, and declined: nothing is written */
	assert_string_equal(page(&alex), unopened);
	s->now += INVITE_LIFE + 1;
	assert_int_equal(person_sign_in(&alex, "alex", PASSPHRASE, true), 303);
	assert_int_equal(person_sign_in(&sam, "sam", PASSPHRASE, true), 303);
	assert_false(sees(&sam, &st.code));
	assert_int_equal(accepts(&sam, &st.code), LINKING_GONE);
	const char *before = story_sql(s, "SELECT CAST(count(*) AS TEXT) FROM page");

	assert_string_equal(page(&alex), unopened); /* run out, and the page goes */
	assert_string_not_equal(story_sql(s, "SELECT CAST(count(*) AS TEXT) FROM page"), before);
	assert_string_equal(page(&alex), unopened);
	assert_false(sees(&sam, &st.code));
	struct invite_code old = st.code;

	MUST(person_does(&alex, invite, &st)); /* a new one in place of it */
	assert_memory_not_equal(&old, &st.code, sizeof old);
	assert_true(sees(&sam, &st.code));
}

/* The pages themselves. Tokens are of the session and not of the invitation. */
static const char *shown(struct person *p, const char *path)
{
	assert_int_equal(person_get(p, path), 200);
	char *text = arena_take(&p->story->kept, p->last.body.n + 1), *at = text;

	memcpy(text, p->last.body.p, p->last.body.n);
	while ((at = strstr(at, "name=\"csrf\" value=\"")))
		for (at += strlen("name=\"csrf\" value=\""); *at && *at != '"';)
			*at++ = 'x'; /* and when the page was made */
	return text;
}

static const char *const inviters_pages[] = { "/share", "/share/invite", "/share/invite/code",
					      "/us",	"/today",	 "/me" };

#define PAGES (sizeof inviters_pages / sizeof *inviters_pages)

static void the_inviter_sees_the_same_bytes(void **state)
{
	struct story *s = *state;
	struct person alex = person_named(s, "alex"), sam = person_named(s, "sam");
	struct step st = { .s = s };
	const char *unopened[PAGES];

	MUST(person_does(&alex, invite, &st));
	for (size_t i = 0; i < PAGES; i++)
		unopened[i] = shown(&alex, inviters_pages[i]);
	assert_true(sees(&sam, &st.code)); /* opened, and declined */
	for (size_t i = 0; i < PAGES; i++)
		assert_string_equal(shown(&alex, inviters_pages[i]), unopened[i]);
	s->now += INVITE_LIFE + 86400; /* and run out */
	assert_int_equal(person_sign_in(&alex, "alex", PASSPHRASE, false), 303);
	for (size_t i = 0; i < 3; i++)
		assert_string_equal(shown(&alex, inviters_pages[i]), unopened[i]);
	for (size_t i = 0; i < 3; i++)
		assert_string_equal(shown(&alex, inviters_pages[i]), unopened[i]);
	MUST(person_does(&alex, invite, &st));
	assert_int_equal(person_sign_in(&sam, "sam", PASSPHRASE, false), 303);
	assert_int_equal(accepts(&sam, &st.code), LINKING_FINE);
	assert_string_not_equal(shown(&alex, "/share"), unopened[0]);
}

static void a_code_links_once(void **state)
{
	struct story *s = *state;
	struct person alex = person_named(s, "alex"), sam = person_named(s, "sam"),
		      kim = person_named(s, "kim");
	struct step st = { .s = s }, other = { .s = s };

	MUST(person_does(&alex, invite, &st));
	assert_int_equal(accepts(&alex, &st.code), LINKING_OWN);
	assert_int_equal(accepts(&sam, &st.code), LINKING_FINE);
	assert_int_equal(accepts(&kim, &st.code), LINKING_GONE);
	assert_int_equal(accepts(&sam, &st.code), LINKING_GONE);
	assert_false(sees(&kim, &st.code));
	assert_string_equal(page(&alex), "no code 1 people");
	assert_string_equal(page(&sam), "no code 1 people");
	MUST(person_does(&alex, invite, &other));
	assert_int_equal(accepts(&sam, &other.code), LINKING_LINKED);
	MUST(person_does(&alex, withdraw, NULL));
	assert_int_equal(accepts(&kim, &other.code), LINKING_GONE);
	assert_false(sees(&kim, &other.code));
	other.code.b[3] ^= 1; /* mistyped */
	assert_int_equal(accepts(&kim, &other.code), LINKING_GONE);
	assert_string_equal(page(&kim), "no code 0 people");
}

/* Two accept at the same moment: one commit holds. */
static void of_two_who_accept_at_once_one_is_linked(void **state)
{
	struct story *s = *state;
	struct person alex = person_named(s, "alex"), sam = person_named(s, "sam"),
		      kim = person_named(s, "kim");
	struct step st = { .s = s };

	MUST(person_does(&alex, invite, &st));
	struct bytes one = person_plans(&sam, accept_code, &st),
		     two = person_plans(&kim, accept_code, &st);

	MUST(story_commits(s, one));
	assert_string_equal(err_name(story_commits(s, two)), "CONFLICT");
	assert_string_equal(page(&alex), "no code 1 people");
	assert_string_equal(page(&kim), "no code 0 people");
}

static fallible words(struct act *a, void *context)
{
	struct step *st = context;
	struct other *list;
	size_t n;

	TRY(others_list(a, &list, &n));
	TRY(linking_words(a, list[0].id, st->word));
	st->text = "";
	for (int i = 0; i < 6; i++)
		st->text =
			story_print(st->s, "%s %.*s", st->text, (int)st->word[i].n, st->word[i].p);
	return OK;
}

static fallible compare(struct act *a, void *context)
{
	struct step *st = context;
	struct other other;
	struct other *list;
	size_t n;

	TRY(others_list(a, &list, &n));
	TRY(linking_compared(a, list[0].id, st->is_same));
	TRY(others_find(a, list[0].id, &other));
	assert_int_equal(other.is_compared, st->is_same);
	assert_int_equal(other.is_closed, !st->is_same);
	return OK;
}

static void both_read_the_same_six_words(void **state)
{
	struct story *s = *state;
	struct person alex = person_named(s, "alex"), sam = person_named(s, "sam"),
		      kim = person_named(s, "kim");
	struct step a = { .s = s }, b = { .s = s }, c = { .s = s };

	people_link(&alex, &sam);
	MUST(person_does(&alex, words, &a));
	MUST(person_does(&sam, words, &b));
	assert_string_equal(a.text, b.text);
	people_link(&kim, &alex);
	MUST(person_does(&kim, words, &c));
	assert_string_not_equal(a.text, c.text);
	a.is_same = true;
	MUST(person_does(&alex, compare, &a));
	b.is_same = false;
	MUST(person_does(&sam, compare, &b));
	people_link(&sam, &kim); /* and go on with others */
	/* Closed on one side: linked anew, the old one closes on the other side too. */
	MUST(person_does(&alex, invite, &a));
	assert_int_equal(accepts(&sam, &a.code), LINKING_FINE);
	assert_string_equal(page(&alex), "no code 3 people");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(no_answer_looks_like_no_answer),
		STORY(the_inviter_sees_the_same_bytes),
		STORY(a_code_links_once),
		STORY(of_two_who_accept_at_once_one_is_linked),
		STORY(both_read_the_same_six_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
