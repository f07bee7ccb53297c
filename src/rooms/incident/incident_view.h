#pragma once
#include "html.h"
#include "incident.h"
#include "ui_view.h"

/* --- a note, as it reads */
#define INCIDENT_FACTS 10

struct incident_fact_view {
	const char *title;
	struct str words, own; /* own: as somebody wrote it; either may be empty */
	struct url edit;
};

struct incident_note_view {
	struct str title, when; /* "They pulled away", "Yesterday, in the evening" */
	struct str said;	/* what happened, in own words; may be empty */
	struct incident_fact_view fact[INCIDENT_FACTS];
	size_t n;
};

struct incident_shown_month {
	struct str title;
	const struct incident_note_view *note;
	size_t n;
	bool is_open;
};

/* --- the list */
struct incident_row_view {
	struct str title, text;
	struct url open;
};

struct incident_list_view {
	const struct incident_row_view *row;
	size_t n;
	bool is_first, has_pager; /* is_first: nothing was ever noted, as far as is known */
	struct ui_pager pager;
	struct str readers; /* who can read this now; empty: nobody else */
};

/* --- the three taps */
struct incident_tap_view {
	struct url action, back;
	const char *title, *lead, *name;
	long step;
	struct ui_option option[INCIDENT_ROWS_MAX];
	size_t n;
	bool has_words, is_new;
	struct str words, id, readers;
	uint32_t version;
	const char *words_error, *note;
};

/* --- the rest, later */
struct incident_group_view {
	const char *name, *legend;
	struct ui_option option[INCIDENT_ROWS_MAX];
	size_t n;
	struct ui_field words;
};

struct incident_more_view {
	const char *title, *lead, *note;
	struct url action, back;
	uint32_t version;
	struct incident_group_view group[2];
	size_t n_groups;
	bool has_avoided;
	struct ui_field avoided;
	struct str readers;
};

struct incident_when_view {
	struct url action, back;
	uint32_t version;
	const char *note;
	struct str readers;
	struct ui_when when; /* the part of the day stands between */
	struct ui_choices part;
	struct ui_option option[INCIDENT_ROWS_MAX];
};

struct incident_pick_view { /* of one's own list */
	struct str id, words;
	bool is_chosen;
};

struct incident_name_view { /* a trigger, to name or to call otherwise */
	struct ui_field words;
	struct ui_option area[INCIDENT_ROWS_MAX];
	size_t n_areas;
};

struct incident_link_view { /* the list, and a new one */
	struct url action, back;
	uint32_t version;
	const char *note;
	const struct incident_pick_view *pick;
	size_t n;
	struct incident_name_view name;
	struct str readers;
};

/* --- one note */
struct incident_way_view {
	struct url address;
	const char *words;
};

struct incident_again_view {
	struct str when, words;
	size_t number;
};

struct incident_offer_view {
	unsigned help; /* 0: own words */
	struct str line;
};

struct incident_page_view {
	struct incident_note_view note;
	const char *status, *made_words; /* NULL: none */
	struct url made;		 /* what a tap made in another room */
	struct str readers, id;
	struct incident_way_view way[6]; /* what is not said yet */
	size_t n_ways;
	struct url what, when, again, about, remove;
	bool has_about;
	bool is_past;
	struct incident_again_view read[INCIDENT_AGAIN_MAX];
	size_t n_read;
	struct str relates, relates_words;
	struct incident_offer_view offer[INCIDENT_ROWS_MAX];
	size_t n_offers;
	struct str step; /* to put on the list of small steps; empty: nothing */
};

struct incident_read_view { /* again, another day */
	const struct incident_note_view *note;
	struct url action, back, remove;
	const char *status;
	uint32_t version;
	struct incident_again_view read[INCIDENT_AGAIN_MAX];
	size_t n_read;
	bool has_room;
	struct ui_field words;
};

struct incident_about_view {
	bool is_afraid, has_note;
	const struct incident_note_view *note;
	struct url action, back;
	const char *status;
	uint32_t version;
	struct ui_option option[INCIDENT_ROWS_MAX];
	size_t n;
	struct ui_field words;
};

/* --- triggers */
struct incident_trigger_view {
	struct str words, area, times, id;
	struct url open;
	bool is_there; /* on one's own list already */
};

struct incident_triggers_view {
	const struct incident_trigger_view *row, *away;
	size_t n, n_away;
	const char *note;
	struct incident_name_view add;
	bool has_partner;
	struct str name, readers;
};

struct incident_profile_view {
	struct str words, times, id;
	struct url open;
	struct str part, weekday; /* sentences; may be empty */
	struct {
		struct str words;
		unsigned help;
		bool is_there; /* on one's calming card already */
	} helped[3];
	size_t n_helped;
};

struct incident_profiles_view {
	const struct incident_profile_view *row;
	size_t n, n_notes, n_without;
	bool is_little; /* none was noted INCIDENT_TELLING times */
};

struct incident_one_view {
	struct incident_profile_view profile;
	struct str area;
	struct url edit, away, remove;
	const char *status;
	bool is_calm; /* a tap put a line on the calming card */
	bool is_away;
	const struct incident_row_view *row;
	size_t n;
};

struct incident_edit_view {
	struct url action, back;
	uint32_t version;
	const char *note;
	struct incident_name_view name;
	struct str readers;
};
