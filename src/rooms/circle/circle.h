/* circle: tasks that friends, family and services can take over. What is offered to begin with, and
 * the rules of a task's days; pure.
 *
 * A task is open, taken or done. A weekly one moves to the next of its weekdays when its day is
 * over, and is open again: nobody is bound by what they took last week. A task that is past and was
 * not done is nobody's fault: it waits for its owner and is shown to no helper.
 * Source: art.13 (a robust support system), art.22 (own support), art.24 (divide and conquer). */
#pragma once
#include "arena.h"
#include "day.h"

#define CIRCLE_NAME_MAX	    40 /* characters of a helper's name */
#define CIRCLE_KEPT_DAYS    14 /* what is done stands there as long */
#define CIRCLE_MINUTES_MOST 480

enum circle_group {
#define GROUP(id, address, title, lead) CIRCLE_##id,
#include "circle.def"
	CIRCLE_GROUPS
};

struct circle_group_words {
	const char *address, *title, *lead;
};

struct circle_idea {
	enum circle_group group;
	unsigned minutes;
	const char *title;
};

struct circle_message {
	const char *title, *words;
};

const struct circle_group_words *circle_group_words(enum circle_group g);
/* The i-th of all; NULL past the end. */
const struct circle_idea *circle_idea(size_t i);
const struct circle_message *circle_message(size_t i);
const char *circle_helper_idea(size_t i);

/* The part of a text that says something about health, or names this product; NULL: none. What
 * helpers read must not: whoever they show the page to would know. It catches what slips in, also
 * with dots or blanks between the letters and in letters that look alike; it is no lock against
 * somebody who wants to say it (tests/golden/circle.txt has both). */
const char *circle_says_too_much(struct arena *a, struct str words);

enum circle_state {
	CIRCLE_OPEN,  /* may be taken */
	CIRCLE_TAKEN, /* somebody has it */
	CIRCLE_DONE,
	CIRCLE_PAST, /* its day is over, and nobody took it */
};

struct circle_days { /* of a task. day 0: any day */
	struct day day;
	bool is_weekly, is_taken, is_done;
};

enum circle_state circle_state(const struct circle_days *t, struct day today);

/* A weekly task's next day; the same while its day is not over. */
struct day circle_next(const struct circle_days *t, struct day today);

/* May a helper who has no task of theirs in it see it? And one whose own it is? */
bool circle_is_shown(const struct circle_days *t, bool is_own, struct day today);
