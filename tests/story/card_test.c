/* Cards through the pages: own writing and its versions. */
#include "person.h"

#define NOWHERE "This card was changed in another window"

static void writing_and_its_versions(void **state)
{
	struct story *s = *state;
	struct person sam = person_make(s);

	person_sign_up(&sam, "sam");
	assert_int_equal(person_get(&sam, "/card/calming"), 200);
	assert_true(person_sees(&sam, "Only you see this"));
	assert_true(person_sees(&sam, "/card/calming/write/1"));
	assert_int_equal(person_post(&sam, "/card/calming/write/1",
				     "version=0&chip-1=2&chip-1=4&own-1=My+grey+blanket.&own-1="),
			 303);
	assert_true(person_went_to(&sam, "/card/calming/write/2"));
	assert_int_equal(person_post(&sam, "/card/calming/write/2", "version=1&skip=1"), 303);
	assert_int_equal(person_get(&sam, "/card/calming"), 200);
	assert_true(person_sees(&sam, "Leave the door open."));
	assert_true(person_sees(&sam, "My grey blanket."));
	assert_true(person_sees(&sam, "Written today."));
	assert_false(person_sees(&sam, "Edited"));
	assert_false(person_sees(&sam, "/card/calming/versions"));

	s->now += 86400;
	person_sign_in(&sam, "sam", PASSPHRASE, false);
	assert_int_equal(person_post(&sam, "/card/calming/edit",
				     "version=1&chip-1=2&own-1=My+green+blanket.&chip-5=1"),
			 303);
	assert_int_equal(person_get(&sam, "/card/calming"), 200);
	assert_true(person_sees(&sam, "My green blanket."));
	assert_false(person_sees(&sam, "Leave the door open."));
	assert_true(person_sees(&sam, "Written yesterday. Edited today."));
	assert_int_equal(person_get(&sam, "/card/calming/versions"), 200);
	assert_true(person_sees(&sam, "Version 1"));
	assert_int_equal(person_get(&sam, "/card/calming/versions/1"), 200);
	assert_true(person_sees(&sam, "My grey blanket."));
	assert_int_equal(person_get(&sam, "/card/calming/versions/2"), 404);
	assert_int_equal(person_get(&sam, "/account/export"), 200);
}

static void the_last_twenty_are_kept(void **state)
{
	struct story *s = *state;
	struct person sam = person_make(s);

	person_sign_up(&sam, "sam");
	for (int i = 0; i < 24; i++) {
		s->now += 10;
		assert_int_equal(
			person_post(&sam, "/card/limits/edit",
				    story_print(s, "version=%d&own-1=Save+number+%d.", i, i)),
			303);
	}
	assert_int_equal(person_get(&sam, "/card/limits"), 200);
	assert_true(person_sees(&sam, "Save number 23."));
	assert_true(person_sees(&sam, "For the week of"));
	assert_int_equal(person_get(&sam, "/card/limits/versions/23"), 200);
	assert_true(person_sees(&sam, "Save number 22."));
	assert_int_equal(person_get(&sam, "/card/limits/versions/4"), 200);
	assert_int_equal(person_get(&sam, "/card/limits/versions/3"), 404);
}

/* The page holds 60 KiB: versions give way, the card itself never does. */
static void a_full_page_lets_the_oldest_go(void **state)
{
	struct story *s = *state;
	struct person sam = person_make(s);
	const char *line = "";

	person_sign_up(&sam, "sam");
	for (int i = 0; i < 150; i++)
		line = story_print(s, "%s%%E2%%82%%AC", line);
	for (int i = 0; i < 6; i++) {
		const char *body = story_print(s, "version=%d", i);

		for (int k = 0; k < 40; k++)
			body = story_print(s, "%s&own-1=%d%d%s", body, i, k, line);
		s->now += 10;
		assert_int_equal(person_post(&sam, "/card/calming/edit", body), 303);
	}
	assert_int_equal(person_get(&sam, "/card/calming/versions/5"), 200);
	assert_int_equal(person_get(&sam, "/card/calming/versions/1"), 404);
	assert_int_equal(person_get(&sam, "/card/calming"), 200);
	assert_true(person_sees(&sam, "539\xE2\x82\xAC"));
}

static void bad_input_changes_nothing(void **state)
{
	struct story *s = *state;
	struct person sam = person_make(s);
	const char *line = "";

	person_sign_up(&sam, "sam");
	assert_int_equal(person_post(&sam, "/card/calming/edit", "version=0&own-1=As+it+is."), 303);
	for (int i = 0; i < 161; i++)
		line = story_print(s, "%sz", line);
	assert_int_equal(
		person_post(&sam, "/card/calming/edit", story_print(s, "version=1&own-1=%s", line)),
		422);
	assert_true(person_sees(&sam, "At most 160 characters in a line."));
	assert_true(person_sees(&sam, line)); /* the words are still there */
	assert_int_equal(person_post(&sam, "/card/calming/edit", "version=1&chip-1=99"), 400);
	assert_true(person_sees(&sam, "Nothing was changed."));
	assert_int_equal(person_post(&sam, "/card/calming/edit", "version=1&chip-1=x"), 400);
	assert_int_equal(person_post(&sam, "/card/calming/edit", "version=-1&chip-1=1"), 400);
	assert_int_equal(person_post(&sam, "/card/calming/edit", "version=1&own-1=a%0Ab"), 400);
	assert_int_equal(person_post(&sam, "/card/nothing/edit", "version=1"), 404);
	assert_int_equal(person_post(&sam, "/card/calming/write/7", "version=1"), 404);
	assert_int_equal(person_post(&sam, "/card/calming/edit", "version=0&own-1=Stale."), 422);
	assert_true(person_sees(&sam, NOWHERE));
	assert_true(person_sees(&sam, "Stale."));
	assert_int_equal(person_get(&sam, "/card/calming"), 200);
	assert_true(person_sees(&sam, "As it is."));
	assert_false(person_sees(&sam, "Edited"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(writing_and_its_versions),
		STORY(the_last_twenty_are_kept),
		STORY(a_full_page_lets_the_oldest_go),
		STORY(bad_input_changes_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
