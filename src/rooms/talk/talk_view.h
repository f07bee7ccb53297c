#pragma once
#include "html.h"
#include "talk.h"
#include "ui_view.h"

#define TALK_STEPS 5 /* of a first plan */

struct talk_front_view {
	struct ui_door door[4];
	size_t n;
	struct str readers;
};

/* --- one plan */
struct talk_reply_view {
	struct str said, reply;
	struct url change;
};

struct talk_try_view {
	struct str when, words;
	const char *outcome; /* NULL: not said */
	struct url change;
};

struct talk_plan_view {
	enum talk_side side;
	struct str title, name, readers;
	bool is_empty;
	struct url begin, opening_change, when_change, replies_change, no_change, ask_change;
	struct url own, cards, note, print, back, remove;
	struct str opening, when, where;
	struct talk_reply_view reply[TALK_REPLIES_MAX];
	size_t n_replies;
	struct str no[TALK_ROWS_MAX + 1];
	size_t n_nos;
	struct str ask;
	struct url ask_page;
	bool has_ask_page, has_last, is_opening, wants_smaller, is_chosen; /* is_chosen: replies */
	const char *status, *after, *soon;				   /* NULL: none */
	const struct talk_try_view *try;
	size_t n_tries;
};

/* --- forms */
struct talk_pick_view { /* first sentences to choose from */
	struct str title, readers;
	struct url back, own;
	struct ui_door door[TALK_ROWS_MAX];
	size_t n, step; /* step 0: no first plan */
};

struct talk_part_view {
	const char *title, *lead, *note;
	struct str readers;
	struct url action, back, skip;
	size_t step; /* of a first plan; 0: one part alone */
	uint32_t version;
	bool has_when, is_many, has_field;
	struct ui_when when;
	const char *name, *legend;
	struct ui_option option[TALK_ROWS_MAX];
	size_t n;
	struct ui_field field;
	struct url remove;
	bool has_remove;
};

struct talk_reply_form_view {
	const char *note;
	struct str readers;
	struct url action, back, remove;
	uint32_t version;
	bool is_own, is_there; /* in own words; kept already */
	const char *lead;
	struct str said;
	struct ui_field said_field, reply;
};

struct talk_try_form_view {
	const char *note;
	struct str readers;
	struct ui_when when;
	struct url action, back, remove;
	uint32_t version;
	bool is_there;
	struct ui_option option[TALK_ROWS_MAX];
	struct ui_choices outcome;
	struct ui_field words;
};

/* --- cards */
struct talk_card_view {
	size_t number, count;
	const char *mine, *theirs; /* "You say", "They may say" */
	struct str said, reply;	   /* reply empty: the card needs no turning */
	bool is_turned, is_first, is_last, is_sample;
	struct url back, turn, next, before, change, worse, note;
	struct str no[TALK_ROWS_MAX + 1];
	size_t n_nos;
};

struct talk_worse_view {
	struct url back;
};

/* --- for somebody else */
struct talk_shown_view {
	const char *title;
	struct str opening, when, where, ask;
	struct str no[TALK_ROWS_MAX + 1];
	size_t n_nos;
	struct talk_reply_view reply[TALK_REPLIES_MAX];
	size_t n_replies;
	const struct talk_try_view *try;
	size_t n_tries;
};

/* --- side by side */
struct talk_position_view {
	const char *who, *words, *sure;
	int year;
	struct url address;
};

struct talk_option_view {
	const char *name, *long_name;
	const struct talk_fact *fact;
	struct talk_position_view position[4];
	size_t n;
};

struct talk_options_view {
	struct talk_option_view option[THERAPY__COUNT];
	size_t n;
};
