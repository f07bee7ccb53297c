/* card: what one person wants the other to know, written before it is needed. What a card is, and
 * its rules; pure.
 *
 * A card has sections; a section has lines: chips (words of card.def, chosen) and own lines. A line
 * keeps its place. Every save that changes something is a version; times are those of the save, so
 * nobody can write into the past. Source: art.15, art.17, art.25. */
#pragma once
#include "bytes.h"
#include "day.h"

#define CARD_LINES_MAX	  40
#define CARD_LINE_MAX	  160 /* characters of an own line */
#define CARD_SECTIONS_MAX 6
#define CARD_CHIPS_MAX	  16
#define CARD_VERSIONS_MAX 20
#define CARD_OWN_MAX	  64 /* own lines a form can send, empty ones included */

enum card_kind {
#define CARD(id, address, title, name, lead, what_for) CARD_##id,
#include "card.def"
	CARD__COUNT
};

struct card_words {
	const char *address, *title, *name, *lead, *what_for;
};

struct card_section {
	uint8_t number; /* stored */
	const char *title, *hint;
};

struct card_chip {
	uint8_t number; /* stored */
	const char *words;
};

const struct card_words *card_words(enum card_kind k);
size_t card_sections(enum card_kind k);
bool card_find_kind(struct str address, enum card_kind *ret);
const struct card_section *card_section(enum card_kind k, size_t i); /* NULL past the end */
const struct card_chip *card_chip(enum card_kind k, uint8_t section, size_t i); /* the same */
/* Words of a stored chip; NULL when the section has none of that number. */
const char *card_chip_words(enum card_kind k, uint8_t section, uint8_t number);
bool card_has_section(enum card_kind k, uint8_t section);

struct card_line {
	uint8_t section, chip;		/* chip 0: an own line */
	struct str text;		/* of an own line */
	struct instant written, edited; /* edited 0: never */
	bool is_suggested;		/* taken on from the other's suggestion */
};

struct card {
	struct id16 id;
	enum card_kind kind;
	uint32_t version; /* 0: not written yet */
	size_t n;
	struct card_line line[CARD_LINES_MAX];
	struct instant written, edited; /* of version 1, of this version when later */
};

/* The words of a line. */
struct str card_line_words(enum card_kind k, const struct card_line *l);

/* What a form sends: of every section that was asked, the chips that are ticked and the own lines
 * in their order, an emptied line as an empty text in its place. */
struct card_sent {
	bool is_asked[CARD_SECTIONS_MAX + 1];  /* by section number */
	uint32_t chips[CARD_SECTIONS_MAX + 1]; /* bits, by chip number */
	size_t n;
	struct {
		uint8_t section;
		struct str text;
	} own[CARD_OWN_MAX];
};

enum card_refusal {
	CARD_FINE,
	CARD_LONG,   /* a line of more than CARD_LINE_MAX characters */
	CARD_FULL,   /* more than CARD_LINES_MAX lines, or more than a page holds */
	CARD_MOVED,  /* it is not the version any more that was looked at */
	CARD_BIG,    /* longer than what can be shared, and it is shared */
	CARD_GONE,   /* the other's card is not there to suggest a line for */
	CARD_ENOUGH, /* as many suggestions are open as one can have */
};

/* does   brings the card to what was sent: ticked chips that were there keep their place, new ones
 * follow; own lines keep theirs, changed ones become edited, emptied ones go, further ones follow.
 * On a refusal the card is as before
 * ret    ret_changed false: it was so already, and there is no new version */
enum card_refusal card_change(struct card *c, const struct card_sent *sent, struct instant now,
			      bool *ret_changed);

/* One own line more, from a suggestion. */
enum card_refusal card_take(struct card *c, uint8_t section, struct str text, struct instant now);

/* The Monday of the week the card speaks of: when it was last saved. */
struct day card_week(struct day d);

/* What a form would send that changes nothing. Owner of the texts: the card. */
void card_sent_of(const struct card *c, struct card_sent *ret);

/* How the card reads to somebody it is shared with: nothing of it but what is shown. */
struct card_copy {
	enum card_kind kind;
	size_t n;
	struct card_line line[CARD_LINES_MAX]; /* without times */
	struct day written, edited;	       /* edited 0: never */
};

void card_copy(const struct card *c, struct minutes east, struct card_copy *ret);

/* --- closeness: kinds of touch, asked for one by one. Silence is no. What is shown to both is only
 * where both said yes, or yes or "ask me"; never a single answer. Source: art.16. */
#define CARD_TOUCHES 12

enum card_answer { ANSWER_SILENT, ANSWER_YES, ANSWER_ASK, ANSWER_NOT_NOW, ANSWER__COUNT };

enum card_overlap { OVERLAP_NOTHING, OVERLAP_ASK_FIRST, OVERLAP_BOTH_YES };

const char *card_touch(size_t i);		   /* words; NULL past the end */
const char *card_answer_words(enum card_answer a); /* "yes" */
/* The slots of yes.def that closeness has, and those of them that these answers say yes to. */
uint64_t card_touch_slots(void);
uint64_t card_touch_slot(size_t i); /* both of one kind */
uint64_t card_touch_yes(const enum card_answer answer[CARD_TOUCHES]);
enum card_overlap card_touch_overlap(uint64_t matches, size_t i);
