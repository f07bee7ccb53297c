/* journey_demo_talk: how the invented couple came to a treatment, and its visits: tries of the one,
 * calls and a course of the other, over twelve weeks. */
#pragma once
#include "local.h"

fallible demo_talk(struct local *l, struct local_person *p, bool is_survivor, int64_t now,
		   int weeks);
