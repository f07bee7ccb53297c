#pragma once
#include "html.h"
#include "safety.h"
#include "ui_view.h"

struct safety_front_view {
	bool is_paused, has_kept, has_plan;
	struct str kept_on, planned; /* days, as words */
};

struct safety_option_view {
	const char *value, *words;
	bool is_chosen, is_bare;
};

struct safety_begin_view {
	struct str answers;
	struct ui_first first;
};

struct safety_question_view {
	struct ui_first first;
	size_t number, count;
	struct safety_words words;
	struct str answers; /* so far: a letter each */
	struct safety_option_view option[3];
};

struct safety_result_view {
	struct ui_first first;
	enum safety_outcome outcome;
	bool is_paused;
	struct str answers;
	const char *note[SAFETY__COUNT];
	size_t n_notes;
	bool has_country;
	struct ui_call call;
	struct ui_lines group[2];
	size_t n_groups;
};

struct safety_row_view {
	const char *title, *answer;
};

struct safety_answers_view {
	bool has_kept;
	struct str day;
	struct safety_row_view row[SAFETY__COUNT];
};

/* --- the plan */
struct safety_step_view {
	size_t number;
	struct safety_step_words words;
	const struct safety_list *list;
	struct url address;
};

struct safety_plan_view {
	struct safety_step_view step[SAFETY_STEPS];
	bool is_empty;
	struct str planned;
	struct str emergency; /* "112 or 999"; empty: the country is not known */
};

#define SAFETY_CHIPS_MAX 16

struct safety_chip_view {
	struct str line;
	bool is_ticked;
};

struct safety_edit_view {
	size_t number;
	struct safety_step_words words;
	struct url action, back, skip;
	struct str text;
	const char *error;
	struct safety_chip_view chip[SAFETY_CHIPS_MAX];
	size_t n;
};
