/* learn: the private reading list. */
#include "learn_later.html.h"
#include "learn_page.h"
#include "learn_use.h"

const struct article *learn_find(struct str slug)
{
	const struct article *a = library_find(slug);

	return a ? a : insight_find(slug);
}

bool learn_has_list(const struct visit *v)
{
	return v->act.is_signed_in && !v->act.session->is_together;
}

/* A list that does not open keeps nobody from reading. */
fallible learn_fill_keep(struct visit *v, const struct article *a, struct learn_keep_view *ret)
{
	struct learn_kept *kept = arena_new(v->arena, struct learn_kept);
	struct err e = learn_read(&v->act, kept);

	*ret = (struct learn_keep_view){ .slug = a->slug };
	if (err_is(e, ERR_UNVERIFIED))
		return OK;
	TRY(e);
	ret->is_shown = true;
	ret->is_kept = learn_has(kept, a->slug);
	return OK;
}

static fallible show_later(struct visit *v, const char *error, int status)
{
	struct learn_later_view *view = arena_new(v->arena, struct learn_later_view);
	struct learn_kept *kept = arena_new(v->arena, struct learn_kept);

	TRY(learn_read(&v->act, kept));
	view->error = error;
	for (size_t i = 0; i < kept->n; i++) {
		const struct article *a = learn_find(kept->slug[i]);

		if (!a) /* it is no longer in the library */
			continue;
		view->keep[view->n] = (struct learn_keep_view){ true, true, a->slug };
		view->row[view->n++] = learn_row_of(v, a);
	}
	learn_later_page(page_begin(v, "Reading list", TAB_LEARN), view);
	return page_end_status(v, status);
}

fallible learn_get_later(struct visit *v)
{
	return show_later(v, NULL, 200);
}

fallible learn_post_later(struct visit *v)
{
	const struct article *a = learn_find(form_raw(&v->form, "slug"));
	bool is_kept = form_check(&v->form, "keep"), is_full;

	if (!a)
		return FAIL(BAD_REQUEST);
	TRY(learn_keep(&v->act, a->slug, is_kept, &is_full));
	if (is_full)
		return show_later(v, "The list is full. Take one off first. Nothing was changed.",
				  422);
	return is_kept ? visit_redirect_to(v, learn_row_of(v, a).address.s)
		       : visit_redirect(v, "/learn/later");
}
