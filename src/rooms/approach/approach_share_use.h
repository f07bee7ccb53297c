/* approach: steps between two people. A step shared by itself is a copy of its words, how hard it
 * is, and what is planned next; never a practice. The joint list shows only what both said yes to.
 */
#pragma once
#include "approach_use.h"
#include "sharing.h"

struct approach_copy { /* as somebody else reads it */
	struct str text;
	enum approach_area area;
	unsigned rating;
	bool is_planned;
	struct approach_log plan; /* day, time, companion, minutes, place */
};

/* errors UNVERIFIED */
fallible approach_copy_read(struct arena *a, struct bytes content, struct approach_copy *ret);

/* The copy as it would be now. Owner: the arena. */
fallible approach_copy_of(struct act *a, struct id16 item, struct bytes *ret);
fallible approach_share(struct act *a, struct id16 item, struct id16 other);
/* Brings live copies of the step up to date; nothing when there is none. */
fallible approach_tell(struct act *a, struct id16 item);

struct approach_reader {
	struct other other;
	enum sharing_state state;
};
/* Everybody one is linked with, and how the step is shared with them. Owner: the arena. */
fallible approach_readers(struct act *a, struct id16 item, struct approach_reader **ret,
			  size_t *ret_n);

/* --- the joint list: one's own side, which nobody else ever sees */
struct approach_yes {
	uint64_t slots; /* of yes.def; 0: nothing, or longer ago than a yes counts */
	struct day until;
};
fallible approach_yes_find(struct act *a, struct id16 other, struct approach_yes *ret);
fallible approach_yes_say(struct act *a, struct id16 other, uint64_t slots);
