/* journey_treatment: what stands beside the visits of a course: totals of the PCL-5, from the room
 * that keeps them. Only one's own, and only for oneself. */
#pragma once
#include "act.h"
#include "treatment.h"

struct journey_treatment {
	struct treatment_total *total; /* the oldest first */
	size_t n;
	struct str address; /* where one is filled in */
};

/* Owner: the arena. */
fallible journey_treatment_read(struct act *a, struct journey_treatment *ret);
