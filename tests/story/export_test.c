/* Taking it elsewhere, by the pages: who may, what is said when something does not fit, and that
 * each copy is noted and nothing else is kept. Built so that a file holds 4,000 bytes: what is more
 * than one can hold is soon there. (export_story.py looks inside of what is made.) */
#include "two.h"

#define WORDS "a+kettle+a+lamp+nine+quiet+words"
#define LOCK  "words=" WORDS "&again=" WORDS
#define NOTE  "You took a copy of everything"

static size_t notes(struct person *p)
{
	size_t n = 0;

	assert_int_equal(person_get(p, "/account"), 200);
	const char *page = story_print(p->story, "%.*s", (int)p->last.body.n, p->last.body.p);

	for (const char *at = strstr(page, NOTE); at; at = strstr(at + 1, NOTE))
		n++;
	return n;
}

static bool is_file(const struct person *p, const char *name)
{
	struct str said = told_header(&p->last, "Content-Disposition");

	return p->last.status == 200 &&
	       str_equal(said, str_c(story_print(p->story, "attachment; filename=\"%s\"", name)));
}

static void only_with_the_passphrase_of_just_now(void **state)
{
	static const char *const post[] = { "/export/json", "/export/table", "/export/archive" };
	struct story *s = *state;
	struct person p = person_named(s, "robin");

	person_opens(&p, "/export", "is no longer locked by this notebook");
	person_opens(&p, "/export/archive", "A passphrase for this file");
	assert_int_equal(person_get(&p, "/account/export"), 303);
	assert_true(person_went_to(&p, "/export"));
	s->now += 200;
	assert_int_equal(person_get(&p, "/me"), 200);
	s->now += 101;
	assert_int_equal(person_get(&p, "/export"), 303);
	assert_true(person_went_to(&p, "/again"));
	assert_int_equal(person_get(&p, "/export/archive"), 303);
	for (size_t i = 0; i < 3; i++)
		assert_int_equal(person_post(&p, post[i], LOCK "&room=checkin"), 403);
	assert_int_equal(notes(&p), 0);
}

static void each_copy_is_noted_and_nothing_else_is_kept(void **state)
{
	struct story *s = *state;
	struct person p = person_named(s, "robin");
	static const char count[] = "SELECT count(*) || ' ' || sum(length(blob)) FROM page";

	assert_int_equal(person_check_in(&p, 0, "Warm+bread"), 303);
	assert_int_equal(person_post(&p, "/export/json", ""), 200);
	assert_true(is_file(&p, "notebook.json") && person_sees(&p, "Warm bread"));
	const char *kept = story_sql(s, count);

	assert_int_equal(person_post(&p, "/export/table", "room=checkin"), 200);
	assert_true(is_file(&p, "notebook-table.csv") && person_sees(&p, "\"Warm bread\"\r\n"));
	assert_int_equal(person_post(&p, "/export/archive", LOCK), 200);
	assert_true(is_file(&p, "notebook.tar.age"));
	assert_true(str_has_prefix(p.last.body, STR("age-encryption.org/v1\n-> scrypt ")));
	assert_false(person_sees(&p, "Warm bread"));
	assert_int_equal(notes(&p), 3);
	assert_string_equal(story_sql(s, count), kept);
}

static void words_that_are_not_fit_are_told(void **state)
{
	struct story *s = *state;
	struct person p = person_named(s, "robin");
	const char *body = story_print(s, "%s", "words=hat&again=hat&safety=1");

	assert_int_equal(person_post(&p, "/export/archive", body), 422);
	assert_true(person_sees(&p, "id=\"words-error\""));
	assert_true(person_sees(&p, "value=\"1\"  checked"));
	assert_false(person_sees(&p, "\"hat\""));
	assert_int_equal(person_post(&p, "/export/archive", ""), 422);
	assert_int_equal(person_post(&p, "/export/archive", "words=" WORDS), 422);
	assert_true(person_sees(&p, "These are not the same words as above."));
	assert_false(person_sees(&p, "nine quiet"));
	assert_false(person_sees(&p, "value=\"1\"  checked"));
	assert_int_equal(notes(&p), 0);
}

static void one_part_after_the_other(void **state)
{
	struct person p = person_named(*state, "robin");

	assert_int_equal(person_post(&p, "/export/table", "room=nowhere"), 400);
	assert_int_equal(person_post(&p, "/export/table", "room=today"), 400);
	assert_int_equal(person_post(&p, "/export/table", ""), 400);
	assert_int_equal(person_post(&p, "/export/table", "room=checkin"), 200);
	assert_true(person_sees(&p, "There is nothing of yours in there yet."));
	assert_int_equal(notes(&p), 0);
	assert_int_equal(person_post(&p, "/own/answers", "answers=ynu---&keep=1"), 303);
	assert_int_equal(person_post(&p, "/export/table", "room=safety"), 200);
	assert_true(is_file(&p, "notebook-table.csv") && person_sees(&p, "Are you afraid"));
}

static void more_than_a_file_holds_is_said(void **state)
{
	struct story *s = *state;
	struct person p = person_named(s, "robin");
	char words[501];

	memset(words, 'w', sizeof words - 1);
	words[sizeof words - 1] = '\0';
	assert_int_equal(person_post(&p, "/export/archive", LOCK), 200);
	assert_true(is_file(&p, "notebook.tar.age"));
	for (int back = 0; back < 8; back++)
		assert_int_equal(person_check_in(&p, back, words), 303);
	assert_int_equal(person_post(&p, "/export/json", ""), 422);
	assert_true(person_sees(&p, "There is more than one file can hold."));
	assert_int_equal(person_post(&p, "/export/archive", LOCK), 422);
	assert_true(person_sees(&p, "There is more than one file can hold."));
	assert_int_equal(person_post(&p, "/export/table", "room=checkin"), 422);
	assert_true(person_sees(&p, "This table is more than one file can hold."));
	assert_int_equal(notes(&p), 1);
	assert_int_equal(person_get(&p, "/checkin"), 200);
}

/* What is older than it was can be taken along before anything is decided. */
static void an_older_notebook_is_taken_along_as_it_is(void **state)
{
	struct story *s = *state;
	struct person p = person_named(s, "robin");

	assert_int_equal(person_sign_in(&p, "robin", PASSPHRASE, true), 303);
	assert_int_equal(person_check_in(&p, 0, "Warm+bread"), 303);
	const char *copy = story_copy(s);

	assert_int_equal(person_check_in(&p, 1, "A+walk"), 303);
	assert_int_equal(person_post(&p, "/leave", ""), 200);
	story_set_back(s, copy);
	assert_int_equal(person_sign_in(&p, "robin", PASSPHRASE, true), 303);
	person_opens(&p, "/account/verify", "href=\"/export\"");
	assert_int_equal(person_post(&p, "/export/json", ""), 200);
	assert_true(is_file(&p, "notebook.json") && person_sees(&p, "Warm bread"));
	assert_int_equal(person_post(&p, "/export/table", "room=checkin"), 200);
	assert_true(is_file(&p, "notebook-table.csv"));
	assert_int_equal(person_post(&p, "/export/archive", LOCK), 200);
	assert_true(is_file(&p, "notebook.tar.age"));
	person_opens(&p, "/account/verify", "Not as you left it");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(only_with_the_passphrase_of_just_now),
		STORY(each_copy_is_noted_and_nothing_else_is_kept),
		STORY(words_that_are_not_fit_are_told),
		STORY(one_part_after_the_other),
		STORY(more_than_a_file_holds_is_said),
		STORY(an_older_notebook_is_taken_along_as_it_is),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
