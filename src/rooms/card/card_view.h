#pragma once
#include "card.h"
#include "html.h"
#include "ui_view.h"

#define CARD_OWN_SPARE 2 /* empty lines that stand ready */

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
	struct str who;	  /* who sees it */
};

struct card_said_view { /* one section as it reads */
	const char *title;
	struct str line[CARD_LINES_MAX];
	size_t n;
};

struct card_text_view {
	struct card_said_view section[CARD_SECTIONS_MAX];
	size_t n;
	struct str written, week; /* week: of limits */
	bool is_this_week;
};

struct card_page_view {
	const struct card_words *words;
	struct url begin, edit, versions;
	size_t steps;
	bool is_written, is_empty, has_versions, is_kept;
	struct card_text_view text;
};

struct card_row_view {
	struct url address;
	const char *title;
	struct str state;
};

struct card_list_view {
	struct card_row_view row[CARD__COUNT + 1];
	size_t n;
};

struct card_versions_view {
	const struct card_words *words;
	struct url back;
	struct card_row_view row[CARD_VERSIONS_MAX];
	size_t n;
	uint32_t number; /* of the one shown */
	struct card_text_view text;
};
