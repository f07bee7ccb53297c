#pragma once
#include "html.h"

struct export_choice { /* of a room */
	const char *value, *words;
};

struct export_view {
	const char *too_large; /* a sentence; NULL: nothing was too large */
	const struct export_choice *room;
	size_t n_rooms;
};
