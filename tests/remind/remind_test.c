/* When a reminder is to be seen, in which order, and how its days read. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "remind.h"

#define MONDAY ((struct day){ 4 }) /* 5 January 1970 */

static void doors(void **state)
{
	enum remind_door d;

	(void)state;
	for (int i = REMIND_NONE + 1; i < REMIND_DOORS; i++) {
		const struct remind_row *row = remind_row((enum remind_door)i);

		assert_true(remind_find_door(str_c(row->value), &d));
		assert_int_equal(d, i);
		assert_true(row->words[0] != 0);
		/* What leads somewhere has a button for it. */
		assert_int_equal(row->path[0] == '/', row->button[0] != 0);
	}
	assert_null(remind_row(REMIND_NONE));
	assert_null(remind_row(REMIND_DOORS));
	assert_false(remind_find_door(STR(""), &d));
	assert_false(remind_find_door(STR("check"), &d));
}

static void days(void **state)
{
	static const struct {
		unsigned days;
		const char *words;
	} rows[] = {
		{ 0x7f, "Every day" },		 { 0x1f, "Monday to Friday" },
		{ 0x60, "Saturday and Sunday" }, { 0x01, "Monday" },
		{ 0x12, "Tuesday and Friday" },	 { 0x4a, "Tuesday, Thursday and Sunday" },
		{ 0xff, "Every day" },
	};
	struct arena a;

	(void)state;
	arena_init(&a, 4096, 1u << 16);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct str words = remind_days_words(&a, rows[i].days);

		if (!str_equal(words, str_c(rows[i].words)))
			fail_msg("%#x: %.*s", rows[i].days, (int)words.n, words.p);
	}
	arena_end(&a);
}

/* From its time on, on its days, until midnight or until it is put away. */
static void shows(void **state)
{
	struct remind r = { .door = REMIND_CHECKIN, .days = 0x02, .time = 19 * 60 };
	struct day tuesday = { MONDAY.n + 1 };

	(void)state;
	assert_true(remind_is_on(&r, tuesday));
	assert_false(remind_is_on(&r, MONDAY));
	assert_false(remind_shows(&r, tuesday, 18 * 60 + 59));
	assert_true(remind_shows(&r, tuesday, 19 * 60));
	assert_true(remind_shows(&r, tuesday, 24 * 60 - 1));
	assert_false(remind_shows(&r, (struct day){ tuesday.n + 1 }, 24 * 60 - 1));
	r.put_away = tuesday;
	assert_false(remind_shows(&r, tuesday, 20 * 60));
	assert_true(remind_shows(&r, (struct day){ tuesday.n + 7 }, 20 * 60));
	for (int d = 0; d < 7; d++) {
		r.days = 1u << d;
		for (int on = 0; on < 7; on++)
			assert_int_equal(remind_is_on(&r, (struct day){ MONDAY.n + on }), on == d);
	}
}

static void order(void **state)
{
	struct remind early = { .time = 60, .written = { 9 } }, late = { .time = 61 },
		      first = { .time = 60, .written = { 8 } };

	(void)state;
	assert_true(remind_comes_before(&early, &late));
	assert_false(remind_comes_before(&late, &early));
	assert_true(remind_comes_before(&first, &early));
	assert_false(remind_comes_before(&early, &early));
	assert_true(str_equal(remind_title(&(struct remind){ .door = REMIND_STEP }),
			      STR("A small step")));
	assert_true(str_equal(
		remind_title(&(struct remind){ .door = REMIND_STEP, .words = STR("Go out") }),
		STR("Go out")));
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(doors), cmocka_unit_test(days),
					    cmocka_unit_test(shows), cmocka_unit_test(order) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
