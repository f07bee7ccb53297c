/* crisis_lines: the rows tools/linesc makes of content/data/crisis_lines.json. Used by country.c
 * alone. */
#pragma once
#include "country.h"

extern const struct country crisis_country[];
extern const size_t crisis_countries;
