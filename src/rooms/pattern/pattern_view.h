#pragma once
#include "html.h"
#include "pattern.h"

/* --- the drawing of the four boxes */
#define PATTERN_BOXES 4
#define PATTERN_LINES 2 /* of words in a box */

struct pattern_text {
	int x, y;
	struct str words;
};

struct pattern_box_view {
	int x, y, width, height, number;
	struct pattern_text head, line[PATTERN_LINES], count;
	size_t n_lines;
	bool is_mine, is_theirs, is_open; /* open: nothing is known */
};

struct pattern_ring_view { /* one drawing; the boxes are the same in both */
	const char *id;	   /* of the title; another one in each */
	const char *id_words, *class, *frame, *joined;
	struct str told;
	struct pattern_box_view box[PATTERN_BOXES];
};

struct pattern_switch_view {
	struct url address;
	struct str words;
	bool is_here;
};

struct pattern_loop_view {
	bool is_there; /* there was a moment */
	bool is_drawn; /* and somebody did something; else words alone say it */
	struct str sentence;
	struct pattern_ring_view ring, stack;
	struct pattern_switch_view side[2];
	size_t n_sides;
};

/* --- the pictures of the days */
struct pattern_point_view {
	int x, y;
};

#define PATTERN_WEEKS_MAX 12
#define PATTERN_RUNS_MAX  (7 * PATTERN_WEEKS_MAX)

struct pattern_panel_view {
	const char *id, *id_words;
	struct str name, told, first, last;
	const char *top, *foot;		   /* words of the highest and of the lowest answer */
	struct str line[PATTERN_RUNS_MAX]; /* days in a row */
	size_t n_lines;
	struct pattern_point_view point[PATTERN_RUNS_MAX], mark[PATTERN_RUNS_MAX];
	int week[PATTERN_WEEKS_MAX];
	size_t n_points, n_marks, n_weeks;
	int radius;
	bool is_theirs;
};

struct pattern_row_view {
	struct str when;
	const char *mine, *theirs; /* NULL: not noted */
};

struct pattern_days_view {
	struct str sentence;
	struct pattern_switch_view of[2], weeks[3];
	struct pattern_panel_view panel[2];
	size_t n_panels;
	struct pattern_row_view row[7 * PATTERN_WEEKS_MAX];
	size_t n_rows;
	bool has_marks, is_empty; /* empty: not a day with an answer, however far one looks back */
};

/* --- what may be said */
struct pattern_said_view {
	struct str same[PATTERN_LINKS], next[PATTERN_LINKS];
	size_t n_same, n_next;
	size_t days, pairs; /* what it rests on */
	bool is_enough, is_enough_next;
};

struct pattern_view {
	struct str name; /* of the other, when has_theirs */
	bool has_theirs, is_paused;
	struct pattern_loop_view loop;
	struct pattern_days_view days;
	struct pattern_said_view said;
};
