#include "measure_form_export.h"

static const struct fhir_option *options(struct arena *a, const struct measure *m)
{
	struct fhir_option *to = arena_array(a, struct fhir_option, m->n_options + 1);

	for (size_t i = 0; i < m->n_options; i++)
		to[i] = (struct fhir_option){ m->option[i].points, m->option[i].words,
					      m->option[i].code };
	return to;
}

static const struct fhir_question *questions(struct arena *a, const struct measure_item item[],
					     size_t n)
{
	struct fhir_question *to = arena_array(a, struct fhir_question, n + 1);

	for (size_t i = 0; i < n; i++)
		to[i] = (struct fhir_question){ item[i].text, item[i].code };
	return to;
}

const struct fhir_form *measure_form(struct arena *a, const struct measure *m)
{
	struct fhir_form *f = arena_new(a, struct fhir_form);

	*f = (struct fhir_form){
		.id = m->id,
		.title = m->name,
		.notice = m->licence,
		.instructions = m->instructions,
		.stem = m->stem,
		.gate = m->gate ? questions(a, m->gate, 1) : NULL,
		.question = questions(a, m->item, m->n_items),
		.n_questions = m->n_items,
		.option = options(a, m),
		.n_options = m->n_options,
		.alone = m->safety_item,
		.panel_code = m->panel_code,
		.total_code = m->total_code,
	};
	return f;
}
