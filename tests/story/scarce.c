#include "scarce.h"
#include <dlfcn.h>
#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/mman.h>

static struct {
	bool is_watching, is_hit;
	enum scarce_kind kind;
	long at, count;
} state;

void scarce_set(enum scarce_kind kind, long at)
{
	state.kind = kind;
	state.at = at;
	state.count = 0;
	state.is_hit = false;
}

void scarce_watch(bool is_begun)
{
	state.is_watching = is_begun;
}

long scarce_count(void)
{
	return state.count;
}

bool scarce_was_hit(void)
{
	return state.is_hit;
}

static bool fail_here(void)
{
	if (!state.is_watching)
		return false;
	state.count++;
	if (state.at == 0 || state.count < state.at ||
	    (state.kind == SCARCE_ONCE && state.count > state.at))
		return false;
	errno = ENOMEM;
	return state.is_hit = true;
}

/* The next one of that name: the C library's, or the sanitizer's before it. */
#define NEXT(name, type)                                        \
	static type next;                                       \
	if (!next) {                                            \
		union {                                         \
			void *object;                           \
			type function;                          \
		} found = { .object = dlsym(RTLD_NEXT, name) }; \
		next = found.function;                          \
	}

typedef void *take(size_t);
typedef void *take_array(size_t, size_t);
typedef void *resize(void *, size_t);
typedef void *map(void *, size_t, int, int, int, off_t);

void *malloc(size_t size)
{
	NEXT("malloc", take *)
	return fail_here() ? NULL : next(size);
}

void *calloc(size_t count, size_t size)
{
	NEXT("calloc", take_array *)
	return fail_here() ? NULL : next(count, size);
}

void *realloc(void *p, size_t size)
{
	NEXT("realloc", resize *)
	return fail_here() ? NULL : next(p, size);
}

/* Secret arenas take whole pages. */
void *mmap(void *at, size_t size, int protection, int flags, int fd, off_t offset)
{
	NEXT("mmap", map *)
	return (flags & MAP_ANONYMOUS) && fail_here()
		       ? MAP_FAILED
		       : next(at, size, protection, flags, fd, offset);
}
