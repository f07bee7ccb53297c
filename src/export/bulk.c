#include "bulk.h"

#define FIRST ((size_t)64 << 10)

struct bulk bulk_begin(struct arena *a, size_t max)
{
	return (struct bulk){ .arena = a, .max = max };
}

static void grow(struct bulk *b, size_t need)
{
	size_t cap = b->cap ? b->cap : FIRST;

	while (cap < need)
		cap *= 2;
	if (cap > b->max)
		cap = b->max;
	uint8_t *p = arena_take(b->arena, cap);

	if (b->n)
		memcpy(p, b->p, b->n);
	b->p = p;
	b->cap = cap;
}

void bulk_add(struct bulk *b, struct bytes more)
{
	if (more.n > b->max - b->n)
		b->is_full = true;
	if (b->is_full || !more.n)
		return;
	if (more.n > b->cap - b->n)
		grow(b, b->n + more.n);
	memcpy(b->p + b->n, more.p, more.n);
	b->n += more.n;
}

void bulk_str(struct bulk *b, struct str more)
{
	bulk_add(b, bytes_str(more));
}

struct bytes bulk_done(const struct bulk *b)
{
	return (struct bytes){ b->p, b->n };
}
