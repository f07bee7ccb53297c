/* treatment: for the other use files of the room. */
#pragma once
#include "treatment_use.h"

fallible treatment_visit_remove_all(struct act *a, const struct treatment_course *course);
