/* Two helpers at once, their owner meanwhile, how a link ends, and what somebody can do who writes
 * the database. */
#include <stdio.h>
#include "board.h"
#include "circle_kit.h"
#include "others.h"
#include "sharing.h"

#define BOARD_ROW "length(blob) = 32809"
#define LINK_ROW                                                                                   \
	"space IN (SELECT space FROM page GROUP BY space HAVING count(*) = 1) AND length(blob) = " \
	"4137"

static const char *number(struct story *s, const char *where)
{
	return story_sql(s,
			 story_print(s, "SELECT CAST(count(*) AS TEXT) FROM page WHERE %s", where));
}

static unsigned toss(unsigned *seed, unsigned below)
{
	*seed = *seed * 1103515245 + 12345;
	return (*seed >> 16) % below;
}

static const char *helper_path(struct hands *h, const char *name)
{
	struct person *sam = &h->home.sam;

	assert_int_equal(
		person_post(sam, "/circle/helpers/new", story_print(h->story, "name=%s", name)),
		303); /* the same name is the same helper */
	return went(sam, 0);
}

/* --- races */
struct racer {
	struct person *who;
	struct going *g;
	bool is_there;
};

/* Every one step by step, in an order drawn. True: two were about to write at once. */
static bool race(struct story *s, struct racer r[], unsigned n, unsigned *seed)
{
	bool were_both = false;
	unsigned there = 0;

	while (there < n) {
		unsigned i = toss(seed, n), writing = 0;

		for (unsigned k = 0; k < n; k++)
			writing += !r[k].is_there && story_is_writing(r[k].g);
		were_both = were_both || writing > 1;
		if (r[i].is_there)
			continue;
		r[i].is_there = story_go_on(s, r[i].g);
		there += r[i].is_there;
	}
	for (unsigned i = 0; i < n; i++)
		person_take(r[i].who, story_arrive(s, r[i].g));
	return were_both;
}

static struct racer sets_out(struct person *p, const char *page, const char *body)
{
	struct ask ask = person_ask(p, HTTP_POST, page, body);

	return (struct racer){ p, story_set_out(p->story, &ask), false };
}

static void two_take_the_same_and_one_gets_it(void **state)
{
	struct hands h = hands_begin(*state);
	unsigned seed = 7, in_the_way = 0, annas = 0, bens = 0;

	for (int round = 0; round < 24; round++) {
		const char *title = story_print(h.story, "Task %d", round);

		(void)task_added(&h.home.sam, title, 1, "");
		struct racer r[2] = {
			sets_out(&h.anna, h.anna_page,
				 task_form(&h.anna, h.anna_page, title, "take")),
			sets_out(&h.ben, h.ben_page, task_form(&h.ben, h.ben_page, title, "take")),
		};

		in_the_way += race(h.story, r, 2, &seed);
		bool is_annas = h.anna.last.status == 303, is_bens = h.ben.last.status == 303;
		struct person *other = is_annas ? &h.ben : &h.anna;

		assert_true(is_annas != is_bens);
		annas += is_annas;
		bens += is_bens;
		person_must_see(other, 409, "Somebody else has just taken that one.");
		assert_null(task_form(other, is_annas ? h.ben_page : h.anna_page, title, "take"));
		assert_non_null(task_form(is_annas ? &h.anna : &h.ben,
					  is_annas ? h.anna_page : h.ben_page, title, "done"));
	}
	printf("24 races, %u in each other's way, %u to one and %u to the other\n", in_the_way,
	       annas, bens);
	assert_true(in_the_way > 4 && annas > 2 && bens > 2);
}

/* Different tasks at once, and the owner edits a third: nothing of it is lost. */
static void what_does_not_touch_is_kept_whole(void **state)
{
	struct hands h = hands_begin(*state);
	struct person *sam = &h.home.sam;
	unsigned seed = 3, in_the_way = 0;

	for (int round = 0; round < 8; round++) {
		const char *x = story_print(h.story, "X %d", round),
			   *y = story_print(h.story, "Y %d", round),
			   *z = story_print(h.story, "Z %d", round);

		(void)task_added(sam, x, 1, "");
		(void)task_added(sam, y, 1, "");
		struct racer r[3] = {
			sets_out(&h.anna, h.anna_page, task_form(&h.anna, h.anna_page, x, "take")),
			sets_out(&h.ben, h.ben_page, task_form(&h.ben, h.ben_page, y, "take")),
			sets_out(sam, "/circle/new",
				 story_print(h.story, "task=%s&words=&edition=0", z)),
		};

		in_the_way += race(h.story, r, 3, &seed);
		for (int i = 0; i < 3; i++)
			assert_int_equal(r[i].who->last.status, 303);
		assert_non_null(task_form(&h.anna, h.anna_page, x, "done"));
		assert_non_null(task_form(&h.ben, h.ben_page, y, "done"));
		assert_non_null(task_form(&h.anna, h.anna_page, z, "take"));
	}
	printf("8 rounds of three, %u in each other's way\n", in_the_way);
	assert_true(in_the_way > 1);
	person_opens(sam, "/circle", "Z 7");
}

/* The link ends while its helper is on the way: the row they read is no longer there. */
static void an_ended_link_takes_nothing(void **state)
{
	struct hands h = hands_begin(*state);
	struct person *sam = &h.home.sam;

	const char *anna = helper_path(&h, "Anna+kestrel"),
		   *task = task_added(sam, "Fetch bread", 1, ""),
		   *body = task_form(&h.anna, h.anna_page, "Fetch bread", "take");
	struct ask ask = person_ask(&h.anna, HTTP_POST, h.anna_page, body);
	struct going *g = story_set_out(h.story, &ask);

	while (!story_is_writing(g))
		assert_false(story_go_on(h.story, g));
	assert_int_equal(person_post(sam, story_print(h.story, "%s/off", anna), ""), 303);
	while (!story_go_on(h.story, g))
		;
	h.anna.last = story_arrive(h.story, g);
	assert_int_equal(h.anna.last.status, 404);
	link_is_gone(&h, h.anna_page);
	person_opens(sam, task, "Open. Whoever has a page");
	assert_non_null(task_form(&h.ben, h.ben_page, "Fetch bread", "take")); /* Ben's goes on */
}

/* --- how links end */
static void who_has_no_link_finds_none(void **state)
{
	struct hands h = hands_begin(*state);
	size_t n = strlen(h.anna_page);
	char near[128];

	for (size_t i = strlen("/tasks/"); i < n; i++) { /* one digit off */
		(void)snprintf(near, sizeof near, "%s", h.anna_page);
		near[i] = near[i] == '0' ? '1' : '0';
		link_is_gone(&h, near);
	}
	link_is_gone(&h, story_print(h.story, "%.*s", (int)n - 1, h.anna_page));
	link_is_gone(&h, story_print(h.story, "%s0", h.anna_page));
	link_is_gone(&h, "/tasks/x");
	link_is_gone(&h, "/tasks/%00");
	link_is_gone(&h, "/tasks/"
			 "a.b-c_d");
	link_is_gone(&h, story_print(h.story, "/tasks/%0200d", 1));
	link_is_gone(&h, "/tasks/caf%C3%A9");
	person_opens(&h.anna, h.anna_page, "Things to do");
}

static void an_ended_link_is_one_that_never_was(void **state)
{
	struct hands h = hands_begin(*state);
	struct person *sam = &h.home.sam;
	const char *anna = helper_path(&h, "Anna+kestrel"), *second, *board;

	(void)task_added(sam, "Fetch bread", 1, "");
	assert_int_equal(taps(&h.anna, h.anna_page, "Fetch bread", "take"), 303);
	assert_string_equal(number(h.story, BOARD_ROW), "31"); /* the digit 1 */
	assert_string_equal(number(h.story, LINK_ROW), "32");
	board = story_sql(h.story, "SELECT space FROM page WHERE " BOARD_ROW);
	/* A new link ends the old one, and the board moves. */
	second = link_made(sam, anna);
	link_is_gone(&h, h.anna_page);
	assert_string_not_equal(story_sql(h.story, "SELECT space FROM page WHERE " BOARD_ROW),
				board);
	assert_string_equal(number(h.story, BOARD_ROW), "31");
	assert_string_equal(number(h.story, LINK_ROW), "32");
	assert_non_null(task_form(&h.anna, second, "Fetch bread", "take")); /* open again */
	assert_non_null(task_form(&h.ben, h.ben_page, "Fetch bread", "take"));
	assert_int_equal(taps(&h.ben, h.ben_page, "Fetch bread", "take"), 303);
	assert_int_equal(person_post(sam, story_print(h.story, "%s/remove", anna), ""), 303);
	link_is_gone(&h, second);
	assert_non_null(task_form(&h.ben, h.ben_page, "Fetch bread", "done"));
	assert_int_equal(person_post(sam,
				     story_print(h.story, "%s/off", helper_path(&h, "Ben+kestrel")),
				     ""),
			 303);
	link_is_gone(&h, h.ben_page);
	assert_string_equal(number(h.story, BOARD_ROW), "30"); /* nobody: no board */
	assert_string_equal(number(h.story, LINK_ROW), "30");
	person_opens(sam, "/circle", "Fetch bread");
}

static void a_link_is_made_only_with_the_passphrase(void **state)
{
	struct hands h = hands_begin(*state);
	struct person *sam = &h.home.sam;
	const char *path = story_print(h.story, "%s/link", helper_path(&h, "Anna+kestrel"));

	for (int i = 0; i < 2; i++) {
		h.story->now += 200;
		assert_int_equal(person_get(sam, "/circle"), 200);
	}
	assert_int_equal(person_get(sam, path), 303);
	assert_true(person_went_to(sam, "/again"));
	assert_int_equal(person_post(sam, path, ""), 403);
	person_opens(&h.anna, h.anna_page, "Things to do");
}

static fallible closes(struct act *a, void *context)
{
	struct other *list;
	size_t n;

	TRY(others_list(a, &list, &n));
	return sharing_leave(a, list[0].id, *(enum sharing_leave *)context);
}

static void new_keys_closing_and_deleting_end_them(void **state)
{
	struct hands h = hands_begin(*state);
	struct person *sam = &h.home.sam, alex = person_make(h.story);
	enum sharing_leave how = SHARING_STEP_BACK;
	const char *anna = helper_path(&h, "Anna+kestrel");

	(void)task_added(sam, "Fetch bread", 1, "");
	assert_int_equal(taps(&h.ben, h.ben_page, "Fetch bread", "take"), 303);
	assert_int_equal(person_post(sam, "/account/new-keys", "passphrase=" PASSPHRASE), 200);
	link_is_gone(&h, h.anna_page);
	link_is_gone(&h, h.ben_page);
	assert_string_equal(number(h.story, BOARD_ROW), "30");
	person_opens(sam, "/circle", "ended when you made new keys");
	person_must_see(sam, 200, "Fetch bread");
	person_must_see(sam, 200, "may stand as open here: ask them"); /* Ben took it */
	h.anna_page = link_made(sam, anna);
	assert_non_null(task_form(&h.anna, h.anna_page, "Fetch bread", "take"));
	person_sign_up(&alex, "alex");
	people_link(sam, &alex);
	assert_string_equal(err_name(person_does(sam, closes, &how)), "NONE");
	assert_non_null(task_form(&h.anna, h.anna_page, "Fetch bread", "take")); /* quietly */
	how = SHARING_CLOSE;
	assert_string_equal(err_name(person_does(sam, closes, &how)), "NONE");
	link_is_gone(&h, h.anna_page);
	person_opens(sam, "/circle", "ended when you closed");
	assert_int_equal(person_post(sam, "/again?to=/circle", "passphrase=" PASSPHRASE), 303);
	h.anna_page = link_made(sam, anna);
	assert_string_equal(number(h.story, BOARD_ROW), "31");
	assert_int_equal(person_post(sam, "/account/delete", "sure=1"), 200);
	link_is_gone(&h, h.anna_page);
	assert_string_equal(number(h.story, BOARD_ROW), "30");
	assert_string_equal(number(h.story, LINK_ROW), "30");
}

/* A store set back brings an ended link back as it was; it ends when its owner goes on. */
static void going_on_with_an_older_store_ends_them(void **state)
{
	struct hands h = hands_begin(*state);
	struct person *sam = &h.home.sam;
	const char *anna = helper_path(&h, "Anna+kestrel"), *copy;

	assert_int_equal(person_sign_in(sam, "sam", PASSPHRASE, true), 303);
	(void)task_added(sam, "Fetch bread", 1, "");
	copy = story_copy(h.story);
	assert_int_equal(person_post(sam, story_print(h.story, "%s/off", anna), ""), 303);
	assert_int_equal(person_post(sam, "/begin/2", "v=Alex"), 303); /* a newer keyring page */
	assert_int_equal(person_post(sam, "/leave", ""), 200);
	story_set_back(h.story, copy);
	assert_int_equal(person_sign_in(sam, "sam", PASSPHRASE, true), 303);
	person_opens(&h.anna, h.anna_page, "Fetch bread");
	assert_int_equal(person_get(sam, "/account/verify"), 200);
	assert_int_equal(person_post(sam, "/account/verify", ""), 303);
	link_is_gone(&h, h.anna_page);
	link_is_gone(&h, h.ben_page);
	person_opens(sam, "/circle", "was not as you left it");
}

/* --- the database */
static void flip(struct hands *h, const char *where, unsigned at)
{
	(void)story_sql(h->story,
			story_print(h->story,
				    "UPDATE page SET blob = CAST(substr(blob, 1, %u) || x'00000000'"
				    " || substr(blob, %u) AS BLOB) WHERE %s",
				    at, at + 5, where));
}

static void a_row_that_is_not_its_own_opens_nothing(void **state)
{
	struct hands h = hands_begin(*state);
	struct person *sam = &h.home.sam;
	const char *task = task_added(sam, "Fetch bread", 1, "");

	assert_int_equal(taps(&h.anna, h.anna_page, "Fetch bread", "take"), 303);
	assert_int_equal(person_post(sam, "/circle/shown", "sign=Kim"), 303);
	const char *copy = story_copy(h.story);

	/* The board: nobody sees it; its owner sees what they saw last, and mends it. */
	for (unsigned at = 1; at < BOARD_PAGE_BYTES; at += at < 64 ? 20 : 9000) {
		story_set_back(h.story, copy);
		flip(&h, BOARD_ROW, at);
		link_is_gone(&h, h.anna_page);
		person_opens(sam, "/circle", "could not be verified");
		person_opens(sam, task, "Anna kestrel");
		assert_int_equal(person_post(sam, "/circle/shown", "sign=Lou"), 303);
		person_opens(&h.anna, h.anna_page, "Things to do for Lou");
		assert_non_null(task_form(&h.anna, h.anna_page, "Fetch bread", "done"));
	}
	/* Another version of it, and none. */
	story_set_back(h.story, copy);
	(void)story_sql(h.story, "UPDATE page SET ver = ver + 1 WHERE " BOARD_ROW);
	link_is_gone(&h, h.anna_page);
	story_set_back(h.story, copy);
	(void)story_sql(h.story, "DELETE FROM page WHERE " BOARD_ROW);
	link_is_gone(&h, h.anna_page);
	person_opens(sam, "/circle", "could not be verified");
	assert_int_equal(person_post(sam, "/circle/shown", "sign=Lou"), 303);
	person_opens(&h.anna, h.anna_page, "Things to do for Lou");
	/* The links: swapped, they are nobody's. */
	story_set_back(h.story, copy);
	(void)story_sql(h.story,
			"CREATE TABLE kept AS SELECT space, blob FROM page WHERE " LINK_ROW);
	(void)story_sql(h.story, "UPDATE page SET blob = (SELECT kept.blob FROM kept"
				 " WHERE kept.space <> page.space) WHERE " LINK_ROW);
	link_is_gone(&h, h.anna_page);
	link_is_gone(&h, h.ben_page);
	story_set_back(h.story, copy);
	flip(&h, LINK_ROW, 200);
	link_is_gone(&h, h.anna_page);
	person_opens(sam, task, "Anna kestrel");
}

/* A link that was ended and put back as a row opens a board that is no longer there. */
static void an_old_row_does_not_bring_a_link_back(void **state)
{
	struct hands h = hands_begin(*state);
	struct person *sam = &h.home.sam;

	(void)task_added(sam, "Fetch bread", 1, "");
	(void)story_sql(h.story, "CREATE TABLE kept AS SELECT * FROM page WHERE " LINK_ROW);
	assert_int_equal(
		person_post(sam, story_print(h.story, "%s/off", helper_path(&h, "Anna+kestrel")),
			    ""),
		303);
	(void)story_sql(h.story, "INSERT OR IGNORE INTO page SELECT * FROM kept");
	assert_string_equal(number(h.story, LINK_ROW), "32");
	link_is_gone(&h, h.anna_page);
	person_opens(&h.ben, h.ben_page, "Fetch bread");
}

/* One size, whatever is on it; nothing of it among the rows of its owner. */
static void what_it_carries_does_not_show_in_its_rows(void **state)
{
	struct hands h = hands_begin(*state);
	struct person *sam = &h.home.sam;
	const char *rows;

	(void)task_added(sam, "Fetch bread", 1, "");
	rows = story_rows(h.story);
	for (int i = 0; i < 12; i++) {
		(void)task_added(sam, story_print(h.story, "Task %d", i), 1, "");
		assert_int_equal(
			taps(&h.anna, h.anna_page, story_print(h.story, "Task %d", i), "take"),
			303);
	}
	assert_string_equal(number(h.story, BOARD_ROW), "31");
	assert_string_equal(
		story_sql(h.story, "SELECT CAST(length(blob) AS TEXT) FROM page WHERE " BOARD_ROW),
		"3332383039");
	assert_true(BOARD_PAGE_BYTES == 32809 && BOARD_LINK_BYTES == 4137);
	assert_non_null(rows);
	assert_string_equal(story_sql(h.story,
				      "SELECT CAST(count(*) AS TEXT) FROM page WHERE space IN"
				      " (SELECT space FROM page WHERE " BOARD_ROW ")"),
			    "31");
}

static void a_damaged_record_does_not_stand_in_the_way(void **state)
{
	struct story *s = *state;
	struct person sam = person_named(s, "sam"), alex = person_named(s, "alex");
	enum sharing_leave how = SHARING_CLOSE;
	const char *anna = helper_added(&sam, "Anna+kestrel"), *page;

	people_link(&sam, &alex);
	(void)story_sql(s, "CREATE TABLE kept AS SELECT page FROM page");
	page = link_made(&sam, anna);
	(void)story_sql(s, "UPDATE page SET blob = CAST(substr(blob, 1, 100) || x'00000000' ||"
			   " substr(blob, 105) AS BLOB) WHERE length(blob) = 297"
			   " AND page NOT IN (SELECT page FROM kept)");
	person_opens(&sam, "/circle", "could not be verified. New ones can be");
	assert_string_equal(err_name(person_does(&sam, closes, &how)), "NONE");
	assert_int_equal(person_post(&sam, "/again?to=/circle", "passphrase=" PASSPHRASE), 303);
	assert_string_not_equal(link_made(&sam, anna), page);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(two_take_the_same_and_one_gets_it),
		STORY(what_does_not_touch_is_kept_whole),
		STORY(an_ended_link_takes_nothing),
		STORY(who_has_no_link_finds_none),
		STORY(an_ended_link_is_one_that_never_was),
		STORY(a_link_is_made_only_with_the_passphrase),
		STORY(new_keys_closing_and_deleting_end_them),
		STORY(going_on_with_an_older_store_ends_them),
		STORY(a_row_that_is_not_its_own_opens_nothing),
		STORY(an_old_row_does_not_bring_a_link_back),
		STORY(what_it_carries_does_not_show_in_its_rows),
		STORY(a_damaged_record_does_not_stand_in_the_way),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
