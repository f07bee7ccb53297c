/* As much as fits a list, and as long as words may be: every page still answers. A worker has so
 * much memory for a request, and ends when it would need more. */
#include "pages.h"
#include "two.h"

#define TRIGGERS 80
#define LETTERS	 120
#define NOTES	 400

/* The longest words a trigger may have, in letters of four bytes; the n-th comes before the one
 * before it. */
static const char *long_words(struct story *s, int n)
{
	const char *words = story_print(s, "%%F0%%9F%%98%%%02X", 0xbf - n % 64);

	words = story_print(s, "%s%s", words, n < 64 ? "" : "z");
	for (int i = 1 + (n >= 64); i < LETTERS; i++)
		words = story_print(s, "%s%%F0%%9F%%98%%80", words);
	return words;
}

static void fills_list(struct person *p)
{
	for (int i = 0; i < TRIGGERS; i++)
		assert_int_equal(
			person_post(p, "/incident/triggers",
				    story_print(p->story, "words=%s", long_words(p->story, i))),
			303);
}

static void a_full_list_of_long_words_is_shown(void **state)
{
	struct two t = two_make(*state);

	fills_list(&t.sam);
	assert_int_equal(person_get(&t.sam, "/incident/triggers"), 200);
	assert_int_equal(person_post(&t.sam, "/incident/triggers", "words=One+more"), 422);
	assert_true(person_sees(&t.sam, "One more"));
	/* The other has the same, and is shown them. */
	fills_list(&t.alex);
	MUST(person_grants(&t.sam, t.of_alex, TOPIC_INCIDENT, SHARING_WITH_BEFORE));
	assert_int_equal(person_get(&t.alex, "/incident/triggers/theirs"), 200);
}

/* The copy to take along reads what stands beside the notes, for every note. */
static void many_notes_are_in_the_copy(void **state)
{
	struct story *s = *state;
	struct person sam = person_named(s, "sam");
	const char *words = "words=";

	for (int i = 0; i < 299; i++)
		words = story_print(s, "%s%%F0%%9F%%98%%80", words);
	for (int i = 0; i < NOTES; i++) {
		assert_int_equal(person_post(&sam, "/incident/note", "kind=away&words="), 303);
		struct str to = told_header(&sam.last, "Location");

		for (int k = 0; i < 9 && k < 5; k++)
			assert_int_equal(
				person_post(&sam, story_print(s, "%.*s/again", 42, to.p), words),
				303);
	}
	assert_int_equal(person_post(&sam, "/incident/note", "kind=away&words=The+last+one"), 303);
	assert_int_equal(person_post(&sam, "/account/export", ""), 200);
	assert_true(person_sees(&sam, "The last one"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(a_full_list_of_long_words_is_shown),
		STORY(many_notes_are_in_the_copy),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
