/* The rules of cards: what a save changes, that nothing is lost or moved by it, and what of two
 * people's answers on closeness can ever show. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include "card.h"

#define FIRST  ((struct instant){ 1000 })
#define SECOND ((struct instant){ 2000 })

static struct card_sent asked(uint8_t section)
{
	struct card_sent s = { 0 };

	s.is_asked[section] = true;
	return s;
}

static void send_own(struct card_sent *s, uint8_t section, const char *text)
{
	s->own[s->n].section = section;
	s->own[s->n++].text = str_c(text);
}

static bool change(struct card *c, const struct card_sent *s, struct instant now)
{
	bool is_changed = false;

	assert_int_equal(card_change(c, s, now, &is_changed), CARD_FINE);
	return is_changed;
}

/* Two chips and two own lines of the first section. */
static struct card written(void)
{
	struct card c = { .kind = CARD_CALMING };
	struct card_sent s = asked(1);

	s.chips[1] = 1U << 3 | 1U << 1;
	send_own(&s, 1, "one");
	send_own(&s, 1, "");
	send_own(&s, 1, "two");
	assert_true(change(&c, &s, FIRST));
	return c;
}

static void reads(const struct card *c, size_t i, const char *words)
{
	assert_in_range(i + 1, 1, c->n);
	assert_true(str_equal(card_line_words(c->kind, &c->line[i]), str_c(words)));
}

static void every_section_has_six_chips_of_one_line(void **state) /* art.15, art.17 */
{
	const struct card_section *s;
	const struct card_chip *chip;

	(void)state;
	for (int k = 0; k < CARD__COUNT; k++) {
		assert_in_range(card_sections((enum card_kind)k), 2, CARD_SECTIONS_MAX);
		for (size_t i = 0; (s = card_section((enum card_kind)k, i)); i++) {
			size_t n = 0;
			uint32_t seen = 0;

			assert_in_range(s->number, 1, CARD_SECTIONS_MAX);
			for (; (chip = card_chip((enum card_kind)k, s->number, n)); n++) {
				assert_in_range(chip->number, 1, CARD_CHIPS_MAX);
				assert_in_range(strlen(chip->words), 4, CARD_LINE_MAX);
				assert_false(seen & 1U << chip->number);
				seen |= 1U << chip->number;
			}
			assert_in_range(n, 6, CARD_CHIPS_MAX);
		}
	}
}

static void first_save_is_version_one(void **state)
{
	struct card c = written();

	(void)state;
	assert_int_equal(c.version, 1);
	assert_int_equal(c.written.s, FIRST.s);
	assert_int_equal(c.edited.s, 0);
	assert_int_equal(c.n, 4);
	reads(&c, 0, card_chip_words(CARD_CALMING, 1, 1));
	reads(&c, 1, card_chip_words(CARD_CALMING, 1, 3));
	reads(&c, 2, "one");
	reads(&c, 3, "two");
}

static void same_again_is_no_version(void **state)
{
	struct card c = written();
	struct card_sent s;

	(void)state;
	card_sent_of(&c, &s);
	assert_false(change(&c, &s, SECOND));
	assert_int_equal(c.version, 1);
	assert_int_equal(c.edited.s, 0);
}

static void lines_keep_their_place(void **state)
{
	struct card c = written();
	struct card_sent s = asked(1);

	(void)state;
	s.chips[1] = 1U << 3 | 1U << 2; /* 1 unticked, 2 ticked */
	send_own(&s, 1, "one, changed");
	send_own(&s, 1, ""); /* two emptied */
	send_own(&s, 1, "three");
	assert_true(change(&c, &s, SECOND));
	assert_int_equal(c.version, 2);
	assert_int_equal(c.n, 4);
	reads(&c, 0, card_chip_words(CARD_CALMING, 1, 3));
	reads(&c, 1, "one, changed");
	reads(&c, 2, card_chip_words(CARD_CALMING, 1, 2));
	reads(&c, 3, "three");
	/* Nobody can backdate: what is changed says so, and says when it began. */
	assert_int_equal(c.line[1].written.s, FIRST.s);
	assert_int_equal(c.line[1].edited.s, SECOND.s);
	assert_int_equal(c.line[3].written.s, SECOND.s);
	assert_int_equal(c.written.s, FIRST.s);
	assert_int_equal(c.edited.s, SECOND.s);
}

static void what_is_not_asked_is_not_touched(void **state)
{
	struct card c = written();
	struct card_sent s = asked(2);

	(void)state;
	assert_false(change(&c, &s, SECOND));
	s.chips[2] = 1U << 1;
	assert_true(change(&c, &s, SECOND));
	assert_int_equal(c.n, 5);
	reads(&c, 2, "one");
}

static void too_much_changes_nothing(void **state)
{
	struct card c = written(), was = c;
	struct card_sent s = asked(1);
	char longer[CARD_LINE_MAX + 2];
	bool is_changed;

	(void)state;
	memset(longer, 'a', sizeof longer - 1);
	longer[CARD_LINE_MAX + 1] = 0;
	send_own(&s, 1, longer);
	assert_int_equal(card_change(&c, &s, SECOND, &is_changed), CARD_LONG);
	assert_memory_equal(&c, &was, sizeof c);
	longer[CARD_LINE_MAX] = 0;
	s.n = 0;
	for (size_t i = 0; i < CARD_LINES_MAX; i++)
		send_own(&s, 1, longer);
	assert_true(change(&c, &s, SECOND));
	was = c;
	send_own(&s, 1, "one too many");
	assert_int_equal(card_change(&c, &s, SECOND, &is_changed), CARD_FULL);
	assert_int_equal(card_take(&c, 1, STR("one too many"), SECOND), CARD_FULL);
	assert_memory_equal(&c, &was, sizeof c);
}

static void a_suggestion_is_a_line_like_others(void **state)
{
	struct card c = written();

	(void)state;
	assert_int_equal(card_take(&c, 5, STR("I yawn."), SECOND), CARD_FINE);
	assert_int_equal(c.version, 2);
	reads(&c, 4, "I yawn.");
	assert_true(c.line[4].is_suggested);
	assert_int_equal(c.line[4].written.s, SECOND.s);
}

static void a_copy_has_nothing_but_the_lines(void **state)
{
	struct card c = written();
	struct card_copy copy;

	(void)state;
	c.line[0].is_suggested = true;
	card_copy(&c, (struct minutes){ 0 }, &copy);
	assert_int_equal(copy.n, 4);
	assert_int_equal(copy.written.n, 0);
	assert_int_equal(copy.edited.n, 0);
	for (size_t i = 0; i < copy.n; i++) {
		assert_int_equal(copy.line[i].written.s, 0);
		assert_false(copy.line[i].is_suggested);
	}
}

static void limits_are_of_a_week(void **state) /* art.25 */
{
	struct day sunday = day_from_civil((struct civil){ 2026, 11, 22 });
	struct day monday = day_from_civil((struct civil){ 2026, 11, 16 });

	(void)state;
	assert_int_equal(card_week(sunday).n, monday.n);
	assert_int_equal(card_week(monday).n, monday.n);
	assert_int_equal(card_week((struct day){ sunday.n + 1 }).n, monday.n + 7);
}

/* --- closeness */
static enum card_overlap together(enum card_answer mine, enum card_answer theirs)
{
	enum card_answer a[CARD_TOUCHES] = { ANSWER_SILENT }, b[CARD_TOUCHES] = { ANSWER_SILENT };

	a[3] = mine;
	b[3] = theirs;
	uint64_t both = card_touch_yes(a) & card_touch_yes(b);

	for (size_t i = 0; i < CARD_TOUCHES; i++)
		if (i != 3)
			assert_int_equal(card_touch_overlap(both, i), OVERLAP_NOTHING);
	return card_touch_overlap(both, 3);
}

static void only_what_both_say_shows(void **state) /* art.16 */
{
	(void)state;
	assert_int_equal(together(ANSWER_YES, ANSWER_YES), OVERLAP_BOTH_YES);
	assert_int_equal(together(ANSWER_YES, ANSWER_ASK), OVERLAP_ASK_FIRST);
	assert_int_equal(together(ANSWER_ASK, ANSWER_YES), OVERLAP_ASK_FIRST);
	assert_int_equal(together(ANSWER_ASK, ANSWER_ASK), OVERLAP_ASK_FIRST);
	for (int a = 0; a < ANSWER__COUNT; a++) {
		assert_int_equal(together(ANSWER_NOT_NOW, (enum card_answer)a), OVERLAP_NOTHING);
		assert_int_equal(together(ANSWER_SILENT, (enum card_answer)a), OVERLAP_NOTHING);
	}
}

static void a_no_is_told_as_silence_is(void **state)
{
	enum card_answer no[CARD_TOUCHES], silent[CARD_TOUCHES] = { ANSWER_SILENT };

	(void)state;
	for (size_t i = 0; i < CARD_TOUCHES; i++)
		no[i] = ANSWER_NOT_NOW;
	assert_true(card_touch_yes(no) == card_touch_yes(silent));
	assert_true(card_touch_yes(no) == 0);
	assert_null(card_touch(CARD_TOUCHES));
	assert_true(card_touch_slots() == 0xffffff);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_section_has_six_chips_of_one_line),
		cmocka_unit_test(first_save_is_version_one),
		cmocka_unit_test(same_again_is_no_version),
		cmocka_unit_test(lines_keep_their_place),
		cmocka_unit_test(what_is_not_asked_is_not_touched),
		cmocka_unit_test(too_much_changes_nothing),
		cmocka_unit_test(a_suggestion_is_a_line_like_others),
		cmocka_unit_test(a_copy_has_nothing_but_the_lines),
		cmocka_unit_test(limits_are_of_a_week),
		cmocka_unit_test(only_what_both_say_shows),
		cmocka_unit_test(a_no_is_told_as_silence_is),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
