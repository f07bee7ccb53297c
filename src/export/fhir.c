#include "fhir.h"
#include <stdlib.h>
#include "ensure.h"
#include "fhir_inside.h"
#include "text.h"

#define TERMS	  "http://terminology.hl7.org/CodeSystem/"
#define UNITS	  "http://unitsofmeasure.org"
#define ADDRESS_N 46 /* "urn:uuid:", 36 characters and a NUL */

/* --- pieces */
json_t *fhir_text(struct str s)
{
	json_t *text = json_stringn(s.p, s.n);

	ASSERT(text);
	return text;
}

json_t *fhir_day(struct day d)
{
	char text[DAY_TEXT_MAX];

	day_write(text, d);
	return json_string(text);
}

void fhir_put(json_t *o, const char *key, json_t *value)
{
	ASSERT(value && json_object_set_new(o, key, value) == 0);
}

void fhir_share(json_t *o, const char *key, json_t *value)
{
	ASSERT(value && json_object_set(o, key, value) == 0);
}

void fhir_add(json_t *array, json_t *value)
{
	ASSERT(value && json_array_append_new(array, value) == 0);
}

json_t *fhir_one(json_t *value)
{
	json_t *array = json_array();

	fhir_add(array, value);
	return array;
}

json_t *fhir_concept(const char *loinc, const char *words)
{
	json_t *o = json_object();

	if (loinc)
		fhir_put(o, "coding",
			 fhir_one(json_pack("{s:s, s:s}", "system", FHIR_LOINC, "code", loinc)));
	fhir_put(o, "text", json_string(words));
	return o;
}

json_t *fhir_resource(const char *type)
{
	json_t *o = json_object();

	fhir_put(o, "resourceType", json_string(type));
	return o;
}

/* --- the bundle being made */
struct bundle {
	const struct fhir_record *record;
	json_t *entry, *told; /* told: references to what the person told */
	json_t *meta;	      /* of what is about the person */
	json_t *patient;      /* a reference */
	unsigned number;      /* of the last address */
	struct fhir_sheet sheet[FHIR_FORMS_MAX];
	size_t n_sheets;
};

/* A random address as RFC 9562 forms it; the n-th of this bundle. */
static void address_write(struct id16 seed, unsigned n, char out[ADDRESS_N])
{
	char hex[33];

	for (size_t i = 0; i < 4; i++)
		seed.b[12 + i] ^= (uint8_t)(n >> (8 * i));
	seed.b[6] = (uint8_t)((seed.b[6] & 0x0F) | 0x40);
	seed.b[8] = (uint8_t)((seed.b[8] & 0x3F) | 0x80);
	hex_write(hex, BYTES_OF(seed));
	(void)snprintf(out, ADDRESS_N, "urn:uuid:%.8s-%.4s-%.4s-%.4s-%.12s", hex, hex + 8, hex + 12,
		       hex + 16, hex + 20);
}

static json_t *reference(const char *address)
{
	json_t *o = json_pack("{s:s}", "reference", address);

	ASSERT(o);
	return o;
}

/* Adds the resource under an address of its own; gives a reference to it, the caller's. */
static json_t *add(struct bundle *b, json_t *resource)
{
	char address[ADDRESS_N];

	address_write(b->record->seed, ++b->number, address);
	json_t *entry = json_pack("{s:s}", "fullUrl", address);

	fhir_put(entry, "resource", resource);
	fhir_add(b->entry, entry);
	return reference(address);
}

static json_t *add_told(struct bundle *b, json_t *resource)
{
	json_t *to = add(b, resource);

	ASSERT(json_array_append(b->told, to) == 0);
	return to;
}

static json_t *told(struct bundle *b, const char *type)
{
	json_t *o = fhir_resource(type);

	fhir_share(o, "meta", b->meta);
	return o;
}

/* Restricted, and of mental health: whoever stores it knows how to treat it. */
static json_t *meta(void)
{
	json_t *list = json_array();

	fhir_add(list, json_pack("{s:s, s:s}", "system", TERMS "v3-Confidentiality", "code", "R"));
	fhir_add(list, json_pack("{s:s, s:s}", "system", TERMS "v3-ActCode", "code", "PSY"));
	return json_pack("{s:o}", "security", list);
}

struct str fhir_pseudonym(struct arena *a, struct id16 seed)
{
	return arena_print(a, "Person %02X%02X", seed.b[0], seed.b[1]);
}

static void add_patient(struct arena *a, struct bundle *b)
{
	struct str name = str_trim(b->record->name);
	json_t *o = told(b, "Patient"), *called;

	called = json_pack("{s:s}", "use", name.n ? "usual" : "anonymous");
	fhir_put(called, "text", fhir_text(name.n ? name : fhir_pseudonym(a, b->record->seed)));
	fhir_put(o, "name", fhir_one(called));
	b->patient = add_told(b, o);
}

/* --- measures */
static struct fhir_sheet *sheet_of(struct bundle *b, const struct fhir_form *form)
{
	for (size_t i = 0; i < b->n_sheets; i++)
		if (b->sheet[i].form == form)
			return &b->sheet[i];
	ASSERT(b->n_sheets < FHIR_FORMS_MAX);
	struct fhir_sheet *s = &b->sheet[b->n_sheets++];

	fhir_sheet_make(form, s);
	json_decref(add(b, json_incref(s->questionnaire)));
	return s;
}

static json_t *add_response(struct bundle *b, const struct fhir_result *r)
{
	json_t *o =
		r->answer && r->form->n_questions ? fhir_response(sheet_of(b, r->form), r) : NULL;

	if (!o)
		return NULL;
	fhir_share(o, "meta", b->meta);
	fhir_share(o, "subject", b->patient);
	fhir_share(o, "author", b->patient);
	fhir_share(o, "source", b->patient);
	return add_told(b, o);
}

static void add_total(struct bundle *b, const struct fhir_result *r, json_t *response)
{
	json_t *o = told(b, "Observation");

	fhir_put(o, "status", json_string("final"));
	fhir_put(o, "category",
		 fhir_one(json_pack("{s:[{s:s, s:s}]}", "coding", "system",
				    TERMS "observation-category", "code", "survey")));
	fhir_put(o, "code", fhir_concept(r->form->total_code, r->form->title));
	fhir_share(o, "subject", b->patient);
	fhir_put(o, "performer", fhir_one(json_incref(b->patient)));
	fhir_put(o, "effectiveDateTime", fhir_day(r->day));
	fhir_put(o, "valueQuantity",
		 json_pack("{s:i, s:s, s:s, s:s}", "value", (int)r->total, "unit", "{score}",
			   "system", UNITS, "code", "{score}"));
	if (r->is_typed)
		fhir_put(o, "note",
			 fhir_one(json_pack("{s:s}", "text",
					    "Copied in by the person; somebody else counted it.")));
	if (response)
		fhir_put(o, "derivedFrom", fhir_one(json_incref(response)));
	json_decref(add_told(b, o));
}

static void add_result(struct bundle *b, const struct fhir_result *r)
{
	json_t *response = add_response(b, r);

	if (r->has_total)
		add_total(b, r, response);
	json_decref(response);
}

/* --- treatment */
static json_t *add_course(struct bundle *b, const struct fhir_course *c)
{
	json_t *o = told(b, "EpisodeOfCare"), *period = json_object();
	struct str name = str_trim(c->name), clinician = str_trim(c->clinician);

	fhir_put(o, "status", json_string(c->has_ended ? "finished" : "active"));
	if (name.n)
		fhir_put(o, "type", fhir_one(json_pack("{s:o}", "text", fhir_text(name))));
	fhir_share(o, "patient", b->patient);
	if (c->has_begun)
		fhir_put(period, "start", fhir_day(c->begun));
	if (c->has_ended && (!c->has_begun || c->ended.n >= c->begun.n))
		fhir_put(period, "end", fhir_day(c->ended));
	if (json_object_size(period))
		fhir_share(o, "period", period);
	json_decref(period);
	if (clinician.n)
		fhir_put(o, "careManager", json_pack("{s:o}", "display", fhir_text(clinician)));
	return add_told(b, o);
}

static void add_visit(struct bundle *b, const struct fhir_visit *v, json_t *course)
{
	static const char *const status[] = { [FHIR_PLANNED] = "planned",
					      [FHIR_ATTENDED] = "finished",
					      [FHIR_CANCELLED] = "cancelled" };
	json_t *o = told(b, "Encounter");

	fhir_put(o, "status", json_string(status[v->state]));
	fhir_put(o, "class", json_pack("{s:s, s:s}", "system", TERMS "v3-ActCode", "code", "AMB"));
	fhir_share(o, "subject", b->patient);
	fhir_put(o, "episodeOfCare", fhir_one(json_incref(course)));
	fhir_put(o, "period", json_pack("{s:o}", "start", fhir_day(v->day)));
	if (v->minutes)
		fhir_put(o, "length",
			 json_pack("{s:i, s:s, s:s, s:s}", "value", (int)v->minutes, "unit", "min",
				   "system", UNITS, "code", "min"));
	json_decref(add_told(b, o));
}

static void add_treatment(struct arena *a, struct bundle *b)
{
	const struct fhir_record *r = b->record;
	json_t **course = arena_array(a, json_t *, r->n_courses);

	for (size_t i = 0; i < r->n_courses; i++)
		course[i] = add_course(b, &r->course[i]);
	for (size_t i = 0; i < r->n_visits; i++) {
		ASSERT(r->visit[i].course < r->n_courses);
		add_visit(b, &r->visit[i], course[r->visit[i].course]);
	}
	for (size_t i = 0; i < r->n_courses; i++)
		json_decref(course[i]);
}

/* --- who says so */
static json_t *instant_text(struct instant t)
{
	char day[DAY_TEXT_MAX];
	int64_t in_day = t.s % 86400;

	day_write(day, instant_day(t, (struct minutes){ 0 }));
	return json_sprintf("%sT%02d:%02d:%02dZ", day, (int)(in_day / 3600),
			    (int)(in_day / 60 % 60), (int)(in_day % 60));
}

static void add_provenance(struct bundle *b)
{
	json_t *o = told(b, "Provenance"), *agent;

	fhir_share(o, "target", b->told);
	fhir_put(o, "recorded", instant_text(b->record->now));
	agent = json_pack("{s:{s:[{s:s, s:s}], s:s}}", "type", "coding", "system",
			  TERMS "provenance-participant-type", "code", "author", "text",
			  "Told by the person themselves");
	fhir_share(agent, "who", b->patient);
	fhir_put(o, "agent", fhir_one(agent));
	json_decref(add(b, o));
}

static struct str write(struct arena *a, json_t *bundle)
{
	char *text = json_dumps(bundle, JSON_COMPACT);

	ASSERT(text);
	struct str s = arena_str(a, str_c(text));

	explicit_bzero(text, s.n);
	free(text);
	return s;
}

struct str fhir_bundle(struct arena *a, const struct fhir_record *r)
{
	struct bundle *b = arena_new(a, struct bundle);
	json_t *bundle = fhir_resource("Bundle");

	*b = (struct bundle){
		.record = r, .entry = json_array(), .told = json_array(), .meta = meta()
	};
	fhir_share(bundle, "meta", b->meta);
	fhir_put(bundle, "type", json_string("collection"));
	fhir_put(bundle, "timestamp", instant_text(r->now));
	add_patient(a, b);
	for (size_t i = 0; i < r->n_results; i++)
		add_result(b, &r->result[i]);
	add_treatment(a, b);
	add_provenance(b);
	fhir_put(bundle, "entry", b->entry);
	struct str text = write(a, bundle);

	for (size_t i = 0; i < b->n_sheets; i++)
		fhir_sheet_release(&b->sheet[i]);
	json_decref(b->told);
	json_decref(b->meta);
	json_decref(b->patient);
	json_decref(bundle);
	return text;
}
