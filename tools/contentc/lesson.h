/* lesson: sessions of the programme, in Markdown, become C.
 *
 * A file NN-slug.md: front matter (session, phase, title, purpose, minutes, sources as art.N,
 * reviewed_by), then steps. A step begins with a heading of the second level,
 *
 *     ## kind key | minutes | title          kind: read, together, practise, check
 *
 * goes on with words, and may hold, each once, a heading "### Alone" with what stands there for one
 * person, a block ```exercise (form: word of programme.def; label N: …; item: …; choice: …; show:
 * both) and, in the check, a block ```done (need: key measure n [field [values]] | sentence).
 *
 * Refused: more than 250 words or 10 minutes in a step; a session without reading, an exercise
 * together, practice or a criterion; a step together without words for one person; a criterion
 * that cannot be computed; and words that are not said here. */
#pragma once
#include "draft.h"
#include "programme.h"

#define LESSON_WORDS_MAX   250
#define LESSON_MINUTES_MAX 10
#define LESSON_NEEDS_MAX   8

struct lesson_need {
	struct programme_need need;
	const char *words;
};

struct lesson_step {
	enum programme_kind kind;
	char *key, *title, *html, *alone;
	int minutes, words;
	enum programme_exercise exercise;
	bool has_form, is_shown;
	const char *label[PROGRAMME_FIELDS_MAX], *item[PROGRAMME_ITEMS_MAX],
		*choice[PROGRAMME_ITEMS_MAX];
	size_t n_labels, n_items, n_choices;
	struct lesson_need need[LESSON_NEEDS_MAX];
	size_t n_needs;
};

struct lesson {
	struct draft d; /* path, text, title; to complain about */
	int number, phase, minutes;
	const char *purpose, *sources, *reviewed_by;
	struct lesson_step step[PROGRAMME_STEPS_MAX];
	size_t n_steps;
	char *block[2 * PROGRAMME_STEPS_MAX]; /* what the steps point into; kept to the end */
	size_t n_blocks;
};

void lesson_read(struct lesson *l, const char *path); /* the file, checked */

/* --- its parts: blocks, and what both files read */
void lesson_read_block(struct lesson *l, struct lesson_step *s, const char *info,
		       const char *block);
void lesson_check_form(const struct lesson *l, const struct lesson_step *s);
int lesson_number(const struct lesson *l, const char *text, long least, long most);
int lesson_find(const struct lesson *l, const char *word, const char *const table[], size_t n);
#define LESSON_FIND(l, word, table) lesson_find(l, word, table, sizeof(table) / sizeof *(table))

/* Exit status. out: "/dev/null" only checks. */
int lesson_compile(const char *out, char **path, size_t n);
