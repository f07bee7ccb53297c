#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "learn.h"
#include "word.h"

static bool has(struct str s, const char *part)
{
	return memmem(s.p, s.n, part, strlen(part)) != NULL;
}

static void assert_first(const char *query, const char *slug)
{
	const struct article *found[3];
	size_t n = library_search(str_c(query), found, 3);

	if (n == 0 || !str_equal(found[0]->slug, str_c(slug)))
		fail_msg("\"%s\" finds %s first, not %s", query, n ? found[0]->slug.p : "nothing",
			 slug);
}

static void assert_stem(const char *word, const char *stem)
{
	struct str text = str_c(word);
	char found[WORD_MAX] = "";

	word_next(&text, found);
	assert_string_equal(found, stem);
}

static void words_meet_in_their_stem(void **state)
{
	(void)state;
	assert_stem("pushed", "push");
	assert_stem("pushing", "push");
	assert_stem("PUSHES", "push");
	assert_stem("stopped", "stop");
	assert_stem("falling", "fall");
	assert_stem("numbness", "numb");
	assert_stem("avoidance", "avoid");
	assert_stem("worries", "worri");
	assert_stem("worry", "worri");
	assert_stem("the my is to", "");
	assert_stem("\xE2\x80\x9Cpartner\xE2\x80\x99s", "partner");
	assert_stem("abcdefghijklmnopqrstuvwxyzabcdef", "abcdefghijklmnopqrstuvw");
	assert_stem("", "");
}

static void finds_by_words_of_people(void **state) /* art.5, art.7 */
{
	(void)state;
	assert_first("pushed away", "pushing-me-away");
	assert_first("my husband pushes me away", "pushing-me-away");
	assert_first("shut me out", "pushing-me-away");
	assert_first("I am afraid", "am-i-safe");
	assert_first("so tired", "draining-me");
	assert_first("will he be cured", "does-ptsd-go-away");
	assert_first("no sex any more", "not-interested-any-more");
	assert_first("flashback what now", "after-an-episode");
	assert_first("my fault", "is-it-my-fault");
	assert_first("triggers", "what-is-a-trigger");
	assert_first("refuses therapy", "asking-them-to-get-help");
	assert_first("EMDR", "emdr-cpt-pe");
	assert_first("he hits me", "am-i-safe");
}

static void every_front_door_opens(void **state) /* art.6 */
{
	(void)state;
	assert_true(front_door_count() >= 10);
	for (size_t i = 0; i < front_door_count(); i++) {
		assert_non_null(library_find(str_c(front_door_at(i)->slug)));
		assert_first(front_door_at(i)->question, front_door_at(i)->slug);
	}
}

static void small_words_find_nothing(void **state)
{
	const struct article *found[3];
	(void)state;
	assert_int_equal(library_search(STR("is it the"), found, 3), 0);
	assert_int_equal(library_search(STR(""), found, 3), 0);
	assert_int_equal(library_search(STR("zzzzqqq"), found, 3), 0);
	assert_int_equal(library_search(STR("partner"), found, 1), 1);
}

static void check_article(const struct article *a)
{
	assert_true(a->n_sources > 0);
	assert_true(a->n_questions > 0);
	assert_true(a->read.n == (a->words + 199) / 200 && a->read.n >= 1);
	assert_true(has(a->short_html, "<p>"));
	assert_true(a->full_html.n > a->short_html.n);
	assert_false(has(a->full_html, "<script"));
	assert_false(has(a->full_html, "href=\"http:"));
	assert_false(has(a->full_html, "<h1"));
	assert_true(a->review_due.n > a->written.n);
	assert_true(str_is_empty(a->reviewed_by) ==
		    has(article_review_words(a), "Not yet reviewed by a clinician"));
	for (size_t i = 0; i < a->n_related; i++)
		assert_ptr_not_equal(a->related[i], a);
	for (size_t i = 1; i < a->n_words; i++)
		assert_true(strcmp(a->word[i - 1].stem, a->word[i].stem) < 0);
}

static void every_article_is_whole(void **state) /* art.33 */
{
	(void)state;
	assert_true(library_count() >= 10);
	for (size_t i = 0; i < library_count(); i++) {
		check_article(library_at(i));
		assert_ptr_equal(library_find(library_at(i)->slug), library_at(i));
	}
	for (size_t i = 0; i < insight_count(); i++)
		check_article(insight_at(i));
	assert_null(library_find(STR("nowhere")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_meet_in_their_stem),
		cmocka_unit_test(finds_by_words_of_people),
		cmocka_unit_test(every_front_door_opens),
		cmocka_unit_test(small_words_find_nothing),
		cmocka_unit_test(every_article_is_whole),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
