#pragma once
#include "html.h"

struct us_power {
	const char *what, *when;
};

struct us_sample_view {
	struct str name; /* of the one who would invite */
	const struct us_power *power;
	size_t n;
};
