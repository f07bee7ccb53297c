/* approach: from avoiding to approaching, in small steps. What a step is, and the pace engine;
 * pure.
 *
 * A step has a rating: how hard it would be, 0 to 100. Practices of it are noted with the distress
 * before, at the hardest moment (peak) and after. The engine reads them and says again, next,
 * smaller or pause, and why. Its words are hints: nothing is ever forced, due or missed.
 * Source: art.10, art.19 (nothing is got through with drink or drugs). */
#pragma once
#include "bytes.h"
#include "day.h"

#define APPROACH_TEXT_MAX      160  /* characters of a step */
#define APPROACH_NOTE_MAX      1000 /* characters of what a person notes of a practice */
#define APPROACH_PLACE_MAX     80
#define APPROACH_RATING_MAX    100
#define APPROACH_START_LEAST   30 /* a first step */
#define APPROACH_START_MOST    45
#define APPROACH_RAISE_MOST    15 /* a next one is no more than this much harder */
#define APPROACH_LOWER	       20 /* a smaller one is this much easier */
#define APPROACH_MINUTES_LEAST 20
#define APPROACH_MINUTES_MOST  45
#define APPROACH_REPEATS       3 /* different days, before one leaves a step behind */
#define APPROACH_WEEK	       2 /* steps a week */
#define APPROACH_PRACTICES_MAX 400

enum approach_area {
	APPROACH_AREA_NONE,
#define AREA(id, number, address, title, lead) APPROACH_##id = (number),
#include "approach.def"
	APPROACH_AREAS
};

enum approach_companion {
	APPROACH_COMPANION_NONE,
#define COMPANION(id, number, value, words) APPROACH_WITH_##id = (number),
#include "approach.def"
	APPROACH_COMPANIONS
};

struct approach_area_words {
	const char *address, *title, *lead;
};

struct approach_suggestion {
	enum approach_area area;
	uint8_t number, rating;
	const char *words;
};

const struct approach_area_words *approach_area_words(enum approach_area area);
bool approach_find_area(struct str address, enum approach_area *ret);
/* The i-th of an area; NULL past the end. */
const struct approach_suggestion *approach_suggestion(enum approach_area area, size_t i);
const char *approach_rating_words(unsigned rating); /* "uneasy" */
const char *approach_companion_words(enum approach_companion c);
const char *approach_companion_value(enum approach_companion c);

/* --- what makes a pause: bits of a practice */
enum approach_stop {
#define STOP(id, number, words, sentence) APPROACH_STOP_##id = (number),
#include "approach.def"
	APPROACH_STOPS
};
const char *approach_stop_words(enum approach_stop s); /* to tick; NULL for none */
#define APPROACH_STOP_BIT(stop) (1U << (stop))
#define APPROACH_STOP_BITS	(APPROACH_STOP_BIT(APPROACH_STOPS) - 2U)

/* --- the pace engine */
enum approach_word {
	APPROACH_START,
	APPROACH_AGAIN,
	APPROACH_NEXT,
	APPROACH_SMALLER,
	APPROACH_PAUSE
};

enum approach_reason {
#define REASON(id, word, sentence) APPROACH_REASON_##id,
#include "approach.def"
#define STOP(id, number, words, sentence) APPROACH_REASON_STOP_##id,
#include "approach.def"
	APPROACH_REASONS
};

struct approach_practice {
	struct day day;
	struct instant kept; /* when it was written, or last changed */
	uint8_t before, peak, after;
	bool is_left_early;
	uint8_t stops; /* APPROACH_STOP_BIT */
};

struct approach_advice {
	enum approach_word word;
	enum approach_reason reason;
	uint8_t most; /* the rating of what comes next, at most; the step's own for START and AGAIN,
			 0 for PAUSE: nothing comes next */
};

/* does   says what fits after these practices of one step, in any order. Days count, not notes:
 * of several on one day the hardest counts. A pause stays until the person takes the step up
 * again: what was kept at or before `taken_up` (0: never) does not count any more.
 *
 *   pause    anything that stops, in any practice
 *   smaller  the last day's peak ≥ 80; left early twice on the last three days
 *   next     on the last two days, none of them left early: peak ≤ 40, or at most half of the
 *            first day's
 *   smaller  at least three days, and on none of the last three a peak 10 below the first day's
 *   again    everything else */
struct approach_advice approach_pace(unsigned rating, const struct approach_practice practice[],
				     size_t n, struct instant taken_up);

const char *approach_word_words(enum approach_word w);	   /* "The same step again" */
const char *approach_reason_words(enum approach_reason r); /* a sentence */

/* --- hints */
bool approach_is_start(unsigned rating);
bool approach_is_usual_time(unsigned minutes);

/* --- the joint list: fixed things for two, each a slot of yes.def that shows only when both said
 * yes. */
#define APPROACH_JOINT 24
const struct approach_suggestion *approach_joint(size_t i); /* NULL past the end */
uint64_t approach_joint_slots(void);
uint64_t approach_joint_slot(size_t i);
