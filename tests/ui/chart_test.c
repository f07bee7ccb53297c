/* The drawing of numbers over days: what joins, what does not, and what is said of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "chart.h"

static const struct chart_rule rule = {
	.id = "c",
	.title = "Numbers",
	.most = 100,
	.label = { 10, 15, 50, 95 },
	.n_labels = 4,
	.gap_days = 14,
	.n_series = 2,
	.main = 1,
	.series = { { "before", UI_MARK_DASH }, { "after", UI_MARK_ROUND } },
};

static int begin(void **state)
{
	static struct arena a;

	arena_init(&a, 1u << 16, 16u << 20);
	*state = &a;
	return 0;
}

static int end(void **state)
{
	arena_end(*state);
	return 0;
}

static void assert_text(struct str is, const char *words)
{
	if (!str_equal(is, str_c(words)))
		fail_msg("%.*s", (int)is.n, is.p);
}

static void no_line_goes_through_a_gap(void **state)
{
	const struct chart_value value[] = { { { 20000 }, { 0, 100 } },
					     { { 20014 }, { 50, 50 } },
					     { { 20029 }, { 100, 0 } } };
	struct ui_chart c = { .sentence = STR("Down.") };

	chart_fill(*state, &rule, value, 3, &c);
	assert_text(c.sentence, "Down.");
	assert_int_equal(c.n_lines, 2);
	assert_int_equal(c.line[1].n, 3);
	assert_int_equal(c.line[1].n_runs, 2); /* 14 days are joined, 15 are not */
	assert_text(c.line[1].run[0], "40,20 165,100 ");
	assert_text(c.line[1].run[1], "300,180 ");
	assert_true(c.line[1].point[2].is_last && !c.line[1].point[1].is_last);
	assert_int_equal(c.line[0].point[0].y, 180); /* 0 stands at the foot */
	assert_text(c.first_value, "100");
	assert_text(c.last_value, "0");
	assert_text(c.first_day, "4 Oct");
	assert_true(c.has_last);
}

static void every_value_stands_in_words(void **state)
{
	const struct chart_value value[] = { { { 20000 }, { 1, 2 } }, { { 20001 }, { 3, 4 } } };
	struct ui_chart c = { 0 };

	chart_fill(*state, &rule, value, 2, &c);
	assert_text(c.told, "4 Oct: before 1, after 2. 5 Oct: before 3, after 4.");
}

static void labels_keep_apart(void **state)
{
	const struct chart_value value = { { 20000 }, { 1, 120 } };
	struct ui_chart c = { 0 };

	chart_fill(*state, &rule, &value, 1, &c);
	/* 15 is too near to 10, 95 to 100. */
	assert_int_equal(c.n_labels, 4);
	assert_text(c.label[1].words, "10");
	assert_text(c.label[2].words, "50");
	assert_text(c.label[3].words, "100");
	/* One alone; and nothing is drawn outside. */
	assert_int_equal(c.line[1].n, 1);
	assert_int_equal(c.line[1].point[0].y, 20);
	assert_false(c.has_last);
}

static void the_newest_are_drawn(void **state)
{
	struct chart_value value[UI_CHART_POINTS + 5];
	struct ui_chart c = { 0 };

	for (int i = 0; i < UI_CHART_POINTS + 5; i++)
		value[i] = (struct chart_value){ { 20000 + i }, { 0, (unsigned)i } };
	chart_fill(*state, &rule, value, UI_CHART_POINTS + 5, &c);
	assert_int_equal(c.line[1].n, UI_CHART_POINTS);
	assert_text(c.first_value, "5");
	assert_text(c.last_value, "44");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(no_line_goes_through_a_gap, begin, end),
		cmocka_unit_test_setup_teardown(every_value_stands_in_words, begin, end),
		cmocka_unit_test_setup_teardown(labels_keep_apart, begin, end),
		cmocka_unit_test_setup_teardown(the_newest_are_drawn, begin, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
