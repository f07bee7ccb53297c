#pragma once
#include "approach.h"
#include "html.h"
#include "ui_view.h"

#define APPROACH_RATINGS     (APPROACH_RATING_MAX / 5 + 2)
#define APPROACH_SUGGESTIONS 24

/* --- the list */
struct approach_row_view {
	struct str text, rating, state, plan; /* plan empty: none */
	struct url address, log;
	bool is_here, is_piece;
};

struct approach_list_view {
	const struct approach_row_view *row, *away;
	size_t n, n_away;
	bool has_partner;
	struct str name, readers;
	const char *note;
};

struct approach_areas_view {
	struct ui_door door[APPROACH_AREAS];
	size_t n;
};

struct approach_suggestion_view {
	const struct approach_suggestion *suggestion;
	struct str rating;
	bool is_there; /* on the list already */
};

struct approach_area_view {
	const struct approach_area_words *words;
	struct url action;
	struct approach_suggestion_view row[APPROACH_SUGGESTIONS];
	size_t n;
	bool is_closeness;
	const char *note;
};

/* --- forms */
struct approach_form_view {
	const char *title, *lead, *note, *button;
	struct str readers, of; /* of: the step it is a piece of; empty: none */
	struct url action, back;
	uint32_t version;
	struct str text;
	const char *text_error, *rating_error;
	struct ui_option rating[APPROACH_RATINGS], area[APPROACH_AREAS];
	size_t n_ratings, n_areas; /* 0 areas: not asked */
};

#define APPROACH_MINUTES 9

struct approach_log_view {
	struct str readers, of;
	struct url action, back, worse;
	uint32_t version;
	const char *note, *rating_error, *words_error;
	struct ui_when when;
	struct str words;
	struct ui_option companion[APPROACH_COMPANIONS], minutes[APPROACH_MINUTES],
		before[APPROACH_RATINGS], peak[APPROACH_RATINGS], after[APPROACH_RATINGS],
		stop[APPROACH_STOPS];
	size_t n_companions, n_minutes, n_ratings, n_stops;
	bool is_left_early;
};

/* --- one step */
struct approach_plan_view {
	struct str when, how; /* how: "30 minutes, on my own, at the market"; may be empty */
	struct url log, change, cancel;
};

struct approach_done_view {
	struct str when, before, peak, after, minutes;
	struct url change;
	bool is_left_early;
};

struct approach_link_view {
	struct url address;
	struct str words, rating;
};

struct approach_reader_view {
	struct str name;
	struct url share, stop;
	bool is_on, is_stopped, is_resting;
};

struct approach_step_view {
	struct str text, rating, area;
	struct approach_link_view parent;
	bool has_parent, is_away, is_pause, is_next, is_smaller, is_threat;
	const char *word, *reason, *note;
	unsigned most; /* of what comes next */
	const struct approach_link_view *next;
	size_t n_next;
	struct url plan, log, split, edit, away, back, up, worse, add_next;
	const struct approach_plan_view *planned;
	size_t n_planned;
	const struct approach_reader_view *reader;
	size_t n_readers;
	const struct approach_done_view *done;
	size_t n_done;
	bool has_chart;
	struct ui_chart chart;
};

/* --- between two */
struct approach_copy_view {
	struct str text, rating, when, how; /* when empty: no plan */
};

struct approach_shown_view {
	struct str text, rating, when, how, first, last;
	size_t n_done;
};

struct approach_share_view {
	struct str name;
	struct html sheet;
	struct url action, back;
	bool is_on;
};

struct approach_joint_row {
	size_t number;
	const char *words;
	struct str rating;
	bool is_ticked;
};

struct approach_joint_view {
	bool has_partner, is_paused;
	struct str name, until;
	struct approach_joint_row row[APPROACH_JOINT], both[APPROACH_JOINT];
	size_t n, n_both;
};

struct approach_worse_view {
	struct str text;
	struct url back, log;
};
