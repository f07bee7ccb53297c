#include "arena.h"
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include "ensure.h"

struct arena_block {
	struct arena_block *next;
	size_t size, used; /* of data */
	_Alignas(16) uint8_t data[];
};

static struct arena_block *block_make(struct arena *a, size_t size)
{
	size_t whole = sizeof(struct arena_block) + size;
	struct arena_block *b;

	if (a->is_secret) {
		b = mmap(NULL, whole, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
		ASSERT(b != MAP_FAILED);
		/* Best effort: a container may allow little locked memory; the dump flag has no
		 * limit. */
		(void)mlock(b, whole);
		(void)madvise(b, whole, MADV_DONTDUMP);
	} else {
		b = calloc(1, whole);
		ASSERT(b);
	}
	b->next = NULL;
	b->size = size;
	b->used = 0;
	return b;
}

static void block_wipe(struct arena_block *b)
{
	explicit_bzero(b->data, b->used);
	b->used = 0;
}

static void block_free(struct arena *a, struct arena_block *b)
{
	block_wipe(b);
	if (a->is_secret)
		(void)munmap(b, sizeof *b + b->size);
	else
		free(b);
}

void arena_init(struct arena *a, size_t block_size, size_t cap)
{
	*a = (struct arena){ .block_size = block_size, .cap = cap };
}

void arena_init_secret(struct arena *a, size_t block_size, size_t cap)
{
	*a = (struct arena){ .block_size = block_size, .cap = cap, .is_secret = true };
}

void arena_reset(struct arena *a)
{
	if (!a->first)
		return;
	for (struct arena_block *b = a->first->next, *next; b; b = next) {
		next = b->next;
		block_free(a, b);
	}
	block_wipe(a->first);
	a->first->next = NULL;
	a->now = a->first;
	a->taken = 0;
}

void arena_end(struct arena *a)
{
	arena_reset(a);
	if (a->first)
		block_free(a, a->first);
	a->first = a->now = NULL;
}

void *arena_take(struct arena *a, size_t size)
{
	size_t need = (size + 15) & ~(size_t)15;

	ASSERT(size <= a->cap && need <= a->cap - a->taken);
	if (!a->now || need > a->now->size - a->now->used) {
		struct arena_block *b = block_make(a, need > a->block_size ? need : a->block_size);

		if (a->now)
			a->now->next = b;
		else
			a->first = b;
		a->now = b;
	}
	void *p = a->now->data + a->now->used;

	a->now->used += need;
	a->taken += need;
	return p;
}

void *arena_take_array(struct arena *a, size_t size, size_t count)
{
	size_t whole;

	ASSERT(!__builtin_mul_overflow(size, count, &whole));
	return arena_take(a, whole);
}

struct str arena_str(struct arena *a, struct str s)
{
	char *p = arena_take(a, s.n + 1);

	if (s.n)
		memcpy(p, s.p, s.n);
	return (struct str){ p, s.n };
}

struct bytes arena_bytes(struct arena *a, struct bytes b)
{
	uint8_t *p = arena_take(a, b.n);

	if (b.n)
		memcpy(p, b.p, b.n);
	return (struct bytes){ p, b.n };
}

static size_t print_to(char *p, size_t room, const char *format, va_list ap)
{
	int n = vsnprintf(p, room, format, ap);

	ASSERT(n >= 0);
	return (size_t)n;
}

/* Mostly there is room in the block: then it is printed where it stays, and not counted first. */
struct str arena_print(struct arena *a, const char *format, ...)
{
	size_t room = a->now ? a->now->size - a->now->used : 0, n;
	char *p = room ? (char *)a->now->data + a->now->used : NULL;
	va_list ap;

	va_start(ap, format);
	n = print_to(p, room, format, ap);
	va_end(ap);
	if (n >= room && room) /* half of it: what is not taken is zero */
		explicit_bzero(p, room);
	bool is_there = n < room;

	p = arena_take(a, n + 1);
	if (!is_there) {
		va_start(ap, format);
		(void)print_to(p, n + 1, format, ap);
		va_end(ap);
	}
	return (struct str){ p, n };
}
