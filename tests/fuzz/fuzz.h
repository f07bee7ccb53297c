/* fuzz: what every fuzz target has in common. A target states what must hold for any input by
 * HOLD; breaking it ends the run with the input kept. */
#pragma once
#include <stdint.h>
#include <stdlib.h>
#include "arena.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

#define HOLD(expression)           \
	do {                       \
		if (!(expression)) \
			abort();   \
	} while (0)

static inline struct str fuzz_str(const uint8_t *data, size_t n)
{
	return (struct str){ (const char *)data, n };
}
