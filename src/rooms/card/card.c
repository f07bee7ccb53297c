#include "card.h"
#include "ensure.h"
#include "text.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

#define CARD(id, address, title, name, lead, what_for)
#define SECTION(card, number, title, hint) SECTION_ROW_##card##_##number,
enum section_row {
#include "card.def"
	SECTION_ROWS
};

#define SECTION(card, number, title, hint) { number, title, hint },
static const struct card_section section_row[SECTION_ROWS] = {
#include "card.def"
};

#define SECTION(card, number, title, hint) CARD_##card,
static const enum card_kind section_card[SECTION_ROWS] = {
#include "card.def"
};

static const struct {
	enum card_kind card;
	uint8_t section;
	struct card_chip chip;
} chip_row[] = {
#define CHIP(card, section, number, words) { CARD_##card, section, { number, words } },
#include "card.def"
};

#define CARD(id, address, title, name, lead, what_for) { address, title, name, lead, what_for },
static const struct card_words kind_row[CARD__COUNT] = {
#include "card.def"
};

const struct card_words *card_words(enum card_kind k)
{
	ASSERT(k < CARD__COUNT);
	return &kind_row[k];
}

size_t card_sections(enum card_kind k)
{
	size_t n = 0;

	while (card_section(k, n))
		n++;
	return n;
}

bool card_find_kind(struct str address, enum card_kind *ret)
{
	for (int k = 0; k < CARD__COUNT; k++) {
		if (!str_equal(address, str_c(kind_row[k].address)))
			continue;
		*ret = (enum card_kind)k;
		return true;
	}
	return false;
}

const struct card_section *card_section(enum card_kind k, size_t i)
{
	for (size_t at = 0; at < SECTION_ROWS; at++)
		if (section_card[at] == k && i-- == 0)
			return &section_row[at];
	return NULL;
}

const struct card_chip *card_chip(enum card_kind k, uint8_t section, size_t i)
{
	for (size_t at = 0; at < COUNT(chip_row); at++)
		if (chip_row[at].card == k && chip_row[at].section == section && i-- == 0)
			return &chip_row[at].chip;
	return NULL;
}

const char *card_chip_words(enum card_kind k, uint8_t section, uint8_t number)
{
	const struct card_chip *c;

	for (size_t i = 0; (c = card_chip(k, section, i)); i++)
		if (c->number == number)
			return c->words;
	return NULL;
}

bool card_has_section(enum card_kind k, uint8_t section)
{
	const struct card_section *s;

	for (size_t i = 0; (s = card_section(k, i)); i++)
		if (s->number == section)
			return true;
	return false;
}

struct str card_line_words(enum card_kind k, const struct card_line *l)
{
	return l->chip ? str_c(card_chip_words(k, l->section, l->chip)) : l->text;
}

/* --- a save */
struct change {
	struct card next;
	struct instant now;
	bool is_changed;
	enum card_refusal refusal;
};

static void add(struct change *c, struct card_line l)
{
	if (c->next.n == CARD_LINES_MAX)
		c->refusal = CARD_FULL;
	else
		c->next.line[c->next.n++] = l;
}

static void add_new(struct change *c, uint8_t section, uint8_t chip, struct str text)
{
	add(c, (struct card_line){
		       .section = section, .chip = chip, .text = text, .written = c->now });
	c->is_changed = true;
}

/* The text sent for the i-th own line of a section; false when fewer were sent. */
static bool find_sent(const struct card_sent *sent, uint8_t section, size_t i, struct str *ret)
{
	for (size_t at = 0; at < sent->n; at++) {
		if (sent->own[at].section != section || i--)
			continue;
		*ret = sent->own[at].text;
		return true;
	}
	return false;
}

static void keep_own(struct change *c, struct card_line l, const struct card_sent *sent, size_t i)
{
	struct str text = { "", 0 };

	if (!find_sent(sent, l.section, i, &text) || text.n == 0) {
		c->is_changed = true;
		return;
	}
	if (!str_equal(text, l.text)) {
		l.text = text;
		l.edited = c->now;
		c->is_changed = true;
	}
	add(c, l);
}

static void keep_lines(struct change *c, const struct card *was, const struct card_sent *sent,
		       size_t own[], uint32_t had[])
{
	for (size_t i = 0; i < was->n; i++) {
		struct card_line l = was->line[i];

		if (!sent->is_asked[l.section]) {
			add(c, l);
		} else if (l.chip) {
			had[l.section] |= 1U << l.chip;
			if (sent->chips[l.section] & 1U << l.chip)
				add(c, l);
			else
				c->is_changed = true;
		} else {
			keep_own(c, l, sent, own[l.section]++);
		}
	}
}

static void add_lines(struct change *c, const struct card_sent *sent, const size_t own[],
		      const uint32_t had[])
{
	const struct card_section *s;
	const struct card_chip *chip;

	for (size_t i = 0; (s = card_section(c->next.kind, i)); i++) {
		uint32_t fresh =
			sent->is_asked[s->number] ? sent->chips[s->number] & ~had[s->number] : 0;
		struct str text;

		for (size_t k = 0; (chip = card_chip(c->next.kind, s->number, k)); k++)
			if (fresh & 1U << chip->number)
				add_new(c, s->number, chip->number, (struct str){ "", 0 });
		for (size_t k = own[s->number]; find_sent(sent, s->number, k, &text); k++)
			if (text.n)
				add_new(c, s->number, 0, text);
	}
}

static void end_change(struct card *c, struct change *change)
{
	if (change->next.version == 0)
		change->next.written = change->now;
	else
		change->next.edited = change->now;
	change->next.version++;
	*c = change->next;
}

enum card_refusal card_change(struct card *c, const struct card_sent *sent, struct instant now,
			      bool *ret_changed)
{
	struct change change = { .next = *c, .now = now };
	size_t own[CARD_SECTIONS_MAX + 1] = { 0 };
	uint32_t had[CARD_SECTIONS_MAX + 1] = { 0 };

	for (size_t i = 0; i < sent->n; i++)
		if (text_length(sent->own[i].text) > CARD_LINE_MAX)
			return CARD_LONG;
	change.next.n = 0;
	keep_lines(&change, c, sent, own, had);
	add_lines(&change, sent, own, had);
	if (change.refusal)
		return change.refusal;
	*ret_changed = change.is_changed;
	if (change.is_changed)
		end_change(c, &change);
	return CARD_FINE;
}

enum card_refusal card_take(struct card *c, uint8_t section, struct str text, struct instant now)
{
	struct change change = { .next = *c, .now = now };

	ASSERT(card_has_section(c->kind, section) && text.n);
	if (text_length(text) > CARD_LINE_MAX)
		return CARD_LONG;
	add_new(&change, section, 0, text);
	if (change.refusal)
		return change.refusal;
	change.next.line[change.next.n - 1].is_suggested = true;
	end_change(c, &change);
	return CARD_FINE;
}

void card_sent_of(const struct card *c, struct card_sent *ret)
{
	*ret = (struct card_sent){ 0 };
	for (size_t i = 0; i <= CARD_SECTIONS_MAX; i++)
		ret->is_asked[i] = true;
	for (size_t i = 0; i < c->n; i++) {
		const struct card_line *l = &c->line[i];

		if (l->chip) {
			ret->chips[l->section] |= 1U << l->chip;
			continue;
		}
		ret->own[ret->n].section = l->section;
		ret->own[ret->n++].text = l->text;
	}
}

struct day card_week(struct day d)
{
	return (struct day){ d.n - day_weekday(d) };
}

void card_copy(const struct card *c, struct minutes east, struct card_copy *ret)
{
	*ret = (struct card_copy){ .kind = c->kind,
				   .n = c->n,
				   .written = instant_day(c->written, east) };
	if (c->edited.s)
		ret->edited = instant_day(c->edited, east);
	for (size_t i = 0; i < c->n; i++)
		ret->line[i] = (struct card_line){ .section = c->line[i].section,
						   .chip = c->line[i].chip,
						   .text = c->line[i].text };
}

/* --- closeness */
#define TOUCH(number, words) [number] = (words),
static const char *const touch_row[] = {
#include "card_touch.def"
};
_Static_assert(COUNT(touch_row) == CARD_TOUCHES, "as many kinds of touch as the header says");

const char *card_touch(size_t i)
{
	return i < CARD_TOUCHES ? touch_row[i] : NULL;
}

const char *card_answer_words(enum card_answer a)
{
	static const char *const words[ANSWER__COUNT] = { "No answer", "Yes", "Ask me", "Not now" };

	ASSERT(a < ANSWER__COUNT);
	return words[a];
}

uint64_t card_touch_slots(void)
{
	return ((uint64_t)1 << (2 * CARD_TOUCHES)) - 1;
}

uint64_t card_touch_slot(size_t i)
{
	return (uint64_t)3 << (2 * i);
}

uint64_t card_touch_yes(const enum card_answer answer[CARD_TOUCHES])
{
	uint64_t yes = 0;

	for (size_t i = 0; i < CARD_TOUCHES; i++) {
		if (answer[i] == ANSWER_YES)
			yes |= (uint64_t)3 << (2 * i);
		else if (answer[i] == ANSWER_ASK)
			yes |= (uint64_t)2 << (2 * i);
	}
	return yes;
}

enum card_overlap card_touch_overlap(uint64_t matches, size_t i)
{
	if (matches & (uint64_t)1 << (2 * i))
		return OVERLAP_BOTH_YES;
	return matches & (uint64_t)2 << (2 * i) ? OVERLAP_ASK_FIRST : OVERLAP_NOTHING;
}
