/* The rules of tasks: days, weeks, who may see what; and every word that is offered. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "circle.h"

#define TODAY ((struct day){ 20780 })

static struct circle_days at(int from_today, bool weekly, bool taken, bool done)
{
	return (struct circle_days){ { TODAY.n + from_today }, weekly, taken, done };
}

static const struct circle_days any_day = { .day = { 0 } };

static void a_task_is_open_taken_done_or_past(void **state)
{
	static const struct {
		int from_today;
		bool is_taken, is_done;
		enum circle_state state;
	} cases[] = {
		{ 0, false, false, CIRCLE_OPEN },  { 1, false, false, CIRCLE_OPEN },
		{ -1, false, false, CIRCLE_PAST }, { 0, true, false, CIRCLE_TAKEN },
		{ -1, true, false, CIRCLE_TAKEN }, { 3, true, false, CIRCLE_TAKEN },
		{ 0, true, true, CIRCLE_DONE },	   { -9, true, true, CIRCLE_DONE },
		{ 5, false, true, CIRCLE_DONE },   { -400, false, false, CIRCLE_PAST },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct circle_days t =
			at(cases[i].from_today, false, cases[i].is_taken, cases[i].is_done);

		assert_int_equal(circle_state(&t, TODAY), cases[i].state);
	}
	assert_int_equal(circle_state(&any_day, TODAY), CIRCLE_OPEN);
}

static void a_week_turns_when_the_day_is_over(void **state)
{
	(void)state;
	for (int from = -400; from < 30; from++) {
		struct circle_days t = at(from, true, true, false),
				   once = at(from, false, true, false);
		int next = circle_next(&t, TODAY).n;

		assert_int_equal(circle_next(&once, TODAY).n, once.day.n);
		assert_int_equal((next - t.day.n) % 7, 0); /* the same weekday */
		if (from >= 0)
			assert_int_equal(next, t.day.n);
		else
			assert_in_range(next, TODAY.n, TODAY.n + 6);
		/* However often it was looked at meanwhile. */
		for (int look = from; look < 0; look += 3) {
			struct circle_days between = t;

			between.day = circle_next(&t, (struct day){ TODAY.n + look });
			assert_int_equal(circle_next(&between, TODAY).n, next);
		}
	}
	assert_int_equal(circle_next(&any_day, TODAY).n, 0);
}

static void helpers_see_what_is_open_and_their_own(void **state)
{
	struct circle_days open = at(1, false, false, false), past = at(-1, false, false, false),
			   taken = at(1, false, true, false), done = at(1, false, true, true),
			   old = at(-CIRCLE_KEPT_DAYS - 1, false, true, true),
			   late = at(-CIRCLE_KEPT_DAYS, false, true, false);

	(void)state;
	assert_true(circle_is_shown(&open, false, TODAY));
	assert_true(circle_is_shown(&any_day, false, TODAY));
	assert_false(circle_is_shown(&past, false, TODAY));
	assert_false(circle_is_shown(&taken, false, TODAY));
	assert_false(circle_is_shown(&done, false, TODAY));
	assert_true(circle_is_shown(&taken, true, TODAY));
	assert_true(circle_is_shown(&done, true, TODAY));
	assert_true(circle_is_shown(&late, true, TODAY));
	assert_false(circle_is_shown(&old, true, TODAY));
}

/* --- words */
static struct arena arena;

static const char *says(const char *text)
{
	const char *stem = circle_says_too_much(&arena, str_c(text));

	arena_reset(&arena);
	return stem;
}

static void what_is_offered_says_nothing_of_it(void **state)
{
	size_t in_group[CIRCLE_GROUPS] = { 0 }, n = 0;

	(void)state;
	for (; circle_idea(n); n++) {
		const struct circle_idea *x = circle_idea(n);

		in_group[x->group]++;
		assert_null(says(x->title));
		assert_in_range(strlen(x->title), 3, 60);
		assert_in_range(x->minutes, 10, CIRCLE_MINUTES_MOST);
		assert_null(strchr(x->title, '!'));
		for (size_t k = 0; k < n; k++)
			assert_string_not_equal(x->title, circle_idea(k)->title);
	}
	assert_true(n >= 40);
	for (int g = 0; g < CIRCLE_GROUPS; g++) {
		assert_in_range(in_group[g], 3, 20);
		assert_null(says(circle_group_words((enum circle_group)g)->lead));
	}
	for (n = 0; circle_message(n); n++) {
		assert_null(says(circle_message(n)->words));
		assert_null(strstr(circle_message(n)->words, "should"));
		assert_null(strchr(circle_message(n)->words, '!'));
	}
	assert_in_range(n, 6, 20);
	for (n = 0; circle_helper_idea(n); n++)
		assert_null(says(circle_helper_idea(n)));
	assert_in_range(n, 4, 12);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_task_is_open_taken_done_or_past),
		cmocka_unit_test(a_week_turns_when_the_day_is_over),
		cmocka_unit_test(helpers_see_what_is_open_and_their_own),
		cmocka_unit_test(what_is_offered_says_nothing_of_it),
	};

	arena_init(&arena, 4096, 1u << 20);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
