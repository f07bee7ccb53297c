/* ui_view: what the components of ui.html show. A room fills a view and shows it:
 *
 *     {% use "ui.html.h" %}
 *     {% show ui_field(&v->name) %}
 *
 * Everything else of the look is a class on plain markup; src/web/assets/app.css is its list. */
#pragma once
#include "icon.h"

/* "Only you see this", or "You and Sam": stands at the top of every card with someone's words. */
struct ui_who {
	bool is_ours;
	struct str other; /* the name of the other, when is_ours */
};

/* The preview of what somebody shares: once on a page. Shown: as the other will have it; may be
 * empty. */
struct ui_sheet {
	struct str name; /* of the one who sees it */
	struct html shown;
	const char *after; /* a small line under it; NULL: none */
	bool is_on;	   /* it is shared already */
};

/* What the other one could ever open, before anything is shared: filled by room_powers (room.h). */
struct ui_powers {
	const struct str *row; /* what its writer could share */
	size_t n;
};

/* What is so after sharing stopped, said once. No name: nothing is said. */
struct ui_stopped {
	struct str title; /* of what it is; may be empty */
	struct str name;  /* of the one who could see it */
	bool is_back;	  /* taken back; else it stopped from now on */
};

/* A square code, as qr_svg draws it; its words stand beside it, so it is hidden from readers. */
struct ui_qr {
	size_t side;
	struct str path;
};

/* A line or a box to write in, a day or a time of day to choose. The hint and the error are tied to
 * the field, so that both are read out with it. An error says in plain words what to do next. */
struct ui_field {
	const char *name; /* also its id: once on a page */
	const char *label;
	const char *hint;  /* NULL: none */
	const char *error; /* NULL: none */
	struct str value;
	long length_max;	/* characters */
	int rows;		/* of a text area */
	struct str least, most; /* of a day, as "2026-11-22"; empty: any */
};

/* A day, and where asked its time and place: filled and read by when.h. */
struct ui_when {
	struct ui_field day, time, place;
	bool has_time, has_place;
};

struct ui_option {
	const char *value, *words;
	bool is_chosen;
	bool is_bare; /* "Not sure", "Rather not say": an answer, set apart */
};

/* Answers to one question, as radio buttons under a legend. */
struct ui_choices {
	const char *name, *legend;
	const struct ui_option *option;
	size_t n;
	bool is_chips; /* side by side: for one word each */
};

/* One question on a page: Continue, Skip, and why we ask. */
struct ui_question {
	struct url action;
	long number, count;
	struct ui_choices choices;
	const char *why;
};

/* One of a few large ways on. */
struct ui_door {
	struct url address;
	enum icon icon;
	struct str title, text;
};

/* A page with nothing on it yet: what it is for, that it can wait. */
struct ui_empty {
	bool is_for_two; /* draws one line and one that is not there yet */
	const char *title, *lead;
};

/* A page that is a step of somebody's first minutes, filled by first.h; not on: it is none. */
struct ui_first {
	bool is_on;
	size_t step, steps;
	struct url back, next;
};

/* Something did not go as meant: what, what is kept, one way on. */
struct ui_trouble {
	const char *title, *text;
	const char *kept; /* NULL: nothing was at stake */
	struct url way;
	const char *way_words;
};

/* Lines to call or text, of one kind: made by lines_fill (lines.h). */
#define UI_LINES_MAX 12
#define UI_LINKS_MAX 4

struct ui_number {
	struct url href;
	struct str shown, label, body; /* body: the word to text; may be empty */
};

struct ui_line {
	struct str name, hours, chat, note, checked;
	struct ui_number call[UI_LINKS_MAX], text[UI_LINKS_MAX];
	size_t n_call, n_text;
	bool is_unsure;
};

/* Emergency numbers: at the foot of a care card that says when to call, with its words as head. */
struct ui_call {
	struct str words; /* "Call 112 or 999 now if:" */
	struct ui_number number[UI_LINKS_MAX];
	size_t n; /* 0: the country is not known */
};

struct ui_lines {
	const char *title, *none; /* none: the sentence when there is no line; may be NULL */
	bool is_unchecked;	  /* all of them are of low confidence */
	struct ui_line line[UI_LINES_MAX];
	size_t n;
};

struct ui_pager {
	bool has_before, has_after;
	struct url before, after;
	const char *before_words, *after_words;
};

/* A drawing of numbers over days, as chart_fill (chart.h) makes it. In units of the drawing. */
#define UI_CHART_POINTS 40
#define UI_CHART_SERIES 3
#define UI_CHART_LABELS 8

enum ui_mark {
	UI_MARK_ROUND,
	UI_MARK_SQUARE,
	UI_MARK_DASH
}; /* a dash stands alone, without a line */

struct ui_chart_point {
	int x, y;
	bool is_last;
	bool begins; /* no line leads here from the point before */
};

struct ui_chart_line {
	const char *name;
	enum ui_mark mark;
	const struct ui_chart_point *point;
	size_t n;
	const struct str *run; /* pieces of the line: none goes through a gap */
	size_t n_runs;
};

struct ui_chart_label {
	int y;
	struct str words;
};

struct ui_chart {
	const char *id, *title;
	struct str sentence, told; /* told: every value, for those who do not see the drawing */
	struct ui_chart_line line[UI_CHART_SERIES];
	size_t n_lines;
	struct ui_chart_label label[UI_CHART_LABELS + 2];
	size_t n_labels;
	struct ui_chart_point first, last;
	bool has_last; /* there is room to say it */
	struct str first_value, last_value, first_day, last_day;
};
