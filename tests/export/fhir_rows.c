#include "fhir_rows.h"
#include "measure.h"
#include "measure_form_export.h"

static uint64_t draw(uint64_t *s)
{
	*s += 0x9E3779B97F4A7C15u;
	uint64_t z = *s;

	z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
	z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
	return z ^ (z >> 31);
}

static unsigned below(uint64_t *s, unsigned n)
{
	return (unsigned)(draw(s) % n);
}

static const char *const odd[] = {
	"", " ", "Dr. A", "\xC3\x84rztin \"B\" <b>", "\xF0\x9F\x8C\xB1", "a\\b/c & d", "\xD8\xB9",
};
#define ODD (sizeof odd / sizeof *odd)

/* kind 0: whole; 1: as it comes; 2: only one answer */
static void answer(uint64_t *s, const struct measure *m, unsigned kind, measure_answer to[])
{
	size_t n = measure_questions(m), only = below(s, (unsigned)n), options;

	for (size_t i = 0; i < n; i++) {
		(void)measure_options(m, i, &options);
		if (kind == 0 || (kind == 1 && below(s, 4)) || (kind == 2 && i == only))
			to[i] = (measure_answer)(1 + below(s, (unsigned)options));
	}
}

static struct fhir_result result(struct arena *a, uint64_t *s, const struct measure *m,
				 const struct fhir_form *f, struct day day, unsigned kind)
{
	measure_answer *said = arena_array(a, measure_answer, MEASURE_ANSWERS);
	struct fhir_result r = { .form = f, .day = day, .answer = said };

	if (m->n_items == 0 || kind == 3) {
		r.answer = NULL;
		r.has_total = r.is_typed = true;
		r.total = m->least + below(s, m->most - m->least + 1);
		return r;
	}
	answer(s, m, kind, said);
	r.has_total = measure_total(m, said, &r.total);
	return r;
}

static void treatment(struct arena *a, uint64_t *s, struct fhir_record *r)
{
	struct fhir_course *c = arena_array(a, struct fhir_course, 4);
	struct fhir_visit *v = arena_array(a, struct fhir_visit, 32);

	r->n_courses = below(s, 4);
	r->n_visits = r->n_courses ? below(s, 32) : 0;
	for (size_t i = 0; i < r->n_courses; i++)
		c[i] = (struct fhir_course){ .name = str_c(odd[below(s, ODD)]),
					     .clinician = str_c(odd[below(s, ODD)]),
					     .has_begun = below(s, 2),
					     .has_ended = below(s, 2),
					     .begun = { (int)(20000 + below(s, 400)) },
					     .ended = { (int)(20000 + below(s, 400)) } };
	for (size_t i = 0; i < r->n_visits; i++)
		v[i] = (struct fhir_visit){ .course = below(s, (unsigned)r->n_courses),
					    .day = { (int)(20000 + below(s, 400)) },
					    .minutes = below(s, 3) * 45,
					    .state = (enum fhir_visit_state)below(s, 3) };
	r->course = c;
	r->visit = v;
}

static const struct fhir_form **forms(struct arena *a)
{
	const struct fhir_form **form = arena_array(a, const struct fhir_form *, MEASURES);

	for (size_t i = 0; i < MEASURES; i++)
		form[i] = measure_form(a, measure_at(i));
	return form;
}

struct fhir_record fhir_rows(struct arena *a, uint64_t seed)
{
	const struct fhir_form **form = forms(a);
	struct fhir_record r = { .now = { (int64_t)(1700000000 + draw(&seed) % 90000000) } };
	struct fhir_result *to = arena_array(a, struct fhir_result, 40);

	for (size_t i = 0; i < 16; i++)
		r.seed.b[i] = (uint8_t)draw(&seed);
	r.name = str_c(odd[below(&seed, ODD)]);
	r.n_results = below(&seed, 40);
	for (size_t i = 0; i < r.n_results; i++) {
		size_t at = below(&seed, MEASURES);

		to[i] = result(a, &seed, measure_at(at), form[at],
			       (struct day){ (int)(19000 + below(&seed, 2000)) }, below(&seed, 4));
	}
	r.result = to;
	treatment(a, &seed, &r);
	return r;
}

struct fhir_record fhir_rows_year(struct arena *a)
{
	static const struct {
		const char *id;
		int days;
	} often[] = { { "phq4", 7 }, { "pcl5", 14 }, { "phq9", 14 }, { "gad7", 28 }, { "k6", 28 } };
	const struct fhir_form **form = forms(a);
	struct fhir_record r = { .now = { 1795000000 }, .seed = { { 1, 2, 3 } }, .n_courses = 1 };
	struct fhir_result *to = arena_array(a, struct fhir_result, 200);
	struct fhir_course *course = arena_new(a, struct fhir_course);
	struct fhir_visit *visit = arena_array(a, struct fhir_visit, 40);
	uint64_t seed = 7;

	for (size_t k = 0; k < sizeof often / sizeof *often; k++) {
		const struct measure *m = measure_find(str_c(often[k].id));

		for (int day = 0; day < 365; day += often[k].days)
			to[r.n_results++] = result(a, &seed, m, form[measure_index(m)],
						   (struct day){ 20000 + day }, 0);
	}
	*course = (struct fhir_course){ .name = STR("EMDR"), .clinician = STR("Dr. A") };
	for (r.n_visits = 0; r.n_visits < 40; r.n_visits++)
		visit[r.n_visits] = (struct fhir_visit){
			0, { 20000 + 9 * (int)r.n_visits }, 90, FHIR_ATTENDED
		};
	r.result = to;
	r.course = course;
	r.visit = visit;
	return r;
}
