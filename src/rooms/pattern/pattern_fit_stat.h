/* pattern_fit: the arithmetic under pattern_stat: a straight line taken out of a series, and least
 * squares from sums of products.
 *
 * A day's terms are added up, for all days, for a block of days, or for the blocks a bootstrap
 * drew; a fit needs nothing but such sums. */
#pragma once
#include "pattern_stat.h"

struct pattern_line {
	size_t n;
	double mean, slope;	       /* slope per day, 0 with fewer than two days */
	double rest[PATTERN_DAYS_MAX]; /* value - line where the series has one; else 0 */
};

void pattern_fit_line(const struct pattern_series *series, size_t days, struct pattern_line *ret);

/* Of days that count: how many of them are unlike the most frequent value. */
size_t pattern_fit_varied(const struct pattern_series *series, const bool counts[], size_t days);

/* Sums of products over rows: y is what is explained, x the other's, own the explained one's day
 * before. The same day has no own: 0 everywhere. */
enum {
	SUM_N,
	SUM_X,
	SUM_Y,
	SUM_XX,
	SUM_XY,
	SUM_YY,
	SUM_SAME, /* the same day needs these */
	SUM_OWN = SUM_SAME,
	SUM_OWN_OWN,
	SUM_OWN_X,
	SUM_OWN_Y,
	SUM_TERMS
};

void pattern_fit_terms(double x, double y, double own, double ret[SUM_TERMS]);

struct pattern_fit {
	bool is_solved; /* false: too few rows, no variation, or one is the other exactly */
	double x, own;	/* coefficients */
	double root;	/* √ of what is left of x's sum of squares when own is taken out */
	double rest;	/* sum of squares that is left of y */
	double error;	/* standard error of x */
	double r;	/* correlation of x and y; with own: the partial one */
};

/* Least squares of y on 1, x and, when `has_own`, own: normal equations, by Cholesky. */
struct pattern_fit pattern_fit_solve(const double sum[], bool has_own);
