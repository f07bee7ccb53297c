/* pattern_bench [MOST]: how long one pattern_look takes for the first couple of
 * tests/golden/pattern_days.txt, 90 days and 2,000 rounds, in ms of processor time: the median of
 * many. Fails when even the quickest took more than MOST ms. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include "couples.h"

#define TIMES 101

static double now_ms(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec * 1e-6;
}

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

int main(int argc, char **argv)
{
	static struct pattern_couple couple;
	struct pattern_found found;
	double took[TIMES];
	size_t looks = 0;

	couples_make(&couples_first, COUPLES_SEED, 0, &couple);
	for (size_t i = 0; i < TIMES; i++) {
		double start = now_ms();

		pattern_look(&couple, &found);
		took[i] = now_ms() - start;
	}
	for (size_t k = 0; k < PATTERN_LINKS; k++)
		looks += (found.link[k].same.say >= PATTERN_UNCLEAR) +
			 (size_t)(found.link[k].next.say >= PATTERN_UNCLEAR);
	qsort(took, TIMES, sizeof *took, compare);
	printf("%.3f ms, %zu looks, said %zu\n", took[TIMES / 2], looks, found.n_said);
	return argc > 1 && took[0] > strtod(argv[1], NULL);
}
