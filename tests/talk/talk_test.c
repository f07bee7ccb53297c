/* The rules of raising treatment (art.26): what no sentence may ever be, what a rehearsal shows,
 * when a hint is given, and what is usual of the treatments (art.27, art.28, art.29). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include <strings.h>
#include "talk.h"
#include "text.h"

#define EACH_SIDE(s) for (enum talk_side s = TALK_THEM; s < TALK_SIDES; s++)

/* Does `words` hold `part`, in capitals or not? */
static bool holds(const char *words, const char *part)
{
	for (size_t n = strlen(part); *words; words++)
		if (strncasecmp(words, part, n) == 0)
			return true;
	return false;
}

static size_t count_of(enum talk_table t, enum talk_side s)
{
	size_t n = 0;

	while (talk_row(t, s, n))
		n++;
	return n;
}

static void there_is_enough_to_pick_from(void **state)
{
	(void)state;
	EACH_SIDE(s)
	{
		assert_in_range(count_of(TALK_OPENINGS, s), 12, TALK_ROWS_MAX);
		assert_in_range(count_of(TALK_REPLIES, s), 12, TALK_ROWS_MAX);
		for (int t = 0; t < TALK_TABLES; t++)
			assert_in_range(count_of((enum talk_table)t, s), 5, TALK_ROWS_MAX);
	}
}

static void every_row_fits_and_is_found_again(void **state)
{
	static const size_t most[TALK_TABLES] = {
		[TALK_OPENINGS] = TALK_OPENING_MAX, [TALK_WHERES] = TALK_PLACE_MAX,
		[TALK_REPLIES] = TALK_SAID_MAX,	    [TALK_NOS] = TALK_LINE_MAX,
		[TALK_ASKS] = TALK_LINE_MAX,	    [TALK_OUTCOMES] = TALK_LINE_MAX,
	};
	const struct talk_row *row;

	(void)state;
	EACH_SIDE(s)
	for (int t = 0; t < TALK_TABLES; t++)
		for (size_t i = 0; (row = talk_row((enum talk_table)t, s, i)); i++) {
			assert_in_range(row->number, 1, 31);
			assert_ptr_equal(talk_find((enum talk_table)t, s, row->number), row);
			assert_true(text_length(str_c(row->words)) <= most[t]);
			assert_true(text_length(str_c(row->more)) <= TALK_REPLY_MAX);
			assert_true(talk_bits((enum talk_table)t, s) & TALK_BIT(row->number));
		}
	assert_null(talk_find(TALK_NOS, TALK_THEM, 0));
	assert_null(talk_find(TALK_NOS, TALK_THEM, 31));
}

static void is_kind(const char *words)
{
	static const char *const never[] = { "!",	    "should",	    "must ",
					     "calm down",   "\xe2\x80\x94", "invalid",
					     "promise you", "you missed",   "fault of",
					     "overreact",   "disorder" };

	for (size_t i = 0; i < sizeof never / sizeof *never; i++)
		if (holds(words, never[i]))
			fail_msg("\"%s\" holds \"%s\"", words, never[i]);
}

static void no_sentence_is_unkind(void **state)
{
	const struct talk_row *row;

	(void)state;
	EACH_SIDE(s)
	for (int t = 0; t < TALK_TABLES; t++)
		for (size_t i = 0; (row = talk_row((enum talk_table)t, s, i)); i++) {
			is_kind(row->words);
			is_kind(row->more);
		}
}

/* What is said to somebody else never presses, threatens or names an illness (art.17). */
static void presses_nobody(const char *words)
{
	static const char *const never[] = { "unless",	      "or else",      "last chance",
					     "if you do not", "if you don't", "otherwise",
					     "ptsd",	      "trauma",	      "diagnos",
					     "symptom",	      "i leave",      "i will leave",
					     "you need to",   "you have to ", "for my sake",
					     "promise me" };
	size_t questions = 0;

	for (size_t i = 0; i < sizeof never / sizeof *never; i++)
		if (holds(words, never[i]))
			fail_msg("\"%s\" holds \"%s\"", words, never[i]);
	for (const char *c = words; *c; c++)
		questions += *c == '?';
	if (questions > 1)
		fail_msg("\"%s\" asks more than one thing", words);
}

static void nobody_is_pressed(void **state)
{
	const struct talk_row *row;

	(void)state;
	for (size_t i = 0; (row = talk_row(TALK_REPLIES, TALK_THEM, i)); i++)
		presses_nobody(row->more);
	for (size_t i = 0; (row = talk_row(TALK_NOS, TALK_THEM, i)); i++)
		presses_nobody(row->words);
	for (size_t i = 0; (row = talk_row(TALK_OPENINGS, TALK_THEM, i)); i++)
		if (holds(row->words, "unless") || holds(row->words, "ptsd"))
			fail_msg("\"%s\" presses", row->words);
}

/* --- cards */
static void cards_are_all_until_some_are_chosen(void **state)
{
	struct talk_reply card[TALK_REPLIES_MAX];
	struct talk_plan plan = { .side = TALK_THEM };

	(void)state;
	assert_int_equal(talk_cards(&plan, card), count_of(TALK_REPLIES, TALK_THEM));
	assert_int_equal(card[0].row, 1);
	plan.replies = TALK_BIT(2) | TALK_BIT(6);
	assert_int_equal(talk_cards(&plan, card), 2);
	assert_int_equal(card[0].row, 2);
	assert_int_equal(card[1].row, 6);
	assert_true(str_equal(card[1].reply, str_c(talk_find(TALK_REPLIES, TALK_THEM, 6)->more)));
}

static void own_words_come_last_and_count(void **state)
{
	struct talk_reply card[TALK_REPLIES_MAX];
	struct talk_plan plan = { .side = TALK_ME, .replies = TALK_BIT(3), .n_replies = 2 };

	(void)state;
	plan.reply[0] = (struct talk_reply){ 0, STR("Who sent you?"), STR("Nobody.") };
	plan.reply[1] = (struct talk_reply){ 3, STR(""), STR("Put me down anyway.") };
	assert_int_equal(talk_cards(&plan, card), 2);
	assert_int_equal(card[0].row, 3);
	assert_true(str_equal(card[0].reply, STR("Put me down anyway.")));
	assert_true(str_equal(card[1].said, STR("Who sent you?")));
	plan.replies = 0; /* own words alone are a choice too */
	assert_int_equal(talk_cards(&plan, card), 1);
	plan.n_replies = 0;
	assert_int_equal(talk_cards(&plan, card), count_of(TALK_REPLIES, TALK_ME));
}

static void as_many_cards_as_there_can_be(void **state)
{
	struct talk_reply card[TALK_REPLIES_MAX];
	struct talk_plan plan = { .side = TALK_THEM, .n_replies = TALK_OWN_MAX };

	(void)state;
	plan.replies = talk_bits(TALK_REPLIES, TALK_THEM);
	assert_int_equal(talk_cards(&plan, card), count_of(TALK_REPLIES, TALK_THEM) + TALK_OWN_MAX);
}

static void a_plan_without_words_is_empty(void **state)
{
	struct talk_plan plan = { .side = TALK_THEM, .time = -1 };

	(void)state;
	assert_false(talk_has_words(&plan));
	plan.nos = TALK_BIT(1);
	assert_true(talk_has_words(&plan));
}

/* --- tries */
static void a_week_between_is_a_hint(void **state)
{
	(void)state;
	assert_true(talk_is_soon(TALK_THEM, (struct day){ 100 }, (struct day){ 100 }));
	assert_true(talk_is_soon(TALK_THEM, (struct day){ 100 }, (struct day){ 106 }));
	assert_false(talk_is_soon(TALK_THEM, (struct day){ 100 }, (struct day){ 107 }));
	assert_false(talk_is_soon(TALK_THEM, (struct day){ 100 }, (struct day){ 99 }));
	assert_false(talk_is_soon(TALK_ME, (struct day){ 100 }, (struct day){ 101 }));
}

static void an_outcome_leads_on(void **state)
{
	(void)state;
	assert_true(talk_is_opening(TALK_THEM, 1));
	assert_false(talk_is_opening(TALK_THEM, 2));
	assert_true(talk_is_opening(TALK_ME, 2));
	assert_false(talk_is_opening(TALK_ME, 3));
	assert_false(talk_wants_smaller(TALK_THEM, 2));
	for (unsigned outcome = 3; outcome <= 5; outcome++)
		assert_true(talk_wants_smaller(TALK_THEM, outcome));
	assert_false(talk_wants_smaller(TALK_THEM, 6));
	assert_false(talk_wants_smaller(TALK_ME, 4));
	assert_true(talk_wants_smaller(TALK_ME, 5));
	assert_int_equal(talk_side_first(ROLE_SURVIVOR), TALK_ME);
	assert_int_equal(talk_side_first(ROLE_PARTNER), TALK_THEM);
}

/* --- treatments */
static void what_is_usual_is_as_the_sources_have_it(void **state)
{
	static const struct {
		enum therapy t;
		unsigned number;
		bool says;
	} rows[] = {
		{ THERAPY_EMDR, 5, true },   { THERAPY_EMDR, 6, false },
		{ THERAPY_EMDR, 12, false }, { THERAPY_EMDR, 13, true },
		{ THERAPY_CPT, 11, true },   { THERAPY_CPT, 12, false },
		{ THERAPY_CPT, 13, true },   { THERAPY_PE, 7, true },
		{ THERAPY_PE, 8, false },    { THERAPY_PE, 15, false },
		{ THERAPY_PE, 16, true },    { THERAPY_OTHER, 99, false },
		{ THERAPY_EMDR, 0, false },  { THERAPY_NONE, 3, false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		assert_int_equal(therapy_about_number(rows[i].t, rows[i].number) != NULL,
				 rows[i].says);
	assert_int_equal(therapy_facts(THERAPY_EMDR)->minutes_most, 90);
	assert_int_equal(therapy_facts(THERAPY_PE)->minutes_least, 60);
	assert_null(therapy_facts(THERAPY__COUNT));
}

static void pace_is_a_hint(void **state)
{
	(void)state;
	assert_null(therapy_about_pace(THERAPY_EMDR, 7));
	assert_null(therapy_about_pace(THERAPY_EMDR, 6));
	assert_null(therapy_about_pace(THERAPY_EMDR, 8));
	assert_non_null(therapy_about_pace(THERAPY_EMDR, 5));
	assert_non_null(therapy_about_pace(THERAPY_EMDR, 9));
	assert_null(therapy_about_pace(THERAPY_CPT, 3));
	assert_non_null(therapy_about_pace(THERAPY_CPT, 1));
	assert_null(therapy_about_pace(THERAPY_OTHER, 1));
	assert_null(therapy_about_pace(THERAPY_EMDR, 0));
}

static void every_position_names_its_source(void **state)
{
	const struct talk_position *p;
	const struct talk_fact *f;
	size_t n = 0;

	(void)state;
	for (; (f = talk_fact(n)); n++) {
		size_t i = 0;

		for (; (p = talk_position(f->therapy, i)); i++) {
			assert_in_range(p->year, 2013, 2026);
			assert_int_equal(strncmp(p->address, "https://", 8), 0);
			assert_in_range(p->sure, TALK_H, TALK_R);
			is_kind(p->words);
		}
		assert_in_range(i, 1, 4);
		is_kind(f->happens);
		is_kind(f->partner);
	}
	assert_int_equal(n, 3);
}

static void a_therapy_is_found_by_its_word(void **state)
{
	enum therapy t = THERAPY_NONE;

	(void)state;
	assert_true(therapy_find(STR("pe"), &t));
	assert_int_equal(t, THERAPY_PE);
	assert_false(therapy_find(STR("PE"), &t));
	assert_false(therapy_find(STR(""), &t));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(there_is_enough_to_pick_from),
		cmocka_unit_test(every_row_fits_and_is_found_again),
		cmocka_unit_test(no_sentence_is_unkind),
		cmocka_unit_test(nobody_is_pressed),
		cmocka_unit_test(cards_are_all_until_some_are_chosen),
		cmocka_unit_test(own_words_come_last_and_count),
		cmocka_unit_test(as_many_cards_as_there_can_be),
		cmocka_unit_test(a_plan_without_words_is_empty),
		cmocka_unit_test(a_week_between_is_a_hint),
		cmocka_unit_test(an_outcome_leads_on),
		cmocka_unit_test(what_is_usual_is_as_the_sources_have_it),
		cmocka_unit_test(pace_is_a_hint),
		cmocka_unit_test(every_position_names_its_source),
		cmocka_unit_test(a_therapy_is_found_by_its_word),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
