#include "pattern_stat.h"
#include <math.h>
#include <string.h>
#include "ensure.h"
#include "pattern_round_stat.h"

#define LEVEL 0.95
#define LEVEL_FAMILY                                                                \
	0.96 /* 0.95 is promised; blocks leave a little unseen, most in long series \
	      */

static const struct {
	enum pattern_measure first, second;
} link_table[PATTERN_KINDS] = {
#define LINK(id, from, to) [PATTERN_##id] = { PATTERN_##from, PATTERN_##to },
#include "pattern_stat.def"
};

_Static_assert(PATTERN_LOOKS_MAX <= 32, "a look is a bit of a word");

enum pattern_measure pattern_first(enum pattern_kind kind)
{
	return link_table[kind].first;
}

enum pattern_measure pattern_second(enum pattern_kind kind)
{
	return link_table[kind].second;
}

/* --- the seed: the answers themselves. Both sides are added, so that their order does not matter.
 */
static uint64_t seed_add(uint64_t seed, uint64_t word)
{
	seed = (seed ^ word) * 0xff51afd7ed558ccd; /* an odd multiplier; any mixes */
	return seed ^ seed >> 32;
}

static uint64_t seed_of(const struct pattern_couple *couple)
{
	uint64_t sum = 0;

	for (size_t p = 0; p < 2; p++) {
		uint64_t seed = couple->days;

		for (size_t m = 0; m < PATTERN_MEASURES; m++)
			for (size_t t = 0; t < couple->days; t++)
				if (couple->person[p][m].has[t])
					seed = seed_add(seed,
							(uint64_t)t << 16 | m << 8 |
								couple->person[p][m].value[t]);
		sum += seed;
	}
	return sum;
}

/* --- looks */
struct looks {
	size_t n;
	struct pattern_look *look[PATTERN_LOOKS_MAX];
	struct pattern_rows rows[PATTERN_LOOKS_MAX];
};

static enum pattern_say say_of(const struct pattern_rows *rows)
{
	if (rows->n < (rows->has_own ? PATTERN_NEXT_PAIRS : PATTERN_SAME_DAYS))
		return PATTERN_TOO_FEW;
	if (rows->varied < PATTERN_VARIES || !rows->fit.is_solved)
		return PATTERN_STILL;
	return PATTERN_UNCLEAR;
}

static void looks_add(struct looks *looks, const struct pattern_line *x,
		      const struct pattern_line *y, size_t days, bool has_own,
		      struct pattern_look *ret)
{
	struct pattern_rows *rows = &looks->rows[looks->n];

	pattern_fit_rows(x, y, days, has_own, rows);
	ret->n = rows->n;
	ret->say = say_of(rows);
	if (ret->say != PATTERN_UNCLEAR)
		return;
	rows->fit.error *= pattern_round_spread(x, y, days, rows);
	looks->look[looks->n++] = ret;
}

static void looks_find(const struct pattern_couple *couple, struct pattern_found *found,
		       struct looks *ret)
{
	struct pattern_line line[2][PATTERN_MEASURES];

	ret->n = 0;
	for (size_t p = 0; p < 2; p++)
		for (size_t m = 0; m < PATTERN_MEASURES; m++)
			pattern_fit_line(&couple->person[p][m], couple->days, &line[p][m]);
	for (size_t i = 0; i < PATTERN_LINKS; i++) {
		struct pattern_link *link = &found->link[i];
		const struct pattern_line *x, *y;

		link->kind = (enum pattern_kind)(i / 2);
		link->from = (uint8_t)(i % 2);
		x = &line[link->from][pattern_first(link->kind)];
		y = &line[1 - link->from][pattern_second(link->kind)];
		looks_add(ret, x, y, couple->days, false, &link->same);
		looks_add(ret, x, y, couple->days, true, &link->next);
	}
}

static void look_interval(const struct pattern_rows *rows, double far, struct pattern_look *ret)
{
	const struct pattern_fit *f = &rows->fit;
	double scale = rows->has_own ? 1 : f->scale;

	if (isinf(far)) { /* too many rounds had no variation left */
		ret->say = PATTERN_STILL;
		return;
	}
	ret->value = f->x * scale;
	ret->low = (f->x - far * f->error) * scale;
	ret->high = (f->x + far * f->error) * scale;
	if (rows->has_own)
		return;
	ret->low = fmax(ret->low, -1);
	ret->high = fmin(ret->high, 1);
}

/* Step by step: whatever is said leaves fewer looks for chance to play with (Romano and Wolf 2005).
 */
static size_t looks_say(struct looks *looks, const struct pattern_rounds *rounds,
			const double single[])
{
	uint32_t open = (uint32_t)((UINT64_C(1) << looks->n) - 1), before;
	size_t said = 0;

	do {
		double far = pattern_round_family(rounds, open, LEVEL_FAMILY);

		before = open;
		for (size_t k = 0; k < looks->n; k++) {
			const struct pattern_fit *f = &looks->rows[k].fit;
			double t = fabs(f->x / f->error);

			if (!(before >> k & 1) || !(t > far) || !(t > single[k]))
				continue;
			looks->look[k]->say = f->x > 0 ? PATTERN_MORE : PATTERN_LESS;
			open &= ~(UINT32_C(1) << k);
			said++;
		}
	} while (open != before && open != 0);
	return said;
}

void pattern_look(const struct pattern_couple *couple, struct pattern_found *ret)
{
	pattern_look_rounds(couple, PATTERN_ROUNDS, ret);
}

void pattern_look_rounds(const struct pattern_couple *couple, size_t n, struct pattern_found *ret)
{
	struct looks looks;
	struct pattern_rounds rounds;
	double single[PATTERN_LOOKS_MAX];

	ASSERT(couple->days <= PATTERN_DAYS_MAX && n >= 1 && n <= PATTERN_ROUNDS);
	memset(ret, 0, sizeof *ret);
	looks_find(couple, ret, &looks);
	if (looks.n == 0)
		return;
	rounds.looks = looks.n;
	rounds.n = n;
	pattern_round_all(looks.rows, couple->days, seed_of(couple), &rounds);
	for (size_t k = 0; k < looks.n; k++) {
		/* Rounds draw from few days and find a little less chance than there is. */
		single[k] = fmax(pattern_round_single(&rounds, k, LEVEL),
				 pattern_fit_student((double)looks.rows[k].n - 4));
		look_interval(&looks.rows[k], single[k], looks.look[k]);
	}
	ret->n_said = looks_say(&looks, &rounds, single);
}
