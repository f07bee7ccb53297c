/* journey_calming: the partner's calming card, for the moment it was written for. Only when they
 * share one; whatever goes wrong on the way, Help now goes on without. */
#pragma once
#include "act.h"
#include "card.h"

struct journey_calming_part {
	const char *title;
	struct str line[CARD_LINES_MAX];
	size_t n;
};

struct journey_calming {
	struct str name; /* of whose card it is, as the reader calls them */
	struct journey_calming_part part[CARD_SECTIONS_MAX];
	size_t n; /* 0: there is no card */
};

fallible journey_calming_read(struct act *a, struct journey_calming *ret);
