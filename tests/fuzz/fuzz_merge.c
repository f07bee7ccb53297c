/* Lists of several epochs: any bytes are merged or refused, and what stands above any base says
 * what is wanted. */
#include <stdlib.h>
#include "fuzz.h"
#include "record_merge.h"

#define LISTS 3

/* The input, cut at its zero bytes, is the lists. */
static void cut(struct bytes b, struct bytes ret[LISTS])
{
	for (size_t i = 0; i < LISTS; i++) {
		const uint8_t *end = b.n ? memchr(b.p, 0, b.n) : NULL;
		size_t n = end && i + 1 < LISTS ? (size_t)(end - b.p) : b.n;

		ret[i] = (struct bytes){ b.p, n };
		n += end && i + 1 < LISTS;
		b.p += n;
		b.n -= n;
	}
}

static bool is_same(struct bytes x, struct bytes y)
{
	return x.n == y.n && (x.n == 0 || memcmp(x.p, y.p, x.n) == 0);
}

/* Once it stands above, nothing is left to be said but the other fields. */
static void above(struct arena *a, struct bytes base, struct bytes wanted)
{
	const struct bytes none = { 0 };
	struct bytes list[2] = { base }, both, again, others;

	HOLD(record_difference(a, base, none, wanted, wanted, &list[1]).code == ERR_NONE);
	HOLD(record_merge(a, list, 2, RECORD_MARKS_DROP, &both).code == ERR_NONE);
	HOLD(record_difference(a, both, none, wanted, wanted, &again).code == ERR_NONE);
	HOLD(record_difference(a, wanted, none, wanted, wanted, &others).code == ERR_NONE);
	HOLD(is_same(again, others));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct bytes list[LISTS], all, joined[2], merged[2], once, twice;
	struct arena a;

	arena_init(&a, (size_t)256 << 10, (size_t)64 << 20);
	cut((struct bytes){ data, n }, list);
	struct err e = record_merge(&a, list, LISTS, RECORD_MARKS_DROP, &all);

	HOLD(e.code == ERR_NONE || e.code == ERR_UNVERIFIED);
	if (e.code == ERR_NONE) {
		/* Merging what is merged changes nothing, nor does joining neighbours first. */
		HOLD(record_merge(&a, &all, 1, RECORD_MARKS_DROP, &once).code == ERR_NONE);
		HOLD(is_same(all, once));
		joined[0] = list[0];
		HOLD(record_merge(&a, list + 1, 2, RECORD_MARKS_KEEP, &joined[1]).code == ERR_NONE);
		HOLD(record_merge(&a, joined, 2, RECORD_MARKS_DROP, &twice).code == ERR_NONE);
		HOLD(is_same(all, twice));
		for (size_t i = 0; i < 2; i++)
			HOLD(record_merge(&a, &list[i], 1, RECORD_MARKS_DROP, &merged[i]).code ==
			     ERR_NONE);
		above(&a, merged[0], merged[1]);
	}
	arena_end(&a);
	return 0;
}
