/* One's own keys and devices: pages. */
#include <stdio.h>
#include "account.html.h"
#include "account_keys.html.h"
#include "account_keys_use.h"
#include "account_page.h"
#include "account_view.h"
#include "first.h"
#include "press.h"
#include "qr.h"
#include "words.h"

/* --- overview */
static const struct account_device_view *device_views(struct visit *v,
						      const struct account_overview *o)
{
	struct account_device_view *list =
		arena_array(v->arena, struct account_device_view, o->n_devices);

	for (size_t i = 0; i < o->n_devices; i++) {
		char *hex = arena_take(v->arena, 33);

		hex_write(hex, BYTES(o->device[i].id.b));
		list[i] = (struct account_device_view){ .id = str_c(hex),
							.label = o->device[i].label,
							.added = words_date(v->arena,
									    o->device[i].added),
							.is_this = o->device[i].is_this };
	}
	return list;
}

static const struct account_note_view *note_views(struct visit *v, const struct account_overview *o,
						  size_t n)
{
	struct account_note_view *list = arena_array(v->arena, struct account_note_view, n);

	for (size_t i = 0; i < n; i++)
		list[i] = (struct account_note_view){ .when = words_instant(v->arena, o->note[i].at,
									    v->act.east),
						      .words = o->note[i].words,
						      .about = o->note[i].about };
	return list;
}

fallible account_get_keys(struct visit *v)
{
	struct account_overview *o = arena_new(v->arena, struct account_overview);

	TRY(account_look(&v->act, o));
	size_t n_notes = o->n_notes < 40 ? o->n_notes : 40;
	struct account_overview_view view = { .has_second = o->has_second,
					      .is_recovery_waiting = o->recovery_asked != 0,
					      .device = device_views(v, o),
					      .n_devices = o->n_devices,
					      .n_sessions = o->n_sessions,
					      .note = note_views(v, o, n_notes),
					      .n_notes = n_notes };

	account_overview_page(page_begin(v, "Keys", TAB_ME), &view);
	return page_end(v);
}

struct ui_qr account_qr(struct visit *v, struct str text)
{
	struct ui_qr qr;

	qr.path = qr_svg(v->act.secret, text, &qr.side);
	return qr;
}

/* --- recovery code */
/* Right after sign-up: whoever has an invitation begins with the first minutes, others with the
 * three questions. */
static struct url sheet_next(struct visit *v)
{
	struct url invitation;

	if (!first_is(v))
		return url_path(STR("/account"));
	return visit_invitation(v, &invitation) ? first_url(FIRST_LEAVE)
						: url_path(STR("/begin/1"));
}

fallible account_get_recovery(struct visit *v)
{
	struct account_sheet_view view = { .is_first = first_is(v), .next = sheet_next(v) };

	account_offer_sheet_page(page_begin(v, "Way back", TAB_ME), &view);
	return page_end(v);
}

fallible account_post_recovery(struct visit *v)
{
	char *code = arena_take(v->act.secret, RECOVERY_TEXT_MAX);

	TRY(account_make_recovery(&v->act, code));
	struct account_sheet_view view = { .code = str_c(code),
					   .qr = account_qr(v, str_c(code)),
					   .next = sheet_next(v) };

	account_sheet_page(page_begin(v, "Sheet", TAB_ME), &view);
	return page_end(v);
}

fallible account_post_sheet(struct visit *v)
{
	struct str code = form_line(&v->form, "code", RECOVERY_TEXT_MAX);
	struct press_paragraph text[] = {
		{ PRESS_BODY, STR("This code opens your notebook without name and passphrase. Keep "
				  "this sheet where the wrong "
				  "person does not look.") },
		{ PRESS_CODE, code },
		{ PRESS_BODY, STR("Open the notebook's address, choose Sign in, then: I have my "
				  "recovery code.") },
		{ PRESS_SMALL, STR("Making a new code makes this sheet worthless.") },
	};
	struct press_job job = { .title = STR("Notebook sheet"),
				 .paragraph = text,
				 .n_paragraphs = sizeof text / sizeof *text,
				 .qr = code,
				 .paper = press_paper_of(v->act.preferences->country) };
	struct bytes pdf;

	if (v->form.n_errors || code.n == 0)
		return FAIL(BAD_REQUEST);
	TRY(act_ask(&v->act, PORT_PRESS, press_question(v->act.secret, &job), &pdf));
	if (pdf.n == 0)
		return FAIL(BUSY);
	return visit_file(v, "application/pdf", "notebook-sheet.pdf", pdf);
}

fallible account_post_recovery_stop(struct visit *v)
{
	TRY(account_stop_recovery(&v->act));
	return visit_redirect(v, "/account");
}

/* --- passphrase */
static fallible show_passphrase(struct visit *v, int status)
{
	struct account_passphrase_view view = { .suggestion = account_suggest(&v->act),
						.error = form_error_of(&v->form, "passphrase"),
						.is_recovered = form_has(&v->query, "recovered") };

	account_passphrase_page(page_begin(v, "Passphrase", TAB_ME), &view);
	return page_end_status(v, status);
}

fallible account_get_passphrase(struct visit *v)
{
	return show_passphrase(v, 200);
}

fallible account_post_passphrase(struct visit *v)
{
	struct account_entry *in = arena_new(v->act.secret, struct account_entry);
	struct str passphrase = form_raw(&v->form, "passphrase");
	const char *refusal =
		account_refuse_passphrase(&v->act, passphrase, v->act.preferences->name);
	char hex[2 * SESSION_COOKIE + 1];

	if (refusal) {
		form_refuse(&v->form, "passphrase", refusal);
		return show_passphrase(v, 422);
	}
	TRY(account_change_passphrase(&v->act, passphrase, in));
	hex_write(hex, BYTES(in->cookie));
	visit_set_cookie(v, COOKIE_SESSION, str_c(hex), -1);
	return visit_redirect(v, "/account/new-keys?changed=1");
}

/* --- second factor */
static fallible show_factor(struct visit *v, const uint8_t secret[20], const char *error,
			    int status)
{
	struct account_second_offer offer;

	TRY(account_offer_second(&v->act, secret, &offer));
	struct account_second_view view = { .secret_hex = offer.secret_hex,
					    .secret_text = offer.secret_text,
					    .qr = account_qr(v, offer.address),
					    .error = error };

	account_second_set_page(page_begin(v, "Second factor", TAB_ME), &view);
	return page_end_status(v, status);
}

fallible account_get_factor(struct visit *v)
{
	struct account_overview *o = arena_new(v->arena, struct account_overview);
	struct account_second_view view = { 0 };

	TRY(account_look(&v->act, o));
	if (o->has_second) {
		account_second_off_page(page_begin(v, "Second factor", TAB_ME), &view);
		return page_end(v);
	}
	uint8_t *secret = arena_take(v->act.secret, 20);

	draw_bytes(&v->act.draw, secret, 20);
	return show_factor(v, secret, NULL, 200);
}

fallible account_post_factor(struct visit *v)
{
	uint8_t *secret = arena_take(v->act.secret, 20);
	bool fits;

	if (!hex_read(secret, 20, form_raw(&v->form, "secret")))
		return FAIL(BAD_REQUEST);
	TRY(account_set_second(&v->act, secret, form_line(&v->form, "code", 10), &fits));
	if (!fits)
		return show_factor(v, secret,
				   "These digits do not fit. They change every half minute.", 422);
	return visit_redirect(v, "/account");
}

fallible account_post_factor_off(struct visit *v)
{
	TRY(account_drop_second(&v->act));
	return visit_redirect(v, "/account");
}

/* --- devices */
fallible account_post_forget(struct visit *v)
{
	struct id16 id;

	if (!hex_read(id.b, sizeof id.b, form_raw(&v->form, "id")))
		return FAIL(BAD_REQUEST);
	TRY(account_forget_device(&v->act, id));
	return visit_redirect(v, "/account");
}

fallible account_post_everywhere(struct visit *v)
{
	TRY(account_end_elsewhere(&v->act));
	return visit_redirect(v, "/account");
}

/* --- ending it */
static fallible show_delete(struct visit *v, const char *error, int status)
{
	struct account_code_view view = { .error = error };

	account_delete_page(page_begin(v, "Delete", TAB_ME), &view);
	return page_end_status(v, status);
}

fallible account_get_delete(struct visit *v)
{
	return show_delete(v, NULL, 200);
}

fallible account_post_delete(struct visit *v)
{
	struct account_code_view view = { 0 };

	if (!form_check(&v->form, "sure"))
		return show_delete(
			v, "Tick the box first, so that this does not happen by accident.", 422);
	TRY(account_delete(&v->act));
	v->act.is_signed_in = false;
	visit_set_cookie(v, COOKIE_SESSION, STR(""), 0);
	visit_set_cookie(v, COOKIE_DEVICE, STR(""), 0);
	visit_set_cookie(v, COOKIE_WITNESS, STR(""), 0);
	account_gone_page(page_begin(v, "Gone", TAB_NONE), &view);
	return page_end(v);
}
