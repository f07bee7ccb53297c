#include "pattern_fit_stat.h"
#include <math.h>
#include <string.h>

/* A part of a sum of squares below this is rounding, not variation. */
#define NOTHING 1e-9

void pattern_fit_line(const struct pattern_series *series, size_t days, struct pattern_line *ret)
{
	double day_mean = 0, squares = 0, products = 0;

	memset(ret, 0, sizeof *ret);
	for (size_t t = 0; t < days; t++) {
		if (!series->has[t])
			continue;
		ret->n++;
		ret->mean += series->value[t];
		day_mean += (double)t;
	}
	if (ret->n == 0)
		return;
	ret->mean /= (double)ret->n;
	day_mean /= (double)ret->n;
	for (size_t t = 0; t < days; t++) {
		double d = (double)t - day_mean;

		if (!series->has[t])
			continue;
		squares += d * d;
		products += d * (series->value[t] - ret->mean);
	}
	ret->slope = squares > 0 ? products / squares : 0;
	for (size_t t = 0; t < days; t++)
		if (series->has[t])
			ret->rest[t] =
				series->value[t] - ret->mean - ret->slope * ((double)t - day_mean);
}

size_t pattern_fit_varied(const struct pattern_series *series, const bool counts[], size_t days)
{
	size_t count[UINT8_MAX + 1] = { 0 }, n = 0, most = 0;

	for (size_t t = 0; t < days; t++) {
		if (!counts[t])
			continue;
		n++;
		size_t c = ++count[series->value[t]];

		most = c > most ? c : most;
	}
	return n - most;
}

void pattern_fit_terms(double x, double y, double own, double ret[SUM_TERMS])
{
	ret[SUM_N] = 1;
	ret[SUM_X] = x;
	ret[SUM_Y] = y;
	ret[SUM_XX] = x * x;
	ret[SUM_XY] = x * y;
	ret[SUM_YY] = y * y;
	ret[SUM_OWN] = own;
	ret[SUM_OWN_OWN] = own * own;
	ret[SUM_OWN_X] = own * x;
	ret[SUM_OWN_Y] = own * y;
}

struct pattern_fit pattern_fit_solve(const double sum[], bool has_own)
{
	struct pattern_fit f = { 0 };
	double n = sum[SUM_N], freedom = n - (has_own ? 3 : 2);
	double own_x = 0, own_y = 0, own_root = 0; /* rows of the Cholesky factor */

	if (freedom < 1)
		return f;
	/* The column of ones is eliminated first: sums around the means. */
	double xx = sum[SUM_XX] - sum[SUM_X] * sum[SUM_X] / n;
	double xy = sum[SUM_XY] - sum[SUM_X] * sum[SUM_Y] / n;
	double yy = sum[SUM_YY] - sum[SUM_Y] * sum[SUM_Y] / n;

	if (has_own) {
		double own_own = sum[SUM_OWN_OWN] - sum[SUM_OWN] * sum[SUM_OWN] / n;

		if (own_own <= NOTHING * sum[SUM_OWN_OWN])
			return f;
		own_root = sqrt(own_own);
		own_x = (sum[SUM_OWN_X] - sum[SUM_OWN] * sum[SUM_X] / n) / own_root;
		own_y = (sum[SUM_OWN_Y] - sum[SUM_OWN] * sum[SUM_Y] / n) / own_root;
	}
	double x_left = xx - own_x * own_x, y_left = yy - own_y * own_y;

	if (x_left <= NOTHING * sum[SUM_XX] || y_left <= NOTHING * sum[SUM_YY])
		return f;
	f.root = sqrt(x_left);
	double along = (xy - own_x * own_y) / f.root;

	f.rest = y_left - along * along;
	if (f.rest <= NOTHING * y_left)
		return f;
	f.x = along / f.root;
	f.own = has_own ? (own_y - own_x * f.x) / own_root : 0;
	f.error = sqrt(f.rest / freedom) / f.root;
	f.r = along / sqrt(y_left);
	f.is_solved = true;
	return f;
}
