#include "pattern_fit_stat.h"
#include <math.h>
#include <string.h>

#define NOTHING	   1e-9 /* a smaller part of a sum of squares is rounding, not variation */
#define KEEPS_MOST 0.9	/* beyond this a few weeks tell nothing */
#define KEEPS_ROWS 4	/* fewer days in a row tell nothing about keeping */

static double line_keeps(const struct pattern_line *line, size_t days)
{
	const bool *has = line->series->has;
	double n = 0, products = 0, first = 0, second = 0;

	for (size_t t = 1; t < days; t++) {
		if (!has[t] || !has[t - 1])
			continue;
		n++;
		products += line->rest[t - 1] * line->rest[t];
		first += line->rest[t - 1] * line->rest[t - 1];
		second += line->rest[t] * line->rest[t];
	}
	if (n < KEEPS_ROWS || first <= 0 || second <= 0)
		return 0;
	double r = products / sqrt(first * second);

	r += (2 + 4 * r) / n;
	return r < 0 ? 0 : r > KEEPS_MOST ? KEEPS_MOST : r;
}

void pattern_fit_line(const struct pattern_series *series, size_t days, struct pattern_line *ret)
{
	double day_mean = 0, squares = 0, products = 0;

	memset(ret, 0, sizeof *ret);
	ret->series = series;
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
		double away = (double)t - day_mean;

		if (!series->has[t])
			continue;
		squares += away * away;
		products += away * (series->value[t] - ret->mean);
	}
	ret->slope = squares > 0 ? products / squares : 0;
	for (size_t t = 0; t < days; t++)
		if (series->has[t])
			ret->rest[t] =
				series->value[t] - ret->mean - ret->slope * ((double)t - day_mean);
	ret->keeps = line_keeps(ret, days);
}

struct pattern_fit pattern_fit_solve(const double sum[], bool has_own)
{
	struct pattern_fit f = { 0 };
	double n = sum[SUM_N], freedom = n - (has_own ? 3 : 2);
	double own_root = 0, own_x = 0, own_y = 0; /* the factor's first row */

	if (freedom < 1)
		return f;
	/* The column of ones is eliminated by hand: sums around the means. */
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
	double root = sqrt(x_left), along = (xy - own_x * own_y) / root;
	double rest = y_left - along * along;

	if (rest <= NOTHING * y_left)
		return f;
	f.x = along / root;
	f.own = has_own ? (own_y - own_x * f.x) / own_root : 0;
	f.error = sqrt(rest / freedom) / root;
	f.scale = root / sqrt(y_left);
	f.is_solved = true;
	return f;
}

/* Fisher and Cornish 1960, three terms. */
double pattern_fit_student(double freedom)
{
	const double z = 1.959963984540054, z3 = z * z * z, z5 = z3 * z * z, z7 = z5 * z * z;

	return z + (z3 + z) / (4 * freedom) +
	       (5 * z5 + 16 * z3 + 3 * z) / (96 * freedom * freedom) +
	       (3 * z7 + 19 * z5 + 17 * z3 - 15 * z) / (384 * freedom * freedom * freedom);
}

/* --- rows */
static void row_set(double x, double y, double own, double ret[SUM_NEXT])
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

struct tally {
	size_t n, most, of[UINT8_MAX + 1];
};

static void tally_add(struct tally *tally, uint8_t value)
{
	size_t c = ++tally->of[value];

	tally->n++;
	tally->most = c > tally->most ? c : tally->most;
}

void pattern_fit_rows(const struct pattern_line *x, const struct pattern_line *y, size_t days,
		      bool has_own, struct pattern_rows *ret)
{
	struct tally tally_x = { 0 }, tally_y = { 0 };
	double sum[SUM_NEXT] = { 0 };
	size_t back = has_own ? 1 : 0;

	memset(ret, 0, sizeof *ret);
	ret->has_own = has_own;
	for (size_t t = back; t < days; t++) {
		size_t before = t - back;

		if (!y->series->has[t] || !y->series->has[before] || !x->series->has[before])
			continue;
		ret->n++;
		tally_add(&tally_x, x->series->value[before]);
		tally_add(&tally_y, y->series->value[t]);
		row_set(x->rest[before], y->rest[t], has_own ? y->rest[before] : 0, ret->day[t]);
		for (size_t i = 0; i < SUM_NEXT; i++)
			sum[i] += ret->day[t][i];
	}
	size_t varied_x = tally_x.n - tally_x.most, varied_y = tally_y.n - tally_y.most;

	ret->varied = varied_x < varied_y ? varied_x : varied_y;
	ret->fit = pattern_fit_solve(sum, has_own);
}
