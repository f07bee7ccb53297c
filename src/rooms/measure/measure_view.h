#pragma once
#include "html.h"
#include "measure.h"
#include "ui_view.h"

/* --- words about totals */
struct measure_row_view { /* of a table of totals */
	struct str day, total, band;
	struct url open; /* empty: nothing to open */
	bool is_typed;
};

/* What became of one measure: a sentence, a drawing, a table. */
struct measure_course_view {
	const struct measure *measure;
	struct str last, change; /* "38 of 80, on 3 November 2026"; may be empty */
	bool has_chart;
	struct ui_chart chart;
	const struct measure_row_view *row; /* the newest first */
	size_t n;
};

/* --- the list */
struct measure_begun_view {
	const struct measure *measure;
	struct str when;
	size_t done, all;
	struct url go_on, drop;
};

struct measure_door_view {
	const struct measure *measure;
	struct url open;
	struct str last; /* "Last: 38 of 80, on 3 Nov"; may be empty */
};

struct measure_list_view {
	struct str readers;
	struct measure_begun_view begun[MEASURES];
	struct measure_door_view suits[MEASURES], mine[MEASURES], more[MEASURES], typed[MEASURES];
	size_t n_begun, n_suits, n_mine, n_more, n_typed;
};

/* --- one measure */
struct measure_about_view {
	const struct measure *measure;
	struct str readers, is_soon; /* is_soon: the day of the last one; empty: not soon */
	struct url start, go_on, all, drop, type_in, often;
	bool is_begun;
	struct str begun;
	size_t done, questions;
	struct ui_choices weeks;
	struct str suits; /* the day from which it suits; empty: not asked for */
	struct measure_course_view course;
	const struct measure_row_view *unfinished; /* results without a total */
	size_t n_unfinished;
};

/* --- answering */
struct measure_help_view {
	struct ui_call call;
	bool has_country;
	struct ui_lines lines;
};

struct measure_option_view {
	size_t number;
	const char *words;
	bool is_chosen;
};

#define MEASURE_OPTIONS_MAX 8

struct measure_question_view {
	const struct measure *measure;
	struct url action, back, about, done, worse;
	size_t step, steps;
	const char *stem, *text; /* stem: NULL when the question says it all */
	bool is_first, is_scored, is_long, needs_help;
	struct measure_option_view option[MEASURE_OPTIONS_MAX];
	size_t n;
};

struct measure_sheet_question_view {
	struct str name;
	const char *text;
	size_t number;
	bool is_scored, is_skipped;
	struct measure_option_view option[MEASURE_OPTIONS_MAX];
	size_t n;
};

struct measure_sheet_view {
	const struct measure *measure;
	struct str readers;
	struct url action, about, worse;
	struct measure_sheet_question_view question[MEASURE_ANSWERS];
	size_t n;
};

struct measure_gap_view {
	struct url open;
	size_t number;
	const char *text;
};

struct measure_done_view {
	const struct measure *measure;
	struct url action, back, drop;
	struct str readers;
	bool is_whole, is_empty, needs_help;
	struct measure_help_view help;
	struct measure_gap_view gap[MEASURE_ANSWERS];
	size_t n;
};

struct measure_worse_view {
	const struct measure *measure;
	struct url back, drop;
};

/* --- a result */
struct measure_answer_view {
	size_t number;
	const char *text, *words; /* words NULL: no answer */
	bool is_scored;
	unsigned points;
};

struct measure_result_view {
	const struct measure *measure;
	struct url back, print, edit, remove;
	struct str day, total, change, missing, readers;
	const char *say;
	bool is_new, has_total, is_typed, needs_help, has_groups;
	size_t groups;
	struct measure_help_view help;
	struct measure_answer_view answer[MEASURE_ANSWERS];
	size_t n;
	const struct measure_row_view *row; /* on the sheet: all totals, the newest first */
	size_t n_rows;
};

struct measure_form_view {
	const struct measure *measure;
	const char *title, *lead;
	struct url action, back;
	struct str readers;
	bool has_total;
	bool is_new; /* not kept so far */
	struct ui_field total;
	struct ui_when when;
};
