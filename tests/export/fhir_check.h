/* fhir_check: holds a bundle against the questionnaires it speaks of, and against itself. Written
 * without a look at how bundles are made. */
#pragma once
#include <jansson.h>

/* What is wrong with it, in a sentence; NULL: nothing. `folder` has Questionnaire-ID.json: such a
 * file counts before what the bundle says itself. */
const char *fhir_check(json_t *bundle, const char *folder);

/* The resources of a type, newly made; of the whole bundle. */
json_t *fhir_check_all(const json_t *bundle, const char *type);
