#include "late.h"
#include <stdio.h>
#include "answer.h"
#include "drafts.h"
#include "late.html.h"

struct str visit_body_without_token(struct visit *v)
{
	/* The token is of no use to a draft and is a secret of the old session. */
	struct str rest = v->x->request.body;
	struct wire_out w = wire_begin(v->arena, rest.n + 1);

	while (rest.n) {
		struct str pair = str_cut(&rest, '&');

		if (str_has_prefix(pair, STR("csrf=")))
			continue;
		if (w.n)
			wire_fixed(&w, "&", 1);
		wire_fixed(&w, pair.p, pair.n);
	}
	return str_bytes(wire_done(&w));
}

fallible late_keep(struct visit *v)
{
	bool is_kept = false;

	if (v->has_cookie)
		TRY(draft_keep_late(&v->act, v->cookie, v->x->request.path,
				    visit_body_without_token(v), &is_kept));
	if (!is_kept)
		return FAIL(SIGNED_OUT);
	return visit_redirect(v, "/sign-in?kept=1");
}

/* Passphrases, codes and tokens are not handed back: somebody may stand behind. Nor is what is
 * sealed.
 */
static bool is_secret(struct str name)
{
	return str_has_prefix(name, STR("pass")) || str_equal(name, STR("code")) ||
	       str_equal(name, STR("secret")) || str_equal(name, STR("csrf")) ||
	       str_equal(name, STR("held"));
}

static void collect_words(const struct visit *v, struct late_view *view)
{
	for (size_t i = 0; i < v->form.n && view->n < LATE_WORDS_MAX; i++) {
		const struct form_field *f = &v->form.field[i];

		if (f->value.n < 12 || is_secret(f->name))
			continue;
		view->words[view->n++] = f->value;
	}
}

static struct err error_of_status(int status)
{
	switch (status) {
	case 404:
		return FAIL(NOT_FOUND);
	case 405:
		return FAIL(METHOD);
	case 411:
		return FAIL(NO_LENGTH);
	case 413:
		return FAIL(TOO_LARGE);
	case 503:
		return FAIL(BUSY);
	default:
		return FAIL(BAD_REQUEST);
	}
}

/* Somebody who only looks is led to where it goes on. */
static bool is_led_on(struct visit *v, struct err e)
{
	struct str path = v->x->request.path;

	if (v->x->request.method == HTTP_POST)
		return false;
	switch ((int)e.code) {
	case ERR_SIGNED_OUT:
		(void)!visit_redirect(v, "/sign-in").code;
		return true;
	case ERR_TOGETHER:
		(void)!visit_redirect(v, "/us/together").code;
		return true;
	case ERR_STEP_UP:
		(void)!visit_redirect_to(
			v, arena_print(v->arena, "/again?to=%.*s", (int)path.n, path.p))
			.code;
		return true;
	default:
		return false;
	}
}

void late_page_error(struct visit *v, struct err e)
{
	struct late_view view = { 0 };
	int status = v->x->request.refused;

	if (status)
		e = error_of_status(status);
	else
		status = err_http(e);
	if (is_led_on(v, e))
		return;
	if (status >= 500 && e.code != ERR_BUSY)
		fprintf(stderr, "%s at %s\n", err_name(e),
			v->route ? v->route->path : "an unknown route");
	if (v->x->request.method == HTTP_POST && !v->x->request.refused)
		collect_words(v, &view);
	view.text = err_text(e);
	view.is_gone = e.code == ERR_NOT_FOUND;
	view.is_refused = v->x->request.refused != 0;
	view.is_signed_out = e.code == ERR_SIGNED_OUT;
	if (e.code == ERR_BUSY || e.code == ERR_WAIT)
		visit_add_header(v, "Retry-After", STR("5"));
	if (answer_is_plain(v->x))
		late_plain_page(page_begin_plain(v, "Notice"), &view);
	else
		late_page(page_begin(v, "Notice", TAB_NONE), &view);
	(void)!page_end_status(v, status).code;
}
