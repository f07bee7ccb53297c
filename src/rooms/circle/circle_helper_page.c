/* circle: helpers, and the link of each. */
#include "circle_form.html.h"
#include "circle_page.h"

/* --- a new one */
static fallible show_new(struct visit *v, struct str name, const char *note)
{
	struct circle_helper_form_view *view = arena_new(v->arena, struct circle_helper_form_view);

	view->note = note;
	view->name = (struct ui_field){ .name = "name",
					.label = "What do you call them?",
					.hint = "Your own word for them, or for a service.",
					.error = form_error_of(&v->form, "name"),
					.value = name,
					.length_max = CIRCLE_NAME_MAX };
	while ((view->idea[view->n] = circle_helper_idea(view->n)))
		view->n++;
	circle_helper_form_page(page_begin(v, "Helper", TAB_ME), view);
	return page_end_status(v, note || v->form.n_errors ? 422 : 200);
}

static struct str read_name(struct visit *v)
{
	struct str name = form_line(&v->form, "name", CIRCLE_NAME_MAX);

	if (name.n == 0)
		form_refuse(&v->form, "name", "Write a name first, or a word for them.");
	return name;
}

fallible circle_get_helper_new(struct visit *v)
{
	return show_new(v, form_raw(&v->form, "name"), NULL);
}

fallible circle_post_helper_new(struct visit *v)
{
	struct str name = read_name(v);
	struct circle *c;
	struct id16 id;

	if (v->form.n_errors)
		return show_new(v, name, NULL);
	TRY(circle_open(&v->act, &c));
	if (circle_add_helper(&v->act, c, name, &id))
		return show_new(v, name,
				"Twelve helpers are the most there is room for. Remove one first.");
	TRY(circle_save(&v->act, c));
	return visit_redirect_to(v, circle_helper_url(v, id, "").s);
}

/* --- one of them */
static const char *note_of(const struct visit *v)
{
	if (form_has(&v->query, "kept"))
		return "Kept.";
	return form_has(&v->query, "off") ? "The link has ended. It opens nothing any more." : NULL;
}

static fallible show(struct visit *v, const struct circle *c, const struct circle_helper *h,
		     struct str name)
{
	struct circle_helper_page_view *view = arena_new(v->arena, struct circle_helper_page_view);

	view->name = h->name;
	view->note = note_of(v);
	view->has_link = h->has_link;
	view->here = circle_helper_url(v, h->id, "");
	view->link = circle_helper_url(v, h->id, "/link");
	view->off = circle_helper_url(v, h->id, "/off");
	view->remove = circle_helper_url(v, h->id, "/remove");
	view->field = (struct ui_field){ .name = "name",
					 .label = "What you call them",
					 .error = form_error_of(&v->form, "name"),
					 .value = name,
					 .length_max = CIRCLE_NAME_MAX };
	for (size_t i = 0; i < c->list.n; i++)
		if (id16_equal(c->list.task[i].by, h->id))
			view->task[view->n++] = circle_view_task(v, &c->list.task[i], c->today);
	circle_helper_page(page_begin(v, "Helper", TAB_ME), view);
	return page_end_status(v, v->form.n_errors ? 422 : 200);
}

fallible circle_get_helper(struct visit *v)
{
	const struct circle_helper *h;
	struct circle *c;

	TRY(circle_read_helper(v, &c, &h));
	return show(v, c, h, form_or(&v->form, "name", h->name));
}

fallible circle_post_helper(struct visit *v)
{
	const struct circle_helper *h;
	struct str name = read_name(v);
	struct circle *c;

	TRY(circle_read_helper(v, &c, &h));
	if (v->form.n_errors)
		return show(v, c, h, name);
	circle_rename_helper(c, h->id, name);
	TRY(circle_save(&v->act, c));
	return visit_redirect_to(v, circle_helper_url(v, h->id, "?kept=1").s);
}

fallible circle_post_remove_helper(struct visit *v)
{
	const struct circle_helper *h;
	struct circle *c;

	TRY(circle_read_helper(v, &c, &h));
	circle_remove_helper(&v->act, c, h->id);
	TRY(circle_save(&v->act, c));
	return visit_redirect(v, "/circle?away=1");
}

/* --- the link */
static void fill_link(struct visit *v, const struct boards_link *link,
		      struct circle_link_view *view)
{
	const struct http_request *q = &v->x->request;
	char *token = arena_take(v->act.secret, BOARD_TOKEN_TEXT_MAX);

	board_token_write(token, &link->token);
	view->is_on = true;
	view->address = arena_print(v->act.secret, "%s://%.*s/tasks/%s",
				    q->is_tls ? "https" : "http", (int)q->host.n, q->host.p, token);
	view->message = arena_print(v->act.secret, "%s %.*s", circle_message(1)->words,
				    (int)view->address.n, view->address.p);
}

fallible circle_get_link(struct visit *v)
{
	struct circle_link_view view = { .is_on = false };
	const struct circle_helper *h;
	struct circle *c;

	TRY(circle_read_helper(v, &c, &h));
	view.name = h->name;
	view.here = circle_helper_url(v, h->id, "/link");
	view.back = circle_helper_url(v, h->id, "");
	if (h->has_link)
		fill_link(v, boards_link_of(c->boards, h->id), &view);
	circle_link_page(page_begin(v, "Link", TAB_ME), &view);
	return page_end(v);
}

fallible circle_post_link(struct visit *v)
{
	const struct circle_helper *h;
	struct circle *c;

	TRY(circle_read_helper(v, &c, &h));
	if (h->has_link)
		circle_end_link(&v->act, c, h->id);
	if (circle_begin_link(&v->act, c, h->id))
		return FAIL(TOO_FULL);
	TRY(circle_save(&v->act, c));
	return visit_redirect_to(v, circle_helper_url(v, h->id, "/link").s);
}

fallible circle_post_off(struct visit *v)
{
	const struct circle_helper *h;
	struct circle *c;

	TRY(circle_read_helper(v, &c, &h));
	circle_end_link(&v->act, c, h->id);
	TRY(circle_save(&v->act, c));
	return visit_redirect_to(v, circle_helper_url(v, h->id, "?off=1").s);
}
