/* draft: one Markdown file on its way to become a row: its front matter and its two bodies.
 * Everything wrong ends the program with the file, the line of thought and what was found. */
#pragma once
#include <stddef.h>
#include <stdio.h>
#include "day.h"

#define DRAFT_LIST_MAX 12

struct draft_source {
	int year;
	const char *title, *url;
};

struct draft_here { /* a page of ours on which to do what the article speaks of */
	const char *path, *words;
};

struct draft {
	const char *path;
	char slug[80];
	const char *title, *summary, *audience, *confidence, *reviewed_by;
	const char *question[DRAFT_LIST_MAX], *tag[DRAFT_LIST_MAX];
	struct draft_source source[DRAFT_LIST_MAX];
	struct draft_here here[DRAFT_LIST_MAX];
	size_t n_questions, n_tags, n_sources, n_here;
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

/* --- for every kind of file. Trees are libcmark's */
struct cmark_node;

/* The tone of the house, as far as a machine can hear it. */
void draft_check_tone(const struct draft *d, const char *text);
void draft_check_tree(const struct draft *d, struct cmark_node *root); /* links, pictures, tone */
char *draft_plain(struct cmark_node *root); /* text alone, with a line end after every block */
int draft_count_words(const char *text);
void draft_read_file(struct draft *d); /* d->text; never given back */
/* Slug from the path, which stands in d->path. */
void draft_take_slug(struct draft *d);

/* A text as a struct str of C. */
void draft_write_text(FILE *out, const char *text);
