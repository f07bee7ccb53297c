/* The first minutes of whoever was invited, from room to room; and that nobody sees them. */
#include <stdio.h>
#include "linking.h"
#include "pages.h"
#include "two.h"

/* A new code, as it stands in an address. */
static const char *invites(struct person *p)
{
	assert_int_equal(person_post(p, "/share/invite", "name=Alex"), 303);
	assert_int_equal(person_get(p, "/share/invite/code"), 200);
	return person_read(p, "/join/");
}

/* Somebody new who keeps the invitation for a while, and has a notebook since a moment. */
static struct person looks_around(struct story *s, const char *signs, const char *name)
{
	struct person p = person_make(s);

	(void)person_post(&p, "/join/answer", story_print(s, "v=look&code=%s", signs));
	person_sign_up(&p, name);
	return p;
}

/* The answers the form of this page carries. */
static const char *carried(struct person *p)
{
	return person_read(p, "name=\"answers\" value=\"");
}

/* There, with what stands after the '?'. */
static void goes_on_to(struct person *p, const char *path, const char *body, const char *to)
{
	(void)person_post(p, path, body);
	assert_int_equal(p->last.status, 303);
	if (!str_equal(told_header(&p->last, "Location"), str_c(to)))
		fail_msg("%s with %s does not lead to %s", path, body, to);
}

static void writes_the_card(struct person *p)
{
	person_opens(p, "/us/first/2", "/card/calming/write/1?first=1");
	person_opens(p, "/card/calming/write/1?first=1", "Question 1 of 2");
	goes_on_to(p, "/card/calming/write/1", "first=1&version=0&chip-1=2&chip-1=5&own-1=A+song",
		   "/card/calming/write/2?first=1");
	person_opens(p, "/card/calming/write/2?first=1", "Question 2 of 2");
	const char *version = person_read(p, "name=\"version\" value=\"");

	goes_on_to(p, "/card/calming/write/2",
		   story_print(p->story, "first=1&version=%s&chip-2=1", version),
		   "/card/calming?first=1");
	person_opens(p, "/card/calming?first=1", "Whoever you show it to will see exactly this");
	assert_true(person_sees(p, "A song"));
	assert_true(person_sees(p, "Do not touch me without asking."));
}

static void answers_two_questions(struct person *p, const char *first, const char *second)
{
	struct story *s = p->story;

	person_opens(p, "/own/questions?first=1", "Two private questions");
	const char *none = carried(p);

	assert_int_equal(
		person_post(p, "/own/questions", story_print(s, "first=1&at=0&answers=%s", none)),
		200);
	assert_true(person_sees(p, "Question 1 of 2"));
	assert_int_equal(person_post(p, "/own/questions",
				     story_print(s, "first=1&at=1&answers=%s&v=%s", none, first)),
			 200);
	assert_true(person_sees(p, "Question 2 of 2"));
	assert_int_equal(
		person_post(p, "/own/questions",
			    story_print(s, "first=1&at=2&answers=%s&v=%s", carried(p), second)),
		200);
	assert_false(person_sees(p, "Question 3"));
	goes_on_to(p, "/own/answers", story_print(s, "first=1&answers=%s", carried(p)),
		   "/help/ground/five-senses?first=1");
}

static void tries_the_tool(struct person *p)
{
	person_opens(p, "/help/ground/five-senses?first=1", "It got worse");
	assert_true(person_sees(p, "/help/ground/five-senses/worse?first=1"));
	person_opens(p, "/help/ground/five-senses/worse?first=1", "href=\"/us/first/5\"");
	assert_int_equal(person_post(p, "/help/ground/five-senses", "first=1&felt=same"), 200);
	assert_true(person_sees(p, "href=\"/us/first/5\""));
}

static void they_go_from_room_to_room(void **state)
{
	struct story *s = *state;
	struct person alex = person_named(s, "alex");
	const char *signs = invites(&alex);
	struct person sam = looks_around(s, signs, "sam");

	person_opens(&sam, "/account/recovery?first=1", "href=\"/us/first/1\">Later");
	assert_int_equal(person_post(&sam, "/account/recovery", "first=1"), 200);
	assert_true(person_sees(&sam, "href=\"/us/first/1\">I have kept it"));
	goes_on_to(&sam, "/us/first/1", "exit=1&notebook=List", "/us/first/2");
	writes_the_card(&sam);
	answers_two_questions(&sam, "no", "unsure");
	tries_the_tool(&sam);
	person_opens(&sam, "/us/first/5", "Nothing is due");
	assert_true(person_sees(&sam, signs));
	assert_true(person_sees(&sam, "· List</title>"));
}

static void without_an_invitation_there_are_three_questions(void **state)
{
	struct person alex = person_named(*state, "alex");

	person_opens(&alex, "/account/recovery?first=1", "href=\"/begin/1\">Later");
	/* A new code, any time later, leads back to one's keys. */
	assert_int_equal(person_post(&alex, "/account/recovery", ""), 200);
	assert_true(person_sees(&alex, "href=\"/account\">I have kept it"));
}

static void every_step_can_be_skipped(void **state)
{
	struct story *s = *state;
	struct person alex = person_named(s, "alex");
	struct person sam = looks_around(s, invites(&alex), "sam");

	goes_on_to(&sam, "/us/first/1", "skip=1&notebook=&exit=0", "/us/first/2");
	person_opens(&sam, "/us/first/2", "href=\"/own/questions?first=1\">Skip");
	goes_on_to(&sam, "/card/calming/write/1", "first=1&skip=1",
		   "/card/calming/write/2?first=1");
	goes_on_to(&sam, "/card/calming/write/2", "first=1&skip=1", "/card/calming?first=1");
	assert_int_equal(person_get(&sam, "/card/calming?first=1"), 303);
	assert_true(person_went_to(&sam, "/own/questions"));
	person_opens(&sam, "/own/questions?first=1",
		     "href=\"/help/ground/five-senses?first=1\">Skip");
	person_opens(&sam, "/help/ground/five-senses?first=1", "href=\"/us/first/5\">Skip");
	person_opens(&sam, "/card/calming", "Begin");
	person_opens(&sam, "/own", "Six private questions");
	assert_false(person_sees(&sam, "Your answers"));
}

static void six_lines_stand_ready_and_chosen_ones_stay(void **state)
{
	struct person sam = person_named(*state, "sam");
	static const char seventh[] = "Stay near and stay quiet.";

	person_misses(&sam, "/card/calming/write/1?first=1", seventh);
	person_opens(&sam, "/card/calming/write/1", seventh);
	assert_int_equal(person_post(&sam, "/card/calming/write/1", "version=0&chip-1=7"), 303);
	person_opens(&sam, "/card/calming/write/1?first=1", seventh);
}

static void a_yes_does_not_begin_them_again(void **state)
{
	struct story *s = *state;
	struct person alex = person_named(s, "alex");
	const char *signs = invites(&alex);
	struct person sam = looks_around(s, signs, "sam"), kim;

	goes_on_to(&sam, "/us/first/1", "skip=1", "/us/first/2");
	assert_int_equal(person_post(&sam, story_print(s, "/join/%s/yes", signs), "name=Sam"), 303);
	struct str to = told_header(&sam.last, "Location");
	const char *words = story_print(s, "%.*s", (int)to.n, to.p);

	person_opens(&sam, words, "href=\"/us\">Later");
	goes_on_to(&sam, words, "v=same", "/us");
	/* Somebody who had a notebook before is shown them after it. */
	struct person robin = person_named(s, "robin");

	signs = invites(&robin);
	kim = person_named(s, "kim");
	assert_int_equal(person_post(&kim, story_print(s, "/join/%s/yes", signs), "name=Kim"), 303);
	to = told_header(&kim.last, "Location");
	words = story_print(s, "%.*s", (int)to.n, to.p);
	person_opens(&kim, words, "href=\"/us/first/1\">Later");
	goes_on_to(&kim, words, "v=same", "/us/first/1");
}

/* What the inviter can fetch, byte for byte; the last two pages only while nobody has said yes. */
static const char *all_of(struct person *p, size_t n)
{
	static const char *const pages[] = { "/today",	 "/us",		  "/share",
					     "/me",	 "/card",	  "/signal/agreement",
					     "/account", "/share/invite", "/share/invite/code" };
	const char *all = "";

	for (size_t i = 0; i < n; i++)
		all = story_print(p->story, "%s\n=== %s\n%s", all, pages[i],
				  page_plain(p, pages[i]));
	return all;
}

static void nothing_of_it_reaches_the_inviter(void **state)
{
	struct story *s = *state;
	struct person alex = person_named(s, "alex");
	const char *signs = invites(&alex);
	const char *before = all_of(&alex, 9);
	struct person sam = looks_around(s, signs, "sam");

	assert_string_equal(all_of(&alex, 9), before);
	goes_on_to(&sam, "/us/first/1", "exit=1&notebook=List", "/us/first/2");
	assert_string_equal(all_of(&alex, 9), before);
	writes_the_card(&sam);
	assert_string_equal(all_of(&alex, 9), before);
	answers_two_questions(&sam, "yes", "yes");
	assert_string_equal(all_of(&alex, 9), before);
	tries_the_tool(&sam);
	person_opens(&sam, "/us/first/5", "Not now");
	assert_string_equal(all_of(&alex, 9), before);
	assert_int_equal(person_post(&sam, "/join/not-now", ""), 200);
	assert_string_equal(all_of(&alex, 9), before);
	person_misses(&sam, "/us/first/5", signs);
}

/* The same between two who are linked: what one does in the first minutes shows to nobody. */
static void nothing_of_it_reaches_the_other(void **state)
{
	struct two t = two_make(*state);
	const char *before = all_of(&t.alex, 7);
	const char *view = alexs_view(&t);

	goes_on_to(&t.sam, "/us/first/1", "exit=1&notebook=List", "/us/first/2");
	person_opens(&t.sam, "/us/first/2", "One card");
	assert_int_equal(person_post(&t.sam, "/card/calming/write/1", "first=1&version=0&chip-1=2"),
			 303);
	person_opens(&t.sam, "/card/calming?first=1", "Alex will see exactly this");
	answers_two_questions(&t.sam, "yes", "no");
	tries_the_tool(&t.sam);
	assert_string_equal(all_of(&t.alex, 7), before);
	assert_string_equal(alexs_view(&t), view);
}

/* A card that somebody reads already is not called one's own alone. */
static void a_shared_card_is_not_dwelt_on(void **state)
{
	struct story *s = *state;
	struct two t = two_make(s);

	assert_int_equal(person_post(&t.sam, "/card/calming/write/1", "version=0&chip-1=2"), 303);
	assert_int_equal(
		person_post(&t.sam, story_print(s, "/card/calming/share/%s", t.alex_id), ""), 303);
	assert_int_equal(person_get(&t.sam, "/card/calming?first=1"), 303);
	assert_true(person_went_to(&t.sam, "/own/questions"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(they_go_from_room_to_room),
		STORY(without_an_invitation_there_are_three_questions),
		STORY(every_step_can_be_skipped),
		STORY(six_lines_stand_ready_and_chosen_ones_stay),
		STORY(a_yes_does_not_begin_them_again),
		STORY(nothing_of_it_reaches_the_inviter),
		STORY(nothing_of_it_reaches_the_other),
		STORY(a_shared_card_is_not_dwelt_on),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
