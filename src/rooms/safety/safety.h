/* safety: before anything joint. A short private check, and a plan of six steps; the rules, pure.
 *
 * The check is answered alone and is the same for both of two people. Its answers are a short text
 * that travels in the form from page to page; they are stored only when their owner ticks so. What
 * follows from them is decided here and nowhere else: one yes pauses the steps for two of the
 * person who answered. There is no total and no grade, and nobody is told.
 * Not sure is an answer: it leads to people to talk to, and changes nothing by itself.
 * Source: art.16 (safety comes before anything joint). */
#pragma once
#include "arena.h"

#define SAFETY_FIRST_ASKED 2 /* of the questions, in somebody's first minutes */

enum safety_question {
#define QUESTION(id, title, lead, why) SAFETY_##id,
#include "safety.def"
	SAFETY__COUNT
};

enum safety_answer { SAFETY_SKIPPED, SAFETY_YES, SAFETY_NO, SAFETY_UNSURE, SAFETY__ANSWERS };

struct safety_answers {
	enum safety_answer to[SAFETY__COUNT];
};

enum safety_outcome {
	SAFETY_NOTHING, /* every question was skipped */
	SAFETY_CALM,	/* no yes */
	SAFETY_TALK,	/* no yes, and something not sure */
	SAFETY_PAUSE,	/* one yes or more */
};

struct safety_words {
	const char *title, *lead, *why;
};

struct safety_words safety_words(enum safety_question q);
const char *safety_note(enum safety_question q);       /* to know after a yes; NULL: nothing more */
const char *safety_answer_words(enum safety_answer a); /* "Skipped", "Yes", … */

/* Of what a button sends ("yes", "no", "unsure"); SAFETY_SKIPPED for anything else. */
enum safety_answer safety_answer_find(struct str value);

enum safety_outcome safety_outcome(const struct safety_answers *a);

/* One letter an answer, SAFETY__COUNT of them: as the form carries them and as they are kept. */
void safety_answers_write(char ret[SAFETY__COUNT + 1], const struct safety_answers *a);
bool safety_answers_read(struct str text, struct safety_answers *ret); /* false: not such a text */

/* --- the plan */
#define SAFETY_LINES_MAX 10
#define SAFETY_LINE_MAX	 200 /* characters */
#define SAFETY_TEXT_MAX	 (SAFETY_LINES_MAX * (SAFETY_LINE_MAX + 2))

enum safety_step {
#define STEP(id, title, lead, name) SAFETY_STEP_##id,
#include "safety.def"
	SAFETY_STEPS
};

struct safety_step_words {
	const char *title, *lead, *name;
};

struct safety_list { /* the lines of one step */
	struct str line[SAFETY_LINES_MAX];
	size_t n;
};

struct safety_plan {
	struct safety_list step[SAFETY_STEPS];
};

struct safety_step_words safety_step_words(enum safety_step s);
const char *safety_chip(enum safety_step s, size_t i); /* NULL past the last */

bool safety_plan_is_empty(const struct safety_plan *p);
bool safety_list_has(const struct safety_list *l, struct str line);

/* does   adds the lines of a text, and a ticked one, without blanks around them, none twice, none
 *        empty; lines borrow from the text
 * gives  NULL, or the sentence that says why it does not fit (the list is then what fitted) */
const char *safety_list_add(struct safety_list *l, struct str text);

/* The lines as one text, a line each. Owner: the arena. */
struct str safety_list_text(struct arena *a, const struct safety_list *l);
