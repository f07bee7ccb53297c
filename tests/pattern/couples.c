#include "couples.h"
#include <math.h>
#include <string.h>
#include "pattern_fit_stat.h"

const struct couples_world couples_first = { 90, 0.4, 1, 0.15, 0, 0, -0.3 };

#define WARM_UP 60 /* days before the first, so that none begins at rest */

/* SplitMix64 (Steele, Lea and Flood 2014); another generator than the one under test. */
static uint64_t next_word(uint64_t *state)
{
	uint64_t z = *state += 0x9e3779b97f4a7c15;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
	z = (z ^ z >> 27) * 0x94d049bb133111eb;
	return z ^ z >> 31;
}

static double next_uniform(uint64_t *state)
{
	return ((double)(next_word(state) >> 11) + 0.5) * 0x1p-53;
}

static double next_normal(uint64_t *state) /* Box and Muller 1958 */
{
	double size = sqrt(-2 * log(next_uniform(state)));

	return size * cos(2 * 3.14159265358979323846 * next_uniform(state));
}

/* How much of each measure's noise is the person's load of that day. */
static const double with_load[PATTERN_MEASURES] = {
	[PATTERN_CLOSE] = -0.4, [PATTERN_HEAVY] = 1,	 [PATTERN_AWAY] = 0.5,
	[PATTERN_AVOID] = 0.5,	[PATTERN_CHANGED] = 0.3,
};

static uint8_t answer_of(enum pattern_measure m, double number)
{
	if (m == PATTERN_AWAY)
		return number > 0.7;
	if (m == PATTERN_CHANGED)
		return number > 0.5;
	number = floor(number * 1.1 + (m == PATTERN_CLOSE ? 3.4 : 2.9) + 0.5);
	return (uint8_t)(number < 1 ? 1 : number > 5 ? 5 : number);
}

static double drift_of(const struct couples_world *w, enum pattern_measure m, double part)
{
	return (m == PATTERN_CLOSE ? -w->drift : w->drift) * (part - 0.5);
}

/* Person 1 has the measures of the one who is asked about changing, 0 those of the other. */
static bool is_asked(size_t person, size_t m)
{
	return m != (person == 0 ? PATTERN_CHANGED : PATTERN_AVOID);
}

void couples_make(const struct couples_world *w, uint64_t seed, uint64_t n,
		  struct pattern_couple *ret)
{
	double number[2][PATTERN_MEASURES] = { 0 }, fresh = sqrt(1 - w->keeps * w->keeps);
	uint64_t state = seed * 0x2545f4914f6cdd1d + n * 0x9e3779b97f4a7c15;

	state = next_word(&state);
	memset(ret, 0, sizeof *ret);
	ret->days = w->days;
	for (size_t day = 0; day < w->days + WARM_UP; day++) {
		double load_before = number[0][PATTERN_HEAVY], common = next_normal(&state);
		size_t t = day - WARM_UP;

		for (size_t p = 0; p < 2; p++) {
			double load = sqrt(w->together) * common +
				      sqrt(1 - w->together) * next_normal(&state);
			bool is_there = next_uniform(&state) >= w->missing;

			for (size_t m = 0; m < PATTERN_MEASURES; m++) {
				double c = with_load[m],
				       noise = c * load + sqrt(1 - c * c) * next_normal(&state);

				number[p][m] = w->keeps * number[p][m] + fresh * noise;
				if (p == 1 && m == PATTERN_CLOSE)
					number[p][m] += w->next * load_before +
							w->same * number[0][PATTERN_HEAVY];
				if (day < WARM_UP || !is_there || !is_asked(p, m))
					continue;
				ret->person[p][m].has[t] = true;
				ret->person[p][m].value[t] = answer_of(
					(enum pattern_measure)m,
					number[p][m] + drift_of(w, (enum pattern_measure)m,
								(double)t / (double)w->days));
			}
		}
	}
}

/* --- what is true */
static void row(double x, double y, double own, double ret[SUM_NEXT])
{
	const double row[SUM_NEXT] = { 1,     x,   y,	      x * x,   x * y,
				       y * y, own, own * own, own * x, own * y };

	memcpy(ret, row, sizeof row);
}

struct curve {
	double n[PATTERN_DAYS_MAX], sum[PATTERN_DAYS_MAX];
};

static void curve_add(struct curve *c, const struct pattern_series *s, size_t days)
{
	for (size_t t = 0; t < days; t++)
		if (s->has[t]) {
			c->n[t]++;
			c->sum[t] += s->value[t];
		}
}

struct couples_truth couples_truth(const struct couples_world *w, uint64_t seed, size_t couples)
{
	static struct pattern_couple c;
	struct curve load = { 0 }, close = { 0 };
	double next[SUM_NEXT] = { 0 }, same[SUM_NEXT] = { 0 }, term[SUM_NEXT];
	const struct pattern_series *x = &c.person[0][PATTERN_HEAVY],
				    *y = &c.person[1][PATTERN_CLOSE];

	for (size_t i = 0; i < couples; i++) {
		couples_make(w, seed, i, &c);
		curve_add(&load, x, w->days);
		curve_add(&close, y, w->days);
	}
	for (size_t i = 0; i < couples; i++) {
		double now[2], before[2] = { 0 };

		couples_make(w, seed, i, &c);
		for (size_t t = 0; t < w->days; t++) {
			now[0] = x->value[t] - load.sum[t] / load.n[t];
			now[1] = y->value[t] - close.sum[t] / close.n[t];
			row(now[0], now[1], 0, term);
			for (size_t k = 0; x->has[t] && y->has[t] && k < SUM_NEXT; k++)
				same[k] += term[k];
			row(before[0], now[1], before[1], term);
			bool is_pair = t && x->has[t - 1] && y->has[t - 1] && y->has[t];

			for (size_t k = 0; is_pair && k < SUM_NEXT; k++)
				next[k] += term[k];
			memcpy(before, now, sizeof now);
		}
	}
	struct pattern_fit same_fit = pattern_fit_solve(same, false);

	return (struct couples_truth){ pattern_fit_solve(next, true).x,
				       same_fit.x * same_fit.scale };
}
