/* journey_demo_approach: small steps of the invented couple: a list of each, twelve weeks of
 * practices, a plan, a step that is shared, and one step both said yes to. */
#pragma once
#include "local.h"

/* The list of one of them, practised over `weeks` up to `now`. */
fallible demo_approach(struct local *l, struct local_person *p, bool is_survivor, uint64_t *seed,
		       int64_t now, int weeks);
/* Once the two are linked. */
fallible demo_approach_two(struct local *l, struct local_person *p, bool is_survivor, int64_t now);
