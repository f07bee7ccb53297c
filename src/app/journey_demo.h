/* journey_demo: people made by the command line. The invented couple of --demo, and crowds to
 * measure with. */
#pragma once
#include <stdio.h>
#include "local.h"

#define DEMO_WEEKS 12

/* does   makes Alex (partner) and Sam (survivor), both invented, with twelve weeks of check-ins
 * that end the day before `now`, and prints how to sign in */
fallible demo_make(struct local *l, int64_t now, FILE *to);

/* Makes `n` people, an even number, with 30 days of check-ins and an open session each. Every
 * second two are linked and show each other their check-ins. A line in `to` for each: cookie value,
 * path and token of a post that answers today's first question, alone or linked. */
fallible crowd_make(struct local *l, int64_t now, size_t n, FILE *to);
