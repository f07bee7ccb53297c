/* pattern_fit: the arithmetic under pattern_stat: a straight line taken out of a series, and least
 * squares from sums of products.
 *
 * The products of a day are added up, over all days, over a block of days, or over the blocks that
 * a bootstrap drew; a fit needs nothing but such sums. */
#pragma once
#include "pattern_stat.h"

/* A series without its mean and its straight line over the calendar. */
struct pattern_line {
	const struct pattern_series *series;
	size_t n;
	double mean, slope;	       /* slope a day; 0 when all is on one day */
	double rest[PATTERN_DAYS_MAX]; /* 0 on days without an answer */
	double keeps; /* what a day keeps of the day before, 0 … 0.9: the correlation of days in a
			 row, and what taking out the line has cost it (Kendall 1954) */
};

/* series outlives ret */
void pattern_fit_line(const struct pattern_series *series, size_t days, struct pattern_line *ret);

/* Sums over rows. y is what is explained, x the other one's, own the explained one's of the day
 * before. The same day has no own and uses the first six only. */
enum pattern_sum {
	SUM_N,
	SUM_X,
	SUM_Y,
	SUM_XX,
	SUM_XY,
	SUM_YY,
	SUM_SAME,
	SUM_OWN = SUM_SAME,
	SUM_OWN_OWN,
	SUM_OWN_X,
	SUM_OWN_Y,
	SUM_NEXT
};

struct pattern_fit {
	bool is_solved; /* false: too few rows, no variation, or one is the other exactly */
	double x, own;	/* coefficients */
	double error;	/* standard error of x */
	double scale;	/* x·scale is the correlation of x and y; beside own, the partial one */
};

/* Least squares of y on 1, x and, when has_own, own: the normal equations, by Cholesky. */
struct pattern_fit pattern_fit_solve(const double sum[], bool has_own);

/* The |t| that chance passes once in twenty, of so many degrees of freedom (≥ 5). */
double pattern_fit_student(double freedom);

struct pattern_rows { /* of one look */
	bool has_own;
	size_t n, varied; /* varied: of the days of x and of those of y, the smaller number that is
			     unlike the most frequent answer */
	struct pattern_fit fit;
	double day[PATTERN_DAYS_MAX][SUM_NEXT]; /* a day without a row is all 0 */
};

/* The same day: days on which both have an answer. The next day: days on which y has one, and both
 * had one the day before. */
void pattern_fit_rows(const struct pattern_line *x, const struct pattern_line *y, size_t days,
		      bool has_own, struct pattern_rows *ret);
