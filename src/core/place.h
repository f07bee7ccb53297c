/* place: which room a page belongs to, as a stored number. See place.def. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum place {
#define PLACE(name, number, is_list) PLACE_##name = (number),
#include "place.def"
#undef PLACE
};

#define PLACE_BIT(place) ((uint64_t)1 << (place))

static inline bool place_is_list(enum place p)
{
	static const bool table[] = {
#define PLACE(name, number, is_list) [PLACE_##name] = (is_list),
#include "place.def"
#undef PLACE
	};

	return (size_t)p < sizeof table / sizeof *table && table[p];
}
