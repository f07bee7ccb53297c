/* fhir_sample N: N bundles of records drawn by number, and before them a busy year, one a line: for
 * the validators of others (tests/fhir). */
#include <stdio.h>
#include <stdlib.h>
#include "fhir_rows.h"

int main(int argc, char **argv)
{
	struct arena a;

	arena_init(&a, (size_t)256 << 10, (size_t)64 << 20);
	for (long i = -1; i < (argc > 1 ? strtol(argv[1], NULL, 10) : 1); i++) {
		struct fhir_record r = i < 0 ? fhir_rows_year(&a) : fhir_rows(&a, (uint64_t)i);
		struct str text = fhir_bundle(&a, &r);

		printf("%.*s\n", (int)text.n, text.p);
		arena_reset(&a);
	}
	arena_end(&a);
	return 0;
}
