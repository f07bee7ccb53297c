/* help: the two walks, one screen a page. Nothing that is picked leaves the page it is picked on,
 * but the answer to "what do you need?", which is part of the next address. */
#include "help_page.h"
#include "help_walk.html.h"

static const char *const base[] = {
	[WALK_CONNECT] = "/help/connect", [WALK_SHUT_OUT] = "/help/shut-out"
};

static struct url screen_url(struct visit *v, enum help_walk walk, size_t number)
{
	return url_path(arena_print(v->arena, "%s/%zu", base[walk], number));
}

static void fill_needs(struct visit *v, struct help_walk_view *view)
{
	for (const struct help_need *need; (need = help_need(view->n_needs));)
		view->needs[view->n_needs++] = need;
	view->need = help_need_find(form_raw(&v->query, "need"));
	view->need_base = screen_url(v, view->screen->walk, view->number + 1);
	if (view->screen->kind != SCREEN_ACT || !view->need)
		return;
	for (const char *text; (text = help_need_line(view->need, view->n));)
		view->line[view->n++] = text;
}

static void fill_circle(struct help_walk_view *view)
{
	while (help_loop(view->n_boxes)) {
		view->box[view->n_boxes] = help_loop(view->n_boxes);
		view->n_boxes++;
	}
	while (help_not_you(view->n_not_you)) {
		view->not_you[view->n_not_you] = help_not_you(view->n_not_you);
		view->n_not_you++;
	}
}

/* The screen of an answer stands for one answer only: the way back leads to the question. */
static size_t number_before(enum help_walk walk, size_t number)
{
	const struct help_screen *before = help_screen(walk, number - 1);
	return before && before->kind == SCREEN_ACT ? number - 2 : number - 1;
}

static void fill_way(struct visit *v, struct help_walk_view *view)
{
	enum help_walk walk = view->screen->walk;
	size_t number = number_before(walk, view->number);
	const struct help_screen *before = help_screen(walk, number);
	const struct help_screen *after = help_screen(walk, view->number + 1);

	view->back = before ? screen_url(v, walk, number) : url_path(STR("/help"));
	view->back_words = before ? before->title : "Help now";
	view->next = after ? screen_url(v, walk, view->number + 1) : url_path(STR("/help"));
	view->next_words = after ? after->title : "Help now";
}

/* What the partner wrote for this moment stands where one speaks and where one acts. */
static fallible fill_calming(struct visit *v, struct help_walk_view *view)
{
	struct journey_calming *calming = arena_new(v->arena, struct journey_calming);
	enum screen_kind kind = view->screen->kind;

	if (view->screen->walk != WALK_CONNECT || (kind != SCREEN_SAY && kind != SCREEN_ACT))
		return OK;
	TRY(journey_calming_read(&v->act, calming));
	view->calming = calming->n ? calming : NULL;
	return OK;
}

static fallible show_screen(struct visit *v, enum help_walk walk)
{
	long number;

	if (!str_number(visit_param(v, 0), &number) || number < 1 ||
	    !help_screen(walk, (size_t)number))
		return FAIL(NOT_FOUND);
	struct help_walk_view view = { .screen = help_screen(walk, (size_t)number),
				       .number = (size_t)number,
				       .of = help_walk_length(walk),
				       .can_send = walk == WALK_SHUT_OUT,
				       .is_signed_in = v->act.is_signed_in };

	fill_way(v, &view);
	view.note = url_path(arena_print(v->arena, "/incident/note?from=%s/%ld",
					 base[walk] + strlen("/help/"), number));
	for (const char *text; (text = help_line(walk, view.number, view.n));)
		view.line[view.n++] = text;
	fill_needs(v, &view);
	if (view.screen->kind == SCREEN_ACT && !view.need)
		return visit_redirect_to(v, view.back.s);
	fill_circle(&view);
	TRY(fill_calming(v, &view));
	help_walk_page(page_begin(v, "One step", TAB_HELP), &view);
	return page_end(v);
}

fallible help_get_connect(struct visit *v)
{
	return show_screen(v, WALK_CONNECT);
}

fallible help_get_shut_out(struct visit *v)
{
	return show_screen(v, WALK_SHUT_OUT);
}
