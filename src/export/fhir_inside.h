/* fhir_inside: what the files that write FHIR share. Whoever takes a json_t here owns it, unless it
 * says "borrowed". Running out of memory ends the process. */
#pragma once
#include <jansson.h>
#include "fhir.h"

#define FHIR_LOINC   "http://loinc.org"
#define FHIR_ORDINAL "http://hl7.org/fhir/StructureDefinition/ordinalValue"
#define FHIR_OURS    "https://rejoin.invalid/fhir/"

json_t *fhir_text(struct str s);
json_t *fhir_day(struct day d);
void fhir_put(json_t *o, const char *key, json_t *value);   /* takes the value */
void fhir_share(json_t *o, const char *key, json_t *value); /* borrowed: stays the caller's too */
void fhir_add(json_t *array, json_t *value);		    /* takes the value */
json_t *fhir_one(json_t *value);			    /* an array of it */
json_t *fhir_concept(const char *loinc, const char *words); /* loinc NULL: the words alone */
json_t *fhir_resource(const char *type);

/* What the sheets of one form have in common, made once. */
struct fhir_sheet {
	const struct fhir_form *form;
	json_t *questionnaire;
	json_t *said[FHIR_OPTIONS_MAX], *at_gate[FHIR_OPTIONS_MAX]; /* arrays of one answer */
	json_t *text[FHIR_QUESTIONS_MAX], *link[FHIR_QUESTIONS_MAX];
	json_t *stem, *address;
};

void fhir_sheet_make(const struct fhir_form *form, struct fhir_sheet *ret);
void fhir_sheet_release(struct fhir_sheet *s);

/* The answered sheet, without who answered; NULL: nothing that may be told was answered. */
json_t *fhir_response(const struct fhir_sheet *s, const struct fhir_result *r);
