#pragma once
#include "ui_view.h"

struct us_alone_view {
	struct ui_empty empty;
	bool has_invite;     /* one was made; how it stands does not show */
	bool has_invitation; /* this browser keeps one that came from somebody */
	struct url invitation;
};

struct us_sample_view {
	struct str name; /* of the one who would invite */
	struct ui_powers powers;
	bool is_signed_in;
};

struct us_item_view {
	struct html shown;
};

struct us_topic_view { /* a part of a notebook that the other reads */
	struct str title;
	struct url open;
};

struct us_pair_view {
	struct str name;
	struct url mine, theirs, words;
	struct html now, tap; /* of signals: what is said now; the one tap that begins it */
	const struct us_item_view *theirs_item, *mine_item;
	size_t n_theirs, n_mine;
	const struct us_topic_view *their_topic, *my_topic;
	size_t n_their_topics, n_my_topics;
	bool is_compared, is_resting, is_unverified;
};

/* --- the first minutes after a yes */
struct us_option {
	struct str value, words;
	bool is_chosen;
};

struct us_first_view {
	struct ui_first first;
	struct url action, write, end; /* end: enough for now */
	struct url invitation;
	bool has_invitation;
	const struct us_option *exit;
	size_t n_exits;
	struct ui_field notebook;
};

/* --- both at one phone */
struct us_together_view {
	struct str name, me; /* the other, and whose notebook it is */
	size_t step;
	const struct us_item_view *item;
	size_t n;
	struct ui_field plan;
	struct str kept;
	struct url next; /* of the steps that are only read */
};

struct us_word {
	const char *value, *words;
};
