/* safety: the pages of the plan, run by the functions of its own file. */
#pragma once
#include "country.h"
#include "room.h"

/* The country the numbers on this page are for; NULL: not known. */
const struct country *safety_country(const struct visit *v);
/* "112 or 999"; empty for NULL. */
struct str safety_emergency(struct visit *v, const struct country *c);

fallible safety_get_plan(struct visit *v);
fallible safety_get_print(struct visit *v);
fallible safety_post_pdf(struct visit *v);
fallible safety_post_plan_remove(struct visit *v);
fallible safety_get_step(struct visit *v);
fallible safety_post_step(struct visit *v);
