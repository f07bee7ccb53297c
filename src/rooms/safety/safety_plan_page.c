/* safety: the plan of six steps, on the screen and on paper. */
#include "press.h"
#include "safety_page.h"
#include "safety_plan.html.h"
#include "safety_use.h"
#include "safety_view.h"
#include "words.h"

#define PARAGRAPHS_MAX (SAFETY_STEPS * (SAFETY_LINES_MAX + 1) + 2)

static struct url step_url(struct visit *v, size_t number)
{
	if (number < 1 || number > SAFETY_STEPS)
		return url_path(STR("/own/plan"));
	return url_path(arena_print(v->arena, "/own/plan/%zu", number));
}

static fallible read_plan(struct visit *v, struct safety_plan_view **ret)
{
	struct safety_state *state = arena_new(v->arena, struct safety_state);
	struct safety_plan_view *view = arena_new(v->arena, struct safety_plan_view);

	TRY(safety_read(&v->act, state));
	view->is_empty = safety_plan_is_empty(&state->plan);
	view->planned = words_date(v->arena, state->planned);
	view->emergency = safety_emergency(v, safety_country(v));
	for (size_t s = 0; s < SAFETY_STEPS; s++)
		view->step[s] = (struct safety_step_view){
			.number = s + 1,
			.words = safety_step_words((enum safety_step)s),
			.list = &state->plan.step[s],
			.address = step_url(v, s + 1),
		};
	*ret = view;
	return OK;
}

fallible safety_get_plan(struct visit *v)
{
	struct safety_plan_view *view;

	TRY(read_plan(v, &view));
	safety_plan_page(page_begin(v, "Steps", TAB_ME), view);
	return page_end(v);
}

fallible safety_get_print(struct visit *v)
{
	struct safety_plan_view *view;

	TRY(read_plan(v, &view));
	safety_print_page(page_begin(v, "Sheet", TAB_ME), view);
	return page_end(v);
}

static void add_paragraph(struct press_job *job, struct press_paragraph *row,
			  enum press_style style, struct str text)
{
	row[job->n_paragraphs++] = (struct press_paragraph){ style, text };
}

static struct press_job *plan_job(struct visit *v, const struct safety_plan_view *view)
{
	struct press_paragraph *row =
		arena_array(v->act.secret, struct press_paragraph, PARAGRAPHS_MAX);
	struct press_job *job = arena_new(v->act.secret, struct press_job);

	*job = (struct press_job){ .title = STR("My plan"),
				   .language = STR("en"),
				   .paragraph = row,
				   .paper = press_paper_of(v->act.preferences->country) };
	for (size_t s = 0; s < SAFETY_STEPS; s++) {
		const struct safety_step_view *step = &view->step[s];

		if (step->list->n)
			add_paragraph(
				job, row, PRESS_HEADING,
				arena_print(v->arena, "%zu. %s", step->number, step->words.name));
		for (size_t i = 0; i < step->list->n; i++)
			add_paragraph(job, row, PRESS_ITEM, step->list->line[i]);
	}
	if (view->emergency.n)
		add_paragraph(job, row, PRESS_BODY,
			      arena_print(v->arena, "If it is not enough: call %.*s.",
					  (int)view->emergency.n, view->emergency.p));
	return job;
}

fallible safety_post_pdf(struct visit *v)
{
	struct safety_plan_view *view;
	struct bytes pdf;

	TRY(read_plan(v, &view));
	TRY(act_ask(&v->act, PORT_PRESS, press_question(v->act.secret, plan_job(v, view)), &pdf));
	if (pdf.n == 0)
		return FAIL(BUSY);
	return visit_file(v, "application/pdf", "plan.pdf", pdf);
}

fallible safety_post_plan_remove(struct visit *v)
{
	TRY(safety_plan_remove(&v->act));
	return visit_redirect(v, "/own/plan");
}

/* --- one step */
static fallible read_step(struct visit *v, enum safety_step *ret)
{
	long number;

	if (!str_number(visit_param(v, 0), &number) || number < 1 || number > SAFETY_STEPS)
		return FAIL(NOT_FOUND);
	*ret = (enum safety_step)(number - 1);
	return OK;
}

static bool is_ticked(const struct visit *v, struct str line)
{
	struct str chip;

	for (size_t i = 0; form_nth(&v->form, "chip", i, &chip); i++)
		if (str_equal(chip, line))
			return true;
	return false;
}

static void offer(const struct visit *v, const struct safety_list *list, struct str line,
		  struct safety_edit_view *view)
{
	if (line.n && view->n < SAFETY_CHIPS_MAX && !safety_list_has(list, line))
		view->chip[view->n++] = (struct safety_chip_view){ line, is_ticked(v, line) };
}

/* Numbers that were checked, of the country this person said they are in. */
static void offer_numbers(struct visit *v, const struct safety_list *list,
			  struct safety_edit_view *view)
{
	static const enum line_kind kinds[] = { LINE_DOMESTIC_VIOLENCE, LINE_CRISIS };
	const struct country *c = safety_country(v);
	struct str emergency = safety_emergency(v, c);

	if (!c)
		return;
	offer(v, list, arena_print(v->arena, "Emergency: %.*s", (int)emergency.n, emergency.p),
	      view);
	for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
		size_t n;
		const struct crisis_line *line = country_lines(c, kinds[k], &n);

		for (size_t i = 0; i < n && i < 2; i++)
			if (line[i].confidence != LINE_LOW && line[i].call.n)
				offer(v, list,
				      arena_print(v->arena, "%.*s: %.*s", (int)line[i].name.n,
						  line[i].name.p, (int)line[i].call.first->shown.n,
						  line[i].call.first->shown.p),
				      view);
	}
}

static void fill_chips(struct visit *v, enum safety_step s, const struct safety_list *list,
		       struct safety_edit_view *view)
{
	if (s == SAFETY_STEP_CARE)
		offer_numbers(v, list, view);
	for (size_t i = 0; safety_chip(s, i); i++)
		offer(v, list, str_c(safety_chip(s, i)), view);
	/* The one they are close to is one of many, and never listed unless their owner says so. */
	if (s == SAFETY_STEP_ASK)
		offer(v, list, v->act.preferences->close_to, view);
}

static fallible show_step(struct visit *v, enum safety_step s, struct str text,
			  const struct safety_list *list, int status)
{
	size_t number = (size_t)s + 1;
	struct safety_edit_view *view = arena_new(v->arena, struct safety_edit_view);

	*view = (struct safety_edit_view){ .number = number,
					   .words = safety_step_words(s),
					   .action = step_url(v, number),
					   .back = step_url(v, number - 1),
					   .skip = step_url(v, number + 1),
					   .text = text,
					   .error = form_error_of(&v->form, "lines") };
	fill_chips(v, s, list, view);
	safety_edit_page(page_begin(v, "Step", TAB_ME), view);
	return page_end_status(v, status);
}

/* What stands in the box and what is ticked, as one list; what does not fit becomes a sentence. */
static void read_lines(struct visit *v, struct safety_list *ret)
{
	struct str chip;
	const char *refusal =
		safety_list_add(ret, form_text(&v->form, v->arena, "lines", SAFETY_TEXT_MAX));

	for (size_t i = 0; !refusal && form_nth(&v->form, "chip", i, &chip); i++)
		refusal = safety_list_add(ret, chip);
	if (refusal)
		form_refuse(&v->form, "lines", refusal);
}

fallible safety_get_step(struct visit *v)
{
	struct safety_state *state = arena_new(v->arena, struct safety_state);
	enum safety_step s;

	TRY(read_step(v, &s));
	TRY(safety_read(&v->act, state));
	struct safety_list *list = &state->plan.step[s];
	struct str text = v->form.n ? form_raw(&v->form, "lines") /* a draft taken up again */
				    : safety_list_text(v->arena, list);

	return show_step(v, s, text, list, 200);
}

fallible safety_post_step(struct visit *v)
{
	struct safety_list *list = arena_new(v->arena, struct safety_list);
	struct safety_list none = { 0 };
	enum safety_step s;

	TRY(read_step(v, &s));
	read_lines(v, list);
	if (v->form.n_errors)
		return show_step(v, s, form_raw(&v->form, "lines"), &none, 422);
	TRY(safety_plan_write(&v->act, s, list));
	return visit_redirect_to(v, step_url(v, (size_t)s + 2).s);
}
