/* learn: the library. Articles are Markdown in content/learn, dated notes in content/insights; the
 * build turns both into the rows below (tools/contentc) and fails on an article without a source.
 *
 * Rows are boot data. Invariants: every article has a source with its year and an https address, a
 * short version of at most 120 words and a full one; related articles are never the article itself.
 * short_html and full_html are trusted markup, made by the build from text without raw HTML.
 * Source: art.7, art.32, art.33. */
#pragma once
#include "day.h"

#define ARTICLE_RELATED_MAX 4

enum audience { AUDIENCE_PARTNER, AUDIENCE_SURVIVOR, AUDIENCE_BOTH, AUDIENCE_PROFESSIONAL };
enum sureness { SURE_LOW, SURE_MEDIUM, SURE_HIGH }; /* of the facts in it */

struct article_source {
	int year;
	struct str title, url;
};

struct article_here { /* a page of ours on which to do what it speaks of */
	struct str path, words;
};

struct article_word {
	const char *stem;
	int weight; /* title more than question, question more than summary, that more than text */
};

struct article {
	struct str slug, title, summary;
	enum audience audience;
	enum sureness sureness;
	const struct str *question, *tag;
	const struct article_source *source;
	size_t n_questions, n_tags, n_sources;
	struct day written, review_due;
	struct str reviewed_by; /* empty: not yet reviewed by a clinician */
	struct str short_html, full_html;
	int words;	     /* of the full text */
	struct minutes read; /* at 200 words a minute, at least one */
	const struct article *const *related;
	size_t n_related;
	const struct article_here *here;
	size_t n_here;
	const struct article_word *word; /* by stem */
	size_t n_words;
};

struct front_door {
	const char *question; /* in people's own words */
	const char *slug;
};

size_t library_count(void);
const struct article *library_at(size_t index); /* by slug */
const struct article *library_find(struct str slug);

size_t insight_count(void);
const struct article *insight_at(size_t index); /* the newest first */
const struct article *insight_find(struct str slug);

/* The questions the library opens with, in their order. */
size_t front_door_count(void);
const struct front_door *front_door_at(size_t index);

/* does   finds articles (not insights) by words, the best first, at most max of them
 * gives  their number; 0 also for a query of nothing but small words */
size_t library_search(struct str query, const struct article *ret[], size_t max);

struct str audience_words(enum audience a); /* "For you, the partner" */
struct str sureness_words(enum sureness s); /* one sentence on how sure the facts are */
struct str article_review_words(const struct article *a); /* the name, or that nobody has yet */
