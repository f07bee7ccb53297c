#pragma once
#include "feeds.h"
#include "html.h"
#include "ui_view.h"

#define CALENDAR_ALARMS 7

struct calendar_row_view {
	struct str when, title;
};

struct calendar_view {
	const char *note; /* what has just happened, or why there is no link; NULL: nothing */
	bool is_on, is_kept;
	const struct calendar_row_view *row;
	size_t n;
	struct ui_field plan, two, reminder;
	struct ui_option alarm[CALENDAR_ALARMS];
	size_t n_alarms;
};

struct calendar_link_view {
	bool is_on;
	struct str address; /* secret */
	struct url here;    /* the same for the calendar of this device */
};
