/* circle: the page of whoever has a link. No word here may say what it is part of, or why. */
#include "circle_help.html.h"
#include "circle_help_use.h"
#include "circle_page.h"

#define TITLE "Things to do"

static const struct choice deeds[CIRCLE_DEEDS] = {
	[CIRCLE_TAKE] = { "take", "" },
	[CIRCLE_HAND_BACK] = { "back", "" },
	[CIRCLE_FINISH] = { "done", "" },
};

static const char *const answers[] = {
	[CIRCLE_THANKS] = NULL,
	[CIRCLE_ANOTHER_HAS_IT] = "Somebody else has just taken that one. Thank you all the same.",
	[CIRCLE_IS_CHANGED] = "That one has just been changed. Look at it once more, please.",
	[CIRCLE_IS_GONE] = "That one is no longer on the list. Thank you all the same.",
};

static const char *note_of(const struct visit *v)
{
	struct str said = form_raw(&v->query, "said");

	if (str_equal(said, STR("take")))
		return "Thank you. It is yours.";
	if (str_equal(said, STR("back")))
		return "Handed back. Thank you for saying so.";
	return str_equal(said, STR("done")) ? "Done. Thank you." : NULL;
}

static void add(struct visit *v, const struct boards_seen *seen, const struct boards_task *t,
		struct circle_help_view *view)
{
	struct day today = circle_helper_today(&v->act, seen);
	struct circle_days days = circle_days_of(t);
	bool is_own = id16_equal(t->by, seen->link.helper);

	if (!circle_is_shown(&days, is_own, today))
		return;
	struct circle_task_view task = circle_view_task(v, t, today);

	view->n_done += is_own && t->is_done;
	if (is_own)
		view->own[view->n_own++] = task;
	else
		view->open[view->n_open++] = task;
}

static struct url here(struct visit *v, const char *said)
{
	struct str token = visit_param(v, 0);

	return url_path(arena_print(v->act.secret, "/tasks/%.*s%s%s", (int)token.n, token.p,
				    *said ? "?said=" : "", said));
}

static fallible show(struct visit *v, const struct boards_seen *seen, const char *note, int status)
{
	struct circle_help_view *view = arena_new(v->arena, struct circle_help_view);

	view->here = here(v, "");
	view->sign = seen->list.sign;
	view->note = note;
	for (size_t i = 0; i < seen->list.n; i++)
		add(v, seen, &seen->list.task[i], view);
	circle_help_page(page_begin_plain(v, TITLE), view);
	return page_end_status(v, status);
}

fallible circle_get_help(struct visit *v)
{
	struct boards_seen *seen;
	bool found;

	TRY(circle_look(&v->act, visit_param(v, 0), &seen, &found));
	return found ? show(v, seen, note_of(v), 200) : FAIL(NOT_FOUND);
}

static bool read_try(struct visit *v, struct circle_try *ret)
{
	int deed = form_choice(&v->form, "do", deeds, CIRCLE_DEEDS);
	struct str id = form_raw(&v->form, "task");

	ret->deed = (enum circle_deed)deed;
	ret->edition = (uint32_t)form_number(&v->form, "edition", 0, INT32_MAX, 0);
	ret->day.n = (int32_t)form_number(&v->form, "day", 0, INT32_MAX, 0);
	return deed >= 0 && hex_read(ret->task.b, sizeof ret->task.b, id) && !v->form.is_bad;
}

fallible circle_post_help(struct visit *v)
{
	struct boards_seen *seen;
	struct circle_try what;
	enum circle_answer answer;
	bool found;

	TRY(circle_look(&v->act, visit_param(v, 0), &seen, &found));
	if (!found)
		return FAIL(NOT_FOUND);
	if (!read_try(v, &what))
		return FAIL(BAD_REQUEST);
	TRY(circle_help(&v->act, seen, &what, &answer));
	if (answer != CIRCLE_THANKS)
		return show(v, seen, answers[answer], 409);
	return visit_redirect_to(v, here(v, deeds[what.deed].value).s);
}
