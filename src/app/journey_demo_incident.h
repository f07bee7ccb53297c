/* journey_demo_incident: what set the invented couple off: triggers of each, twelve weeks of notes,
 * some of them read again the next day. Both show each other their notes. */
#pragma once
#include "local.h"

/* The notes of one of them, over `weeks` up to the day before `now`. Both note the same moments
 * more often than not. */
fallible demo_incident(struct local *l, struct local_person *p, bool is_survivor, int64_t now,
		       int weeks);
/* Once the two are linked. */
fallible demo_incident_two(struct local *l, struct local_person *p, int64_t now);
