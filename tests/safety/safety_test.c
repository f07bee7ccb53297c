/* The rules of the check and of the plan. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "safety.h"

static struct arena arena;

static int begin(void **state)
{
	(void)state;
	arena_init(&arena, (size_t)16 << 10, (size_t)1 << 20);
	return 0;
}

static int end(void **state)
{
	(void)state;
	arena_end(&arena);
	return 0;
}

static enum safety_outcome outcome(const char *letters)
{
	struct safety_answers a;

	assert_true(safety_answers_read(str_c(letters), &a));
	return safety_outcome(&a);
}

/* Every set of answers there is: one yes pauses, whatever else was said; nothing else does. */
static void one_yes_pauses(void **state)
{
	unsigned n = 1;

	(void)state;
	for (size_t q = 0; q < SAFETY__COUNT; q++)
		n *= SAFETY__ANSWERS;
	for (unsigned code = 0; code < n; code++) {
		struct safety_answers a;
		unsigned rest = code;
		bool has[SAFETY__ANSWERS] = { false };

		for (size_t q = 0; q < SAFETY__COUNT; q++, rest /= SAFETY__ANSWERS) {
			a.to[q] = (enum safety_answer)(rest % SAFETY__ANSWERS);
			has[a.to[q]] = true;
		}
		assert_int_equal(safety_outcome(&a) == SAFETY_PAUSE, has[SAFETY_YES]);
		if (!has[SAFETY_YES])
			assert_int_equal(safety_outcome(&a) == SAFETY_TALK, has[SAFETY_UNSURE]);
	}
	assert_int_equal(outcome("------"), SAFETY_NOTHING);
	assert_int_equal(outcome("n-----"), SAFETY_CALM);
	assert_int_equal(outcome("nnnnnn"), SAFETY_CALM);
}

static void answers_travel_as_letters(void **state)
{
	static const char *const refused[] = { "",	 "n",	   "nnnnn",    "nnnnnnn",
					       "nnnnnN", "nnn nn", "nnnnn\xC3" };
	char text[SAFETY__COUNT + 1];
	struct safety_answers a;

	(void)state;
	assert_true(safety_answers_read(STR("ynu-yn"), &a));
	assert_int_equal(a.to[SAFETY_FEAR], SAFETY_YES);
	assert_int_equal(a.to[SAFETY_THREAT], SAFETY_UNSURE);
	assert_int_equal(a.to[SAFETY_FORCED], SAFETY_SKIPPED);
	safety_answers_write(text, &a);
	assert_string_equal(text, "ynu-yn");
	for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
		assert_false(safety_answers_read(str_c(refused[i]), &a));
	assert_int_equal(safety_answer_find(STR("unsure")), SAFETY_UNSURE);
	assert_int_equal(safety_answer_find(STR("")), SAFETY_SKIPPED);
	assert_int_equal(safety_answer_find(STR("Yes")), SAFETY_SKIPPED);
}

static void a_list_has_ten_lines_and_none_twice(void **state)
{
	struct safety_list l = { 0 };

	(void)state;
	assert_null(safety_list_add(&l, STR("  one\n\n two \none\n")));
	assert_int_equal(l.n, 2);
	assert_true(safety_list_has(&l, STR("two")));
	assert_null(safety_list_add(&l, STR("two"))); /* ticked and typed */
	assert_null(safety_list_add(&l, STR("3\n4\n5\n6\n7\n8\n9\n10")));
	assert_int_equal(l.n, SAFETY_LINES_MAX);
	assert_null(safety_list_add(&l, STR("10\n\n")));
	assert_non_null(safety_list_add(&l, STR("eleven")));
	assert_int_equal(l.n, SAFETY_LINES_MAX);
	assert_true(
		str_equal(safety_list_text(&arena, &l), STR("one\ntwo\n3\n4\n5\n6\n7\n8\n9\n10")));
}

/* Characters, not bytes: a letter of two bytes is one. */
static void a_line_has_its_most(void **state)
{
	char text[2 * SAFETY_LINE_MAX + 3];
	struct safety_list l = { 0 };

	(void)state;
	for (size_t i = 0; i <= SAFETY_LINE_MAX; i++)
		memcpy(text + 2 * i, "\xC3\xA4", 2);
	assert_null(safety_list_add(&l, (struct str){ text, (size_t)2 * SAFETY_LINE_MAX }));
	assert_non_null(safety_list_add(&l, (struct str){ text, (size_t)2 * SAFETY_LINE_MAX + 2 }));
	assert_int_equal(l.n, 1);
}

static void a_plan_of_nothing_is_empty(void **state)
{
	struct safety_plan plan = { 0 };

	(void)state;
	assert_true(safety_plan_is_empty(&plan));
	assert_null(safety_list_add(&plan.step[SAFETY_STEP_AROUND], STR("a bag")));
	assert_false(safety_plan_is_empty(&plan));
}

static void every_row_has_its_words(void **state)
{
	(void)state;
	assert_int_equal(SAFETY__COUNT, 6);
	assert_int_equal(SAFETY_STEPS, 6);
	for (enum safety_question q = 0; q < SAFETY__COUNT; q++) {
		struct safety_words w = safety_words(q);

		assert_true(strlen(w.title) && strlen(w.lead) && strlen(w.why));
		assert_int_equal(w.title[strlen(w.title) - 1], '?');
	}
	for (enum safety_step s = 0; s < SAFETY_STEPS; s++) {
		size_t n = 0;

		while (safety_chip(s, n))
			assert_true(strlen(safety_chip(s, n++)) < SAFETY_LINE_MAX);
		assert_in_range(n, 2, 6);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_yes_pauses),
		cmocka_unit_test(answers_travel_as_letters),
		cmocka_unit_test(a_list_has_ten_lines_and_none_twice),
		cmocka_unit_test(a_line_has_its_most),
		cmocka_unit_test(a_plan_of_nothing_is_empty),
		cmocka_unit_test(every_row_has_its_words),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
