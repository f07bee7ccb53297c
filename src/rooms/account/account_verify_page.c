/* A notebook that is not as it was left: pages. */
#include "account_page.h"
#include "account_verify.html.h"
#include "account_verify_use.h"

fallible account_get_verify(struct visit *v)
{
	bool is_unverified;

	TRY(account_look_back(&v->act, &is_unverified));
	account_verify_page(
		page_begin(v, is_unverified ? "Not as it was left" : "As it was left", TAB_ME),
		is_unverified);
	return page_end(v);
}

fallible account_post_verify(struct visit *v)
{
	struct account_entry *in = arena_new(v->act.secret, struct account_entry);
	struct str witness = { "", 0 };

	(void)visit_cookie(v, COOKIE_WITNESS, &witness);
	TRY(account_verify(&v->act, witness, in));
	if (in->has_witness)
		visit_set_cookie(v, COOKIE_WITNESS, str_c(in->witness), COOKIE_DEVICE_SECONDS);
	return visit_redirect(v, "/today");
}
