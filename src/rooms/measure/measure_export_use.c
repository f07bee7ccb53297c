/* measure: the copy to take along, with the codes by which other programs know a measure. */
#include <jansson.h>
#include "measure_use.h"

static void add_code(json_t *o, const char *code)
{
	if (code)
		json_object_set_new(o, "loinc", json_string(code));
}

static void add_answer(json_t *to, const struct measure *m, size_t i, measure_answer answer)
{
	size_t n;
	const struct measure_option *option = measure_options(m, i, &n);

	if (answer == 0 || answer > n)
		return;
	option += answer - 1;
	json_t *o = json_object(), *said = json_object();

	json_object_set_new(o, "question", json_string(measure_question(m, i)->text));
	add_code(o, measure_question(m, i)->code);
	json_object_set_new(said, "words", json_string(option->words));
	add_code(said, option->code);
	if (measure_is_scored(m, i))
		json_object_set_new(said, "points", json_integer(option->points));
	json_object_set_new(o, "answer", said);
	json_array_append_new(to, o);
}

static void add_result(json_t *to, const struct measure_result *r)
{
	const struct measure *m = r->measure;
	json_t *o = json_object(), *total = json_object(), *answers = json_array();
	char day[DAY_TEXT_MAX];

	day_write(day, r->day);
	json_object_set_new(o, "measure", json_string(m->name));
	json_object_set_new(o, "day", json_string(day));
	add_code(o, m->panel_code);
	if (m->stem)
		json_object_set_new(o, "asked", json_string(m->stem));
	if (r->has_total) {
		json_object_set_new(total, "value", json_integer(r->total));
		json_object_set_new(total, "least", json_integer(m->least));
		json_object_set_new(total, "most", json_integer(m->most));
		add_code(total, m->total_code);
		json_object_set(o, "total", total);
	}
	if (r->is_typed)
		json_object_set_new(o, "typed in", json_true());
	for (size_t i = 0; r->has_answers && i < measure_questions(m); i++)
		add_answer(answers, m, i, r->answer[i]);
	if (json_array_size(answers))
		json_object_set(o, "answers", answers);
	if (m->licence)
		json_object_set_new(o, "notice", json_string(m->licence));
	json_decref(total);
	json_decref(answers);
	json_array_append_new(to, o);
}

static void add_open(json_t *to, const struct measure *m, const struct measure_open *open)
{
	struct measure_result r = { .measure = m, .day = open->day, .has_answers = true };

	memcpy(r.answer, open->answer, sizeof r.answer);
	add_result(to, &r);
	json_object_set_new(json_array_get(to, json_array_size(to) - 1), "not finished",
			    json_true());
}

fallible measure_add_records(struct act *a, struct json_t *to)
{
	struct measure_private *mine = arena_new(a->arena, struct measure_private);
	struct measure_result *list;
	size_t n;

	TRY(measure_results(a, NULL, &list, &n));
	TRY(measure_private_read(a, mine));
	for (size_t i = 0; i < n; i++)
		add_result(to, &list[i]);
	for (size_t i = 0; i < MEASURES; i++)
		if (mine->open[i].is_there)
			add_open(to, measure_at(i), &mine->open[i]);
	if (json_array_size(to)) {
		json_t *o = json_object();

		json_object_set_new(o, "notice", json_string(measure_loinc_notice));
		json_array_append_new(to, o);
	}
	return OK;
}
