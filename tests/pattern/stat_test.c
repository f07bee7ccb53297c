/* pattern_stat: the gates, what is never said, and what holds for any answers at all. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <string.h>
#include "couples.h"
#include "pattern_chance_stat.h"
#include "pattern_round_stat.h"

static struct pattern_couple couple;
static struct pattern_found found;

#define HEAVY_0 (&couple.person[0][PATTERN_HEAVY])
#define CLOSE_1 (&couple.person[1][PATTERN_CLOSE])
#define LOOKED	(&found.link[2 * PATTERN_HEAVY_CLOSE])
#define SAID	(PATTERN_MORE)

static void set(struct pattern_series *s, size_t day, int value)
{
	s->has[day] = true;
	s->value[day] = (uint8_t)value;
}

/* Heavy days of 0 that come and go; 1 is as far as 0 was heavy `lag` days before, but for a little
 * of their own. */
static void couple_strong(size_t days, size_t lag, int sign)
{
	uint64_t state = 5;
	int load[PATTERN_DAYS_MAX];

	memset(&couple, 0, sizeof couple);
	couple.days = days;
	for (size_t t = 0; t < days; t++) {
		load[t] = 1 + (int)(pattern_chance_split(&state) % 5);
		set(HEAVY_0, t, load[t]);
		int noise = (int)(pattern_chance_split(&state) % 2);

		set(CLOSE_1, t, 10 + sign * (t >= lag ? load[t - lag] : 3) + noise);
	}
}

static void look(void)
{
	pattern_look(&couple, &found);
}

/* --- gates */
static void thirteen_days_are_pictures_only(void **state)
{
	(void)state;
	couple_strong(13, 0, -1);
	look();
	assert_int_equal(LOOKED->same.n, 13);
	assert_int_equal(LOOKED->same.say, PATTERN_TOO_FEW);
	assert_int_equal(found.n_said, 0);
}

static void fourteen_days_may_speak_of_the_same_day(void **state)
{
	(void)state;
	couple_strong(14, 0, -1);
	look();
	assert_int_equal(LOOKED->same.n, 14);
	assert_int_equal(LOOKED->same.say, PATTERN_LESS);
	assert_int_equal(LOOKED->next.say, PATTERN_TOO_FEW);
	couple_strong(14, 0, 1);
	look();
	assert_int_equal(LOOKED->same.say, PATTERN_MORE);
}

static void twenty_nine_pairs_say_nothing_of_the_next_day(void **state)
{
	(void)state;
	couple_strong(30, 1, -1);
	look();
	assert_int_equal(LOOKED->next.n, 29);
	assert_int_equal(LOOKED->next.say, PATTERN_TOO_FEW);
}

static void thirty_pairs_may_speak_of_the_next_day(void **state)
{
	(void)state;
	couple_strong(31, 1, -1);
	look();
	assert_int_equal(LOOKED->next.n, 30);
	assert_int_equal(LOOKED->next.say, PATTERN_LESS);
	assert_true(LOOKED->next.low < -1 && LOOKED->next.high > -1 && LOOKED->next.high < 0);
	couple_strong(31, 1, 1);
	look();
	assert_int_equal(LOOKED->next.say, PATTERN_MORE);
	assert_true(LOOKED->next.low > 0);
}

static void days_with_one_answer_are_no_paired_days(void **state)
{
	(void)state;
	couple_strong(40, 0, -1);
	for (size_t t = 0; t < 40; t++)
		*(t % 2 ? &HEAVY_0->has[t] : &CLOSE_1->has[t]) = t < 13;
	look();
	assert_int_equal(LOOKED->same.n, 13);
	assert_int_equal(LOOKED->same.say, PATTERN_TOO_FEW);
}

static void a_gap_breaks_a_pair(void **state)
{
	(void)state;
	couple_strong(61, 1, -1);
	for (size_t t = 1; t < 61; t += 2)
		HEAVY_0->has[t] = CLOSE_1->has[t] = false;
	look(); /* 31 days, but never two in a row */
	assert_int_equal(LOOKED->same.n, 31);
	assert_int_equal(LOOKED->next.n, 0);
	assert_int_equal(LOOKED->next.say, PATTERN_TOO_FEW);
	set(HEAVY_0, 31, 3);
	set(CLOSE_1, 31, 9);
	look();
	assert_int_equal(LOOKED->next.n, 2);
}

/* --- what is never said */
static void what_hardly_changes_says_nothing(void **state)
{
	(void)state;
	for (size_t unlike = 0; unlike <= PATTERN_VARIES; unlike++) {
		couple_strong(60, 0, 1);
		for (size_t t = 0; t < 60; t++) {
			set(HEAVY_0, t, t % 11 == 5 && t / 11 < unlike ? 5 : 2);
			set(CLOSE_1, t, HEAVY_0->value[t] + (t % 7 == 0));
		}
		look();
		assert_int_equal(LOOKED->same.say == PATTERN_STILL, unlike < PATTERN_VARIES);
		assert_int_equal(LOOKED->next.say == PATTERN_STILL, unlike < PATTERN_VARIES);
	}
}

static void the_same_numbers_say_nothing(void **state)
{
	(void)state;
	couple_strong(60, 0, 1);
	memcpy(CLOSE_1, HEAVY_0, sizeof *CLOSE_1);
	look();
	assert_int_equal(LOOKED->same.say, PATTERN_STILL);
	assert_int_equal(found.n_said, 0);
}

static void two_straight_lines_say_nothing(void **state)
{
	(void)state;
	couple_strong(200, 0, 1);
	for (size_t t = 0; t < 200; t++) {
		set(HEAVY_0, t, (int)t);
		set(CLOSE_1, t, 255 - (int)t);
	}
	look();
	assert_int_equal(LOOKED->same.say, PATTERN_STILL);
	assert_int_equal(LOOKED->next.say, PATTERN_STILL);
}

static void one_line_for_both_is_not_going_together(void **state)
{
	uint64_t seed = 9;

	(void)state;
	couple_strong(100, 0, 1);
	for (size_t t = 0; t < 100; t++) {
		set(HEAVY_0, t, (int)(t + pattern_chance_split(&seed) % 20));
		set(CLOSE_1, t, (int)(t + pattern_chance_split(&seed) % 20));
	}
	look();
	assert_int_equal(LOOKED->same.say, PATTERN_UNCLEAR);
	assert_true(fabs(LOOKED->same.value) < 0.3);
}

static void nothing_answered_is_nothing_said(void **state)
{
	static const size_t lengths[] = { 0, 1, 2, 14, PATTERN_DAYS_MAX };

	(void)state;
	memset(&couple, 0, sizeof couple);
	for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
		couple.days = lengths[i];
		look();
		assert_int_equal(found.n_said, 0);
		for (size_t k = 0; k < PATTERN_LINKS; k++)
			assert_true(found.link[k].same.say == PATTERN_TOO_FEW &&
				    found.link[k].next.say == PATTERN_TOO_FEW);
	}
	couple_strong(1, 0, 1);
	look();
	assert_int_equal(LOOKED->same.n, 1);
}

static void four_hundred_days_are_read(void **state)
{
	(void)state;
	couple_strong(PATTERN_DAYS_MAX, 1, -1);
	look();
	assert_int_equal(LOOKED->next.n, PATTERN_DAYS_MAX - 1);
	assert_int_equal(LOOKED->next.say, PATTERN_LESS);
}

/* --- the same for the same */
static void the_same_answers_say_the_same(void **state)
{
	const struct couples_world world = { 90, 0.4, 1, 0.15, 0.3, -0.4, -0.3 };
	struct pattern_found again;
	struct pattern_couple other;

	(void)state;
	for (uint64_t i = 0; i < 20; i++) {
		couples_make(&world, 3, i, &couple);
		look();
		pattern_look(&couple, &again);
		assert_memory_equal(&again, &found, sizeof found);
		/* The other's page gives the two in the other order. */
		other = couple;
		memcpy(other.person[0], couple.person[1], sizeof other.person[0]);
		memcpy(other.person[1], couple.person[0], sizeof other.person[0]);
		pattern_look(&other, &again);
		for (size_t k = 0; k < PATTERN_LINKS; k++) {
			assert_memory_equal(&again.link[k ^ 1].same, &found.link[k].same,
					    sizeof again.link[k].same);
			assert_memory_equal(&again.link[k ^ 1].next, &found.link[k].next,
					    sizeof again.link[k].next);
		}
	}
}

static void what_was_not_answered_does_not_count(void **state)
{
	const struct couples_world world = { 90, 0.4, 1, 0.3, 0, -0.4, 0 };
	struct pattern_found before;

	(void)state;
	couples_make(&world, 4, 1, &couple);
	pattern_look(&couple, &before);
	for (size_t i = 0; i < 2 * PATTERN_MEASURES; i++)
		for (size_t t = 0; t < PATTERN_DAYS_MAX; t++) {
			struct pattern_series *s =
				&couple.person[i / PATTERN_MEASURES][i % PATTERN_MEASURES];

			if (!s->has[t])
				s->value[t] = (uint8_t)(t * 7);
			if (t >= couple.days)
				s->has[t] = true;
		}
	look();
	assert_memory_equal(&before, &found, sizeof found);
}

/* --- any answers at all */
static void look_holds(const struct pattern_look *l, size_t least)
{
	assert_int_equal(l->say == PATTERN_TOO_FEW, l->n < least);
	assert_true(isfinite(l->value) && isfinite(l->low) && isfinite(l->high));
	if (l->say < PATTERN_UNCLEAR)
		assert_true(!(fabs(l->value) > 0) && !(fabs(l->low) > 0));
	else
		assert_true(l->low <= l->value && l->value <= l->high);
	if (l->say == PATTERN_MORE)
		assert_true(l->low > 0);
	if (l->say == PATTERN_LESS)
		assert_true(l->high < 0);
}

static void anything_may_be_answered(void **state)
{
	uint64_t seed = 20261123;

	(void)state;
	for (int round = 0; round < 1000; round++) {
		size_t said = 0;
		uint64_t many = pattern_chance_split(&seed) % 8,
			 values = 1 + pattern_chance_split(&seed) % (round % 3 ? 6 : 256);

		memset(&couple, 0, sizeof couple);
		couple.days = pattern_chance_split(&seed) % (PATTERN_DAYS_MAX + 1);
		for (size_t i = 0; i < couple.days * 2 * PATTERN_MEASURES; i++) {
			uint64_t word = pattern_chance_split(&seed);
			size_t s = i % (2 * PATTERN_MEASURES);

			if (word % 8 >= many)
				set(&couple.person[s / PATTERN_MEASURES][s % PATTERN_MEASURES],
				    i / (2 * PATTERN_MEASURES), (int)((word >> 8) % values));
		}
		pattern_look_rounds(&couple, 100, &found);
		for (size_t k = 0; k < PATTERN_LINKS; k++) {
			const struct pattern_link *l = &found.link[k];

			look_holds(&l->same, PATTERN_SAME_DAYS);
			look_holds(&l->next, PATTERN_NEXT_PAIRS);
			said += (l->same.say >= SAID) + (size_t)(l->next.say >= SAID);
			assert_int_equal(l->kind, k / 2);
			assert_int_equal(l->from, k % 2);
		}
		assert_int_equal(said, found.n_said);
	}
}

/* --- what stands under it */
static void chance_is_the_published_one(void **state)
{
	/* state 1, 2, 3, 4 and seed 1234567: what the definitions give by hand */
	struct pattern_chance chance = { { 1, 2, 3, 4 } };
	uint64_t seed = 1234567;

	(void)state;
	assert_true(pattern_chance_next(&chance) == 11520);
	assert_true(pattern_chance_next(&chance) == 0);
	assert_true(pattern_chance_next(&chance) == 1509978240);
	assert_true(pattern_chance_next(&chance) == 1215971899390074240);
	assert_true(pattern_chance_split(&seed) == 6457827717110365317);
	assert_true(pattern_chance_split(&seed) == 3203168211198807973);
}

static void chance_below_is_even(void **state)
{
	struct pattern_chance chance = pattern_chance_begin(7);
	unsigned seen[90] = { 0 };

	(void)state;
	for (int i = 0; i < 90000; i++) {
		size_t at = pattern_chance_below(&chance, 90);

		assert_true(at < 90);
		seen[at]++;
	}
	for (int i = 0; i < 90; i++)
		assert_in_range(seen[i], 850, 1150);
}

static void student_is_the_table_s(void **state)
{
	static const struct {
		double freedom, t; /* any table of t, 5 % on both sides */
	} row[] = { { 10, 2.228139 }, { 11, 2.200985 }, { 27, 2.051831 }, { 50, 2.008559 } };

	(void)state;
	for (size_t i = 0; i < sizeof row / sizeof *row; i++)
		assert_true(fabs(pattern_fit_student(row[i].freedom) - row[i].t) < 2e-4);
}

static void blocks_grow_slowly(void **state)
{
	static const struct {
		size_t days, block;
	} row[] = { { 1, 1 }, { 7, 1 }, { 8, 2 }, { 97, 2 }, { 98, 3 }, { 400, 3 } };

	(void)state;
	for (size_t i = 0; i < sizeof row / sizeof *row; i++)
		assert_int_equal(pattern_round_block(row[i].days), row[i].block);
}

static void quantiles_are_those_of_the_sorted(void **state)
{
	static struct pattern_rounds rounds = { .looks = 2, .n = PATTERN_ROUNDS };

	(void)state;
	for (size_t r = 0; r < PATTERN_ROUNDS; r++) {
		rounds.far[0][r] = (float)((r * 777 + 13) % PATTERN_ROUNDS);
		rounds.far[1][r] = r < 99 ? INFINITY : (float)(r % 50);
	}
	assert_true(fabs(pattern_round_single(&rounds, 0, 0.95) - 1899) < 1e-6);
	assert_true(fabs(pattern_round_single(&rounds, 0, 1) - 1999) < 1e-6);
	assert_true(pattern_round_single(&rounds, 1, 0.95) < 50);
	assert_true(isinf(pattern_round_single(&rounds, 1, 0.951)));
	assert_true(fabs(pattern_round_family(&rounds, 3, 0.95) - 1899) < 1e-6);
	assert_true(pattern_round_family(&rounds, 2, 0.95) < 50);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(thirteen_days_are_pictures_only),
		cmocka_unit_test(fourteen_days_may_speak_of_the_same_day),
		cmocka_unit_test(twenty_nine_pairs_say_nothing_of_the_next_day),
		cmocka_unit_test(thirty_pairs_may_speak_of_the_next_day),
		cmocka_unit_test(days_with_one_answer_are_no_paired_days),
		cmocka_unit_test(a_gap_breaks_a_pair),
		cmocka_unit_test(what_hardly_changes_says_nothing),
		cmocka_unit_test(the_same_numbers_say_nothing),
		cmocka_unit_test(two_straight_lines_say_nothing),
		cmocka_unit_test(one_line_for_both_is_not_going_together),
		cmocka_unit_test(nothing_answered_is_nothing_said),
		cmocka_unit_test(four_hundred_days_are_read),
		cmocka_unit_test(the_same_answers_say_the_same),
		cmocka_unit_test(what_was_not_answered_does_not_count),
		cmocka_unit_test(anything_may_be_answered),
		cmocka_unit_test(chance_is_the_published_one),
		cmocka_unit_test(chance_below_is_even),
		cmocka_unit_test(student_is_the_table_s),
		cmocka_unit_test(blocks_grow_slowly),
		cmocka_unit_test(quantiles_are_those_of_the_sorted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
