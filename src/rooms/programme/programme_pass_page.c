/* programme: one phone that is passed. What the first one wrote travels in the form, sealed, so
 * that the page the second one holds tells nothing of it; the second one says whether both are
 * shown, and everything ends with the page: two people's words never stand in one notebook, and a
 * session that ends meanwhile keeps no draft of them. */
#include "programme_page.h"
#include "programme_two.html.h"

static fallible open_pass(struct visit *v, struct programme_visit *p,
			  struct programme_pass_view *view)
{
	TRY(programme_open_step(v, p));
	if (p->is_closed)
		return OK;
	if (!p->step->is_shown)
		return FAIL(NOT_FOUND);
	const struct session_partner *partner = &v->act.session->partner;
	struct str me = v->act.preferences->name;

	view->step = p->step;
	view->back = v->act.session->is_together ? url_path(STR("/us/together"))
						 : programme_step_url(v, p, "");
	view->next = v->act.session->is_together ? url_path(STR("/us/together/2")) : view->back;
	view->action = programme_step_url(v, p, "/pass");
	view->me = me.n ? me : STR("You");
	/* Also when one stepped back: both look at this page. */
	view->other = partner->has ? partner->name : STR("the other one");
	view->at = 1;
	view->pair.is_marks = p->step->exercise == EXERCISE_MARKS;
	return OK;
}

/* The form of this page, with what was refused of it. */
static fallible show_pass(struct visit *v, const struct programme_visit *p,
			  const struct programme_entry *e, struct programme_pass_view *view)
{
	static const struct programme_entry fresh;

	programme_fill_form(v, p->step, e ? e : &fresh, &view->form);
	programme_pass_page(page_begin_wide(v, "Pass", TAB_US), view);
	return page_end_status(v, e ? 422 : 200);
}

fallible programme_get_pass(struct visit *v)
{
	struct programme_pass_view *view = arena_new(v->arena, struct programme_pass_view);
	struct programme_visit p;

	TRY(open_pass(v, &p, view));
	return p.is_closed ? OK : show_pass(v, &p, NULL, view);
}

static void fill_both(struct visit *v, const struct programme_visit *p,
		      struct programme_entry *first, struct programme_entry *second,
		      struct programme_pass_view *view)
{
	const struct programme_pair pair = {
		.mine = first, .theirs = second, .n_mine = 1, .n_theirs = 1
	};

	view->pair.step = p->step;
	view->pair.me = view->me;
	view->pair.name = view->other;
	programme_fill_pair(v, p->step, &pair, &view->pair);
}

/* What was held is gone: nothing is shown, and what the second one typed stands in the form. */
static fallible show_lost(struct visit *v, const struct programme_visit *p,
			  const struct programme_entry *second, struct programme_pass_view *view)
{
	view->is_lost = true;
	view->n_held = 0;
	v->form.n_errors = 0;
	return show_pass(v, p, second, view);
}

static fallible begin_pass(struct visit *v, const struct programme_visit *p,
			   struct programme_pass_view *view)
{
	struct programme_entry *first = arena_new(v->arena, struct programme_entry);

	TRY(programme_read_form(v, p->step, first));
	if (v->form.n_errors)
		return show_pass(v, p, first, view);
	view->at = 2;
	TRY(programme_hold(v, p->step, first, view));
	return show_pass(v, p, NULL, view);
}

fallible programme_post_pass(struct visit *v)
{
	struct programme_pass_view *view = arena_new(v->arena, struct programme_pass_view);
	struct programme_entry *first = arena_new(v->arena, struct programme_entry);
	struct programme_entry *second = arena_new(v->arena, struct programme_entry);
	long at = form_number(&v->form, "at", 1, 3, 0);
	struct programme_visit p;
	bool is_there;

	TRY(open_pass(v, &p, view));
	if (p.is_closed)
		return OK;
	if (at == 0)
		return FAIL(BAD_REQUEST);
	if (at == 1)
		return begin_pass(v, &p, view);
	TRY(programme_read_held(v, p.step, first, &is_there));
	view->at = 3;
	if (is_there) /* before the second one's refusals stand in the form */
		TRY(programme_hold(v, p.step, first, view));
	if (at == 3)
		TRY(programme_read_form(v, p.step, second));
	if (!is_there)
		return show_lost(v, &p, second, view);
	if (at == 2)
		return show_pass(v, &p, NULL, view);
	if (v->form.n_errors)
		return show_pass(v, &p, second, view);
	view->at = 4;
	fill_both(v, &p, first, second, view);
	return show_pass(v, &p, NULL, view);
}
