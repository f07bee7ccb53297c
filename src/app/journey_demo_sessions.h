/* journey_demo_sessions: the invented couple in the fifth week of the sessions. */
#pragma once
#include "local.h"

/* which: 0 Alex, 1 Sam; both linked already. */
fallible demo_sessions(struct local *l, struct local_person *p, size_t which, int64_t now);
