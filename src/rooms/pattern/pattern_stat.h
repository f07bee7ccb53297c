/* pattern_stat: what may be said of two people's days side by side; pure, no allocation.
 *
 * In: for each of two people, for each of up to PATTERN_DAYS_MAX consecutive calendar days, what
 * was answered. Out: for each link of pattern_stat.def whether the same day and the next day may
 * be spoken of, and in which direction. Words and pictures are the page's.
 *
 *   fewer than 14 days on which both answered   pictures only: TOO_FEW
 *   from 14                                     the same day: "tended to go together"
 *   from 30 pairs of days in a row              also the next day
 *
 * A gap breaks a pair; nothing is filled in. Every series is taken from its own mean and its own
 * straight line over the calendar first. The interval of a look comes from a block bootstrap
 * (Kuensch 1989); what is said must leave zero outside of an interval that is wide enough for all
 * looks of this couple together, so that a couple in which nothing goes with anything hears
 * something on at most one page of twenty. How it was chosen and what it shows on simulated
 * couples: docs/quality.md.
 *
 * What is estimated is a property of the answers as they are given, rounding and all. The next day
 * allows for the own day before, not for the other's same day: that may lie between the two, and
 * where two people answer each other within a day, allowing for it would invent links. So a link
 * to the next day may also be one of days that last; no cause is in it either way.
 *
 * The same answers say the same always, and the same to both: the two may be given in either
 * order. It takes milliseconds: handlers that run again compute it last. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define PATTERN_DAYS_MAX 400
#define PATTERN_ROUNDS	 2000 /* of the bootstrap */

enum pattern_measure {
	PATTERN_CLOSE,	 /* how close: 1 far apart … 5 */
	PATTERN_HEAVY,	 /* how heavy the day was: 1 light … 5 */
	PATTERN_AWAY,	 /* mostly pulled away: 1, anything else answered: 0 */
	PATTERN_AVOID,	 /* the wish to avoid: 1 not there … 5 */
	PATTERN_CHANGED, /* changed something because of PTSD: 1, not: 0 */
	PATTERN_MEASURES
};

enum pattern_least {
#define LEAST(id, number, why) PATTERN_##id = (number),
#include "pattern_stat.def"
};

enum pattern_kind {
#define LINK(id, from, to) PATTERN_##id,
#include "pattern_stat.def"
	PATTERN_KINDS
};

#define PATTERN_LINKS ((size_t)(2 * PATTERN_KINDS))

struct pattern_series { /* value counts where has */
	bool has[PATTERN_DAYS_MAX];
	uint8_t value[PATTERN_DAYS_MAX];
};

struct pattern_couple {
	size_t days; /* ≤ PATTERN_DAYS_MAX; consecutive, day 0 is the oldest */
	struct pattern_series person[2][PATTERN_MEASURES];
};

/* What may be said of one look. */
enum pattern_say {
	PATTERN_TOO_FEW, /* pictures only */
	PATTERN_STILL,	 /* one side hardly changed: nothing to go together */
	PATTERN_UNCLEAR, /* looked at; chance explains it as well, so nothing is said */
	PATTERN_MORE,	 /* more of the one went with more of the other */
	PATTERN_LESS,	 /* more of the one went with less of the other */
};

struct pattern_look {
	enum pattern_say say;
	size_t n; /* paired days; for the next day pairs of days in a row */
	/* Valid from UNCLEAR on. The same day: the correlation of the two without mean and line.
	 * The next day: what one step more of the one on a day goes with on the next day of the
	 * other, in steps, the other's own day before allowed for. */
	double value, low, high; /* low and high: the 95 % interval of this look alone */
};

/* `from` is the person whose measure stands first in the row of pattern_stat.def; the other one
 * has the second. The same day has no direction, the next day goes from → the other. */
struct pattern_link {
	enum pattern_kind kind;
	uint8_t from; /* 0 or 1 */
	struct pattern_look same, next;
};

struct pattern_found {
	struct pattern_link link[PATTERN_LINKS]; /* kind·2 + from */
	size_t n_said;				 /* looks that say MORE or LESS */
};

void pattern_look(const struct pattern_couple *couple, struct pattern_found *ret);

/* The same with n rounds, 1 … PATTERN_ROUNDS: for tests of what holds with any number of them. */
void pattern_look_rounds(const struct pattern_couple *couple, size_t n, struct pattern_found *ret);

enum pattern_measure pattern_first(enum pattern_kind kind);
enum pattern_measure pattern_second(enum pattern_kind kind);
