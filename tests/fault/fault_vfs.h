/* fault_vfs: a file layer under SQLite that fails, or loses its power, at the operation named.
 *
 * Life-cycle: fault_install once per process; then fault_arm or fault_power_on … fault_calm. */
#pragma once
#include <stdbool.h>
#include <stdint.h>

enum fault_kind {
	FAULT_ONCE,   /* input/output error at that operation only */
	FAULT_STICKY, /* at that operation and all after it */
	FAULT_FULL,   /* no space: at that operation and all writing after it */
};

void fault_install(void);
void fault_arm(enum fault_kind kind, long at); /* the first operation is 1; 0: only counts */
long fault_calm(void);			       /* operations since armed; nothing fails any more */
bool fault_was_hit(void);

/* From now on un-synced writes are remembered. At writing operation `at` (0: never) the power goes:
 * every operation fails until fault_power_image. */
void fault_power_on(long at);
bool fault_power_is_off(void);
/* What the disk holds when the power comes back: for each file below `from`, what was synced and a
 * random part of what was not, in another order and torn into sectors; written to the folder `to`.
 * Ends the mode. */
void fault_power_image(const char *from, const char *to, uint64_t seed);
