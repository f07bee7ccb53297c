/* Small steps through the pages: a list, a plan, a note, what the engine says of them, and what
 * happens to what was mistyped, overtaken or too long. */
#include <stdlib.h>
#include "deed.h"
#include "pages.h"

#define RATED "before=20&peak=60&after=10&version=1&words=Windy."
#define STEP  "text=Buy+bread+at+noon.&rating=40&area=places&version=0"

/* The address of the step that was added last. */
static const char *went(struct person *p)
{
	struct str to = told_header(&p->last, "Location");

	assert_true(to.n >= 42 && str_has_prefix(to, STR("/approach/")));
	return story_print(p->story, "%.42s", to.p);
}

static const char *adds(struct person *p, const char *form)
{
	assert_int_equal(person_post(p, "/approach/new", form), 303);
	return went(p);
}

static int notes(struct person *p, const char *step, int back, int peak, const char *more)
{
	struct story *s = p->story;

	return person_post(p, story_print(s, "%s/log/new", step),
			   story_print(s, "day=%s&before=20&peak=%d&after=10&minutes=20&words=%s",
				       story_day(s, -back), peak, more));
}

/* The first address on the page that begins so, of something that is there. */
static const char *address(struct person *p, const char *begins)
{
	struct page_links *links = arena_new(&p->story->kept, struct page_links);

	page_add_links(p, links);
	for (size_t i = 0; i < links->n; i++)
		if (strncmp(links->to[i], begins, strlen(begins)) == 0 &&
		    !strstr(links->to[i], "/new"))
			return links->to[i];
	fail_msg("no address begins with %s", begins);
	return NULL;
}

static void a_list_grows_from_ideas_and_own_words(void **state)
{
	struct story *s = *state;
	struct person sam = person_make(s);

	person_sign_up(&sam, "sam");
	person_opens(&sam, "/approach", "Choose a first step");
	person_opens(&sam, "/approach/add", "/approach/add/closeness");
	person_opens(&sam, "/approach/add/closeness", "/card/closeness");
	assert_int_equal(person_post(&sam, "/approach/add/places", "suggestion=3"), 303);
	person_opens(&sam, went(&sam), "Walk around the block");
	person_opens(&sam, "/approach/add/places", "on your list");
	const char *step = adds(&sam, STEP);

	person_opens(&sam, step, "Start when you want");
	person_opens(&sam, step, "uneasy (40)");
	assert_int_equal(person_post(&sam, story_print(s, "%s/edit", step),
				     "text=Buy+rolls.&rating=45&area=people&version=1"),
			 303);
	person_opens(&sam, step, "Buy rolls.");
	person_opens(&sam, step, "quite hard (45)");
	assert_int_equal(person_post(&sam, story_print(s, "%s/split", step),
				     "text=Stand+outside.&rating=25"),
			 303);
	person_opens(&sam, went(&sam), "A piece of");
	person_opens(&sam, "/approach", "a smaller piece");
	person_opens(&sam, "/approach/print", "Stand outside.");
	assert_int_equal(person_post(&sam, story_print(s, "%s/away", step), ""), 303);
	person_opens(&sam, step, "You put this away");
	person_opens(&sam, "/approach", "Put away");
	assert_int_equal(person_post(&sam, story_print(s, "%s/away", step), "back=1"), 303);
	person_opens(&sam, step, "Start when you want");
}

static void a_plan_becomes_a_note(void **state)
{
	struct story *s = *state;
	struct person sam = person_make(s);

	person_sign_up(&sam, "sam");
	const char *step = adds(&sam, STEP);

	assert_int_equal(
		person_post(&sam, story_print(s, "%s/plan/new", step),
			    story_print(s, "day=%s&time=10%%3A30&with=friend&minutes=20&place=Mill",
					story_day(s, 1))),
		303);
	person_opens(&sam, step, "Tomorrow at 10:30");
	person_opens(&sam, step, "20 minutes, with a friend or relative, Mill");
	person_opens(&sam, "/approach", "Tomorrow at 10:30");
	assert_int_equal(person_get(&sam, step), 200);
	const char *log = address(&sam, story_print(s, "%s/log/", step));
	const char *plan = address(&sam, story_print(s, "%s/plan/", step));

	person_opens(&sam, log, "How it went");
	/* Earlier than planned, in another month as it may be: the plan itself becomes the note. */
	assert_int_equal(person_post(&sam, log,
				     story_print(s,
						 "version=1&day=%s&before=30&peak=60&after=20&"
						 "stop=&words=The+bell+rang.",
						 story_day(s, -14))),
			 400);
	assert_int_equal(person_post(&sam, log,
				     story_print(s,
						 "version=1&day=%s&before=30&peak=60&after=20&"
						 "words=The+bell+rang.",
						 story_day(s, -14))),
			 303);
	assert_int_equal(person_get(&sam, step), 200);
	assert_false(person_sees(&sam, "Tomorrow"));
	assert_true(person_sees(&sam, "Each practice"));
	person_opens(&sam, log, "The bell rang.");
	assert_int_equal(
		person_post(&sam, plan, story_print(s, "version=2&day=%s", story_day(s, 1))),
		404); /* it is no plan any more */
	assert_int_equal(
		person_post(&sam, story_print(s, "%s/remove/%s", step, strrchr(log, '/') + 1), ""),
		303);
	assert_int_equal(person_get(&sam, step), 200);
	assert_false(person_sees(&sam, "Each practice"));
}

static void today_speaks_of_a_step(void **state)
{
	struct story *s = *state;
	struct person sam = person_make(s);

	person_sign_up(&sam, "sam");
	for (int i = 1; i <= 3; i++)
		assert_int_equal(person_post(&sam, story_print(s, "/begin/%d", i), "skip=1"), 303);
	const char *step = adds(&sam, STEP);

	assert_int_equal(person_get(&sam, "/today"), 200);
	assert_false(person_sees(&sam, "Your step"));
	assert_int_equal(person_post(&sam, story_print(s, "%s/plan/new", step),
				     story_print(s, "day=%s", story_day(s, 0))),
			 303);
	person_opens(&sam, "/today", "Your step today");
	assert_true(person_sees(&sam, step));
	/* A day later it has passed by, and nobody is asked about it. */
	s->now += 86400;
	person_sign_in(&sam, "sam", PASSPHRASE, false);
	assert_int_equal(person_get(&sam, "/today"), 200);
	assert_false(person_sees(&sam, "Your step"));
	assert_false(person_sees(&sam, "missed"));
}

static void the_engine_speaks_on_the_page(void **state)
{
	struct story *s = *state;
	struct person sam = person_make(s);

	person_sign_up(&sam, "sam");
	const char *step = adds(&sam, STEP), *next;

	assert_int_equal(notes(&sam, step, 3, 40, ""), 303);
	person_opens(&sam, step, "The same step again");
	assert_false(person_sees(&sam, "<svg viewBox=\"0 0 320"));
	next = adds(&sam, "text=Buy+bread+on+Saturday.&rating=55&area=places");
	(void)adds(&sam, "text=Go+to+the+market.&rating=56&area=places");
	assert_int_equal(notes(&sam, step, 2, 30, ""), 303);
	person_opens(&sam, step, "A next step can come");
	assert_true(person_sees(&sam, next));
	assert_false(person_sees(&sam, "Go to the market.")); /* 16 more */
	assert_true(person_sees(&sam, "The hardest moment went from 40 to 30"));
	assert_true(person_sees(&sam, "before 20, hardest 40, after 10."));
	assert_int_equal(notes(&sam, step, 1, 80, ""), 303);
	person_opens(&sam, step, "A smaller piece");
	assert_int_equal(notes(&sam, step, 1, 20, "&stop=3"), 303);
	person_opens(&sam, step, "Being safe comes first.");
	assert_true(person_sees(&sam, "/help/call"));
	s->now += 60;
	assert_int_equal(notes(&sam, step, 0, 20, ""), 303);
	person_opens(&sam, step,
		     "Being safe comes first."); /* it stays, until the person says so */
	assert_false(person_sees(&sam, "/plan/new"));
	s->now += 60;
	assert_int_equal(person_post(&sam, story_print(s, "%s/up", step), ""), 303);
	person_opens(&sam, step, "so it starts fresh");
	person_opens(&sam, story_print(s, "%s/worse", step), "/help/two-minutes");
}

/* --- what was mistyped */
static void bad_input_is_told_and_nothing_lost(void **state)
{
	struct story *s = *state;
	struct person sam = person_make(s);
	const char *much = "Sunday+walk";

	person_sign_up(&sam, "sam");
	const char *step = adds(&sam, STEP), *plan = story_print(s, "%s/plan/new", step);

	person_is_refused(&sam, "/approach/new", "text=Sunday+walk&rating=101&area=places",
			  "from 0 to 100");
	person_is_refused(&sam, "/approach/new", "text=Sunday+walk&rating=-1&area=places",
			  "from 0 to 100");
	person_is_refused(&sam, "/approach/new", "text=Sunday+walk&area=places", "from 0 to 100");
	assert_int_equal(person_post(&sam, "/approach/new", "text=x&rating=1&area=moon"), 400);
	assert_int_equal(person_post(&sam, "/approach/new", "text=&rating=1&area=places"), 422);
	for (int day = -1; day <= 61; day += 62)
		person_is_refused(&sam, plan,
				  story_print(s, "day=%s&place=Sunday+walk", story_day(s, day)),
				  "up to 60 days ahead");
	person_is_refused(&sam, plan, "day=2026-02-30&place=Sunday+walk", "up to 60 days ahead");
	person_is_refused(&sam, plan,
			  story_print(s, "day=%s&time=24:00&place=Sunday+walk", story_day(s, 0)),
			  "as 19:30");
	const char *log = story_print(s, "%s/log/new", step);

	for (int day = -15; day <= 1; day += 16)
		person_is_refused(&sam, log,
				  story_print(s, "day=%s&before=1&peak=2&after=1&words=Sunday+walk",
					      story_day(s, day)),
				  "14 days before");
	person_is_refused(&sam, log,
			  story_print(s, "day=%s&before=1&peak=101&after=1&words=Sunday+walk",
				      story_day(s, 0)),
			  "from 0 to 100");
	person_is_refused(&sam, log,
			  story_print(s, "day=%s&before=50&peak=40&after=1&words=Sunday+walk",
				      story_day(s, 0)),
			  "at least as hard as before");
	for (int i = 0; i < 998; i++)
		much = story_print(s, "%s+and+so+on", much);
	much = story_print(s, "%s+and+even", much); /* 10,000 characters */
	person_is_refused(
		&sam, log,
		story_print(s, "day=%s&before=1&peak=2&after=1&words=%s", story_day(s, 0), much),
		"longer than fits");
	person_is_refused(&sam, "/approach/new", story_print(s, "text=%.400s&rating=30", much),
			  "longer");
	person_opens(&sam, step, "Start when you want"); /* nothing of all this was kept */
	assert_int_equal(person_get(&sam, "/approach/00000000000000000000000000000000"), 404);
	assert_int_equal(person_get(&sam, "/approach/sunday"), 404);
	assert_int_equal(person_get(&sam, story_print(s, "%s/log/old", step)), 404);
}

/* A note of weeks ago can be mended; its day stays, and no other day so far back is taken. */
static void an_old_note_keeps_its_day(void **state)
{
	struct story *s = *state;
	struct person sam = person_make(s);

	person_sign_up(&sam, "sam");
	const char *step = adds(&sam, STEP), *day = story_day(s, 0), *early = story_day(s, 1);

	assert_int_equal(notes(&sam, step, 0, 40, ""), 303);
	s->now += 30 * 86400;
	assert_int_equal(person_sign_in(&sam, "sam", PASSPHRASE, false), 303);
	assert_int_equal(person_get(&sam, step), 200);
	const char *one = address(&sam, story_print(s, "%s/log/", step));

	person_opens(&sam, one, story_print(s, "min=\"%s\"", day));
	assert_int_equal(person_post(&sam, one, story_print(s, "day=%s&%s", early, RATED)), 422);
	assert_true(person_sees(&sam, "14 days before"));
	assert_int_equal(person_post(&sam, one, story_print(s, "day=%s&%s", day, RATED)), 303);
	person_opens(&sam, one, "Windy.");
}

static void two_devices_on_one_step(void **state)
{
	struct story *s = *state;
	struct person phone = person_make(s), desk = person_make(s);

	person_sign_up(&phone, "sam");
	person_sign_in(&desk, "sam", PASSPHRASE, false);
	const char *step = adds(&phone, STEP), *edit = story_print(s, "%s/edit", step);

	person_opens(&desk, edit, "name=\"version\" value=\"1\"");
	assert_int_equal(person_post(&phone, edit, "text=From+the+phone.&rating=40&version=1"),
			 303);
	assert_int_equal(person_post(&desk, edit, "text=From+the+desk.&rating=50&version=1"), 422);
	assert_true(person_sees(&desk, "changed in another window"));
	assert_true(person_sees(&desk, "From the desk."));
	person_opens(&phone, step, "From the phone.");
	assert_int_equal(person_post(&desk, edit, "text=From+the+desk.&rating=50&version=2"), 303);
	person_opens(&phone, step, "From the desk.");

	/* Both note at once: both notes are there. Both change one: the second is told. */
	assert_int_equal(notes(&phone, step, 1, 40, ""), 303);
	assert_int_equal(notes(&desk, step, 1, 50, ""), 303);
	assert_int_equal(person_get(&phone, step), 200);
	assert_true(person_sees(&phone, ">40</td>") && person_sees(&phone, ">50</td>"));
	const char *one = address(&phone, story_print(s, "%s/log/", step));
	const char *form = story_print(s, "day=%s&before=1&peak=60&after=1&version=1&words=Mine.",
				       story_day(s, -1));

	assert_int_equal(person_post(&phone, one, form), 303);
	assert_int_equal(person_post(&desk, one, form), 422);
	assert_true(person_sees(&desk, "changed in another window"));
	assert_true(person_sees(&desk, "Mine."));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(a_list_grows_from_ideas_and_own_words),
		STORY(a_plan_becomes_a_note),
		STORY(today_speaks_of_a_step),
		STORY(the_engine_speaks_on_the_page),
		STORY(bad_input_is_told_and_nothing_lost),
		STORY(an_old_note_keeps_its_day),
		STORY(two_devices_on_one_step),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
