/* journey_pattern: what two people noted in the last weeks, as far as the reader may read it:
 * check-ins and notes of what set something off, one's own and what the partner has granted.
 *
 * Whether nobody is there, nothing was shared, or it was taken back: `theirs` is empty alike, and
 * nothing else differs. */
#pragma once
#include "others.h"
#include "pattern.h"

struct journey_pattern {
	struct day first; /* of the window */
	struct pattern_side mine, theirs;
	bool has_theirs; /* something of theirs can be read */
	struct str name; /* of the partner, when has_theirs */
	bool is_paused;	 /* the reader paused what is for two: nothing of theirs is read */
};

/* errors UNVERIFIED: of the reader's own pages; what cannot be verified of the other's is left out
 */
fallible journey_pattern_read(struct act *a, struct journey_pattern *ret);
