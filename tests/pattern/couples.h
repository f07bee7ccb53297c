/* couples: invented couples for the tests of pattern_stat: what two people would answer, day by
 * day, when it is known what goes with what.
 *
 * Under every answer lies a number that nobody sees. It keeps a part of itself from day to day,
 * drifts along a line, moves with the person's other numbers of that day, and takes up what the
 * test says it takes up from the other one. Answered is its rounding to 1 … 5, or for yes and no
 * whether it is above a mark; and some days are not answered at all. */
#pragma once
#include <stdint.h>
#include "pattern_stat.h"

struct couples_world {
	size_t days;
	double keeps;	 /* of each number from day to day */
	double drift;	 /* over all days together, in units of a day's noise; the closeness of both
			    falls    as their load grows */
	double missing;	 /* share of days without a check-in, for each person */
	double together; /* share of a day's noise that the two have in common */
	double same;	 /* of the load of person 0 in the closeness of person 1, the same day */
	double next;	 /* and the next day */
};

/* The first couple of tests/golden/pattern_days.txt: couple 0 of this world and seed. */
#define COUPLES_SEED 20261123
extern const struct couples_world couples_first;

/* The n-th couple of a seed. */
void couples_make(const struct couples_world *world, uint64_t seed, uint64_t n,
		  struct pattern_couple *ret);

/* What the next-day coefficient of load of 0 → closeness of 1 is in a world, for the answers as
 * they are given, rounding and all: least squares over the days of many couples, their common
 * curve (not a fitted line) taken out. And the same-day correlation, likewise. */
struct couples_truth {
	double next, same;
};
struct couples_truth couples_truth(const struct couples_world *world, uint64_t seed,
				   size_t couples);
