#include "pattern_round_stat.h"
#include <math.h>
#include <string.h>

/* --- chance: xoshiro256** of Blackman and Vigna ("Scrambled linear pseudorandom number
 * generators", 2021), its state filled by SplitMix64 (Steele, Lea and Flood 2014). Written from
 * their definitions. */
struct chance {
	uint64_t s[4];
};

static uint64_t split_next(uint64_t *state)
{
	uint64_t z = *state += 0x9e3779b97f4a7c15;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
	z = (z ^ z >> 27) * 0x94d049bb133111eb;
	return z ^ z >> 31;
}

static uint64_t rotate(uint64_t x, int by)
{
	return x << by | x >> (64 - by);
}

static uint64_t chance_next(struct chance *c)
{
	uint64_t ret = rotate(c->s[1] * 5, 7) * 9, shifted = c->s[1] << 17;

	c->s[2] ^= c->s[0];
	c->s[3] ^= c->s[1];
	c->s[1] ^= c->s[2];
	c->s[0] ^= c->s[3];
	c->s[2] ^= shifted;
	c->s[3] = rotate(c->s[3], 45);
	return ret;
}

/* 0 … n-1. The bias of the multiplication is below n/2³². */
static size_t chance_below(struct chance *c, size_t n)
{
	return (size_t)(((chance_next(c) >> 32) * n) >> 32);
}

/* --- rounds */
size_t pattern_round_block(size_t days)
{
	size_t block = 1;

	while (block * block * block < days)
		block++;
	return block;
}

/* Only the terms a look uses are added: the same day 6, the next day 10. */
struct blocks {
	size_t width, at[PATTERN_LOOKS_MAX];
	double sum[PATTERN_DAYS_MAX][PATTERN_LOOKS_MAX * SUM_TERMS];
};

static void blocks_make(const struct pattern_terms terms[], size_t looks, size_t days,
			size_t length, struct blocks *ret)
{
	ret->width = 0;
	for (size_t k = 0; k < looks; k++) {
		size_t wide = terms[k].has_own ? SUM_TERMS : SUM_SAME;

		ret->at[k] = ret->width;
		for (size_t start = 0; start < days; start++) {
			double *sum = ret->sum[start] + ret->width;

			memset(sum, 0, wide * sizeof *sum);
			for (size_t i = 0; i < length; i++)
				for (size_t w = 0; w < wide; w++)
					sum[w] += terms[k].day[(start + i) % days][w];
		}
		ret->width += wide;
	}
}

static float far_of(const struct pattern_terms *terms, const double sum[])
{
	struct pattern_fit f = pattern_fit_solve(sum, terms->has_own);

	return f.is_solved ? (float)fabs((f.x - terms->fit.x) / f.error) : INFINITY;
}

void pattern_round_all(const struct pattern_terms terms[], size_t looks, size_t days, uint64_t seed,
		       struct pattern_rounds *ret)
{
	struct chance chance;
	struct blocks blocks;
	double sum[PATTERN_LOOKS_MAX * SUM_TERMS];
	size_t length = pattern_round_block(days), draws = (days + length - 1) / length;

	for (size_t i = 0; i < 4; i++)
		chance.s[i] = split_next(&seed);
	blocks_make(terms, looks, days, length, &blocks);
	ret->looks = looks;
	for (size_t round = 0; round < PATTERN_ROUNDS; round++) {
		memset(sum, 0, blocks.width * sizeof *sum);
		for (size_t i = 0; i < draws; i++) {
			const double *block = blocks.sum[chance_below(&chance, days)];

			for (size_t w = 0; w < blocks.width; w++)
				sum[w] += block[w];
		}
		for (size_t k = 0; k < looks; k++)
			ret->far[k][round] = far_of(&terms[k], sum + blocks.at[k]);
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

static size_t level_at(double level)
{
	return (size_t)ceil(level * PATTERN_ROUNDS) - 1;
}

double pattern_round_single(const struct pattern_rounds *rounds, size_t look, double level)
{
	float v[PATTERN_ROUNDS];

	memcpy(v, rounds->far[look], sizeof v);
	return select_at(v, PATTERN_ROUNDS, level_at(level));
}

double pattern_round_family(const struct pattern_rounds *rounds, uint32_t looks, double level)
{
	float v[PATTERN_ROUNDS] = { 0 };

	/* A round that one look could not use says nothing about the others. */
	for (size_t k = 0; k < rounds->looks; k++)
		for (size_t r = 0; looks >> k & 1 && r < PATTERN_ROUNDS; r++)
			if (rounds->far[k][r] > v[r] && rounds->far[k][r] < INFINITY)
				v[r] = rounds->far[k][r];
	return select_at(v, PATTERN_ROUNDS, level_at(level));
}
