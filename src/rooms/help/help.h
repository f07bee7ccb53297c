/* help: Help now. What a frightened or worn-out person reads first: who to call, what to say, what
 * to hold on to. Public; nothing here needs an account, a cookie or a script.
 *
 * The words are rows of help.def, boot data; the functions below walk them. Pure.
 * Invariants: every tool has five to eight steps of one sentence and a way out when it gets worse;
 * a walk begins with the question of danger, and "yes" and "not sure" both lead to the numbers.
 * Source: art.14 (connect, then redirect), art.15 (calming), art.16 (ask first), art.18 (not about
 * you), art.2 (the circle), art.5 (shutting out), art.19 (no drink to get through it). */
#pragma once
#include "str.h"

enum care_level { CARE_NOW, CARE_TODAY, CARE_TALK, CARE_LEVELS };

struct care_sign {
	enum care_level level;
	const char *text;
};

struct help_door {
	const char *address, *title, *text;
};

enum help_tool_name {
#define TOOL(name, id, title, when, worse) TOOL_##name,
#include "help.def"
#undef TOOL
	TOOL__COUNT
};

struct help_tool {
	enum help_tool_name name;
	const char *id; /* in addresses */
	const char *title, *when, *worse;
};

enum help_walk { WALK_CONNECT, WALK_SHUT_OUT, WALK__COUNT };

enum screen_kind {
	SCREEN_DANGER,	/* yes / no / not sure */
	SCREEN_BREATH,	/* a still picture and a few lines */
	SCREEN_SAY,	/* sentences to pick, adapt, copy */
	SCREEN_NEED,	/* what do they need? */
	SCREEN_ACT,	/* what to do for the answer */
	SCREEN_LIST,	/* lines to read */
	SCREEN_NOT_YOU, /* the circle in four boxes, ninety words */
	SCREEN_CLOSE,
};

struct help_screen {
	enum help_walk walk;
	enum screen_kind kind;
	const char *title, *lead;
};

struct help_need {
	const char *id, *answer, *words;
};

struct help_box {
	const char *title, *text;
};

enum help_outcome { OUTCOME_UNKNOWN, OUTCOME_LOWER, OUTCOME_SAME, OUTCOME_WORSE, OUTCOME__COUNT };

struct outcome_words {
	const char *title, *text;
};

#define DISTRESS_MOST 10
#define DISTRESS_NONE (-1) /* not said */

/* --- rows, by number; NULL past the end --- */
const struct help_door *help_door(size_t i);
const char *care_sign(enum care_level level, size_t i); /* the i-th of its level */
const char *help_calling(size_t i);
const struct help_tool *help_tool(size_t i);
const char *help_tool_step(const struct help_tool *tool, size_t i);
const char *help_need_line(const struct help_need *need, size_t i);
const struct help_need *help_need(size_t i);
const struct help_box *help_loop(size_t i);
const char *help_not_you(size_t i);

/* Screens of a walk are counted from 1, as in its address. NULL outside. */
const struct help_screen *help_screen(enum help_walk walk, size_t number);
const char *help_line(enum help_walk walk, size_t number, size_t i);
size_t help_walk_length(enum help_walk walk);

/* --- found by what stands in an address; NULL: there is none --- */
const struct help_tool *help_tool_find(struct str id);
const struct help_need *help_need_find(struct str id);

/* --- rules --- */

/* What the distress did, 0..10 before and after; UNKNOWN when one of them was not said. */
enum help_outcome help_outcome(int before, int after);
const struct outcome_words *help_outcome_words(enum help_outcome outcome);

/* A tool to offer in place of one that did not help: the plainest one that is neither `tool` nor
 * in `never` (a set of bits, 1 << name: what this person never wants to be offered again). NULL
 * when all are used up. */
const struct help_tool *help_instead(const struct help_tool *tool, unsigned never);

/* Is this tool offered to a person with that set? */
bool help_is_offered(const struct help_tool *tool, unsigned never);

/* The screen after `number`: 0 means the numbers to call (danger, or not sure), and one past the
 * last screen means the walk is over. `answer` is what was picked on a screen of DANGER: "yes",
 * "no", "not-sure"; anything else counts as not sure. */
size_t help_walk_next(enum help_walk walk, size_t number, struct str answer);
