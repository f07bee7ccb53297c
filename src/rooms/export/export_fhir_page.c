/* export: a file that programs of clinics read (FHIR). Chosen, told in words, then made. */
#include "export_fhir.html.h"
#include "export_take_page.h"
#include "fhir.h"

enum kind { TOTALS, ANSWERS, VISITS, NAME };
static const char *const field[] = { "totals", "answers", "visits", "called" };

struct asked {
	struct day first;
	const char *span;
	bool has[EXPORT_KINDS + 1];
	struct fhir_record record;     /* what is chosen, of these weeks */
	size_t totals, answers, alone; /* alone: sheets with the question about death */
};

static fallible show_form(struct visit *v, const char *note, int status)
{
	struct export_fhir_form_view *view = arena_new(v->arena, struct export_fhir_form_view);
	static const struct export_tick kinds[] = {
		[TOTALS] = { "totals", STR("1"), STR("Totals of questionnaires"),
			     STR("Each with its day.") },
		[ANSWERS] = { "answers", STR("1"), STR("Single answers"),
			      STR("Every sheet as you filled it in. The PHQ-9 asks about thoughts "
				  "of death; that answer is then in it too.") },
		[VISITS] = { "visits", STR("1"), STR("Visits of a treatment"),
			     STR("Which treatment, with whom, the days. Never your questions, nor "
				 "why it ended.") },
		[NAME] = { "called",
			   STR("1"),
			   { "", 0 },
			   STR("Your name. Without it the file calls you Person and four signs.") },
	};

	memcpy(view->kind, kinds, sizeof kinds);
	view->kind[NAME].words = v->act.preferences->name;
	for (size_t i = 0; i <= EXPORT_KINDS; i++)
		view->kind[i].is_on = form_check(&v->form, field[i]);
	view->span = export_span_choices(v);
	view->note = note;
	export_fhir_form(page_begin(v, "Copies", TAB_ME), view);
	return page_end_status(v, status);
}

fallible export_get_fhir(struct visit *v)
{
	return show_form(v, NULL, 200);
}

/* --- what is in it */
static void choose_results(struct visit *v, struct asked *a, const struct fhir_record *all)
{
	struct fhir_result *to = arena_array(v->arena, struct fhir_result, all->n_results + 1);

	for (size_t i = 0; i < all->n_results; i++) {
		struct fhir_result r = all->result[i];

		if (r.day.n < a->first.n)
			continue;
		r.has_total = r.has_total && a->has[TOTALS];
		r.answer = a->has[ANSWERS] ? r.answer : NULL;
		if (!r.has_total && !r.answer)
			continue;
		to[a->record.n_results++] = r;
		a->totals += r.has_total;
		a->answers += r.answer != NULL;
		a->alone += r.answer && r.form->alone;
	}
	a->record.result = to;
}

static void choose_visits(struct visit *v, struct asked *a, const struct fhir_record *all)
{
	struct fhir_visit *to = arena_array(v->arena, struct fhir_visit, all->n_visits + 1);

	if (!a->has[VISITS])
		return;
	a->record.course = all->course;
	a->record.n_courses = all->n_courses;
	for (size_t i = 0; i < all->n_visits; i++)
		if (all->visit[i].day.n >= a->first.n)
			to[a->record.n_visits++] = all->visit[i];
	a->record.visit = to;
}

/* The bundle that was looked at is the one that is made: its seed comes back with the form. */
static fallible read_seed(struct visit *v, struct id16 *ret)
{
	struct str sent = form_raw(&v->form, "seed");

	if (sent.n == 0)
		*ret = act_draw(&v->act);
	else if (!hex_read(ret->b, sizeof ret->b, sent))
		return FAIL(BAD_REQUEST);
	return OK;
}

static fallible read_asked(struct visit *v, struct asked *a)
{
	struct fhir_record all = { 0 };

	if (!export_span_read(v, &a->first, &a->span))
		return FAIL(BAD_REQUEST);
	for (size_t i = 0; i <= EXPORT_KINDS; i++)
		a->has[i] = form_check(&v->form, field[i]);
	TRY(read_seed(v, &a->record.seed));
	TRY(room_fhir(v, &all));
	a->record.now = v->act.now;
	if (a->has[NAME])
		a->record.name = v->act.preferences->name;
	choose_results(v, a, &all);
	choose_visits(v, a, &all);
	return OK;
}

static bool is_empty(const struct asked *a)
{
	return a->record.n_results + a->record.n_courses == 0;
}

/* --- in words */
static void say(struct export_fhir_view *view, struct str line)
{
	view->line[view->n++] = line;
}

static const char *s(size_t n)
{
	return n == 1 ? "" : "s";
}

static void fill_lines(struct visit *v, const struct asked *a, struct export_fhir_view *view)
{
	struct str who = fhir_pseudonym(v->arena, a->record.seed);
	struct str days = export_span_words(v, a->first);

	say(view, days);
	if (a->has[TOTALS])
		say(view, arena_print(v->arena, "%zu total%s of questionnaires", a->totals,
				      s(a->totals)));
	if (a->has[ANSWERS])
		say(view, arena_print(v->arena, "%zu sheet%s with every single answer", a->answers,
				      s(a->answers)));
	if (a->alone)
		say(view, STR("In a sheet of the PHQ-9, also the answer about thoughts of death"));
	if (a->has[VISITS] && a->record.n_courses == 0)
		say(view, STR("No visit: none is written down"));
	else if (a->has[VISITS])
		say(view, arena_print(v->arena,
				      "%zu visit%s in %zu course%s of treatment, with the "
				      "clinician as you wrote them down",
				      a->record.n_visits, s(a->record.n_visits),
				      a->record.n_courses, s(a->record.n_courses)));
	if (a->has[NAME])
		who = v->act.preferences->name;
	say(view,
	    arena_print(v->arena, "%s: %.*s", a->has[NAME] ? "Your name" : "No name. It calls you",
			(int)who.n, who.p));
}

fallible export_post_fhir(struct visit *v)
{
	struct asked *a = arena_new(v->arena, struct asked);
	struct export_fhir_view *view = arena_new(v->arena, struct export_fhir_view);
	char seed[33];

	TRY(read_asked(v, a));
	if (form_check(&v->form, "again"))
		return show_form(v, NULL, 200);
	if (is_empty(a))
		return show_form(v,
				 "There is nothing to put in yet. Tick something, or look further "
				 "back.",
				 422);
	hex_write(seed, BYTES_OF(a->record.seed));
	view->seed = arena_str(v->arena, str_c(seed));
	view->span = a->span;
	memcpy(view->has, a->has, sizeof view->has);
	memcpy(view->field, field, sizeof view->field);
	fill_lines(v, a, view);
	export_fhir_sheet(page_begin(v, "Copies", TAB_ME), view);
	return page_end(v);
}

fallible export_post_fhir_file(struct visit *v)
{
	struct asked *a = arena_new(v->arena, struct asked);

	TRY(read_asked(v, a));
	if (is_empty(a))
		return FAIL(BAD_REQUEST);
	return export_hand_over_part(v, "application/fhir+json", "notes.json",
				     bytes_str(fhir_bundle(v->arena, &a->record)));
}
