/* export: one page to take to an appointment. What is on it is chosen, looked at, then made; the
 * words somebody types for it are kept nowhere. */
#include "export_paper.html.h"
#include "export_take_page.h"
#include "press.h"
#include "text.h"

#define SAY_MAX 1500 /* characters */
#define TITLE	"Notes to take along"
#define PARAGRAPHS_MAX \
	(EXPORT_LINES_MAX + PAPER_PARTS_MAX * (PAPER_SAY_MAX + PAPER_ITEMS_MAX + 2) + 8)

static bool is_ticked(const struct visit *v, struct str id)
{
	struct str sent;

	for (size_t i = 0; form_nth(&v->form, "part", i, &sent); i++)
		if (str_equal(sent, id))
			return true;
	return false;
}

/* --- what can be on it */
static fallible show_form(struct visit *v, const char *note, int status)
{
	struct export_paper_form_view *view = arena_new(v->arena, struct export_paper_form_view);
	struct paper *all = arena_new(v->arena, struct paper);

	TRY(room_paper(v, all));
	view->span = export_span_choices(v);
	view->note = note;
	view->called = (struct export_tick){ .name = "called",
					     .value = STR("1"),
					     .words = v->act.preferences->name,
					     .is_on = form_check(&v->form, "called") };
	view->say = (struct ui_field){ .name = "say",
				       .label = "What I would like to say",
				       .hint = "For this page only. These words are not kept here.",
				       .error = form_error_of(&v->form, "say"),
				       .value = form_raw(&v->form, "say"),
				       .length_max = SAY_MAX,
				       .rows = 5 };
	for (size_t i = 0; i < all->n; i++)
		view->part[view->n++] =
			(struct export_tick){ .name = "part",
					      .value = all->part[i].id,
					      .words = all->part[i].title,
					      .hint = all->part[i].hint,
					      .is_on = is_ticked(v, all->part[i].id) };
	export_paper_form(page_begin(v, "Copies", TAB_ME), view);
	return page_end_status(v, status);
}

fallible export_get_paper(struct visit *v)
{
	return show_form(v, NULL, 200);
}

/* --- what is on it */
static void fill_lines(struct export_paper_view *view, struct str said)
{
	while (said.n && view->n_lines < EXPORT_LINES_MAX)
		view->line[view->n_lines++] = str_cut(&said, '\n');
}

/* ret->about empty: nothing was chosen, or none of it lies in these weeks. */
static fallible read_sheet(struct visit *v, struct export_paper_view *view)
{
	struct paper *paper = arena_new(v->arena, struct paper);
	struct day first = { 0 };

	if (!export_span_read(v, &first, &view->span))
		return FAIL(BAD_REQUEST);
	view->said = form_text(&v->form, v->arena, "say", SAY_MAX);
	view->has_name = form_check(&v->form, "called");
	paper->first = first;
	TRY(room_paper(v, paper));
	for (size_t i = 0; i < paper->n; i++)
		if (is_ticked(v, paper->part[i].id))
			view->part[view->n++] = &paper->part[i];
	fill_lines(view, view->said);
	if (view->has_name)
		view->name = v->act.preferences->name;
	if (view->n || view->n_lines)
		view->about = export_span_words(v, first);
	return OK;
}

fallible export_post_paper(struct visit *v)
{
	struct export_paper_view *view = arena_new(v->arena, struct export_paper_view);

	TRY(read_sheet(v, view));
	if (v->form.n_errors)
		return show_form(v, NULL, 422);
	if (form_check(&v->form, "again"))
		return show_form(v, NULL, 200);
	if (!view->about.n)
		return show_form(v,
				 "There is nothing to put on the page yet. Tick something, write a "
				 "line, or look further back.",
				 422);
	export_paper_sheet(page_begin(v, "Copies", TAB_ME), view);
	return page_end(v);
}

/* --- on paper */
static const struct press_chart *chart(struct arena *a, const struct ui_chart *c)
{
	const struct ui_chart_line *line = &c->line[0];
	struct press_chart *to = arena_new(a, struct press_chart);
	struct press_label *label = arena_array(a, struct press_label, c->n_labels + 1);
	struct press_point *point = arena_array(a, struct press_point, line->n);

	for (size_t i = 0; i < c->n_labels; i++)
		label[i] = (struct press_label){ (uint32_t)c->label[i].y, c->label[i].words };
	for (size_t i = 0; i < line->n; i++)
		point[i] =
			(struct press_point){ (uint32_t)line->point[i].x,
					      (uint32_t)line->point[i].y, line->point[i].begins };
	*to = (struct press_chart){ .label = label,
				    .n_labels = c->n_labels,
				    .point = point,
				    .n_points = line->n,
				    .first_value = c->first_value,
				    .first_day = c->first_day };
	if (c->has_last) {
		to->last_value = c->last_value;
		to->last_day = c->last_day;
	}
	return to;
}

static void add(struct press_job *job, struct press_paragraph row[], enum press_style style,
		struct str text)
{
	row[job->n_paragraphs++] = (struct press_paragraph){ .style = style, .text = text };
}

static void add_part(struct visit *v, struct press_job *job, struct press_paragraph row[],
		     const struct paper_part *part)
{
	add(job, row, PRESS_HEADING, part->title);
	for (size_t i = 0; i < part->n_say; i++)
		add(job, row, PRESS_BODY, part->say[i]);
	for (size_t i = 0; i < part->n_items; i++)
		add(job, row, PRESS_ITEM, part->item[i]);
	if (!part->chart)
		return;
	add(job, row, PRESS_CHART, text_first(part->chart->told, PRESS_CHART_TEXT_MAX));
	row[job->n_paragraphs - 1].chart = chart(v->arena, part->chart);
}

static struct press_job *sheet_job(struct visit *v, const struct export_paper_view *view)
{
	struct press_paragraph *row =
		arena_array(v->act.secret, struct press_paragraph, PARAGRAPHS_MAX);
	struct press_job *job = arena_new(v->act.secret, struct press_job);
	size_t n_charts = 0;

	*job = (struct press_job){ .title = STR(TITLE),
				   .language = STR("en"),
				   .paragraph = row,
				   .paper = press_paper_of(v->act.preferences->country) };
	if (view->name.n)
		add(job, row, PRESS_BODY, view->name);
	add(job, row, PRESS_SMALL, view->about);
	if (view->n_lines)
		add(job, row, PRESS_HEADING, STR("What I would like to say"));
	for (size_t i = 0; i < view->n_lines; i++)
		if (view->line[i].n)
			add(job, row, PRESS_BODY, view->line[i]);
	for (size_t i = 0; i < view->n; i++) {
		n_charts += view->part[i]->chart != NULL;
		if (n_charts <= PRESS_CHARTS_MAX)
			add_part(v, job, row, view->part[i]);
	}
	add(job, row, PRESS_SMALL, STR(EXPORT_PAPER_FOOT));
	return job;
}

fallible export_post_paper_file(struct visit *v)
{
	struct export_paper_view *view = arena_new(v->arena, struct export_paper_view);
	struct bytes pdf;

	TRY(read_sheet(v, view));
	if (v->form.n_errors || !view->about.n)
		return FAIL(BAD_REQUEST);
	TRY(act_ask(&v->act, PORT_PRESS, press_question(v->act.secret, sheet_job(v, view)), &pdf));
	if (pdf.n == 0)
		return FAIL(BUSY);
	return export_hand_over_part(v, "application/pdf", "notes.pdf", pdf);
}
