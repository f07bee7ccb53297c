/* days_print: the days of seven invented couples, for tests/reference/pattern.R and reference_test:
 * a line a series: couple, person, measure, then a value a day or "-". */
#include <stdio.h>
#include "couples.h"

static const char *const measure_name[PATTERN_MEASURES] = {
	[PATTERN_CLOSE] = "CLOSE", [PATTERN_HEAVY] = "HEAVY",	  [PATTERN_AWAY] = "AWAY",
	[PATTERN_AVOID] = "AVOID", [PATTERN_CHANGED] = "CHANGED",
};

static void couple_print(int number, const struct pattern_couple *c)
{
	for (int p = 0; p < 2; p++)
		for (int m = 0; m < PATTERN_MEASURES; m++) {
			printf("%d %d %s", number, p, measure_name[m]);
			for (size_t t = 0; t < c->days; t++)
				if (c->person[p][m].has[t])
					printf(" %d", c->person[p][m].value[t]);
				else
					printf(" -");
			printf("\n");
		}
}

int main(void)
{
	static const struct couples_world world[] = {
		{ 0 }, /* couples_first */
		{ 90, 0.5, 0, 0.15, 0.3, 0, 0 },
		{ 45, 0.4, 2, 0.3, 0, -0.4, 0 },
		{ 20, 0.4, 1, 0, 0, 0, 0 },
		{ 14, 0.2, 0, 0.1, 0, 0, 0 },
		{ 400, 0.6, 3, 0.4, 0.2, 0, 0.2 },
		{ 84, 0.4, 1, 0.05, 0, 0, -0.6 },
	};

	for (int i = 0; i < (int)(sizeof world / sizeof *world); i++) {
		struct pattern_couple c;

		couples_make(i ? &world[i] : &couples_first, COUPLES_SEED, (uint64_t)i, &c);
		couple_print(i + 1, &c);
	}
	return 0;
}
