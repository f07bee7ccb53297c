/* measure: answering, one question a page or all on one; and what comes before a total. */
#include "country.h"
#include "lines.h"
#include "measure_ask.html.h"
#include "measure_page.h"
#include "sharing.h"

void measure_fill_help(struct visit *v, struct measure_help_view *ret)
{
	const struct country *c = country_find(visit_country(v));

	lines_emergency(v->arena, c, &ret->call);
	ret->has_country = c != NULL;
	if (c)
		lines_fill(v->arena, c, LINE_CRISIS, &ret->lines);
}

static struct url question_url(struct visit *v, const struct measure *m, size_t question)
{
	return measure_url(v, m, arena_print(v->arena, "/q/%zu", question + 1).p);
}

/* What was begun of the measure of the path; ret_is_begun false: nothing, and its page is next. */
static fallible read_open(struct visit *v, const struct measure **ret,
			  struct measure_open *ret_open)
{
	struct measure_private *mine = arena_new(v->arena, struct measure_private);

	TRY(measure_read_path(v, ret));
	TRY(measure_private_read(&v->act, mine));
	*ret_open = mine->open[measure_index(*ret)];
	return OK;
}

static fallible to_about(struct visit *v, const struct measure *m)
{
	return visit_redirect_to(v, measure_url(v, m, "").s);
}

/* --- beginning */
static fallible is_soon(struct visit *v, const struct measure *m, bool *ret)
{
	struct measure_result *last = arena_array(v->arena, struct measure_result, MEASURES);
	size_t i = measure_index(m);

	TRY(measure_latest(&v->act, NULL, last));
	*ret = last[i].measure && measure_is_soon(m, last[i].day, act_today(&v->act));
	return OK;
}

fallible measure_post_start(struct visit *v)
{
	const struct measure *m;
	struct measure_open open;
	bool soon;

	TRY(read_open(v, &m, &open));
	if (m->n_items == 0)
		return FAIL(NOT_FOUND);
	TRY(is_soon(v, m, &soon));
	if (soon && !open.is_there && !form_check(&v->form, "anyway"))
		return measure_show_about(v, m, 422);
	TRY(measure_begin(&v->act, m));
	if (str_equal(form_raw(&v->form, "way"), STR("all")))
		return visit_redirect_to(v, measure_url(v, m, "/all").s);
	return visit_redirect_to(v, question_url(v, m, 0).s);
}

/* --- one question a page */
#define LONG_TEXT 90 /* bytes; longer ones are set smaller */

static size_t fill_options(const struct measure *m, size_t question, measure_answer answer,
			   struct measure_option_view ret[MEASURE_OPTIONS_MAX])
{
	size_t n;
	const struct measure_option *option = measure_options(m, question, &n);

	for (size_t i = 0; i < n; i++)
		ret[i] = (struct measure_option_view){ i + 1, option[i].words, answer == i + 1 };
	return n;
}

static fallible read_question(struct visit *v, const struct measure *m, size_t *ret)
{
	long n;

	if (!str_number(visit_param(v, 1), &n) || n < 1 || (size_t)n > measure_questions(m))
		return FAIL(NOT_FOUND);
	*ret = (size_t)n - 1;
	return OK;
}

fallible measure_get_question(struct visit *v)
{
	const struct measure *m;
	struct measure_open open;
	size_t question;

	TRY(read_open(v, &m, &open));
	TRY(read_question(v, m, &question));
	if (!open.is_there)
		return to_about(v, m);
	bool is_scored = measure_is_scored(m, question);
	struct measure_question_view view = {
		.measure = m,
		.action = question_url(v, m, question),
		.back = question ? question_url(v, m, question - 1) : measure_url(v, m, ""),
		.about = measure_url(v, m, ""),
		.done = measure_url(v, m, "/done"),
		.worse = measure_url(v, m, "/worse"),
		.step = question + 1,
		.steps = measure_questions(m),
		.stem = is_scored ? m->stem : NULL,
		.text = measure_question(m, question)->text,
		.is_first = question == 0,
		.is_scored = is_scored || question == 0,
		.is_long = strlen(measure_question(m, question)->text) > LONG_TEXT,
		.needs_help = measure_needs_help(m, open.answer),
		.n = fill_options(m, question, open.answer[question], view.option),
	};

	measure_question_page(page_begin(v, "Question", TAB_ME), &view);
	return page_end(v);
}

/* The next one after this that has no answer; those skipped before it are shown at the end. */
static struct url after(struct visit *v, const struct measure *m, size_t question,
			const measure_answer answer[])
{
	bool is_closed = measure_next(m, answer) == measure_questions(m);

	for (size_t i = question + 1; !is_closed && i < measure_questions(m); i++)
		if (answer[i] == 0)
			return question_url(v, m, i);
	return measure_url(v, m, "/done");
}

fallible measure_post_question(struct visit *v)
{
	const struct measure *m;
	struct measure_open open;
	size_t question, n;

	TRY(read_open(v, &m, &open));
	TRY(read_question(v, m, &question));
	if (!open.is_there)
		return to_about(v, m);
	(void)measure_options(m, question, &n);
	bool is_skipped = form_check(&v->form, "skip");
	long answer = is_skipped ? 0 : form_number(&v->form, "v", 1, (long)n, 0);

	if (v->form.is_bad || (!is_skipped && answer == 0))
		return FAIL(BAD_REQUEST);
	open.answer[question] = (measure_answer)answer;
	TRY(measure_answer_one(&v->act, m, question, (measure_answer)answer));
	return visit_redirect_to(v, after(v, m, question, open.answer).s);
}

/* --- all on one page */
static struct str question_name(struct visit *v, size_t i)
{
	return arena_print(v->arena, "q%zu", i + 1);
}

/* What was sent; a question that was not answered is 0. */
static void read_answers(struct visit *v, const struct measure *m, measure_answer ret[])
{
	memset(ret, 0, MEASURE_ANSWERS);
	for (size_t i = 0; i < measure_questions(m); i++) {
		size_t n;

		(void)measure_options(m, i, &n);
		ret[i] =
			(measure_answer)form_number(&v->form, question_name(v, i).p, 0, (long)n, 0);
	}
}

fallible measure_get_all(struct visit *v)
{
	struct measure_sheet_view *view = arena_new(v->arena, struct measure_sheet_view);
	const struct measure *m;
	struct measure_open open;

	TRY(read_open(v, &m, &open));
	if (!open.is_there)
		return to_about(v, m);
	if (v->form.n) /* a draft taken up again */
		read_answers(v, m, open.answer);
	view->measure = m;
	view->action = measure_url(v, m, "/all");
	view->about = measure_url(v, m, "");
	view->worse = measure_url(v, m, "/worse");
	for (size_t i = 0; i < measure_questions(m); i++) {
		struct measure_sheet_question_view *q = &view->question[view->n++];

		q->name = question_name(v, i);
		q->number = i + 1;
		q->text = measure_question(m, i)->text;
		q->is_scored = measure_is_scored(m, i);
		q->n = fill_options(m, i, open.answer[i], q->option);
	}
	TRY(sharing_readers(&v->act, TOPIC_MEASURE, &view->readers));
	measure_sheet_page(page_begin(v, "Questions", TAB_ME), view);
	return page_end(v);
}

static fallible finish(struct visit *v, const struct measure *m)
{
	struct measure_result r = { .measure = m };

	TRY(measure_finish(&v->act, m, &r.id));
	return visit_redirect_to(v, measure_result_url(v, &r, "?new=1").s);
}

fallible measure_post_all(struct visit *v)
{
	const struct measure *m;
	struct measure_open open;

	TRY(read_open(v, &m, &open));
	if (!open.is_there)
		return to_about(v, m);
	read_answers(v, m, open.answer);
	if (v->form.is_bad)
		return FAIL(BAD_REQUEST);
	TRY(measure_answer_all(&v->act, m, open.answer));
	bool is_later = form_check(&v->form, "later");

	if (is_later && !measure_needs_help(m, open.answer))
		return visit_redirect(v, "/measure");
	/* What is missing, and who to call, is said there, before anything is kept. */
	if (is_later || !measure_is_whole(m, open.answer) || measure_needs_help(m, open.answer))
		return visit_redirect_to(v, measure_url(v, m, "/done").s);
	return finish(v, m);
}

/* --- before it is kept */
fallible measure_get_done(struct visit *v)
{
	struct measure_done_view *view = arena_new(v->arena, struct measure_done_view);
	const struct measure *m;
	struct measure_open open;
	size_t n_answered = 0;

	TRY(read_open(v, &m, &open));
	if (!open.is_there)
		return to_about(v, m);
	view->measure = m;
	view->action = measure_url(v, m, "/done");
	view->drop = measure_url(v, m, "/drop");
	view->back = question_url(v, m, measure_questions(m) - 1);
	view->is_whole = measure_is_whole(m, open.answer);
	view->needs_help = measure_needs_help(m, open.answer);
	for (size_t i = 0; i < measure_questions(m); i++) {
		n_answered += open.answer[i] != 0;
		if (open.answer[i] == 0 && !view->is_whole && (measure_is_scored(m, i) || i == 0))
			view->gap[view->n++] =
				(struct measure_gap_view){ question_url(v, m, i), i + 1,
							   measure_question(m, i)->text };
	}
	view->is_empty = n_answered == 0;
	if (view->needs_help)
		measure_fill_help(v, &view->help);
	TRY(sharing_readers(&v->act, TOPIC_MEASURE, &view->readers));
	measure_done_page(page_begin(v, "Questions", TAB_ME), view);
	return page_end(v);
}

fallible measure_post_done(struct visit *v)
{
	const struct measure *m;
	struct measure_open open;

	TRY(read_open(v, &m, &open));
	return open.is_there ? finish(v, m) : to_about(v, m);
}

fallible measure_post_drop(struct visit *v)
{
	const struct measure *m;

	TRY(measure_read_path(v, &m));
	TRY(measure_drop(&v->act, m));
	return visit_redirect(v, "/measure");
}

fallible measure_get_worse(struct visit *v)
{
	const struct measure *m;

	TRY(measure_read_path(v, &m));
	struct measure_worse_view view = { .measure = m,
					   .back = measure_url(v, m, ""),
					   .drop = measure_url(v, m, "/drop") };

	measure_worse_page(page_begin(v, "Stop", TAB_ME), &view);
	return page_end(v);
}
