/* bulk: a file that is being made, in the memory of one request. It grows up to its maximum, which
 * is set at birth; what would pass that is left out and is_full says so: look at it once, at the
 * end. */
#pragma once
#include "arena.h"

struct bulk {
	struct arena *arena;
	uint8_t *p;
	size_t n, cap, max;
	bool is_full;
};

struct bulk bulk_begin(struct arena *a, size_t max);
void bulk_add(struct bulk *b, struct bytes more);
void bulk_str(struct bulk *b, struct str more);
struct bytes bulk_done(const struct bulk *b); /* borrowed from the arena */
