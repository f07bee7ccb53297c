#include "pattern_stat.h"
#include <math.h>
#include <string.h>
#include "ensure.h"
#include "pattern_round_stat.h"

#define LEVEL 0.95

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

/* --- one look */
struct side {
	const struct pattern_series *series;
	const struct pattern_line *line;
};

/* The rows of a look. False, with the reason in ret->say, when it cannot be looked at. */
static bool look_rows(struct side x, struct side y, size_t days, struct pattern_terms *terms,
		      struct pattern_look *ret)
{
	bool from[PATTERN_DAYS_MAX] = { 0 }, to[PATTERN_DAYS_MAX] = { 0 };
	size_t back = terms->has_own ? 1 : 0, least = back ? PATTERN_NEXT_PAIRS : PATTERN_SAME_DAYS;
	double sum[SUM_TERMS] = { 0 };

	memset(terms->day, 0, sizeof terms->day);
	for (size_t t = back; t < days; t++) {
		if (!y.series->has[t] || !y.series->has[t - back] || !x.series->has[t - back])
			continue;
		ret->n++;
		from[t - back] = to[t] = true;
		pattern_fit_terms(x.line->rest[t - back], y.line->rest[t],
				  back ? y.line->rest[t - back] : 0, terms->day[t]);
		for (size_t w = 0; w < SUM_TERMS; w++)
			sum[w] += terms->day[t][w];
	}
	if (ret->n < least)
		return false;
	ret->say = PATTERN_STILL;
	if (pattern_fit_varied(x.series, from, days) < PATTERN_VARIES ||
	    pattern_fit_varied(y.series, to, days) < PATTERN_VARIES)
		return false;
	terms->fit = pattern_fit_solve(sum, terms->has_own);
	if (!terms->fit.is_solved)
		return false;
	ret->say = PATTERN_UNCLEAR;
	return true;
}

struct looks {
	size_t n;
	struct pattern_look *look[PATTERN_LOOKS_MAX];
	struct pattern_terms terms[PATTERN_LOOKS_MAX];
};

static void looks_find(const struct pattern_couple *couple, struct pattern_found *found,
		       struct looks *ret)
{
	struct pattern_line line[2][PATTERN_MEASURES];

	for (size_t i = 0; i < 2 * PATTERN_MEASURES; i++)
		pattern_fit_line(&couple->person[i / PATTERN_MEASURES][i % PATTERN_MEASURES],
				 couple->days, &line[i / PATTERN_MEASURES][i % PATTERN_MEASURES]);
	for (size_t i = 0; i < PATTERN_LINKS; i++) {
		struct pattern_link *link = &found->link[i];
		size_t p = i % 2, first, second;

		link->kind = (enum pattern_kind)(i / 2);
		link->from = (uint8_t)p;
		first = pattern_first(link->kind);
		second = pattern_second(link->kind);
		struct side x = { &couple->person[p][first], &line[p][first] };
		struct side y = { &couple->person[1 - p][second], &line[1 - p][second] };

		for (size_t next = 0; next < 2; next++) {
			struct pattern_look *look = next ? &link->next : &link->same;

			ret->terms[ret->n].has_own = next;
			if (look_rows(x, y, couple->days, &ret->terms[ret->n], look))
				ret->look[ret->n++] = look;
		}
	}
}

static void look_interval(const struct pattern_terms *terms, double far, struct pattern_look *ret)
{
	const struct pattern_fit *f = &terms->fit;
	double scale = terms->has_own ? 1 : f->r / f->x;

	if (!terms->has_own && fabs(f->x) <= 0)
		scale = 0;
	ret->value = f->x * scale;
	ret->low = (f->x - far * f->error) * scale;
	ret->high = (f->x + far * f->error) * scale;
}

/* Step by step: whatever is said leaves fewer looks for chance to play with (Romano and Wolf 2005).
 */
static size_t looks_say(struct looks *looks, const struct pattern_rounds *rounds,
			const double single[])
{
	uint32_t open = (uint32_t)((UINT64_C(1) << looks->n) - 1), before;
	size_t said = 0;

	do {
		double far = pattern_round_family(rounds, open, LEVEL);

		before = open;
		for (size_t k = 0; k < looks->n; k++) {
			const struct pattern_fit *f = &looks->terms[k].fit;
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
	struct looks looks = { 0 };
	struct pattern_rounds rounds;
	double single[PATTERN_LOOKS_MAX];

	ASSERT(couple->days <= PATTERN_DAYS_MAX);
	memset(ret, 0, sizeof *ret);
	looks_find(couple, ret, &looks);
	if (looks.n == 0)
		return;
	pattern_round_all(looks.terms, looks.n, couple->days, seed_of(couple), &rounds);
	for (size_t k = 0; k < looks.n; k++) {
		single[k] = pattern_round_single(&rounds, k, LEVEL);
		look_interval(&looks.terms[k], single[k], looks.look[k]);
	}
	ret->n_said = looks_say(&looks, &rounds, single);
}
