/* measure_form_export: an instrument as programs of clinics know it. Pure. */
#pragma once
#include "fhir.h"
#include "measure.h"

/* Owner: the arena. The texts are those of the instrument. What is asked besides and not scored is
 * left out: the published questionnaires do not have it. */
const struct fhir_form *measure_form(struct arena *a, const struct measure *m);
