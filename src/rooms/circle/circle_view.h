/* circle_view: what the templates of the room read. */
#pragma once
#include "circle.h"
#include "html.h"
#include "ui_view.h"

#define CIRCLE_VIEW_TASKS   30
#define CIRCLE_VIEW_HELPERS 12

struct circle_task_view {
	struct url address;
	const char *id;				/* hexadecimal */
	struct str title, when, how, note, who; /* who: of the owner's pages alone; may be empty */
	unsigned edition;
	int day;
	bool is_done;
};

struct circle_helper_view {
	struct url address;
	const char *id;
	struct str name, has; /* "2 things now" is never said: what they have, by name */
	bool has_link;
};

struct circle_list_view {
	const char *note; /* NULL: nothing */
	struct circle_task_view open[CIRCLE_VIEW_TASKS], taken[CIRCLE_VIEW_TASKS],
		done[CIRCLE_VIEW_TASKS], past[CIRCLE_VIEW_TASKS];
	size_t n_open, n_taken, n_done, n_past;
	struct circle_helper_view helper[CIRCLE_VIEW_HELPERS];
	size_t n_helpers;
	bool is_lost;
};

struct circle_task_page_view {
	const char *note;
	struct circle_task_view task;
	const char *state;
	bool is_open, is_taken, is_done, is_past;
	struct url edit, set, give, remove;
	const struct circle_helper_view *helper;
	size_t n_helpers;
};

struct circle_form_view {
	const char *title, *button, *note;
	struct url action, back;
	struct ui_field task, words;
	struct ui_when when;
	struct ui_option minutes[12];
	size_t n_minutes;
	bool is_weekly;
	unsigned edition;
};

struct circle_ideas_view {
	const struct circle_group_words *words;
	struct circle_idea_view {
		const char *title;
		size_t number;
	} row[20];
	size_t n;
};

struct circle_helper_form_view {
	struct ui_field name;
	const char *note;
	const char *idea[12];
	size_t n;
};

struct circle_helper_page_view {
	struct str name;
	struct ui_field field;
	const char *note;
	struct url here, link, off, remove;
	bool has_link;
	struct circle_task_view task[CIRCLE_VIEW_TASKS];
	size_t n;
};

struct circle_link_view {
	struct str name, address; /* secret: address, message */
	struct str message;
	struct url here, back;
	bool is_on;
};

struct circle_shown_view {
	const char *note;
	struct ui_field sign;
	bool is_in_calendar;
	struct str for_whom;
	struct circle_task_view task[CIRCLE_VIEW_TASKS];
	size_t n;
};

struct circle_words_view {
	const struct circle_message *message[20];
	size_t n;
};

/* --- whoever has a link. Nothing of it says what this is part of */
struct circle_help_view {
	struct url here;
	struct str sign;
	const char *note;
	struct circle_task_view own[CIRCLE_VIEW_TASKS], open[CIRCLE_VIEW_TASKS];
	size_t n_own, n_open, n_done; /* of one's own */
};
