/* Coming in and leaving: pages. */
#include "account.html.h"
#include "account_page.h"
#include "account_sign_use.h"
#include "account_view.h"
#include "country.h"
#include "exit.h"

/* Names the kind of device for the person's own list, never more than a browser says to everybody.
 */
static struct str device_label(const struct visit *v)
{
	static const struct {
		const char *mark, *words;
	} kind[] = { { "iPhone", "An iPhone" },		{ "iPad", "An iPad" },
		     { "Android", "An Android phone" }, { "Windows", "A Windows computer" },
		     { "Macintosh", "A Mac" },		{ "Linux", "A Linux computer" } };
	struct str agent = v->x->request.user_agent;

	for (size_t i = 0; i < sizeof kind / sizeof *kind; i++)
		if (agent.n && memmem(agent.p, agent.n, kind[i].mark, strlen(kind[i].mark)))
			return str_c(kind[i].words);
	return STR("A device");
}

void account_give_cookies(struct visit *v, const struct account_entry *in)
{
	char hex[2 * DEVICE_COOKIE_BYTES + 1];

	hex_write(hex, BYTES(in->cookie));
	visit_set_cookie(v, COOKIE_SESSION, str_c(hex), -1);
	if (in->has_device_cookie) {
		hex_write(hex, BYTES(in->device_cookie));
		visit_set_cookie(v, COOKIE_DEVICE, str_c(hex), COOKIE_DEVICE_SECONDS);
	}
	if (in->has_witness)
		visit_set_cookie(v, COOKIE_WITNESS, str_c(in->witness), COOKIE_DEVICE_SECONDS);
}

/* --- sign-up */
static fallible show_sign_up(struct visit *v, int status)
{
	struct account_sign_up_view view = { .name = form_raw(&v->form, "name"),
					     .suggestion = account_suggest(&v->act),
					     .name_error = form_error_of(&v->form, "name"),
					     .passphrase_error =
						     form_error_of(&v->form, "passphrase"),
					     .n_countries = country_count() };
	struct account_country *list =
		arena_array(v->arena, struct account_country, view.n_countries);
	struct str here =
		form_has(&v->form, "country") ? form_raw(&v->form, "country") : visit_country(v);

	for (size_t i = 0; i < view.n_countries; i++) {
		const struct country *c = country_at(i);

		list[i] = (struct account_country){ c->code, c->name, str_equal(c->code, here) };
	}
	view.country = list;
	account_sign_up_page(page_begin(v, "Begin", TAB_NONE), &view);
	return page_end_status(v, status);
}

fallible account_get_sign_up(struct visit *v)
{
	if (v->act.is_signed_in)
		return visit_redirect(v, "/today");
	return show_sign_up(v, 200);
}

fallible account_post_sign_up(struct visit *v)
{
	struct account_sign_up form = { .name = form_line(&v->form, "name", 60),
					.passphrase = form_raw(&v->form, "passphrase"),
					.country = form_raw(&v->form, "country") };
	struct account_entry *in = arena_new(v->act.secret, struct account_entry);
	const char *refusal = account_refuse_passphrase(&v->act, form.passphrase, form.name);
	bool is_taken = false;

	if (form.name.n == 0)
		form_refuse(&v->form, "name", "A name is needed, so that you can come back.");
	if (refusal)
		form_refuse(&v->form, "passphrase", refusal);
	if (form.country.n && !country_find(form.country))
		return FAIL(BAD_REQUEST);
	if (v->form.n_errors)
		return show_sign_up(v, 422);
	TRY(account_sign_up(&v->act, &form, in, &is_taken));
	if (in->wait_seconds)
		return FAIL(WAIT);
	if (is_taken) {
		form_refuse(&v->form, "name", "This name is taken here. Another one works.");
		return show_sign_up(v, 422);
	}
	account_give_cookies(v, in);
	visit_forget_onward(v);
	return visit_redirect(v, "/account/recovery?first=1");
}

/* --- sign-in */
static fallible show_sign_in(struct visit *v, const char *error, int status)
{
	struct account_sign_in_view view = { .name = form_raw(&v->form, "name"),
					     .error = error,
					     .is_own_device = form_check(&v->form, "own"),
					     .is_demo = visit_is_demo(v) };
	struct str s;

	if (form_has(&v->query, "kept"))
		view.notice = "You were signed out in between. Your words are kept; sign in and "
			      "they are offered again.";
	if (v->x->request.method == HTTP_GET && visit_cookie(v, COOKIE_DEVICE, &s))
		view.is_own_device = true;
	account_sign_in_page(page_begin(v, "Sign in", TAB_NONE), &view);
	return page_end_status(v, status);
}

fallible account_get_sign_in(struct visit *v)
{
	if (v->act.is_signed_in)
		return visit_redirect(v, "/today");
	return show_sign_in(v, NULL, 200);
}

static void read_device(struct visit *v, struct account_sign_in *form)
{
	struct str s;
	uint8_t *device = arena_take(v->act.secret, DEVICE_COOKIE_BYTES);

	form->is_own_device = form_check(&v->form, "own");
	form->device_label = device_label(v);
	form->old_cookie = v->has_cookie ? v->cookie : NULL;
	if (visit_cookie(v, COOKIE_DEVICE, &s) && hex_read(device, DEVICE_COOKIE_BYTES, s))
		form->device_cookie = (struct bytes){ device, DEVICE_COOKIE_BYTES };
	if (visit_cookie(v, COOKIE_WITNESS, &s))
		form->witness = s;
}

static const char *wait_words(struct visit *v, uint32_t seconds)
{
	unsigned minutes = (seconds + 59) / 60;

	if (minutes > 90)
		return arena_print(v->arena,
				   "This code will open your notebook in about %u hours. Your "
				   "signed-in devices show a note "
				   "until then. On a remembered device it opens at once.",
				   (minutes + 30) / 60)
			.p;
	return arena_print(v->arena,
			   "That was a lot of tries. This device can try again in %u minute%s. A "
			   "remembered device and the "
			   "recovery code are not held up.",
			   minutes, minutes == 1 ? "" : "s")
		.p;
}

/* next: where to in any case; NULL: to the page that was asked for before, or Today. Whoever takes
 * up a phone on which somebody else was signed in is not led to where that one was. */
static fallible come_in(struct visit *v, const struct account_entry *in, const char *next)
{
	bool needs_second = v->act.session->needs_second_factor;
	struct str to;

	account_give_cookies(v, in);
	if (!in->is_another && needs_second)
		return visit_redirect(v, "/second");
	bool has_onward = !in->is_another && !next && visit_onward(v, &to);

	visit_forget_onward(v);
	if (needs_second)
		return visit_redirect(v, "/second");
	return has_onward ? visit_redirect_to(v, to) : visit_redirect(v, next ? next : "/today");
}

fallible account_post_sign_in(struct visit *v)
{
	struct account_sign_in form = { .name = form_line(&v->form, "name", 60),
					.passphrase = form_raw(&v->form, "passphrase") };
	struct account_entry *in = arena_new(v->act.secret, struct account_entry);

	read_device(v, &form);
	if (form.name.n == 0 || form.passphrase.n == 0)
		return show_sign_in(v, "Both name and passphrase are needed.", 422);
	TRY(account_sign_in(&v->act, &form, in));
	if (in->wait_seconds) {
		visit_add_header(v, "Retry-After", arena_print(v->arena, "%u", in->wait_seconds));
		return show_sign_in(v, wait_words(v, in->wait_seconds), 429);
	}
	if (!in->is_in)
		return show_sign_in(
			v, "This name and passphrase do not fit together. Nothing was changed.",
			422);
	return come_in(v, in, NULL);
}

/* --- recovery code, second factor, once more */
static fallible show_recover(struct visit *v, const char *error, int status)
{
	struct account_code_view view = { .error = error };

	account_recover_page(page_begin(v, "Recovery code", TAB_NONE), &view);
	return page_end_status(v, status);
}

fallible account_get_recover(struct visit *v)
{
	return show_recover(v, NULL, 200);
}

fallible account_post_recover(struct visit *v)
{
	struct account_sign_in form = { 0 };
	struct account_entry *in = arena_new(v->act.secret, struct account_entry);

	read_device(v, &form);
	TRY(account_recover(&v->act, form_line(&v->form, "code", 80), &form, in));
	if (in->wait_seconds)
		return show_recover(v, wait_words(v, in->wait_seconds), 429);
	if (!in->is_in)
		return show_recover(v, "This code opens nothing here. Look at each sign once more.",
				    422);
	return come_in(v, in, "/account/passphrase?recovered=1");
}

static fallible show_second(struct visit *v, const char *error, int status)
{
	struct account_code_view view = { .error = error };

	account_second_page(page_begin(v, "Code", TAB_NONE), &view);
	return page_end_status(v, status);
}

fallible account_get_second(struct visit *v)
{
	return v->act.is_signed_in ? visit_redirect(v, "/today") : show_second(v, NULL, 200);
}

fallible account_post_second(struct visit *v)
{
	struct account_entry *in = arena_new(v->act.secret, struct account_entry);

	TRY(account_second(&v->act, form_line(&v->form, "code", 10), device_label(v), in));
	if (in->wait_seconds)
		return show_second(v, wait_words(v, in->wait_seconds), 429);
	if (!in->is_in)
		return show_second(v, "These digits do not fit. They change every half minute.",
				   422);
	return come_in(v, in, NULL);
}

static fallible show_again(struct visit *v, struct str to, const char *error, int status)
{
	struct account_code_view view = { .error = error, .to = to };

	account_again_page(page_begin(v, "Once more", TAB_ME), &view);
	return page_end_status(v, status);
}

fallible account_get_again(struct visit *v)
{
	return show_again(v, form_raw(&v->query, "to"), NULL, 200);
}

fallible account_post_again(struct visit *v)
{
	struct account_entry *in = arena_new(v->act.secret, struct account_entry);
	struct str to = form_raw(&v->form, "to");

	struct account_sign_in form = { .passphrase = form_raw(&v->form, "passphrase") };

	read_device(v, &form);
	TRY(account_again(&v->act, &form, in));
	if (in->wait_seconds)
		return show_again(v, to, wait_words(v, in->wait_seconds), 429);
	if (!in->is_in)
		return show_again(v, to, "That was not it. Nothing was changed.", 422);
	account_give_cookies(v, in);
	return visit_redirect_to(v, to.n ? to : STR("/account"));
}

/* --- leaving */
fallible account_get_lock(struct visit *v)
{
	/* Said and done: the page comes here when nothing happened on it for the idle time. When
	 * something did meanwhile, on another page, that one goes on. The cookie comes along only
	 * from our own pages. */
	if (v->act.session && v->act.is_touched)
		commit_end_session(v->act.commit, v->act.session->sid);
	struct account_sign_in_view view = {
		.notice = "This notebook closes by itself after some quiet minutes. What "
			  "you were writing is kept."
	};

	account_locked_page(page_begin(v, "Locked", TAB_NONE), &view);
	return page_end(v);
}

/* A 200 that ends the session, wipes what the browser kept, and moves on by itself: the one way
 * after which no Back shows a private page, with script and without (docs/decisions/). Needs no
 * token; ends the session only when the post is ours. */
fallible account_post_leave(struct visit *v)
{
	struct account_entry *out = arena_new(v->act.secret, struct account_entry);
	struct str to = exit_address(0);

	if (v->act.preferences)
		to = v->act.preferences->exit_address.n
			     ? v->act.preferences->exit_address
			     : exit_address(v->act.preferences->exit_target);
	if (visit_is_same_origin(v)) {
		TRY(account_leave(&v->act, out));
		visit_set_cookie(v, COOKIE_SESSION, STR(""), 0);
		if (out->has_witness)
			visit_set_cookie(v, COOKIE_WITNESS, str_c(out->witness),
					 COOKIE_DEVICE_SECONDS);
	}
	visit_forget_invitation(v);
	visit_forget_onward(v);
	visit_add_header(v, "Clear-Site-Data", STR("\"cache\""));
	visit_add_header(v, "Refresh", arena_print(v->arena, "0; url=%.*s", (int)to.n, to.p));
	return visit_blank(v);
}
