#pragma once
#include "html.h"

#define LEARN_ROWS_MAX 60
#define LEARN_TAGS_MAX 60

struct learn_row {
	struct url address;
	struct str title, text;
	long minutes;
};

struct learn_tag_view {
	struct str name;
	bool is_here;
};

/* A form that puts an article on the reading list, or takes it off. */
struct learn_keep_view {
	bool is_shown, is_kept;
	struct str slug;
};

struct learn_later_view {
	const char *error;
	struct learn_row row[LEARN_ROWS_MAX];
	struct learn_keep_view keep[LEARN_ROWS_MAX];
	size_t n;
};

struct learn_list_view {
	struct str query, tag; /* what was looked for; both empty: the first page */
	bool is_search;
	struct learn_row row[LEARN_ROWS_MAX];
	size_t n;
	struct learn_tag_view tags[LEARN_TAGS_MAX];
	size_t n_tags;
	bool has_insights;
	bool has_list; /* somebody is signed in */
};

struct learn_source_view {
	struct str title;
	struct url address;
	int year;
};

struct learn_article_view {
	struct str title, summary, audience, sureness, review;
	struct html text;
	bool is_full;
	bool is_insight;
	bool is_reviewed;
	struct url brief, full;
	struct learn_keep_view keep;
	long minutes; /* of what is shown */
	struct str written;
	struct learn_source_view source[24];
	size_t n_sources;
	struct learn_row here[2];
	size_t n_here;
	struct learn_row related[8];
	size_t n_related;
};

struct learn_entry {
	struct str title, summary, updated;
	struct url address;
	struct html link; /* XML closes what HTML leaves open */
};

/* The insights as an Atom feed (RFC 4287). */
struct learn_feed_view {
	struct str base, author, updated; /* base: "https://host" */
	struct learn_entry entry[LEARN_ROWS_MAX];
	size_t n;
};

struct learn_insights_view {
	struct learn_row row[LEARN_ROWS_MAX]; /* text: the day and the summary */
	size_t n;
};
