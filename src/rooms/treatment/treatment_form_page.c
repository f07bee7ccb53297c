/* treatment: the forms of a visit: planning or noting one, moving it, homework; and a question. */
#include "treatment_form.html.h"
#include "treatment_page.h"
#include "when.h"

/* --- planning one, or noting one that was */
static const struct when_rule noted = { "Which day?", .back = TREATMENT_DAYS_BACK,
					.ahead = TREATMENT_DAYS_AHEAD, .has_time = true };
static const struct when_rule later = { "To which day?", .ahead = TREATMENT_DAYS_AHEAD,
					.has_time = true };

static fallible show_visit_form(struct visit *v, const struct treatment_asked *p,
				const struct when_rule *rule, const struct treatment_visit *x,
				const char *note)
{
	struct treatment_visit_form_view *view =
		arena_new(v->arena, struct treatment_visit_form_view);
	bool is_move = rule == &later;
	const struct when when = { x->day, x->time, { "", 0 } };

	view->title = is_move ? "Move this visit" : "Add a visit";
	view->lead = is_move ? "The day it was planned for stays in the list as moved."
			     : "One that is planned, or one that was. It goes into your calendar "
			       "without a word about what it is.";
	view->note = note;
	view->readers = p->readers;
	view->action = is_move ? treatment_visit_url(v, &p->visit[p->at], "/move")
			       : treatment_url(v, p->course.id, "/plan/new");
	view->back = is_move ? treatment_visit_url(v, &p->visit[p->at], "")
			     : treatment_url(v, p->course.id, "");
	view->version = is_move ? p->visit[p->at].version : 0;
	when_fill(v, rule, is_move ? NULL : &when, &view->when);
	view->has_minutes = !is_move;
	view->minutes = treatment_field(
		v, "minutes", "How many minutes?",
		x->minutes ? arena_print(v->arena, "%u", x->minutes) : STR(""), 3, 1);
	view->minutes.hint = "Can stay empty.";
	treatment_visit_form(page_begin(v, "Visit", TAB_US), view);
	return page_end_status(v, note || v->form.n_errors ? 422 : 200);
}

static void read_visit(struct visit *v, const struct when_rule *rule, struct treatment_visit *x)
{
	struct str minutes = str_trim(form_raw(&v->form, "minutes"));
	struct when when = { x->day, -1, { "", 0 } };
	long n = x->minutes;

	when_read(v, rule, &when);
	x->day = when.day;
	x->time = when.time;
	if (minutes.n && (!str_number(minutes, &n) || n < 5 || n > TREATMENT_MINUTES_MAX))
		form_refuse(
			&v->form, "minutes",
			"Write a number from 5 to 240, or leave it empty. Nothing was changed.");
	x->minutes = (unsigned)n;
}

static struct treatment_visit begin(struct visit *v, const struct treatment_asked *p)
{
	return (struct treatment_visit){ .course = p->course.id,
					 .day = act_today(&v->act),
					 .time = -1,
					 .state = TREATMENT_PLANNED,
					 .homework = { "", 0 } };
}

static fallible read_new(struct visit *v, struct treatment_asked *p)
{
	TRY(treatment_read_visit(v, true, p));
	return p->at < p->n ? FAIL(NOT_FOUND) : OK;
}

fallible treatment_get_plan(struct visit *v)
{
	struct treatment_asked *p = arena_new(v->arena, struct treatment_asked);

	TRY(read_new(v, p));
	struct treatment_visit x = begin(v, p);

	return show_visit_form(v, p, &noted, &x, NULL);
}

fallible treatment_post_plan(struct visit *v)
{
	struct treatment_asked *p = arena_new(v->arena, struct treatment_asked);
	enum treatment_refusal refusal;

	TRY(read_new(v, p));
	struct treatment_visit x = begin(v, p);

	read_visit(v, &noted, &x);
	if (v->form.is_bad)
		return FAIL(BAD_REQUEST);
	if (v->form.n_errors)
		return show_visit_form(v, p, &noted, &x, NULL);
	/* A day that has passed is written down because one went. */
	if (x.day.n < act_today(&v->act).n)
		x.state = TREATMENT_ATTENDED;
	TRY(treatment_visit_keep(&v->act, &p->course, &x, &refusal));
	if (refusal)
		return show_visit_form(v, p, &noted, &x, treatment_note(refusal));
	return visit_redirect_to(v, treatment_visit_url(v, &x, "?kept=1").s);
}

/* --- moving */
static const char *not_to_move(const struct treatment_visit *x)
{
	if (x->state == TREATMENT_PLANNED)
		return NULL;
	return x->state == TREATMENT_MOVED
		       ? "This visit was moved already. The other day is the one that counts."
		       : "Only a planned visit can be moved. Add another one for the new day.";
}

fallible treatment_get_move(struct visit *v)
{
	struct treatment_asked *p = arena_new(v->arena, struct treatment_asked);

	TRY(treatment_read_visit(v, false, p));
	const struct treatment_visit *x = &p->visit[p->at];

	if (not_to_move(x))
		return visit_redirect_to(v, treatment_visit_url(v, x, "").s);
	return show_visit_form(v, p, &later, x, NULL);
}

fallible treatment_post_move(struct visit *v)
{
	struct treatment_asked *p = arena_new(v->arena, struct treatment_asked);
	enum treatment_refusal refusal;

	TRY(treatment_read_visit(v, false, p));
	struct treatment_visit from = p->visit[p->at], to = begin(v, p);
	const char *note = not_to_move(&from);

	to.minutes = from.minutes;
	read_visit(v, &later, &to);
	if (v->form.is_bad)
		return FAIL(BAD_REQUEST);
	if (note || v->form.n_errors)
		return show_visit_form(v, p, &later, &from, note);
	from.version = treatment_version_sent(v);
	TRY(treatment_visit_move(&v->act, &p->course, &from, &to, &refusal));
	if (refusal)
		return show_visit_form(v, p, &later, &from, treatment_note(refusal));
	return visit_redirect_to(v, treatment_visit_url(v, &to, "?kept=1").s);
}

/* --- homework */
static fallible show_homework(struct visit *v, const struct treatment_asked *p,
			      const struct treatment_visit *x, const char *note)
{
	struct treatment_homework_form_view *view =
		arena_new(v->arena, struct treatment_homework_form_view);

	view->note = note;
	view->readers = p->readers;
	view->action = treatment_visit_url(v, &p->visit[p->at], "/homework");
	view->back = treatment_visit_url(v, &p->visit[p->at], "");
	view->version = p->visit[p->at].version;
	view->words = treatment_field(v, "words", "What is there to do at home?", x->homework,
				      TREATMENT_HOMEWORK_MAX, 3);
	for (int h = 1; h < TREATMENT_HOMEWORKS; h++)
		view->option[view->done.n++] = (struct ui_option){
			.value = treatment_homework_value((enum treatment_homework)h),
			.words = treatment_homework_words((enum treatment_homework)h),
			.is_chosen = (int)x->done == h
		};
	view->option[view->done.n++] = (struct ui_option){
		.value = "", .words = "Nothing to say yet", .is_chosen = !x->done, .is_bare = true
	};
	view->done.name = "done";
	view->done.legend = "And did it work out?";
	view->done.option = view->option;
	treatment_homework_form(page_begin(v, "Homework", TAB_US), view);
	return page_end_status(v, note || v->form.n_errors ? 422 : 200);
}

static void read_homework(struct visit *v, struct treatment_visit *x)
{
	struct str done = form_raw(&v->form, "done");

	x->homework = form_text(&v->form, v->arena, "words", TREATMENT_HOMEWORK_MAX);
	x->done = TREATMENT_HOMEWORK_NONE;
	v->form.is_bad |= done.n && !treatment_find_homework(done, &x->done);
}

fallible treatment_get_homework(struct visit *v)
{
	struct treatment_asked *p = arena_new(v->arena, struct treatment_asked);

	TRY(treatment_read_visit(v, false, p));
	struct treatment_visit x = p->visit[p->at];

	if (v->form.n) { /* a draft taken up again: what it holds, without its errors */
		read_homework(v, &x);
		v->form.n_errors = 0;
		v->form.is_bad = false;
	}
	return show_homework(v, p, &x, NULL);
}

fallible treatment_post_homework(struct visit *v)
{
	struct treatment_asked *p = arena_new(v->arena, struct treatment_asked);
	enum treatment_refusal refusal;

	TRY(treatment_read_visit(v, false, p));
	struct treatment_visit x = p->visit[p->at];

	read_homework(v, &x);
	if (v->form.is_bad)
		return FAIL(BAD_REQUEST);
	if (v->form.n_errors)
		return show_homework(v, p, &x, NULL);
	x.version = treatment_version_sent(v);
	if (!x.version)
		return FAIL(BAD_REQUEST);
	TRY(treatment_visit_keep(&v->act, &p->course, &x, &refusal));
	if (refusal)
		return show_homework(v, p, &x, treatment_note(refusal));
	return visit_redirect_to(v, treatment_visit_url(v, &x, "?kept=1").s);
}

/* --- a question */
static fallible show_question(struct visit *v, const struct treatment_asked *p, const char *note)
{
	struct treatment_question_form_view *view =
		arena_new(v->arena, struct treatment_question_form_view);

	view->note = note;
	view->action = treatment_url(v, p->course.id, "/question");
	view->back = treatment_url(v, p->course.id, "");
	view->words = treatment_field(v, "words", "What do you want to ask next time?", STR(""),
				      TREATMENT_QUESTION_MAX, 3);
	view->words.hint = "It waits on the page of the next visit, and on your sheet to print.";
	treatment_question_form(page_begin(v, "Question", TAB_US), view);
	return page_end_status(v, note || v->form.n_errors ? 422 : 200);
}

fallible treatment_get_question(struct visit *v)
{
	struct treatment_asked *p = arena_new(v->arena, struct treatment_asked);

	TRY(treatment_read_course(v, p));
	return show_question(v, p, NULL);
}

fallible treatment_post_question(struct visit *v)
{
	struct treatment_asked *p = arena_new(v->arena, struct treatment_asked);
	enum treatment_refusal refusal;

	TRY(treatment_read_course(v, p));
	struct str words = form_text(&v->form, v->arena, "words", TREATMENT_QUESTION_MAX);

	if (!words.n)
		form_refuse(&v->form, "words", "Write a few words first.");
	if (v->form.n_errors)
		return show_question(v, p, NULL);
	TRY(treatment_own_ask(&v->act, &p->course, words, &refusal));
	if (refusal)
		return show_question(v, p, treatment_note(refusal));
	return visit_redirect_to(v, treatment_url(v, p->course.id, "?kept=1").s);
}

fallible treatment_post_question_remove(struct visit *v)
{
	struct treatment_asked *p = arena_new(v->arena, struct treatment_asked);
	struct id16 id;

	TRY(treatment_read_course(v, p));
	/* What was written about an end stands under the course's own name: it is no question. */
	if (!visit_param_id(v, 1, &id) || id16_equal(id, p->course.id))
		return FAIL(NOT_FOUND);
	TRY(treatment_own_forget(&v->act, &p->course, id));
	return visit_redirect_to(v, treatment_url(v, p->course.id, "").s);
}
