/* The rules of one's own side: every row of what speaks for talking to someone and its edges, one
 * thing said at most, what was put away, sleep by two sources, weeks, and what no idea may be. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "selfcare.h"

#define TODAY	20786 /* a Sunday */
#define B(sign) SELFCARE_SIGN_BIT(SELFCARE_SIGN_##sign)

static struct selfcare_facts nothing(void)
{
	struct selfcare_facts f = { .today = { TODAY },
				    .k6 = { -1, { 0 } },
				    .phq9 = { -1, { 0 } },
				    .phq4 = { -1, { 0 } } };

	for (int i = 0; i < SELFCARE_LOADS_OF; i++)
		f.load[i] = -1;
	return f;
}

/* --- the table, row by row. Scores: total and days ago; nights and hours of both weeks. */
struct sign_row {
	const char *name;
	unsigned holds;
	int safety, k6, k6_ago, phq9, phq9_ago, phq4, phq4_ago;
	struct selfcare_nights nights[2];
	int load[SELFCARE_LOADS_OF];
};

#define NO	 -1, 0
#define NO_SCORE NO, NO, NO
#define NO_SLEEP             \
	{                    \
		{ 0, 0 },    \
		{            \
			0, 0 \
		}            \
	}
#define NO_LOAD                \
	{                      \
		-1, -1, -1, -1 \
	}

static const struct sign_row sign_table[] = {
	{ "nothing noted", 0, 0, NO_SCORE, NO_SLEEP, NO_LOAD },
	{ "a safety item", B(SAFETY), 1, NO_SCORE, NO_SLEEP, NO_LOAD },
	{ "K6 of 12", 0, 0, 12, 0, NO, NO, NO_SLEEP, NO_LOAD },
	{ "K6 of 13", B(K6), 0, 13, 0, NO, NO, NO_SLEEP, NO_LOAD },
	{ "K6 of 24", B(K6), 0, 24, 0, NO, NO, NO_SLEEP, NO_LOAD },
	{ "K6 of 13, 34 days ago", B(K6), 0, 13, 34, NO, NO, NO_SLEEP, NO_LOAD },
	{ "K6 of 13, 35 days ago", 0, 0, 13, 35, NO, NO, NO_SLEEP, NO_LOAD },
	{ "PHQ-9 of 9", 0, 0, NO, 9, 0, NO, NO_SLEEP, NO_LOAD },
	{ "PHQ-9 of 10", B(PHQ9), 0, NO, 10, 0, NO, NO_SLEEP, NO_LOAD },
	{ "PHQ-9 of 10, 20 days ago", B(PHQ9), 0, NO, 10, 20, NO, NO_SLEEP, NO_LOAD },
	{ "PHQ-9 of 10, 21 days ago", 0, 0, NO, 10, 21, NO, NO_SLEEP, NO_LOAD },
	{ "PHQ-4 of 5", 0, 0, NO, NO, 5, 0, NO_SLEEP, NO_LOAD },
	{ "PHQ-4 of 6", B(PHQ4), 0, NO, NO, 6, 0, NO_SLEEP, NO_LOAD },
	{ "PHQ-4 of 6, 20 days ago", B(PHQ4), 0, NO, NO, 6, 20, NO_SLEEP, NO_LOAD },
	{ "PHQ-4 of 6, 21 days ago", 0, 0, NO, NO, 6, 21, NO_SLEEP, NO_LOAD },
	{ "two weeks under six hours", B(SLEEP), 0, NO_SCORE, { { 7, 41 }, { 7, 41 } }, NO_LOAD },
	{ "two weeks of just six", 0, 0, NO_SCORE, { { 7, 42 }, { 7, 42 } }, NO_LOAD },
	{ "this week only", 0, 0, NO_SCORE, { { 7, 41 }, { 7, 42 } }, NO_LOAD },
	{ "last week only", 0, 0, NO_SCORE, { { 7, 42 }, { 7, 41 } }, NO_LOAD },
	{ "four nights each", B(SLEEP), 0, NO_SCORE, { { 4, 23 }, { 4, 23 } }, NO_LOAD },
	{ "three nights in one", 0, 0, NO_SCORE, { { 7, 28 }, { 3, 12 } }, NO_LOAD },
	{ "no nights last week", 0, 0, NO_SCORE, { { 7, 28 }, { 0, 0 } }, NO_LOAD },
	{ "8 three times of four", B(LOAD), 0, NO_SCORE, NO_SLEEP, { 8, 8, 8, -1 } },
	{ "8 three times, apart", B(LOAD), 0, NO_SCORE, NO_SLEEP, { 8, 2, 8, 8 } },
	{ "three, not this week", B(LOAD), 0, NO_SCORE, NO_SLEEP, { -1, 8, 9, 10 } },
	{ "all four", B(LOAD), 0, NO_SCORE, NO_SLEEP, { 10, 10, 10, 10 } },
	{ "8 twice", 0, 0, NO_SCORE, NO_SLEEP, { 8, 8, 7, 7 } },
	{ "7 four times", 0, 0, NO_SCORE, NO_SLEEP, { 7, 7, 7, 7 } },
	{ "everything",
	  B(SAFETY) | B(K6) | B(PHQ9) | B(PHQ4) | B(SLEEP) | B(LOAD),
	  1,
	  13,
	  0,
	  10,
	  0,
	  6,
	  0,
	  { { 7, 30 }, { 7, 30 } },
	  { 9, 9, 9, 9 } },
};

static void every_row_of_the_table(void **state) /* art.20 */
{
	(void)state;
	for (size_t i = 0; i < sizeof sign_table / sizeof *sign_table; i++) {
		const struct sign_row *row = &sign_table[i];
		struct selfcare_facts f = nothing();

		f.has_safety = row->safety;
		f.k6 = (struct selfcare_score){ row->k6, { TODAY - row->k6_ago } };
		f.phq9 = (struct selfcare_score){ row->phq9, { TODAY - row->phq9_ago } };
		f.phq4 = (struct selfcare_score){ row->phq4, { TODAY - row->phq4_ago } };
		memcpy(f.nights, row->nights, sizeof f.nights);
		memcpy(f.load, row->load, sizeof f.load);
		if (selfcare_signs(&f) != row->holds)
			fail_msg("%s: %x, not %x", row->name, selfcare_signs(&f), row->holds);
	}
}

static void one_thing_is_said_the_weightiest(void **state)
{
	struct day never[SELFCARE_SIGNS] = { { 0 } };
	struct day today = { TODAY };

	(void)state;
	assert_int_equal(selfcare_nudge(0, never, today), SELFCARE_SIGN_NONE);
	for (unsigned bits = 1; bits < 1u << SELFCARE_SIGNS; bits++) {
		unsigned first = selfcare_nudge(bits, never, today);

		assert_true(bits & SELFCARE_SIGN_BIT(first));
		assert_false(bits & (SELFCARE_SIGN_BIT(first) - 1));
		assert_non_null(selfcare_sign_why((enum selfcare_sign)first));
	}
	assert_null(selfcare_sign_why(SELFCARE_SIGN_NONE));
}

static void what_was_put_away_stays_so(void **state)
{
	struct day away[SELFCARE_SIGNS] = { { 0 } };
	struct day today = { TODAY };

	(void)state;
	away[SELFCARE_SIGN_PHQ4].n = away[SELFCARE_SIGN_LOAD].n = TODAY;
	assert_int_equal(selfcare_nudge(B(PHQ4) | B(LOAD), away, today), SELFCARE_SIGN_NONE);
	/* What was not there when the others were put away is said at once. */
	assert_int_equal(selfcare_nudge(B(PHQ4) | B(LOAD) | B(SAFETY), away, today),
			 SELFCARE_SIGN_SAFETY);
	assert_int_equal(selfcare_nudge(B(PHQ4) | B(LOAD) | B(SLEEP), away, today),
			 SELFCARE_SIGN_SLEEP);
	today.n += SELFCARE_REST_DAYS - 1;
	assert_int_equal(selfcare_nudge(B(PHQ4), away, today), SELFCARE_SIGN_NONE);
	today.n++;
	assert_int_equal(selfcare_nudge(B(PHQ4), away, today), SELFCARE_SIGN_PHQ4);
}

static void sleep_by_both_sources(void **state) /* art.21 */
{
	static const struct {
		struct selfcare_nights nights;
		enum selfcare_sleep is;
	} row[] = {
		{ { 0, 0 }, SELFCARE_SLEEP_UNKNOWN }, { { 3, 9 }, SELFCARE_SLEEP_UNKNOWN },
		{ { 4, 23 }, SELFCARE_SLEEP_LOW },    { { 4, 24 }, SELFCARE_SLEEP_UNDER },
		{ { 7, 41 }, SELFCARE_SLEEP_LOW },    { { 7, 42 }, SELFCARE_SLEEP_UNDER },
		{ { 7, 48 }, SELFCARE_SLEEP_UNDER },  { { 7, 49 }, SELFCARE_SLEEP_FINE },
		{ { 7, 63 }, SELFCARE_SLEEP_FINE },
	};

	(void)state;
	for (size_t i = 0; i < sizeof row / sizeof *row; i++)
		assert_int_equal(selfcare_sleep(row[i].nights), row[i].is);
}

static void a_week_begins_on_monday_and_stays_open_one_more(void **state)
{
	struct day sunday = { TODAY }, monday = { TODAY - 6 };

	(void)state;
	assert_int_equal(day_weekday(sunday), 6);
	assert_int_equal(selfcare_monday(sunday).n, monday.n);
	assert_int_equal(selfcare_monday(monday).n, monday.n);
	assert_int_equal(selfcare_monday((struct day){ TODAY + 1 }).n, TODAY + 1);
	assert_true(selfcare_is_open(monday, sunday));
	assert_true(selfcare_is_open((struct day){ monday.n - 7 }, sunday));
	assert_false(selfcare_is_open((struct day){ monday.n - 14 }, sunday));
	assert_false(selfcare_is_open((struct day){ monday.n + 7 }, sunday));
	assert_false(selfcare_is_open(sunday, sunday)); /* no Monday */
}

static void a_look_is_offered_once_a_week_at_most(void **state)
{
	struct day begun = { TODAY - 100 }, none = { 0 };
	int n = 0;

	(void)state;
	assert_false(selfcare_suits(none, (struct day){ TODAY }, (struct day){ TODAY }));
	for (int back = 0; back < 7; back++)
		n += selfcare_suits(none, begun, (struct day){ TODAY - back });
	assert_int_equal(n, 1);
	for (int since = 0; since < 30; since++)
		assert_int_equal(
			selfcare_suits((struct day){ TODAY - since }, begun, (struct day){ TODAY }),
			since > 0 && since % 7 == 0);
	assert_false(selfcare_suits((struct day){ TODAY + 7 }, begun, (struct day){ TODAY }));
}

static void an_empty_week_is_empty(void **state)
{
	struct selfcare_week w = { .load = -1 };

	(void)state;
	assert_true(selfcare_is_empty(&w));
	w.load = 0; /* an answer */
	assert_false(selfcare_is_empty(&w));
	w = (struct selfcare_week){ .load = -1, .leaned = SELFCARE_LEANED_NOBODY };
	assert_false(selfcare_is_empty(&w));
}

/* --- words */
static const char *const never_said[] = { "should", "must ",  "trauma",	 "PTSD",	"!",
					  "failed", "missed", "overdue", "\xe2\x80\x94" };

static void is_said_kindly(const char *words)
{
	for (size_t i = 0; i < sizeof never_said / sizeof *never_said; i++)
		if (strcasestr(words, never_said[i]))
			fail_msg("\"%s\" says %s", words, never_said[i]);
	assert_true(strlen(words) <= SELFCARE_WORDS_MAX);
}

static void forty_ideas_and_more_all_different(void **state)
{
	const struct selfcare_idea *x, *y;
	size_t n = 0;

	(void)state;
	for (size_t i = 0; (x = selfcare_idea(i)); i++) {
		n += selfcare_idea_kind(x) == SELFCARE_TIME;
		is_said_kindly(x->words);
		assert_ptr_equal(selfcare_idea_find(x->number), x);
		assert_in_range(x->minutes, 1, 24 * 60);
		for (size_t k = 0; k < i && (y = selfcare_idea(k)); k++) {
			assert_true(x->number > y->number);
			assert_true(strcasecmp(x->words, y->words));
		}
	}
	assert_true(n >= 40);
	assert_null(selfcare_idea_find(0));
}

static void stored_numbers_are_the_rows_own(void **state)
{
	const struct code_row *row;

	(void)state;
	for (int t = 0; t < SELFCARE_TABLES; t++)
		for (size_t i = 0; (row = selfcare_row((enum selfcare_table)t, i)); i++) {
			assert_int_equal(row->number, t == SELFCARE_LOADS ? i : i + 1);
			assert_ptr_equal(selfcare_words((enum selfcare_table)t, row->number),
					 row->words);
			assert_int_equal(selfcare_number((enum selfcare_table)t, str_c(row->value)),
					 row->number);
		}
	assert_null(selfcare_row(SELFCARE_LOADS, SELFCARE_LOAD_MAX + 1));
	assert_int_equal(selfcare_answer_number(SELFCARE_ASK_OWN, STR("4")), 4);
	assert_int_equal(selfcare_answer_number(SELFCARE_ASK_CARE, STR("4")), 0);
	assert_null(selfcare_answer_words(SELFCARE_ASK_LOAD, 1));
	assert_int_equal(selfcare_bits(SELFCARE_HELPS), (1u << 9) - 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_row_of_the_table),
		cmocka_unit_test(one_thing_is_said_the_weightiest),
		cmocka_unit_test(what_was_put_away_stays_so),
		cmocka_unit_test(sleep_by_both_sources),
		cmocka_unit_test(a_week_begins_on_monday_and_stays_open_one_more),
		cmocka_unit_test(a_look_is_offered_once_a_week_at_most),
		cmocka_unit_test(an_empty_week_is_empty),
		cmocka_unit_test(forty_ideas_and_more_all_different),
		cmocka_unit_test(stored_numbers_are_the_rows_own),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
