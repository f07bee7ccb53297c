/* The private reading list: put on, taken off, taken along; of its owner alone, and of nobody who
 * only reads. */
#include "two.h"

#define ARTICLE "/learn/the-circle"

static void keeps(struct person *p, const char *slug)
{
	assert_int_equal(
		person_post(p, "/learn/later", story_print(p->story, "slug=%s&keep=1", slug)), 303);
}

static void an_article_is_put_on_and_taken_off(void **state)
{
	struct story *s = *state;
	struct person p = person_named(s, "robin");

	person_opens(&p, "/learn/later", "Nothing here yet");
	person_opens(&p, ARTICLE, "Keep it for later");
	keeps(&p, "the-circle");
	assert_true(person_went_to(&p, ARTICLE));
	keeps(&p, "the-circle"); /* once */
	keeps(&p, "guideline-2023");
	assert_true(person_went_to(&p, "/insights/guideline-2023"));
	person_opens(&p, ARTICLE, "Take it off my reading list");
	person_opens(&p, "/learn/later", "href=\"" ARTICLE "\"");
	assert_true(person_sees(&p, "href=\"/insights/guideline-2023\""));
	assert_int_equal(person_post(&p, "/export/json", ""), 200);
	assert_true(person_sees(&p, "the-circle"));
	assert_int_equal(person_post(&p, "/learn/later", "slug=the-circle"), 303);
	assert_int_equal(person_post(&p, "/learn/later", "slug=the-circle"), 303);
	person_opens(&p, "/learn/later", "guideline-2023");
	assert_false(person_sees(&p, ARTICLE));
	assert_int_equal(person_post(&p, "/learn/later", "slug=of-nobody&keep=1"), 400);
	person_opens(&p, "/learn", "My reading list");
}

/* Reading leaves no row behind, and the same page for everybody who has no notebook. */
static void reading_is_noted_nowhere(void **state)
{
	struct story *s = *state;
	struct person p = person_named(s, "robin"), nobody = person_make(s);
	const char *rows = story_pages(s);

	person_opens(&p, ARTICLE, "Keep it for later");
	person_opens(&p, "/learn/later", "Nothing here yet");
	assert_string_equal(story_pages(s), rows);
	person_opens(&nobody, ARTICLE, "Where this comes from");
	assert_false(person_sees(&nobody, "for later"));
	person_opens(&nobody, "/learn", "What would you like to understand");
	assert_false(person_sees(&nobody, "reading list"));
	assert_int_equal(person_get(&nobody, "/learn/later"), 303);
}

/* While both are at one phone it is not there. */
static void it_is_not_on_a_shared_screen(void **state)
{
	struct two t = two_make(*state);

	keeps(&t.alex, "the-circle");
	assert_int_equal(person_post(&t.alex, "/us/together/too", ""), 303);
	person_opens(&t.alex, ARTICLE, "Where this comes from");
	assert_false(person_sees(&t.alex, "reading list"));
	person_opens(&t.alex, "/learn", "What would you like to understand");
	assert_false(person_sees(&t.alex, "reading list"));
	assert_int_equal(person_get(&t.alex, "/learn/later"), 303);
	assert_true(person_went_to(&t.alex, "/us/together"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(an_article_is_put_on_and_taken_off),
		STORY(reading_is_noted_nowhere),
		STORY(it_is_not_on_a_shared_screen),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
