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

/* In the text of the page, and not only in what travels hidden. */
static bool can_be_read(struct person *p, const char *word)
{
	const char *page = story_print(p->story, "%.*s", (int)p->last.body.n, p->last.body.p);
	const char *end = strstr(page, "</main>");

	for (const char *at = strstr(page, word); at && at < end; at = strstr(at + 1, word))
		if (at[-1] != '"')
			return true;
	return false;
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
	const char *held = filled(s, step, 'h', "kestrel", 1);
	bool has_words = strstr(held, "kestrel") != NULL;

	person_opens(alex, path, "The other one looks away");
	person_must_see(alex, 200, "It got worse");
	posts(alex, path, story_print(s, "at=1%s", filled(s, step, 'f', "kestrel", 1)),
	      "Now pass the phone to");
	assert_false(can_be_read(alex, "kestrel"));
	posts(alex, path, story_print(s, "at=2%s", held), "Show both");
	assert_false(can_be_read(alex, "kestrel"));
	posts(alex, path, story_print(s, "at=3%s%s", held, filled(s, step, 'f', "heron", 2)),
	      "Both of you, side by side");
	assert_int_equal(can_be_read(alex, "kestrel"), has_words);
	assert_int_equal(can_be_read(alex, "heron"), has_words);
	if (step->exercise == EXERCISE_MARKS)
		person_must_see(alex, 200, "The same");
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
	posts(&t.alex, path, "at=2&h1=kestrel", "Not now");
	person_must_see(&t.alex, 200, "href=\"/programme/1/goals\"");
	assert_int_equal(person_post(&t.alex, path, "at=3&h1=kestrel&f1="), 422);
	assert_false(can_be_read(&t.alex, "kestrel"));
	person_must_see(&t.alex, 422, "Write a few words here first");
	assert_int_equal(
		person_post(&t.alex, path, story_print(s, "at=3&h1=kestrel&f1=%s", long_text)),
		422);
	person_must_see(&t.alex, 422, "kkkkkkkk");
	person_must_see(&t.alex, 422, "value=\"kestrel\""); /* what the first one wrote goes on */
	assert_false(can_be_read(&t.alex, "kestrel"));
	assert_int_equal(person_post(&t.alex, path, "at=1&f1="), 422);
	assert_int_equal(person_post(&t.alex, path, "at=2"), 400);
	assert_int_equal(person_post(&t.alex, path, "at=9&f1=x"), 400);
	assert_int_equal(person_post(&t.alex, "/programme/1/marks/pass", "at=1&f1=13"), 400);
	assert_int_equal(person_post(&t.alex, "/programme/1/marks/pass", "at=2&h1=0"), 400);
	free(long_text);
}

int main(void)
{
	const struct CMUnitTest tests[] = { STORY(every_shown_step_can_be_passed),
					    STORY(the_second_one_chooses) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
