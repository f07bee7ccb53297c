/* programme: what two people look at together: both their answers, and turns of five minutes.
 * Nothing here is kept. */
#include "programme_page.h"
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

void programme_fill_pair(struct visit *v, const struct programme_step *step,
			 const struct programme_pair *pair, struct programme_pair_view *view)
{
	view->is_marks = step->exercise == EXERCISE_MARKS;
	if (view->is_marks && pair->n_mine && pair->n_theirs) {
		compare(step, pair->mine[0].value[1].ticks, pair->theirs[0].value[1].ticks, view);
		return;
	}
	for (size_t i = 0; i < pair->n_mine; i++)
		programme_fill_said(v, step, &pair->mine[i], &view->said[view->n_said++]);
	for (size_t i = 0; i < pair->n_theirs; i++)
		programme_fill_said(v, step, &pair->theirs[i], &view->heard[view->n_heard++]);
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
	view->me = STR("You");
	view->name = p.around.partner.name;
	view->back = programme_step_url(v, &p, "");
	if (pair.is_shown)
		programme_fill_pair(v, p.step, &pair, view);
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
