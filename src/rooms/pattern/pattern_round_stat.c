#include "pattern_round_stat.h"
#include <math.h>
#include <string.h>
#include "pattern_chance_stat.h"

/* --- rounds */
size_t pattern_round_block(size_t days)
{
	size_t block = 1;

	/* (block + ½)⁵ ≤ days, in whole numbers */
	while ((2 * block + 1) * (2 * block + 1) * (2 * block + 1) * (2 * block + 1) *
		       (2 * block + 1) <=
	       32 * days)
		block++;
	return block;
}

double pattern_round_spread(const struct pattern_line *x, const struct pattern_line *y, size_t days,
			    const struct pattern_rows *rows)
{
	size_t block = pattern_round_block(days);
	double freedom = (double)rows->n - (rows->has_own ? 3 : 2);
	double kept = rows->has_own ? 0 : x->keeps * y->keeps, power = kept;
	double all = (1 + kept) / (1 - kept), seen = 1;

	for (size_t i = 1; i < block; i++) {
		seen += 2 * (1 - (double)i / (double)block) * power;
		power *= kept;
	}
	double ret = all / seen / (1 - (double)block / (double)days);

	return sqrt(freedom > 1 ? ret * freedom / (freedom - 1) : ret);
}

/* The sums of the block that begins on a day, for every day. A round adds some fifty of them: eight
 * sums at a time stay in registers, and those eight of all days in the nearest cache. Only what a
 * look uses is there: of the same day six sums, of the next day ten. */
typedef double twin __attribute__((vector_size(16)));

struct lane {
	twin sum[4];
};

#define LANE  8
#define LANES (PATTERN_LINKS * (SUM_SAME + SUM_NEXT) / LANE)

_Static_assert(PATTERN_LINKS *(SUM_SAME + SUM_NEXT) % LANE == 0, "whole lanes");
_Static_assert(sizeof(struct lane) == LANE * sizeof(double), "a lane is its sums");

struct blocks {
	size_t width, at[PATTERN_LOOKS_MAX];
	struct lane lane[LANES][PATTERN_DAYS_MAX];
};

static size_t rows_wide(const struct pattern_rows *rows)
{
	return rows->has_own ? SUM_NEXT : SUM_SAME;
}

static void blocks_make(const struct pattern_rows rows[], size_t looks, size_t days, size_t length,
			struct blocks *ret)
{
	ret->width = 0;
	memset(ret->lane, 0, sizeof ret->lane);
	for (size_t k = 0; k < looks; k++) {
		ret->at[k] = ret->width;
		for (size_t w = 0; w < rows_wide(&rows[k]); w++, ret->width++)
			for (size_t start = 0; start < days; start++) {
				double sum = 0;

				for (size_t i = 0; i < length; i++)
					sum += rows[k].day[(start + i) % days][w];
				size_t at = ret->width % LANE;

				ret->lane[ret->width / LANE][start].sum[at / 2][at % 2] = sum;
			}
	}
}

static void lanes_add(const struct lane lane[], const uint16_t drawn[], size_t n, struct lane *ret)
{
	struct lane sum = { 0 };

	for (size_t i = 0; i < n; i++) {
		const struct lane *l = &lane[drawn[i]];

		sum.sum[0] += l->sum[0];
		sum.sum[1] += l->sum[1];
		sum.sum[2] += l->sum[2];
		sum.sum[3] += l->sum[3];
	}
	*ret = sum;
}

static float far_of(const struct pattern_rows *rows, const double sum[])
{
	struct pattern_fit f = pattern_fit_solve(sum, rows->has_own);

	return f.is_solved ? (float)fabs((f.x - rows->fit.x) / f.error) : INFINITY;
}

void pattern_round_all(const struct pattern_rows rows[], size_t days, uint64_t seed,
		       struct pattern_rounds *ret)
{
	struct pattern_chance chance = pattern_chance_begin(seed);
	struct blocks blocks;
	uint16_t drawn[PATTERN_DAYS_MAX];
	union {
		struct lane lane[LANES];
		double of[LANES * LANE];
	} sum;
	size_t length = pattern_round_block(days), draws = (days + length - 1) / length;

	blocks_make(rows, ret->looks, days, length, &blocks);
	for (size_t round = 0; round < ret->n; round++) {
		for (size_t i = 0; i < draws; i++)
			drawn[i] = (uint16_t)pattern_chance_below(&chance, days);
		for (size_t i = 0; i * LANE < blocks.width; i++)
			lanes_add(blocks.lane[i], drawn, draws, &sum.lane[i]);
		for (size_t k = 0; k < ret->looks; k++)
			ret->far[k][round] = far_of(&rows[k], sum.of + blocks.at[k]);
	}
}

/* --- quantiles: Hoare's selection; the array is reordered. */
static double select_at(float v[], size_t n, size_t at)
{
	size_t low = 0, high = n - 1;

	while (low < high) {
		float pivot = v[low + (high - low) / 2];
		size_t i = low, j = high;

		for (;;) {
			while (v[i] < pivot)
				i++;
			while (v[j] > pivot)
				j--;
			if (i >= j)
				break;
			float swap = v[i];

			v[i++] = v[j];
			v[j--] = swap;
		}
		if (at <= j)
			high = j;
		else
			low = j + 1;
	}
	return v[at];
}

static double level_of(float v[], size_t n, double level)
{
	return select_at(v, n, (size_t)ceil(level * (double)n) - 1);
}

double pattern_round_single(const struct pattern_rounds *rounds, size_t look, double level)
{
	float v[PATTERN_ROUNDS];

	memcpy(v, rounds->far[look], rounds->n * sizeof *v);
	return level_of(v, rounds->n, level);
}

double pattern_round_family(const struct pattern_rounds *rounds, uint32_t looks, double level)
{
	float v[PATTERN_ROUNDS] = { 0 };

	/* A round that one look could not use tells nothing about the others. */
	for (size_t k = 0; k < rounds->looks; k++)
		for (size_t r = 0; looks >> k & 1 && r < rounds->n; r++)
			if (rounds->far[k][r] > v[r] && rounds->far[k][r] < INFINITY)
				v[r] = rounds->far[k][r];
	return level_of(v, rounds->n, level);
}
