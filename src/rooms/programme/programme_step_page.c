/* programme: one step. What one writes in it, and that it is done or passed. */
#include "journey_practice.h"
#include "programme_page.h"
#include "programme_share_use.h"
#include "programme_step.html.h"
#include "words.h"

static const char *const notes[] = {
	[PROGRAMME_FINE] = NULL,
	[PROGRAMME_MOVED] =
		"Something was written here on another device meanwhile. It stands on this page. "
		"Your words are still in the form: save again if you want to keep them.",
	[PROGRAMME_FULL] = "No more fits here. Change or take away a line first. Your words are "
			   "still in the form.",
};

struct shown {				     /* what the page is shown with */
	const struct programme_entry *entry; /* in the form; NULL: a fresh one */
	enum programme_refusal refusal;
	const char *error;
	bool is_long;
	int status;
};

struct str programme_after(struct visit *v, const struct programme_visit *p)
{
	struct programme_answers marks = { 0 };
	struct programme_visit next = *p;

	memcpy(marks.mark, p->state.round[p->number - 1].mark, sizeof marks.mark);
	marks.mark[p->at] = MARK_DONE;
	for (next.at = p->at + 1; next.at < p->s->n_steps; next.at++) {
		next.step = &p->s->step[next.at];
		if (marks.mark[next.at] == MARK_OPEN)
			return programme_step_url(v, &next, "").s;
	}
	return programme_url(v, p, "").s;
}

static void fill_said(struct visit *v, const struct programme_visit *p,
		      const struct programme_answers *a, struct programme_step_view *view)
{
	char hex[33];

	for (size_t i = 0; i < a->n[p->at] && i < PROGRAMME_ENTRIES_MAX; i++) {
		const struct programme_entry *e = &a->entry[p->at][i];
		struct programme_said_view *to = &view->said[view->n_said++];

		programme_fill_said(v, p->step, e, to);
		hex_write(hex, BYTES(e->id.b));
		to->entry = arena_str(v->arena, str_c(hex));
		to->when = words_day_title(v->arena, e->day, act_today(&v->act));
		to->change =
			programme_step_url(v, p, arena_print(v->arena, "?entry=%s#write", hex).p);
	}
}

static void fill_needs(const struct programme_visit *p, const struct programme_answers *a,
		       struct programme_step_view *view)
{
	for (size_t i = 0; i < p->step->n_needs; i++) {
		const struct programme_need *n = &p->step->need[i];

		view->need[view->n_needs++] =
			(struct programme_need_view){ n->words, programme_is_met(p->s, n, a),
						      a->mark[n->step] == MARK_DECLINED };
	}
	view->is_done = programme_is_done(p->s, a);
}

static void fill_words(struct visit *v, const struct programme_visit *p,
		       struct programme_step_view *view)
{
	const char *words;
	const char *address = programme_link(p->step->exercise, &words);

	view->words = html_trust(p->step->html);
	view->alone = html_trust(p->step->alone);
	view->kind = programme_kind_words(p->step->kind);
	if (address) {
		view->link = url_path(str_c(address));
		view->link_words = words;
	}
	view->back = programme_url(v, p, "");
	view->mark = programme_step_url(v, p, "/mark");
	view->remove = programme_step_url(v, p, "/remove");
	view->turn = programme_step_url(v, p, "/turn");
	view->pass = programme_step_url(v, p, "/pass");
	view->show = programme_step_url(v, p, "/show");
	view->two = programme_step_url(v, p, "/two");
}

static fallible fill_show(struct visit *v, const struct programme_visit *p,
			  struct programme_step_view *view)
{
	struct programme_pair pair;

	if (!p->around.has_partner || !p->step->is_shown)
		return OK;
	TRY(programme_pair_read(&v->act, p->around.partner.id, p->number, p->at, &pair));
	view->is_released = pair.is_released;
	/* Whoever goes on alone, or paused, can still take back what was released. */
	view->can_show = p->is_two || pair.is_released;
	return OK;
}

/* Where a session is about touch, what is chosen is chosen from what both welcome. */
static fallible fill_touches(struct visit *v, const struct programme_visit *p,
			     struct programme_step_view *view)
{
	struct journey_touch touch[JOURNEY_TOUCHES];
	size_t n;

	for (size_t i = 0; i < p->s->n_steps; i++)
		view->has_touches |= p->s->step[i].exercise == EXERCISE_CLOSENESS;
	view->has_touches &= p->is_two && p->step->kind == STEP_TOGETHER;
	if (!view->has_touches)
		return OK;
	TRY(journey_session_touches(&v->act, p->around.partner.id, touch, &n));
	for (size_t i = 0; i < n; i++)
		view->touch[view->n_touches++] =
			(struct programme_touch_view){ touch[i].words, touch[i].is_ask };
	return OK;
}

/* The one entry of a form that takes one is what its form begins with. */
static const struct programme_entry *entry_of(struct visit *v, const struct programme_visit *p,
					      const struct programme_answers *a)
{
	struct str wanted = form_raw(&v->query, "entry");
	struct id16 id;

	if (programme_most(p->step->exercise) == 1 && a->n[p->at])
		return &a->entry[p->at][0];
	if (!hex_read(id.b, sizeof id.b, wanted))
		return NULL;
	for (size_t i = 0; i < a->n[p->at]; i++)
		if (id16_equal(a->entry[p->at][i].id, id))
			return &a->entry[p->at][i];
	return NULL;
}

static void fill_form(struct visit *v, const struct programme_visit *p,
		      const struct programme_answers *a, const struct shown *s,
		      struct programme_step_view *view)
{
	static const struct programme_entry fresh;
	size_t most = programme_most(p->step->exercise);
	const struct programme_entry *e = s->entry ? s->entry : entry_of(v, p, a);

	view->has_form = most > 0 && (e || a->n[p->at] < most);
	if (!view->has_form)
		return;
	programme_fill_form(v, p->step, e ? e : &fresh, &view->form);
	view->form.action = programme_step_url(v, p, "");
	view->form.note = notes[s->refusal];
	view->form.goes_on = most == 1 && !view->can_show && p->step->kind != STEP_CHECK;
	view->form.is_main = s->refusal || !a->n[p->at] || (e && most > 1);
	if (most == 1 && s->refusal == PROGRAMME_FINE)
		view->n_said = 0; /* it stands in the form */
}

/* With what counts from other rooms, where something is looked back on. */
static fallible read_answers(struct visit *v, const struct programme_visit *p,
			     struct programme_answers *ret)
{
	TRY(programme_answers(&v->act, p->number, &p->state, ret));
	ret->calming_lines = p->around.calming_lines;
	if (p->step->kind != STEP_CHECK)
		return OK;
	return journey_practice_add(&v->act, p->s, p->state.round[p->number - 1].begun, ret);
}

static fallible show_step(struct visit *v, const struct programme_visit *p, const struct shown *s)
{
	struct programme_step_view *view = arena_new(v->arena, struct programme_step_view);
	struct programme_answers a;

	TRY(read_answers(v, p, &a));
	*view = (struct programme_step_view){ .s = p->s,
					      .step = p->step,
					      .at = p->at + 1,
					      .marked = a.mark[p->at],
					      .is_two = p->is_two,
					      .is_paused = p->around.is_paused,
					      .name = p->around.partner.name,
					      .is_long = s->is_long,
					      .error = s->error };

	fill_words(v, p, view);
	fill_said(v, p, &a, view);
	fill_needs(p, &a, view);
	TRY(fill_show(v, p, view));
	TRY(fill_touches(v, p, view));
	fill_form(v, p, &a, s, view);
	if (!programme_is_apart(p->step))
		view->form.readers = p->around.readers;
	view->has_turns = p->step->exercise == EXERCISE_TURNS;
	view->has_pass = p->is_two && p->step->is_shown;
	view->is_kept = form_check(&v->query, "kept");
	view->is_hard = p->step->exercise == EXERCISE_WORD && a.n[p->at] &&
			a.entry[p->at][0].value[1].number == 7;
	programme_step_page(page_begin(v, "Step", TAB_US), view);
	return page_end_status(v, s->status);
}

fallible programme_get_step(struct visit *v)
{
	struct shown shown = { .status = 200 };
	struct programme_entry *draft = arena_new(v->arena, struct programme_entry);
	struct programme_visit p;

	TRY(programme_open_step(v, &p));
	if (p.is_closed)
		return OK;
	if (v->form.n) { /* a draft taken up again */
		TRY(programme_read_form(v, p.step, draft));
		shown.entry = draft;
	}
	return show_step(v, &p, &shown);
}

/* What was refused goes back into the form, with the version that stands there now. */
static fallible show_again(struct visit *v, const struct programme_visit *p,
			   struct programme_entry *e, enum programme_refusal refusal)
{
	struct shown shown = { .entry = e, .refusal = refusal, .status = 422 };
	bool is_one = programme_most(p->step->exercise) == 1, found = false;
	struct programme_answers a;

	TRY(programme_answers(&v->act, p->number, &p->state, &a));
	for (size_t i = 0; i < a.n[p->at] && refusal == PROGRAMME_MOVED && !found; i++) {
		const struct programme_entry *now = &a.entry[p->at][i];

		found = is_one || id16_equal(now->id, e->id);
		if (found) {
			e->id = now->id;
			e->version = now->version;
		}
	}
	if (!found && refusal == PROGRAMME_MOVED) {
		e->id = (struct id16){ { 0 } };
		e->version = 0;
	}
	return show_step(v, p, &shown);
}

fallible programme_post_step(struct visit *v)
{
	struct programme_entry *e = arena_new(v->arena, struct programme_entry);
	enum programme_refusal refusal = PROGRAMME_FINE;
	struct programme_visit p;

	TRY(programme_open_step(v, &p));
	if (p.is_closed)
		return OK;
	if (programme_most(p.step->exercise) == 0)
		return FAIL(BAD_REQUEST);
	TRY(programme_read_form(v, p.step, e));
	if (v->form.n_errors)
		return show_again(v, &p, e, PROGRAMME_FINE);
	TRY(programme_save(&v->act, p.number, p.at, e, &refusal));
	if (refusal)
		return show_again(v, &p, e, refusal);
	if (!form_check(&v->form, "go"))
		return visit_redirect_to(v, programme_step_url(v, &p, "?kept=1#said").s);
	TRY(programme_mark(&v->act, p.number, p.at, MARK_DONE));
	return visit_redirect_to(v, programme_after(v, &p));
}

/* --- done, or passed */
static fallible may_mark(struct visit *v, const struct programme_visit *p, bool *ret)
{
	struct programme_answers a;

	*ret = true;
	if (p->step->kind != STEP_CHECK)
		return OK;
	TRY(read_answers(v, p, &a));
	*ret = programme_is_done(p->s, &a);
	return OK;
}

fallible programme_post_mark(struct visit *v)
{
	static const struct choice marks[] = { { "open", "" }, { "done", "" }, { "pass", "" } };
	int row = form_choice(&v->form, "v", marks, 3);
	struct programme_visit p;
	bool may = true;

	if (row < 0)
		return FAIL(BAD_REQUEST);
	TRY(programme_open_step(v, &p));
	if (p.is_closed)
		return OK;
	if (row == MARK_DONE)
		TRY(may_mark(v, &p, &may));
	if (!may)
		return show_step(v, &p,
				 &(struct shown){ .error = "Something is still open here. You can "
							   "leave it like this and go on.",
						  .status = 422 });
	TRY(programme_mark(&v->act, p.number, p.at, (enum programme_mark)row));
	return visit_redirect_to(v, row == MARK_OPEN ? programme_step_url(v, &p, "").s
						     : programme_after(v, &p));
}

fallible programme_post_remove(struct visit *v)
{
	struct programme_visit p;
	struct id16 id;

	if (!hex_read(id.b, sizeof id.b, form_raw(&v->form, "entry")))
		return FAIL(BAD_REQUEST);
	TRY(programme_open_step(v, &p));
	if (p.is_closed)
		return OK;
	TRY(programme_remove(&v->act, p.number, id));
	return visit_redirect_to(v, programme_step_url(v, &p, "").s);
}

/* --- released, to be shown when both are */
fallible programme_post_show(struct visit *v)
{
	static const struct choice what[] = { { "show", "" }, { "back", "" } };
	int row = form_choice(&v->form, "v", what, 2);
	struct programme_answers a;
	struct programme_visit p;
	bool is_long = false;

	if (row < 0)
		return FAIL(BAD_REQUEST);
	TRY(programme_open_step(v, &p));
	if (p.is_closed)
		return OK;
	if (!p.step->is_shown || !p.around.has_partner || (row == 0 && !p.is_two))
		return visit_redirect_to(v, programme_step_url(v, &p, "").s);
	TRY(programme_answers(&v->act, p.number, &p.state, &a));
	if (row == 1)
		TRY(programme_withdraw(&v->act, p.around.partner.id, p.number, p.at));
	else if (a.n[p.at])
		TRY(programme_release(&v->act, p.around.partner.id, p.number, p.at, a.entry[p.at],
				      a.n[p.at], &is_long));
	if (is_long)
		return show_step(v, &p, &(struct shown){ .is_long = true, .status = 422 });
	return visit_redirect_to(v, row == 1 ? programme_step_url(v, &p, "").s
					     : programme_step_url(v, &p, "/two").s);
}
