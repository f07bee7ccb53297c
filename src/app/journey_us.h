/* journey_us: what the page for two needs to know, gathered across rooms.
 *
 * Gathering opens the keyring, the other's letter and one's own copies for a few items. So what was
 * found is kept beside the session (vault/side.h), and holds while the keyring page and the other's
 * letter are the rows it was found in: whatever is shared, stopped, renamed or closed on one's own
 * side writes the keyring page, whatever on the other's side writes their letter, and what they
 * shared for a while is over when it says. Both are looked at each time, so what they took back is
 * gone with the next look. How it is shown, and what day it is, is not kept. Everybody who looks
 * has such a row, of one size: docs/decisions/0022. */
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

/* does   the same as journey_us_read, from what an earlier look kept when that still holds; else it
 * keeps what it found, and nobody waits for that */
fallible journey_us_look(struct act *a, const enum place place[], size_t n_places,
			 struct journey_us *ret);

/* does   looks whether an invitation was accepted; then reads what is shared by itself, of these
 * places, in their order: theirs, and one's own as they see it */
fallible journey_us_read(struct act *a, const enum place place[], size_t n_places,
			 struct journey_us *ret);
