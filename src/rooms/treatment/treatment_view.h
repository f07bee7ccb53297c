#pragma once
#include "treatment.h"
#include "ui_view.h"

struct treatment_card_view { /* a course on the front */
	struct str title, text;
	struct url address;
};

struct treatment_front_view {
	const struct treatment_card_view *card, *ended;
	size_t n, n_ended;
	struct str readers;
};

struct treatment_line_view {		/* one visit */
	struct str when, number, total; /* number, total: may be empty */
	const char *state;
	struct url address;
};

struct treatment_ask_view { /* one question */
	struct str words, id;
	struct url remove;
	bool is_asked;
};

struct treatment_course_view {
	struct str title, lead, readers, next, open, end, end_words;
	const char *about, *status, *next_step;
	struct url next_address, open_address, next_step_page;
	struct url plan, ask, edit, finish, again, sheet, remove, back;
	bool has_ended, has_next, has_open, has_next_page, is_whole;
	const struct treatment_line_view *line;
	size_t n;
	const struct treatment_ask_view *question;
	size_t n_questions;
	bool has_totals;
	struct str homework; /* of the last visit; may be empty */
};

struct treatment_visit_view {
	struct str title, when, readers, total, total_when, homework;
	const char *state, *done, *note, *status, *about;
	bool is_planned, is_attended, is_cancelled, is_moved, can_attend;
	struct url back, attended, cancelled, move, change, asked, ask, remove, measure;
	const struct treatment_ask_view *question;
	size_t n_questions;
	bool has_measure;
};

/* --- forms */
struct treatment_course_form_view {
	const char *title, *lead, *note, *button;
	struct str readers;
	struct url action, back;
	uint32_t version;
	struct ui_option option[THERAPY__COUNT];
	struct ui_choices therapy;
	struct ui_field other, clinician, planned;
};

struct treatment_visit_form_view {
	const char *title, *lead, *note;
	struct str readers;
	struct url action, back;
	uint32_t version;
	struct ui_when when;
	bool has_minutes;
	struct ui_field minutes;
};

struct treatment_homework_form_view {
	const char *note;
	struct str readers;
	struct url action, back;
	uint32_t version;
	struct ui_field words;
	struct ui_option option[TREATMENT_HOMEWORKS];
	struct ui_choices done;
};

struct treatment_question_form_view {
	const char *note;
	struct url action, back;
	struct ui_field words;
};

struct treatment_end_form_view {
	const char *note;
	struct str readers;
	struct url action, back;
	uint32_t version;
	bool is_new; /* nothing of an end was kept so far */
	struct ui_when when;
	struct ui_option reason_option[TREATMENT_ROWS_MAX], next_option[TREATMENT_ROWS_MAX];
	struct ui_choices reason, next;
	struct ui_field words;
};

/* --- for somebody else */
struct treatment_shown_view {
	struct str title, lead, end;
	const struct treatment_line_view *line;
	size_t n;
};
