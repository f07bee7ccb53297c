/* The rule of the four boxes, on small couples made by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include "pattern.h"

#define BIT(n) (UINT32_C(1) << (n))
enum { AWAY = 1, SILENT = 2, PRESSED = 5, STAYED = 9, REACHED = 30 };  /* what somebody did */
enum { APART = 1, BETWEEN = 2, CLOSE = 3 };			       /* the next day */
enum { DID_REACHED = 1, DID_PRESSED = 2, DID_AWAY = 3, DID_NONE = 4 }; /* of a check-in */

struct couple {
	struct pattern_side one, other;
	struct pattern_loop loop;
};

static struct pattern_note *note(struct pattern_side *s, int at, const char *trigger, uint32_t own,
				 uint32_t other)
{
	struct pattern_note *n = &s->note[s->n_notes++];

	*n = (struct pattern_note){ .at = at, .did_own = own, .did_other = other };
	if (trigger)
		n->trigger[n->n_triggers++] =
			(struct pattern_trigger){ str_c(trigger), str_c(trigger) };
	return n;
}

static void draw(struct couple *c)
{
	pattern_loop(&c->one, &c->other, &c->loop);
}

static void is_pick(struct pattern_pick p, unsigned number, unsigned count, unsigned of)
{
	assert_int_equal(p.number, number);
	assert_int_equal(p.count, count);
	assert_int_equal(p.of, of);
}

static void is_named(const struct couple *c, const char *name)
{
	assert_int_equal(c->loop.start, PATTERN_START_NAMED);
	assert_true(str_equal(c->loop.words, str_c(name)));
}

static void nothing_noted_draws_nothing(void **state)
{
	struct couple c = { 0 };

	(void)state;
	c.one.day[3].heavy = PATTERN_HEAVY_LEAST - 1;
	draw(&c);
	assert_int_equal(c.loop.start, PATTERN_START_NONE);
	is_pick(c.loop.begin, 0, 0, 0);
	is_pick(c.loop.own, 0, 0, 0);
	assert_int_equal(c.loop.newest, -1);
}

static void names_come_before_notes_and_notes_before_days(void **state)
{
	struct couple c = { 0 };

	(void)state;
	for (int i = 0; i < 9; i++)
		c.one.day[i].heavy = 5;
	draw(&c);
	assert_int_equal(c.loop.start, PATTERN_START_HEAVY);
	is_pick(c.loop.begin, 1, 9, 9);
	note(&c.one, 20, NULL, 0, 0);
	note(&c.one, 21, NULL, 0, 0);
	draw(&c);
	assert_int_equal(c.loop.start, PATTERN_START_UNNAMED);
	is_pick(c.loop.begin, 1, 2, 2);
	note(&c.one, 30, "a door", 0, 0);
	draw(&c);
	is_named(&c, "a door");
	is_pick(c.loop.begin, 1, 1, 1);
}

static void most_moments_win_and_ties_go_to_the_newer(void **state)
{
	struct couple c = { 0 };

	(void)state;
	note(&c.one, 1, "a door", 0, 0);
	note(&c.one, 2, "rain", 0, 0);
	draw(&c);
	is_named(&c, "rain");
	assert_int_equal(c.loop.newest, 2);
	note(&c.one, 3, "a door", 0, 0);
	draw(&c);
	is_named(&c, "a door");
	is_pick(c.loop.begin, 1, 2, 3);
	note(&c.one, 4, "rain", 0, 0);
	draw(&c);
	is_named(&c, "rain");
	assert_int_equal(c.loop.newest, 4);
}

/* Each box is the most frequent of the moments that have the boxes before it: what is drawn has
 * happened. Away is what happened most, staying what the other did most; yet never both. */
static void the_path_has_happened(void **state)
{
	struct couple c = { 0 };

	(void)state;
	for (int i = 0; i < 3; i++)
		note(&c.one, i, "a door", BIT(AWAY), BIT(PRESSED));
	note(&c.one, 10, "a door", BIT(AWAY), BIT(SILENT));
	for (int i = 20; i < 23; i++)
		note(&c.one, i, "a door", BIT(SILENT), BIT(STAYED));
	for (int i = 30; i < 34; i++)
		note(&c.one, i, "rain", BIT(SILENT), BIT(STAYED));
	c.one.day[1].close = 1;
	c.one.day[2].close = 2;
	c.one.day[21].close = 5;
	c.one.day[22].close = 5;
	c.one.day[23].close = 5;
	draw(&c);
	is_named(&c, "a door");
	is_pick(c.loop.own, AWAY, 4, 7);
	is_pick(c.loop.other, PRESSED, 3, 4);
	is_pick(c.loop.after, APART, 2, 2);
}

static void a_tie_of_deeds_goes_to_the_newer(void **state)
{
	struct couple c = { 0 };

	(void)state;
	note(&c.one, 1, "a door", BIT(SILENT), 0);
	note(&c.one, 2, "a door", BIT(AWAY), 0);
	draw(&c);
	is_pick(c.loop.own, AWAY, 1, 2);
	note(&c.one, 3, "a door", BIT(SILENT) | BIT(AWAY), 0);
	draw(&c); /* both in the newest: the first of the table */
	is_pick(c.loop.own, AWAY, 2, 3);
}

static void each_speaks_for_themselves_first(void **state)
{
	struct couple c = { 0 };

	(void)state;
	note(&c.one, 1, "a door", 0, BIT(PRESSED));
	draw(&c);
	is_pick(c.loop.own, 0, 0, 0); /* nothing is known, and the next box goes on without it */
	is_pick(c.loop.other, PRESSED, 1, 1);
	c.one.day[1].did = DID_AWAY;
	c.other.day[1].did = DID_REACHED;
	draw(&c);
	is_pick(c.loop.own, AWAY, 1, 1);
	is_pick(c.loop.other, REACHED, 1, 1);
	note(&c.other, 1, NULL, BIT(STAYED), BIT(SILENT));
	draw(&c);
	is_pick(c.loop.own, AWAY, 1, 1);
	is_pick(c.loop.other, STAYED, 1, 1);
	c.one.note[0].did_own = BIT(SILENT);
	draw(&c);
	is_pick(c.loop.own, SILENT, 1, 1);
}

static void none_of_these_says_nothing(void **state)
{
	struct couple c = { 0 };

	(void)state;
	c.one.day[4] = (struct pattern_day){ .heavy = 5, .did = DID_NONE };
	draw(&c);
	is_pick(c.loop.begin, 1, 1, 1);
	is_pick(c.loop.own, 0, 0, 0);
}

static void a_day_with_a_note_is_no_second_moment(void **state)
{
	struct couple c = { 0 };

	(void)state;
	c.one.day[4].heavy = 5;
	note(&c.one, 4, NULL, 0, 0);
	draw(&c);
	is_pick(c.loop.begin, 1, 1, 1);
}

static void the_last_day_has_no_day_after(void **state)
{
	struct couple c = { 0 };

	(void)state;
	c.one.day[PATTERN_DAYS - 1] = (struct pattern_day){ .heavy = 5, .close = 5 };
	draw(&c);
	assert_int_equal(c.loop.newest, PATTERN_DAYS - 1);
	is_pick(c.loop.after, 0, 0, 0);
}

static void the_side_with_more_moments_is_drawn_first(void **state)
{
	struct pattern_loop two = { .begin.count = 2, .newest = 1 },
			    three = { .begin.count = 3, .newest = 0 },
			    later = { .begin.count = 2, .newest = 2 };

	(void)state;
	assert_false(pattern_loop_is_before(&three, &two));
	assert_true(pattern_loop_is_before(&two, &three));
	assert_true(pattern_loop_is_before(&two, &later));
	assert_false(pattern_loop_is_before(&later, &two));
	assert_false(pattern_loop_is_before(&two, &two)); /* one's own */
}

static void once_is_said_once(void **state)
{
	const struct {
		unsigned count, of;
		enum pattern_weight weight;
	} row[] = {
		{ 1, 1, PATTERN_ONCE },	  { 1, 5, PATTERN_ONCE },   { 2, 4, PATTERN_SOMETIMES },
		{ 2, 3, PATTERN_MOSTLY }, { 2, 2, PATTERN_MOSTLY }, { 4, 9, PATTERN_SOMETIMES }
	};

	(void)state;
	for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
		struct pattern_pick p = { 1, row[i].count, row[i].of };

		assert_int_equal(pattern_weight(&p), row[i].weight);
	}
}

/* Every day full, as many notes as can be: nothing is written past an end. */
static void a_full_window_fits(void **state)
{
	struct couple c = { 0 };

	(void)state;
	for (int i = 0; i < PATTERN_DAYS; i++)
		c.one.day[i] = (struct pattern_day){ 5, 5, 3, 5, 4 };
	for (int i = 0; i < PATTERN_NOTES_MAX; i++)
		note(&c.one, PATTERN_DAYS - 1, "a door", UINT32_MAX, UINT32_MAX);
	c.other = c.one;
	draw(&c);
	is_pick(c.loop.begin, 1, PATTERN_NOTES_MAX, PATTERN_NOTES_MAX);
}

static void days_stand_side_by_side(void **state)
{
	struct couple c = { 0 };
	struct pattern_couple *couple = calloc(1, sizeof *couple);

	(void)state;
	assert_non_null(couple);
	c.one.day[2] = (struct pattern_day){ .close = 4, .did = DID_AWAY, .changed = 1 };
	c.other.day[3] =
		(struct pattern_day){ .heavy = 5, .did = DID_NONE, .urge = 2, .changed = 3 };
	pattern_couple(&c.one, &c.other, couple);
	assert_int_equal(couple->days, PATTERN_DAYS);
	const struct pattern_series *one = couple->person[0], *other = couple->person[1];

	assert_true(one[PATTERN_CLOSE].has[2] && one[PATTERN_CLOSE].value[2] == 4);
	assert_false(one[PATTERN_HEAVY].has[2]);
	assert_true(one[PATTERN_AWAY].has[2] && one[PATTERN_AWAY].value[2] == 1);
	assert_true(one[PATTERN_CHANGED].has[2] && one[PATTERN_CHANGED].value[2] == 0);
	assert_false(one[PATTERN_CLOSE].has[3]);
	assert_true(other[PATTERN_HEAVY].has[3] && other[PATTERN_HEAVY].value[3] == 5);
	assert_true(other[PATTERN_AWAY].has[3] && other[PATTERN_AWAY].value[3] == 0);
	assert_true(other[PATTERN_AVOID].has[3] && other[PATTERN_AVOID].value[3] == 2);
	assert_true(other[PATTERN_CHANGED].has[3] && other[PATTERN_CHANGED].value[3] == 1);
	free(couple);
}

/* No word says why, or whose fault; the name has its place in every sentence. */
static void words_say_what_followed_and_no_more(void **state)
{
	static const char *const never[] = { "caus",   "because", "fault",  "blame",
					     "should", "!",	  "always", "never" };
	const char *said[64];
	size_t n = 0;

	(void)state;
	for (int k = 0; k < PATTERN_KINDS; k++) {
		enum pattern_measure one = pattern_first((enum pattern_kind)k),
				     other = pattern_second((enum pattern_kind)k);

		said[n++] = pattern_first_words(one, false);
		said[n++] = pattern_first_words(one, true);
		said[n++] = pattern_second_words(other, PATTERN_MORE);
		said[n++] = pattern_second_words(other, PATTERN_LESS);
		assert_null(pattern_second_words(other, PATTERN_UNCLEAR));
	}
	for (size_t i = 0; i < n; i++) {
		assert_non_null(said[i]);
		assert_non_null(strstr(said[i], "{}"));
		for (size_t k = 0; k < sizeof never / sizeof *never; k++)
			assert_null(strstr(said[i], never[k]));
	}
	for (int k = 0; k < PATTERN_KINDS; k++)
		assert_non_null(strstr(
			pattern_second_words(pattern_second((enum pattern_kind)k), PATTERN_MORE),
			"tended to"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_noted_draws_nothing),
		cmocka_unit_test(names_come_before_notes_and_notes_before_days),
		cmocka_unit_test(most_moments_win_and_ties_go_to_the_newer),
		cmocka_unit_test(the_path_has_happened),
		cmocka_unit_test(a_tie_of_deeds_goes_to_the_newer),
		cmocka_unit_test(each_speaks_for_themselves_first),
		cmocka_unit_test(none_of_these_says_nothing),
		cmocka_unit_test(a_day_with_a_note_is_no_second_moment),
		cmocka_unit_test(the_last_day_has_no_day_after),
		cmocka_unit_test(the_side_with_more_moments_is_drawn_first),
		cmocka_unit_test(once_is_said_once),
		cmocka_unit_test(a_full_window_fits),
		cmocka_unit_test(days_stand_side_by_side),
		cmocka_unit_test(words_say_what_followed_and_no_more),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
