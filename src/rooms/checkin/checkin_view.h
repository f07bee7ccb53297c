#pragma once
#include "checkin.h"
#include "html.h"

struct checkin_option_view {
	const struct code_row *answer;
	bool is_chosen;
	int near; /* 1…5: the drawing of two lines; 0: none */
};

struct checkin_question_view {
	struct url action, back, next;
	struct str when; /* "today" */
	size_t step, steps;
	const char *title, *lead, *why;
	struct checkin_option_view option[10];
	size_t n_options; /* 0: a text is asked for */
	struct str good, readers;
	const char *error;
};

struct checkin_row_view {
	const char *title;
	struct str answer; /* empty: skipped */
	struct url edit;
};

struct checkin_day_view {
	struct str when;
	struct url remove;
	struct checkin_row_view row[CHECKIN__COUNT];
	size_t n;
	bool is_open, is_empty;
};

struct checkin_shown_answer {
	const char *title, *words;
};

struct checkin_shown_day {
	struct str when, good;
	struct checkin_shown_answer answer[CHECKIN__COUNT];
	size_t n;
};

struct checkin_shown_month {
	struct str title;
	const struct checkin_shown_day *day;
	size_t n;
	bool is_open; /* the newest ones; the others unfold */
};

struct checkin_list_row {
	struct str when, summary;
	struct url open;
	int near; /* 1…5; 0: not answered */
	bool is_filled;
};

struct checkin_list_view {
	struct checkin_list_row row[CHECKIN_DAYS_BACK + 1];
	size_t n;
};
