/* The sessions, as people go through them: alone, and two of them; what one marks stays private
 * until both released it; nothing strange that is sent changes anything. */
#include <stdio.h>
#include <stdlib.h>
#include "pages.h"
#include "programme.h"
#include "two.h"

#define DAY 86400

static void begins(struct person *p, const char *answer, const char *to)
{
	person_sends(p, "/programme/questions", answer, to);
	person_sends(p, "/programme/1/begin", "", "/programme/1/opponent");
}

/* --- alone */
static void questions_keep_nothing(void **state)
{
	struct story *s = *state;
	struct person p = person_make(s);

	person_sign_up(&p, "robin");
	person_opens(&p, "/programme", "First, a few plain questions");
	person_sends(&p, "/programme/1/begin", "", "/programme"); /* not before */
	(void)person_get(&p, "/programme/1");
	assert_true(person_went_to(&p, "/programme"));
	const char *before = story_pages(s);

	assert_int_equal(person_post(&p, "/programme/questions", "v=some"), 200);
	person_must_see(&p, 200, "See a clinician first");
	assert_int_equal(person_post(&p, "/programme/questions", ""), 422);
	assert_int_equal(person_post(&p, "/programme/questions", "v=maybe"), 400);
	assert_ptr_not_equal(before, NULL);
	assert_string_equal(story_pages(s), before);
	person_sends(&p, "/programme/questions", "v=alone", "/programme/alone");
	person_opens(&p, "/programme", "On your own");
	person_opens(&p, "/programme/alone", "What it cannot do");
}

static void one_person_goes_through_session_one(void **state) /* art.9 */
{
	struct story *s = *state;
	struct person p = person_make(s);

	person_sign_up(&p, "robin");
	begins(&p, "v=alone", "/programme/alone");
	person_opens(&p, "/programme/1", "It can feel worse before it feels better");
	person_sends(&p, "/programme/1/opponent/mark", "v=done", "/programme/1/circle");
	person_sends(&p, "/programme/1/circle/mark", "v=pass", "/programme/1/marks");
	person_opens(&p, "/programme/1/marks", "You can only mark how it looks from your side");
	assert_false(person_sees(&p, "Release mine"));
	person_sends(&p, "/programme/1/marks", "f1=1&f1=5&go=1", "/programme/1/goals");
	person_sends(&p, "/programme/1/goals", "f1=Breakfast+on+Sunday", "/programme/1/goals");
	person_opens(&p, "/programme/1/goals", "Breakfast on Sunday");
	person_opens(&p, "/programme/1/look-back", "still open");
	assert_int_equal(person_post(&p, "/programme/1/look-back/mark", "v=done"), 422);
	person_must_see(&p, 422, "Something is still open here");
	person_sends(&p, "/programme/1/goals", "f1=A+walk", "/programme/1/goals");
	for (int day = 0; day < 4; day++) {
		person_sends(&p, "/programme/1/moments", "f1=The+phone+rang",
			     "/programme/1/moments");
		s->now += DAY;
		(void)person_sign_in(&p, "robin", PASSPHRASE, true);
	}
	person_sends(&p, "/programme/1/look-back", "f1=7", "/programme/1/look-back");
	person_opens(&p, "/programme/1/look-back", "Hard is an honest word");
	assert_false(person_sees(&p, "still open"));
	person_sends(&p, "/programme/1/look-back/mark", "v=done", "/programme/1");
	person_opens(&p, "/programme", "Session 2: Making home safer");
	person_opens(&p, "/export", "");
}

static void changed_and_taken_away(void **state)
{
	struct person p = person_make(*state);

	person_sign_up(&p, "robin");
	begins(&p, "v=alone", "/programme/alone");
	person_sends(&p, "/programme/1/goals", "f1=A+walk", "/programme/1/goals");
	person_opens(&p, "/programme/1/goals", "A walk");
	const char *change = person_read(&p, "href=\"/programme/1/goals?entry=");
	const char *id = story_print(p.story, "%.32s", change);
	const char *body = story_print(p.story, "entry=%s&version=1&f1=A+long+walk", id);

	person_sends(&p, "/programme/1/goals", body, "/programme/1/goals");
	person_opens(&p, "/programme/1/goals", "A long walk");
	assert_int_equal(person_post(&p, "/programme/1/goals", body), 422); /* version 2 by now */
	person_must_see(&p, 422, "on another device meanwhile");
	person_sends(&p, "/programme/1/goals/remove", story_print(p.story, "entry=%s", id),
		     "/programme/1/goals");
	(void)person_get(&p, "/programme/1/goals");
	assert_false(person_sees(&p, "A long walk"));
}

/* Steps noted in their own room are not asked for again. */
static void small_steps_count_from_their_own_room(void **state)
{
	struct story *s = *state;
	struct person p = person_make(s);

	person_sign_up(&p, "robin");
	begins(&p, "v=alone", "/programme/alone");
	person_sends(&p, "/programme/4/begin", "", "/programme/4/words");
	person_opens(&p, "/programme/4/look-back", "with how it was after: <b>still open");
	assert_int_equal(
		person_post(&p, "/approach/new", "text=Buy+bread&rating=40&area=places&version=0"),
		303);
	const char *step = story_print(s, "%.42s", told_header(&p.last, "Location").p);

	for (int i = 0; i < 2; i++) {
		person_opens(&p, "/programme/4/look-back", "with how it was after: <b>still open");
		assert_int_equal(person_post(&p, story_print(s, "%s/log/new", step),
					     story_print(s,
							 "day=%s&before=20&peak=30&after=10&"
							 "minutes=20&words=",
							 story_day(s, 0))),
				 303);
	}
	person_opens(&p, "/programme/4/look-back", "Two small steps");
	assert_false(person_sees(&p, "with how it was after: <b>still open"));
}

/* --- what no page of ours sends, and what is too much */
static void strange_things_change_nothing(void **state)
{
	static const struct {
		const char *path, *body;
		int status;
	} table[] = {
		{ "/programme/0/begin", "", 404 },
		{ "/programme/16/begin", "", 404 },
		{ "/programme/x/begin", "", 404 },
		{ "/programme/1/nothing", "f1=words", 404 },
		{ "/programme/1/nothing/mark", "v=done", 404 },
		{ "/programme/2/goals", "f1=words", 404 },
		{ "/programme/1/goals/mark", "v=perhaps", 400 },
		{ "/programme/1/goals/remove", "entry=xyz", 400 },
		{ "/programme/1/opponent", "f1=words", 400 },
		{ "/programme/1/goals", "entry=12&f1=words", 400 },
		{ "/programme/1/goals", "f1=", 422 },
		{ "/programme/1/goals", "entry=00112233445566778899aabbccddeeff&version=1&f1=w",
		  422 },
		{ "/programme/1/marks", "f1=13", 400 },
		{ "/programme/1/marks", "f1=0", 400 },
		{ "/programme/3/turns", "f1=4", 400 },
		{ "/programme/3/list", "f1=Shop&f3=101", 422 },
		{ "/programme/3/list", "f1=Shop&f3=-1", 422 },
		{ "/programme/3/list", "f1=Shop&f3=half", 422 },
		{ "/programme/15/refresher", "f1=2026-02-30", 422 },
		{ "/programme/15/refresher", "f1=1999-01-01", 422 },
		{ "/programme/15/refresher", "f1=2999-01-01", 422 },
		{ "/programme/1/ready", "v=perhaps", 400 },
		{ "/programme/three", "", 400 },
		{ "/programme/1/marks/show", "v=all", 400 },
		{ "/programme/way", "pace=hourly", 400 },
	};
	struct story *s = *state;
	struct person p = person_make(s);

	person_sign_up(&p, "robin");
	begins(&p, "v=alone", "/programme/alone");
	const char *before = story_pages(s);

	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		int status = person_post(&p, table[i].path, table[i].body);

		if (status != table[i].status)
			fail_msg("POST %s %s: %d", table[i].path, table[i].body, status);
		assert_string_equal(story_pages(s), before);
	}
}

static void ten_thousand_characters_come_back(void **state)
{
	struct story *s = *state;
	struct person p = person_make(s);
	char *body = calloc(1, 10100);

	person_sign_up(&p, "robin");
	begins(&p, "v=alone", "/programme/alone");
	const char *before = story_pages(s);

	strcpy(body, "f1=");
	memset(body + 3, 'k', 10000);
	assert_int_equal(person_post(&p, "/programme/8/why", body), 422);
	person_must_see(&p, 422, "kkkkkkkk");
	assert_int_equal(person_post(&p, "/programme/1/goals", body), 422);
	assert_string_equal(story_pages(s), before);
	free(body);
}

/* A form that takes one entry, filled in on two devices: the second is told, and loses nothing. */
static void two_devices_answer_one_step(void **state)
{
	struct story *s = *state;
	struct person phone = person_make(s), desk;

	person_sign_up(&phone, "robin");
	desk = person_make(s);
	(void)person_sign_in(&desk, "robin", PASSPHRASE, true);
	begins(&phone, "v=alone", "/programme/alone");
	person_sends(&phone, "/programme/8/why", "f1=from+the+phone", "/programme/8/why");
	assert_int_equal(person_post(&desk, "/programme/8/why", "f1=from+the+desk"), 422);
	person_must_see(&desk, 422, "on another device meanwhile");
	person_must_see(&desk, 422, "from the desk");
	person_must_see(&desk, 422, "from the phone");
	/* Lists take both, also when both are on their way at once. */
	struct ask one = person_ask(&phone, HTTP_POST, "/programme/1/goals", "f1=phone+goal");
	struct ask two = person_ask(&desk, HTTP_POST, "/programme/1/goals", "f1=desk+goal");
	struct going *a = story_set_out(s, &one), *b = story_set_out(s, &two);

	bool is_a_there = false, is_b_there = false;

	while (!is_a_there || !is_b_there) {
		is_a_there = is_a_there || story_go_on(s, a);
		is_b_there = is_b_there || story_go_on(s, b);
	}
	assert_int_equal(story_arrive(s, a).status, 303);
	assert_int_equal(story_arrive(s, b).status, 303);
	person_opens(&phone, "/programme/1/goals", "phone goal");
	person_must_see(&phone, 200, "desk goal");
}

/* --- two people */
static void two_begin(struct story *s, struct two *t)
{
	*t = two_make(s);
	begins(&t->alex, "v=none", "/programme");
	begins(&t->sam, "v=none", "/programme");
}

static void nothing_shows_before_both(void **state)
{
	static const char *const steps[] = { "/programme/1/marks", "/programme/1", "/programme",
					     "/us", "/today" };
	struct story *s = *state;
	const char *before[5];
	struct two t;

	two_begin(s, &t);
	person_sends(&t.sam, "/programme/1/marks", "f1=2&f1=7", "/programme/1/marks");
	for (int i = 0; i < 5; i++)
		before[i] = page_plain(&t.sam, steps[i]);
	person_sends(&t.alex, "/programme/1/marks", "f1=2&f1=6", "/programme/1/marks");
	person_sends(&t.alex, "/programme/1/marks/show", "v=show", "/programme/1/marks/two");
	person_opens(&t.alex, "/programme/1/marks/two", "Yours is released");
	for (int i = 0; i < 5; i++)
		assert_string_equal(page_plain(&t.sam, steps[i]), before[i]);
	(void)person_get(&t.sam, "/programme/1/marks/two");
	assert_true(person_went_to(&t.sam, "/programme/1/marks"));
	person_sends(&t.sam, "/programme/1/marks/show", "v=show", "/programme/1/marks/two");
	person_opens(&t.sam, "/programme/1/marks/two", "The same");
	person_must_see(&t.sam, 200, "Pictures or feelings that come back");
	person_must_see(&t.sam, 200, "Anger that comes quickly");
	person_must_see(&t.sam, 200, "Being on watch");
	person_opens(&t.alex, "/programme/1/marks/two", "Being on watch");
	/* Taken back: for both as before. */
	person_sends(&t.sam, "/programme/1/marks/show", "v=back", "/programme/1/marks");
	person_opens(&t.alex, "/programme/1/marks/two", "Yours is released");
	assert_false(person_sees(&t.alex, "Being on watch"));
}

static void ready_shows_when_both_are(void **state)
{
	struct story *s = *state;
	struct two t;

	two_begin(s, &t);
	person_sends(&t.alex, "/programme/1/ready", "v=yes",
		     "/programme/1"); /* not finished: nothing */
	person_sends(&t.alex, "/programme/1/look-back/mark", "v=pass", "/programme/1");
	person_sends(&t.sam, "/programme/1/look-back/mark", "v=pass", "/programme/1");
	const char *before = page_plain(&t.sam, "/programme/1");

	person_sends(&t.alex, "/programme/1/ready", "v=yes", "/programme/1");
	assert_string_equal(page_plain(&t.sam, "/programme/1"), before);
	person_opens(&t.alex, "/programme/1", "You said ready");
	person_sends(&t.sam, "/programme/1/ready", "v=yes", "/programme/1");
	person_opens(&t.sam, "/programme/1", "You are both ready");
	person_opens(&t.alex, "/programme/1", "You are both ready");
	person_sends(&t.alex, "/programme/2/begin", "", "/programme/2/heat");
	person_opens(&t.sam, "/programme/1", "You said ready");
}

static void part_three_opens_by_two_yeses(void **state) /* art.11 */
{
	struct story *s = *state;
	struct two t;

	two_begin(s, &t);
	person_sends(&t.alex, "/programme/8/begin", "", "/programme/8");
	person_opens(&t.alex, "/programme/8", "Part three opens when both say yes");
	const char *before = page_plain(&t.sam, "/programme/8");

	person_sends(&t.alex, "/programme/three", "v=yes", "/programme/8");
	assert_string_equal(page_plain(&t.sam, "/programme/8"), before);
	person_sends(&t.sam, "/programme/three", "v=no", "/programme/8");
	person_sends(&t.alex, "/programme/8/begin", "", "/programme/8");
	person_sends(&t.sam, "/programme/three", "v=yes", "/programme/8");
	person_sends(&t.sam, "/programme/8/begin", "", "/programme/8/meaning");
	person_sends(&t.alex, "/programme/8/begin", "", "/programme/8/meaning");
	person_sends(&t.alex, "/programme/9/begin", "", "/programme/9/three-things");
}

/* Paused by the one: joint steps become steps for one, and the other's pages do not change. */
static void a_pause_is_seen_by_nobody(void **state)
{
	struct story *s = *state;
	const char *before;
	struct two t;

	two_begin(s, &t);
	before = page_plain(&t.sam, "/programme/1/marks");
	assert_int_equal(person_post(&t.alex, "/own/pause", "paused=yes"), 303);
	person_opens(&t.alex, "/programme/1/marks", "Here are the words for one");
	person_sends(&t.alex, "/programme/1/marks", "f1=2", "/programme/1/marks");
	person_sends(&t.alex, "/programme/1/marks/show", "v=show", "/programme/1/marks");
	assert_string_equal(page_plain(&t.sam, "/programme/1/marks"), before);
	person_sends(&t.sam, "/programme/1/marks", "f1=2", "/programme/1/marks");
	person_sends(&t.sam, "/programme/1/marks/show", "v=show", "/programme/1/marks/two");
	person_opens(&t.sam, "/programme/1/marks/two", "Yours is released");
	/* Paused later: what was released can still be taken back. */
	assert_int_equal(person_post(&t.sam, "/own/pause", "paused=yes"), 303);
	person_opens(&t.sam, "/programme/1/marks", "Take it back");
	person_sends(&t.sam, "/programme/1/marks/show", "v=back", "/programme/1/marks");
	(void)person_get(&t.sam, "/programme/1/marks");
	assert_false(person_sees(&t.sam, "Take it back"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(questions_keep_nothing),	      STORY(one_person_goes_through_session_one),
		STORY(changed_and_taken_away),	      STORY(small_steps_count_from_their_own_room),
		STORY(strange_things_change_nothing), STORY(ten_thousand_characters_come_back),
		STORY(two_devices_answer_one_step),   STORY(nothing_shows_before_both),
		STORY(ready_shows_when_both_are),     STORY(part_three_opens_by_two_yeses),
		STORY(a_pause_is_seen_by_nobody),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
