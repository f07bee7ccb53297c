#include "fhir_check.h"
#include <stdio.h>
#include <string.h>
#include "loinc.h"

#define OURS "https://rejoin.invalid/fhir/Questionnaire/"

static const char *word(const json_t *o, const char *key)
{
	const char *s = json_string_value(json_object_get(o, key));

	return s ? s : "";
}

json_t *fhir_check_all(const json_t *bundle, const char *type)
{
	json_t *list = json_array(), *entry;
	size_t i;

	json_array_foreach (json_object_get(bundle, "entry"), i, entry) {
		json_t *resource = json_object_get(entry, "resource");

		if (strcmp(word(resource, "resourceType"), type) == 0)
			json_array_append(list, resource);
	}
	return list;
}

static const json_t *at_address(const json_t *bundle, const char *address)
{
	json_t *entry;
	size_t i;

	json_array_foreach (json_object_get(bundle, "entry"), i, entry)
		if (strcmp(word(entry, "fullUrl"), address) == 0)
			return json_object_get(entry, "resource");
	return NULL;
}

/* Every reference leads somewhere, every code of LOINC is sound, nothing is empty. */
static const char *check_deep(const json_t *bundle, json_t *at)
{
	const char *key, *bad;
	json_t *value;
	size_t i;

	if (json_is_string(at) && !json_string_length(at))
		return "an empty text";
	if ((json_is_array(at) && !json_array_size(at)) ||
	    (json_is_object(at) && !json_object_size(at)))
		return "an empty list";
	json_array_foreach (at, i, value)
		if ((bad = check_deep(bundle, value)))
			return bad;
	json_object_foreach (at, key, value) {
		if (strcmp(key, "reference") == 0 && !at_address(bundle, json_string_value(value)))
			return "a reference to nothing";
		if ((bad = check_deep(bundle, value)))
			return bad;
	}
	if (strcmp(word(at, "system"), "http://loinc.org") == 0 &&
	    !loinc_is_sound(str_c(word(at, "code"))))
		return "a code that LOINC cannot have";
	return NULL;
}

static const char *check_addresses(const json_t *bundle)
{
	const json_t *all = json_object_get(bundle, "entry");
	json_t *seen = json_object(), *entry;
	const char *bad = NULL;
	size_t i;

	json_array_foreach (all, i, entry) {
		const char *a = word(entry, "fullUrl");

		if (strlen(a) != 45 || strncmp(a, "urn:uuid:", 9) || a[23] != '4')
			bad = "an address that is none";
		if (json_object_get(seen, a))
			bad = "an address twice";
		json_object_set_new(seen, a, json_true());
	}
	json_decref(seen);
	return bad;
}

/* --- sheets */
static json_t *questionnaire(const json_t *bundle, const char *canonical, const char *folder)
{
	char path[512], id[64] = "";
	json_t *all = fhir_check_all(bundle, "Questionnaire"), *found = NULL, *one;
	size_t i;

	if (sscanf(canonical, OURS "%63[a-z0-9]|0.1", id) != 1)
		id[0] = 0;
	(void)snprintf(path, sizeof path, "%s/Questionnaire-%s.json", folder, id);
	json_array_foreach (all, i, one)
		if (strcmp(word(one, "id"), id) == 0)
			found = json_incref(one);
	json_decref(all);
	json_t *file = json_load_file(path, 0, NULL);

	if (!file || !found) {
		json_decref(file);
		return found;
	}
	json_decref(found);
	return file;
}

static const json_t *item_of(const json_t *items, const char *link)
{
	const json_t *item;
	size_t i;

	json_array_foreach (items, i, item)
		if (strcmp(word(item, "linkId"), link) == 0)
			return item;
	return NULL;
}

static long points(const json_t *coding)
{
	const json_t *extension = json_array_get(json_object_get(coding, "extension"), 0);

	return (long)json_integer_value(json_object_get(extension, "valueDecimal"));
}

struct sheet {
	long sum, total;
	bool has_total, is_whole, has_alone;
	size_t n; /* answers to choices */
};

static const char *check_choice(const json_t *item, const json_t *said, struct sheet *s)
{
	const json_t *coding = json_object_get(said, "valueCoding"), *option;
	size_t i;

	json_array_foreach (json_object_get(item, "answerOption"), i, option)
		if (json_equal(json_object_get(option, "valueCoding"), coding)) {
			s->sum += points(coding);
			s->n++;
			return NULL;
		}
	return "an answer that is not offered";
}

static bool is_enabled(const json_t *item, const json_t *answered)
{
	const json_t *when = json_array_get(json_object_get(item, "enableWhen"), 0);
	const json_t *given = when ? item_of(answered, word(when, "question")) : NULL;
	const json_t *said =
		json_object_get(json_array_get(json_object_get(given, "answer"), 0), "valueCoding");

	return !when ||
	       strcmp(word(said, "code"), word(json_object_get(when, "answerCoding"), "code")) == 0;
}

static const char *check_items(const json_t *asked, const json_t *answered, struct sheet *s);

static const char *check_item(const json_t *item, const json_t *given, const json_t *answered,
			      struct sheet *s)
{
	const json_t *said = json_array_get(json_object_get(given, "answer"), 0);
	const char *type = word(item, "type");

	if (!is_enabled(item, answered))
		return "an answer to what was not asked";
	if (!item || strcmp(word(item, "text"), word(given, "text")))
		return "an answer to no question";
	if (strcmp(type, "group") == 0)
		return check_items(json_object_get(item, "item"), json_object_get(given, "item"),
				   s);
	if (json_array_size(json_object_get(given, "answer")) != 1)
		return "not one answer";
	if (strcmp(type, "integer") == 0) {
		s->has_total = true;
		s->total = (long)json_integer_value(json_object_get(said, "valueInteger"));
		return NULL;
	}
	s->has_alone |= strcmp(word(json_array_get(json_object_get(item, "code"), 0), "code"),
			       "44260-8") == 0;
	return check_choice(item, said, s);
}

/* Answers come in the order of the questions; of those, none that is needed is missing. */
static const char *check_items(const json_t *asked, const json_t *answered, struct sheet *s)
{
	const json_t *item, *given;
	const char *bad;
	size_t i, at = 0;

	json_array_foreach (asked, i, item) {
		given = json_array_get(answered, at);
		bool has = given && strcmp(word(given, "linkId"), word(item, "linkId")) == 0;

		if (has && (bad = check_item(item, given, answered, s)))
			return bad;
		at += has;
		if (!has && is_enabled(item, answered) &&
		    (json_is_true(json_object_get(item, "required")) ||
		     strcmp(word(item, "type"), "group") == 0))
			s->is_whole = false;
	}
	return at == json_array_size(answered) ? NULL : "an answer out of order";
}

static const char *check_sheet(const json_t *bundle, const json_t *response, const char *folder)
{
	json_t *q = questionnaire(bundle, word(response, "questionnaire"), folder);
	struct sheet s = { .is_whole = true };
	bool is_completed = strcmp(word(response, "status"), "completed") == 0;

	if (!q)
		return "a sheet of nothing";
	const char *bad =
		check_items(json_object_get(q, "item"), json_object_get(response, "item"), &s);

	json_decref(q);
	if (bad)
		return bad;
	if (s.n == 0)
		return "a sheet without an answer";
	if (is_completed != s.is_whole)
		return "a sheet that says it is what it is not";
	if (s.has_total && (!s.is_whole || s.total != s.sum))
		return "a total that is none";
	return s.has_alone && !s.is_whole ? "the question about death stands alone" : NULL;
}

static const char *check_total(const json_t *bundle, const json_t *o)
{
	const json_t *from = json_array_get(json_object_get(o, "derivedFrom"), 0);
	const json_t *response = from ? at_address(bundle, word(from, "reference")) : NULL;
	const json_t *items = json_object_get(response, "item");
	const json_t *last = json_array_get(items, json_array_size(items) - 1);
	const json_t *said = json_array_get(json_object_get(last, "answer"), 0);

	if (strcmp(word(o, "status"), "final") || !json_object_get(o, "subject") ||
	    !json_object_get(o, "code"))
		return "a total of nobody";
	return from && !json_equal(json_object_get(said, "valueInteger"),
				   json_object_get(json_object_get(o, "valueQuantity"), "value"))
		       ? "a total that is not its sheet's"
		       : NULL;
}

static const char *check_each(const json_t *bundle, const char *folder)
{
	const json_t *entry;
	const char *bad = NULL;
	size_t i;

	json_array_foreach (json_object_get(bundle, "entry"), i, entry) {
		const json_t *o = json_object_get(entry, "resource");
		const char *type = word(o, "resourceType");

		if (strcmp(type, "QuestionnaireResponse") == 0)
			bad = check_sheet(bundle, o, folder);
		else if (strcmp(type, "Observation") == 0)
			bad = check_total(bundle, o);
		else if (strcmp(type, "Patient") == 0 && json_object_get(o, "birthDate"))
			bad = "a day of birth";
		if (bad)
			return bad;
	}
	return NULL;
}

const char *fhir_check(json_t *bundle, const char *folder)
{
	json_t *patients = fhir_check_all(bundle, "Patient");
	size_t n = json_array_size(patients);
	const char *bad;

	json_decref(patients);
	if (strcmp(word(bundle, "resourceType"), "Bundle") ||
	    strcmp(word(bundle, "type"), "collection"))
		return "no bundle";
	if (n != 1)
		return "not one patient";
	if ((bad = check_addresses(bundle)) || (bad = check_deep(bundle, bundle)))
		return bad;
	return check_each(bundle, folder);
}
