/* Being invited: pages. Looking and "not now" write nothing; whatever opens nothing gets one same
 * answer. */
#include "first.h"
#include "linking.h"
#include "share_join.html.h"
#include "share_page.h"

static fallible show_join(struct visit *v, struct str text, bool is_nothing)
{
	struct share_join_view view = { .text = text, .is_nothing = is_nothing };

	share_join_page(page_begin(v, "Join", TAB_NONE), &view);
	return page_end_status(v, is_nothing ? 422 : 200);
}

/* An invitation of a code as it was typed or followed. */
static fallible look(struct visit *v, struct str text, struct invite_code *ret_code,
		     struct invitation *ret, bool *ret_found)
{
	*ret_found = invite_code_parse(ret_code, text);
	return *ret_found ? linking_look(&v->act, ret_code, ret, ret_found) : OK;
}

static struct str address_of(struct visit *v, const struct invite_code *code)
{
	char *address = arena_take(v->act.secret, INVITE_ADDRESS_MAX);

	invite_code_address(address, code);
	return str_c(address);
}

static struct url invitation_url(struct visit *v, struct str signs, const char *rest)
{
	return url_path(arena_print(v->arena, "/join/%.*s%s", (int)signs.n, signs.p, rest));
}

fallible share_get_join(struct visit *v)
{
	return show_join(v, (struct str){ "", 0 }, false);
}

fallible share_post_join(struct visit *v)
{
	struct invite_code *code = arena_new(v->act.secret, struct invite_code);
	struct str text = form_text(&v->form, v->arena, "code", 400);
	struct invitation invitation;
	bool found;

	TRY(look(v, text, code, &invitation, &found));
	if (!found)
		return show_join(v, text, true);
	return visit_redirect_to(v, invitation_url(v, address_of(v, code), "").s);
}

fallible share_get_invitation(struct visit *v)
{
	struct invite_code *code = arena_new(v->act.secret, struct invite_code);
	struct invitation invitation;
	bool found;

	TRY(look(v, visit_param(v, 0), code, &invitation, &found));
	if (!found)
		return show_join(v, (struct str){ "", 0 }, true);
	struct str signs = address_of(v, code);
	struct share_invitation_view view = { .name = invitation.name,
					      .signs = signs,
					      .yes = invitation_url(v, signs, "/yes"),
					      .powers = room_powers(v),
					      .is_signed_in = v->act.is_signed_in };

	share_invitation_page(page_begin(v, "Invitation", TAB_NONE), &view);
	return page_end(v);
}

/* --- looking around: the code stays with the browser for a while, never longer */
fallible share_post_answer(struct visit *v)
{
	static const struct choice table[] = { { "look", "" }, { "no", "" } };
	struct invite_code *code = arena_new(v->act.secret, struct invite_code);
	int said = form_choice(&v->form, "v", table, 2);

	if (said == 1)
		return share_post_not_now(v);
	if (said < 0 || !invite_code_parse(code, form_raw(&v->form, "code")))
		return FAIL(BAD_REQUEST);
	visit_set_cookie(v, COOKIE_INVITE, address_of(v, code), COOKIE_INVITE_SECONDS);
	return visit_redirect(v, "/join/around");
}

fallible share_get_around(struct visit *v)
{
	struct share_around_view view = { .is_signed_in = v->act.is_signed_in };

	view.has_invitation = visit_invitation(v, &view.invitation);
	share_around_page(page_begin(v, "Around", TAB_NONE), &view);
	return page_end(v);
}

fallible share_post_not_now(struct visit *v)
{
	visit_forget_invitation(v);
	share_not_now_page(page_begin(v, "Not now", TAB_NONE), v->act.is_signed_in);
	return page_end(v);
}

/* --- a yes */
static const char *refusal_words(enum linking_refusal refusal)
{
	switch (refusal) {
	case LINKING_OWN:
		return "This is your own invitation. Give its code to the one you mean.";
	case LINKING_LINKED:
		return "The two of you are linked already.";
	case LINKING_FULL:
		return "There is no room for another person, here or on their side. Nothing was "
		       "changed.";
	case LINKING_FINE:
	case LINKING_GONE:
		break;
	}
	return NULL;
}

static fallible show_yes(struct visit *v, struct str inviter, struct str signs, const char *refusal,
			 int status)
{
	struct str name =
		form_has(&v->form, "name") ? form_raw(&v->form, "name") : v->act.preferences->name;
	struct share_yes_view view = {
		.name = inviter,
		.action = invitation_url(v, signs, "/yes"),
		.refusal = refusal,
		.mine = { .name = "name",
			  .label = arena_print(v->arena, "The name %.*s will see", (int)inviter.n,
					       inviter.p)
					   .p,
			  .error = form_error_of(&v->form, "name"),
			  .value = name,
			  .length_max = SHARE_NAME_MAX },
	};

	share_yes_page(page_begin(v, "Yes", TAB_US), &view);
	return page_end_status(v, status);
}

fallible share_get_yes(struct visit *v)
{
	struct invite_code *code = arena_new(v->act.secret, struct invite_code);
	struct invitation invitation;
	bool found;

	TRY(look(v, visit_param(v, 0), code, &invitation, &found));
	if (!found)
		return show_join(v, (struct str){ "", 0 }, true);
	return show_yes(v, invitation.name, address_of(v, code), NULL, 200);
}

fallible share_post_yes(struct visit *v)
{
	struct invite_code *code = arena_new(v->act.secret, struct invite_code);
	struct str name = form_line(&v->form, "name", SHARE_NAME_MAX);
	struct invitation invitation;
	enum linking_refusal refusal;
	struct id16 other;
	bool found;

	TRY(look(v, visit_param(v, 0), code, &invitation, &found));
	if (!found)
		return show_join(v, (struct str){ "", 0 }, true);
	if (name.n == 0)
		form_refuse(&v->form, "name", "A name is needed here. A short one is fine.");
	else if (name.n > INVITE_NAME_MAX)
		form_refuse(&v->form, "name", "This is a little long. A shorter name works.");
	if (v->form.n_errors)
		return show_yes(v, invitation.name, address_of(v, code), NULL, 422);
	TRY(linking_accept(&v->act, code, name, &other, &refusal));
	if (refusal == LINKING_GONE)
		return show_join(v, (struct str){ "", 0 }, true);
	if (refusal != LINKING_FINE)
		return show_yes(v, invitation.name, address_of(v, code), refusal_words(refusal),
				422);
	visit_forget_invitation(v);
	return visit_redirect_to(v, share_url(v, other, "/words?first=1").s);
}

/* --- six words */
/* Right after a yes the first minutes follow, for whoever has not been shown them while they looked
 * around. */
static struct url after_yes(const struct visit *v)
{
	return v->act.preferences->has_first ? url_path(STR("/us")) : first_url(FIRST_LEAVE);
}

fallible share_get_words(struct visit *v)
{
	struct str *word = arena_array(v->act.secret, struct str, 6);
	struct other o;

	TRY(share_person(v, &o));
	TRY(linking_words(&v->act, o.id, word));
	bool is_first = first_is(v);
	struct share_words_view view = { .name = o.name,
					 .action = share_url(
						 v, o.id, is_first ? "/words?first=1" : "/words"),
					 .back = is_first ? after_yes(v) : share_url(v, o.id, ""),
					 .is_first = is_first,
					 .word = word,
					 .n = 6,
					 .is_compared = o.is_compared };

	share_words_page(page_begin(v, "Words", TAB_US), &view);
	return page_end(v);
}

fallible share_post_words(struct visit *v)
{
	static const struct choice table[] = { { "same", "" }, { "differ", "" } };
	int said = form_choice(&v->form, "v", table, 2);
	struct other o;

	TRY(share_person(v, &o));
	if (said < 0)
		return FAIL(BAD_REQUEST);
	TRY(linking_compared(&v->act, o.id, said == 0));
	if (said == 0)
		return visit_redirect_to(v, (first_is(v) ? after_yes(v) : url_path(STR("/us"))).s);
	struct share_note_view view = {
		.title = "The link is undone",
		.text = STR("Good that you compared. Nothing new reaches them."),
	};

	share_differ_page(page_begin(v, "Words", TAB_US), &view);
	return page_end(v);
}
