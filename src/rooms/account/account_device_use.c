#include "account_device_use.h"
#include "audit.h"
#include "keeper.h"

static bool is_known(const struct keeper_look *look, struct id16 device)
{
	for (size_t i = 0; i < look->n_devices; i++)
		if (id16_equal(look->device[i].id, device))
			return true;
	return false;
}

/* The keeper chose by when each was last used; whom it does not know any more is forgotten. */
static void keep_known(struct account_state *state, const struct keeper_look *look,
		       struct account_entry *ret)
{
	size_t kept = 0;

	for (size_t i = 0; i < state->n_devices; i++) {
		if (is_known(look, state->device[i].id))
			state->device[kept++] = state->device[i];
		else
			memcpy(ret->forgotten, state->device[i].label, sizeof ret->forgotten);
	}
	state->n_devices = kept;
}

static fallible make_room(struct act *a, const struct account *account, struct account_state *state,
			  struct account_entry *ret)
{
	struct keeper_look look;
	struct bytes answer;

	if (state->n_devices < ACCOUNT_DEVICES)
		return OK;
	TRY(act_ask(a, PORT_KEEPER, keeper_ask_look(a->secret, account->account_id, account->door),
		    &answer));
	TRY(keeper_read_look(answer, &look));
	keep_known(state, &look, ret);
	return state->n_devices < ACCOUNT_DEVICES ? OK : FAIL(UNVERIFIED);
}

fallible account_add_device(struct act *a, struct account *account, struct account_state *state,
			    struct str label, struct session *s, struct account_entry *ret)
{
	struct keeper_device *d = arena_new(a->secret, struct keeper_device);
	size_t n = label.n < DEVICE_LABEL_MAX ? label.n : DEVICE_LABEL_MAX - 1;
	struct bytes answer;

	TRY(act_ask(a, PORT_KEEPER,
		    keeper_ask_device_add(a->secret, account->account_id, account->door), &answer));
	TRY(keeper_read_device_add(answer, d));
	account->door = (struct bytes){ d->door, DOOR_BYTES };
	TRY(make_room(a, account, state, ret));
	memcpy(ret->device_cookie, d->cookie, sizeof ret->device_cookie);
	ret->has_device_cookie = true;
	s->device_id = d->device_id;
	state->device[state->n_devices].id = d->device_id;
	memset(state->device[state->n_devices].label, 0, DEVICE_LABEL_MAX);
	memcpy(state->device[state->n_devices].label, label.p, n);
	state->device[state->n_devices].added = act_today(a).n;
	state->n_devices++;
	return OK;
}

fallible account_tell_forgotten(struct act *a, const struct account_entry *entry)
{
	if (!entry->forgotten[0])
		return OK;
	return audit_add(a, AUDIT_DEVICE_FORGOTTEN, str_c(entry->forgotten));
}
