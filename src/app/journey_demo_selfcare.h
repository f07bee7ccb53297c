/* journey_demo_selfcare: the own side of the invented couple: people, what is booked, and twelve
 * weeks looked at, some of them left out. */
#pragma once
#include "local.h"

fallible demo_selfcare(struct local *l, struct local_person *p, bool is_survivor, int64_t now,
		       int weeks);
