/* Taken to an appointment: a page on paper and a file for a clinic. Nothing is ticked, what was
 * looked at is what is made, and what was not chosen is not in it. */
#include <stdio.h>
#include <stdlib.h>
#include "fhir_check.h"
#include "person.h"

#define PAPER "span=12&part=pcl5&say=I+would+like+to+go+slowly.%0ATwo+lines"

static struct person sam(struct story *s)
{
	struct person sam = person_named(s, "sam");
	static const struct {
		int total, day;
	} of[] = { { 57, -70 }, { 49, -40 }, { 38, -2 }, { 61, -400 } };

	for (size_t i = 0; i < sizeof of / sizeof *of; i++)
		assert_int_equal(person_post(&sam, "/measure/pcl5/total",
					     story_print(s, "total=%d&day=%s", of[i].total,
							 story_day(s, of[i].day))),
				 303);
	assert_int_equal(person_post(&sam, "/measure/isi/total",
				     story_print(s, "total=12&day=%s", story_day(s, -3))),
			 303);
	person_begins_course(&sam, "Dr Lee");
	return sam;
}

/* What another program reads out of the PDF that was told. */
static const char *read_back(struct person *p)
{
	char path[] = "/tmp/take_test_XXXXXX";
	int f = mkstemp(path);
	char *text = arena_take(&p->story->kept, 40000);

	assert_true(f >= 0);
	assert_int_equal(p->last.status, 200);
	assert_true(str_equal(told_header(&p->last, "Content-Type"), STR("application/pdf")));
	FILE *to = fdopen(f, "w");

	assert_int_equal(fwrite(p->last.body.p, 1, p->last.body.n, to), p->last.body.n);
	assert_int_equal(fclose(to), 0);
	FILE *from = popen(story_print(p->story, "pdftotext %s -", path), "r");

	assert_non_null(from);
	assert_true(fread(text, 1, 39999, from) > 0);
	assert_int_equal(pclose(from), 0);
	assert_int_equal(remove(path), 0);
	return text;
}

static void the_page_is_what_was_looked_at(void **state)
{
	struct story *s = *state;
	struct person p = sam(s);

	person_opens(&p, "/export/paper", "PCL-5");
	assert_false(person_sees(&p, "value=\"pcl5\"  checked"));
	assert_true(person_sees(&p, "Visits: "));
	assert_true(person_sees(&p, "Questions for next time"));
	assert_true(person_sees(&p, "4 totals"));
	assert_int_equal(person_post(&p, "/export/paper", PAPER), 200);
	assert_true(person_sees(&p, "This is exactly what is on it"));
	assert_true(person_sees(&p, "19 points lower than on"));
	assert_false(person_sees(&p, ">ISI<") || person_sees(&p, "Dr Lee") ||
		     person_sees(&p, ": 61."));
	assert_int_equal(person_post(&p, "/export/paper/file", PAPER), 200);
	const char *text = read_back(&p);

	assert_non_null(strstr(text, "Notes to take along"));
	assert_non_null(strstr(text, "I would like to go slowly."));
	assert_non_null(strstr(text, "PCL-5"));
	assert_non_null(strstr(text, "19 points lower than on"));
	assert_null(strstr(text, "ISI"));
	assert_null(strstr(text, "sam"));
	assert_null(strstr(text, "Dr Lee"));
	/* The words for those who do not see the drawing. */
	assert_non_null(memmem(p.last.body.p, p.last.body.n, "/Alt <FEFF", 10));
}

static const char *part(struct person *p, const char *what)
{
	person_opens(p, "/export/paper", "A page for an appointment");
	struct str mark = str_c(story_print(p->story, "value=\"%s-", what));
	const char *at = memmem(p->last.body.p, p->last.body.n, mark.p, mark.n);

	assert_non_null(at);
	return story_print(p->story, "%s-%.32s", what, at + mark.n);
}

static void visits_questions_and_a_name_are_there_when_ticked(void **state)
{
	struct story *s = *state;
	struct person p = sam(s);
	const char *form = story_print(s, "span=4&called=1&part=%s&part=%s", part(&p, "visits"),
				       part(&p, "questions"));

	assert_int_equal(person_post(&p, "/export/paper/file", form), 200);
	const char *text = read_back(&p);

	assert_non_null(strstr(text, "sam"));
	assert_non_null(strstr(text, "Dr Lee"));
	assert_non_null(strstr(text, "Questions for next time"));
	assert_null(strstr(text, "PCL-5"));
}

static void what_is_amiss_is_said(void **state)
{
	struct story *s = *state;
	struct person p = sam(s);
	char *long_words = arena_take(&s->kept, 1700);

	assert_int_equal(person_post(&p, "/export/paper", "span=12"), 422);
	assert_true(person_sees(&p, "There is nothing to put on the page yet"));
	assert_int_equal(person_post(&p, "/export/paper", "span=13&part=pcl5"), 400);
	assert_int_equal(person_post(&p, "/export/paper/file", "span=12"), 400);
	/* The name alone says nothing, and what others have is no part. */
	assert_int_equal(person_post(&p, "/export/paper", "span=12&called=1&part=safety"), 422);
	memset(long_words, 'a', 1600);
	assert_int_equal(
		person_post(&p, "/export/paper", story_print(s, "span=12&say=%s", long_words)),
		422);
	assert_true(person_sees(&p, long_words));
	/* Back to the form with everything in it. */
	assert_int_equal(person_post(&p, "/export/paper", PAPER "&again=1"), 200);
	assert_true(person_sees(&p, "I would like to go slowly."));
	assert_true(person_sees(&p, "value=\"pcl5\"  checked"));
}

static json_t *file(struct person *p, const char *form)
{
	assert_int_equal(person_post(p, "/export/fhir/file", form), 200);
	assert_true(str_equal(told_header(&p->last, "Content-Type"), STR("application/fhir+json")));
	json_t *o = json_loadb(p->last.body.p, p->last.body.n, 0, NULL);

	assert_non_null(o);
	assert_null(fhir_check(o, ""));
	return o;
}

static size_t count(const json_t *b, const char *type)
{
	json_t *all = fhir_check_all(b, type);
	size_t n = json_array_size(all);

	json_decref(all);
	return n;
}

static void the_file_has_what_was_ticked(void **state)
{
	struct story *s = *state;
	struct person p = sam(s);

	person_opens(&p, "/export/fhir", "A file for a clinic");
	assert_false(person_sees(&p, "value=\"1\"  checked"));
	json_t *b = file(&p, "span=12&totals=1");

	assert_int_equal(count(b, "Observation"), 4);
	assert_int_equal(count(b, "Encounter"), 0);
	assert_null(memmem(p.last.body.p, p.last.body.n, "sam", 3));
	json_decref(b);
	b = file(&p, "span=156&totals=1&answers=1&visits=1&called=1");
	assert_int_equal(count(b, "Observation"), 5);
	assert_int_equal(count(b, "Encounter"), 1);
	assert_int_equal(count(b, "EpisodeOfCare"), 1);
	assert_non_null(memmem(p.last.body.p, p.last.body.n, "\"text\":\"sam\"", 12));
	json_decref(b);
}

static void the_name_that_was_shown_is_in_the_file(void **state)
{
	struct story *s = *state;
	struct person p = sam(s);

	assert_int_equal(person_post(&p, "/export/fhir", "span=12&totals=1"), 200);
	const char *called = person_read(&p, "It calls you: ");
	const char *seed = person_read(&p, "name=\"seed\" value=\"");
	json_t *b = file(&p, story_print(s, "span=12&totals=1&seed=%s", seed));

	assert_int_equal(strlen(called), strlen("Person 0000"));
	assert_non_null(strstr(arena_str(&s->kept, p.last.body).p, called));
	json_decref(b);
	assert_int_equal(person_post(&p, "/export/fhir/file", "span=12&totals=1&seed=zz"), 400);
	assert_int_equal(person_post(&p, "/export/fhir", "span=12"), 422);
	assert_int_equal(person_post(&p, "/export/fhir/file", "span=12"), 400);
	s->now += 200;
	assert_int_equal(person_get(&p, "/today"), 200);
	s->now += 200; /* the passphrase was given longer ago */
	assert_int_equal(person_post(&p, "/export/fhir/file", "span=12&totals=1"), 403);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		STORY(the_page_is_what_was_looked_at),
		STORY(visits_questions_and_a_name_are_there_when_ticked),
		STORY(what_is_amiss_is_said),
		STORY(the_file_has_what_was_ticked),
		STORY(the_name_that_was_shown_is_in_the_file),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
