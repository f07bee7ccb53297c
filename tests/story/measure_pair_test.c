/* Measures between two people: who is given the totals reads them and their days, and never an
 * answer; what is begun, skipped or wished for changes nothing of what they can fetch. */
#include "measure_use.h"
#include "pages.h"
#include "two.h"
#include "wire.h"

static void does(struct person *p, const char *path, const char *body)
{
	if (person_post(p, path, body) != 303)
		fail_msg("%s with %s: %d", path, body, p->last.status);
}

static const char *result(struct person *p)
{
	struct str to = told_header(&p->last, "Location"), path = str_cut(&to, '?');

	return story_print(p->story, "%.*s", (int)path.n, path.p);
}

/* All nine of the PHQ-9 with these options. */
static const char *takes(struct person *p, const char *body)
{
	does(p, "/measure/phq9/start", "way=all");
	does(p, "/measure/phq9/all", body);
	if (person_went_to(p, "/measure/phq9/done"))
		does(p, "/measure/phq9/done", "");
	return result(p);
}

#define DARK  "q1=3&q2=3&q3=3&q4=3&q5=3&q6=3&q7=3&q8=1&q9=4&q10=4" /* 17 of 27 */
#define LIGHT "q1=2&q2=2&q3=1&q4=1&q5=1&q6=1&q7=1&q8=1&q9=1"	   /* 2 of 27 */

static const char *alex_reads(struct two *t)
{
	return page_text(&t->alex,
			 story_print(t->story, "/share/%s/theirs/%d", t->sam_id, TOPIC_MEASURE));
}

static void grants(struct two *t, int from)
{
	struct err e = person_grants(&t->sam, t->of_alex, TOPIC_MEASURE, from);

	assert_string_equal(err_name(e), "NONE");
}

static void totals_are_read_and_answers_never(void **state)
{
	struct two t = two_make(*state);
	struct story *s = t.story;
	const char *dark = takes(&t.sam, DARK);

	assert_null(strstr(alex_reads(&t), "PHQ-9"));
	assert_null(strstr(page_text(&t.sam, dark), "You share this"));
	const char *preview = page_text(
		&t.sam, story_print(s, "/share/%s/%d?before=1", t.alex_id, TOPIC_MEASURE));

	assert_non_null(strstr(preview, "17 of 27"));
	grants(&t, SHARING_WITH_BEFORE);
	s->now += 40 * 86400;
	assert_int_equal(person_sign_in(&t.sam, "sam", PASSPHRASE, false), 303);
	assert_int_equal(person_sign_in(&t.alex, "alex", PASSPHRASE, false), 303);
	/* It is said before it is kept, and after. */
	does(&t.sam, "/measure/phq9/start", "way=all");
	assert_non_null(strstr(page_text(&t.sam, "/measure/phq9/all"), "The total is read by"));
	does(&t.sam, "/measure/phq9/all", LIGHT);
	assert_non_null(strstr(page_text(&t.sam, result(&t.sam)), "You share this"));
	const char *read = alex_reads(&t);
	static const char *const shown[] = { "PHQ-9",
					     "<td class=\"num\">17</td>",
					     "<td class=\"num\">2</td>",
					     "moderately severe",
					     "15 points lower than on",
					     "a change people usually notice" };
	static const char *const never[] = { "better off dead", "More than half",
					     "are you safe",	"/measure",
					     "difficult",	"Nearly every",
					     "professional",	"tel:" };

	for (size_t i = 0; i < sizeof shown / sizeof *shown; i++)
		if (!strstr(read, shown[i]))
			fail_msg("Alex does not read %s:\n%s", shown[i], read);
	for (size_t i = 0; i < sizeof never / sizeof *never; i++)
		if (strstr(strstr(read, "PHQ-9"), never[i]) &&
		    strstr(strstr(read, "PHQ-9"), never[i]) < strstr(read, "</main>"))
			fail_msg("Alex reads %s", never[i]);
	assert_int_equal(person_get(&t.alex, dark), 404);
}

/* The keys that Alex was given open the totals; the sheets with answers stand under others. */
static fallible read_all(struct act *a, void *context)
{
	struct notebook_source source;
	struct bytes records;
	struct other *list;
	size_t n, *found = context;
	bool has;

	TRY(others_list(a, &list, &n));
	TRY(others_source(a, list[0].id, TOPIC_MEASURE, &source, &has));
	assert_true(has);
	for (int m = day_month(act_today(a)).n - 2; m <= day_month(act_today(a)).n; m++) {
		struct notebook_place where = { TOPIC_MEASURE, PLACE_MEASURE, { m }, 0 };

		TRY(notebook_read_shared(a, &source, where, &records));
		found[0] += records.n > 0;
		where.place = PLACE_MEASURE_ANSWER;
		TRY(notebook_read_shared(a, &source, where, &records));
		found[1] += records.n > 0;
	}
	TRY(others_source(a, list[0].id, TOPIC_PRIVATE, &source, &has));
	assert_false(has);
	return OK;
}

static void the_keys_open_no_answer(void **state)
{
	struct two t = two_make(*state);
	size_t found[2] = { 0 };

	(void)takes(&t.sam, DARK);
	grants(&t, SHARING_WITH_BEFORE);
	assert_string_equal(err_name(person_does(&t.alex, read_all, found)), "NONE");
	assert_int_equal(found[0], 1);
	assert_int_equal(found[1], 0);
}

static void what_is_not_finished_is_silent(void **state)
{
	struct two t = two_make(*state);
	struct story *s = t.story;

	(void)takes(&t.sam, LIGHT);
	grants(&t, SHARING_WITH_BEFORE);
	const char *was = alex_reads(&t), *view = alexs_view(&t);

	does(&t.sam, "/measure/pcl5/start", "way=one");
	does(&t.sam, "/measure/pcl5/q/1", "v=5");
	does(&t.sam, "/measure/phq9/often", "weeks=2");
	does(&t.sam, "/measure/phq9/start", "way=all");
	does(&t.sam, "/measure/phq9/all", "q9=4"); /* in part, and kept so: no total, no sign */
	does(&t.sam, "/measure/phq9/done", "");
	const char *part = result(&t.sam);

	assert_non_null(strstr(page_text(&t.sam, part), "are you safe"));
	assert_non_null(strstr(page_text(&t.sam, part), "Only you see this"));
	assert_string_equal(alex_reads(&t), was);
	does(&t.sam, story_print(s, "%s/remove", part), "");
	does(&t.sam, "/measure/pcl5/drop", "");
	assert_string_equal(alex_reads(&t), was);
	assert_string_equal(alexs_view(&t), view);
}

static void a_stop_from_now_on_leaves_what_was_there(void **state)
{
	struct two t = two_make(*state);
	struct story *s = t.story;
	const char *dark = takes(&t.sam, DARK);

	grants(&t, SHARING_WITH_BEFORE);
	const char *was = alex_reads(&t);
	struct err e = person_stops(&t.sam, t.of_alex, TOPIC_MEASURE, SHARING_STOP_FROM_NOW_ON);

	assert_string_equal(err_name(e), "NONE");
	const char *stopped = alex_reads(&t);

	assert_non_null(strstr(was, "<td class=\"num\">17</td>"));
	assert_non_null(strstr(stopped, "<td class=\"num\">17</td>"));
	(void)takes(&t.sam, LIGHT);
	does(&t.sam, story_print(s, "%s/remove", dark), "");
	assert_string_equal(alex_reads(&t), stopped);
	assert_int_equal(person_get(&t.sam, dark), 404); /* for its owner it is gone */
	e = person_stops(&t.sam, t.of_alex, TOPIC_MEASURE, SHARING_TAKE_BACK);
	assert_string_equal(err_name(e), "NONE");
	assert_null(strstr(alex_reads(&t), "<td class=\"num\">17</td>"));
}

/* Somebody whose own program seals what no form of ours takes: days that no drawing can hold. */
static void put_total(struct wire_out *to, struct id16 id, int32_t day)
{
	wire_fixed(to, "\x0a\x25\x0a\x10", 4); /* record, 37 bytes; its id, 16 */
	wire_fixed(to, &id, sizeof id);
	wire_u8(to, 0x10); /* the day, with its sign, in ten bytes */
	for (int i = 0; i < 9; i++)
		wire_u8(to, (uint8_t)((uint64_t)(int64_t)day >> (7 * i) & 0x7f) | 0x80);
	wire_u8(to, day < 0);
	wire_fixed(to, "\x1a\x04phq9\x20\x03", 8);
}

static fallible writes_any_day(struct act *a, void *context)
{
	static const int32_t days[] = { INT32_MIN, INT32_MIN + (1 << 29), INT32_MAX };
	struct notebook_place where = { TOPIC_MEASURE, PLACE_MEASURE, day_month(act_today(a)), 0 };
	struct wire_out to = wire_begin(a->arena, 3 * 39);
	struct notebook_page page;

	(void)context;
	for (size_t i = 0; i < 3; i++)
		put_total(&to, act_draw(a), days[i]);
	TRY(notebook_read(a, where, &page));
	return notebook_write(a, &page, wire_done(&to));
}

static void days_that_cannot_be_stop_nobody(void **state)
{
	struct two t = two_make(*state);

	grants(&t, SHARING_WITH_BEFORE);
	assert_string_equal(err_name(person_does(&t.sam, writes_any_day, NULL)), "NONE");
	assert_null(strstr(alex_reads(&t), "PHQ-9"));
	(void)takes(&t.sam, LIGHT);
	assert_non_null(strstr(alex_reads(&t), "<td class=\"num\">2</td>"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(totals_are_read_and_answers_never),
		STORY(the_keys_open_no_answer),
		STORY(what_is_not_finished_is_silent),
		STORY(a_stop_from_now_on_leaves_what_was_there),
		STORY(days_that_cannot_be_stop_nobody),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
