/* fhir_bench [MOST]: how long the bundle of a busy year takes, in ms of processor time: the median
 * of many. Fails when even the quickest took more than MOST ms. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include "fhir_rows.h"

#define TIMES 41

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
	double took[TIMES];
	size_t bytes = 0, results = 0;

	for (size_t i = 0; i < TIMES; i++) {
		struct arena a;

		arena_init(&a, (size_t)256 << 10, (size_t)64 << 20);
		struct fhir_record r = fhir_rows_year(&a);
		double start = now_ms();

		bytes = fhir_bundle(&a, &r).n;
		took[i] = now_ms() - start;
		results = r.n_results;
		arena_end(&a);
	}
	qsort(took, TIMES, sizeof *took, compare);
	printf("%.2f ms, %zu sheets, %zu bytes\n", took[TIMES / 2], results, bytes);
	return argc > 1 && took[0] > strtod(argv[1], NULL);
}
