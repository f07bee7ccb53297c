/* treatment: writing a course down, changing it, ending it, taking it up again. */
#include "sharing.h"
#include "treatment_form.html.h"
#include "treatment_page.h"
#include "when.h"

/* --- the form of a course */
static const char *number_text(struct visit *v, unsigned n)
{
	return n ? arena_print(v->arena, "%u", n).p : "";
}

static fallible show_course(struct visit *v, const struct treatment_course *c, bool is_new,
			    const char *note)
{
	struct treatment_course_form_view *view =
		arena_new(v->arena, struct treatment_course_form_view);

	view->title = is_new ? "Write a course down" : "Change this course";
	view->lead = "Only what helps you. Every line can stay empty, and change later.";
	view->note = note;
	view->button = is_new ? "Begin" : "Keep it";
	view->action = is_new ? url_path(STR("/treatment/new")) : treatment_url(v, c->id, "/edit");
	view->back = is_new ? url_path(STR("/treatment")) : treatment_url(v, c->id, "");
	view->version = c->version;
	for (int t = 1; t < THERAPY__COUNT; t++)
		view->option[view->therapy.n++] =
			(struct ui_option){ .value = therapy_facts((enum therapy)t)->value,
					    .words = therapy_facts((enum therapy)t)->name,
					    .is_chosen = (int)c->therapy == t };
	view->therapy.name = "therapy";
	view->therapy.legend = "Which treatment is it?";
	view->therapy.option = view->option;
	view->therapy.is_chips = true;
	view->other =
		treatment_field(v, "other", "What is it called?", c->other, TREATMENT_NAME_MAX, 1);
	view->other.hint = "Only when it is something else.";
	view->clinician =
		treatment_field(v, "clinician", "With whom?", c->clinician, TREATMENT_NAME_MAX, 1);
	view->clinician.hint = "As you like to write it: a name, a letter, nothing.";
	view->planned = treatment_field(v, "planned", "How many visits are planned?",
					str_c(number_text(v, c->planned)), 2, 1);
	view->planned.hint = "If somebody told you a number.";
	TRY(sharing_readers(&v->act, TOPIC_TREATMENT, &view->readers));
	treatment_course_form(page_begin(v, "Course", TAB_US), view);
	return page_end_status(v, note || v->form.n_errors ? 422 : 200);
}

static void read_course(struct visit *v, struct treatment_course *c)
{
	struct str therapy = form_raw(&v->form, "therapy");
	struct str planned = str_trim(form_raw(&v->form, "planned"));
	long n = 0;

	if (!therapy.n)
		c->therapy = THERAPY_OTHER;
	else if (!therapy_find(therapy, &c->therapy))
		v->form.is_bad = true;
	c->other = form_line(&v->form, "other", TREATMENT_NAME_MAX);
	c->clinician = form_line(&v->form, "clinician", TREATMENT_NAME_MAX);
	if (planned.n && (!str_number(planned, &n) || n < 1 || n > TREATMENT_PLANNED_MAX))
		form_refuse(&v->form, "planned",
			    "Write a number from 1 to 99, or leave it empty. Nothing was changed.");
	c->planned = (unsigned)n;
}

/* A draft taken up again: what it holds, without its errors. */
static void take_draft(struct visit *v, struct treatment_course *c)
{
	if (v->form.n == 0)
		return;
	read_course(v, c);
	v->form.n_errors = 0;
	v->form.is_bad = false;
}

static struct treatment_course nothing(void)
{
	return (struct treatment_course){ .other = { "", 0 }, .clinician = { "", 0 } };
}

fallible treatment_get_new(struct visit *v)
{
	struct treatment_course c = nothing();

	take_draft(v, &c);
	return show_course(v, &c, true, NULL);
}

fallible treatment_post_new(struct visit *v)
{
	struct treatment_course c = nothing();
	enum treatment_refusal refusal;

	read_course(v, &c);
	if (v->form.is_bad)
		return FAIL(BAD_REQUEST);
	if (v->form.n_errors)
		return show_course(v, &c, true, NULL);
	TRY(treatment_keep(&v->act, &c, &refusal));
	if (refusal)
		return show_course(v, &c, true, treatment_note(refusal));
	return visit_redirect_to(v, treatment_url(v, c.id, "?kept=1").s);
}

fallible treatment_get_edit(struct visit *v)
{
	struct treatment_asked *p = arena_new(v->arena, struct treatment_asked);

	TRY(treatment_read_course(v, p));
	take_draft(v, &p->course);
	return show_course(v, &p->course, false, NULL);
}

fallible treatment_post_edit(struct visit *v)
{
	struct treatment_asked *p = arena_new(v->arena, struct treatment_asked);
	enum treatment_refusal refusal;

	TRY(treatment_read_course(v, p));
	read_course(v, &p->course);
	if (v->form.is_bad)
		return FAIL(BAD_REQUEST);
	if (v->form.n_errors)
		return show_course(v, &p->course, false, NULL);
	p->course.version = treatment_version_sent(v);
	if (!p->course.version)
		return FAIL(BAD_REQUEST);
	TRY(treatment_keep(&v->act, &p->course, &refusal));
	p->course.version = p->version;
	if (refusal)
		return show_course(v, &p->course, false, treatment_note(refusal));
	return visit_redirect_to(v, treatment_url(v, p->course.id, "?kept=1").s);
}

/* --- the end */
static const struct when_rule ended = { "When did it end?", .back = TREATMENT_DAYS_BACK };

static size_t fill_rows(struct visit *v, const struct treatment_row *(*row)(unsigned number),
			unsigned chosen, struct ui_option to[TREATMENT_ROWS_MAX])
{
	const struct treatment_row *r;
	size_t n = 0;

	for (; n < TREATMENT_ROWS_MAX && (r = row((unsigned)n + 1)); n++)
		to[n] = (struct ui_option){ .value = arena_print(v->arena, "%u", r->number).p,
					    .words = r->words,
					    .is_chosen = r->number == chosen };
	return n;
}

static fallible show_end(struct visit *v, const struct treatment_asked *p, struct str words,
			 const char *note)
{
	struct treatment_end_form_view *view = arena_new(v->arena, struct treatment_end_form_view);
	const struct when when = { p->course.has_ended ? p->course.ended : act_today(&v->act),
				   -1,
				   { "", 0 } };

	view->note = note;
	view->readers = p->readers;
	view->action = treatment_url(v, p->course.id, "/end");
	view->back = treatment_url(v, p->course.id, "");
	view->version = p->version;
	view->is_new = !p->course.has_ended;
	when_fill(v, &ended, &when, &view->when);
	view->reason = (struct ui_choices){ .name = "reason",
					    .legend = "What was it about, most of all?",
					    .option = view->reason_option };
	view->reason.n = fill_rows(v, treatment_reason, p->course.reason, view->reason_option);
	view->next = (struct ui_choices){ .name = "next",
					  .legend = "And next?",
					  .option = view->next_option };
	view->next.n = fill_rows(v, treatment_next_step, p->course.next, view->next_option);
	view->words =
		treatment_field(v, "words", "In your own words", words, TREATMENT_WORDS_MAX, 3);
	view->words.hint = "Only you read this, always.";
	treatment_end_form(page_begin(v, "Course", TAB_US), view);
	return page_end_status(v, note || v->form.n_errors ? 422 : 200);
}

fallible treatment_get_end(struct visit *v)
{
	struct treatment_asked *p = arena_new(v->arena, struct treatment_asked);
	struct treatment_own *own = arena_new(v->arena, struct treatment_own);

	TRY(treatment_read_course(v, p));
	TRY(treatment_own_read(&v->act, &p->course, own));
	return show_end(v, p, own->end_words, NULL);
}

static unsigned read_row(struct visit *v, const char *name,
			 const struct treatment_row *(*row)(unsigned number))
{
	unsigned n = (unsigned)form_number(&v->form, name, 0, TREATMENT_ROWS_MAX, 0);

	v->form.is_bad |= n && !row(n);
	return n;
}

fallible treatment_post_end(struct visit *v)
{
	struct treatment_asked *p = arena_new(v->arena, struct treatment_asked);
	enum treatment_refusal refusal;

	TRY(treatment_read_course(v, p));
	struct when when = { act_today(&v->act), -1, { "", 0 } };
	struct str words = form_text(&v->form, v->arena, "words", TREATMENT_WORDS_MAX);

	when_read(v, &ended, &when);
	p->course.has_ended = true;
	p->course.ended = when.day;
	p->course.reason = read_row(v, "reason", treatment_reason);
	p->course.next = read_row(v, "next", treatment_next_step);
	if (v->form.is_bad)
		return FAIL(BAD_REQUEST);
	if (v->form.n_errors)
		return show_end(v, p, words, NULL);
	p->course.version = treatment_version_sent(v);
	if (!p->course.version)
		return FAIL(BAD_REQUEST);
	TRY(treatment_keep(&v->act, &p->course, &refusal));
	if (refusal)
		return show_end(v, p, words, treatment_note(refusal));
	TRY(treatment_own_end(&v->act, &p->course, words, &refusal));
	if (refusal)
		return FAIL(TOO_FULL);
	return visit_redirect_to(v, treatment_url(v, p->course.id, "?kept=1").s);
}

fallible treatment_post_again(struct visit *v)
{
	struct treatment_asked *p = arena_new(v->arena, struct treatment_asked);
	enum treatment_refusal refusal;

	TRY(treatment_read_course(v, p));
	if (p->course.has_ended) {
		p->course.has_ended = false;
		TRY(treatment_keep(&v->act, &p->course, &refusal));
	}
	return visit_redirect_to(v, treatment_url(v, p->course.id, "").s);
}

fallible treatment_post_remove(struct visit *v)
{
	struct treatment_asked *p = arena_new(v->arena, struct treatment_asked);

	TRY(treatment_read_course(v, p));
	TRY(treatment_remove(&v->act, &p->course));
	return visit_redirect(v, "/treatment");
}
