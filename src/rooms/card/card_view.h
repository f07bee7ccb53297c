#pragma once
#include "card.h"
#include "html.h"
#include "ui_view.h"

#define CARD_OWN_SPARE	 2 /* empty lines that stand ready */
#define CARD_FIRST_ASKED 2 /* questions, of the first minutes: what helps, what is left out */
#define CARD_FIRST_CHIPS 6

struct card_chip_view {
	const struct card_chip *chip;
	bool is_chosen;
};

struct card_own_view {
	struct str text;
	bool is_long;
};

struct card_section_view { /* of a form */
	const struct card_section *section;
	struct card_chip_view chip[CARD_CHIPS_MAX];
	size_t n_chips;
	struct card_own_view own[CARD_LINES_MAX + CARD_OWN_SPARE];
	size_t n_own;
	const char *error;
};

struct card_form_view {
	const struct card_words *words;
	struct url action, back;
	uint32_t version;
	size_t step, steps; /* step 0: everything on one page */
	struct card_section_view section[CARD_SECTIONS_MAX];
	size_t n;
	const char *note; /* what needs another look; NULL: nothing */
	struct str goes;  /* from when the version is that makes room for this save; empty: none */
	struct str who;	  /* who sees it */
	bool is_ours;
	struct ui_first first;
};

struct card_said_view { /* one section as it reads */
	const char *title;
	struct str line[CARD_LINES_MAX];
	bool is_suggested[CARD_LINES_MAX];
	size_t n;
};

struct card_text_view {
	struct card_said_view section[CARD_SECTIONS_MAX];
	size_t n;
	struct str written, week; /* week: of limits */
	bool is_this_week;
};

struct card_reader_view { /* somebody a card is, or could be, shared with */
	struct str name;
	struct url share, stop;
	bool is_on, is_stopped, is_resting;
};

struct card_suggestion_view {
	struct str name, text, id; /* name: who suggests it */
	const char *section;
	struct url action;
	const char *error;
};

struct card_page_view {
	const struct card_words *words;
	struct url begin, edit, versions;
	size_t steps;
	bool is_written, is_empty, has_versions, is_kept;
	struct card_text_view text;
	struct card_reader_view *reader;
	size_t n_readers;
	struct card_suggestion_view *suggestion;
	size_t n_suggestions;
	struct str who; /* "Only you see this", "You and Sam" */
	bool is_ours;
	const char *note;
	struct ui_stopped stopped;
};

struct card_row_view {
	struct url address;
	const char *title;
	struct str state;
};

struct card_list_view {
	struct card_row_view row[CARD__COUNT + 1];
	size_t n;
	struct card_row_view *theirs; /* cards others share */
	size_t n_theirs;
};

struct card_versions_view {
	const struct card_words *words;
	struct url back;
	struct card_row_view row[CARD_VERSIONS_MAX];
	size_t n;
	uint32_t number; /* of the one shown */
	struct card_text_view text;
};

/* The end of it in the first minutes: the card as somebody else would have it. */
struct card_first_view {
	struct ui_first first;
	struct str name;
	struct html sheet;
	struct url edit;
};

/* Before sharing, and before stopping. */
struct card_share_view {
	const struct card_words *words;
	struct str name; /* of the other */
	struct url action, back;
	struct html sheet; /* the copy, shown as they will see it */
	bool is_on, has_copy;
	const char *note;
};

struct card_theirs_view {
	struct str name;
	struct url action, withdraw;
	const struct card_words *words;
	struct html sheet;
	bool has_card, is_kept;
	struct card_suggestion_view mine[8];
	size_t n_mine;
	struct ui_option section[CARD_SECTIONS_MAX];
	size_t n_sections;
	struct ui_field line;
	const char *note;
};

struct card_touch_view {
	const char *words;
	const char *answer; /* NULL: none */
	struct str until;   /* how long it counts; "ask again" */
	struct url change;
	bool is_over; /* its 30 days have ended */
};

struct card_close_view {
	struct card_touch_view row[CARD_TOUCHES];
	bool has_any, has_yes, is_told, has_partner;
	struct str name; /* the partner */
};

struct card_ask_view {
	const char *words;
	size_t step, steps;
	struct url action, back;
	struct ui_option option[3];
	struct ui_field after;
};

struct card_both_view {
	struct str name;
	const char *yes[CARD_TOUCHES], *ask[CARD_TOUCHES];
	size_t n_yes, n_ask;
};
