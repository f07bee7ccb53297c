/* Helping hands: tasks, helpers with a page of their own, and what each of them sees. */
#include <stdio.h>
#include "circle_kit.h"
#include "pages.h"

static void a_helper_takes_hands_back_and_finishes(void **state) /* art.13, art.24 */
{
	struct hands h = hands_begin(*state);
	struct person *sam = &h.home.sam;
	const char *task = task_added(sam, "Fetch bread", 1, "kestrel+street");

	person_opens(&h.anna, h.anna_page, "Fetch bread");
	person_must_see(&h.anna, 200, "Tomorrow at 15:30");
	person_must_see(&h.anna, 200, "About 30 minutes");
	person_must_see(&h.anna, 200, "kestrel street");
	assert_int_equal(taps(&h.anna, h.anna_page, "Fetch bread", "take"), 303);
	assert_string_equal(went(&h.anna, 0), story_print(h.story, "%s?said=take", h.anna_page));
	person_opens(&h.anna, went(&h.anna, 0), "Thank you. It is yours.");
	assert_null(task_form(&h.ben, h.ben_page, "Fetch bread", "take")); /* Ben sees it no more */
	person_opens(sam, task, "Anna kestrel");
	person_must_see(sam, 200, "Somebody has it.");
	/* Twice is once. */
	assert_int_equal(taps(&h.anna, h.anna_page, "Fetch bread", "done"), 303);
	person_opens(sam, task, "Done.");
	assert_int_equal(taps(&h.anna, h.anna_page, "Fetch bread", "take"),
			 303); /* after all not */
	person_opens(sam, task, "Somebody has it.");
	assert_int_equal(taps(&h.anna, h.anna_page, "Fetch bread", "back"), 303);
	person_opens(&h.anna, went(&h.anna, 0), "Handed back. Thank you for saying so.");
	person_opens(sam, task, "Open. Whoever has a page");
	assert_int_equal(taps(&h.ben, h.ben_page, "Fetch bread", "take"), 303);
	person_opens(sam, "/circle", "Ben kestrel");
	/* What was read takes its place in the notebook with the owner's next change. */
	assert_int_equal(person_post(sam, "/circle/shown", "sign=Kim&calendar=1"), 303);
	person_opens(&h.ben, h.ben_page, "Things to do for Kim");
	assert_non_null(task_form(&h.ben, h.ben_page, "Fetch bread", "done"));
	person_opens(sam, task, "Ben kestrel");
}

/* A program that looks at links in messages. */
static void looking_changes_nothing(void **state)
{
	struct hands h = hands_begin(*state);
	const char *pages;

	(void)task_added(&h.home.sam, "Fetch bread", 1, "");
	const char *body = task_form(&h.anna, h.anna_page, "Fetch bread", "take");

	pages = story_pages(h.story);
	for (int i = 0; i < 3; i++)
		assert_int_equal(
			person_get(&h.anna, story_print(h.story, "%s?%s", h.anna_page, body)), 200);
	(void)seen_at(&h, HTTP_HEAD, h.anna_page);
	assert_string_equal(story_pages(h.story), pages);
	/* Nor does a form on another site. */
	struct ask ask = person_ask(&h.anna, HTTP_POST, h.anna_page, body);

	ask.from = FROM_OTHER;
	assert_int_equal(story_ask(h.story, &ask).status, 403);
	assert_string_equal(story_pages(h.story), pages);
	assert_int_equal(person_post(&h.anna, h.anna_page, body), 303);
	assert_string_not_equal(story_pages(h.story), pages);
}

static void a_helper_sees_open_tasks_and_their_own(void **state)
{
	struct hands h = hands_begin(*state);
	struct person *sam = &h.home.sam;

	(void)task_added(sam, "Anna one", 1, "");
	(void)task_added(sam, "Ben one", 2, "");
	(void)task_added(sam, "Nobody one", 3, "");
	assert_int_equal(taps(&h.anna, h.anna_page, "Anna one", "take"), 303);
	assert_int_equal(taps(&h.ben, h.ben_page, "Ben one", "take"), 303);
	const char *text = seen_at(&h, HTTP_GET, h.anna_page);

	carries(text, "Anna one");
	carries(text, "Nobody one");
	lacks(text, "Ben one");
	lacks(text, "Ben kestrel"); /* no names of helpers, not even their own */
	lacks(text, "Anna kestrel");
	lacks(text, "Set-Cookie");
	carries(text, "Cache-Control: no-store\n");
	carries(text, "X-Robots-Tag: noindex, nofollow\n");
	carries(text, "<meta name=\"robots\" content=\"noindex\">");
	lacks(text, "<nav");
	lacks(text, "<script");
	lacks(text, "http://");
	lacks(text, "https://");
	/* The same to somebody who is signed in here: it is not about who looks. */
	assert_int_equal(person_get(sam, h.anna_page), 200);
	assert_false(person_sees(sam, "<nav"));
	/* What is past and open goes from their pages; the owner still has it. */
	h.story->now += 4 * 86400;
	lacks(seen_at(&h, HTTP_GET, h.anna_page), "Nobody one");
	assert_int_equal(person_sign_in(sam, "sam", PASSPHRASE, false), 303);
	person_opens(sam, "/circle", "The day is over");
}

/* --- no word of it, in any state */
static const char *const words[] = { "ptsd", "trauma", "therap", "rejoin", "psych", "diagnos" };

static void says_nothing(struct hands *h, struct person *p)
{
	const struct told *t = &p->last;
	const char *text = story_print(h->story, "%.*s", (int)t->body.n, t->body.p);

	for (size_t i = 0; i < t->n_headers; i++)
		text = story_print(h->story, "%s\n%.*s: %.*s", text, (int)t->header[i].name.n,
				   t->header[i].name.p, (int)t->header[i].value.n,
				   t->header[i].value.p);
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		lacks(text, words[i]);
	lacks(text, "help now");
	lacks(text, "/today");
}

static void no_word_says_what_it_is(void **state)
{
	struct hands h = hands_begin(*state);
	struct person *sam = &h.home.sam;
	static const char *const deeds[] = { "take", "done", "take", "back", "take" };
	static const char *const near[] = { "/tasks", "/tasks/",    "/tasks/x",	 "/tasks/x/y",
					    NO_LINK,  "/tasks/%00", "/tasks/..", "/tasks/a b" };

	(void)person_get(&h.anna, h.anna_page); /* nothing there */
	says_nothing(&h, &h.anna);
	(void)task_added(sam, "Fetch bread", 1, "");
	for (size_t i = 0; i < sizeof deeds / sizeof *deeds; i++) {
		(void)taps(&h.anna, h.anna_page, "Fetch bread", deeds[i]);
		says_nothing(&h, &h.anna);
		(void)person_get(&h.anna, went(&h.anna, 0));
		says_nothing(&h, &h.anna);
		(void)person_get(&h.ben, h.ben_page);
		says_nothing(&h, &h.ben);
	}
	(void)person_post(&h.ben, h.ben_page, "do=take"); /* 400 */
	assert_int_equal(h.ben.last.status, 400);
	says_nothing(&h, &h.ben);
	(void)person_post(&h.ben, NO_LINK, "do=take");
	says_nothing(&h, &h.ben);
	for (size_t i = 0; i < sizeof near / sizeof *near; i++) {
		(void)person_get(&h.ben, near[i]);
		assert_int_equal(h.ben.last.status, 404);
		says_nothing(&h, &h.ben);
	}
	struct ask ask = person_ask(&h.ben, HTTP_POST, h.ben_page, "do=take");

	ask.from = FROM_OTHER;
	h.ben.last = story_ask(h.story, &ask);
	says_nothing(&h, &h.ben);
	ask.method = HTTP_OTHER;
	h.ben.last = story_ask(h.story, &ask);
	assert_int_equal(h.ben.last.status, 405);
	says_nothing(&h, &h.ben);
	ask.method = HTTP_POST;
	ask.refused = 503; /* no room for the body */
	h.ben.last = story_ask(h.story, &ask);
	assert_int_equal(h.ben.last.status, 503);
	says_nothing(&h, &h.ben);
	h.story->refuse = FAIL(FULL); /* the writer's answer */
	(void)taps(&h.anna, h.anna_page, "Fetch bread", "done");
	assert_int_equal(h.anna.last.status, 507);
	says_nothing(&h, &h.anna);
	h.story->refuse = OK;
}

static void what_says_too_much_is_not_put_there(void **state)
{
	struct hands h = hands_begin(*state);
	struct person *sam = &h.home.sam;
	static const char *const bad[] = { "Drive+me+to+THERAPY", "P.T.S.D.+group", "re-join+us",
					   "Psychiatrist+at+two" };

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		assert_int_equal(
			person_post(sam, "/circle/new",
				    story_print(h.story, "task=%s&words=&edition=0", bad[i])),
			422);
		assert_true(person_sees(sam, "Helpers read this."));
		assert_int_equal(
			person_post(sam, "/circle/new",
				    story_print(h.story, "task=Walk&words=%s&edition=0", bad[i])),
			422);
		assert_int_equal(
			person_post(sam, "/circle/shown", story_print(h.story, "sign=%s", bad[i])),
			422);
	}
	person_opens(&h.anna, h.anna_page, "Nothing is open just now");
}

/* --- days */
static void a_weekly_task_is_open_again_the_week_after(void **state)
{
	struct hands h = hands_begin(*state);
	struct person *sam = &h.home.sam;
	const char *task = task_added(sam, "Swim", 1, "&weekly=1");

	assert_int_equal(taps(&h.anna, h.anna_page, "Swim", "take"), 303);
	assert_int_equal(taps(&h.anna, h.anna_page, "Swim", "done"), 303);
	person_opens(&h.anna, h.anna_page, "every week");
	assert_null(task_form(&h.ben, h.ben_page, "Swim", "take"));
	h.story->now += 2 * 86400; /* its day is over, and its owner was not here */
	assert_int_equal(taps(&h.ben, h.ben_page, "Swim", "take"), 303);
	assert_null(task_form(&h.anna, h.anna_page, "Swim", "done"));
	assert_int_equal(person_sign_in(sam, "sam", PASSPHRASE, false), 303);
	person_opens(sam, task, "Ben kestrel");
	assert_int_equal(person_post(sam, story_print(h.story, "%s/set", task), "do=done"), 303);
	person_opens(&h.ben, h.ben_page, "Done. Thank you.");
	h.story->now += 21 * 86400;
	assert_non_null(task_form(&h.anna, h.anna_page, "Swim", "take"));
	assert_int_equal(person_sign_in(sam, "sam", PASSPHRASE, false), 303);
	person_opens(sam, task, "Open. Whoever has a page");
}

static void what_is_done_goes_after_two_weeks(void **state)
{
	struct hands h = hands_begin(*state);
	struct person *sam = &h.home.sam;
	const char *task = task_added(sam, "Post it", 0, "");

	assert_int_equal(taps(&h.anna, h.anna_page, "Post it", "take"), 303);
	assert_int_equal(taps(&h.anna, h.anna_page, "Post it", "done"), 303);
	assert_int_equal(person_post(sam, "/circle/shown", "sign="), 303); /* the owner was here */
	h.story->now += 13 * 86400;
	assert_int_equal(person_sign_in(sam, "sam", PASSPHRASE, false), 303);
	person_opens(sam, task, "Anna kestrel");
	h.story->now += 3 * 86400;
	assert_int_equal(person_sign_in(sam, "sam", PASSPHRASE, false), 303);
	assert_int_equal(person_get(sam, task), 404);
	lacks(seen_at(&h, HTTP_GET, h.anna_page), "Post it");
}

/* --- the owner's side */
static void another_time_is_another_question(void **state)
{
	struct hands h = hands_begin(*state);
	struct person *sam = &h.home.sam;
	const char *task = task_added(sam, "Mow", 2, ""),
		   *edit = story_print(h.story, "%s/edit", task),
		   *old = task_form(&h.ben, h.ben_page, "Mow", "take");

	assert_int_equal(taps(&h.anna, h.anna_page, "Mow", "take"), 303);
	/* Other words keep who has it. */
	assert_int_equal(person_post(sam, edit,
				     story_print(h.story,
						 "task=Mow&words=Key+at+kestrel&day=%s&time=15:30"
						 "&minutes=30&edition=1",
						 story_day(h.story, 2))),
			 303);
	person_opens(sam, task, "Anna kestrel");
	person_opens(&h.anna, h.anna_page, "Key at kestrel");
	/* An older form does not win. */
	assert_int_equal(person_post(sam, edit, "task=Mow+all&words=&edition=1"), 422);
	person_must_see(sam, 422, "changed meanwhile");
	person_must_see(sam, 422, "Mow all");
	/* Another day does not. */
	assert_int_equal(person_post(sam, edit,
				     story_print(h.story,
						 "task=Mow&words=&day=%s&time=15:30&minutes=30"
						 "&edition=2",
						 story_day(h.story, 3))),
			 303);
	person_opens(sam, went(sam, 0), "somebody had said yes to another time");
	/* Who had the page open from before is asked to look again. */
	assert_int_equal(person_post(&h.ben, h.ben_page, old), 409);
	person_must_see(&h.ben, 409, "has just been changed");
	assert_int_equal(taps(&h.ben, h.ben_page, "Mow", "take"), 303);
	/* Taken back, and given to somebody who said yes by word of mouth. */
	assert_int_equal(person_post(sam, story_print(h.story, "%s/set", task), "do=back"), 303);
	assert_int_equal(person_get(sam, task), 200);
	const char *id = person_read(sam, "name=\"helper\" value=\"");

	assert_int_equal(person_post(sam, story_print(h.story, "%s/give", task),
				     story_print(h.story, "helper=%.32s", id)),
			 303);
	person_opens(sam, task, "Somebody has it.");
	person_opens(sam, "/circle/print", "Mow");
	assert_int_equal(person_post(sam, story_print(h.story, "%s/remove", task), ""), 303);
	assert_int_equal(person_get(sam, task), 404);
	assert_int_equal(person_post(&h.ben, h.ben_page, old), 409);
	person_must_see(&h.ben, 409, "no longer on the list");
}

static void what_cannot_be_is_said_beside_its_field(void **state)
{
	struct hands h = hands_begin(*state);
	struct person *sam = &h.home.sam;
	const struct {
		const char *body, *says;
	} bad[] = {
		{ "task=&words=&edition=0", "Write a few words first" },
		{ "task=Walk&day=31.12.&words=&edition=0", "Choose a day from today" },
		{ "task=Walk&day=2020-01-01&words=&edition=0", "Choose a day from today" },
		{ "task=Walk&time=half+past&words=&edition=0", "Write the time as" },
		{ "task=Walk&weekly=1&words=&edition=0", "Every week on which day" },
	};
	const char *rows = story_pages(h.story);

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		assert_int_equal(person_post(sam, "/circle/new", bad[i].body), 422);
		person_must_see(sam, 422, bad[i].says);
	}
	assert_string_equal(story_pages(h.story), rows);
	for (int i = 0; i < 30; i++)
		(void)task_added(sam, story_print(h.story, "Task %d", i), 1, "");
	assert_int_equal(person_post(sam, "/circle/new", "task=One+more&words=&edition=0"), 422);
	person_must_see(sam, 422, "The list is full");
	/* The same twice is one. */
	assert_int_equal(person_post(sam, "/circle/new",
				     story_print(h.story,
						 "task=Task+3&day=%s&time=15:30&minutes=30&words="
						 "&edition=0",
						 story_day(h.story, 1))),
			 303);
	for (int i = 0; i < 10; i++)
		(void)helper_added(sam, story_print(h.story, "H%d", i));
	assert_int_equal(person_post(sam, "/circle/helpers/new", "name=Thirteen"), 422);
	person_must_see(sam, 422, "Twelve helpers");
}

/* What is copied out of a table or a letter brings tabs and ends of lines along. */
static void what_is_pasted_reaches_the_helpers(void **state)
{
	struct hands h = hands_begin(*state);
	struct person *sam = &h.home.sam;

	assert_int_equal(person_post(sam, "/circle/new",
				     "task=Fetch%09bread&words=Ring+twice%0D%0AThe+dog+barks"
				     "&edition=0"),
			 303);
	assert_int_equal(person_post(sam, "/circle/shown", "sign=Kim%09Street"), 303);
	person_opens(&h.anna, h.anna_page, "Things to do for Kim Street");
	person_must_see(&h.anna, 200, "Ring twice\nThe dog barks");
	assert_int_equal(taps(&h.anna, h.anna_page, "Fetch bread", "take"), 303);
	person_opens(sam, "/circle", "Fetch bread");
	person_must_see(sam, 200, "Anna kestrel");
}

/* The owner's page is older than what a helper did. */
static void nobody_loses_what_they_took_to_an_old_page(void **state)
{
	struct hands h = hands_begin(*state);
	struct person *sam = &h.home.sam;
	const char *task = task_added(sam, "Mow", 2, ""), *give, *id;

	person_opens(sam, task, "Somebody said yes already?");
	give = story_print(h.story, "%s/give", task);
	id = story_print(h.story, "helper=%.32s",
			 strstr(page_text(sam, task), "name=\"helper\" value=\"") +
				 strlen("name=\"helper\" value=\""));
	assert_int_equal(taps(&h.ben, h.ben_page, "Mow", "take"), 303);
	assert_int_equal(person_post(sam, give, id), 409); /* to Anna, the first on the list */
	person_must_see(sam, 409, "Somebody took it on their page meanwhile.");
	person_must_see(sam, 409, "Ben kestrel");
	assert_non_null(task_form(&h.ben, h.ben_page, "Mow", "done"));
	/* Who removes it is told that somebody counts on it. */
	assert_int_equal(person_post(sam, story_print(h.story, "%s/remove", task), ""), 303);
	person_opens(sam, went(sam, 0), "Somebody had said yes to it. Tell them.");
}

static void a_copy_has_tasks_and_names_and_no_link(void **state)
{
	struct hands h = hands_begin(*state);
	struct person *sam = &h.home.sam;

	(void)task_added(sam, "Fetch bread", 1, "");
	assert_int_equal(taps(&h.anna, h.anna_page, "Fetch bread", "take"), 303);
	assert_int_equal(person_post(sam, "/export/json", ""), 200);
	const char *text = story_print(h.story, "%.*s", (int)sam->last.body.n, sam->last.body.p);

	carries(text, "Fetch bread");
	carries(text, "\"taken by\": \"Anna kestrel\"");
	carries(text, "Ben kestrel");
	lacks(text, h.anna_page + strlen("/tasks/"));
	lacks(text, h.ben_page + strlen("/tasks/"));
}

/* Only when asked: as a plain word, when somebody has taken it. */
static void the_calendar_link_carries_days_and_no_word(void **state)
{
	struct hands h = hands_begin(*state);
	struct person *sam = &h.home.sam;
	const char *path = makes(&h.home);

	(void)task_added(sam, "Fetch bread", 2, "kestrel+street");
	assert_int_equal(taps(&h.anna, h.anna_page, "Fetch bread", "take"), 303);
	assert_int_equal(person_post(sam, "/circle/shown", "sign=Kim"), 303);
	assert_int_equal(events(feed(&h.home, path)), 0);
	assert_int_equal(person_post(sam, "/circle/shown", "sign=Kim&calendar=1"), 303);
	const char *text = feed(&h.home, path);

	assert_int_equal(events(text), 1);
	carries(text, "SUMMARY:Plan\r\n");
	carries(text, "DTSTART:20261120T143000Z\r\nDTEND:20261120T150000Z\r\n");
	lacks(text, "bread");
	lacks(text, "kestrel");
	lacks(text, "anna");
	assert_int_equal(person_post(sam, "/circle/shown", "sign=Kim"), 303);
	assert_int_equal(events(feed(&h.home, path)), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(a_helper_takes_hands_back_and_finishes),
		STORY(looking_changes_nothing),
		STORY(a_helper_sees_open_tasks_and_their_own),
		STORY(no_word_says_what_it_is),
		STORY(what_says_too_much_is_not_put_there),
		STORY(a_weekly_task_is_open_again_the_week_after),
		STORY(what_is_done_goes_after_two_weeks),
		STORY(another_time_is_another_question),
		STORY(what_cannot_be_is_said_beside_its_field),
		STORY(what_is_pasted_reaches_the_helpers),
		STORY(nobody_loses_what_they_took_to_an_old_page),
		STORY(a_copy_has_tasks_and_names_and_no_link),
		STORY(the_calendar_link_carries_days_and_no_word),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
