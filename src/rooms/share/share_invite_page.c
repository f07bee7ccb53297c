/* Inviting: pages. Whether an invitation was opened, declined or has run out shows nowhere. */
#include "linking.h"
#include "qr.h"
#include "share_invite.html.h"
#include "share_page.h"

static fallible show_form(struct visit *v, bool has_old, int status)
{
	struct str name =
		form_has(&v->form, "name") ? form_raw(&v->form, "name") : v->act.preferences->name;
	struct share_invite_view view = { .has_old = has_old,
					  .name = { .name = "name",
						    .label = "The name they will see",
						    .hint = "What they call you is best. You can "
							    "use another one than here.",
						    .error = form_error_of(&v->form, "name"),
						    .value = name,
						    .length_max = SHARE_NAME_MAX } };

	share_invite_page(page_begin(v, "Invite", TAB_US), &view);
	return page_end_status(v, status);
}

/* There is room for one person on the page for two. */
static fallible find_partner(struct visit *v, struct other *ret, bool *ret_found)
{
	TRY(linking_settle(&v->act));
	return others_partner(&v->act, ret, ret_found);
}

static fallible show_taken(struct visit *v, const struct other *o)
{
	struct share_note_view view = {
		.title = "Your page for two has its two",
		.text = arena_print(v->arena,
				    "You are linked with %.*s. To invite somebody else, close what "
				    "you share with %.*s first.",
				    (int)o->name.n, o->name.p, (int)o->name.n, o->name.p),
		.way = share_url(v, o->id, ""),
		.way_words = "Who sees what",
	};

	share_taken_page(page_begin(v, "Invite", TAB_US), &view);
	return page_end(v);
}

fallible share_get_invite(struct visit *v)
{
	static const struct ui_trouble waiting = {
		.title = "No answer yet",
		.text = "It stays like this until there is a yes. Not opened, not now and too late "
			"all "
			"look the same from here, so that nobody has to explain.",
	};
	struct other partner;
	struct invite_code code;
	bool has_partner, is_open;

	TRY(find_partner(v, &partner, &has_partner));
	if (has_partner)
		return show_taken(v, &partner);
	TRY(linking_open_invite(&v->act, PERSON_PARTNER, &code, &is_open));
	if (!is_open || form_has(&v->query, "new"))
		return show_form(v, is_open, 200);
	share_waiting_page(page_begin(v, "Invite", TAB_US), &waiting);
	return page_end(v);
}

fallible share_post_invite(struct visit *v)
{
	struct str name = form_line(&v->form, "name", SHARE_NAME_MAX);
	struct other partner;
	struct invite_code code;
	bool has_partner;

	TRY(find_partner(v, &partner, &has_partner));
	if (has_partner)
		return show_taken(v, &partner);
	if (name.n == 0)
		form_refuse(&v->form, "name", "A name is needed, so that they know who asks.");
	else if (name.n > INVITE_NAME_MAX)
		form_refuse(&v->form, "name", "This is a little long. A shorter name works.");
	if (v->form.n_errors)
		return show_form(v, false, 422);
	TRY(linking_invite(&v->act, PERSON_PARTNER, name, &code));
	return visit_redirect(v, "/share/invite/code");
}

static const struct str *words_of(struct visit *v, const struct invite_code *code)
{
	char *text = arena_take(v->act.secret, INVITE_TEXT_MAX);
	struct str *word = arena_array(v->act.secret, struct str, INVITE_WORDS);

	invite_code_words(text, code);
	struct str rest = str_c(text);

	for (size_t i = 0; i < INVITE_WORDS; i++)
		word[i] = str_cut(&rest, ' ');
	return word;
}

fallible share_get_code(struct visit *v)
{
	struct invite_code *code = arena_new(v->act.secret, struct invite_code);
	char *signs = arena_take(v->act.secret, INVITE_SIGNS_MAX);
	char *place = arena_take(v->act.secret, INVITE_ADDRESS_MAX);
	const struct http_request *q = &v->x->request;
	bool is_open;

	TRY(linking_settle(&v->act));
	TRY(linking_open_invite(&v->act, PERSON_PARTNER, code, &is_open));
	if (!is_open)
		return visit_redirect(v, "/share/invite");
	invite_code_signs(signs, code);
	invite_code_address(place, code);
	struct str address =
		arena_print(v->act.secret, "%s://%.*s/join/%s", q->is_tls ? "https" : "http",
			    (int)q->host.n, q->host.p, place);
	struct share_code_view view = { .word = words_of(v, code),
					.n_words = INVITE_WORDS,
					.signs = str_c(signs),
					.address = address };

	view.qr.path = qr_svg(v->act.secret, address, &view.qr.side);
	share_code_page(page_begin(v, "Code", TAB_US), &view);
	return page_end(v);
}

fallible share_post_withdraw(struct visit *v)
{
	TRY(linking_withdraw(&v->act, PERSON_PARTNER));
	return visit_redirect(v, "/us");
}
