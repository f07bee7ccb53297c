/* programme: one session, and how it begins and ends. */
#include "programme.html.h"
#include "programme_page.h"
#include "programme_share_use.h"

static const char *mark_words(enum programme_mark m)
{
	static const char *const words[] = { NULL, "Done", "Passed" };

	return words[m];
}

static void fill_rows(struct visit *v, const struct programme_visit *p,
		      struct programme_session_view *view)
{
	const struct programme_round *r = &p->state.round[p->number - 1];
	struct programme_answers marks = { 0 };
	struct programme_visit at = *p;

	memcpy(marks.mark, r->mark, sizeof marks.mark);
	size_t next = programme_next(p->s, &marks);

	for (at.at = 0; at.at < p->s->n_steps; at.at++) {
		at.step = &p->s->step[at.at];
		view->row[view->n++] = (struct programme_row_view){
			.n = arena_print(v->arena, "%zu", at.at + 1).p,
			.address = programme_step_url(v, &at, ""),
			.title = at.step->title,
			.text = arena_print(v->arena, "%s, %d minutes",
					    programme_kind_words(at.step->kind), at.step->minutes),
			.state = mark_words(r->mark[at.at]),
			.is_here = at.at == next && r->begun.n
		};
		if (at.at == next)
			view->go_on = programme_step_url(v, &at, "");
	}
}

/* Part three opens by two yeses; for one person, and once begun, it is open. */
static bool has_gate(const struct programme_visit *p)
{
	return p->s->phase == 3 && p->is_two && !p->state.way.is_phase_three &&
	       !p->state.round[p->number - 1].begun.n;
}

static fallible fill_both(struct visit *v, const struct programme_visit *p,
			  struct programme_session_view *view)
{
	struct programme_both both;

	if (!p->is_two || (!view->has_gate && !view->is_finished))
		return OK;
	TRY(programme_both(&v->act, p->around.partner.id, &both));
	view->are_both = view->has_gate ? both.is_phase_three : both.are_ready;
	view->has_said = !view->has_gate && p->state.way.ready == p->number;
	if (view->has_gate && both.is_phase_three)
		view->has_gate = false;
	return OK;
}

fallible programme_get_session(struct visit *v)
{
	struct programme_session_view *view = arena_new(v->arena, struct programme_session_view);
	struct programme_visit p, next;

	TRY(programme_open_session(v, &p));
	if (p.is_closed)
		return OK;
	const struct programme_round *r = &p.state.round[p.number - 1];

	next = p;
	next.number++;
	*view = (struct programme_session_view){ .s = p.s,
						 .begin = programme_url(v, &p, "/begin"),
						 .skip = programme_url(v, &p, "/skip"),
						 .ready = programme_url(v, &p, "/ready"),
						 .next = programme_url(v, &next, ""),
						 .is_begun = r->begun.n != 0,
						 .is_finished = r->finished.n != 0,
						 .is_two = p.is_two,
						 .is_first = p.number == 1,
						 .has_next = p.number < PROGRAMME_SESSIONS,
						 .has_gate = has_gate(&p),
						 .name = p.around.partner.name };
	fill_rows(v, &p, view);
	TRY(fill_both(v, &p, view));
	programme_session_page(page_begin(v, "Session", TAB_US), view);
	return page_end(v);
}

/* Two yeses, seen once, keep part three open. */
static fallible pass_gate(struct visit *v, struct programme_visit *p, bool *ret_may)
{
	struct programme_both both;

	*ret_may = !has_gate(p);
	if (*ret_may)
		return OK;
	TRY(programme_both(&v->act, p->around.partner.id, &both));
	*ret_may = both.is_phase_three;
	if (!*ret_may)
		return OK;
	p->state.way.is_phase_three = true;
	return programme_set_way(&v->act, &p->state.way);
}

fallible programme_post_begin(struct visit *v)
{
	struct programme_visit p;
	bool may;

	TRY(programme_open_session(v, &p));
	if (p.is_closed)
		return OK;
	TRY(pass_gate(v, &p, &may));
	if (!may)
		return visit_redirect_to(v, programme_url(v, &p, "").s);
	if (p.state.way.ready && p.around.has_partner)
		TRY(programme_end_ready(&v->act, p.around.partner.id));
	TRY(programme_begin(&v->act, p.number));
	p.step = &p.s->step[0];
	return visit_redirect_to(v, programme_step_url(v, &p, "").s);
}

fallible programme_post_skip(struct visit *v)
{
	struct programme_visit p;

	TRY(programme_open_session(v, &p));
	if (p.is_closed)
		return OK;
	TRY(programme_skip(&v->act, p.number));
	return visit_redirect(v, "/programme");
}

static fallible read_yes(struct visit *v, bool *ret)
{
	static const struct choice answers[] = { { "yes", "" }, { "no", "" } };
	int row = form_choice(&v->form, "v", answers, 2);

	*ret = row == 0;
	return row < 0 ? FAIL(BAD_REQUEST) : OK;
}

fallible programme_post_ready(struct visit *v)
{
	struct programme_visit p;
	bool is_ready;

	TRY(read_yes(v, &is_ready));
	TRY(programme_open_session(v, &p));
	if (p.is_closed)
		return OK;
	if (p.is_two && p.state.round[p.number - 1].finished.n)
		TRY(programme_say_ready(&v->act, p.around.partner.id, p.number, is_ready));
	return visit_redirect_to(v, programme_url(v, &p, "").s);
}

fallible programme_post_three(struct visit *v)
{
	struct programme_visit *p = arena_new(v->arena, struct programme_visit);
	bool is_yes;

	TRY(read_yes(v, &is_yes));
	TRY(programme_open(v, p));
	if (p->is_two && p->state.way.has_begun)
		TRY(programme_say_three(&v->act, p->around.partner.id, is_yes));
	return visit_redirect(v, "/programme/8");
}
