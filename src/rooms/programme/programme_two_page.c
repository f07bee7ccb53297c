/* programme: what two people look at together: both their answers, turns of five minutes, and one
 * phone that is passed. Nothing here is kept. */
#include "programme_page.h"
#include "programme_share_use.h"
#include "programme_two.html.h"

#define TURN_SECONDS 300

static void compare(const struct programme_step *step, uint32_t mine, uint32_t theirs,
		    struct programme_pair_view *to)
{
	for (size_t i = 0; i < step->n_items; i++) {
		bool is_mine = mine >> i & 1, is_theirs = theirs >> i & 1;

		if (is_mine && is_theirs)
			to->both[to->n_both++] = step->item[i];
		else if (is_mine)
			to->mine[to->n_mine++] = step->item[i];
		else if (is_theirs)
			to->theirs[to->n_theirs++] = step->item[i];
	}
}

static void fill_pair(struct visit *v, const struct programme_visit *p,
		      const struct programme_pair *pair, struct programme_pair_view *view)
{
	view->is_marks = p->step->exercise == EXERCISE_MARKS;
	if (view->is_marks && pair->n_mine && pair->n_theirs) {
		compare(p->step, pair->mine[0].value[1].ticks, pair->theirs[0].value[1].ticks,
			view);
		return;
	}
	for (size_t i = 0; i < pair->n_mine; i++)
		programme_fill_said(v, p->step, &pair->mine[i], &view->said[view->n_said++]);
	for (size_t i = 0; i < pair->n_theirs; i++)
		programme_fill_said(v, p->step, &pair->theirs[i], &view->heard[view->n_heard++]);
}

fallible programme_get_two(struct visit *v)
{
	struct programme_pair_view *view = arena_new(v->arena, struct programme_pair_view);
	struct programme_visit p;
	struct programme_pair pair;

	TRY(programme_open_step(v, &p));
	if (p.is_closed)
		return OK;
	if (!p.is_two || !p.step->is_shown)
		return visit_redirect_to(v, programme_step_url(v, &p, "").s);
	TRY(programme_pair_read(&v->act, p.around.partner.id, p.number, p.at, &pair));
	if (!pair.is_released)
		return visit_redirect_to(v, programme_step_url(v, &p, "").s);
	view->step = p.step;
	view->name = p.around.partner.name;
	view->back = programme_step_url(v, &p, "");
	if (pair.is_shown)
		fill_pair(v, &p, &pair, view);
	struct html_out *o = page_begin_wide(v, "Two", TAB_US);

	if (pair.is_shown)
		programme_pair_page(o, view);
	else
		programme_wait_page(o, view);
	return page_end(v);
}

/* --- turns: the time stands in the address, so that a reload shows it and nothing is kept */
fallible programme_get_turn(struct visit *v)
{
	struct programme_turn_view view = { .most = TURN_SECONDS };
	struct programme_visit p;
	long from = 0;

	TRY(programme_open_step(v, &p));
	if (p.is_closed)
		return OK;
	if (p.step->exercise != EXERCISE_TURNS)
		return FAIL(NOT_FOUND);
	if (form_check(&v->query, "begin"))
		return visit_redirect_to(
			v,
			programme_step_url(
				v, &p,
				arena_print(v->arena, "/turn?from=%lld", (long long)v->act.now.s).p)
				.s);
	view.step = p.step;
	view.back = v->act.session->is_together ? url_path(STR("/us/together"))
						: programme_step_url(v, &p, "");
	view.begin = programme_step_url(v, &p, "/turn?begin=1");
	if (str_number(form_raw(&v->query, "from"), &from) && from > 0 && from <= v->act.now.s) {
		long gone = (long)(v->act.now.s - from);

		view.is_begun = true;
		view.is_over = gone >= TURN_SECONDS;
		view.seconds = view.is_over ? TURN_SECONDS : gone;
		view.look =
			programme_step_url(v, &p, arena_print(v->arena, "/turn?from=%ld", from).p);
	}
	programme_turn_page(page_begin(v, "Turns", TAB_US), &view);
	return page_end(v);
}

/* --- one phone: marks travel in the form, and end with the page */
static fallible open_pass(struct visit *v, struct programme_visit *p,
			  struct programme_pass_view *view)
{
	TRY(programme_open_step(v, p));
	if (p->is_closed)
		return OK;
	if (p->step->exercise != EXERCISE_MARKS)
		return FAIL(NOT_FOUND);
	struct str me = v->act.preferences->name;

	*view = (struct programme_pass_view){
		.step = p->step,
		.back = v->act.session->is_together ? url_path(STR("/us/together"))
						    : programme_step_url(v, p, ""),
		.action = programme_step_url(v, p, "/pass"),
		.me = me.n ? me : STR("You"),
		.other = p->around.has_partner ? p->around.partner.name : STR("the other one"),
		.at = 1,
	};
	return OK;
}

static fallible show_pass(struct visit *v, const struct programme_visit *p,
			  struct programme_pass_view *view)
{
	struct programme_value none = { 0 };

	programme_fill_field(v, p->step, programme_field(p->step->exercise, 0), &none,
			     &view->field);
	programme_pass_page(page_begin(v, "Pass", TAB_US), view);
	return page_end(v);
}

fallible programme_get_pass(struct visit *v)
{
	struct programme_pass_view *view = arena_new(v->arena, struct programme_pass_view);
	struct programme_visit p;

	TRY(open_pass(v, &p, view));
	return p.is_closed ? OK : show_pass(v, &p, view);
}

static uint32_t held_marks(const struct programme_step *step, struct str text)
{
	long bits;

	if (!str_number(text, &bits) || bits < 0 || bits >= 1L << step->n_items)
		return 0;
	return (uint32_t)bits;
}

static fallible sent_marks(struct visit *v, const struct programme_step *step, uint32_t *ret)
{
	struct str value;
	long number;

	*ret = 0;
	for (size_t i = 0; form_nth(&v->form, "f1", i, &value); i++) {
		if (!str_number(value, &number) || number < 1 || (size_t)number > step->n_items)
			return FAIL(BAD_REQUEST);
		*ret |= 1U << (number - 1);
	}
	return OK;
}

fallible programme_post_pass(struct visit *v)
{
	struct programme_pass_view *view = arena_new(v->arena, struct programme_pass_view);
	long at = form_number(&v->form, "at", 1, 3, 0);
	struct programme_visit p;
	uint32_t sent;

	TRY(open_pass(v, &p, view));
	if (p.is_closed)
		return OK;
	TRY(sent_marks(v, p.step, &sent));
	if (at == 0)
		return FAIL(BAD_REQUEST);
	uint32_t held = at == 1 ? sent : held_marks(p.step, form_raw(&v->form, "held"));

	view->at = (int)at + 1;
	view->held = arena_print(v->arena, "%u", held);
	view->pair = (struct programme_pair_view){
		.step = p.step, .name = view->other, .back = view->back, .is_marks = true
	};
	if (view->at == 4)
		compare(p.step, held, sent, &view->pair);
	return show_pass(v, &p, view);
}
