/* journey_us: what the page for two needs to know, gathered across rooms. */
#pragma once
#include "others.h"

#define JOURNEY_US_ITEMS 24 /* of each side */

struct journey_us_item {
	enum place place;
	struct id16 id;
	struct bytes content;
};

struct journey_us {
	bool has_partner, has_invite;
	struct other partner;
	struct journey_us_item theirs[JOURNEY_US_ITEMS], mine[JOURNEY_US_ITEMS];
	size_t n_theirs, n_mine;
	uint32_t topics_theirs,
		topics_mine; /* whole topics one can read of the other: 1 << topic */
};

/* does   looks whether an invitation was accepted; then reads what is shared by itself, of these
 * places, in their order: theirs, and one's own as they see it */
fallible journey_us_read(struct act *a, const enum place place[], size_t n_places,
			 struct journey_us *ret);
