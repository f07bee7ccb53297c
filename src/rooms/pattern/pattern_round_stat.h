/* pattern_round: how far chance alone carries the looks of one couple: a block bootstrap of days.
 *
 * A round draws blocks of consecutive calendar days, the same for every look; a day brings its row,
 * which has the day before in it, so that no pair is torn (Kuensch 1989; the blocks go round the
 * end, Politis and Romano 1992). The sums of their rows are fitted again. Kept of a round is how
 * far its fit lies from the fit of all days, in standard errors of the round: |t|. */
#pragma once
#include "pattern_fit_stat.h"

#define PATTERN_LOOKS_MAX (2 * PATTERN_LINKS)

struct pattern_rounds {
	size_t looks, n;			      /* n: rounds, ≤ PATTERN_ROUNDS */
	float far[PATTERN_LOOKS_MAX][PATTERN_ROUNDS]; /* |t|; infinite: could not be solved */
};

/* ret->looks and ret->n say how much of it */
void pattern_round_all(const struct pattern_rows rows[], size_t days, uint64_t seed,
		       struct pattern_rounds *ret);

/* The |t| that a share `level` of the rounds does not pass: of one look; of the farthest of those
 * looks whose bit is set. Infinite when too many rounds could not be solved. */
double pattern_round_single(const struct pattern_rounds *rounds, size_t look, double level);
double pattern_round_family(const struct pattern_rounds *rounds, uint32_t looks, double level);

/* Days in a block: days^⅕, rounded, the rate for a two-sided interval (Hall, Horowitz and Jing
 * 1995): 2 up to 97 days, then 3. */
size_t pattern_round_block(size_t days);

/* How much wider than the standard error of a solved look the truth spreads, because
 * - the line of y was taken out before, which the fit does not know: one degree of freedom;
 * - blocks lie around the mean of the very days they come from;
 * - short blocks see only a part of how days keep what was before. The rest is reckoned for the
 *   same day from what the two series keep (Bartlett 1946). The next day needs none of it: what is
 *   left of a day, its own day before allowed for, hardly keeps anything. */
double pattern_round_spread(const struct pattern_line *x, const struct pattern_line *y, size_t days,
			    const struct pattern_rows *rows);
