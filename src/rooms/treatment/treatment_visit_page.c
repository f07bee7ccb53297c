/* treatment: one visit: what became of it, homework, questions, the total beside it. */
#include "treatment_page.h"
#include "treatment_visit.html.h"
#include "words.h"

static const char *answer_note(enum treatment_answer a, enum treatment_state wanted)
{
	switch (a) {
	case TREATMENT_YES:
		return NULL;
	case TREATMENT_TWICE:
		return wanted == TREATMENT_CANCELLED
			       ? "This visit is cancelled already. Nothing was changed."
			       : "That stands here already. Nothing was changed.";
	case TREATMENT_EARLY:
		return "Its day is still to come. Nothing was changed.";
	case TREATMENT_GONE:
		return "This visit was moved. The other day is the one that counts. Nothing was "
		       "changed.";
	}
	return NULL;
}

/* Open ones, and those that were asked at this visit. */
static void fill_questions(struct visit *v, const struct treatment_own *own,
			   const struct treatment_visit *x, struct treatment_visit_view *view)
{
	static const struct id16 none = { 0 };
	struct treatment_ask_view *to =
		arena_array(v->arena, struct treatment_ask_view, own->n + 1);

	for (size_t i = 0; i < own->n; i++) {
		const struct treatment_question *q = &own->question[i];
		bool is_here = id16_equal(q->asked, x->id);
		char *hex = arena_take(v->arena, 33);

		if (!is_here && !id16_equal(q->asked, none))
			continue;
		hex_write(hex, BYTES_OF(q->id));
		to[view->n_questions++] = (struct treatment_ask_view){ .words = q->words,
								       .id = str_c(hex),
								       .is_asked = is_here };
	}
	view->question = to;
}

static void fill_total(struct visit *v, const struct journey_treatment *around,
		       const struct treatment_visit *x, struct treatment_visit_view *view)
{
	const struct treatment_total *t = treatment_total_at(around->total, around->n, x->day);

	/* Beside one that is near: what is filled in now belongs to today. */
	view->has_measure = !t && around->address.n && x->state == TREATMENT_PLANNED &&
			    x->day.n - act_today(&v->act).n < TREATMENT_PCL_DAYS;
	if (view->has_measure)
		view->measure = url_path(around->address);
	if (!t || x->state == TREATMENT_CANCELLED || x->state == TREATMENT_MOVED)
		return;
	view->total = arena_print(v->arena, "%u", t->total);
	view->total_when = words_date(v->arena, t->day);
}

static void fill_ways(struct visit *v, const struct treatment_asked *p,
		      const struct treatment_visit *x, struct treatment_visit_view *view)
{
	view->back = treatment_url(v, p->course.id, "");
	view->attended = treatment_visit_url(v, x, "/attended");
	view->cancelled = treatment_visit_url(v, x, "/cancelled");
	view->move = treatment_visit_url(v, x, "/move");
	view->change = treatment_visit_url(v, x, "/homework");
	view->asked = treatment_visit_url(v, x, "/asked");
	view->remove = treatment_visit_url(v, x, "/remove");
	view->ask = treatment_url(v, p->course.id, "/question");
}

static fallible show_visit(struct visit *v, const struct treatment_asked *p, const char *note)
{
	struct treatment_visit_view *view = arena_new(v->arena, struct treatment_visit_view);
	struct treatment_own *own = arena_new(v->arena, struct treatment_own);
	const struct treatment_visit *x = &p->visit[p->at];
	unsigned number = treatment_number(p->visit, p->n, p->at);
	struct journey_treatment around;

	TRY(treatment_own_read(&v->act, &p->course, own));
	TRY(journey_treatment_read(&v->act, &around));
	view->title = number ? arena_print(v->arena, "Visit %u", number) : STR("A visit");
	view->when = treatment_when(v, x);
	view->readers = p->readers;
	view->state = treatment_state_words(x->state);
	view->note = note;
	view->status = form_has(&v->query, "kept") ? "Kept." : NULL;
	view->about = treatment_about_pace(&p->course, p->visit, p->n, p->at);
	if (!view->about)
		view->about = treatment_about_minutes(&p->course, x->minutes);
	view->is_planned = x->state == TREATMENT_PLANNED;
	view->is_attended = x->state == TREATMENT_ATTENDED;
	view->is_cancelled = x->state == TREATMENT_CANCELLED;
	view->is_moved = x->state == TREATMENT_MOVED;
	view->can_attend =
		treatment_can_become(x, TREATMENT_ATTENDED, act_today(&v->act)) == TREATMENT_YES;
	view->homework = x->homework;
	view->done = treatment_homework_words(x->done);
	fill_ways(v, p, x, view);
	fill_total(v, &around, x, view);
	fill_questions(v, own, x, view);
	treatment_visit_page(page_begin(v, "Visit", TAB_US), view);
	return page_end_status(v, note ? 422 : 200);
}

fallible treatment_get_visit(struct visit *v)
{
	struct treatment_asked *p = arena_new(v->arena, struct treatment_asked);

	TRY(treatment_read_visit(v, false, p));
	return show_visit(v, p, NULL);
}

static fallible become(struct visit *v, enum treatment_state wanted)
{
	struct treatment_asked *p = arena_new(v->arena, struct treatment_asked);
	enum treatment_refusal refusal;

	TRY(treatment_read_visit(v, false, p));
	struct treatment_visit x = p->visit[p->at];
	enum treatment_answer answer = treatment_can_become(&x, wanted, act_today(&v->act));

	if (answer)
		return show_visit(v, p, answer_note(answer, wanted));
	x.state = wanted;
	TRY(treatment_visit_keep(&v->act, &p->course, &x, &refusal));
	if (refusal)
		return show_visit(v, p, treatment_note(refusal));
	return visit_redirect_to(v, treatment_visit_url(v, &x, "?kept=1").s);
}

fallible treatment_post_attended(struct visit *v)
{
	return become(v, TREATMENT_ATTENDED);
}

fallible treatment_post_cancelled(struct visit *v)
{
	return become(v, TREATMENT_CANCELLED);
}

fallible treatment_post_asked(struct visit *v)
{
	struct treatment_asked *p = arena_new(v->arena, struct treatment_asked);
	struct id16 asked[TREATMENT_QUESTIONS_MAX];
	struct str sent;
	size_t n = 0;

	TRY(treatment_read_visit(v, false, p));
	for (size_t i = 0; n < TREATMENT_QUESTIONS_MAX && form_nth(&v->form, "asked", i, &sent);
	     i++)
		if (!hex_read(asked[n++].b, sizeof asked->b, sent))
			return FAIL(BAD_REQUEST);
	TRY(treatment_own_asked(&v->act, &p->course, p->visit[p->at].id, asked, n));
	return visit_redirect_to(v, treatment_visit_url(v, &p->visit[p->at], "?kept=1").s);
}

fallible treatment_post_visit_remove(struct visit *v)
{
	struct treatment_asked *p = arena_new(v->arena, struct treatment_asked);

	TRY(treatment_read_visit(v, false, p));
	/* What was asked there is open again. */
	TRY(treatment_own_asked(&v->act, &p->course, p->visit[p->at].id, NULL, 0));
	TRY(treatment_visit_remove(&v->act, &p->course, p->visit[p->at].id));
	return visit_redirect_to(v, treatment_url(v, p->course.id, "").s);
}
