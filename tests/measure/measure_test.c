/* The rules of measures: what is published adds up, a missing answer gives no total, and no word
 * says more than was measured. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include <strings.h>
#include "loinc.h"
#include "measure.h"

static const struct measure *find(const char *id)
{
	const struct measure *m = measure_find(str_c(id));

	assert_non_null(m);
	return m;
}

/* Answers by their points, in the order of the instrument; the gate is answered with yes. */
static void answer_by_points(const struct measure *m, const char *points, measure_answer ret[])
{
	size_t gate = m->gate ? 1 : 0;

	memset(ret, 0, MEASURE_ANSWERS);
	for (size_t k = 0; gate && k < m->n_options; k++)
		if (m->option[k].points == 1)
			ret[0] = (measure_answer)(k + 1);
	assert_int_equal(strlen(points), m->n_items);
	for (size_t i = 0; i < m->n_items; i++)
		for (size_t k = 0; k < m->n_options; k++)
			if (m->option[k].points == (unsigned)(points[i] - '0'))
				ret[gate + i] = (measure_answer)(k + 1);
}

/* --- totals */
struct vector {
	const char *id, *points;
	unsigned total;
	const char *band;
};

static const struct vector vectors[] = {
	/* The example of US Core, HL7 (QuestionnaireResponse phq-9-example): total 12. */
	{ "phq9", "222211200", 12, "moderate" },
	/* The borders of the published bands. */
	{ "phq9", "000000000", 0, "minimal" },
	{ "phq9", "111100000", 4, "minimal" },
	{ "phq9", "111110000", 5, "mild" },
	{ "phq9", "333000000", 9, "mild" },
	{ "phq9", "333100000", 10, "moderate" },
	{ "phq9", "333320000", 14, "moderate" },
	{ "phq9", "333330000", 15, "moderately severe" },
	{ "phq9", "333333100", 19, "moderately severe" },
	{ "phq9", "333333200", 20, "severe" },
	{ "phq9", "333333333", 27, "severe" },
	{ "phq8", "33300000", 9, "below 10" },
	{ "phq8", "33310000", 10, "10 or more" },
	{ "phq8", "33333333", 24, "10 or more" },
	{ "phq2", "20", 2, "below 3" },
	{ "phq2", "30", 3, "3 or more" },
	{ "phq2", "33", 6, "3 or more" },
	{ "gad7", "0000000", 0, "none to minimal" },
	{ "gad7", "1111000", 4, "none to minimal" },
	{ "gad7", "1111100", 5, "mild" },
	{ "gad7", "3330000", 9, "mild" },
	{ "gad7", "3331000", 10, "moderate" },
	{ "gad7", "3333200", 14, "moderate" },
	{ "gad7", "3333300", 15, "severe" },
	{ "gad7", "3333333", 21, "severe" },
	{ "gad2", "11", 2, "below 3" },
	{ "gad2", "12", 3, "3 or more" },
	{ "phq4", "0000", 0, "none to minimal" },
	{ "phq4", "1110", 3, "mild" },
	{ "phq4", "3300", 6, "moderate" },
	{ "phq4", "3330", 9, "severe" },
	{ "phq4", "3333", 12, "severe" },
	{ "pcl5", "00000000000000000000", 0, "below 31" },
	{ "pcl5", "44444440200000000000", 30, "below 31" },
	{ "pcl5", "44444443000000000000", 31, "31 to 33" },
	{ "pcl5", "44444444100000000000", 33, "31 to 33" },
	{ "pcl5", "44444444200000000000", 34, "above 33" },
	{ "pcl5", "44444444444444444444", 80, "above 33" },
	{ "pcptsd5", "00000", 0, "below 3" },
	{ "pcptsd5", "11100", 3, "3" },
	{ "pcptsd5", "11110", 4, "4 or more" },
	{ "pcptsd5", "11111", 5, "4 or more" },
	/* All of the time to none of the time: 4 to 0, and 5 to 1 in the longer one. */
	{ "k6", "000000", 0, "below 8" },
	{ "k6", "400003", 7, "below 8" },
	{ "k6", "400004", 8, "8 to 12" },
	{ "k6", "440004", 12, "8 to 12" },
	{ "k6", "440014", 13, "13 or more" },
	{ "k6", "444444", 24, "13 or more" },
	{ "k10", "1111111111", 10, "" },
	{ "k10", "5555555555", 50, "" },
};

static void published_totals(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof vectors / sizeof *vectors; i++) {
		const struct measure *m = find(vectors[i].id);
		measure_answer answer[MEASURE_ANSWERS];
		unsigned total = 999;

		answer_by_points(m, vectors[i].points, answer);
		assert_true(measure_total(m, answer, &total));
		if (total != vectors[i].total ||
		    strcmp(measure_band(m, total)->name, vectors[i].band) != 0)
			fail_msg("%s %s: %u, %s", vectors[i].id, vectors[i].points, total,
				 measure_band(m, total)->name);
	}
}

static void first_option_of_the_kessler_scales_counts_most(void **state)
{
	const measure_answer all_of_the_time[MEASURE_ANSWERS] = { 1, 1, 1, 1, 1, 1, 1, 1, 1, 1 };
	unsigned total;

	(void)state;
	assert_true(measure_total(find("k6"), all_of_the_time, &total));
	assert_int_equal(total, 24);
	assert_true(measure_total(find("k10"), all_of_the_time, &total));
	assert_int_equal(total, 50);
	assert_string_equal(find("k6")->option[0].words, "All of the time");
	assert_string_equal(find("gad7")->option[0].words, "Not at all");
}

static void one_missing_answer_means_no_total(void **state)
{
	size_t tried = 0;

	(void)state;
	for (size_t i = 0; i < MEASURES; i++) {
		const struct measure *m = measure_at(i);
		measure_answer answer[MEASURE_ANSWERS];
		char points[MEASURE_ITEMS + 1] = { 0 };
		unsigned total = 999;

		if (m->n_items == 0) {
			memset(answer, 1, sizeof answer);
			assert_false(measure_total(m, answer, &total));
			continue;
		}
		memset(points, '1', m->n_items);
		for (size_t k = 0; k < measure_questions(m) - (m->extra ? 1 : 0); k++, tried++) {
			answer_by_points(m, points, answer);
			answer[k] = 0;
			assert_false(measure_total(m, answer, &total));
			assert_false(measure_is_whole(m, answer));
			assert_int_equal(measure_next(m, answer), k);
			answer[k] = (measure_answer)(m->n_options + 1); /* not an option */
			assert_false(measure_total(m, answer, &total));
			assert_int_equal(total, 999);
		}
	}
	assert_int_equal(tried, 20 + 6 + 9 + 8 + 2 + 7 + 2 + 4 + 6 + 10);
}

static void the_question_without_points_is_not_needed(void **state)
{
	const struct measure *m = find("phq9");
	measure_answer answer[MEASURE_ANSWERS];
	unsigned total;

	(void)state;
	assert_int_equal(measure_questions(m), 10);
	answer_by_points(m, "111111111", answer);
	assert_true(measure_total(m, answer, &total));
	assert_int_equal(measure_next(m, answer), 9);
	assert_false(measure_is_scored(m, 9));
	answer[9] = 4;
	assert_true(measure_total(m, answer, &total));
	assert_int_equal(total, 9);
	assert_int_equal(measure_next(m, answer), 10);
}

static void a_no_at_the_gate_is_a_total_of_nothing(void **state)
{
	const struct measure *m = find("pcptsd5");
	measure_answer answer[MEASURE_ANSWERS] = { 1 }; /* No */
	unsigned total = 999;

	(void)state;
	assert_string_equal(m->option[0].words, "No");
	assert_true(measure_total(m, answer, &total));
	assert_int_equal(total, 0);
	assert_int_equal(measure_next(m, answer), measure_questions(m));
	answer[1] = answer[2] = 2; /* answered before the gate was changed to no */
	assert_true(measure_total(m, answer, &total));
	assert_int_equal(total, 0);
	answer[0] = 2;
	assert_false(measure_total(m, answer, &total));
}

/* --- the question about thoughts of death */
static void help_comes_from_the_first_point_on(void **state)
{
	measure_answer answer[MEASURE_ANSWERS];

	(void)state;
	for (size_t i = 0; i < MEASURES; i++)
		assert_int_equal(measure_at(i)->safety_item, measure_at(i) == find("phq9") ? 9 : 0);
	answer_by_points(find("phq9"), "333333330", answer);
	assert_false(measure_needs_help(find("phq9"), answer));
	for (char points = '1'; points <= '3'; points++) {
		char all[] = "000000000";

		all[8] = points;
		answer_by_points(find("phq9"), all, answer);
		assert_true(measure_needs_help(find("phq9"), answer));
		answer[0] = 0; /* also when there is no total */
		assert_true(measure_needs_help(find("phq9"), answer));
	}
}

/* --- the published rule of four groups */
static size_t reached(const char *points)
{
	measure_answer answer[MEASURE_ANSWERS];
	size_t n = 99;

	answer_by_points(find("pcl5"), points, answer);
	assert_true(measure_groups_reached(find("pcl5"), answer, &n));
	return n;
}

static void groups_as_published(void **state)
{
	measure_answer answer[MEASURE_ANSWERS] = { 0 };
	size_t n;

	(void)state;
	assert_int_equal(reached("00000000000000000000"), 0);
	assert_int_equal(reached("11111111111111111111"), 0);
	assert_int_equal(reached("20000202200000220000"), 4); /* 12 points are enough */
	assert_int_equal(reached("20000202200000200000"), 3); /* one of E */
	assert_int_equal(reached("20000202000000220000"), 3); /* one of D */
	assert_int_equal(reached("20000002200000220000"), 3); /* none of C */
	assert_int_equal(reached("00000202200000220000"), 3); /* none of B */
	assert_int_equal(reached("00002020000022000022"), 4); /* the last of each group */
	assert_int_equal(reached("44444440000000000000"), 2);
	assert_int_equal(reached("44444444444444444444"), 4);
	assert_false(measure_groups_reached(find("pcl5"), answer, &n));
	answer_by_points(find("phq9"), "333333333", answer);
	assert_false(measure_groups_reached(find("phq9"), answer, &n));
}

/* --- change */
static void changes_as_published(void **state)
{
	const struct measure *pcl5 = find("pcl5"), *phq9 = find("phq9"), *gad7 = find("gad7");

	(void)state;
	assert_string_equal(measure_change(pcl5, 40, 40), "no clear change");
	assert_string_equal(measure_change(pcl5, 40, 35), "no clear change");
	assert_string_equal(measure_change(pcl5, 40, 34), "a difference that may be chance");
	assert_string_equal(measure_change(pcl5, 40, 48), "a difference that may be chance");
	assert_string_equal(measure_change(pcl5, 40, 31), "probably a real change");
	assert_string_equal(measure_change(pcl5, 40, 54), "probably a real change");
	assert_string_equal(measure_change(pcl5, 40, 25), "a change larger than chance explains");
	assert_string_equal(measure_change(pcl5, 0, 80), "a change larger than chance explains");
	assert_string_equal(measure_change(phq9, 10, 8), "a change people usually notice");
	assert_string_equal(measure_change(phq9, 20, 17), "less than people usually notice");
	assert_string_equal(measure_change(phq9, 20, 16), "a change people usually notice");
	assert_null(measure_change(phq9, 9, 0)); /* nothing was published from so low a total */
	assert_null(measure_change(phq9, 0, 27));
	assert_string_equal(measure_change(gad7, 15, 11), "less than people usually notice");
	assert_string_equal(measure_change(gad7, 15, 10), "a change people usually notice");
	assert_null(measure_change(find("k6"), 20, 2));
	assert_null(measure_change(find("pcptsd5"), 5, 0));
}

static void every_total_has_its_band(void **state)
{
	(void)state;
	for (size_t i = 0; i < MEASURES; i++) {
		const struct measure *m = measure_at(i);

		assert_true(measure_can_be(m, m->least) && measure_can_be(m, m->most));
		assert_false(measure_can_be(m, (long)m->least - 1));
		assert_false(measure_can_be(m, (long)m->most + 1));
		for (unsigned total = m->least; total <= m->most; total++)
			assert_non_null(measure_band(m, total));
		assert_null(measure_band(m, m->most + 1));
	}
}

/* --- when */
static void the_month_of_the_pcl5_is_asked_once_a_week_at_most(void **state)
{
	const struct measure *m = find("pcl5");
	const struct day last = { 20000 };

	(void)state;
	assert_true(measure_is_soon(m, last, last));
	assert_true(measure_is_soon(m, last, (struct day){ 20006 }));
	assert_false(measure_is_soon(m, last, (struct day){ 20007 }));
	assert_false(measure_is_soon(m, last, (struct day){ 19999 }));
	assert_false(measure_is_soon(find("phq4"), last, last));
	assert_int_equal(measure_suits(last, 4).n, 20028);
}

/* --- codes and words */
static size_t check_code(const char *code)
{
	if (code && !loinc_is_sound(str_c(code)))
		fail_msg("%s is no code", code);
	return code ? 1 : 0;
}

static void every_code_has_the_right_check_digit(void **state)
{
	size_t n = 0;

	(void)state;
	for (size_t i = 0; i < MEASURES; i++) {
		const struct measure *m = measure_at(i);

		n += check_code(m->panel_code) + check_code(m->total_code);
		for (size_t k = 0; k < measure_questions(m); k++) {
			size_t n_options;
			const struct measure_option *o = measure_options(m, k, &n_options);

			n += check_code(measure_question(m, k)->code);
			for (size_t x = 0; x < n_options; x++)
				n += check_code(o[x].code);
		}
	}
	assert_true(n > 150);
}

static void a_wrong_digit_is_seen(void **state)
{
	static const char *const codes[] = { "44249-1",	 "101698-9", "70272-0",	 "55758-7",
					     "LA6568-5", "LA32-8",   "LA10066-1" };

	(void)state;
	for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
		char code[16];
		size_t last = strlen(codes[i]) - 1;

		assert_true(loinc_is_sound(str_c(codes[i])));
		for (size_t at = 0; at <= last; at++) {
			strcpy(code, codes[i]);
			for (char c = '0'; c <= '9'; c++) {
				code[at] = c;
				assert_int_equal(loinc_is_sound(str_c(code)), c == codes[i][at]);
			}
		}
	}
	assert_false(loinc_is_sound(STR("")));
	assert_false(loinc_is_sound(STR("-1")));
	assert_false(loinc_is_sound(STR("44249")));
	assert_false(loinc_is_sound(STR("LA-5")));
	assert_false(loinc_is_sound(STR("44249-1 ")));
	assert_false(loinc_is_sound(STR("70221-7x")));
}

/* A total of the older list that goes with other criteria is not this one's. */
static void traps_of_the_codes(void **state)
{
	(void)state;
	assert_string_equal(find("pcl5")->total_code, "101698-9");
	assert_string_equal(find("pcl5")->panel_code, "101697-1");
	assert_string_equal(find("pcptsd5")->total_code, "102017-1");
	assert_string_equal(find("phq9")->total_code, "44261-6");
	assert_string_equal(find("phq9")->item[8].code, "44260-8");
	assert_string_equal(find("phq4")->total_code, "70272-0");
	assert_string_equal(find("phq2")->panel_code, "55757-9");
	assert_string_equal(find("gad7")->total_code, "70274-6");
	assert_null(find("k6")->total_code);
}

static void no_words_that_diagnose_or_order(const char *words)
{
	static const char *const never[] = {
		"you have PTSD", "do not have PTSD", "you suffer", "should",
		"must ",	 "diagnosed with",   "!",	   "treats",
		"predict"
	};

	for (size_t i = 0; words && i < sizeof never / sizeof *never; i++)
		for (const char *p = words; *p; p++)
			if (strncasecmp(p, never[i], strlen(never[i])) == 0)
				fail_msg("\"%s\" stands in: %s", never[i], words);
}

static void our_words_never_diagnose(void **state)
{
	(void)state;
	for (size_t i = 0; i < MEASURES; i++) {
		const struct measure *m = measure_at(i);

		no_words_that_diagnose_or_order(m->about);
		no_words_that_diagnose_or_order(m->is_not);
		no_words_that_diagnose_or_order(m->figures);
		no_words_that_diagnose_or_order(m->pattern);
		for (size_t k = 0; k < m->n_bands; k++)
			no_words_that_diagnose_or_order(m->band[k].say);
		for (size_t k = 0; k < m->n_changes; k++)
			no_words_that_diagnose_or_order(m->change[k].name);
	}
}

static void what_may_not_be_shown_has_no_questions(void **state)
{
	static const char *const typed[] = { "isi", "zarit", "bsfcs", "stss", "das" };

	(void)state;
	for (size_t i = 0; i < sizeof typed / sizeof *typed; i++) {
		assert_int_equal(find(typed[i])->n_items, 0);
		assert_int_equal(measure_questions(find(typed[i])), 0);
	}
	/* What asks about harm from a partner has a place of its own that is never shared. */
	assert_null(measure_find(STR("hits")));
	assert_null(measure_find(STR("hark")));
	assert_null(measure_find(STR("wast")));
	assert_null(measure_find(STR("")));
	assert_null(measure_at(MEASURES));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(published_totals),
		cmocka_unit_test(first_option_of_the_kessler_scales_counts_most),
		cmocka_unit_test(one_missing_answer_means_no_total),
		cmocka_unit_test(the_question_without_points_is_not_needed),
		cmocka_unit_test(a_no_at_the_gate_is_a_total_of_nothing),
		cmocka_unit_test(help_comes_from_the_first_point_on),
		cmocka_unit_test(groups_as_published),
		cmocka_unit_test(changes_as_published),
		cmocka_unit_test(every_total_has_its_band),
		cmocka_unit_test(the_month_of_the_pcl5_is_asked_once_a_week_at_most),
		cmocka_unit_test(every_code_has_the_right_check_digit),
		cmocka_unit_test(a_wrong_digit_is_seen),
		cmocka_unit_test(traps_of_the_codes),
		cmocka_unit_test(our_words_never_diagnose),
		cmocka_unit_test(what_may_not_be_shown_has_no_questions),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
