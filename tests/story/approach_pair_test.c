/* Small steps between two people: what one shares by itself or as a list, and what of the joint
 * list either can tell of the other. */
#include "pages.h"
#include "two.h"

#define TICKED "name=\"step\" value=\"3\"  checked"

/* All that Alex can see of what is between them. */
static const char *alex_sees(struct two *t)
{
	struct person *p = &t->alex;

	return story_print(t->story, "%s\n%s\n%s", page_text(p, "/us"),
			   page_text(p, story_print(t->story, "/share/%s/theirs", t->sam_id)),
			   page_text(p, "/approach/joint"));
}

static const char *adds(struct person *p, const char *form)
{
	assert_int_equal(person_post(p, "/approach/new", form), 303);
	return story_print(p->story, "%.42s", told_header(&p->last, "Location").p);
}

static void notes(struct person *p, const char *step, const char *more)
{
	struct story *s = p->story;

	assert_int_equal(person_post(p, story_print(s, "%s/log/new", step),
				     story_print(s, "day=%s&before=20&peak=63&after=10%s",
						 story_day(s, 0), more)),
			 303);
}

static void one_step_is_shared_by_itself(void **state)
{
	struct two t = two_make(*state);
	struct story *s = t.story;
	const char *step = adds(&t.sam, "text=Walk+by+the+mill.&rating=40&area=places");
	const char *share = story_print(s, "%s/share/%s", step, t.alex_id), *before = alex_sees(&t);

	assert_null(strstr(before, "mill"));
	assert_non_null(strstr(page_text(&t.sam, share), "Walk by the mill."));
	assert_string_equal(alex_sees(&t), before); /* looking shares nothing */
	assert_int_equal(person_post(&t.sam, share, ""), 303);
	assert_non_null(strstr(alex_sees(&t), "Walk by the mill."));
	assert_null(strstr(alex_sees(&t), "your own calendar"));
	/* A plan shows; how it went does not. */
	assert_int_equal(
		person_post(&t.sam, story_print(s, "%s/plan/new", step),
			    story_print(s, "day=%s&time=09:05&with=partner", story_day(s, 1))),
		303);
	const char *planned = alex_sees(&t);

	assert_non_null(strstr(planned, "Tomorrow at 9:05"));
	assert_non_null(strstr(planned, "together"));
	assert_non_null(strstr(planned, "It does not come into your own calendar by itself."));
	assert_null(strstr(planned, "with my partner"));
	notes(&t.sam, step, "&stop=2&words=It+was+loud.");
	assert_string_equal(alex_sees(&t), planned);
	assert_int_equal(person_post(&t.sam, story_print(s, "%s/edit", step),
				     "text=Sit+by+the+mill.&rating=30&area=places&version=1"),
			 303);
	assert_non_null(strstr(alex_sees(&t), "Sit by the mill."));
	/* Taken back, it is as if it had never been shared. */
	assert_int_equal(
		person_post(&t.sam,
			    story_print(s, "/share/%s/item/%s", t.alex_id, strrchr(step, '/') + 1),
			    "how=back"),
		303);
	assert_string_equal(alex_sees(&t), before);
}

static void a_shared_list_never_has_what_is_set_apart(void **state)
{
	struct two t = two_make(*state);
	struct story *s = t.story;
	const char *step = adds(&t.sam, "text=Walk+by+the+mill.&rating=40&area=places");
	const char *theirs = story_print(s, "/share/%s/theirs/%d", t.sam_id, TOPIC_APPROACH);

	notes(&t.sam, step, "&stop=3&words=It+was+loud.");
	assert_null(strstr(page_text(&t.alex, theirs), "mill"));
	struct err e = person_grants(&t.sam, t.of_alex, TOPIC_APPROACH, 1);

	assert_string_equal(err_name(e), "NONE");
	const char *list = page_text(&t.alex, theirs);

	assert_non_null(strstr(list, "Walk by the mill."));
	assert_non_null(strstr(list, "Hardest moment 63."));
	assert_null(strstr(list, "loud"));
	assert_null(strstr(list, "threat"));
	assert_null(strstr(list, "pause"));
	/* And what stopped it changes nothing of what the other can fetch. */
	notes(&t.sam, step, "");
	list = page_text(&t.alex, theirs);
	assert_non_null(strstr(list, "Tried 2 times."));
}

static void answers(struct person *p, const char *form)
{
	assert_int_equal(person_post(p, "/approach/joint", form), 303);
}

static void only_what_both_said_yes_to_shows(void **state)
{
	struct two t = two_make(*state);
	const char *silent = alex_sees(&t);

	/* Sam says nothing, no to all, yes to two: Alex's page is the same. */
	answers(&t.sam, "");
	assert_string_equal(alex_sees(&t), silent);
	answers(&t.sam, "step=3&step=12");
	assert_string_equal(alex_sees(&t), silent);
	/* Alex says yes to one of them and to another: one shows, to both, and no other. */
	answers(&t.alex, "step=3&step=20");
	for (int i = 0; i < 2; i++) {
		const char *page = page_text(i ? &t.sam : &t.alex, "/approach/joint");

		assert_non_null(strstr(page, "<button class=\"opt\" name=\"step\" value=\"3\""));
		assert_null(strstr(page, "<button class=\"opt\" name=\"step\" value=\"12\""));
		assert_null(strstr(page, "<button class=\"opt\" name=\"step\" value=\"20\""));
	}
	assert_int_equal(person_post(&t.alex, "/approach/joint/take", "step=12"), 303);
	assert_true(person_went_to(&t.alex, "/approach/joint"));
	assert_int_equal(person_post(&t.alex, "/approach/joint/take", "step=3"), 303);
	assert_true(person_went_to(
		&t.alex, story_print(t.story, "%.42s", told_header(&t.alex.last, "Location").p)));
	assert_int_equal(person_post(&t.alex, "/approach/joint", "step=25"), 400);
	assert_int_equal(person_post(&t.alex, "/approach/joint", "step=0"), 400);
	/* Sam takes it back, or had never said it: Alex cannot tell which. */
	const char *with = alex_sees(&t);

	answers(&t.sam, "step=12");
	const char *back = alex_sees(&t);

	assert_string_not_equal(back, with);
	answers(&t.sam, "");
	assert_string_equal(alex_sees(&t), back);
}

/* Whoever paused sees none of it; the other sees what they saw. */
static void a_pause_is_silent(void **state)
{
	struct two t = two_make(*state);

	answers(&t.sam, "step=3&step=12");
	answers(&t.alex, "step=3");
	const char *before = alex_sees(&t);

	assert_int_equal(person_post(&t.sam, "/own/pause", "paused=yes"), 303);
	assert_int_equal(person_get(&t.sam, "/approach/joint"), 200);
	if (!person_sees(&t.sam, "You paused the steps for two."))
		fail_msg("%.*s", (int)t.sam.last.body.n, t.sam.last.body.p);
	assert_false(person_sees(&t.sam, "name=\"step\""));
	assert_string_equal(alex_sees(&t), before);
	answers(&t.sam, ""); /* from a page that was still open: goes nowhere */
	assert_string_equal(alex_sees(&t), before);
	assert_int_equal(person_post(&t.sam, "/approach/joint/take", "step=3"), 303);
	assert_true(person_went_to(&t.sam, "/approach/joint"));
}

static void a_yes_counts_for_thirty_days(void **state)
{
	struct two t = two_make(*state);

	answers(&t.sam, "step=3");
	answers(&t.alex, "step=3");
	assert_int_equal(person_get(&t.sam, "/approach/joint"), 200);
	assert_true(person_sees(&t.sam, TICKED));
	t.story->now += 31 * 86400;
	person_sign_in(&t.sam, "sam", PASSPHRASE, false);
	assert_int_equal(person_get(&t.sam, "/approach/joint"), 200);
	assert_false(person_sees(&t.sam, TICKED));
	assert_false(person_sees(&t.sam, "class=\"opt\" name=\"step\" value=\"3\""));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(one_step_is_shared_by_itself),
		STORY(a_shared_list_never_has_what_is_set_apart),
		STORY(only_what_both_said_yes_to_shows),
		STORY(a_pause_is_silent),
		STORY(a_yes_counts_for_thirty_days),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
