/* What happens when nothing happens: one sentence, then the offer of a person, then quiet; never
 * more than one, and none for somebody who rests. And the session about touch, which is chosen from
 * what both welcome. */
#include "pages.h"
#include "programme.h"
#include "two.h"

#define DAY 86400

static void days_go_by(struct person *p, const char *name, int days)
{
	p->story->now += days * (int64_t)DAY;
	assert_int_equal(person_sign_in(p, name, PASSPHRASE, true), 303);
}

static int count(const char *page, const char *words)
{
	int n = 0;

	for (const char *at = strstr(page, words); at; at = strstr(at + 1, words))
		n++;
	return n;
}

#define SENTENCE                                                                                    \
	"Session 1 rests at “What we each recognise”. It takes 10 minutes. Perhaps an evening " \
	"this week."
#define PERSON "Some things go better with a person beside you"

struct calls {
	int sentences, persons;
};

/* On every page where it could stand. */
static struct calls calls_of(struct person *p)
{
	static const char *const pages[] = {
		"/programme",	      "/today",	       "/us", "/programme/1",
		"/programme/1/marks", "/programme/way"
	};
	struct calls c = { 0, 0 };

	for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
		const char *page = page_text(p, pages[i]);

		c.sentences += count(page, "rests at");
		c.persons += count(page, PERSON);
		if (count(page, "rests at"))
			assert_int_equal(count(page, SENTENCE), 1);
	}
	return c;
}

static void begins_and_stops(struct person *p)
{
	person_sends(p, "/programme/questions", "v=alone", "/programme/alone");
	person_sends(p, "/programme/way", "way=alone&pace=weekly&hour=evening", "/programme");
	person_sends(p, "/programme/1/begin", "", "/programme/1/opponent");
	person_sends(p, "/programme/1/opponent/mark", "v=done", "/programme/1/circle");
	person_sends(p, "/programme/1/circle/mark", "v=done", "/programme/1/marks");
}

static void a_sentence_then_a_person_then_quiet(void **state)
{
	static const struct {
		int day, sentences, persons;
	} table[] = { { 0, 0, 0 },  { 9, 0, 0 },  { 10, 1, 0 }, { 20, 1, 0 },
		      { 21, 0, 1 }, { 34, 0, 1 }, { 35, 0, 0 }, { 200, 0, 0 } };
	struct story *s = *state;
	struct person p = person_named(s, "robin");
	int day = 0;

	begins_and_stops(&p);
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		if (table[i].day > day)
			days_go_by(&p, "robin", table[i].day - day);
		day = table[i].day;
		struct calls c = calls_of(&p);

		if (c.sentences != table[i].sentences || c.persons != table[i].persons)
			fail_msg("day %d: %d, %d", day, c.sentences, c.persons);
	}
	assert_int_equal(count(page_text(&p, "/today"), "missed"), 0);
	/* Taken up again: nothing is said of the time between. */
	person_sends(&p, "/programme/1/marks", "f1=1&go=1", "/programme/1/goals");
	assert_int_equal(calls_of(&p).sentences + calls_of(&p).persons, 0);
}

static void who_rests_is_not_called(void **state) /* art.30 */
{
	struct story *s = *state;
	struct person p = person_named(s, "robin");

	begins_and_stops(&p);
	person_sends(&p, "/programme/way", "rest=1", "/programme");
	for (int i = 0; i < 4; i++) {
		days_go_by(&p, "robin", 11);
		assert_int_equal(calls_of(&p).sentences + calls_of(&p).persons, 0);
	}
	person_opens(&p, "/programme", "Nothing waits");
}

/* The call is in one's own page only, and the other's do not change by it. */
static void the_other_is_told_nothing(void **state)
{
	struct two t = two_make(*state);

	begins_and_stops(&t.alex);
	days_go_by(&t.alex, "alex", 12);
	assert_int_equal(person_sign_in(&t.sam, "sam", PASSPHRASE, true), 303);
	assert_int_equal(calls_of(&t.alex).sentences, 1);
	person_opens(&t.sam, "/programme", "First, a few plain questions");
	person_opens(&t.sam, "/us", "");
	assert_false(person_sees(&t.sam, "rests at"));
}

/* --- touch */
static void welcomes(struct person *p, const char *holding, const char *hug)
{
	assert_int_equal(
		person_post(p, "/card/closeness/1", story_print(p->story, "v=%s", holding)), 303);
	assert_int_equal(person_post(p, "/card/closeness/2", story_print(p->story, "v=%s", hug)),
			 303);
	assert_int_equal(person_post(p, "/card/closeness/tell", ""), 303);
}

static const char *touch_words(struct person *p, int n)
{
	person_opens(p, story_print(p->story, "/card/closeness/%d", n), "<h1>");
	return person_read(p, "<h1>");
}

static void touch_is_chosen_from_what_both_welcome(void **state)
{
	static const char *const steps[] = { "/programme/13/cards", "/programme/13/step" };
	struct two t = two_make(*state);
	const char *first = touch_words(&t.alex, 1), *second = touch_words(&t.alex, 2);

	person_sends(&t.alex, "/programme/questions", "v=none", "/programme");
	person_sends(&t.sam, "/programme/questions", "v=none", "/programme");
	const char *before = page_plain(&t.sam, steps[0]);

	person_opens(&t.sam, steps[1], "Nothing shows here now");
	welcomes(&t.alex, "yes", "no");
	assert_string_equal(page_plain(&t.sam, steps[0]), before);
	welcomes(&t.sam, "ask", "yes");
	for (int i = 0; i < 2; i++) {
		person_opens(&t.sam, steps[i], first);
		person_must_see(&t.sam, 200, "ask first");
		assert_false(person_sees(&t.sam, second));
		person_opens(&t.alex, steps[i], first);
		assert_false(person_sees(&t.alex, second));
	}
	person_opens(&t.sam, "/programme/13/slower", "");
	assert_false(person_sees(&t.sam, "What you both welcome"));
	/* Whoever paused what is for two sees the words for one. */
	assert_int_equal(person_post(&t.alex, "/own/pause", "paused=yes"), 303);
	person_opens(&t.alex, steps[0], "Here are the words for one");
	assert_false(person_sees(&t.alex, first));
}

int main(void)
{
	const struct CMUnitTest tests[] = { STORY(a_sentence_then_a_person_then_quiet),
					    STORY(who_rests_is_not_called),
					    STORY(the_other_is_told_nothing),
					    STORY(touch_is_chosen_from_what_both_welcome) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
