#include "account_sign_use.h"
#include "account_count_use.h"
#include "account_device_use.h"
#include "account_verify_use.h"
#include "audit.h"
#include "drafts.h"
#include "ending.h"
#include "keeper.h"
#include "notebook.h"
#include "passphrase.h"
#include "recovery.h"
#include "renew.h"
#include "totp.h"

struct str account_suggest(struct act *a)
{
	return passphrase_make(a->secret, &a->draw);
}

const char *account_refuse_passphrase(struct act *a, struct str passphrase, struct str name)
{
	return passphrase_refusal(a->secret, passphrase, name);
}

/* --- sign-up */
static fallible stage_first_pages(struct act *a, const struct account_sign_up *form,
				  const struct identity *identity, struct keyring *keyring)
{
	struct preferences p = { .name = form->name,
				 .country = form->country,
				 .notebook = STR("Notebook"),
				 .begun = a->now };
	struct bytes blob;

	keyring_make(keyring, &a->draw);
	keyring->preferences = preferences_pack(a->secret, &p);
	TRY(keyring_seal(a->secret, identity, 1, keyring, &blob));
	commit_put_page(a->commit, identity->space, keyring_page_id(identity), 0, blob);
	return OK;
}

static fallible finish_account(struct act *a, struct account *account,
			       const struct identity *identity, struct str passphrase,
			       struct keeper_kek *ret)
{
	struct account_state state = { .keyring_ver = 1 };
	struct bytes answer;

	TRY(act_ask(a, PORT_KEEPER,
		    keeper_ask_kek(a->secret, passphrase, account->salt, account->argon,
				   account->account_id),
		    &answer));
	TRY(keeper_read_kek(answer, ret));
	TRY(act_ask(a, PORT_KEEPER,
		    keeper_ask_dir(a->secret, account->account_id, account->public_key), &answer));
	TRY(keeper_read_dir(answer, account->public_mac));
	account_set_passphrase(account, identity, 0, ret->kek);
	account->door = (struct bytes){ ret->door, sizeof ret->door };
	account_seal_state(account, a->secret, identity, &state);
	return OK;
}

fallible account_sign_up(struct act *a, const struct account_sign_up *form,
			 struct account_entry *ret, bool *ret_taken)
{
	struct keeper_name name;
	struct account_row row;
	struct bytes answer;
	struct account *account = arena_new(a->secret, struct account);
	struct identity *identity = arena_new(a->secret, struct identity);
	struct keyring *keyring = arena_new(a->secret, struct keyring);
	struct keeper_kek *kek = arena_new(a->secret, struct keeper_kek);
	struct session *s = arena_new(a->secret, struct session);

	TRY(act_ask(a, PORT_KEEPER, keeper_ask_name(a->secret, form->name), &answer));
	TRY(keeper_read_name(answer, &name));
	TRY(store_get_account(a->store, a->arena, name.login_id, &row));
	*ret_taken = row.ver != 0;
	TRY(act_ask(a, PORT_KEEPER, keeper_ask_taken(a->secret, a->network, *ret_taken), &answer));
	TRY(keeper_read_taken(answer, &ret->wait_seconds));
	if (ret->wait_seconds || *ret_taken)
		return OK;
	if (a->session) /* of whoever was here before */
		commit_drop_session(a->commit, a->session->sid);
	account_make(a->secret, &a->draw, name.login_id, ARGON_DEFAULT, account, identity);
	TRY(finish_account(a, account, identity, form->passphrase, kek));
	commit_put_account(a->commit, account->login_id, account->rid, 0,
			   account_write(account, a->secret));
	TRY(stage_first_pages(a, form, identity, keyring));
	session_begin(s, identity, keyring, 1, account->account_id, account->login_id, kek->tag,
		      a->now.s);
	TRY(act_begin_session(a, s, ret->cookie));
	TRY(act_open_head(a));
	a->head->keyring_ver = 1;
	a->has_head_changed = true;
	a->keyring = keyring;
	TRY(audit_add(a, AUDIT_SIGN_UP, (struct str){ "", 0 }));
	ret->is_in = true;
	return OK;
}

/* --- what follows once the identity is open */
struct coming_in {
	const struct account_sign_in *form;
	struct account *account;
	uint32_t account_ver;
	struct identity *identity;
	struct id32 tag;
	struct id16 device_id; /* known already, or zeroes */
	bool is_known_device, is_recovery;
};

static fallible remember_device(struct act *a, const struct coming_in *in,
				struct account_state *state, struct session *s,
				struct account_entry *ret)
{
	struct bytes answer;
	uint8_t *door = arena_take(a->secret, DOOR_BYTES);

	s->is_own_device = in->form->is_own_device || in->is_known_device;
	if (in->is_known_device) {
		s->device_id = in->device_id;
		TRY(act_ask(a, PORT_KEEPER,
			    keeper_ask_device_used(a->secret, in->account->account_id,
						   in->device_id, in->account->door),
			    &answer));
		TRY(keeper_read_door(answer, door));
		in->account->door = (struct bytes){ door, DOOR_BYTES };
		return OK;
	}
	/* With a second factor due, the passphrase alone makes no device a known one. */
	if (!in->form->is_own_device || s->needs_second_factor)
		return OK;
	return account_add_device(a, in->account, state, in->form->device_label, s, ret);
}

/* An older keyring, head or account than somebody has seen means a store set back: reading only. */
static fallible look_back(struct act *a, const struct coming_in *in,
			  const struct account_state *state, uint32_t keyring_ver)
{
	struct session *s = a->session;
	uint32_t seen;

	TRY(notebook_check(a));
	if (keyring_ver < state->keyring_ver)
		s->is_unverified = true;
	if (a->head && witness_read(s, in->form->witness, &seen) && seen > a->head->seq)
		s->is_unverified = true;
	return OK;
}

/* A device that has noticed an older store keeps the witness it has, so that it notices again. */
static void give_witness(struct act *a, struct account_entry *ret)
{
	struct session *s = a->session;

	if (!a->head || !s->is_own_device || s->is_unverified)
		return;
	witness_write(ret->witness, s, a->head->seq + (a->has_head_changed ? 1 : 0));
	ret->has_witness = true;
}

/* The row of a session that ended tells whose it was, for a day. */
static fallible look_who_was_here(struct act *a, const struct coming_in *in,
				  struct account_entry *ret)
{
	struct session_sealed was;

	if (!in->form->old_cookie)
		return OK;
	TRY(act_read_sealed(a, session_sid(in->form->old_cookie), &was));
	ret->is_another = was.day != 0 && !id32_equal(was.tag, in->tag);
	return OK;
}

static fallible come_in(struct act *a, const struct coming_in *in, struct account_entry *ret)
{
	struct session *s = arena_new(a->secret, struct session);
	struct keyring *keyring = arena_new(a->secret, struct keyring);
	struct account_state *state = arena_new(a->secret, struct account_state);
	struct page_row row;

	TRY(account_open_state(in->account, in->identity, state));
	TRY(store_get_page(a->store, a->secret, in->identity->space, keyring_page_id(in->identity),
			   &row));
	TRY(keyring_open(a->secret, in->identity, row.ver, row.blob, keyring));
	if (ending_is_due(keyring)) { /* cut short when it was deleted: there is no such account */
		ending_finish(a, in->account->login_id, in->account_ver, in->identity->space,
			      in->tag);
		return OK;
	}
	session_begin(s, in->identity, keyring, row.ver, in->account->account_id,
		      in->account->login_id, in->tag, a->now.s);
	s->needs_second_factor = state->has_totp && !in->is_recovery;
	TRY(remember_device(a, in, state, s, ret));
	a->session = s;
	TRY(account_look_at_key(a, in->account));
	TRY(look_who_was_here(a, in, ret));
	TRY(look_back(a, in, state, row.ver));
	TRY(renew_clear_away(a, keyring));
	TRY(act_begin_session(a, s, ret->cookie));
	TRY(act_save_account(a, in->account, state, in->account_ver));
	ret->is_in = true;
	/* Late words move now even when a second factor is still due: the cookie that opens them
	 * goes with this answer. Reading them takes the second factor. */
	if (in->form->old_cookie && !s->is_unverified)
		TRY(drafts_adopt(a, in->form->old_cookie));
	if (in->form->old_cookie) /* this browser forgets it with this answer */
		commit_drop_session(a->commit, session_sid(in->form->old_cookie));
	if (s->needs_second_factor)
		return OK; /* the rest waits for it: account_second */
	TRY(audit_add(a, in->is_recovery ? AUDIT_RECOVERED : AUDIT_SIGN_IN,
		      in->form->device_label));
	TRY(account_tell_forgotten(a, ret));
	give_witness(a, ret);
	return OK;
}

/* --- sign-in */
static fallible try_passphrase(struct act *a, const struct account_sign_in *form,
			       const struct keeper_name *name, struct account *account, bool exists,
			       struct keeper_sign_in *ret)
{
	struct keeper_attempt attempt = { .login_id = name->login_id,
					  .account_id = exists ? account->account_id
							       : name->dummy_account_id,
					  .device_cookie = form->device_cookie,
					  .door = exists ? account->door : (struct bytes){ 0 },
					  .passphrase = form->passphrase,
					  .argon = exists ? account->argon : ARGON_DEFAULT };
	struct bytes answer;

	memcpy(attempt.network, a->network, sizeof attempt.network);
	memcpy(attempt.salt, exists ? account->salt : name->dummy_salt, sizeof attempt.salt);
	TRY(act_ask(a, PORT_KEEPER, keeper_ask_sign_in(a->secret, &attempt), &answer));
	return keeper_read_sign_in(answer, ret);
}

fallible account_sign_in(struct act *a, const struct account_sign_in *form,
			 struct account_entry *ret)
{
	struct keeper_name name;
	struct keeper_sign_in *tried = arena_new(a->secret, struct keeper_sign_in);
	struct account *account = arena_new(a->secret, struct account);
	struct identity *identity = arena_new(a->secret, struct identity);
	struct account_row row;
	struct bytes answer;

	TRY(act_ask(a, PORT_KEEPER, keeper_ask_name(a->secret, form->name), &answer));
	TRY(keeper_read_name(answer, &name));
	TRY(store_get_account(a->store, a->secret, name.login_id, &row));
	bool exists =
		row.ver &&
		account_parse(a->secret, row.login_id, row.rid, row.blob, account).code == ERR_NONE;

	TRY(try_passphrase(a, form, &name, account, exists, tried));
	if (!tried->is_allowed) {
		ret->wait_seconds = tried->wait_seconds;
		return OK;
	}
	if (!exists || account_open_passphrase(account, tried->kek, identity).code != ERR_NONE)
		return OK;
	TRY(act_ask(a, PORT_KEEPER, keeper_ask_good(a->secret, name.login_id, a->network),
		    &answer));
	TRY(keeper_read_good(answer));
	struct coming_in in = { .form = form,
				.account = account,
				.account_ver = row.ver,
				.identity = identity,
				.tag = tried->tag,
				.device_id = tried->device_id,
				.is_known_device = tried->is_known_device };

	return come_in(a, &in, ret);
}

/* --- recovery code */
static fallible may_recover(struct act *a, const struct account_sign_in *form,
			    struct account *account, uint32_t ver, struct keeper_recover *ret)
{
	struct keeper_recovery question = { .account_id = account->account_id,
					    .device_cookie = form->device_cookie,
					    .door = account->door };
	struct bytes answer;
	struct id32 tag;
	size_t sessions;

	TRY(act_ask(a, PORT_KEEPER, keeper_ask_tag(a->secret, account->account_id), &answer));
	TRY(keeper_read_tag(answer, &tag));
	TRY(store_count_sessions(a->store, tag, a->now.s, &sessions));
	question.has_other_sessions = sessions > 0;
	memcpy(question.network, a->network, sizeof question.network);
	TRY(act_ask(a, PORT_KEEPER, keeper_ask_recover(a->secret, &question), &answer));
	TRY(keeper_read_recover(answer, ret));
	ret->tag = tag;
	if (ret->has_new_door)
		account->door = (struct bytes){ ret->door, DOOR_BYTES };
	if (ret->has_new_door && !ret->is_allowed)
		commit_put_account(a->commit, account->login_id, account->rid, ver,
				   account_write(account, a->secret));
	return OK;
}

fallible account_recover(struct act *a, struct str code, const struct account_sign_in *form,
			 struct account_entry *ret)
{
	struct recovery_code *read = arena_new(a->secret, struct recovery_code);
	struct account *account = arena_new(a->secret, struct account);
	struct identity *identity = arena_new(a->secret, struct identity);
	struct keeper_recover *may = arena_new(a->secret, struct keeper_recover);
	struct account_row row;

	if (!recovery_parse(read, code))
		return OK;
	TRY(store_find_account(a->store, a->secret, recovery_rid(read), &row));
	if (row.ver == 0)
		return OK;
	TRY(account_parse(a->secret, row.login_id, row.rid, row.blob, account));
	if (account_open_recovery(account, read, identity).code != ERR_NONE)
		return OK;
	TRY(may_recover(a, form, account, row.ver, may));
	if (!may->is_allowed) {
		ret->wait_seconds = may->wait_seconds ? may->wait_seconds : 1;
		return OK;
	}
	struct coming_in in = { .form = form,
				.account = account,
				.account_ver = row.ver,
				.identity = identity,
				.tag = may->tag,
				.is_recovery = true };

	return come_in(a, &in, ret);
}

/* --- second factor, step-up, leaving */
/* A session that gains a right gets a new cookie; the old row ends in the same commit. */
static fallible begin_anew(struct act *a, struct account_entry *ret)
{
	struct session *s = a->session;
	struct id32 old = s->sid;

	TRY(act_begin_session(a, s, ret->cookie));
	commit_drop_session(a->commit, old);
	ret->is_in = true;
	return OK;
}

fallible account_second(struct act *a, struct str code, struct str label, struct account_entry *ret)
{
	struct account *account = arena_new(a->secret, struct account);
	struct account_state *state = arena_new(a->secret, struct account_state);
	struct session *s = a->session;
	uint32_t ver;
	uint64_t counter;

	TRY(act_open_account(a, account, state, &ver));
	TRY(account_count_second(a, &ret->wait_seconds));
	if (ret->wait_seconds || !state->has_totp ||
	    !totp_check(state->totp_secret, code, a->now.s, state->totp_counter, &counter))
		return OK;
	TRY(account_good_second(a));
	state->totp_counter = counter;
	s->needs_second_factor = false;
	if (s->is_own_device && id16_equal(s->device_id, (struct id16){ { 0 } }))
		TRY(account_add_device(a, account, state, label, s, ret));
	TRY(act_save_account(a, account, state, ver));
	TRY(begin_anew(a, ret));
	TRY(audit_add(a, AUDIT_SIGN_IN, (struct str){ "", 0 }));
	TRY(account_tell_forgotten(a, ret));
	give_witness(a, ret);
	return OK;
}

fallible account_again(struct act *a, const struct account_sign_in *form, struct account_entry *ret)
{
	struct account *account = arena_new(a->secret, struct account);
	struct account_state *state = arena_new(a->secret, struct account_state);
	struct keeper_sign_in *tried = arena_new(a->secret, struct keeper_sign_in);
	struct identity *identity = arena_new(a->secret, struct identity);
	/* Counted for this session alone: tries here and at the door hold up each other never. */
	const struct keeper_name name = { .login_id = a->session->sid };
	struct bytes answer;
	uint32_t ver;

	TRY(act_open_account(a, account, state, &ver));
	TRY(try_passphrase(a, form, &name, account, true, tried));
	ret->wait_seconds = tried->wait_seconds;
	if (!tried->is_allowed ||
	    account_open_passphrase(account, tried->kek, identity).code != ERR_NONE)
		return OK;
	TRY(act_ask(a, PORT_KEEPER, keeper_ask_good(a->secret, name.login_id, a->network),
		    &answer));
	TRY(keeper_read_good(answer));
	a->session->step_up = a->now.s;
	return begin_anew(a, ret);
}
