#pragma once
#include "html.h"
#include "programme.h"
#include "ui_view.h"

struct programme_row_view {
	const char *n; /* what stands in the circle */
	struct url address;
	struct str title, text;
	const char *state;
	bool is_here;
};

struct programme_part_view {
	int phase;
	const char *words;
	struct programme_row_view row[PROGRAMME_SESSIONS];
	size_t n;
};

struct programme_front_view {
	bool has_begun, is_alone, has_partner, is_resting, is_all_done;
	struct str name;
	struct url next;
	struct str next_title, next_text, next_time, call;
	struct str when, refresher; /* planned; empty: not */
	enum programme_call called;
	struct programme_part_view part[3];
};

struct programme_plan_view {
	struct str session;
	struct ui_when when;
	const char *note;
	uint32_t version;
	bool is_kept; /* there is one */
	struct str readers;
	struct str refresher; /* when it is; empty: not chosen */
	struct url refresher_step;
};

struct programme_session_view {
	const struct programme_session *s;
	struct programme_row_view row[PROGRAMME_STEPS_MAX];
	size_t n;
	struct url begin, skip, go_on, next, ready;
	bool is_begun, is_finished, is_two, is_first, has_next;
	bool has_gate; /* part three opens when both say yes */
	bool has_said; /* ready, or yes to part three */
	bool are_both;
	struct str name;
};

struct programme_option_view {
	size_t number;
	struct str words;
	bool is_chosen;
};

struct programme_field_view {
	const struct programme_field *field;
	const char *name;
	struct str label, value;
	const char *error;
	struct programme_option_view option[PROGRAMME_ITEMS_MAX];
	size_t n;
};

struct programme_form_view {
	struct url action;
	struct str entry; /* hexadecimal; empty: a new one */
	uint32_t version;
	struct programme_field_view field[PROGRAMME_FIELDS_MAX];
	size_t n;
	const char *button, *note;
	bool is_change, goes_on; /* goes_on: saving it can finish the step */
	bool is_main;		 /* the one thing to do on its page */
	struct str readers;	 /* who can read it; empty: nobody else */
};

struct programme_line_view {
	struct str label, text; /* label: empty when there is one field only */
};

struct programme_said_view { /* one entry as it reads */
	struct programme_line_view line[PROGRAMME_ITEMS_MAX];
	size_t n;
	struct url change;
	struct str entry, when;
};

struct programme_need_view {
	struct str words;
	bool is_met, is_passed;
};

struct programme_step_view {
	const struct programme_session *s;
	const struct programme_step *step;
	struct html words, alone;
	size_t at; /* from 1 */
	struct url back, mark, remove, turn, pass, show, link;
	const char *kind, *link_words;
	enum programme_mark marked;
	bool is_two, is_paused, is_kept, is_hard, is_done;
	struct str name;
	struct programme_said_view said[PROGRAMME_ENTRIES_MAX];
	size_t n_said;
	bool has_form;
	struct programme_form_view form;
	struct programme_need_view need[8];
	size_t n_needs;
	/* of the session about touch: what both welcome */
	bool has_touches;
	struct programme_touch_view {
		const char *words;
		bool is_ask;
	} touch[PROGRAMME_ITEMS_MAX];
	size_t n_touches;
	/* what both show each other */
	bool can_show, is_released, is_long, has_turns, has_pass;
	struct url two;
	const char *error;
};

struct programme_shown_view { /* one step of what is shared by topic */
	int session;	      /* 0: the same as the row before */
	struct str title, step;
	struct programme_said_view *said;
	size_t n;
};

struct programme_pair_view {
	const struct programme_step *step;
	struct url back;
	struct str me, name;
	bool is_marks;
	struct str both[PROGRAMME_ITEMS_MAX], mine[PROGRAMME_ITEMS_MAX],
		theirs[PROGRAMME_ITEMS_MAX];
	size_t n_both, n_mine, n_theirs;
	struct programme_said_view said[PROGRAMME_ENTRIES_MAX], heard[PROGRAMME_ENTRIES_MAX];
	size_t n_said, n_heard;
};

struct programme_turn_view {
	const struct programme_step *step;
	struct url back, begin, look;
	long seconds, most; /* seconds 0: not begun */
	bool is_begun, is_over;
};

struct programme_pass_view {
	const struct programme_step *step;
	struct url back, action;
	struct url next; /* when both were seen */
	struct str me, other;
	int at;			/* 1 the one whose phone it is, 2 hand over, 3 the other, 4 both */
	const struct str *held; /* sealed: the page that the second one holds tells nothing of it */
	size_t n_held;
	bool is_lost; /* what was held came back changed, or of another session */
	struct programme_form_view form;
	struct programme_pair_view pair;
};
