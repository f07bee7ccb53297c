#include "arena.h"
#include <setjmp.h>
#include <stdio.h>
#include <cmocka.h>

#define BLOCK 256

static void assert_zero(const uint8_t *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		assert_int_equal(p[i], 0);
}

/* Of every length, with all or little of a block left: it comes whole, and what was tried in a
 * block too full for it leaves no word behind for whoever takes that memory next. */
static void what_is_printed_is_whole(void **state)
{
	struct arena a;
	char expected[2 * BLOCK + 8];

	(void)state;
	arena_init(&a, BLOCK, 1u << 20);
	for (int before = 0; before < BLOCK; before += 48)
		for (int n = 0; n <= 2 * BLOCK; n++) {
			if (before)
				(void)arena_take(&a, (size_t)before);
			struct str s = arena_print(&a, "%*s|%s", n, "x", "after");

			(void)snprintf(expected, sizeof expected, "%*s|", n, "x");
			assert_true(str_has_prefix(s, str_c(expected)));
			assert_int_equal(s.n, strlen(expected) + 5);
			assert_string_equal(s.p + s.n - 5, "after");
			assert_zero(arena_take(&a, 40), 40);
			arena_reset(&a);
			assert_zero(arena_take(&a, BLOCK), BLOCK);
			arena_reset(&a);
		}
	arena_end(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(what_is_printed_is_whole) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
