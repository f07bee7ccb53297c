/* measure: one result, the sheet of it, its day; and a total that is typed in. */
#include "measure_page.h"
#include "measure_result.html.h"
#include "sharing.h"
#include "when.h"
#include "words.h"

static fallible read_result(struct visit *v, struct measure_result *ret)
{
	const struct measure *m;
	struct id16 id;

	TRY(measure_read_path(v, &m));
	if (!visit_param_id(v, 1, &id))
		return FAIL(NOT_FOUND);
	TRY(measure_find_result(&v->act, id, ret));
	return ret->measure == m ? OK : FAIL(NOT_FOUND);
}

/* --- one result */
static void fill_answers(const struct measure_result *r, struct measure_result_view *view)
{
	for (size_t i = 0; r->has_answers && i < measure_questions(r->measure); i++) {
		size_t n;
		const struct measure_option *option = measure_options(r->measure, i, &n);
		struct measure_answer_view *to = &view->answer[view->n++];

		to->number = i + 1;
		to->text = measure_question(r->measure, i)->text;
		to->is_scored = measure_is_scored(r->measure, i);
		if (r->answer[i] == 0 || r->answer[i] > n)
			continue;
		to->words = option[r->answer[i] - 1].words;
		to->points = option[r->answer[i] - 1].points;
	}
}

static struct str missing_words(struct visit *v, const struct measure_result_view *view)
{
	struct str list = { "", 0 };
	size_t n = 0;

	for (size_t i = 0; i < view->n; i++) {
		if (view->answer[i].words ||
		    (!view->answer[i].is_scored && view->answer[i].number > 1))
			continue;
		list = arena_print(v->arena, "%.*s%s%zu", (int)list.n, list.p, n++ ? ", " : "",
				   view->answer[i].number);
	}
	return arena_print(v->arena, "%s %.*s %s no answer.", n == 1 ? "Question" : "Questions",
			   (int)list.n, list.p, n == 1 ? "has" : "have");
}

/* The total before this one. */
static const struct measure_result *before(const struct measure_result list[], size_t n,
					   struct id16 id)
{
	const struct measure_result *last = NULL;

	for (size_t i = 0; i < n && !id16_equal(list[i].id, id); i++)
		if (list[i].has_total)
			last = &list[i];
	return last;
}

static fallible fill_result(struct visit *v, const struct measure_result *r,
			    struct measure_result_view *view)
{
	struct measure_course_view *course = arena_new(v->arena, struct measure_course_view);
	struct measure_result *list;
	size_t n;

	TRY(measure_results(&v->act, r->measure, &list, &n));
	const struct measure_result *last = before(list, n, r->id);

	view->measure = r->measure;
	view->back = measure_url(v, r->measure, "");
	view->print = measure_result_url(v, r, "/print");
	view->edit = measure_result_url(v, r, "/edit");
	view->remove = measure_result_url(v, r, "/remove");
	view->day = words_date(v->arena, r->day);
	view->is_new = form_has(&v->query, "new");
	view->has_total = r->has_total;
	view->is_typed = r->is_typed;
	view->needs_help = r->has_answers && measure_needs_help(r->measure, r->answer);
	view->has_groups =
		r->has_answers && measure_groups_reached(r->measure, r->answer, &view->groups);
	fill_answers(r, view);
	if (r->has_total) {
		view->total = measure_total_words(v, r);
		view->say = measure_band(r->measure, r->total)->say;
		if (last)
			view->change = measure_change_words(v, last, r);
	} else {
		view->missing = missing_words(v, view);
	}
	measure_fill_course(v, r->measure, list, n, false, course);
	view->row = course->row;
	view->n_rows = course->n;
	return sharing_readers(&v->act, TOPIC_MEASURE, &view->readers);
}

fallible measure_get_result(struct visit *v)
{
	struct measure_result_view *view = arena_new(v->arena, struct measure_result_view);
	struct measure_result r;

	TRY(read_result(v, &r));
	TRY(fill_result(v, &r, view));
	if (view->needs_help)
		measure_fill_help(v, &view->help);
	measure_result_page(page_begin(v, "Total", TAB_ME), view);
	return page_end(v);
}

fallible measure_get_print(struct visit *v)
{
	struct measure_result_view *view = arena_new(v->arena, struct measure_result_view);
	struct measure_result r;

	TRY(read_result(v, &r));
	TRY(fill_result(v, &r, view));
	view->back = measure_result_url(v, &r, "");
	view->needs_help = false; /* it stands on the page this one is opened from */
	measure_print_page(page_begin(v, "Sheet", TAB_ME), view);
	return page_end(v);
}

fallible measure_post_remove(struct visit *v)
{
	struct measure_result r;

	TRY(read_result(v, &r));
	TRY(measure_remove_result(&v->act, &r));
	return visit_redirect_to(v, measure_url(v, r.measure, "").s);
}

/* --- the day of it; and a total that somebody else gave */
#define TOTAL_LENGTH 4

static const struct when_rule any_day = { .label = "Which day was it?", .back = MEASURE_DAYS_BACK };

static long read_total(struct visit *v, const struct measure *m)
{
	long total = -1;

	if (!str_number(str_trim(form_raw(&v->form, "total")), &total) || !measure_can_be(m, total))
		form_refuse(&v->form, "total",
			    arena_print(v->arena,
					"A total of this one is a whole number from %u to %u. "
					"Nothing was changed.",
					m->least, m->most)
				    .p);
	return total;
}

static fallible show_form(struct visit *v, const struct measure *m, struct measure_form_view *view,
			  const struct when *is, struct str total)
{
	view->measure = m;
	view->total = (struct ui_field){
		.name = "total",
		.label = "The total",
		.hint = arena_print(v->arena, "A whole number from %u to %u.", m->least, m->most).p,
		.error = form_error_of(&v->form, "total"),
		.value = form_or(&v->form, "total", total),
		.length_max = TOTAL_LENGTH
	};
	when_fill(v, &any_day, is, &view->when);
	TRY(sharing_readers(&v->act, TOPIC_MEASURE, &view->readers));
	measure_form_page(page_begin(v, "Total", TAB_ME), view);
	return page_end_status(v, v->form.n_errors ? 422 : 200);
}

static struct measure_form_view *total_view(struct visit *v, const struct measure *m)
{
	struct measure_form_view *view = arena_new(v->arena, struct measure_form_view);

	view->title = "A total your clinician gave you";
	view->lead = arena_print(v->arena, "%s: %s. Only the total and its day are kept.",
				 m->short_name, m->line)
			     .p;
	view->action = measure_url(v, m, "/total");
	view->back = measure_url(v, m, "");
	view->has_total = true;
	view->is_new = true;
	return view;
}

fallible measure_get_total(struct visit *v)
{
	const struct measure *m;
	struct when now = { .day = act_today(&v->act), .time = -1 };

	TRY(measure_read_path(v, &m));
	return show_form(v, m, total_view(v, m), &now, (struct str){ "", 0 });
}

fallible measure_post_total(struct visit *v)
{
	const struct measure *m;
	struct measure_result r = { .has_total = true };
	struct when when = { .day = act_today(&v->act) };

	TRY(measure_read_path(v, &m));
	long total = read_total(v, m);

	when_read(v, &any_day, &when);
	if (v->form.n_errors)
		return show_form(v, m, total_view(v, m), &when, (struct str){ "", 0 });
	r.measure = m;
	TRY(measure_type_in(&v->act, m, when.day, (unsigned)total, &r.id));
	return visit_redirect_to(v, measure_result_url(v, &r, "?new=1").s);
}

static struct measure_form_view *edit_view(struct visit *v, const struct measure_result *r)
{
	struct measure_form_view *view = arena_new(v->arena, struct measure_form_view);

	view->title = r->is_typed ? "Change it" : "Change the day";
	view->lead = r->is_typed ? "The total, and the day it is from."
				 : "The answers stay as they were given.";
	view->action = measure_result_url(v, r, "/edit");
	view->back = measure_result_url(v, r, "");
	view->has_total = r->is_typed;
	return view;
}

fallible measure_get_edit(struct visit *v)
{
	struct measure_result r;

	TRY(read_result(v, &r));
	struct when is = { .day = r.day, .time = -1 };

	return show_form(v, r.measure, edit_view(v, &r), &is, arena_print(v->arena, "%u", r.total));
}

fallible measure_post_edit(struct visit *v)
{
	struct measure_result r;

	TRY(read_result(v, &r));
	struct when when = { .day = r.day };
	long total = r.is_typed ? read_total(v, r.measure) : (long)r.total;

	when_read(v, &any_day, &when);
	if (v->form.n_errors)
		return show_form(v, r.measure, edit_view(v, &r), &when, (struct str){ "", 0 });
	TRY(measure_change_result(&v->act, &r, when.day, (unsigned)total));
	return visit_redirect_to(v, measure_result_url(v, &r, "").s);
}
