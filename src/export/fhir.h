/* fhir: what somebody takes to a clinic in the form its programs read: a Bundle of FHIR R4. Knows
 * the format and no room: whoever wants one hands over plain rows.
 *
 * The bundle is a `collection`. A `document` is a signed statement with an author who answers for
 * it as a whole, a title and sections; what a person takes along is a heap of their own notes, and
 * a collection says no more than that. Readers of both take either.
 *
 * What is in it: one Patient (a pseudonym in place of a name, unless a name is given; never a date
 * of birth), a Questionnaire for every form that occurs, an Observation for each total, a
 * QuestionnaireResponse for each answered sheet, an EpisodeOfCare for each course of treatment, an
 * Encounter for each visit, and one Provenance: all of this was told by the person. No Goal and no
 * Procedure: nobody here knows that one took place as these words mean it.
 *
 * Invariants: every reference leads to an entry. Ids are drawn for each bundle (`seed`), so that
 * two of them cannot be laid side by side, and none is an id of the store. A question that must not
 * stand alone (`alone`) is only in a sheet with all the others. A sheet that is not whole says so.
 * Days are days: no clock and no time zone are told. */
#pragma once
#include "arena.h"
#include "day.h"

#define FHIR_QUESTIONS_MAX 24
#define FHIR_OPTIONS_MAX   8
#define FHIR_FORMS_MAX	   24

struct fhir_option {
	unsigned points;
	const char *words;
	const char *code; /* LOINC; NULL: one of ours */
};

struct fhir_question {
	const char *text;
	const char *code; /* LOINC; NULL: none */
};

/* A questionnaire; or, without questions, something that only has totals. */
struct fhir_form {
	const char *id, *title;
	const char *notice;		 /* whose work it is */
	const char *instructions, *stem; /* instructions: NULL when it has none */
	const struct fhir_question
		*gate; /* asked first; without a yes the others are not; or NULL */
	const struct fhir_question *question;
	size_t n_questions;
	const struct fhir_option *option; /* of a gate too, without points: first no, then yes */
	size_t n_options;
	size_t alone; /* number of the question that never stands without the others; 0: none */
	const char *panel_code, *total_code; /* LOINC; NULL: none */
};

struct fhir_result {
	const struct fhir_form *form;
	struct day day;
	bool has_total, is_typed; /* is_typed: somebody else gave the total */
	unsigned total;
	/* The gate when there is one, then the questions: 0 none, else 1 + the row of the option.
	 * NULL: the total alone. */
	const uint8_t *answer;
};

struct fhir_course {
	struct str name, clinician; /* may be empty */
	bool has_begun, has_ended;
	struct day begun, ended;
};

enum fhir_visit_state { FHIR_PLANNED, FHIR_ATTENDED, FHIR_CANCELLED };

struct fhir_visit {
	size_t course; /* its row */
	struct day day;
	unsigned minutes; /* 0: not said */
	enum fhir_visit_state state;
};

struct fhir_record {
	struct id16 seed; /* random, another for each bundle */
	struct instant now;
	struct str name; /* empty: a pseudonym */
	const struct fhir_result *result;
	size_t n_results;
	const struct fhir_course *course;
	size_t n_courses;
	const struct fhir_visit *visit;
	size_t n_visits;
};

/* The words by which a bundle without a name calls the person: on paper beside it, too. */
struct str fhir_pseudonym(struct arena *a, struct id16 seed);

/* The questionnaire as a resource of its own; a test holds it against content/data/fhir. */
struct json_t *fhir_questionnaire(const struct fhir_form *form);

/* The bundle as JSON. Texts are clean (text.h). Owner: the arena. */
struct str fhir_bundle(struct arena *a, const struct fhir_record *r);
