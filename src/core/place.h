/* place: which room a page belongs to, as a stored number. See place.def. */
#pragma once
#include <stdbool.h>

enum place {
#define PLACE(name, number, is_list) PLACE_##name = (number),
#include "place.def"
#undef PLACE
};

static inline bool place_is_list(enum place p)
{
	switch (p) {
#define PLACE(name, number, is_list) \
	case PLACE_##name:           \
		return is_list;
#include "place.def"
#undef PLACE
	}
	return false;
}
