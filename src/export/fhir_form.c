/* Questionnaires and what was answered to them. */
#include "ensure.h"
#include "fhir_inside.h"

#define LOINC_NOTICE "LOINC content (c) Regenstrief Institute, http://loinc.org/license."
#define YES	     1 /* the row of the option that opens what stands behind a gate */

/* --- the questionnaire */
static json_t *coding(const struct fhir_form *f, size_t option, bool has_points)
{
	const struct fhir_option *o = &f->option[option];
	json_t *coding = json_object();

	fhir_put(coding, "system",
		 json_string(o->code ? FHIR_LOINC : FHIR_OURS "CodeSystem/answers"));
	fhir_put(coding, "code",
		 o->code ? json_string(o->code) : json_sprintf("%s-%u", f->id, o->points));
	fhir_put(coding, "display", json_string(o->words));
	if (has_points)
		fhir_put(coding, "extension",
			 fhir_one(json_pack("{s:s, s:i}", "url", FHIR_ORDINAL, "valueDecimal",
					    (int)o->points)));
	return coding;
}

static json_t *loinc(const char *code)
{
	return fhir_one(json_pack("{s:s, s:s}", "system", FHIR_LOINC, "code", code));
}

static json_t *item(const char *link, const char *type, const char *text)
{
	return json_pack("{s:s, s:s, s:s}", "linkId", link, "type", type, "text", text);
}

static json_t *question_item(const struct fhir_question *q, const char *link, json_t *options)
{
	json_t *o = item(link, "choice", q->text);

	fhir_put(o, "required", json_true());
	fhir_share(o, "answerOption", options);
	if (q->code)
		fhir_put(o, "code", loinc(q->code));
	return o;
}

static json_t *options(const struct fhir_form *f, bool has_points)
{
	json_t *list = json_array();

	for (size_t i = 0; i < f->n_options; i++)
		fhir_add(list, json_pack("{s:o}", "valueCoding", coding(f, i, has_points)));
	return list;
}

static json_t *group_item(const struct fhir_form *f)
{
	json_t *group = item("g", "group", f->stem), *list = json_array(), *all = options(f, true);

	for (size_t i = 0; i < f->n_questions; i++) {
		char link[24];

		(void)snprintf(link, sizeof link, "%zu", i + 1);
		fhir_add(list, question_item(&f->question[i], link, all));
	}
	fhir_put(group, "item", list);
	json_decref(all);
	if (f->gate) {
		json_t *when = json_pack("{s:s, s:s}", "question", "gate", "operator", "=");

		fhir_put(
			when, "answerCoding",
			json_pack("{s:s, s:s}", "system", FHIR_LOINC, "code", f->option[YES].code));
		fhir_put(group, "enableWhen", fhir_one(when));
	}
	return group;
}

static json_t *items(const struct fhir_form *f)
{
	json_t *list = json_array(), *total = item("total", "integer", "Total score");

	if (f->instructions)
		fhir_add(list, item("intro", "display", f->instructions));
	if (f->gate) {
		json_t *plain = options(f, false);

		fhir_add(list, question_item(f->gate, "gate", plain));
		json_decref(plain);
	}
	fhir_add(list, group_item(f));
	fhir_put(total, "readOnly", json_true());
	if (f->total_code)
		fhir_put(total, "code", loinc(f->total_code));
	fhir_add(list, total);
	return list;
}

json_t *fhir_questionnaire(const struct fhir_form *f)
{
	json_t *o = fhir_resource("Questionnaire");

	ASSERT(f->n_options <= FHIR_OPTIONS_MAX && f->n_questions <= FHIR_QUESTIONS_MAX - 1 &&
	       (!f->gate || (f->n_options > YES && f->option[YES].code)));
	fhir_put(o, "id", json_string(f->id));
	fhir_put(o, "url", json_sprintf(FHIR_OURS "Questionnaire/%s", f->id));
	fhir_put(o, "version", json_string("0.1"));
	fhir_put(o, "name", json_string(f->id));
	fhir_put(o, "title", json_string(f->title));
	fhir_put(o, "status", json_string("draft"));
	fhir_put(o, "subjectType", fhir_one(json_string("Patient")));
	fhir_put(o, "copyright", json_sprintf("%s " LOINC_NOTICE, f->notice));
	if (f->panel_code)
		fhir_put(o, "code", loinc(f->panel_code));
	fhir_put(o, "item", items(f));
	return o;
}

/* --- what was answered */
static size_t first_question(const struct fhir_form *f)
{
	return f->gate ? 1 : 0;
}

void fhir_sheet_make(const struct fhir_form *f, struct fhir_sheet *ret)
{
	*ret = (struct fhir_sheet){ .form = f,
				    .stem = json_string(f->stem),
				    .address =
					    json_sprintf(FHIR_OURS "Questionnaire/%s|0.1", f->id) };
	ret->questionnaire = fhir_questionnaire(f);
	for (size_t i = 0; i < f->n_options; i++) {
		ret->said[i] = fhir_one(json_pack("{s:o}", "valueCoding", coding(f, i, true)));
		ret->at_gate[i] = fhir_one(json_pack("{s:o}", "valueCoding", coding(f, i, false)));
	}
	for (size_t i = 0; i < f->n_questions; i++) {
		ret->text[i] = json_string(f->question[i].text);
		ret->link[i] = json_sprintf("%zu", i + 1);
	}
}

void fhir_sheet_release(struct fhir_sheet *s)
{
	for (size_t i = 0; i < FHIR_OPTIONS_MAX; i++) {
		json_decref(s->said[i]);
		json_decref(s->at_gate[i]);
	}
	for (size_t i = 0; i < FHIR_QUESTIONS_MAX; i++) {
		json_decref(s->text[i]);
		json_decref(s->link[i]);
	}
	json_decref(s->stem);
	json_decref(s->address);
	json_decref(s->questionnaire);
}

static bool is_closed(const struct fhir_form *f, const uint8_t answer[])
{
	return f->gate && answer[0] != YES + 1;
}

static bool is_answered(const struct fhir_form *f, const uint8_t answer[], size_t i)
{
	return answer[i] >= 1 && answer[i] <= f->n_options;
}

static bool is_whole(const struct fhir_form *f, const uint8_t answer[])
{
	if (f->gate && is_answered(f, answer, 0) && is_closed(f, answer))
		return true;
	for (size_t i = 0; i < first_question(f) + f->n_questions; i++)
		if (!is_answered(f, answer, i))
			return false;
	return true;
}

static json_t *group_answers(const struct fhir_sheet *s, const uint8_t answer[], bool is_whole)
{
	const struct fhir_form *f = s->form;
	json_t *list = json_array(), *group = json_pack("{s:s}", "linkId", "g");

	fhir_share(group, "text", s->stem);
	for (size_t i = 0; i < f->n_questions; i++) {
		size_t at = first_question(f) + i;
		json_t *o;

		if (!is_answered(f, answer, at) || (!is_whole && f->alone == i + 1))
			continue;
		o = json_object();
		fhir_share(o, "linkId", s->link[i]);
		fhir_share(o, "text", s->text[i]);
		fhir_share(o, "answer", s->said[answer[at] - 1]);
		fhir_add(list, o);
	}
	if (json_array_size(list) == 0) {
		json_decref(list);
		json_decref(group);
		return NULL;
	}
	fhir_put(group, "item", list);
	return group;
}

static json_t *total_answer(unsigned total)
{
	json_t *o = json_pack("{s:s, s:s}", "linkId", "total", "text", "Total score");

	fhir_put(o, "answer", fhir_one(json_pack("{s:i}", "valueInteger", (int)total)));
	return o;
}

json_t *fhir_response(const struct fhir_sheet *s, const struct fhir_result *r)
{
	const struct fhir_form *f = s->form;
	bool whole = is_whole(f, r->answer);
	json_t *list = json_array(), *group;

	if (f->gate && is_answered(f, r->answer, 0)) {
		json_t *o = json_pack("{s:s, s:s}", "linkId", "gate", "text", f->gate->text);

		fhir_share(o, "answer", s->at_gate[r->answer[0] - 1]);
		fhir_add(list, o);
	}
	group = is_closed(f, r->answer) ? NULL : group_answers(s, r->answer, whole);
	if (group)
		fhir_add(list, group);
	if (json_array_size(list) == 0) {
		json_decref(list);
		return NULL;
	}
	if (whole && r->has_total)
		fhir_add(list, total_answer(r->total));
	json_t *o = fhir_resource("QuestionnaireResponse");

	fhir_share(o, "questionnaire", s->address);
	fhir_put(o, "status", json_string(whole ? "completed" : "stopped"));
	fhir_put(o, "authored", fhir_day(r->day));
	fhir_put(o, "item", list);
	return o;
}
