/* The rules of noticing: words for every stored number, days that are open, and a profile that says
 * counts and nothing more. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include "incident.h"

static const struct id16 door = { { 1 } }, smell = { { 2 } };

static void every_number_has_words_and_a_bit_of_its_own(void **state)
{
	(void)state;
	for (int t = 0; t < INCIDENT_TABLES; t++) {
		const struct code_row *row;
		uint32_t seen = 0;

		for (size_t i = 0; (row = incident_row((enum incident_table)t, i)); i++) {
			assert_in_range(row->number, 1, 31);
			assert_true(i < INCIDENT_ROWS_MAX);
			assert_false(seen & INCIDENT_BIT(row->number));
			seen |= INCIDENT_BIT(row->number);
			assert_ptr_equal(incident_words((enum incident_table)t, row->number),
					 row->words);
			assert_true(strlen(row->words) > 0 && !strchr(row->words, '!'));
			if (row->value)
				assert_int_equal(
					incident_number((enum incident_table)t, str_c(row->value)),
					row->number);
		}
		assert_int_equal(incident_bits((enum incident_table)t), seen);
		assert_null(incident_words((enum incident_table)t, 0));
		assert_null(incident_words((enum incident_table)t, 31));
		assert_int_equal(incident_number((enum incident_table)t, STR("moon")), 0);
		assert_int_equal(incident_number((enum incident_table)t, STR("")), 0);
	}
}

static void kinds_are_asked_by_role(void **state)
{
	(void)state;
	assert_string_equal(incident_kind_asked(1, ROLE_SURVIVOR), "I pulled away");
	assert_string_equal(incident_kind_asked(1, ROLE_PARTNER), "They pulled away");
	assert_string_equal(incident_kind_asked(1, ROLE_NONE), "One of us pulled away");
	assert_true(incident_is_own(1, ROLE_SURVIVOR));
	assert_false(incident_is_own(2, ROLE_SURVIVOR)); /* an argument has two */
	assert_false(incident_is_own(1, ROLE_PARTNER));
	assert_false(incident_is_own(1, ROLE_NONE));
	assert_false(incident_is_own(0, ROLE_SURVIVOR));
	assert_null(incident_kind_asked(0, ROLE_NONE));
	for (unsigned s = 0; s <= INCIDENT_STRENGTH_MAX; s++)
		assert_non_null(incident_strength_words(s));
	assert_null(incident_strength_words(INCIDENT_STRENGTH_MAX + 1));
	assert_non_null(incident_help_line(1));
	assert_null(incident_help_line(0));
}

static void every_minute_has_its_part_of_the_day(void **state)
{
	static const struct {
		unsigned minute;
		const char *value;
	} table[] = { { 0, "night" },	    { 299, "night" },	   { 300, "morning" },
		      { 659, "morning" },   { 660, "midday" },	   { 839, "midday" },
		      { 840, "afternoon" }, { 1079, "afternoon" }, { 1080, "evening" },
		      { 1319, "evening" },  { 1320, "night" },	   { 1439, "night" } };

	(void)state;
	for (size_t i = 0; i < sizeof table / sizeof *table; i++)
		assert_int_equal(incident_part_at(table[i].minute),
				 incident_number(INCIDENT_PARTS, str_c(table[i].value)));
}

static void a_note_is_past_on_another_day(void **state)
{
	const struct day today = { 20000 };
	struct incident i = { .day = { 19999 } };

	(void)state;
	assert_true(incident_is_past(&i, today));
	assert_false(incident_is_past(&i, i.day));
}

/* --- the profile. A note: day, part, what helped, and whether the door was it. */
static struct incident note(int day, unsigned part, uint32_t helped, struct id16 trigger)
{
	return (struct incident){ .day = { day },
				  .part = part,
				  .helped = helped,
				  .n_triggers = 1,
				  .trigger = { trigger } };
}

#define MONDAY 19996 /* 2024-09-30 */

static void fewer_than_three_say_only_how_many(void **state)
{
	const struct incident list[] = { note(MONDAY, 4, INCIDENT_BIT(1), door),
					 note(MONDAY + 7, 4, INCIDENT_BIT(1), door),
					 note(MONDAY, 1, 0, smell) };
	struct incident_profile p;

	(void)state;
	for (size_t n = 0; n <= 3; n++) {
		incident_profile(list, n, door, &p);
		assert_int_equal(p.n, n > 2 ? 2 : n);
		assert_int_equal(p.part.n + p.weekday.n + p.n_helped, 0);
	}
	assert_int_equal(p.first.n, MONDAY);
	assert_int_equal(p.last.n, MONDAY + 7);
	assert_string_equal(incident_times(1), "once");
	assert_string_equal(incident_times(2), "twice");
	assert_null(incident_times(3));
}

static void more_than_half_is_said_and_half_is_not(void **state)
{
	struct incident list[4] = { note(MONDAY, 4, 0, door), note(MONDAY + 7, 4, 0, door),
				    note(MONDAY + 15, 1, 0, door), note(MONDAY + 16, 2, 0, door) };
	struct incident_profile p;

	(void)state;
	assert_int_equal(day_weekday((struct day){ MONDAY }), 0);
	incident_profile(list, 3, door, &p);
	assert_int_equal(p.part.number, 4);
	assert_int_equal(p.part.n, 2);
	assert_int_equal(p.weekday.number, 0);
	assert_int_equal(p.weekday.n, 2);
	incident_profile(list, 4, door, &p);
	assert_int_equal(p.n, 4);
	assert_int_equal(p.part.n, 0);
	assert_int_equal(p.weekday.n, 0);
	/* Three times "not said" is not a time of day. */
	for (size_t i = 0; i < 4; i++)
		list[i].part = 0;
	incident_profile(list, 4, door, &p);
	assert_int_equal(p.part.n, 0);
}

static void what_helped_is_counted_the_most_often_first(void **state)
{
	struct incident list[5];
	struct incident_profile p;

	(void)state;
	for (size_t i = 0; i < 5; i++)
		list[i] = note(MONDAY + (int)i, 1, INCIDENT_BIT(9), door);
	list[0].helped |= INCIDENT_BIT(2) | INCIDENT_BIT(3) | INCIDENT_BIT(4) | INCIDENT_BIT(5);
	list[1].helped |= INCIDENT_BIT(2) | INCIDENT_BIT(3) | INCIDENT_BIT(4);
	list[2].helped |= INCIDENT_BIT(3);
	incident_profile(list, 5, door, &p);
	assert_int_equal(p.n_helped, 3);
	assert_int_equal(p.helped[0].number, 9);
	assert_int_equal(p.helped[0].n, 5);
	assert_int_equal(p.helped[1].number, 3);
	assert_int_equal(p.helped[1].n, 3);
	assert_int_equal(p.helped[2].number, 2);
	assert_int_equal(p.helped[2].n, 2);
}

static void is_same(const struct incident_profile *p, const struct incident_profile *q)
{
	assert_int_equal(p->n, q->n);
	assert_int_equal(p->first.n, q->first.n);
	assert_int_equal(p->last.n, q->last.n);
	assert_int_equal(p->part.number, q->part.number);
	assert_int_equal(p->part.n, q->part.n);
	assert_int_equal(p->weekday.number, q->weekday.number);
	assert_int_equal(p->weekday.n, q->weekday.n);
	assert_int_equal(p->n_helped, q->n_helped);
	for (size_t i = 0; i < p->n_helped; i++) {
		assert_int_equal(p->helped[i].number, q->helped[i].number);
		assert_int_equal(p->helped[i].n, q->helped[i].n);
	}
}

/* Whatever is noted: the order of notes does not matter, no count is above the number of notes, and
 * a note of another trigger changes nothing. */
static void holds_for_any_notes(void **state)
{
	(void)state;
	srand(7);
	for (int round = 0; round < 20000; round++) {
		struct incident list[12], turned[12];
		struct incident_profile p, q;
		size_t n = (size_t)(rand() % 12), m = 0;

		for (size_t i = 0; i < n; i++)
			list[i] = note(MONDAY + rand() % 60, (unsigned)(rand() % 6),
				       (uint32_t)rand() & incident_bits(INCIDENT_HELPS),
				       rand() % 3 ? door : smell);
		for (size_t i = n; i-- > 0;)
			if (incident_has_trigger(&list[i], door))
				turned[m++] = list[i];
		incident_profile(list, n, door, &p);
		incident_profile(turned, m, door, &q);
		is_same(&p, &q);
		assert_int_equal(p.n, m);
		assert_true(p.part.n <= p.n && p.weekday.n <= p.n);
		for (size_t i = 0; i < p.n_helped; i++)
			assert_in_range(p.helped[i].n, 2, p.n);
		if (p.n < INCIDENT_TELLING)
			assert_int_equal(p.part.n + p.weekday.n + p.n_helped, 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_number_has_words_and_a_bit_of_its_own),
		cmocka_unit_test(kinds_are_asked_by_role),
		cmocka_unit_test(every_minute_has_its_part_of_the_day),
		cmocka_unit_test(a_note_is_past_on_another_day),
		cmocka_unit_test(fewer_than_three_say_only_how_many),
		cmocka_unit_test(more_than_half_is_said_and_half_is_not),
		cmocka_unit_test(what_helped_is_counted_the_most_often_first),
		cmocka_unit_test(holds_for_any_notes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
