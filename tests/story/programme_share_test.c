/* Sessions shared by topic: what is written in them and when the next one is, and neither how far
 * it went nor what both only show together. The key opens no more than the page shows. */
#include "pages.h"
#include "programme_answer_use.h"
#include "two.h"

static struct two begun(struct story *s)
{
	struct two t = two_make(s);

	person_sends(&t.alex, "/programme/questions", "v=none", "/programme");
	person_sends(&t.sam, "/programme/questions", "v=none", "/programme");
	person_sends(&t.alex, "/programme/1/begin", "", "/programme/1/opponent");
	person_sends(&t.alex, "/programme/1/moments", "f1=The-blue-heron", "/programme/1/moments");
	person_sends(&t.alex, "/programme/1/goals", "f1=The-red-fox", "/programme/1/goals");
	person_sends(&t.alex, "/programme/1/marks", "f1=2&f1=6", "/programme/1/marks");
	person_sends(&t.alex, "/programme/1/look-back", "f1=7", "/programme/1/look-back");
	person_sends(&t.alex, "/programme/1/look-back/mark", "v=pass", "/programme/1");
	person_sends(&t.alex, "/programme/1/ready", "v=yes", "/programme/1");
	person_sends(&t.alex, "/programme/plan",
		     "day=2026-12-01&time=19:30&place=The+brown+bear&version=0", "/programme");
	return t;
}

static void written_words_are_shown_and_no_more(void **state)
{
	struct story *s = *state;
	struct two t = begun(s);
	const char *theirs = story_print(s, "/share/%s/theirs/%d", t.alex_id, TOPIC_PROGRAMME);
	const char *mine = story_print(s, "/share/%s/%d", t.sam_id, TOPIC_PROGRAMME);

	person_opens(&t.alex, "/programme/1/moments", "Only you see this");
	person_opens(&t.alex, story_print(s, "%s?before=1", mine), "The-blue-heron");
	assert_false(person_sees(&t.alex, "The-red-fox"));
	assert_int_equal(person_post(&t.alex, mine, "from=before"), 303);
	person_opens(&t.sam, theirs, "The-blue-heron");
	person_must_see(&t.sam, 200, "The brown bear");
	static const char *const apart[] = { "The-red-fox", "Being on watch", "Hard",
					     "Passed",	    "Done",	      "eady" };

	for (size_t i = 0; i < sizeof apart / sizeof *apart; i++)
		if (person_sees(&t.sam, apart[i]))
			fail_msg("it shows %s", apart[i]);
	person_opens(&t.alex, "/programme/1/moments", "You share this");
	person_opens(&t.alex, "/programme/plan", "You share this");
	person_opens(&t.alex, "/programme/1/goals", "Only you see this");
}

struct tried {
	struct id16 of;
	bool has_source, has_way, has_heron, has_fox;
};

static bool holds(struct bytes b, const char *word)
{
	return memmem(b.p, b.n, word, strlen(word)) != NULL;
}

/* The pages of the room themselves, by the key that was given. */
static fallible try_key(struct act *a, void *context)
{
	struct tried *t = context;
	struct notebook_place where = { .topic = TOPIC_PROGRAMME, .place = PLACE_PROGRAMME };
	struct notebook_source source;
	struct bytes way, answers;

	TRY(others_source(a, t->of, TOPIC_PROGRAMME, &source, &t->has_source));
	TRY(notebook_read_shared(a, &source, where, &way));
	where.place = PLACE_PROGRAMME_ANSWER;
	where.month = day_month(act_today(a));
	TRY(notebook_read_shared(a, &source, where, &answers));
	t->has_way = way.n > 0;
	t->has_heron = holds(answers, "blue-heron");
	t->has_fox = holds(answers, "red-fox");
	return OK;
}

static void the_key_opens_no_more_than_is_shown(void **state)
{
	struct two t = begun(*state);
	struct tried tried = { .of = t.of_alex };

	assert_string_equal(
		err_name(person_grants(&t.alex, t.of_sam, TOPIC_PROGRAMME, SHARING_WITH_BEFORE)),
		"NONE");
	assert_string_equal(err_name(person_does(&t.sam, try_key, &tried)), "NONE");
	assert_true(tried.has_source && tried.has_heron);
	assert_false(tried.has_way);
	assert_false(tried.has_fox);
}

/* The page on the phone that both hold does not tell that one of them stepped back. */
static void a_passed_phone_tells_of_no_step_back(void **state)
{
	struct two t = begun(*state);

	person_opens(&t.alex, "/programme/1/marks/pass", "Sam");
	const char *before = page_plain(&t.alex, "/programme/1/marks/pass");

	person_leaves(&t.alex, t.of_sam, SHARING_STEP_BACK);
	assert_string_equal(page_plain(&t.alex, "/programme/1/marks/pass"), before);
}

int main(void)
{
	const struct CMUnitTest tests[] = { STORY(written_words_are_shown_and_no_more),
					    STORY(the_key_opens_no_more_than_is_shown),
					    STORY(a_passed_phone_tells_of_no_step_back) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
