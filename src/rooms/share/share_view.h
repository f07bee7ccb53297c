#pragma once
#include "ui_view.h"

/* --- inviting */
struct share_invite_view {
	struct ui_field name; /* what they will call the one who invites */
	bool has_old;	      /* an older code ends with this one */
};

struct share_code_view {
	const struct str *word;
	size_t n_words;
	struct str signs, address;
	struct ui_qr qr;
};

/* --- being invited */
struct share_join_view {
	struct str text; /* as typed */
	bool is_nothing; /* it opened nothing, for whatever reason */
};

struct share_invitation_view {
	struct str name, signs; /* of who invites; of the code */
	struct url yes;		/* where a yes is said */
	struct ui_powers powers;
	bool is_signed_in;
};

struct share_around_view {
	bool has_invitation, is_signed_in;
	struct url invitation;
};

struct share_yes_view {
	struct str name; /* of who invites */
	struct url action;
	struct ui_field mine; /* what they will call the invited one */
	const char *refusal;
};

struct share_words_view {
	struct str name;
	struct url action, back;
	const struct str *word;
	size_t n;
	bool is_compared, is_first;
};

/* --- people */
struct share_person_row {
	struct str name;
	struct url mine, theirs, words;
	const char *state; /* NULL: linked as usual */
	bool is_compared, is_unverified;
};

struct share_people_view {
	const struct share_person_row *row;
	size_t n;
	bool can_invite;
};

enum share_mark { SHARE_MARK_OFF, SHARE_MARK_ON, SHARE_MARK_STOPPED };

struct share_row {
	struct str title;
	struct str state; /* the state in words */
	enum share_mark mark;
	struct url open;
};

struct share_copy { /* a thing shared by itself, as they see it */
	struct html shown;
	struct str state;
	enum share_mark mark;
	struct url open;
};

struct share_mine_view {
	struct str name;
	struct url theirs, rename, words, leave, back_again;
	const struct share_row *row;
	size_t n_rows;
	const struct share_copy *copy;
	size_t n_copies;
	bool is_resting, is_closed, is_compared;
	struct ui_stopped stopped;
};

struct share_theirs_view {
	struct str name;
	struct url mine;
	const struct share_row *row;
	size_t n_rows;
	const struct share_copy *copy;
	size_t n_copies;
	bool is_unverified;
};

struct share_shown_view { /* one topic of theirs */
	struct str name, topic;
	struct url back;
	struct html shown;
	bool is_nothing, is_partner;
	bool is_told; /* in the first person of whoever wrote it */
};

/* --- the preview, and what is decided under it */
struct share_preview_view {
	struct str name, topic, title;
	struct url back, action, stop, now, before;
	struct ui_sheet sheet;
	bool is_before; /* this is the preview of "also what I wrote before" */
	enum share_mark mark;
	bool has_end; /* professionals: an end date is asked for */
	struct ui_field end;
	struct str until; /* shared until, in words; empty: no end */
};

struct share_stop_view {
	struct str name, title;
	struct url action, back;
	struct html shown;
	bool is_stopped;
	const char *error;
};

struct share_name_view {
	struct str name;
	struct url action, back;
	struct ui_field field;
};

struct share_leave_view {
	struct str name;
	struct url action, back;
	const char *error;
};

struct share_note_view { /* after something was done */
	const char *title;
	struct str text;
	struct url way;
	const char *way_words;
};
