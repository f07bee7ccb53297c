/* What set it off, between two people: what somebody else reads of it, what they never do, and what
 * a note of one does to the list of the other. */
#include "pages.h"
#include "two.h"

static const char *notes(struct person *p, const char *form)
{
	assert_int_equal(person_post(p, "/incident/note", form), 303);
	return story_print(p->story, "%.42s", told_header(&p->last, "Location").p);
}

static void adds(struct person *p, const char *note, const char *part, int version,
		 const char *form)
{
	assert_int_equal(person_post(p, story_print(p->story, "%s/more/%s", note, part),
				     story_print(p->story, "version=%d&%s", version, form)),
			 303);
}

/* A note with everything in it. */
static const char *notes_all(struct person *p)
{
	struct story *s = p->story;
	const char *note = notes(p, "kind=startled&words=A+pan+fell.");

	assert_int_equal(person_post(p, story_print(s, "%s/tap/2", note), "where=home"), 303);
	assert_int_equal(person_post(p, story_print(s, "%s/tap/3", note), "strong=8"), 303);
	adds(p, note, "trigger", 3, "words=Metal+on+stone&area=sound");
	adds(p, note, "helped", 4, "helped=4&avoided=The+kitchen");
	assert_int_equal(person_post(p, story_print(s, "%s/about", note),
				     "relates=8&words=The+visit.&version=0"),
			 303);
	assert_int_equal(
		person_post(p, story_print(s, "%s/again", note), "words=It+was+only+a+pan."), 303);
	return note;
}

static const char *alex_reads(struct two *t)
{
	return page_text(&t->alex,
			 story_print(t->story, "/share/%s/theirs/%d", t->sam_id, TOPIC_INCIDENT));
}

static void grants(struct two *t, int from)
{
	struct err e = person_grants(&t->sam, t->of_alex, TOPIC_INCIDENT, from);

	assert_string_equal(err_name(e), "NONE");
}

static void notes_are_read_when_shared_and_their_rest_never(void **state)
{
	struct two t = two_make(*state);
	struct story *s = t.story;
	const char *note = notes_all(&t.sam), *before = alex_reads(&t);

	assert_null(strstr(before, "pan"));
	assert_null(strstr(page_text(&t.sam, note), "You share this"));
	const char *preview = page_text(
		&t.sam, story_print(s, "/share/%s/%d?before=1", t.alex_id, TOPIC_INCIDENT));

	assert_non_null(strstr(preview, "A pan fell."));
	assert_null(strstr(preview, "only a pan"));
	grants(&t, SHARING_WITH_BEFORE);
	const char *read = alex_reads(&t);
	static const char *const shown[] = { "A pan fell.",    "Hard to bear (8)", "At home",
					     "Metal on stone", "Fresh air",	   "The kitchen" };

	for (size_t i = 0; i < sizeof shown / sizeof *shown; i++)
		assert_non_null(strstr(read, shown[i]));
	assert_null(strstr(read, "The visit."));
	assert_null(strstr(read, "burden"));
	assert_null(strstr(read, "only a pan"));
	assert_non_null(strstr(page_text(&t.sam, note), "You share this"));
	/* Reading it again changes nothing of what Alex can fetch. */
	assert_int_equal(person_post(&t.sam, story_print(s, "%s/again", note), "words=Really."),
			 303);
	assert_string_equal(alex_reads(&t), read);
	/* From now on: what was there stays as it was; a later note, and a change, do not show. */
	struct err e = person_stops(&t.sam, t.of_alex, TOPIC_INCIDENT, SHARING_STOP_FROM_NOW_ON);

	assert_string_equal(err_name(e), "NONE");
	const char *stopped = alex_reads(&t);

	assert_non_null(strstr(stopped, "A pan fell."));
	(void)notes(&t.sam, "kind=night&words=Later+on.");
	adds(&t.sam, note, "signs", 5, "signs_words=Cold+hands.");
	assert_string_equal(alex_reads(&t), stopped);
	assert_non_null(strstr(page_text(&t.sam, note), "Cold hands."));
	e = person_stops(&t.sam, t.of_alex, TOPIC_INCIDENT, SHARING_TAKE_BACK);
	assert_string_equal(err_name(e), "NONE");
	assert_string_equal(alex_reads(&t), before);
}

/* The survivor's list without both: not by a note of the other, and not by sharing alone. */
static void a_note_feeds_the_list_of_whoever_wrote_it(void **state)
{
	struct two t = two_make(*state);
	struct story *s = t.story;
	const char *mine = page_text(&t.sam, "/incident/triggers");
	const char *theirs = page_text(&t.sam, "/incident/triggers/theirs");
	const char *note = notes(&t.alex, "kind=away");

	assert_non_null(strstr(theirs, "Nothing shows here now."));
	adds(&t.alex, note, "trigger", 1, "words=A+short+answer&area=tone");
	assert_string_equal(page_text(&t.sam, "/incident/triggers"), mine);
	assert_string_equal(page_text(&t.sam, "/incident/triggers/theirs"), theirs);
	struct err e = person_grants(&t.alex, t.of_sam, TOPIC_INCIDENT, SHARING_WITH_BEFORE);

	assert_string_equal(err_name(e), "NONE");
	assert_string_equal(page_text(&t.sam, "/incident/triggers"), mine);
	assert_non_null(strstr(page_text(&t.sam, "/incident/triggers/theirs"), "A short answer"));
	/* Sam says yes to it: one's own list has it; Alex's pages are as they were. */
	const char *alex_was = page_text(&t.alex, "/incident/triggers");
	const char *alex_reads_was = page_text(&t.alex, "/us");

	assert_int_equal(person_get(&t.sam, "/incident/triggers/theirs"), 200);
	const char *id = person_read(&t.sam, "name=\"trigger\" value=\"");

	assert_int_equal(
		person_post(&t.sam, "/incident/triggers/theirs", story_print(s, "trigger=%s", id)),
		303);
	assert_non_null(strstr(page_text(&t.sam, "/incident/triggers"), "A short answer"));
	assert_non_null(strstr(page_text(&t.sam, "/incident/triggers/theirs"), "on your list"));
	assert_string_equal(page_text(&t.alex, "/incident/triggers"), alex_was);
	assert_string_equal(page_text(&t.alex, "/us"), alex_reads_was);
	assert_null(strstr(
		page_text(&t.alex, story_print(s, "/share/%s/theirs/%d", t.sam_id, TOPIC_INCIDENT)),
		"A short answer"));
	/* Taken back: the page is as it was; what was copied stays Sam's own. */
	e = person_stops(&t.alex, t.of_sam, TOPIC_INCIDENT, SHARING_TAKE_BACK);
	assert_string_equal(err_name(e), "NONE");
	assert_string_equal(page_text(&t.sam, "/incident/triggers/theirs"), theirs);
	assert_int_equal(
		person_post(&t.sam, "/incident/triggers/theirs", story_print(s, "trigger=%s", id)),
		303);
	assert_true(person_went_to(&t.sam, "/incident/triggers/theirs"));
	assert_non_null(strstr(page_text(&t.sam, "/incident/triggers"), "A short answer"));
	assert_int_equal(person_post(&t.sam, "/incident/triggers/theirs", "trigger=moon"), 400);
}

/* The calming card is shared as a copy: a line added from a note shows there, as the page says. */
static void what_helped_reaches_a_card_that_is_shared(void **state)
{
	struct two t = two_make(*state);
	struct story *s = t.story;
	const char *note = notes_all(&t.sam), *id = strrchr(note, '/') + 1;
	const char *share = story_print(s, "/card/calming/share/%s", t.alex_id);
	const char *theirs = story_print(s, "/card/of/%s/calming", t.sam_id);

	adds(&t.sam, note, "helped", 5, "helped=4&helped=3");
	assert_int_equal(
		person_post(&t.sam, "/incident/calm", story_print(s, "incident=%s&help=4", id)),
		303);
	assert_int_equal(person_post(&t.sam, share, ""), 303);
	assert_non_null(strstr(page_text(&t.alex, theirs), "Open a window"));
	assert_null(strstr(page_text(&t.alex, theirs), "Breathe slowly"));
	assert_int_equal(
		person_post(&t.sam, "/incident/calm", story_print(s, "incident=%s&help=3", id)),
		303);
	assert_non_null(strstr(page_text(&t.alex, theirs), "Breathe slowly"));
}

static void the_walk_ends_at_the_three_taps(void **state)
{
	struct story *s = *state;
	struct person alex = person_make(s);

	assert_int_equal(person_get(&alex, "/help/connect/6"), 200);
	assert_true(person_sees(&alex, "in three taps"));
	assert_false(person_sees(&alex, "/incident"));
	assert_int_equal(person_get(&alex, "/incident/note"), 303);
	assert_true(person_went_to(&alex, "/sign-in"));
	person_sign_up(&alex, "alex");
	assert_int_equal(person_get(&alex, "/help/connect/6"), 200);
	assert_true(person_sees(&alex, "/incident/note?from=connect/6"));
	assert_false(person_sees(&alex, "/sign-up"));
	/* And back to the step of the walk, not out of Help. */
	person_opens(&alex, "/incident/note?from=connect/6", "href=\"/help/connect/6\"");
	person_opens(&alex, "/incident/note?from=shut-out/2", "href=\"/help/shut-out/2\"");
	static const char *const other[] = { "", "?from=connect", "?from=connect/x",
					     "?from=connect/-1", "?from=//evil.example/6" };

	for (size_t i = 0; i < sizeof other / sizeof *other; i++) {
		const char *path = story_print(s, "/incident/note%s", other[i]);

		person_opens(&alex, path, "class=\"back\" href=\"/incident\"");
	}
	person_opens(&alex, "/today", "href=\"/incident/note\""); /* one tap from there, too */
}

/* The sheet is the same for both; who "I" is stands beside it, by the name that the reader gave. */
static void a_reader_is_told_who_i_is(void **state)
{
	struct two t = two_make(*state);

	(void)notes_all(&t.sam);
	assert_null(strstr(alex_reads(&t), "that is Sam"));
	grants(&t, SHARING_WITH_BEFORE);
	assert_non_null(strstr(alex_reads(&t), "Sam wrote this. Where it says “I” or “me”, "
					       "that is Sam. “The other one” is you."));
}

/* A hard night is no time to find out afterwards who could read it. */
static void a_new_note_says_first_who_reads_it(void **state)
{
	struct two t = two_make(*state);

	assert_null(strstr(page_text(&t.sam, "/incident/note"), "once you tap"));
	grants(&t, SHARING_WITH_BEFORE);
	assert_non_null(strstr(page_text(&t.sam, "/incident/note"),
			       "Alex can read this note once you tap."));
}

/* What somebody did themselves is not asked about as if another had done it to them. */
static void ones_own_pulling_away_is_not_about_the_other(void **state)
{
	struct two t = two_make(*state);
	const char *words = "It is probably not about me";

	assert_int_equal(person_post(&t.sam, "/begin/1", "v=survivor"), 303);
	assert_null(strstr(page_text(&t.sam, notes(&t.sam, "kind=away")), words));
	assert_int_equal(person_post(&t.alex, "/begin/1", "v=partner"), 303);
	assert_non_null(strstr(page_text(&t.alex, notes(&t.alex, "kind=away")), words));
}

/* Also for somebody who answered no first question. */
static void the_other_one_has_a_name(void **state)
{
	struct two t = two_make(*state);
	const char *note = notes(&t.sam, "kind=away");

	assert_non_null(
		strstr(page_text(&t.sam, story_print(t.sam.story, "%s/more/did", note)), "Alex"));
}

/* Under the writer's name, a bare "Pulled away" would say that the writer did. */
static void a_reader_is_not_told_that_the_writer_did_it(void **state)
{
	struct two t = two_make(*state);

	assert_int_equal(person_post(&t.sam, "/begin/1", "v=partner"), 303);
	const char *note = notes(&t.sam, "kind=away");

	assert_non_null(strstr(page_text(&t.sam, note), "They pulled away"));
	grants(&t, SHARING_WITH_BEFORE);
	assert_non_null(strstr(alex_reads(&t), "One of us pulled away"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(notes_are_read_when_shared_and_their_rest_never),
		STORY(a_new_note_says_first_who_reads_it),
		STORY(the_other_one_has_a_name),
		STORY(ones_own_pulling_away_is_not_about_the_other),
		STORY(a_reader_is_not_told_that_the_writer_did_it),
		STORY(a_note_feeds_the_list_of_whoever_wrote_it),
		STORY(what_helped_reaches_a_card_that_is_shared),
		STORY(the_walk_ends_at_the_three_taps),
		STORY(a_reader_is_told_who_i_is),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
