/* journey_joint: may steps for two show to this person now, and which did both say yes to? Gathered
 * from safety and sharing. A pause is seen by the one who made it and by nobody else: their answers
 * stay where they are, so that the other's page does not change by a byte. */
#pragma once
#include "others.h"

struct journey_joint {
	bool has_partner, is_paused;
	struct other partner;
	uint64_t matches; /* slots of yes.def; none while it is paused */
};

fallible journey_joint_read(struct act *a, struct journey_joint *ret);
