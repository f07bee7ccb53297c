#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include "help.h"

static size_t count_words(const char *text)
{
	size_t n = 0;
	for (bool in = false; *text; text++) {
		n += *text != ' ' && !in;
		in = *text != ' ';
	}
	return n;
}

static size_t count_signs(enum care_level level)
{
	size_t n = 0;
	while (care_sign(level, n))
		n++;
	return n;
}

static size_t count_lines(enum help_walk walk, size_t number)
{
	size_t n = 0;
	while (help_line(walk, number, n))
		n++;
	return n;
}

static void four_doors_and_nine_signs(void **state)
{
	(void)state;
	assert_non_null(help_door(3));
	assert_null(help_door(4));
	assert_int_equal(count_signs(CARE_NOW), 9);
	assert_true(count_signs(CARE_TODAY) > 0 && count_signs(CARE_TALK) > 0);
}

static void check_tool(const struct help_tool *tool)
{
	size_t n = 0;
	for (const char *text; (text = help_tool_step(tool, n)); n++) {
		assert_true(count_words(text) <= 20);
		assert_int_equal(text[strlen(text) - 1], '.');
	}
	assert_true(n >= 5 && n <= 8);
	assert_true(strlen(tool->when) > 10 && strlen(tool->worse) > 10);
	assert_ptr_equal(help_tool_find(str_c(tool->id)), tool);
}

static void every_tool_is_whole(void **state)
{
	size_t n = 0;
	(void)state;
	for (; help_tool(n); n++)
		check_tool(help_tool(n));
	assert_true(n >= 8);
	assert_int_equal(n, TOOL__COUNT);
	assert_null(help_tool_find(STR("nothing")));
}

static void outcome_by_numbers(void **state)
{
	(void)state;
	assert_int_equal(help_outcome(7, 4), OUTCOME_LOWER);
	assert_int_equal(help_outcome(4, 4), OUTCOME_SAME);
	assert_int_equal(help_outcome(4, 5), OUTCOME_WORSE);
	assert_int_equal(help_outcome(0, 10), OUTCOME_WORSE);
	assert_int_equal(help_outcome(DISTRESS_NONE, 4), OUTCOME_UNKNOWN);
	assert_int_equal(help_outcome(4, DISTRESS_NONE), OUTCOME_UNKNOWN);
	assert_int_equal(help_outcome(11, 0), OUTCOME_UNKNOWN);
}

static void offers_another_tool(void **state)
{
	const struct help_tool *here = help_tool_find(STR("here-and-now"));
	const struct help_tool *senses = help_tool_find(STR("five-senses"));
	(void)state;
	assert_ptr_equal(help_instead(senses, 0), here);
	assert_ptr_equal(help_instead(here, 0), senses);
	assert_ptr_not_equal(help_instead(here, 1U << TOOL_SENSES), senses);
	assert_false(help_is_offered(senses, 1U << TOOL_SENSES));
	assert_true(help_is_offered(here, 1U << TOOL_SENSES));
	assert_null(help_instead(here, ~0U));
	for (size_t i = 0; help_tool(i); i++)
		assert_ptr_not_equal(help_instead(help_tool(i), 0), help_tool(i));
}

static void walks_begin_with_danger(void **state)
{
	(void)state;
	for (enum help_walk w = 0; w < WALK__COUNT; w++) {
		assert_int_equal(help_walk_length(w), 6);
		assert_int_equal(help_screen(w, 1)->kind, SCREEN_DANGER);
		assert_int_equal(help_walk_next(w, 1, STR("yes")), 0);
		assert_int_equal(help_walk_next(w, 1, STR("not-sure")), 0);
		assert_int_equal(help_walk_next(w, 1, STR("")), 0);
		assert_int_equal(help_walk_next(w, 1, STR("no")), 2);
		assert_int_equal(help_walk_next(w, 2, STR("")), 3);
		assert_int_equal(help_screen(w, 3)->kind, SCREEN_SAY);
		assert_null(help_screen(w, 0));
		assert_null(help_screen(w, 7));
	}
	assert_true(count_lines(WALK_CONNECT, 3) >= 8); /* art.14 */
	assert_true(count_lines(WALK_SHUT_OUT, 3) >= 5);
}

static void every_answer_has_its_lines(void **state)
{
	size_t n = 0;
	(void)state;
	for (const struct help_need *need; (need = help_need(n)); n++) {
		assert_non_null(help_need_line(need, 3));
		assert_ptr_equal(help_need_find(str_c(need->id)), need);
	}
	assert_int_equal(n, 4);
	assert_null(help_need_find(STR("money")));
}

static void circle_has_four_boxes_and_ninety_words(void **state) /* art.2, art.18 */
{
	size_t words = 0;
	(void)state;
	assert_non_null(help_loop(3));
	assert_null(help_loop(4));
	for (size_t i = 0; help_not_you(i); i++)
		words += count_words(help_not_you(i));
	assert_in_range(words, 80, 95);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(four_doors_and_nine_signs),
		cmocka_unit_test(every_tool_is_whole),
		cmocka_unit_test(outcome_by_numbers),
		cmocka_unit_test(offers_another_tool),
		cmocka_unit_test(walks_begin_with_danger),
		cmocka_unit_test(every_answer_has_its_lines),
		cmocka_unit_test(circle_has_four_boxes_and_ninety_words),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
