/* New keys: pages. */
#include "account_page.h"
#include "account_renew.html.h"
#include "account_renew_use.h"
#include "account_view.h"

static fallible show_new_keys(struct visit *v, const char *error, int status)
{
	struct account_code_view view = { .error = error,
					  .is_changed = form_has(&v->query, "changed") };

	account_new_keys_page(page_begin(v, "New keys", TAB_ME), &view);
	return page_end_status(v, status);
}

fallible account_get_new_keys(struct visit *v)
{
	return show_new_keys(v, NULL, 200);
}

fallible account_post_new_keys(struct visit *v)
{
	struct account_entry *in = arena_new(v->act.secret, struct account_entry);
	struct account_renewed *is = arena_new(v->act.secret, struct account_renewed);
	struct err e = account_new_keys(&v->act, form_raw(&v->form, "passphrase"), in, is);

	if (err_is(e, ERR_UNVERIFIED)) /* what is not as it was left is looked at first */
		return visit_redirect(v, "/account/verify");
	TRY(e);
	if (!is->fits)
		return show_new_keys(v, "That was not it. Nothing was changed.", 422);
	account_give_cookies(v, in);
	struct account_renewed_view view = {
		.sheet = { .code = str_c(is->code),
			   .qr = account_qr(v, str_c(is->code)),
			   .next = url_path(STR("/account")) },
		.n_left_out = is->n_left_out,
	};

	account_renewed_page(page_begin(v, "Sheet", TAB_ME), &view);
	return page_end(v);
}
