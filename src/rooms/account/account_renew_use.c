#include "account_renew_use.h"
#include "audit.h"
#include "keeper.h"
#include "renew.h"

struct renewing {
	struct renewal renewal;
	struct recovery_code code;
	struct keeper_kek kek;
	struct account account;
	struct account_state state;
	struct identity tried;
	uint8_t public_mac[32];
	uint32_t ver;
};

static fallible open_account(struct act *a, struct renewing *r)
{
	return act_open_account(a, &r->account, &r->state, &r->ver);
}

/* The keeper's part: the keys of the passphrase, and its word for the new public key. */
static fallible ask_keeper(struct act *a, struct str passphrase, struct renewing *r, bool *ret_fits)
{
	struct bytes answer;

	TRY(open_account(a, r));
	TRY(act_ask(a, PORT_KEEPER,
		    keeper_ask_kek(a->secret, passphrase, r->account.salt, r->account.argon,
				   r->account.account_id),
		    &answer));
	TRY(keeper_read_kek(answer, &r->kek));
	*ret_fits = account_open_passphrase(&r->account, r->kek.kek, &r->tried).code == ERR_NONE;
	if (!*ret_fits)
		return OK;
	TRY(act_ask(
		a, PORT_KEEPER,
		keeper_ask_dir(a->secret, r->account.account_id, r->renewal.identity.public_key),
		&answer));
	return keeper_read_dir(answer, r->public_mac);
}

/* Every slot that held the old keys is filled anew. */
static fallible save_account(struct act *a, struct renewing *r)
{
	struct account *to = &r->account;
	const struct identity *identity = &r->renewal.identity;

	for (int slot = 0; slot < ACCOUNT_SLOTS; slot++)
		account_clear_slot(to, slot);
	account_set_passphrase(to, identity, 0, r->kek.kek);
	account_set_recovery(to, identity, &r->code);
	memcpy(to->public_key, identity->public_key, sizeof to->public_key);
	memcpy(to->public_mac, r->public_mac, sizeof to->public_mac);
	r->state.keyring_ver = 1;
	return act_save_account(a, to, &r->state, r->ver);
}

fallible account_new_keys(struct act *a, struct str passphrase, struct account_entry *ret,
			  struct account_renewed *ret_renewed)
{
	struct renewing *r = arena_new(a->secret, struct renewing);

	identity_make(&r->renewal.identity, &a->draw);
	recovery_make(&r->code, &a->draw);
	TRY(ask_keeper(a, passphrase, r, &ret_renewed->fits));
	if (!ret_renewed->fits)
		return OK;
	TRY(renew_pages(a, &r->renewal));
	TRY(open_account(a, r));
	TRY(renew_enter(a, &r->renewal));
	TRY(save_account(a, r));
	commit_drop_sessions(a->commit, a->session->tag);
	a->commit->drain = true;
	TRY(act_begin_session(a, a->session, ret->cookie));
	TRY(audit_add(a, AUDIT_NEW_KEYS, (struct str){ "", 0 }));
	ret_renewed->n_left_out = r->renewal.n_left_out;
	if (r->renewal.n_left_out)
		TRY(audit_add(a, AUDIT_LEFT_OUT, (struct str){ "", 0 }));
	recovery_write(ret_renewed->code, &r->code);
	ret->is_in = true;
	ret->has_witness = a->session->is_own_device;
	if (ret->has_witness)
		witness_write(ret->witness, a->session, a->head->seq + 1);
	return OK;
}
