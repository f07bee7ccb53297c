/* The day, time and place of something planned or noted: what is taken, what is refused and in
 * which words, and what the fields hold afterwards. */
#include "story.h"
#include "when.h"

#define TODAY 20000 /* 2024-10-04 */

static struct arena arena;
static struct visit v;

static const struct when_rule planned = { "Which day?", .ahead = 60, .has_time = true,
					  .place_max = 8 };
static const struct when_rule noted = { "When was it?", .back = 14 };

static int setup(void **state)
{
	(void)state;
	arena_init(&arena, (size_t)64 << 10, (size_t)1 << 20);
	v.arena = &arena;
	v.act.now.s = (int64_t)TODAY * 86400 + 3600;
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	arena_end(&arena);
	return 0;
}

static struct when read(const struct when_rule *r, const char *form)
{
	struct when when = { .day = { 7 } };

	assert_int_equal(form_parse(&v.form, &arena, str_c(form)).code, ERR_NONE);
	when_read(&v, r, &when);
	return when;
}

static struct ui_when fill(const struct when_rule *r, const struct when *is)
{
	struct ui_when view;

	when_fill(&v, r, is, &view);
	return view;
}

static bool is(struct str s, const char *text)
{
	return str_equal(s, str_c(text));
}

static void what_fits_is_taken(void **state)
{
	struct when when = read(&planned, "day=+2024-12-03&time=19:30&place=+Mill+");

	(void)state;
	assert_int_equal(v.form.n_errors, 0);
	assert_int_equal(when.day.n, TODAY + 60);
	assert_int_equal(when.time, 19 * 60 + 30);
	assert_true(is(when.place, "Mill"));
	when = read(&planned, "day=2024-10-04&time=&place=");
	assert_int_equal(v.form.n_errors, 0);
	assert_int_equal(when.day.n, TODAY);
	assert_int_equal(when.time, -1);
	assert_int_equal(when.place.n, 0);
}

static void what_is_not_asked_for_is_not_read(void **state)
{
	struct when when = read(&noted, "day=2024-09-20&time=late&place=nowhere+near+here");

	(void)state;
	assert_int_equal(v.form.n_errors, 0);
	assert_int_equal(when.day.n, TODAY - 14);
	assert_int_equal(when.time, -1);
	assert_int_equal(when.place.n, 0);
	assert_false(fill(&noted, NULL).has_time || fill(&noted, NULL).has_place);
}

static void each_refusal_says_what_to_do(void **state)
{
	static const struct when_rule year = { "Which day?", .ahead = WHEN_YEAR };
	static const struct when_rule long_ago = { "When was it?", .back = 4000, .ahead = 30 };
	static const struct {
		const struct when_rule *rule;
		const char *form, *name, *words;
	} table[] = {
		{ &planned, "day=2024-10-03", "day",
		  "Choose a day from today up to 60 days ahead. Nothing was changed." },
		{ &planned, "day=2024-12-04", "day",
		  "Choose a day from today up to 60 days ahead. Nothing was changed." },
		{ &planned, "day=2024-02-30", "day",
		  "Choose a day from today up to 60 days ahead. Nothing was changed." },
		{ &noted, "day=2024-10-05", "day",
		  "Choose today or one of the 14 days before. Nothing was changed." },
		{ &noted, "day=2024-09-19", "day",
		  "Choose today or one of the 14 days before. Nothing was changed." },
		{ &year, "", "day",
		  "Choose a day from today up to a year ahead. Nothing was changed." },
		{ &long_ago, "day=2013-10-21", "day",
		  "Choose a day from 22 October 2013 up to 3 November 2024. Nothing was changed." },
		{ &planned, "day=2024-10-04&time=24:00", "time",
		  "Write the time as 19:30, or leave it empty. Nothing was changed." },
		{ &planned, "day=2024-10-04&place=The+market", "place",
		  "That is longer than fits here. A shorter one works." },
	};

	(void)state;
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		struct when when = read(table[i].rule, table[i].form);

		assert_int_equal(v.form.n_errors, 1);
		assert_string_equal(form_error_of(&v.form, table[i].name), table[i].words);
		if (strcmp(table[i].name, "day") == 0)
			assert_int_equal(when.day.n, 7);
	}
}

static void a_day_that_stands_may_stay(void **state)
{
	const struct day kept = { TODAY - 100 };
	struct when_rule rule = noted;

	(void)state;
	assert_int_equal(read(&rule, "day=2024-06-26").day.n, 7);
	rule.kept = &kept;
	assert_int_equal(read(&rule, "day=2024-06-26").day.n, kept.n);
	assert_int_equal(v.form.n_errors, 0);
	assert_true(is(fill(&rule, NULL).day.least, "2024-06-26"));
	assert_int_equal(read(&rule, "day=2024-06-27").day.n, 7);
}

static void the_fields_hold_what_is_or_what_was_sent(void **state)
{
	const struct when kept = { { TODAY + 1 }, 9 * 60 + 5, STR("Mill") };
	struct ui_when view;

	(void)state;
	v.form.n = v.form.n_errors = 0;
	view = fill(&planned, NULL);
	assert_true(view.day.value.n == 0 && view.time.value.n == 0 && view.place.value.n == 0);
	assert_true(is(view.day.least, "2024-10-04") && is(view.day.most, "2024-12-03"));
	view = fill(&planned, &kept);
	assert_true(is(view.day.value, "2024-10-05") && is(view.time.value, "09:05") &&
		    is(view.place.value, "Mill"));
	(void)read(&planned, "day=soon&time=half+past&place=");
	view = fill(&planned, &kept);
	assert_true(is(view.day.value, "soon") && is(view.time.value, "half past") &&
		    is(view.place.value, ""));
	assert_non_null(view.day.error);
	assert_non_null(view.time.error);
	assert_null(view.place.error);
}

static void minutes_are_offered(void **state)
{
	static const unsigned offered[] = { 20, 60, 90, 120 };
	struct ui_option to[5];

	(void)state;
	assert_int_equal(when_minutes(&v, offered, 4, 0, to), 4);
	assert_string_equal(to[0].words, "20 minutes");
	assert_string_equal(to[1].words, "an hour");
	assert_string_equal(to[2].words, "an hour and a half");
	assert_string_equal(to[3].words, "2 hours");
	for (int i = 0; i < 4; i++)
		assert_false(to[i].is_chosen);
	assert_int_equal(when_minutes(&v, offered, 4, 60, to), 4);
	assert_true(to[1].is_chosen && !to[0].is_chosen);
	/* What stands already may stay, though nobody is offered it. */
	assert_int_equal(when_minutes(&v, offered, 4, 25, to), 5);
	assert_string_equal(to[4].value, "25");
	assert_true(to[4].is_chosen && !to[1].is_chosen);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(minutes_are_offered),
		cmocka_unit_test(what_fits_is_taken),
		cmocka_unit_test(what_is_not_asked_for_is_not_read),
		cmocka_unit_test(each_refusal_says_what_to_do),
		cmocka_unit_test(a_day_that_stands_may_stay),
		cmocka_unit_test(the_fields_hold_what_is_or_what_was_sent),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
