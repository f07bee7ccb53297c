/* The rules of a course of treatment (art.26 to art.29): what is counted, what can become of a
 * visit, and what is said when something is not usual. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include <strings.h>
#include "treatment.h"

#define VISIT(d, s)                                              \
	{                                                        \
		.day = { d }, .time = -1, .state = TREATMENT_##s \
	}
#define COUNT(list) (sizeof(list) / sizeof *(list))

static void visits_are_counted(void **state)
{
	static const struct treatment_visit visit[] = {
		VISIT(10, ATTENDED), VISIT(17, CANCELLED), VISIT(24, ATTENDED), VISIT(31, MOVED),
		VISIT(33, PLANNED),  VISIT(40, PLANNED),   VISIT(47, PLANNED),
	};
	struct treatment_sum s = treatment_sum(visit, COUNT(visit), (struct day){ 40 });

	(void)state;
	assert_int_equal(s.attended, 2);
	assert_int_equal(s.cancelled, 1);
	assert_int_equal(s.ahead, 2);
	assert_int_equal(s.last, 2);
	assert_int_equal(s.open, 4); /* its day has passed, and nobody said what became of it */
	assert_int_equal(s.next, 5); /* today counts as ahead */
	s = treatment_sum(visit, COUNT(visit), (struct day){ 41 });
	assert_int_equal(s.next, 6);
	s = treatment_sum(visit, 0, (struct day){ 41 });
	assert_false(s.has_begun);
	assert_int_equal(s.next, -1);
	assert_int_equal(s.last, -1);
	assert_int_equal(s.open, -1);
}

static void numbers_leave_out_what_did_not_take_place(void **state)
{
	static const struct treatment_visit visit[] = {
		VISIT(10, ATTENDED), VISIT(17, CANCELLED), VISIT(24, MOVED),
		VISIT(26, ATTENDED), VISIT(33, PLANNED),
	};
	static const unsigned number[] = { 1, 0, 0, 2, 3 };

	(void)state;
	for (size_t i = 0; i < COUNT(visit); i++)
		assert_int_equal(treatment_number(visit, COUNT(visit), i), number[i]);
	assert_int_equal(treatment_number(visit, COUNT(visit), COUNT(visit)), 0);
}

static void what_can_become_of_a_visit(void **state)
{
	static const struct {
		enum treatment_state is;
		int day;
		enum treatment_state wanted;
		enum treatment_answer answer;
	} rows[] = {
		{ TREATMENT_PLANNED, 40, TREATMENT_ATTENDED, TREATMENT_YES },
		{ TREATMENT_PLANNED, 41, TREATMENT_ATTENDED, TREATMENT_EARLY },
		{ TREATMENT_PLANNED, 41, TREATMENT_CANCELLED, TREATMENT_YES },
		{ TREATMENT_CANCELLED, 41, TREATMENT_CANCELLED, TREATMENT_TWICE },
		{ TREATMENT_CANCELLED, 40, TREATMENT_ATTENDED, TREATMENT_YES },
		{ TREATMENT_CANCELLED, 41, TREATMENT_ATTENDED, TREATMENT_EARLY },
		{ TREATMENT_ATTENDED, 39, TREATMENT_ATTENDED, TREATMENT_TWICE },
		{ TREATMENT_ATTENDED, 39, TREATMENT_CANCELLED, TREATMENT_YES },
		{ TREATMENT_MOVED, 39, TREATMENT_ATTENDED, TREATMENT_GONE },
		{ TREATMENT_MOVED, 39, TREATMENT_CANCELLED, TREATMENT_GONE },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct treatment_visit v = { .day = { rows[i].day }, .state = rows[i].is };

		assert_int_equal(treatment_can_become(&v, rows[i].wanted, (struct day){ 40 }),
				 rows[i].answer);
	}
}

static void ranges_warn_and_forbid_nothing(void **state)
{
	struct treatment_course c = { .therapy = THERAPY_EMDR, .planned = 12 };

	(void)state;
	assert_null(treatment_about_number(&c, 12));
	assert_non_null(treatment_about_number(&c, 13)); /* went more often than is usual */
	c.planned = 13;
	assert_non_null(treatment_about_number(&c, 0));
	c.planned = 0;
	assert_null(treatment_about_number(&c, 3));
	assert_null(treatment_about_minutes(&c, 90));
	assert_null(treatment_about_minutes(&c, 0));
	assert_non_null(treatment_about_minutes(&c, 91));
	c.therapy = THERAPY_PE;
	assert_non_null(treatment_about_minutes(&c, 59));
	assert_null(treatment_about_minutes(&c, 60));
	assert_null(treatment_about_minutes(&c, 120));
	c.therapy = THERAPY_OTHER;
	assert_null(treatment_about_number(&c, 99));
	assert_null(treatment_about_minutes(&c, 5));
}

static void pace_looks_at_visits_that_count(void **state)
{
	static const struct treatment_visit visit[] = {
		VISIT(10, ATTENDED),
		VISIT(14, CANCELLED),
		VISIT(17, ATTENDED),
		VISIT(19, PLANNED),
	};
	const struct treatment_course c = { .therapy = THERAPY_EMDR };

	(void)state;
	assert_null(treatment_about_pace(&c, visit, COUNT(visit), 0));
	assert_null(treatment_about_pace(&c, visit, COUNT(visit), 1));
	assert_null(treatment_about_pace(&c, visit, COUNT(visit), 2)); /* a week after the first */
	assert_non_null(treatment_about_pace(&c, visit, COUNT(visit), 3));
}

static void a_total_stands_beside_a_visit_for_two_weeks(void **state)
{
	static const struct treatment_total list[] = { { { 10 }, 50 }, { { 20 }, 44 } };

	(void)state;
	assert_null(treatment_total_at(list, 2, (struct day){ 9 }));
	assert_int_equal(treatment_total_at(list, 2, (struct day){ 10 })->total, 50);
	assert_int_equal(treatment_total_at(list, 2, (struct day){ 20 })->total, 44);
	assert_int_equal(treatment_total_at(list, 2, (struct day){ 33 })->total, 44);
	assert_null(treatment_total_at(list, 2, (struct day){ 34 }));
	assert_null(treatment_total_at(list, 0, (struct day){ 34 }));
}

static void words_blame_nobody(void **state)
{
	static const char *const never[] = { "fail",  "should", "!",	 "gave up", "quit",
					     "fault", "drop",	"refus", "lazy",    "missed" };

	(void)state;
	for (unsigned n = 1; treatment_reason(n); n++)
		for (size_t i = 0; i < COUNT(never); i++)
			assert_null(strcasestr(treatment_reason(n)->words, never[i]));
	for (unsigned n = 1; treatment_next_step(n); n++)
		for (size_t i = 0; i < COUNT(never); i++)
			assert_null(strcasestr(treatment_next_step(n)->words, never[i]));
	for (int h = 1; h < TREATMENT_HOMEWORKS; h++)
		for (size_t i = 0; i < COUNT(never); i++)
			assert_null(strcasestr(treatment_homework_words((enum treatment_homework)h),
					       never[i]));
	assert_non_null(treatment_reason(10));
	assert_null(treatment_reason(0));
	assert_null(treatment_next_step(7));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(visits_are_counted),
		cmocka_unit_test(numbers_leave_out_what_did_not_take_place),
		cmocka_unit_test(what_can_become_of_a_visit),
		cmocka_unit_test(ranges_warn_and_forbid_nothing),
		cmocka_unit_test(pace_looks_at_visits_that_count),
		cmocka_unit_test(a_total_stands_beside_a_visit_for_two_weeks),
		cmocka_unit_test(words_blame_nobody),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
