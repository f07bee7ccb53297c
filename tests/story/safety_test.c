/* The private check and the plan, as a person meets them: answers are kept only on a tick, what one
 * answers shows on nobody else's page, and a plan comes back as it was written, also on paper. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include "deed.h"
#include "sharing.h"

#define CALM   "answers=nnnnnn"
#define CANARY "the-green-kayak"

/* The answer to the last question, after `before` to the five others. */
static void finish_check(struct person *p, const char *before, const char *last)
{
	const char *body = story_print(p->story, "at=6&answers=%s-&%s", before, last);

	assert_int_equal(person_post(p, "/own/questions", body), 200);
}

/* What stands in the store, as one text. */
static const char *stored(struct story *s)
{
	return story_sql(s, "SELECT group_concat(hex(page) || ver || hex(blob)) FROM "
			    "(SELECT * FROM page ORDER BY space, page)");
}

static void sees_title(struct person *p, int status, const char *words)
{
	assert_int_equal(p->last.status, status);
	if (!person_sees(p, words))
		fail_msg("no \"%s\" on %.*s", words, (int)p->last.body.n, p->last.body.p);
}

/* --- the questions */
static void one_question_a_page(void **state)
{
	struct person p = person_make(*state);

	person_sign_up(&p, "robin");
	assert_int_equal(person_get(&p, "/own/questions"), 200);
	assert_true(person_sees(&p, "Leave"));
	assert_true(person_sees(&p, "value=\"------\""));
	(void)person_post(&p, "/own/questions", "at=0&answers=------");
	sees_title(&p, 200, "Question 1 of 6");
	(void)person_post(&p, "/own/questions", "at=1&answers=------&v=unsure");
	sees_title(&p, 200, "Question 2 of 6");
	assert_true(person_sees(&p, "value=\"u-----\""));
	(void)person_post(&p, "/own/questions", "at=2&answers=u-----&skip=1");
	sees_title(&p, 200, "Question 3 of 6");
	assert_true(person_sees(&p, "value=\"u-----\""));
	(void)person_post(&p, "/own/questions", "at=2&answers=u-----&back=1");
	sees_title(&p, 200, "Question 1 of 6");
	assert_true(person_sees(&p, "data-chosen"));
	(void)person_post(&p, "/own/questions", "at=1&answers=u-----&skip=1"); /* taken back */
	assert_true(person_sees(&p, "value=\"------\""));
	(void)person_post(&p, "/own/questions", "at=1&answers=------&back=1");
	assert_true(person_went_to(&p, "/own/questions"));
}

static void no_yes_leaves_no_trace(void **state)
{
	struct story *s = *state;
	struct person p = person_make(s);

	person_sign_up(&p, "robin");
	const char *before = stored(s);

	assert_non_null(before);
	finish_check(&p, "nnnnn", "v=no");
	sees_title(&p, 200, "Nothing here asks for a pause");
	assert_false(person_sees(&p, "is paused"));
	finish_check(&p, "nnunn", "v=no");
	sees_title(&p, 200, "Not sure is worth a talk");
	assert_true(person_sees(&p, "afraid of someone at home"));
	finish_check(&p, "-----", "skip=1");
	sees_title(&p, 200, "Skipped, and that is fine");
	assert_int_equal(person_post(&p, "/own/answers", CALM), 303); /* no tick */
	assert_true(person_went_to(&p, "/own"));
	assert_string_equal(stored(s), before);
	assert_int_equal(person_get(&p, "/own/answers"), 200);
	assert_true(person_sees(&p, "No answers are kept"));
}

static void one_yes_pauses_until_undone(void **state)
{
	struct story *s = *state;
	struct person p = person_make(s);

	person_sign_up(&p, "robin");
	const char *before = stored(s);

	finish_check(&p, "nynn-", "v=no");
	sees_title(&p, 200, "Your safety comes first");
	assert_true(person_sees(&p, "What you do together is paused"));
	assert_true(person_sees(&p, "Call 999")); /* first the emergency number, */
	assert_true(person_sees(&p, "tel:"));	  /* then a line that knows about this */
	assert_true(person_sees(&p, "Checked "));
	assert_true(person_sees(&p, "see a doctor today"));
	assert_string_not_equal(stored(s), before);
	assert_int_equal(person_get(&p, "/own"), 200);
	assert_true(person_sees(&p, "What you do together is paused"));
	assert_int_equal(person_get(&p, "/own/answers"), 200);
	assert_true(person_sees(&p, "No answers are kept")); /* the pause, not the answers */
	finish_check(&p, "nnnnn", "v=no"); /* later: it stays until it is undone */
	sees_title(&p, 200, "The pause you set before stays");
	assert_true(person_sees(&p, "What you do together is paused"));
	assert_int_equal(person_post(&p, "/own/pause", "paused=no"), 303);
	assert_int_equal(person_get(&p, "/own"), 200);
	assert_false(person_sees(&p, "What you do together is paused"));
	assert_int_equal(person_post(&p, "/own/pause", "paused=perhaps"), 400);
}

/* Who said yes sees who to call, whatever is wrong with the notebook. */
static void numbers_are_shown_where_nothing_can_be_written(void **state)
{
	struct story *s = *state;
	struct person p = person_make(s);

	person_sign_up(&p, "robin");
	assert_int_equal(person_sign_in(&p, "robin", PASSPHRASE, true), 303);
	const char *copy = story_copy(s);

	for (int i = 0; i < 3; i++)
		assert_int_equal(person_check_in(&p, i, "Warm+bread"), 303);
	assert_int_equal(person_post(&p, "/leave", ""), 200);
	story_set_back(s, copy);
	assert_int_equal(person_sign_in(&p, "robin", PASSPHRASE, true), 303);
	finish_check(&p, "nnnnn", "v=yes");
	sees_title(&p, 200, "Your safety comes first");
	assert_true(person_sees(&p, "could not be verified"));
	assert_true(person_sees(&p, "Call 999"));
	assert_true(person_sees(&p, "For anyone in despair")); /* the yes was to a weapon */
	assert_false(person_sees(&p, "is paused"));
}

static void answers_are_kept_on_a_tick(void **state)
{
	struct story *s = *state;
	struct person p = person_make(s);

	person_sign_up(&p, "robin");
	const char *before = stored(s);

	assert_int_equal(person_post(&p, "/own/answers", "answers=ynu---&keep=1"), 303);
	assert_true(person_went_to(&p, "/own/answers"));
	assert_string_not_equal(stored(s), before);
	assert_int_equal(person_get(&p, "/own/answers"), 200);
	assert_true(person_sees(&p, "Kept on 18 November 2026"));
	assert_true(person_sees(&p, "<dd>Yes</dd>"));
	assert_true(person_sees(&p, "<dd>Not sure</dd>"));
	assert_true(person_sees(&p, "<dd>Skipped</dd>"));
	assert_int_equal(person_post(&p, "/own/answers/remove", ""), 303);
	assert_int_equal(person_get(&p, "/own/answers"), 200);
	assert_true(person_sees(&p, "No answers are kept"));
}

static void no_other_answers_are_taken(void **state)
{
	static const char *const refused[] = {
		"",
		"at=1&v=yes",
		"at=1&answers=------",
		"at=1&answers=------&v=maybe",
		"at=7&answers=------&v=yes",
		"at=-1&answers=------&v=yes",
		"at=1&answers=-----&v=yes",
		"at=1&answers=----x-&v=yes",
		"at=1&answers=%3Cb%3E---&v=yes",
	};
	struct person p = person_make(*state);

	person_sign_up(&p, "robin");
	for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
		assert_int_equal(person_post(&p, "/own/questions", refused[i]), 400);
	assert_int_equal(person_post(&p, "/own/answers", "answers=yyyyyyy&keep=1"), 400);
	assert_int_equal(person_get(&p, "/own"), 200);
	assert_false(person_sees(&p, "is paused"));
}

/* A post after the session's end keeps no answer, not even as a draft. */
static void late_answers_are_kept_nowhere(void **state)
{
	struct story *s = *state;
	struct person p = person_make(s);

	person_sign_up(&p, "robin");
	s->now += 86400;
	(void)person_post(&p, "/own/questions", "at=1&answers=------&v=yes");
	assert_int_not_equal(p.last.status, 200);
	assert_false(person_sees(&p, "value=\"y"));
	assert_int_equal(person_sign_in(&p, "robin", PASSPHRASE, false), 303);
	assert_int_equal(person_get(&p, "/today"), 200);
	assert_false(person_sees(&p, "You were writing something"));
}

/* --- the plan */
static void write_plan(struct person *p)
{
	assert_int_equal(
		person_post(p, "/own/plan/1", "lines=It+gets+quiet%0D%0A%0D%0A+I+do+not+sleep"),
		303);
	assert_true(person_went_to(p, "/own/plan/2"));
	assert_int_equal(person_post(p, "/own/plan/4", "lines=&chip=A+friend%3A&chip=" CANARY),
			 303);
	assert_int_equal(person_post(p, "/own/plan/6", "lines=A+bag+%26+%3Ckeys%3E"), 303);
	assert_true(person_went_to(p, "/own/plan"));
}

static void a_plan_comes_back(void **state)
{
	struct story *s = *state;
	struct person p = person_make(s);

	person_sign_up(&p, "robin");
	const char *before = stored(s);

	write_plan(&p);
	assert_int_equal(person_get(&p, "/own/plan"), 200);
	assert_true(person_sees(&p, "<li>It gets quiet</li>"));
	assert_true(person_sees(&p, "<li>I do not sleep</li>"));
	assert_true(person_sees(&p, "<li>" CANARY "</li>"));
	assert_true(person_sees(&p, "A bag &amp; &lt;keys&gt;"));
	assert_true(person_sees(&p, "call 999"));
	assert_int_equal(person_get(&p, "/own/plan/1"), 200);
	assert_true(person_sees(&p, "It gets quiet\nI do not sleep</textarea>"));
	assert_int_equal(person_get(&p, "/own/plan/print"), 200);
	assert_true(person_sees(&p, "<li>" CANARY "</li>"));
	assert_int_equal(person_post(&p, "/own/plan/4", "lines="), 303);
	assert_int_equal(person_get(&p, "/own/plan"), 200);
	assert_false(person_sees(&p, CANARY));
	assert_string_not_equal(stored(s), before);
	assert_int_equal(person_post(&p, "/own/plan/remove", ""), 303);
	assert_int_equal(person_get(&p, "/own/plan"), 200);
	assert_true(person_sees(&p, "Nothing yet"));
	assert_false(person_sees(&p, "It gets quiet"));
	assert_int_equal(person_get(&p, "/own/plan/0"), 404);
	assert_int_equal(person_get(&p, "/own/plan/7"), 404);
}

/* The one they are close to is offered, unticked, and stands in no plan by itself. */
static void the_partner_is_listed_by_the_owner_alone(void **state)
{
	struct person p = person_make(*state);

	person_sign_up(&p, "robin");
	assert_int_equal(person_post(&p, "/begin/2", "v=Wilhelmina"), 303);
	write_plan(&p);
	assert_int_equal(person_get(&p, "/own/plan"), 200);
	assert_false(person_sees(&p, "Wilhelmina"));
	assert_int_equal(person_get(&p, "/own/plan/4"), 200);
	assert_true(person_sees(&p, "Wilhelmina"));
	assert_false(person_sees(&p, " checked"));
	assert_int_equal(person_post(&p, "/own/plan/4", "lines=&chip=Wilhelmina"), 303);
	assert_int_equal(person_get(&p, "/own/plan"), 200);
	assert_true(person_sees(&p, "<li>Wilhelmina</li>"));
}

static const char *repeat(struct story *s, const char *what, int n)
{
	const char *text = "";

	for (int i = 0; i < n; i++)
		text = story_print(s, "%s%s", text, what);
	return text;
}

static void too_much_is_a_sentence_and_nothing_is_lost(void **state)
{
	struct story *s = *state;
	struct person p = person_make(s);

	person_sign_up(&p, "robin");
	const char *lines = "lines=1%0A2%0A3%0A4%0A5%0A6%0A7%0A8%0A9%0A10%0A" CANARY;

	assert_int_equal(person_post(&p, "/own/plan/1", lines), 422);
	assert_true(person_sees(&p, "Ten lines fit here"));
	assert_true(person_sees(&p, CANARY));
	lines = story_print(s, "lines=%s", repeat(s, "0123456789", 21));
	assert_int_equal(person_post(&p, "/own/plan/1", lines), 422);
	assert_true(person_sees(&p, "One line is longer than fits here"));
	assert_true(person_sees(&p, "0123456789"));
	lines = story_print(s, "lines=%s", repeat(s, "0123456789%0A", 200));
	assert_int_equal(person_post(&p, "/own/plan/1", lines), 422);
	assert_true(person_sees(&p, "Nothing is lost"));
	assert_int_equal(person_post(&p, "/own/plan/1", "lines=%FF"), 400);
	assert_int_equal(person_get(&p, "/own/plan"), 200);
	assert_false(person_sees(&p, "0123456789"));
}

/* Six steps of ten lines of the longest letters there are fit, on the page and on paper. */
static void a_full_plan_fits(void **state)
{
	struct story *s = *state;
	struct person p = person_make(s);
	const char *line = repeat(s, "%F0%9F%8C%B3", 199);

	person_sign_up(&p, "robin");
	for (int step = 1; step <= 6; step++) {
		const char *lines = "lines=";

		for (int i = 0; i < 10; i++)
			lines = story_print(s, "%s%d%s%%0A", lines, i, line);
		assert_int_equal(person_post(&p, story_print(s, "/own/plan/%d", step), lines), 303);
	}
	assert_int_equal(person_get(&p, "/own/plan"), 200);
	assert_true(person_sees(&p, "<li>9\xF0\x9F\x8C\xB3"));
	assert_int_equal(person_post(&p, "/own/plan/pdf", ""), 200);
}

/* What other people's programs read in the PDF. */
static const char *read_pdf(struct story *s, struct str pdf)
{
	static char text[1 << 16];
	char path[] = "/tmp/rejoin-plan-XXXXXX";
	int fd = mkstemp(path);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, pdf.p, pdf.n), (ssize_t)pdf.n);
	(void)close(fd);
	FILE *f = popen(story_print(s, "pdftotext %s -", path), "r");

	assert_non_null(f);
	text[fread(text, 1, sizeof text - 1, f)] = 0;
	(void)pclose(f);
	(void)unlink(path);
	return text;
}

static void the_plan_is_printed(void **state)
{
	struct story *s = *state;
	struct person p = person_make(s);

	if (system("command -v pdftotext >/dev/null") != 0)
		skip();
	person_sign_up(&p, "robin");
	write_plan(&p);
	assert_int_equal(person_post(&p, "/own/plan/pdf", ""), 200);
	assert_true(str_equal(told_header(&p.last, "Content-Type"), STR("application/pdf")));
	const char *text = read_pdf(s, p.last.body);

	assert_non_null(strstr(text, "My plan"));
	assert_non_null(strstr(text, "It gets quiet"));
	assert_non_null(strstr(text, CANARY));
	assert_non_null(strstr(text, "A bag & <keys>"));
	assert_non_null(strstr(text, "call 999"));
	assert_null(strstr(text, "Rejoin"));
}

static void words_of_a_late_post_are_offered_again(void **state)
{
	struct story *s = *state;
	struct person p = person_make(s);

	person_sign_up(&p, "robin");
	assert_int_equal(person_get(&p, "/own/plan/3"), 200);
	struct ask ask =
		person_ask(&p, HTTP_POST, "/own/plan/3", "lines=" CANARY "&chip=The+library");

	s->now += 86400;
	person_take(&p, story_ask(s, &ask));
	assert_true(person_went_to(&p, "/sign-in"));
	assert_int_equal(person_sign_in(&p, "robin", PASSPHRASE, false), 303);
	assert_int_equal(person_get(&p, "/own/plan/3?draft=1"), 200);
	assert_true(person_sees(&p, CANARY "</textarea>"));
	sees_title(&p, 200, "\"The library\"  checked");
}

/* --- the copy */
static void the_copy_leaves_it_out_unless_asked(void **state)
{
	struct person p = person_make(*state);

	person_sign_up(&p, "robin");
	write_plan(&p);
	assert_int_equal(person_post(&p, "/own/answers", "answers=ynu---&keep=1"), 303);
	assert_int_equal(person_get(&p, "/export"), 200);
	assert_true(person_sees(&p, "Also my safety answers and plan"));
	assert_false(person_sees(&p, " checked"));
	assert_int_equal(person_post(&p, "/export/json", ""), 200);
	assert_false(person_sees(&p, CANARY));
	assert_false(person_sees(&p, "safety"));
	assert_int_equal(person_post(&p, "/export/json", "safety=1"), 200);
	assert_true(person_sees(&p, CANARY));
	assert_true(person_sees(&p, "Are you afraid of your partner?"));
}

/* --- others */
/* Every page without a parameter that a signed-in person can open, one after the other; but those
 * that draw new words at each look, and the one that ends the session. */
static const char *all_pages(struct person *p)
{
	const char *all = "";
	size_t n = 0;

	p->seed = 1; /* a new form's id is the same at each look */
	p->n_asked = 0;
	for (size_t r = 0; r < room_count; r++)
		for (size_t i = 0; i < room_list[r]->n_routes; i++) {
			const struct route *route = &room_list[r]->route[i];

			if (route->method != HTTP_GET || strchr(route->path, ':') ||
			    route->who == WHO_PERSON_AGAIN || strcmp(route->path, "/lock") == 0)
				continue;
			(void)person_get(p, route->path);
			all = story_print(p->story, "%s\n%s %d %.*s", all, route->path,
					  p->last.status, (int)p->last.body.n, p->last.body.p);
			n++;
		}
	assert_true(n > 15);
	return all;
}

/* All that sam can fetch or open of robin, and the letter in which robin says what sam may see. */
static const char *all_of_sam(struct person *sam, struct id16 of_robin, struct person *robin)
{
	struct story *s = sam->story;
	const char *letter =
		story_sql(s, story_print(s, "SELECT hex(blob) || ver FROM page WHERE %s",
					 letter_where(robin, 0, true)));

	assert_non_null(letter);
	return story_print(s, "%s\n%s\n%s", all_pages(sam), person_view(sam, of_robin), letter);
}

static void the_other_sees_no_byte_of_it(void **state)
{
	struct story *s = *state;
	struct person robin = person_make(s), sam = person_make(s);

	person_sign_up(&robin, "robin");
	person_sign_up(&sam, "sam");
	people_link(&robin, &sam);
	struct id16 of_robin = person_other(&sam, 0), of_sam = person_other(&robin, 0);

	MUST(person_grants(&robin, of_sam, TOPIC_CHECKIN, SHARING_WITH_BEFORE));
	assert_int_equal(person_check_in(&robin, 0, "Warm+bread"), 303);
	const char *before = all_of_sam(&sam, of_robin, &robin);

	/* Or the test would say nothing. */
	assert_string_equal(all_of_sam(&sam, of_robin, &robin), before);
	finish_check(&robin, "yyyyy", "v=yes");
	assert_int_equal(person_post(&robin, "/own/answers", "answers=yyyyyy&keep=1"), 303);
	write_plan(&robin);
	assert_string_equal(all_of_sam(&sam, of_robin, &robin), before);
	assert_int_equal(person_post(&robin, "/own/pause", "paused=no"), 303);
	assert_string_equal(all_of_sam(&sam, of_robin, &robin), before);
	assert_null(strstr(before, CANARY));
	assert_non_null(strstr(all_pages(&robin), CANARY));
	/* What is shared does show. */
	assert_int_equal(person_check_in(&robin, 1, "Cold+milk"), 303);
	assert_string_not_equal(all_of_sam(&sam, of_robin, &robin), before);
}

static void no_partner_is_given_a_key_to_it(void **state)
{
	struct story *s = *state;
	struct person robin = person_make(s), sam = person_make(s);

	person_sign_up(&robin, "robin");
	person_sign_up(&sam, "sam");
	people_link(&robin, &sam);
	write_plan(&robin);
	const char *before = stored(s);

	assert_string_equal(err_name(person_grants(&robin, person_other(&robin, 0), TOPIC_SAFETY,
						   SHARING_WITH_BEFORE)),
			    "NO_GRANT");
	assert_string_equal(stored(s), before);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(one_question_a_page),
		STORY(no_yes_leaves_no_trace),
		STORY(one_yes_pauses_until_undone),
		STORY(numbers_are_shown_where_nothing_can_be_written),
		STORY(answers_are_kept_on_a_tick),
		STORY(no_other_answers_are_taken),
		STORY(late_answers_are_kept_nowhere),
		STORY(a_plan_comes_back),
		STORY(the_partner_is_listed_by_the_owner_alone),
		STORY(too_much_is_a_sentence_and_nothing_is_lost),
		STORY(a_full_plan_fits),
		STORY(the_plan_is_printed),
		STORY(words_of_a_late_post_are_offered_again),
		STORY(the_copy_leaves_it_out_unless_asked),
		STORY(the_other_sees_no_byte_of_it),
		STORY(no_partner_is_given_a_key_to_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
