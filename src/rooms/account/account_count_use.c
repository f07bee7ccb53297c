#include "account_count_use.h"
#include "account_sign_use.h"
#include "keeper.h"

static struct id32 name_of(const struct session *s)
{
	struct id32 name = s->login_id;

	for (size_t i = 0; i < sizeof s->device_id.b; i++)
		name.b[i] ^= s->device_id.b[i];
	name.b[sizeof name.b - 1] ^= 0xff;
	return name;
}

fallible account_count_second(struct act *a, uint32_t *ret_wait)
{
	/* The keys that come of it are of no use: nothing is stretched, it only counts. */
	struct keeper_attempt attempt = { .login_id = name_of(a->session), .argon = { 1, 8 } };
	struct keeper_sign_in *tried = arena_new(a->secret, struct keeper_sign_in);
	struct bytes answer;

	memcpy(attempt.network, a->network, sizeof attempt.network);
	TRY(act_ask(a, PORT_KEEPER, keeper_ask_sign_in(a->secret, &attempt), &answer));
	TRY(keeper_read_sign_in(answer, tried));
	*ret_wait = tried->wait_seconds;
	return OK;
}

fallible account_good_second(struct act *a)
{
	struct bytes answer;

	TRY(act_ask(a, PORT_KEEPER, keeper_ask_good(a->secret, name_of(a->session), a->network),
		    &answer));
	return keeper_read_good(answer);
}

fallible account_leave(struct act *a, struct account_entry *ret)
{
	struct session *s = a->session;

	if (!s)
		return OK;
	commit_drop_session(a->commit, s->sid);
	if (!a->is_signed_in || !s->is_own_device || s->is_unverified)
		return OK;
	/* Without a head there is nothing to witness; leaving waits for nothing. */
	if (act_open_head(a).code != ERR_NONE)
		return OK;
	witness_write(ret->witness, s, a->head->seq);
	ret->has_witness = true;
	return OK;
}
