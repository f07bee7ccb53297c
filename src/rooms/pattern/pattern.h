/* pattern: the circle between two people, drawn from what both noted. What is a moment, and which
 * four boxes are drawn; pure.
 *
 * A loop is told from one side: whoever's moment it was. A moment is a note of what set something
 * off (room incident), or a day its owner called very heavy (room checkin) and wrote no note of.
 *
 * The rule of the four boxes, in order:
 *   start   names before notes without a name, notes before heavy days; of these the label of most
 *           moments
 *   own     what the owner did then: what is most often among the moments with that start
 *   other   what the other did then: what is most often among those that also have that own
 *   after   how close the owner felt the next day: most often among those that also have that other
 * Ties go to the newest moment. So whatever is drawn has happened in this order at least once.
 * A box that nothing is known of stays empty, and the next one goes on from the one before it.
 *
 * Each speaks for themselves first: what somebody did is their own note of that day, then their own
 * check-in, then what the other noted of them. Nothing here says why. Source: art.2. */
#pragma once
#include "pattern_stat.h"
#include "str.h"

#define PATTERN_DAYS	     90 /* of the window; the last one is today */
#define PATTERN_TRIGGERS_MAX 5	/* of one note */
#define PATTERN_NOTES_MAX    200
#define PATTERN_HEAVY_LEAST  4 /* of the check-in: "Very heavy" and more */

struct pattern_day { /* stored numbers of checkin.def; 0: not noted */
	uint8_t close, heavy, did, urge, changed;
};

struct pattern_trigger {
	struct str key;	  /* how it is compared, also with the other's */
	struct str words; /* how its owner wrote it */
};

struct pattern_note {
	int at; /* day of the window */
	size_t n_triggers;
	struct pattern_trigger trigger[PATTERN_TRIGGERS_MAX];
	uint32_t did_own, did_other; /* bits: see pattern_did_words */
};

struct pattern_side { /* what one person noted, as far as the reader may read it */
	struct pattern_day day[PATTERN_DAYS];
	struct pattern_note note[PATTERN_NOTES_MAX]; /* the oldest first */
	size_t n_notes;
};

bool pattern_day_is_noted(const struct pattern_day *d);
bool pattern_side_is_empty(const struct pattern_side *s);

/* --- the loop */
enum pattern_start {
	PATTERN_START_NONE, /* there was no moment */
#define START(id, words) PATTERN_START_##id,
#include "pattern.def"
};

struct pattern_pick {
	unsigned number; /* 0: nothing is known */
	unsigned count;	 /* moments that have it … */
	unsigned of; /* … of those that something is known of, and that have the boxes before */
};

struct pattern_loop {
	enum pattern_start start;
	struct str words; /* of a named start, as its owner wrote it last */
	struct pattern_pick begin, own, other, after;
	int newest; /* day of the window of the newest moment with this start */
};

/* `other` may be empty: then their box is what the owner noted of them. */
void pattern_loop(const struct pattern_side *owner, const struct pattern_side *other,
		  struct pattern_loop *ret);

/* Of two loops, is the second the one to draw first? The one with more moments, then the newer. */
bool pattern_loop_is_before(const struct pattern_loop *mine, const struct pattern_loop *theirs);

/* --- side by side */
/* The days of both as pattern_stat takes them: person 0 is `mine`. */
void pattern_couple(const struct pattern_side *mine, const struct pattern_side *theirs,
		    struct pattern_couple *ret);

/* The most days, or pairs of days in a row, that any look rests on. */
size_t pattern_days_of(const struct pattern_found *found, bool is_next);

/* --- words */
enum pattern_weight { /* how a count is said: never "often" of what was there once */
		      PATTERN_ONCE,
		      PATTERN_SOMETIMES,
		      PATTERN_MOSTLY, /* at least twice, and more than half */
};

enum pattern_weight pattern_weight(const struct pattern_pick *p);
const char *pattern_weight_words(enum pattern_weight w); /* "once" */
const char *pattern_start_words(enum pattern_start s);	 /* NULL for a named one */
const char *pattern_did_words(unsigned number);		 /* "pulled away": after "You", or a name */
const char *pattern_after_words(unsigned number);	 /* "felt apart" */

/* What may be said of a link: how the first measure is told of somebody, then what the other's did
 * when there was more of it. "{}" stands for the one it is said of: "you", or a name. */
const char *pattern_first_words(enum pattern_measure m, bool is_next);
const char *pattern_second_words(enum pattern_measure m, enum pattern_say say);

/* The bit of what a check-in says somebody mostly did; 0: nothing. */
uint32_t pattern_did_of_checkin(uint8_t did);
