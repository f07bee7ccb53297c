/* What the pages of Help now show. */
#pragma once
#include "help.h"
#include "html.h"
#include "icon.h"
#include "journey_calming.h"
#include "ui_view.h"

#define HELP_ROWS_MAX	   24
#define HELP_COUNTRIES_MAX 32

struct help_country_view {
	struct str code, name;
	bool is_chosen;
};

struct help_door_view {
	struct url address;
	enum icon icon;
	const char *title, *text;
};

struct help_lines_view {
	struct help_door_view door[4];
	bool is_signed_in;
	struct str country; /* name; empty: not known */
	struct ui_call call;
	struct ui_lines group[3];
	struct help_country_view choice[HELP_COUNTRIES_MAX];
	size_t n_choices;
	struct url here; /* the page the country form comes back to */
	const char *now[HELP_ROWS_MAX], *today[HELP_ROWS_MAX], *talk[HELP_ROWS_MAX];
	size_t n_now, n_today, n_talk;
	const char *calling[HELP_ROWS_MAX];
	size_t n_calling;
};

struct help_walk_view {
	const struct help_screen *screen;
	size_t number, of;
	struct url back, next;
	struct url note; /* of what set it off; leads back here */
	const char *back_words, *next_words;
	const char *line[HELP_ROWS_MAX];
	size_t n;
	bool can_send; /* the sentences may be sent as a text */
	bool is_signed_in;
	const struct help_need *need; /* of a screen of ACT; NULL: not picked yet */
	const struct help_need *needs[HELP_ROWS_MAX];
	size_t n_needs;
	struct url need_base; /* the page the answer leads to */
	const struct help_box *box[HELP_ROWS_MAX];
	size_t n_boxes;
	const char *not_you[HELP_ROWS_MAX];
	size_t n_not_you;
	const struct journey_calming *calming; /* NULL: not on this screen, or there is none */
};

struct help_tool_view {
	struct ui_first first;
	const struct help_tool *tool;
	struct url address, self; /* self: the page of the tool, as the step it is here */
	struct url worse, never;  /* never: keeps "do not offer me this again" */
	const char *step[HELP_ROWS_MAX];
	size_t n;
	int before; /* DISTRESS_NONE: not said */
	bool is_signed_in, is_never;
	enum help_outcome outcome;
	const struct outcome_words *words;
	const struct help_tool *instead; /* NULL: none left */
	struct url instead_address;
};

struct help_tools_view {
	struct help_tool_view row[TOOL__COUNT];
	size_t n;
	bool has_hidden; /* some are left out because they made it worse */
	bool is_kept;	 /* just now */
};
