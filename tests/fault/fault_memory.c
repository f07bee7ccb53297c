#include "fault_memory.h"
#include <sqlite3.h>
#include <stdlib.h>

static struct {
	sqlite3_mem_methods real;
	bool is_armed, is_hit;
	enum fault_kind kind;
	long at, count;
} state;

static bool fail_here(void)
{
	if (!state.is_armed)
		return false;
	state.count++;
	if (state.at == 0 || state.count < state.at)
		return false;
	if (state.kind == FAULT_ONCE && state.count > state.at)
		return false;
	return state.is_hit = true;
}

static void *memory_take(int n)
{
	return fail_here() ? NULL : state.real.xMalloc(n);
}

static void *memory_resize(void *p, int n)
{
	return fail_here() ? NULL : state.real.xRealloc(p, n);
}

void memory_install(void)
{
	sqlite3_mem_methods mine;

	if (sqlite3_config(SQLITE_CONFIG_GETMALLOC, &state.real) != SQLITE_OK)
		abort();
	mine = state.real;
	mine.xMalloc = memory_take;
	mine.xRealloc = memory_resize;
	if (sqlite3_config(SQLITE_CONFIG_MALLOC, &mine) != SQLITE_OK ||
	    sqlite3_config(SQLITE_CONFIG_LOOKASIDE, 0, 0) != SQLITE_OK)
		abort();
}

void memory_arm(enum fault_kind kind, long at)
{
	state.is_armed = true;
	state.is_hit = false;
	state.kind = kind;
	state.at = at;
	state.count = 0;
}

long memory_calm(void)
{
	state.is_armed = false;
	return state.count;
}

bool memory_was_hit(void)
{
	return state.is_hit;
}
