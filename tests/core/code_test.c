#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "code.h"

static const struct code_row rows[] = {
	{ 1, "out", "Reached out" },
	{ 3, NULL, "Pressed" },
	{ 1, "low", "Little" },
	{ 2, "high", "Much" },
};
static const uint8_t under[] = { 4, 4, 7, 7 };
static const struct code_list all = CODE_LIST(rows);

static void numbers_values_and_words_find_each_other(void **state)
{
	(void)state;
	struct code_list first = code_group(rows, under, sizeof under, 4);

	assert_int_equal(first.n, 2);
	assert_string_equal(code_words(&first, 3), "Pressed");
	assert_null(code_words(&first, 2)); /* of the list beside it */
	assert_int_equal(code_number(&first, STR("out")), 1);
	assert_int_equal(code_number(&first, STR("high")), 0);
	assert_int_equal(code_number(&first, STR("")),
			 0); /* a row without a value is sent as its number */
	assert_int_equal(code_bits(&first), 1U << 1 | 1U << 3);
}

static void a_list_ends_and_may_be_empty(void **state)
{
	(void)state;
	struct code_list none = code_group(rows, under, sizeof under, 5);
	struct code_list last = code_group(rows, under, sizeof under, 7);

	assert_int_equal(none.n, 0);
	assert_null(code_at(&none, 0));
	assert_int_equal(code_bits(&none), 0);
	assert_ptr_equal(code_at(&last, 1), &rows[3]);
	assert_null(code_at(&last, 2));
	assert_ptr_equal(code_at(&all, 3), &rows[3]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_values_and_words_find_each_other),
		cmocka_unit_test(a_list_ends_and_may_be_empty),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
