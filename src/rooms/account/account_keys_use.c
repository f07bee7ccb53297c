#include "account_keys_use.h"
#include "ending.h"
#include "ensure.h"
#include "keeper.h"
#include "totp.h"

struct opened {
	struct account *account;
	struct account_state *state;
	uint32_t ver;
};

static fallible open_mine(struct act *a, struct opened *ret)
{
	ret->account = arena_new(a->secret, struct account);
	ret->state = arena_new(a->secret, struct account_state);
	return act_open_account(a, ret->account, ret->state, &ret->ver);
}

fallible account_make_recovery(struct act *a, char ret_code[RECOVERY_TEXT_MAX])
{
	struct recovery_code *code = arena_new(a->secret, struct recovery_code);
	struct opened mine;

	TRY(open_mine(a, &mine));
	recovery_make(code, &a->draw);
	account_set_recovery(mine.account, &a->session->identity, code);
	recovery_write(ret_code, code);
	TRY(act_save_account(a, mine.account, NULL, mine.ver));
	a->commit->drain = true;
	return audit_add(a, AUDIT_RECOVERY_CODE, (struct str){ "", 0 });
}

fallible account_change_passphrase(struct act *a, struct str passphrase, struct account_entry *ret)
{
	struct keeper_kek *kek = arena_new(a->secret, struct keeper_kek);
	struct session *s = a->session;
	struct opened mine;
	struct bytes answer;

	TRY(open_mine(a, &mine));
	TRY(act_ask(a, PORT_KEEPER,
		    keeper_ask_kek(a->secret, passphrase, mine.account->salt, mine.account->argon,
				   mine.account->account_id),
		    &answer));
	TRY(keeper_read_kek(answer, kek));
	account_set_passphrase(mine.account, &s->identity, 0, kek->kek);
	account_clear_slot(mine.account, 1);
	TRY(act_save_account(a, mine.account, mine.state, mine.ver));
	commit_drop_sessions(a->commit, s->tag);
	a->commit->drain = true;
	TRY(act_begin_session(a, s, ret->cookie));
	ret->is_in = true;
	return audit_add(a, AUDIT_PASSPHRASE, (struct str){ "", 0 });
}

fallible account_offer_second(struct act *a, const uint8_t secret[20],
			      struct account_second_offer *ret)
{
	char *hex = arena_take(a->secret, 41);

	hex_write(hex, (struct bytes){ secret, 20 });
	ret->secret_hex = str_c(hex);
	ret->secret_text = totp_secret_text(a->secret, secret);
	ret->address = totp_address(a->secret, secret, STR("Notebook"));
	return OK;
}

fallible account_set_second(struct act *a, const uint8_t secret[20], struct str code,
			    bool *ret_fits)
{
	struct opened mine;
	uint64_t counter;

	*ret_fits = totp_check(secret, code, a->now.s, 0, &counter);
	if (!*ret_fits)
		return OK;
	TRY(open_mine(a, &mine));
	mine.state->has_totp = true;
	memcpy(mine.state->totp_secret, secret, sizeof mine.state->totp_secret);
	mine.state->totp_counter = counter;
	TRY(act_save_account(a, mine.account, mine.state, mine.ver));
	return audit_add(a, AUDIT_SECOND_ON, (struct str){ "", 0 });
}

fallible account_drop_second(struct act *a)
{
	struct opened mine;

	TRY(open_mine(a, &mine));
	mine.state->has_totp = false;
	memset(mine.state->totp_secret, 0, sizeof mine.state->totp_secret);
	TRY(act_save_account(a, mine.account, mine.state, mine.ver));
	return audit_add(a, AUDIT_SECOND_OFF, (struct str){ "", 0 });
}

static fallible look_at_door(struct act *a, const struct account *account, struct keeper_look *ret)
{
	struct bytes answer;

	TRY(act_ask(a, PORT_KEEPER, keeper_ask_look(a->secret, account->account_id, account->door),
		    &answer));
	return keeper_read_look(answer, ret);
}

fallible account_look(struct act *a, struct account_overview *ret)
{
	struct opened mine;
	struct keeper_look look;

	TRY(open_mine(a, &mine));
	TRY(look_at_door(a, mine.account, &look));
	ret->has_second = mine.state->has_totp;
	ret->recovery_asked = look.recovery_asked;
	for (size_t i = 0; i < mine.state->n_devices; i++) {
		struct account_device *to = &ret->device[ret->n_devices++];

		*to = (struct account_device){
			.id = mine.state->device[i].id,
			.label = arena_str(a->arena, str_c(mine.state->device[i].label)),
			.added = { mine.state->device[i].added }
		};
		to->is_this = id16_equal(to->id, a->session->device_id);
		for (size_t k = 0; k < look.n_devices; k++)
			if (id16_equal(look.device[k].id, to->id))
				to->used = (struct day){ (int32_t)look.device[k].used };
	}
	TRY(store_count_sessions(a->store, a->session->tag, a->now.s, &ret->n_sessions));
	return audit_list(a, &ret->note, &ret->n_notes);
}

fallible account_is_recovery_waiting(struct act *a, bool *ret)
{
	struct opened mine;
	struct keeper_look look;

	TRY(open_mine(a, &mine));
	TRY(look_at_door(a, mine.account, &look));
	*ret = look.recovery_asked != 0;
	return OK;
}

/* The keeper's answer is a new door for this account. */
static fallible save_door(struct act *a, struct opened *mine, struct bytes question)
{
	uint8_t *door = arena_take(a->secret, DOOR_BYTES);
	struct bytes answer;

	TRY(act_ask(a, PORT_KEEPER, question, &answer));
	TRY(keeper_read_door(answer, door));
	mine->account->door = (struct bytes){ door, DOOR_BYTES };
	return act_save_account(a, mine->account, mine->state, mine->ver);
}

fallible account_stop_recovery(struct act *a)
{
	struct opened mine;

	TRY(open_mine(a, &mine));
	TRY(save_door(
		a, &mine,
		keeper_ask_recover_stop(a->secret, mine.account->account_id, mine.account->door)));
	return audit_add(a, AUDIT_RECOVERY_STOPPED, (struct str){ "", 0 });
}

fallible account_forget_device(struct act *a, struct id16 device)
{
	struct opened mine;
	struct str label = { "", 0 };
	size_t kept = 0;

	TRY(open_mine(a, &mine));
	for (size_t i = 0; i < mine.state->n_devices; i++) {
		if (id16_equal(mine.state->device[i].id, device))
			label = arena_str(a->arena, str_c(mine.state->device[i].label));
		else
			mine.state->device[kept++] = mine.state->device[i];
	}
	if (kept == mine.state->n_devices)
		return OK;
	mine.state->n_devices = kept;
	TRY(save_door(a, &mine,
		      keeper_ask_device_drop(a->secret, mine.account->account_id, device,
					     mine.account->door)));
	return audit_add(a, AUDIT_DEVICE_FORGOTTEN, label);
}

fallible account_end_elsewhere(struct act *a)
{
	commit_end_sessions(a->commit, a->session->tag, a->session->sid);
	a->commit->drain = true; /* what was ended does not come back after a power cut */
	return audit_add(a, AUDIT_EVERYWHERE, (struct str){ "", 0 });
}

fallible account_delete(struct act *a)
{
	struct account_row row;

	TRY(ending_begin(a));
	/* Not opened: a damaged row can be deleted too. */
	TRY(store_get_account(a->store, a->secret, a->session->login_id, &row));
	ending_finish(a, a->session->login_id, row.ver, a->session->identity.space,
		      a->session->tag);
	return OK;
}
