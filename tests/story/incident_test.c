/* Noticing what sets something off, through the pages: three taps, what is added later, triggers
 * and what recurs, reading it again, what goes on to other rooms, and what is mistyped, too long or
 * overtaken. */
#include "deed.h"
#include "pages.h"

/* The first `n` characters of where the last post went. */
static const char *went(struct person *p, int n)
{
	struct str to = told_header(&p->last, "Location");

	assert_true(to.n >= (size_t)n && str_has_prefix(to, STR("/incident/")));
	return story_print(p->story, "%.*s", n, to.p);
}

#define NOTE_ADDRESS 42

/* All three taps. The note's address. */
static const char *notes(struct person *p, const char *form)
{
	assert_int_equal(person_post(p, "/incident/note", form), 303);
	return went(p, NOTE_ADDRESS);
}

static int adds(struct person *p, const char *note, const char *part, int version, const char *form)
{
	return person_post(p, story_print(p->story, "%s/more/%s", note, part),
			   story_print(p->story, "version=%d&%s", version, form));
}

static void three_taps_and_each_is_kept(void **state)
{
	struct story *s = *state;
	struct person alex = person_named(s, "alex");

	assert_int_equal(person_post(&alex, "/begin/1", "v=partner"), 303);
	person_opens(&alex, "/incident", "nothing has to be");
	person_opens(&alex, "/incident/note", "They pulled away");
	const char *note = notes(&alex, "kind=away&words=");

	assert_true(person_went_to(&alex, story_print(s, "%s/tap/2", note)));
	person_opens(&alex, "/incident", "They pulled away"); /* after one tap */
	person_opens(&alex, story_print(s, "%s/tap/2?new=1", note), "Question 2 of 3");
	assert_int_equal(person_post(&alex, story_print(s, "%s/tap/2", note), "where=home&new=1"),
			 303);
	assert_true(person_went_to(&alex, story_print(s, "%s/tap/3", note)));
	person_opens(&alex, note, "At home"); /* after two */
	assert_int_equal(person_post(&alex, story_print(s, "%s/tap/3", note), "strong=6&new=1"),
			 303);
	assert_true(person_went_to(&alex, note));
	person_opens(&alex, note, "Strong (6)");
	assert_true(person_sees(&alex, "Add, if you like"));
	assert_true(person_sees(&alex, "Today, around midday")); /* when it was noted */
	person_opens(&alex, "/incident", "Today · Strong");
	/* A tap may be skipped, and changed later. */
	note = notes(&alex, "kind=night");
	assert_int_equal(person_post(&alex, story_print(s, "%s/tap/2", note), "skip=1&new=1"), 303);
	assert_int_equal(person_post(&alex, story_print(s, "%s/tap/3", note), "skip=1&new=1"), 303);
	person_opens(&alex, note, "Where it was");
	assert_int_equal(person_post(&alex, story_print(s, "%s/tap/2", note), "where=bed"), 303);
	assert_true(person_went_to(&alex, note));
	person_misses(&alex, note, "Where it was");
}

static void words_are_asked_by_role(void **state)
{
	struct story *s = *state;
	struct person sam = person_named(s, "sam");

	person_opens(&sam, "/incident/note", ">One of us pulled away<");
	assert_int_equal(person_post(&sam, "/begin/1", "v=survivor"), 303);
	person_opens(&sam, "/incident/note", ">I pulled away<");
	assert_int_equal(person_post(&sam, "/begin/2", "v=Alex"), 303);
	const char *note = notes(&sam, "kind=away");

	person_opens(&sam, story_print(s, "%s/more/did", note), "<h2>Alex</h2>");
	assert_int_equal(adds(&sam, note, "did", 1, "mine=1&theirs=5&theirs_words=And+again."),
			 303);
	person_opens(&sam, note, "What Alex did");
	assert_true(person_sees(&sam, "Pressed for an answer"));
	assert_true(person_sees(&sam, "And again."));
}

static void a_form_sent_twice_is_one_note(void **state)
{
	struct story *s = *state;
	struct person sam = person_named(s, "sam");
	struct page_links *links = arena_new(&s->kept, struct page_links);
	size_t n = 0;

	assert_int_equal(person_get(&sam, "/incident/note"), 200);
	const char *id = person_read(&sam, "name=\"id\" value=\"");
	const char *form = story_print(s, "kind=argument&words=Door.&id=%s", id);

	assert_int_equal(person_post(&sam, "/incident/note", form), 303);
	assert_int_equal(person_post(&sam, "/incident/note", form), 303);
	assert_int_equal(person_get(&sam, "/incident"), 200);
	page_add_links(&sam, links);
	for (size_t i = 0; i < links->n; i++)
		n += strlen(links->to[i]) == NOTE_ADDRESS &&
		     strncmp(links->to[i], "/incident/", 10) == 0;
	assert_int_equal(n, 1);
	person_opens(&sam, story_print(s, "/incident/%s", id), "Door.");
}

static void the_rest_comes_later(void **state)
{
	struct story *s = *state;
	struct person sam = person_named(s, "sam");
	const char *note = notes(&sam, "kind=startled&words=A+pan+fell.");

	assert_int_equal(adds(&sam, note, "signs", 1, "signs=1&signs=3&signs_words=Cold+hands."),
			 303);
	person_opens(&sam, note, "Going quiet, eyes on the door");
	assert_true(person_sees(&sam, "Cold hands."));
	assert_int_equal(adds(&sam, note, "trigger", 2, "words=Metal+on+stone&area=sound"), 303);
	person_opens(&sam, note, "Metal on stone");
	person_opens(&sam, "/incident/triggers", "Metal on stone");
	assert_true(person_sees(&sam, "A sound · once"));
	assert_int_equal(adds(&sam, note, "helped", 3,
			      "helped=4&helped=1&not=10&helped_words=Rain.&not_words=Talk.&avoided="
			      "The+kitchen"),
			 303);
	person_opens(&sam, note, "Some room for myself, fresh air");
	assert_true(person_sees(&sam, "The kitchen") && person_sees(&sam, "Talk."));
	assert_int_equal(
		adds(&sam, note, "when", 4,
		     story_print(s, "day=%s&part=night&place=By+the+stove", story_day(s, -40))),
		303);
	person_opens(&sam, note, "at night"); /* in another month by now, with all of it */
	assert_true(person_sees(&sam, "By the stove") && person_sees(&sam, "Metal on stone"));
	assert_int_equal(person_post(&sam, story_print(s, "%s/tap/1", note),
				     "kind=other&words=A+lid+fell.&version=5"),
			 303);
	person_opens(&sam, note, "A lid fell.");
	/* A second trigger from the list, and one that is there in other letters. */
	assert_int_equal(person_post(&sam, "/incident/triggers", "words=The+bell&area="), 303);
	assert_int_equal(person_post(&sam, "/incident/triggers", "words=the+BELL"), 303);
	person_opens(&sam, "/incident/triggers", "The bell");
	assert_false(person_sees(&sam, "the BELL"));
	assert_int_equal(person_post(&sam, story_print(s, "%s/remove", note), ""), 303);
	assert_int_equal(person_get(&sam, note), 404);
	person_opens(&sam, "/incident/triggers", "Metal on stone"); /* the list stays */
	assert_true(person_sees(&sam, "not noted yet"));
}

static const char *trigger_address(struct person *p, const char *words)
{
	struct page_links *links = arena_new(&p->story->kept, struct page_links);

	assert_int_equal(person_get(p, "/incident/triggers"), 200);
	page_add_links(p, links);
	for (size_t i = 0; i < links->n; i++)
		if (strncmp(links->to[i], "/incident/trigger/", 18) == 0 &&
		    person_get(p, links->to[i]) == 200 && person_sees(p, words))
			return links->to[i];
	fail_msg("no trigger %s", words);
	return NULL;
}

static void counts_and_nothing_more(void **state)
{
	struct story *s = *state;
	struct person sam = person_named(s, "sam");
	const char *bell = NULL;

	for (int i = 0; i < 3; i++) {
		const char *note = notes(&sam, "kind=startled");

		assert_int_equal(adds(&sam, note, "trigger", 1,
				      bell ? story_print(s, "trigger=%s", strrchr(bell, '/') + 1)
					   : "words=The+bell"),
				 303);
		assert_int_equal(adds(&sam, note, "helped", 2, "helped=5"), 303);
		bell = trigger_address(&sam, "The bell");
		assert_int_equal(person_get(&sam, "/incident/profile"), 200);
		assert_int_equal(person_sees(&sam, "once"), i == 0);
		assert_int_equal(person_sees(&sam, "twice"), i == 1);
		assert_int_equal(person_sees(&sam, "3 times"), i == 2);
		assert_int_equal(person_sees(&sam, " of 3 around midday"), i == 2);
		assert_int_equal(person_sees(&sam, "Cold water (3 of 3)"), i == 2);
		assert_false(person_sees(&sam, "%"));
		assert_int_equal(person_get(&sam, bell), 200);
		assert_int_equal(person_sees(&sam, "Cold water (3 of 3)"), i == 2);
	}
	/* From there to the calming card, once. */
	assert_int_equal(person_post(&sam, "/incident/calm",
				     story_print(s, "help=5&trigger=%s", strrchr(bell, '/') + 1)),
			 303);
	struct str to = told_header(&sam.last, "Location");

	person_opens(&sam, story_print(s, "%.*s", (int)to.n, to.p), "href=\"/card/calming\"");
	person_opens(&sam, "/card/calming", "Bring me a glass of cold water.");
	person_opens(&sam, bell, "on your calming card");
	/* Words change, it is put away, it goes; the notes stay. */
	assert_int_equal(person_post(&sam, story_print(s, "%s/edit", bell),
				     "version=1&words=The+doorbell&area=sound"),
			 303);
	person_opens(&sam, bell, "The doorbell");
	assert_int_equal(person_post(&sam, story_print(s, "%s/away", bell), ""), 303);
	person_opens(&sam, bell, "You put this away");
	assert_int_equal(person_post(&sam, story_print(s, "%s/away", bell), "back=1"), 303);
	person_misses(&sam, bell, "You put this away");
	assert_int_equal(person_post(&sam, story_print(s, "%s/remove", bell), ""), 303);
	assert_int_equal(person_get(&sam, bell), 404);
	person_opens(&sam, "/incident/profile", "name nothing that set it off: 3 of 3");
}

static void it_looks_different_the_next_day(void **state)
{
	struct story *s = *state;
	struct person sam = person_named(s, "sam");
	const char *note = notes(&sam, "kind=argument&words=The+dishes.");
	const char *again = story_print(s, "%s/again", note);

	person_misses(&sam, note, "It looks different the next day");
	s->now += 86400;
	person_sign_in(&sam, "sam", PASSPHRASE, false);
	person_misses(&sam, "/today", "looks different"); /* nobody is reminded */
	person_opens(&sam, note, "It looks different the next day");
	person_opens(&sam, again, "The dishes.");
	assert_int_equal(person_post(&sam, again, "words="), 422);
	for (int i = 1; i <= 5; i++)
		assert_int_equal(person_post(&sam, again, story_print(s, "words=Sentence+%d.", i)),
				 303);
	assert_int_equal(person_post(&sam, again, "words=One+more."), 422);
	assert_true(person_sees(&sam, "Five sentences fit"));
	assert_true(person_sees(&sam, "One more."));
	person_opens(&sam, note, "Sentence 5.");
	const char *unread = story_print(s, "%s/unread", note);

	assert_int_equal(person_post(&sam, unread, "n=2&version=4"), 422);
	assert_true(person_sees(&sam, "Nothing was deleted"));
	assert_int_equal(person_post(&sam, unread, "n=2&version=5"), 303);
	person_misses(&sam, note, "Sentence 2.");
	person_opens(&sam, note, "Sentence 3.");
	assert_int_equal(person_post(&sam, unread, "n=9&version=6"), 400);
}

static void it_is_probably_not_about_me(void **state)
{
	struct story *s = *state;
	struct person alex = person_named(s, "alex");
	const char *note = notes(&alex, "kind=away&words=He+left+the+table.");
	const char *about = story_print(s, "%s/about", note);

	person_opens(&alex, "/incident", "/incident/about");
	person_opens(&alex, "/incident/about", "A bad night");
	person_opens(&alex, note, about);
	person_opens(&alex, about, "He left the table.");
	assert_true(person_sees(&alex, "/help/call"));
	assert_int_equal(
		person_post(&alex, about, "relates=1&relates=8&words=The+visit.&version=0"), 303);
	person_opens(&alex, note, "A bad night, shame, or not wanting to be a burden");
	assert_true(person_sees(&alex, "The visit."));
	assert_int_equal(person_post(&alex, about, "relates=30&version=1"), 400);
	assert_int_equal(person_post(&alex, about, "words=Second.&version=0"), 422);
	assert_true(person_sees(&alex, "changed in another window"));
	assert_true(person_sees(&alex, "Second."));
	/* Whoever is afraid is not told that it is not about them. */
	assert_int_equal(person_post(&alex, "/own/pause", "paused=yes"), 303);
	person_opens(&alex, about, "This page rests");
	assert_false(person_sees(&alex, "A bad night"));
	person_opens(&alex, "/incident/about", "See who to call");
}

static void what_helped_goes_on_with_one_tap(void **state)
{
	struct story *s = *state;
	struct person sam = person_named(s, "sam");
	const char *note = notes(&sam, "kind=down"), *id = strrchr(note, '/') + 1;
	const char *calm = story_print(s, "incident=%s&help=7", id);

	person_misses(&sam, note, "For your calming card");
	assert_int_equal(adds(&sam, note, "helped", 1,
			      "helped=7&helped=3&helped_words=Humming.&avoided=The+market"),
			 303);
	person_opens(&sam, note, "For your calming card");
	assert_true(person_sees(&sam, "Turn the lights low."));
	assert_true(person_sees(&sam, ">The market</button>"));
	assert_int_equal(person_post(&sam, "/incident/calm", calm), 303);
	assert_int_equal(person_post(&sam, "/incident/calm", calm), 303); /* twice is once */
	person_misses(&sam, note, ">Turn the lights low.</button>");
	assert_int_equal(
		person_post(&sam, "/incident/calm", story_print(s, "incident=%s&help=0", id)), 303);
	struct str to = told_header(&sam.last, "Location");

	person_opens(&sam, story_print(s, "%.*s", (int)to.n, to.p), "See the card");
	person_opens(&sam, "/card/calming", "Turn the lights low.");
	assert_true(person_sees(&sam, "Humming."));
	assert_false(person_sees(&sam, "Breathe slowly with me"));
	assert_int_equal(person_post(&sam, "/incident/step", story_print(s, "incident=%s", id)),
			 303);
	to = told_header(&sam.last, "Location");
	person_opens(&sam, story_print(s, "%.*s", (int)to.n, to.p), "See the step");
	const char *step = story_print(s, "/approach/%.32s", person_read(&sam, "\"/approach/"));

	person_opens(&sam, step, "The market");
	person_opens(&sam, "/approach", "href=\"/calendar\"");
	person_opens(&sam, "/approach", "The market");
	person_misses(&sam, note, "For your small steps");
	assert_int_equal(
		person_post(&sam, "/incident/calm", story_print(s, "incident=%s&help=31", id)),
		400);
	assert_int_equal(person_post(&sam, "/incident/calm", "help=7"), 400);
	assert_int_equal(person_post(&sam, "/incident/step", "incident=moon"), 400);
}

/* --- what was mistyped */
static const char *much(struct story *s)
{
	const char *text = "Sunday+walk";

	for (int i = 0; i < 998; i++)
		text = story_print(s, "%s+and+so+on", text);
	return story_print(s, "%s+and+even", text); /* 10,000 characters */
}

static void bad_input_is_told_and_nothing_lost(void **state)
{
	struct story *s = *state;
	struct person sam = person_named(s, "sam");
	const char *long_words = much(s);

	person_is_refused(&sam, "/incident/note", story_print(s, "kind=away&words=%s", long_words),
			  "longer than fits");
	assert_int_equal(person_post(&sam, "/incident/note", "kind=moon"), 400);
	assert_int_equal(person_post(&sam, "/incident/note", "words=Alone"), 400);
	assert_int_equal(person_post(&sam, "/incident/note", "kind=away&id=moon"), 400);
	person_opens(&sam, "/incident", "nothing has to be"); /* nothing of all this was kept */
	const char *note = notes(&sam, "kind=away"), *when = story_print(s, "%s/more/when", note);

	for (int day = -61; day <= 1; day += 62)
		person_is_refused(
			&sam, when,
			story_print(s, "version=1&day=%s&place=Sunday+walk", story_day(s, day)),
			"60 days before");
	person_is_refused(&sam, when, "version=1&day=2026-02-30&place=Sunday+walk",
			  "60 days before");
	assert_int_equal(
		adds(&sam, note, "when", 1, story_print(s, "day=%s&part=noon", story_day(s, 0))),
		400);
	static const char *const fields[][2] = {
		{ "signs", "signs_words" },   { "did", "mine_words" },	 { "did", "theirs_words" },
		{ "helped", "helped_words" }, { "helped", "not_words" }, { "helped", "avoided" },
		{ "trigger", "words" }
	};

	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		person_is_refused(&sam, story_print(s, "%s/more/%s", note, fields[i][0]),
				  story_print(s, "version=1&%s=%s", fields[i][1], long_words),
				  "longer than fits");
	person_is_refused(&sam, story_print(s, "%s/again", note),
			  story_print(s, "words=%s", long_words), "longer than fits");
	person_is_refused(&sam, story_print(s, "%s/about", note),
			  story_print(s, "version=0&words=%s", long_words), "longer than fits");
	person_is_refused(&sam, "/incident/triggers", story_print(s, "words=%s", long_words),
			  "longer than fits");
	assert_int_equal(adds(&sam, note, "signs", 1, "signs=12"), 400);
	assert_int_equal(adds(&sam, note, "did", 1, "mine=0"), 400);
	assert_int_equal(adds(&sam, note, "trigger", 1, "trigger=moon"), 400);
	assert_int_equal(adds(&sam, note, "trigger", 1, "words=x&area=moon"), 400);
	assert_int_equal(adds(&sam, note, "moon", 1, ""), 404);
	for (int strong = -1; strong <= 11; strong += 12)
		assert_int_equal(person_post(&sam, story_print(s, "%s/tap/3", note),
					     story_print(s, "strong=%d", strong)),
				 400);
	assert_int_equal(person_post(&sam, story_print(s, "%s/tap/2", note), "where=moon"), 400);
	assert_int_equal(person_get(&sam, story_print(s, "%s/tap/4", note)), 404);
	assert_int_equal(person_get(&sam, "/incident/00000000000000000000000000000000"), 404);
	assert_int_equal(person_get(&sam, "/incident/moon"), 404);
	assert_int_equal(person_get(&sam, "/incident?to=99999"), 400);
	person_misses(&sam, note, "Sunday");
}

static void a_note_names_five_at_most(void **state)
{
	struct story *s = *state;
	struct person sam = person_named(s, "sam");
	const char *note = notes(&sam, "kind=away"), *ticked = "";

	for (int i = 0; i < 5; i++) {
		assert_int_equal(adds(&sam, note, "trigger", i + 1,
				      story_print(s, "%swords=Bell+%d", ticked, i)),
				 303);
		const char *bell = trigger_address(&sam, story_print(s, "Bell %d", i));

		ticked = story_print(s, "%strigger=%s&", ticked, strrchr(bell, '/') + 1);
	}
	person_is_refused(&sam, story_print(s, "%s/more/trigger", note),
			  story_print(s, "version=6&%swords=Sunday+walk", ticked), "up to five");
	person_misses(&sam, "/incident/triggers", "Sunday walk");
	/* The same ones again, and one that was deleted elsewhere: the rest is kept. */
	assert_int_equal(
		adds(&sam, note, "trigger", 6,
		     story_print(s, "%strigger=%s", ticked, "00112233445566778899aabbccddeeff")),
		303);
	person_opens(&sam, note, "Bell 4");
}

static void two_devices_on_one_note(void **state)
{
	struct story *s = *state;
	struct person phone = person_named(s, "sam"), desk = person_make(s);

	person_sign_in(&desk, "sam", PASSPHRASE, false);
	const char *note = notes(&phone, "kind=away&words=Soup.");

	person_opens(&desk, story_print(s, "%s/more/signs", note), "name=\"version\" value=\"1\"");
	assert_int_equal(adds(&phone, note, "signs", 1, "signs=2&signs_words=From+the+phone."),
			 303);
	assert_int_equal(adds(&desk, note, "signs", 1, "signs=3&signs_words=From+the+desk."), 422);
	assert_true(person_sees(&desk, "changed in another window"));
	assert_true(person_sees(&desk, "From the desk."));
	person_opens(&phone, note, "From the phone.");
	assert_int_equal(adds(&desk, note, "signs", 2, "signs=3&signs_words=From+the+desk."), 303);
	person_opens(&phone, note, "From the desk.");
	/* A trigger that would have been added with it is not. */
	assert_int_equal(adds(&desk, note, "trigger", 1, "words=Left+behind"), 422);
	assert_true(person_sees(&desk, "Left behind"));
	person_misses(&phone, "/incident/triggers", "Left behind");
	/* Words of the first tap likewise; the tap alone is the last one's. */
	assert_int_equal(person_post(&phone, story_print(s, "%s/tap/1", note),
				     "kind=down&words=Other+words.&version=1"),
			 422);
	assert_true(person_sees(&phone, "Other words."));
	assert_int_equal(person_post(&phone, story_print(s, "%s/tap/1", note),
				     "kind=down&words=Soup.&version=1"),
			 303);
	person_opens(&desk, note, "One of us shut down");
	/* Gone on one: the other is told plainly. */
	assert_int_equal(person_post(&phone, story_print(s, "%s/remove", note), ""), 303);
	assert_int_equal(adds(&desk, note, "signs", 4, "signs=1"), 404);
}

static void it_is_in_the_copy_to_take_along(void **state)
{
	struct story *s = *state;
	struct person sam = person_named(s, "sam");
	const char *note = notes(&sam, "kind=away&words=Stew+burned.");

	assert_int_equal(adds(&sam, note, "trigger", 1, "words=Smell+of+smoke&area=smell"), 303);
	assert_int_equal(adds(&sam, note, "helped", 2, "helped=4&avoided=The+stove"), 303);
	assert_int_equal(person_post(&sam, story_print(s, "%s/about", note),
				     "relates=2&words=November.&version=0"),
			 303);
	assert_int_equal(person_post(&sam, story_print(s, "%s/again", note), "words=It+was+stew."),
			 303);
	assert_int_equal(person_post(&sam, "/export/json", ""), 200);
	static const char *const words[] = { "Stew burned.", "Smell of smoke", "Fresh air",
					     "The stove",    "November.",      "It was stew." };

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (!person_sees(&sam, words[i]))
			fail_msg("the copy has no %s", words[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(three_taps_and_each_is_kept),
		STORY(words_are_asked_by_role),
		STORY(a_form_sent_twice_is_one_note),
		STORY(the_rest_comes_later),
		STORY(counts_and_nothing_more),
		STORY(it_looks_different_the_next_day),
		STORY(it_is_probably_not_about_me),
		STORY(what_helped_goes_on_with_one_tap),
		STORY(bad_input_is_told_and_nothing_lost),
		STORY(a_note_names_five_at_most),
		STORY(two_devices_on_one_note),
		STORY(it_is_in_the_copy_to_take_along),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
