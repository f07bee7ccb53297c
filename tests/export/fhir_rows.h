/* fhir_rows: records as people might have them, drawn from a number. */
#pragma once
#include "fhir.h"

/* Owner: the arena. Every instrument, sheets that are whole and that are not, odd texts. */
struct fhir_record fhir_rows(struct arena *a, uint64_t seed);

/* A busy year: a short sheet every week, two long ones every second, one a month, forty visits. */
struct fhir_record fhir_rows_year(struct arena *a);
