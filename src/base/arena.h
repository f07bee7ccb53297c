/* arena: memory with one end. What a request needs is taken from its arena and given back all at
 * once.
 *
 * Life-cycle: arena_init → arena_take… → arena_reset (any number of times) → arena_end.
 * Invariants: memory comes zeroed, aligned to 16; a request for more than the cap, or exhausted
 * memory, ends the process (nothing is half done, see ensure.h). A secret arena is locked, left out
 * of core dumps, and wiped by reset and end. */
#pragma once
#include <stdarg.h>
#include <stdint.h>
#include "bytes.h"

struct arena_block;

struct arena {
	struct arena_block *first, *now;
	size_t block_size; /* bytes of an ordinary block */
	size_t taken, cap; /* bytes handed out since the last reset, and their limit */
	bool is_secret;
};

void arena_init(struct arena *a, size_t block_size, size_t cap);
void arena_init_secret(struct arena *a, size_t block_size, size_t cap);
void arena_reset(struct arena *a); /* keeps the first block; everything handed out is wiped */
void arena_end(struct arena *a);   /* a zeroed arena is fine */

void *arena_take(struct arena *a, size_t size);
#define arena_new(a, type)	    ((type *)arena_take((a), sizeof(type)))
#define arena_array(a, type, count) ((type *)arena_take_array((a), sizeof(type), (count)))
void *arena_take_array(struct arena *a, size_t size, size_t count); /* overflow is checked */

struct str arena_str(struct arena *a, struct str s);	   /* a copy, followed by a NUL */
struct bytes arena_bytes(struct arena *a, struct bytes b); /* a copy */
struct str arena_print(struct arena *a, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
