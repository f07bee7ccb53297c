/* draft: one Markdown file on its way to become a row: its front matter and its two bodies.
 * Everything wrong ends the program with the file, the line of thought and what was found. */
#pragma once
#include <stddef.h>
#include "day.h"

#define DRAFT_LIST_MAX 12

struct draft_source {
	int year;
	const char *title, *url;
};

struct draft {
	const char *path;
	char slug[80];
	const char *title, *summary, *audience, *confidence, *reviewed_by;
	const char *question[DRAFT_LIST_MAX], *tag[DRAFT_LIST_MAX];
	struct draft_source source[DRAFT_LIST_MAX];
	size_t n_questions, n_tags, n_sources;
	struct day written, review_due;
	char *text;			      /* the file: all the above point into it */
	char *short_html, *full_html, *plain; /* plain: the words of the full body */
	int short_words, words;
};

_Noreturn void draft_fail(const struct draft *d, const char *why, const char *what);

/* Fills everything up to the bodies from the front matter of *text, which is cut into pieces and
 * must live on; *text is moved to the first byte after it. */
void draft_read_front(struct draft *d, char **text);

/* Fills the bodies, the plain text and the counts. */
void draft_read_body(struct draft *d, const char *markdown);
