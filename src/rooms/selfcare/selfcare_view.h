#pragma once
#include "html.h"
#include "selfcare.h"
#include "ui_view.h"

struct selfcare_line_view {
	struct str words, when, how; /* when, how may be empty */
	struct url open;
};

struct selfcare_lines_view {
	const struct selfcare_line_view *row;
	size_t n;
};

struct selfcare_nudge_view {
	const char *why; /* NULL: nothing is said */
};

struct selfcare_home_view {
	struct selfcare_nudge_view nudge;
	struct url week;
	bool has_week; /* this one was looked at, or begun */
	const char *note;
	struct selfcare_lines_view booked;
	struct ui_door door[8];
	size_t n_doors;
};

struct selfcare_idea_view {
	unsigned number;
	const char *words;
	struct str minutes;
};

struct selfcare_group_view {
	const char *title, *lead;
	const struct selfcare_idea_view *idea;
	size_t n;
};

#define SELFCARE_GROUPS_MAX 9

struct selfcare_ideas_view {
	struct selfcare_group_view group[SELFCARE_GROUPS_MAX];
	size_t n;
};

struct selfcare_body_view {
	struct str sleep; /* a sentence */
	const char *says; /* what the two sources say to it */
	struct selfcare_lines_view booked, waiting;
	struct selfcare_ideas_view ideas, health;
	struct str readers;
	const char *note;
};

struct selfcare_time_view {
	struct selfcare_lines_view booked, one_day, passed;
	struct selfcare_ideas_view ideas;
	struct str readers;
	const char *note;
};

struct selfcare_person_view {
	struct str name, how, reach; /* how: "A friend. Listens, lends a hand"; may be empty */
	struct url open;
};

struct selfcare_people_view {
	const struct selfcare_person_view *row;
	size_t n;
	struct str readers;
	const char *note;
};

/* --- forms */
struct selfcare_form_view {
	const char *title, *lead, *note, *button;
	struct url action, back, remove;
	struct str id, readers;
	uint32_t version; /* 0: a new one */
	struct ui_field words, reach;
	const char *kind;
	struct ui_when when;
	struct ui_option minutes[12];
	size_t n_minutes;
	struct ui_option tie[SELFCARE_ROWS_MAX], helps[SELFCARE_ROWS_MAX];
	size_t n_ties, n_helps;
};

/* --- a week */
struct selfcare_pick_view {
	struct str id, words;
	bool is_chosen;
};

struct selfcare_question_view {
	struct url action, back;
	size_t step, steps;
	struct selfcare_question_words words;
	struct str when;
	struct ui_option option[SELFCARE_LOAD_MAX + 1];
	size_t n;
	bool is_people; /* pick: whom; nobody is an answer too */
	const struct selfcare_pick_view *pick;
	size_t n_picks;
	bool is_nobody, is_somebody;
};

struct selfcare_answer_view {
	const char *title;
	struct str words; /* empty: skipped */
	struct url edit;  /* when the week is open */
};

struct selfcare_week_view {
	struct day monday;
	struct str when, readers; /* readers: of the totals of measures; empty: nobody */
	bool is_now, is_open, is_empty,
		is_waiting; /* waiting: something of one's own has no day yet */
	struct selfcare_answer_view row[SELFCARE_QUESTIONS + 2];
	size_t n;
	struct str sleep;
	struct url remove;
	struct ui_door door[2]; /* to room measure */
	size_t n_doors;
	struct selfcare_nudge_view nudge;
};

/* --- week by week */
#define SELFCARE_CURVE_MAX 26

struct selfcare_curve_row {
	struct str when, load, sleep, phq4;
	struct url open;
};

struct selfcare_curve_view {
	bool has_chart;
	struct ui_chart chart;
	struct selfcare_curve_row row[SELFCARE_CURVE_MAX]; /* the newest first */
	size_t n;
	struct url week;
	struct str readers; /* of the totals of measures; empty: nobody */
};

/* --- shown to somebody */
struct selfcare_shown_view {
	struct selfcare_lines_view booked, one_day;
	const struct selfcare_person_view *person;
	size_t n_people;
};
