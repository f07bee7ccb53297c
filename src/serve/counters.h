/* counters: what the processes count together, in memory they share. Sums only: nothing here
 * belongs to a person. */
#pragma once
#include <stdatomic.h>
#include <stdint.h>

struct counters {
	_Atomic uint64_t responses[6]; /* by the first digit of the status */
	_Atomic uint64_t commits, commit_groups, commit_group_largest;
	_Atomic uint64_t keeper_answers, keeper_refusals, keeper_waiting;
	_Atomic uint64_t press_answers;
	_Atomic uint64_t restarts;
	_Atomic uint64_t connections[64]; /* by worker, now */
};

static inline void count(_Atomic uint64_t *counter, uint64_t by)
{
	atomic_fetch_add_explicit(counter, by, memory_order_relaxed);
}

static inline void count_set(_Atomic uint64_t *counter, uint64_t value)
{
	atomic_store_explicit(counter, value, memory_order_relaxed);
}

static inline uint64_t count_get(const _Atomic uint64_t *counter)
{
	return atomic_load_explicit(counter, memory_order_relaxed);
}
