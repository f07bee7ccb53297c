/* journey_demo_circle: helpers and tasks of the invented couple. */
#pragma once
#include "local.h"

/* does   fills the room for one of them, as it stands at `now` */
fallible demo_circle(struct local *l, struct local_person *p, bool is_survivor, int64_t now);
