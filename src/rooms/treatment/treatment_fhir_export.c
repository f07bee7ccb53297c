/* treatment: courses and visits in the form that programs of clinics read. Never a question, nor
 * why a course ended. */
#include "fhir.h"
#include "treatment_use.h"

static struct str name(const struct treatment_course *c)
{
	const struct therapy_facts *facts = therapy_facts(c->therapy);

	return c->therapy == THERAPY_OTHER || !facts ? c->other : str_c(facts->name);
}

static enum fhir_visit_state state(const struct treatment_visit *v)
{
	if (v->state == TREATMENT_PLANNED)
		return FHIR_PLANNED;
	return v->state == TREATMENT_ATTENDED ? FHIR_ATTENDED : FHIR_CANCELLED;
}

/* What was moved is a visit of its own on the other day. */
static void add_visits(const struct treatment_visit visit[], size_t n, size_t course,
		       struct fhir_visit to[], size_t *n_to)
{
	for (size_t i = 0; i < n; i++)
		if (visit[i].state != TREATMENT_MOVED)
			to[(*n_to)++] = (struct fhir_visit){ course, visit[i].day, visit[i].minutes,
							     state(&visit[i]) };
}

fallible treatment_add_fhir(struct act *a, struct fhir_record *to)
{
	struct treatment_course *list;
	struct treatment_visit *visit;
	size_t n, n_visits;

	TRY(treatment_courses(a, &list, &n));
	struct fhir_course *course = arena_array(a->arena, struct fhir_course, n + 1);
	struct fhir_visit *all =
		arena_array(a->arena, struct fhir_visit, n * TREATMENT_VISITS_MAX + 1);

	to->n_visits = 0;
	for (size_t i = 0; i < n; i++) {
		TRY(treatment_visits(a, &list[i], &visit, &n_visits));
		course[i] = (struct fhir_course){ .name = name(&list[i]),
						  .clinician = list[i].clinician,
						  .has_begun = n_visits > 0,
						  .has_ended = list[i].has_ended,
						  .ended = list[i].ended };
		if (n_visits)
			course[i].begun = visit[0].day;
		add_visits(visit, n_visits, i, all, &to->n_visits);
	}
	to->course = course;
	to->n_courses = n;
	to->visit = all;
	return OK;
}
