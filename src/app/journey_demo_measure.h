/* journey_demo_measure: measures of the invented couple over twelve weeks: a month apart for one,
 * most weeks for the other; one that is begun, and one that was typed in. */
#pragma once
#include "local.h"

fallible demo_measure(struct local *l, struct local_person *p, bool is_survivor, int64_t now,
		      int weeks);
