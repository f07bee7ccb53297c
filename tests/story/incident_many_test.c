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

/* The form of a new note, gone back to after more was written: an empty box takes nothing away. */
static void going_back_loses_no_words(void **state)
{
	struct story *s = *state;
	struct person sam = person_named(s, "sam");

	assert_int_equal(person_get(&sam, "/incident/note"), 200);
	const char *id = person_read(&sam, "name=\"id\" value=\"");
	const char *form = story_print(s, "kind=away&words=&id=%s", id);
	const char *note = story_print(s, "/incident/%s", id);

	assert_int_equal(person_post(&sam, "/incident/note", form), 303);
	assert_int_equal(person_post(&sam, story_print(s, "%s/tap/1", note),
				     "kind=away&words=Kettle+on.&version=1"),
			 303);
	form = story_print(s, "kind=argument&words=&id=%s", id);
	assert_int_equal(person_post(&sam, "/incident/note", form), 303);
	person_opens(&sam, note, "Kettle on.");
	assert_true(person_sees(&sam, "rgument"));
	form = story_print(s, "kind=argument&words=Lamp.&id=%s", id);
	assert_int_equal(person_post(&sam, "/incident/note", form), 303);
	person_opens(&sam, note, "Lamp.");
}

static void a_sentence_sent_twice_stands_once(void **state)
{
	struct story *s = *state;
	struct person sam = person_named(s, "sam");

	assert_int_equal(person_post(&sam, "/incident/note", "kind=away"), 303);
	struct str to = told_header(&sam.last, "Location");
	const char *again = story_print(s, "%.*s/again", 42, to.p);

	for (int i = 0; i < 2; i++)
		assert_int_equal(person_post(&sam, again, "words=It+was+only+a+pan."), 303);
	const char *page = page_text(&sam, again), *first = strstr(page, "only a pan");

	assert_non_null(first);
	assert_null(strstr(first + 1, "only a pan"));
	assert_int_equal(person_post(&sam, again, "words=Now+I+know."), 303);
	assert_int_equal(person_post(&sam, again, "words=It+was+only+a+pan."), 303);
	page = page_text(&sam, again);
	assert_non_null(strstr(strstr(page, "only a pan") + 1, "only a pan"));
}

/* When a page of notes is full, what could not be kept is not kept in part. */
static void a_full_month_takes_no_half(void **state)
{
	struct story *s = *state;
	struct person sam = person_named(s, "sam");
	const char *words = "", *note = NULL;
	int n = 0;

	assert_int_equal(person_post(&sam, "/incident/note", "kind=away"), 303);
	struct str to = told_header(&sam.last, "Location");

	note = story_print(s, "%.*s", 42, to.p);
	for (int i = 0; i < 500; i++)
		words = story_print(s, "%s%%F0%%9F%%98%%80", words);
	while (person_post(&sam, "/incident/note", story_print(s, "kind=away&words=%s", words)) ==
	       303)
		assert_true(n++ < 200);
	while (person_post(&sam, "/incident/note", "kind=away") == 303)
		assert_true(n++ < 600);
	assert_int_equal(sam.last.status, 422);
	assert_in_range(n, 100, 600); /* more than one page holds */
	assert_int_equal(person_get(&sam, "/incident"), 200);
	words = "";
	for (int i = 0; i < 4; i++) {
		assert_int_equal(
			person_post(&sam, "/incident/triggers", story_print(s, "words=Bell+%d", i)),
			303);
		assert_int_equal(person_get(&sam, "/incident/triggers"), 200);
		words = story_print(s, "%s&trigger=%.32s", words,
				    person_read(&sam, "/incident/trigger/"));
	}
	assert_int_equal(person_post(&sam, story_print(s, "%s/more/trigger", note),
				     story_print(s, "version=1&words=Sunday+walk%s", words)),
			 422);
	assert_true(person_sees(&sam, "Nothing was changed"));
	assert_true(person_sees(&sam, "Sunday walk"));
	assert_int_equal(person_get(&sam, "/incident/triggers"), 200);
	assert_false(person_sees(&sam, "Sunday walk"));
	assert_int_equal(person_post(&sam, "/incident/triggers", "words=Evening+walk"), 303);
}

/* Who flies from Auckland to Honolulu has the day before once more, and maybe the month. */
static void a_note_of_tomorrow_is_found(void **state)
{
	struct story *s = *state;
	struct person sam = person_named(s, "sam");
	const char *me = "name=Sam&notebook=Notebook&exit=0&role=none&country=";

	s->now = 1796040000; /* 30 November 2026, 12:00 in UTC */
	assert_int_equal(person_sign_in(&sam, "sam", PASSPHRASE, false), 303);
	assert_int_equal(person_post(&sam, "/me", story_print(s, "%sNZ", me)), 303);
	assert_int_equal(person_post(&sam, "/incident/note", "kind=away&words=Kettle+on."), 303);
	struct str to = told_header(&sam.last, "Location");
	const char *note = story_print(s, "%.*s", 42, to.p);

	person_opens(&sam, note, "Kettle on.");
	assert_int_equal(
		person_post(&sam, "/me", story_print(s, "%sUS&zone=Pacific%%2FHonolulu", me)), 303);
	person_opens(&sam, note, "Kettle on.");
	person_opens(&sam, "/incident", note);
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
			assert_int_equal(person_post(&sam, story_print(s, "%.*s/again", 42, to.p),
						     story_print(s, "%s%d", words, k)),
					 303);
	}
	assert_int_equal(person_post(&sam, "/incident/note", "kind=away&words=The+last+one"), 303);
	assert_int_equal(person_post(&sam, "/export/json", ""), 200);
	assert_true(person_sees(&sam, "The last one"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(a_full_list_of_long_words_is_shown), STORY(many_notes_are_in_the_copy),
		STORY(a_note_of_tomorrow_is_found),	   STORY(going_back_loses_no_words),
		STORY(a_full_month_takes_no_half),	   STORY(a_sentence_sent_twice_stands_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
