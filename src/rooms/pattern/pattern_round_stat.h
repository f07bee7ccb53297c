/* pattern_round: how far chance alone carries the looks of one couple: a block bootstrap of days.
 *
 * A round draws blocks of consecutive calendar days, with a day's pair (its day before and itself)
 * never torn apart (Kuensch 1989; the blocks wrap round the end as in Politis and Romano 1992), the
 * same blocks for every look, adds up the sums of their days and fits again. What is kept of a
 * round is how far the fit lies from the fit of all days, in its own standard errors. */
#pragma once
#include "pattern_fit_stat.h"

#define PATTERN_ROUNDS	  2000
#define PATTERN_LOOKS_MAX (2 * PATTERN_LINKS)

struct pattern_terms { /* of one look, day by day; a day without a row is all 0 */
	bool has_own;
	struct pattern_fit fit; /* of all days */
	double day[PATTERN_DAYS_MAX][SUM_TERMS];
};

struct pattern_rounds {
	size_t looks;
	float far[PATTERN_LOOKS_MAX][PATTERN_ROUNDS]; /* |t|; infinite: not solved */
};

void pattern_round_all(const struct pattern_terms terms[], size_t looks, size_t days, uint64_t seed,
		       struct pattern_rounds *ret);

/* The |t| that a share of `level` of the rounds stays below: of one look; of the farthest of all
 * looks whose bit is set. */
double pattern_round_single(const struct pattern_rounds *rounds, size_t look, double level);
double pattern_round_family(const struct pattern_rounds *rounds, uint32_t looks, double level);

size_t pattern_round_block(size_t days); /* days in a block */
