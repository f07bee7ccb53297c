/* circle: one task, as its owner sees it. */
#include "circle.html.h"
#include "circle_page.h"

static const char *task_note(const struct visit *v)
{
	if (form_has(&v->query, "opened"))
		return "Kept. It is open again: somebody had said yes to another time. Tell them.";
	return form_has(&v->query, "kept") ? "Kept." : NULL;
}

static fallible show(struct visit *v, const struct circle *c, const struct boards_task *t,
		     const char *note, int status)
{
	static const char *const states[] = {
		[CIRCLE_OPEN] = "Open. Whoever has a page can take it.",
		[CIRCLE_TAKEN] = "Somebody has it.",
		[CIRCLE_DONE] = "Done.",
		[CIRCLE_PAST] = "The day is over, and nobody took it. Helpers no longer see it.",
	};
	struct circle_task_page_view *view = arena_new(v->arena, struct circle_task_page_view);
	struct circle_helper_view *helper =
		arena_array(v->arena, struct circle_helper_view, CIRCLE_VIEW_HELPERS);
	struct circle_days days = circle_days_of(t);
	enum circle_state state = circle_state(&days, c->today);

	view->note = note;
	view->task = circle_view_own(v, c, t);
	view->state = states[state];
	view->is_open = state == CIRCLE_OPEN || state == CIRCLE_PAST;
	view->is_taken = state == CIRCLE_TAKEN;
	view->is_done = state == CIRCLE_DONE;
	view->edit = circle_task_url(v, t->id, "/edit");
	view->set = circle_task_url(v, t->id, "/set");
	view->give = circle_task_url(v, t->id, "/give");
	view->remove = circle_task_url(v, t->id, "/remove");
	view->n_helpers = circle_view_helpers(v, c, helper);
	view->helper = helper;
	circle_task_page(page_begin(v, "Task", TAB_ME), view);
	return page_end_status(v, status);
}

fallible circle_get_task(struct visit *v)
{
	const struct boards_task *t;
	struct circle *c;

	TRY(circle_read_task(v, &c, &t));
	return show(v, c, t, task_note(v), 200);
}

fallible circle_post_set(struct visit *v)
{
	enum { IS_DONE, IS_OPEN, COMES_BACK, WAYS };
	static const struct choice ways[WAYS] = { [IS_DONE] = { "done", "" },
						  [IS_OPEN] = { "open", "" },
						  [COMES_BACK] = { "back", "" } };
	int way = form_choice(&v->form, "do", ways, WAYS);
	const struct boards_task *t;
	struct circle *c;

	TRY(circle_read_task(v, &c, &t));
	if (way < 0)
		return FAIL(BAD_REQUEST);
	if (way == COMES_BACK)
		circle_open_again(c, t->id);
	else
		circle_set_done(c, t->id, way == IS_DONE);
	struct url back = circle_task_url(v, t->id, "?kept=1");

	TRY(circle_save(&v->act, c));
	return visit_redirect_to(v, back.s);
}

fallible circle_post_give(struct visit *v)
{
	const struct boards_task *t;
	struct circle *c;
	struct id16 helper;

	TRY(circle_read_task(v, &c, &t));
	if (!hex_read(helper.b, sizeof helper.b, form_raw(&v->form, "helper")))
		return FAIL(BAD_REQUEST);
	if (!circle_find_helper(c, helper))
		return FAIL(NOT_FOUND);
	if (circle_give(c, t->id, helper))
		return show(v, c, t,
			    "Somebody took it on their page meanwhile. Nothing was changed.", 409);
	struct url back = circle_task_url(v, t->id, "?kept=1");

	TRY(circle_save(&v->act, c));
	return visit_redirect_to(v, back.s);
}

fallible circle_post_remove(struct visit *v)
{
	const struct boards_task *t;
	struct circle *c;

	TRY(circle_read_task(v, &c, &t));
	struct circle_days days = circle_days_of(t);
	bool is_taken = circle_state(&days, c->today) == CIRCLE_TAKEN;

	circle_remove_task(c, t->id);
	TRY(circle_save(&v->act, c));
	return visit_redirect(v, is_taken ? "/circle?away=taken" : "/circle?away=1");
}
