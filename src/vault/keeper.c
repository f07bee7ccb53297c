#include "keeper.h"
#include <sodium.h>
#include <stdlib.h>
#include "ensure.h"
#include "keeper_call.h"

#define DAY 86400

/* What is not saved is not in force: after a crash the day would go back. */
static void ratchet_move(struct keeper *k, int64_t now)
{
	struct secrets next = *k->secrets;
	bool is_changed;
	struct err e = ratchet_advance(&next.ratchet, now, false, &is_changed);

	if (e.code == ERR_NONE && is_changed &&
	    secrets_save(&next, str_c(k->path)).code == ERR_NONE)
		k->secrets->ratchet = next.ratchet;
	wipe(&next, sizeof next);
}

fallible keeper_open(struct keeper **ret, struct str secrets_path, int64_t now)
{
	struct keeper *k = calloc(1, sizeof *k);

	ASSERT(k);
	k->secrets = sodium_malloc(sizeof *k->secrets);
	k->throttle = calloc(1, sizeof *k->throttle);
	k->path = strndup(secrets_path.p, secrets_path.n);
	ASSERT(k->secrets && k->throttle && k->path);
	ASSERT(pthread_mutex_init(&k->lock, NULL) == 0);
	struct err e = secrets_load(k->secrets, secrets_path);

	if (e.code != ERR_NONE) {
		keeper_close(k);
		return e;
	}
	ratchet_move(k, now);
	*ret = k;
	return OK;
}

void keeper_close(struct keeper *k)
{
	sodium_free(k->secrets);
	(void)pthread_mutex_destroy(&k->lock);
	free(k->throttle);
	free(k->path);
	free(k);
}

uint32_t keeper_today(const struct call *c)
{
	return c->now > 0 ? (uint32_t)(c->now / DAY) : 0;
}

void keeper_tag(struct key *ret, const struct keeper *k, struct id16 account_id)
{
	KDF(ret, &k->secrets->index, "sess", BYTES(account_id.b));
}

/* --- small ones */
static fallible do_tag(struct call *c)
{
	struct id16 account_id;
	struct key tag;

	wire_get_fixed(&c->in, &account_id, sizeof account_id);
	if (!wire_is_done(&c->in))
		return FAIL(BAD_REQUEST);
	keeper_tag(&tag, c->keeper, account_id);
	wire_fixed(&c->out, &tag, sizeof tag);
	return OK;
}

static void dir_read(struct call *c, struct key *ret_mac)
{
	uint8_t account_id[16], public_key[32];

	wire_get_fixed(&c->in, account_id, sizeof account_id);
	wire_get_fixed(&c->in, public_key, sizeof public_key);
	KDF(ret_mac, &c->keeper->secrets->dir, "rj1/dir", BYTES(account_id), BYTES(public_key));
}

static fallible do_dir(struct call *c)
{
	struct key mac;

	dir_read(c, &mac);
	if (!wire_is_done(&c->in))
		return FAIL(BAD_REQUEST);
	wire_fixed(&c->out, &mac, sizeof mac);
	return OK;
}

static fallible do_dir_check(struct call *c)
{
	struct key mac, given;

	dir_read(c, &mac);
	wire_get_fixed(&c->in, &given, sizeof given);
	if (!wire_is_done(&c->in))
		return FAIL(BAD_REQUEST);
	wire_u8(&c->out, secret_equal(&mac, &given, sizeof mac));
	wipe(&mac, sizeof mac);
	return OK;
}

static fallible do_ratchet(struct call *c)
{
	struct keeper *k = c->keeper;

	if (!wire_is_done(&c->in))
		return FAIL(BAD_REQUEST);
	ASSERT(pthread_mutex_lock(&k->lock) == 0);
	ratchet_move(k, c->now);
	const struct ratchet *r = &k->secrets->ratchet;

	wire_u32(&c->out, r->day);
	wire_u8(&c->out, r->has_yesterday);
	wire_fixed(&c->out, &r->today, sizeof r->today);
	wire_fixed(&c->out, &r->yesterday, sizeof r->yesterday);
	ASSERT(pthread_mutex_unlock(&k->lock) == 0);
	return OK;
}

/* --- */
bool keeper_is_slow(struct bytes question)
{
	return question.n > 0 && (question.p[0] == ASK_SIGN_IN || question.p[0] == ASK_KEK ||
				  question.p[0] == ASK_WORDS || question.p[0] == ASK_FILE);
}

bool keeper_goes_first(struct keeper *k, struct bytes question, int64_t now)
{
	struct call c = { .keeper = k, .in = wire_read(question), .now = now };
	struct keeper_attempt t = { .passphrase = { 0 } };
	struct id16 device;

	if (wire_get_u8(&c.in) != ASK_SIGN_IN)
		return false;
	attempt_read(&c.in, &t);
	return wire_is_done(&c.in) && keeper_knows(&c, &t, &device);
}

void keeper_answer(struct keeper *k, struct arena *a, struct bytes question, int64_t now,
		   struct bytes *ret_answer)
{
	static struct err (*const answer[ASK__END])(struct call *) = {
		[ASK_NAME] = keeper_do_name,
		[ASK_SIGN_IN] = keeper_do_sign_in,
		[ASK_GOOD] = keeper_do_good,
		[ASK_KEK] = keeper_do_kek,
		[ASK_RECOVER] = keeper_do_recover,
		[ASK_RECOVER_STOP] = keeper_do_recover_stop,
		[ASK_LOOK] = keeper_do_look,
		[ASK_DEVICE_USED] = keeper_do_device_used,
		[ASK_DEVICE_DROP] = keeper_do_device_drop,
		[ASK_DEVICE_ADD] = keeper_do_device_add,
		[ASK_TAG] = do_tag,
		[ASK_DIR] = do_dir,
		[ASK_DIR_CHECK] = do_dir_check,
		[ASK_RATCHET] = do_ratchet,
		[ASK_WORDS] = keeper_do_words,
		[ASK_CELLS] = keeper_do_cells,
		[ASK_MATCH] = keeper_do_match,
		[ASK_TAKEN] = keeper_do_taken,
		[ASK_FILE] = keeper_do_file,
	};
	struct call c = { .keeper = k, .arena = a, .in = wire_read(question), .now = now };
	uint8_t kind = wire_get_u8(&c.in);
	bool is_one = kind < ASK__END && answer[kind];

	c.out = wire_begin(a, ANSWER_MOST);
	wire_u8(&c.out, ERR_NONE);
	struct err e = is_one ? answer[kind](&c) : FAIL(BAD_REQUEST);

	*ret_answer = err_is(e, ERR_NONE) ? wire_done(&c.out) : keeper_refusal(a, e);
}
