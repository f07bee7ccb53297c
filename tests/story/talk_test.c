/* Raising treatment through the pages (art.17, art.26): a plan step by step, cards that turn once,
 * tries in words that blame nobody, what happens to what was mistyped, who reads what, and a pause
 * that only its owner sees. */
#include <stdlib.h>
#include "pages.h"
#include "two.h"

static void keeps(struct person *p, const char *path, const char *form, const char *to)
{
	int status = person_post(p, path, form);

	if (status != 303 || !person_went_to(p, to))
		fail_msg("%s answers %d, goes to %.*s", path, status,
			 (int)told_header(&p->last, "Location").n,
			 told_header(&p->last, "Location").p);
}

static void makes_plan(struct person *p)
{
	struct story *s = p->story;

	keeps(p, "/talk/them/opening", "words=You+look+tired.+I+worry.&version=0&new=1",
	      "/talk/them/plan/when");
	keeps(p, "/talk/them/plan/when",
	      story_print(s, "day=%s&time=18:30&where=1&place=by+the+canal&version=1&new=1",
			  story_day(s, 3)),
	      "/talk/them/plan/answers");
	keeps(p, "/talk/them/plan/answers", "reply=1&reply=6&version=2&new=1",
	      "/talk/them/plan/no");
	keeps(p, "/talk/them/plan/no", "no=1&words=Water+the+plants.&version=3&new=1",
	      "/talk/them/plan/ask");
	keeps(p, "/talk/them/plan/ask", "ask=1&words=&version=4&new=1", "/talk/them");
}

static void a_plan_is_made_step_by_step(void **state)
{
	struct story *s = *state;
	struct person alex = person_named(s, "alex");

	person_opens(&alex, "/talk", "Find help for myself");
	person_opens(&alex, "/talk/them", "Choose a first sentence");
	person_opens(&alex, "/talk/them/opening?new=1", "Step 1 of 5");
	assert_true(person_sees(&alex, "/talk/them/opening?row=3&amp;new=1"));
	person_opens(&alex, "/talk/them/opening?row=3&new=1", "Only about sleep.</textarea>");
	makes_plan(&alex);
	person_opens(&alex, "/talk/them", "You look tired. I worry.");
	assert_true(person_sees(&alex, "at 18:30"));
	assert_true(person_sees(&alex, "On a walk, by the canal"));
	assert_true(person_sees(&alex, "Water the plants."));
	assert_true(person_sees(&alex, "href=\"/talk/options\""));
	person_opens(&alex, "/talk/them/print", "You look tired. I worry.");
	assert_true(person_sees(&alex, "Not now."));
	assert_false(person_sees(&alex, "I am not crazy."));
	/* The other side is a plan of its own. */
	person_opens(&alex, "/talk/me", "Choose a first sentence");
	keeps(&alex, "/talk/me/opening", "words=May+I+read+it+out%3F&version=0", "/talk/me");
	person_opens(&alex, "/talk/me", "May I read it out?");
	person_opens(&alex, "/talk/them", "You look tired. I worry.");
	keeps(&alex, "/talk/them/remove", "", "/talk/them");
	person_opens(&alex, "/talk/them", "Choose a first sentence");
	person_opens(&alex, "/talk/me", "May I read it out?");
}

static void each_card_turns_once(void **state)
{
	struct story *s = *state;
	struct person alex = person_named(s, "alex");

	makes_plan(&alex);
	person_opens(&alex, "/talk/them/cards/1", "Card 1 of 4");
	assert_true(person_sees(&alex, "You look tired. I worry."));
	assert_true(person_sees(&alex, "/talk/them/cards/2\""));
	person_opens(&alex, "/talk/them/cards/2", "I am fine.");
	assert_false(person_sees(&alex, "I reply"));
	assert_true(person_sees(&alex, "/talk/them/cards/2?turn=1"));
	person_opens(&alex, "/talk/them/cards/2?turn=1", "a bit less fine myself");
	assert_false(person_sees(&alex, "?turn=1"));
	person_opens(&alex, "/talk/them/cards/3?turn=1", "Thank you for saying so.");
	person_opens(&alex, "/talk/them/cards/4", "Water the plants.");
	assert_false(person_sees(&alex, "/cards/5"));
	assert_int_equal(person_get(&alex, "/talk/them/cards/5"), 404);
	assert_int_equal(person_get(&alex, "/talk/them/cards/0"), 404);
	assert_int_equal(person_get(&alex, "/talk/them/cards/x"), 404);
	for (int i = 1; i <= 4; i++)
		person_opens(&alex, story_print(s, "/talk/them/cards/%d", i), "make it worse?");
	person_opens(&alex, "/talk/them/worse", "/help/two-minutes");
	/* Without a plan the cards are those of the house. */
	person_opens(&alex, "/talk/me/cards/1", "This is a sample");
	person_opens(&alex, "/talk/me/cards/16", "That was the last card.");
}

static void a_reply_becomes_ones_own(void **state)
{
	struct story *s = *state;
	struct person alex = person_named(s, "alex");

	makes_plan(&alex);
	person_opens(&alex, "/talk/them/reply/6", "Is another day better?");
	keeps(&alex, "/talk/them/reply/6", "words=Fine.+Tea%3F&version=5", "/talk/them");
	person_opens(&alex, "/talk/them/cards/3?turn=1", "Fine. Tea?");
	keeps(&alex, "/talk/them/reply/new", "said=Ask+my+mother.&words=I+could.&version=6",
	      "/talk/them");
	person_opens(&alex, "/talk/them/cards/4?turn=1", "I could.");
	person_opens(&alex, "/talk/them/reply/own-1", "Ask my mother.");
	keeps(&alex, "/talk/them/reply/own-1/remove", "", "/talk/them");
	assert_int_equal(person_get(&alex, "/talk/them/reply/own-1"), 404);
	keeps(&alex, "/talk/them/reply/6/remove", "", "/talk/them");
	person_opens(&alex, "/talk/them/reply/6", "Is another day better?");
	assert_int_equal(person_get(&alex, "/talk/them/reply/30"), 404);
	for (int i = 0; i < 5; i++)
		keeps(&alex, "/talk/them/reply/new",
		      story_print(s, "said=S%d&words=R&version=%d", i, 9 + i), "/talk/them");
	assert_int_equal(
		person_post(&alex, "/talk/them/reply/new", "said=Six&words=Reply+six&version=14"),
		422);
	assert_true(person_sees(&alex, "Five of your own fit here"));
	assert_true(person_sees(&alex, "Reply six"));
}

/* --- tries */
static const char *try_of(struct person *p)
{
	static const char mark[] = "<a class=\"small\" href=\"/talk/them/tried/";

	assert_int_equal(person_get(p, "/talk/them"), 200);
	return story_print(p->story, "/talk/them/tried/%s", person_read(p, mark));
}

static void tries_blame_nobody_and_lead_on(void **state)
{
	struct story *s = *state;
	struct person alex = person_named(s, "alex");

	makes_plan(&alex);
	keeps(&alex, "/talk/them/tried/new",
	      story_print(s, "day=%s&outcome=4&words=The+bench+was+good.", story_day(s, 0)),
	      "/talk/them");
	person_opens(&alex, "/talk/them", "The answer was no");
	assert_true(person_sees(&alex, "The bench was good."));
	assert_true(person_sees(&alex, "A no today is not a no for ever."));
	assert_true(person_sees(&alex, "Think of a smaller step"));
	assert_true(person_sees(&alex, "less than a week after")); /* the plan is in three days */
	const char *try = try_of(&alex);

	person_opens(&alex, try, "The bench was good.");
	keeps(&alex, try, story_print(s, "day=%s&outcome=1&words=&version=1", story_day(s, -10)),
	      "/talk/them");
	person_opens(&alex, "/talk/them", "The answer was yes to something");
	assert_false(person_sees(&alex, "The bench was good."));
	assert_false(person_sees(&alex, "less than a week after"));
	keeps(&alex, story_print(s, "%s/remove", try), "", "/talk/them");
	person_opens(&alex, "/talk/them", "You look tired.");
	assert_false(person_sees(&alex, "<h2>What was tried"));
	assert_int_equal(person_get(&alex, try), 404);
}

/* --- what was mistyped */
static void bad_input_is_told_and_nothing_lost(void **state)
{
	struct story *s = *state;
	struct person alex = person_named(s, "alex");
	const char *much = "Sunday+walk", *when = "/talk/them/plan/when";

	for (int i = 0; i < 60; i++)
		much = story_print(s, "%s+and+so+on", much);
	person_is_refused(&alex, "/talk/them/opening", story_print(s, "words=%s&version=0", much),
			  "longer than fits");
	person_is_refused(&alex, "/talk/them/plan/no", story_print(s, "words=%s&version=0", much),
			  "longer");
	person_is_refused(&alex, "/talk/them/reply/1", story_print(s, "words=%s&version=0", much),
			  "longer");
	person_is_refused(&alex, "/talk/them/tried/new",
			  story_print(s, "day=%s&words=%s", story_day(s, 0), much),
			  "longer than fits");
	for (int day = -1; day <= 61; day += 62)
		person_is_refused(
			&alex, when,
			story_print(s, "day=%s&place=Sunday+walk&version=0", story_day(s, day)),
			"up to 60 days ahead");
	person_is_refused(&alex, when, "day=2026-02-30&place=Sunday+walk&version=0",
			  "up to 60 days ahead");
	person_is_refused(
		&alex, when,
		story_print(s, "day=%s&time=25:00&place=Sunday+walk&version=0", story_day(s, 1)),
		"as 19:30");
	for (int day = -61; day <= 1; day += 62)
		person_is_refused(&alex, "/talk/them/tried/new",
				  story_print(s, "day=%s&words=Sunday+walk", story_day(s, day)),
				  "60 days before");
	person_is_refused(&alex, "/talk/them/reply/new", "said=&words=Sunday+walk&version=0",
			  "Write a few words first.");
	assert_int_equal(person_post(&alex, when, "where=31&version=0"), 400);
	assert_int_equal(person_post(&alex, "/talk/them/plan/answers", "reply=31&version=0"), 400);
	assert_int_equal(person_post(&alex, "/talk/them/plan/ask", "ask=77&version=0"), 400);
	assert_int_equal(person_post(&alex, "/talk/them/tried/new",
				     story_print(s, "day=%s&outcome=9", story_day(s, 0))),
			 400);
	assert_int_equal(person_get(&alex, "/talk/us"), 404);
	assert_int_equal(person_get(&alex, "/talk/them/plan/never"), 404);
	assert_int_equal(person_get(&alex, "/talk/them/tried/old"), 404);
	person_opens(&alex, "/talk/them", "Choose a first sentence"); /* nothing was kept */
	assert_false(person_sees(&alex, "<h2>What was tried"));
}

static void two_devices_on_one_plan(void **state)
{
	struct story *s = *state;
	struct person phone = person_named(s, "alex"), desk = person_make(s);

	person_sign_in(&desk, "alex", PASSPHRASE, false);
	keeps(&phone, "/talk/them/opening", "words=From+the+phone.&version=0", "/talk/them");
	assert_int_equal(person_post(&desk, "/talk/them/opening", "words=From+the+desk.&version=0"),
			 422);
	assert_true(person_sees(&desk, "changed in another window"));
	assert_true(person_sees(&desk, "From the desk."));
	person_opens(&phone, "/talk/them", "From the phone.");
	/* Looked over, it is kept the second time. */
	assert_true(person_sees(&desk, "name=\"version\" value=\"1\""));
	keeps(&desk, "/talk/them/opening", "words=From+the+desk.&version=1", "/talk/them");
	assert_int_equal(person_post(&phone, "/talk/them/plan/no", "no=1&version=1"), 422);
	assert_true(person_sees(&phone, "name=\"version\" value=\"2\""));
	person_opens(&phone, "/talk/them", "From the desk.");
}

/* --- the other one */
static void what_is_shared_never_has_what_stands_beside_a_try(void **state)
{
	struct two t = two_make(*state);
	struct story *s = t.story;
	const char *theirs = story_print(s, "/share/%s/theirs/%d", t.alex_id, TOPIC_TALK);

	makes_plan(&t.alex);
	keeps(&t.alex, "/talk/them/tried/new",
	      story_print(s, "day=%s&outcome=5&words=It+was+loud.", story_day(s, 0)), "/talk/them");
	assert_null(strstr(page_text(&t.sam, theirs), "You look tired."));
	struct err e = person_grants(&t.alex, t.of_sam, TOPIC_TALK, SHARING_WITH_BEFORE);

	assert_string_equal(err_name(e), "NONE");
	const char *seen = page_text(&t.sam, theirs);

	assert_non_null(strstr(seen, "You look tired. I worry."));
	assert_non_null(strstr(seen, "It got too much, and we stopped"));
	assert_non_null(strstr(seen, "Thank you for saying so."));
	assert_null(strstr(seen, "It was loud."));
	person_opens(&t.alex, "/talk/them", "You share this");
	e = person_stops(&t.alex, t.of_sam, TOPIC_TALK, SHARING_TAKE_BACK);
	assert_string_equal(err_name(e), "NONE");
	assert_null(strstr(page_text(&t.sam, theirs), "You look tired."));
}

static void a_pause_leads_to_own_tools_and_tells_nobody(void **state)
{
	static const char *const pages[] = { "/talk/them",
					     "/talk/them/opening",
					     "/talk/them/plan/when",
					     "/talk/them/cards/1",
					     "/talk/them/reply/1",
					     "/talk/them/tried/new",
					     "/talk/them/opening?row=1",
					     "/talk/them/print" };
	struct two t = two_make(*state);
	struct story *s = t.story;
	struct err e = person_grants(&t.alex, t.of_sam, TOPIC_TALK, SHARING_WITH_BEFORE);

	assert_string_equal(err_name(e), "NONE");
	makes_plan(&t.alex);
	const char *theirs = story_print(s, "/share/%s/theirs/%d", t.alex_id, TOPIC_TALK);
	const char *shown = page_plain(&t.sam, theirs), *us = page_plain(&t.sam, "/us"),
		   *own = page_plain(&t.sam, "/talk/them");

	assert_int_equal(person_post(&t.alex, "/own/pause", "paused=yes"), 303);
	for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
		person_opens(&t.alex, pages[i], "This part waits");
		assert_true(person_sees(&t.alex, "/help/call"));
		assert_false(person_sees(&t.alex, "You look tired."));
		assert_false(person_sees(&t.alex, "Choose a first sentence"));
	}
	person_opens(&t.alex, "/talk", "Waits, as you set it");
	person_opens(&t.alex, "/talk/me", "Choose a first sentence"); /* one's own help goes on */
	assert_string_equal(page_plain(&t.sam, theirs), shown);
	assert_string_equal(page_plain(&t.sam, "/us"), us);
	assert_string_equal(page_plain(&t.sam, "/talk/them"), own);
	/* What was in a form when the pause came is kept all the same. */
	keeps(&t.alex, "/talk/them/opening", "words=Another+day.&version=5", "/talk/them");
	assert_int_equal(person_post(&t.alex, "/own/pause", "paused=no"), 303);
	person_opens(&t.alex, "/talk/them", "Another day.");
}

static void it_goes_along_in_the_copy(void **state)
{
	struct story *s = *state;
	struct person alex = person_named(s, "alex");

	makes_plan(&alex);
	keeps(&alex, "/talk/them/tried/new",
	      story_print(s, "day=%s&outcome=2&words=Slow+and+good.", story_day(s, 0)),
	      "/talk/them");
	assert_int_equal(person_post(&alex, "/export/json", ""), 200);
	assert_true(person_sees(&alex, "You look tired. I worry."));
	assert_true(person_sees(&alex, "Water the plants."));
	assert_true(person_sees(&alex, "We talked, and it is open"));
	assert_true(person_sees(&alex, "Slow and good."));
}

static void treatments_stand_side_by_side(void **state)
{
	struct story *s = *state;
	struct person alex = person_named(s, "alex");

	person_opens(&alex, "/talk/options", "Which comes first is a decision with a clinician.");
	assert_true(person_sees(&alex, "6 to 12 sessions of up to 90 minutes"));
	assert_true(person_sees(&alex, "8 to 15 sessions of mostly 90 minutes"));
	assert_true(person_sees(&alex, "https://www.nice.org.uk/guidance/ng116"));
	assert_true(person_sees(&alex, "From memory, to be checked."));
	assert_true(person_sees(&alex, "<th scope=\"col\">"));
	assert_true(person_sees(&alex, "<th scope=\"row\">"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(a_plan_is_made_step_by_step),
		STORY(each_card_turns_once),
		STORY(a_reply_becomes_ones_own),
		STORY(tries_blame_nobody_and_lead_on),
		STORY(bad_input_is_told_and_nothing_lost),
		STORY(two_devices_on_one_plan),
		STORY(what_is_shared_never_has_what_stands_beside_a_try),
		STORY(a_pause_leads_to_own_tools_and_tells_nobody),
		STORY(it_goes_along_in_the_copy),
		STORY(treatments_stand_side_by_side),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
