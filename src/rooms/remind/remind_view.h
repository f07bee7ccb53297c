#pragma once
#include "remind.h"
#include "ui_view.h"

struct remind_line_view {
	struct url change;
	struct str title, when; /* "Monday to Friday, 19:00" */
	bool is_in_calendar;
};

struct remind_view {
	const char *note; /* what has just happened; NULL: nothing */
	const struct remind_line_view *line;
	size_t n;
	bool is_full;
	bool wants_link; /* one is to be in a calendar, and no link carries it there */
};

struct remind_form_view {
	const char *title, *note; /* note: why it was not kept; NULL: nothing */
	struct url action, remove;
	uint32_t version; /* 0: a new one */
	struct ui_choices door;
	struct ui_option option[REMIND_DOORS], day[7];
	struct ui_field words, time;
	const char *days_error; /* NULL: none */
	bool is_in_calendar;
};
