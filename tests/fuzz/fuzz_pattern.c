/* Two people's days: whatever was answered, what is said keeps its gates, its numbers are numbers,
 * and both people are told the same. */
#include "pattern_stat.h"
#include <math.h>
#include <string.h>
#include "fuzz.h"

#define ROUNDS 40 /* as many tell as much as two thousand */

/* Two octets a day and series go round: one says whether there is an answer, one what. */
static void couple_read(const uint8_t *data, size_t n, struct pattern_couple *ret)
{
	size_t series = 2 * PATTERN_MEASURES;

	memset(ret, 0, sizeof *ret);
	ret->days = (size_t)(data[0] << 8 | data[1]) % (PATTERN_DAYS_MAX + 1);
	for (size_t i = 0; i < ret->days * series; i++) {
		uint8_t what = data[2 + i % (n - 2)], mixed = (uint8_t)(what ^ (i / (n - 2)));
		struct pattern_series *s =
			&ret->person[i % series / PATTERN_MEASURES][i % PATTERN_MEASURES];

		s->has[i / series] = mixed & 7;
		s->value[i / series] = data[2] & 1 ? mixed >> 3 : mixed % 5;
	}
}

static void look_hold(const struct pattern_look *l, size_t least)
{
	HOLD((l->say == PATTERN_TOO_FEW) == (l->n < least));
	HOLD(l->say <= PATTERN_LESS);
	HOLD(isfinite(l->value) && isfinite(l->low) && isfinite(l->high));
	HOLD(l->say < PATTERN_UNCLEAR || (l->low <= l->value && l->value <= l->high));
	HOLD(l->say != PATTERN_MORE || l->low > 0);
	HOLD(l->say != PATTERN_LESS || l->high < 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static struct pattern_couple couple, turned;
	struct pattern_found found, again;

	if (n < 4)
		return 0;
	couple_read(data, n, &couple);
	turned = couple;
	memcpy(turned.person[0], couple.person[1], sizeof turned.person[0]);
	memcpy(turned.person[1], couple.person[0], sizeof turned.person[1]);
	pattern_look_rounds(&couple, ROUNDS, &found);
	pattern_look_rounds(&turned, ROUNDS, &again);
	HOLD(found.n_said == again.n_said);
	for (size_t k = 0; k < PATTERN_LINKS; k++) {
		look_hold(&found.link[k].same, PATTERN_SAME_DAYS);
		look_hold(&found.link[k].next, PATTERN_NEXT_PAIRS);
		HOLD(found.link[k].same.say == again.link[k ^ 1].same.say);
		HOLD(found.link[k].next.say == again.link[k ^ 1].next.say);
	}
	return 0;
}
