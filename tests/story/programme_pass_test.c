/* One phone that is passed: every exercise that two show each other can be done so. The second one
 * says whether both are shown, and nothing is kept for anybody. */
#include <stdlib.h>
#include "programme.h"
#include "two.h"

/* Every field of the step; names begin with `letter`. */
static const char *filled(struct story *s, const struct programme_step *step, char letter,
			  const char *word, int mark)
{
	const struct programme_field *f;
	const char *body = "";

	for (size_t i = 0; (f = programme_field(step->exercise, i)); i++) {
		const char *value = f->kind == FIELD_LINE || f->kind == FIELD_TEXT ? word
				    : f->kind == FIELD_NUMBER			   ? "30"
										   : NULL;

		if (f->kind == FIELD_TICKS)
			value = story_print(s, "%d&%c%d=%d", mark, letter, f->number, mark + 1);
		if (f->kind == FIELD_CHOICE)
			value = story_print(s, "%d", mark);
		if (value)
			body = story_print(s, "%s&%c%d=%s", body, letter, f->number, value);
	}
	return body;
}

/* Anywhere in what the server sent: the text, a hidden field, an attribute. */
static bool tells(struct person *p, const char *word)
{
	return told_has(&p->last, word);
}

/* What the page carries sealed, as the next form sends it. */
static const char *held_of(struct person *p)
{
	const char *page = story_print(p->story, "%.*s", (int)p->last.body.n, p->last.body.p);
	const char *mark = "name=\"held\" value=\"", *body = "";

	for (const char *at = strstr(page, mark); at; at = strstr(at, mark)) {
		at += strlen(mark);
		body = story_print(p->story, "%s&held=%.*s", body, (int)strcspn(at, "\""), at);
	}
	assert_true(*body);
	return body;
}

static void posts(struct person *p, const char *path, const char *body, const char *words)
{
	(void)person_post(p, path, body);
	person_must_see(p, 200, words);
}

static void pass_one(struct person *alex, int session, const struct programme_step *step)
{
	struct story *s = alex->story;
	const char *path =
		story_print(s, "/programme/%d/%.*s/pass", session, (int)step->key.n, step->key.p);
	const char *first = filled(s, step, 'f', "kestrel", 1);
	bool has_words = strstr(first, "kestrel") != NULL;

	person_opens(alex, path, "The other one looks away");
	person_must_see(alex, 200, "It got worse");
	posts(alex, path, story_print(s, "at=1%s", first), "Now pass the phone to");
	assert_false(tells(alex, "kestrel"));
	size_t size = alex->last.body.n;

	posts(alex, path, story_print(s, "at=2%s", held_of(alex)), "Show both");
	assert_false(tells(alex, "kestrel"));
	posts(alex, path,
	      story_print(s, "at=3%s%s", held_of(alex), filled(s, step, 'f', "heron", 2)),
	      "Both of you, side by side");
	assert_int_equal(tells(alex, "kestrel"), has_words);
	assert_int_equal(tells(alex, "heron"), has_words);
	if (step->exercise == EXERCISE_MARKS)
		person_must_see(alex, 200, "The same");
	/* Nor does the length of the page tell how much it was. */
	posts(alex, path, story_print(s, "at=1%s", filled(s, step, 'f', "k", 3)),
	      "Now pass the phone to");
	assert_int_equal(alex->last.body.n, size);
}

static void every_shown_step_can_be_passed(void **state)
{
	struct story *s = *state;
	struct two t = two_make(s);
	size_t n = 0;

	assert_int_equal(person_get(&t.alex, "/programme/1/marks"), 303); /* nothing is begun */
	const char *before = strdup(story_pages(s));

	for (int number = 1; number <= PROGRAMME_SESSIONS; number++) {
		const struct programme_session *of = programme_session(number);

		for (size_t i = 0; i < of->n_steps; i++) {
			if (of->step[i].is_shown)
				pass_one(&t.alex, number, &of->step[i]);
			else
				assert_int_equal(
					person_get(&t.alex,
						   story_print(s, "/programme/%d/%.*s/pass", number,
							       (int)of->step[i].key.n,
							       of->step[i].key.p)),
					404);
			n += of->step[i].is_shown;
		}
	}
	assert_in_range(n, 25, 60);
	assert_string_equal(story_pages(s), before);
	/* Neither of them finds a word of it. */
	assert_int_equal(person_post(&t.alex, "/programme/questions", "v=none"), 303);
	person_opens(&t.alex, "/programme/1/goals", "Step ");
	assert_false(person_sees(&t.alex, "heron") || person_sees(&t.alex, "kestrel"));
	free((void *)(uintptr_t)before);
}

/* The second one may say no, write too much, or nothing. */
static void the_second_one_chooses(void **state)
{
	struct story *s = *state;
	struct two t = two_make(s);
	const char *path = "/programme/1/goals/pass";
	char *long_text = calloc(1, 10001);

	memset(long_text, 'k', 10000);
	posts(&t.alex, path, "at=1&f1=kestrel", "Not now");
	const char *held = held_of(&t.alex);

	posts(&t.alex, path, story_print(s, "at=2%s", held), "Not now");
	person_must_see(&t.alex, 200, "href=\"/programme/1/goals\"");
	assert_int_equal(person_post(&t.alex, path, story_print(s, "at=3%s&f1=", held)), 422);
	assert_false(tells(&t.alex, "kestrel"));
	person_must_see(&t.alex, 422, "Write a few words here first");
	assert_int_equal(
		person_post(&t.alex, path, story_print(s, "at=3%s&f1=%s", held, long_text)), 422);
	person_must_see(&t.alex, 422, "kkkkkkkk");
	assert_false(tells(&t.alex, "kestrel"));
	/* What the first one wrote goes on, also after mistakes and when a page is loaded again. */
	posts(&t.alex, path, story_print(s, "at=3%s&f1=heron", held_of(&t.alex)), "kestrel");
	posts(&t.alex, path, story_print(s, "at=3%s&f1=heron", held), "kestrel");
	assert_int_equal(person_post(&t.alex, path, "at=1&f1="), 422);
	assert_int_equal(person_post(&t.alex, path, "at=9&f1=x"), 400);
	assert_int_equal(person_post(&t.alex, "/programme/1/marks/pass", "at=1&f1=13"), 400);
	free(long_text);
}

/* --- what comes back is not what was held */
static void is_refused(struct person *p, const char *path, const char *held)
{
	struct story *s = p->story;

	assert_int_equal(person_post(p, path, story_print(s, "at=3%s&f1=heron+by+the+lake", held)),
			 422);
	person_must_see(p, 422, "did not come through, so nothing is shown");
	person_must_see(p, 422, "heron by the lake");
	assert_false(tells(p, "kestrel"));
	assert_int_equal(person_post(p, path, story_print(s, "at=2%s", held)), 422);
	person_must_see(p, 422, "did not come through");
	assert_false(tells(p, "kestrel"));
}

static void what_was_changed_or_is_anothers_is_refused(void **state)
{
	struct story *s = *state;
	struct two t = two_make(s);
	const char *path = "/programme/1/goals/pass", *other = "/programme/1/marks/pass";

	posts(&t.alex, path, "at=1&f1=kestrel", "Now pass the phone to");
	const char *held = held_of(&t.alex);
	char *changed = strdup(held);

	is_refused(&t.alex, path, "");
	is_refused(&t.alex, path, "&held=00");
	is_refused(&t.alex, path, "&h1=kestrel");
	for (size_t i = 6; i < strlen(changed); i += 331) {
		char was = changed[i];

		changed[i] = was == '0' ? '1' : '0';
		is_refused(&t.alex, path, changed);
		changed[i] = was;
	}
	free(changed);
	/* Of another form, of somebody else's session, of one's own session before. */
	posts(&t.alex, other, "at=1&f1=1", "Now pass the phone to");
	is_refused(&t.alex, path, held_of(&t.alex));
	is_refused(&t.sam, path, held);
	assert_int_equal(person_sign_in(&t.alex, "alex", PASSPHRASE, false), 303);
	is_refused(&t.alex, path, held);
}

/* A session that ends meanwhile: the second one's words are handed back, the first one's tell
 * nothing. */
static void an_ended_session_tells_nothing(void **state)
{
	struct story *s = *state;
	struct two t = two_make(s);
	const char *path = "/programme/1/goals/pass";

	posts(&t.alex, path, "at=1&f1=kestrel", "Now pass the phone to");
	const char *held = held_of(&t.alex);

	s->now += 3600;
	assert_int_equal(
		person_post(&t.alex, path, story_print(s, "at=3%s&f1=heron+by+the+lake", held)),
		401);
	person_must_see(&t.alex, 401, "heron by the lake");
	assert_false(tells(&t.alex, "kestrel"));
	assert_false(tells(&t.alex, story_print(s, "%.40s", held + 6)));
}

int main(void)
{
	const struct CMUnitTest tests[] = { STORY(every_shown_step_can_be_passed),
					    STORY(the_second_one_chooses),
					    STORY(what_was_changed_or_is_anothers_is_refused),
					    STORY(an_ended_session_tells_nothing) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
