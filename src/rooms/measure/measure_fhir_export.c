/* measure: totals and sheets in the form that programs of clinics read. */
#include "measure_form_export.h"
#include "measure_use.h"

fallible measure_add_fhir(struct act *a, struct fhir_record *to)
{
	const struct fhir_form **form = arena_array(a->arena, const struct fhir_form *, MEASURES);
	struct measure_result *list;
	size_t n;

	TRY(measure_results(a, NULL, &list, &n));
	struct fhir_result *result = arena_array(a->arena, struct fhir_result, n + 1);

	for (size_t i = 0; i < n; i++) {
		size_t at = measure_index(list[i].measure);

		if (!form[at])
			form[at] = measure_form(a->arena, list[i].measure);
		result[i] = (struct fhir_result){
			.form = form[at],
			.day = list[i].day,
			.has_total = list[i].has_total,
			.is_typed = list[i].is_typed,
			.total = list[i].total,
			.answer = list[i].has_answers ? list[i].answer : NULL,
		};
	}
	to->result = result;
	to->n_results = n;
	return OK;
}
