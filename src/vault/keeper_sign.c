/* The keeper's answers about names and passphrases. */
#include "keeper_call.h"
#include <sodium.h>
#include "ensure.h"
#include "text.h"

#define ARGON_PASSES	 16 /* at most: parameters come from the database */
#define ARGON_MEMORY_KIB (1u << 20)
#define NAME_MOST	 256 /* bytes */

/* --- Argon2 */
struct work {
	struct str passphrase;
	const uint8_t *salt;
	struct argon argon;
	struct id16 account_id;
};

static bool work_is_fit(const struct work *w)
{
	return w->passphrase.n <= PASSPHRASE_MAX && w->argon.passes >= 1 &&
	       w->argon.passes <= ARGON_PASSES && w->argon.memory_kib >= 8 &&
	       w->argon.memory_kib <= ARGON_MEMORY_KIB;
}

static fallible work_do(const struct keeper *k, const struct work *w, struct key ret_kek[2])
{
	struct key stretched;

	if (crypto_pwhash(stretched.b, sizeof stretched.b, w->passphrase.p, w->passphrase.n,
			  w->salt, w->argon.passes, (size_t)w->argon.memory_kib << 10,
			  crypto_pwhash_ALG_ARGON2ID13) != 0)
		return FAIL(BUSY); /* no memory for it just now */
	for (uint8_t slot = 0; slot < 2; slot++)
		KDF(&ret_kek[slot], &stretched, "rj1/kek", BYTES(k->secrets->pepper.b),
		    BYTES(w->account_id.b), BYTES_OF(slot));
	wipe(&stretched, sizeof stretched);
	return OK;
}

fallible keeper_do_name(struct call *c)
{
	const struct key *index = &c->keeper->secrets->index;
	struct bytes name = wire_get_bytes(&c->in);
	struct key login, dummy;

	if (!wire_is_done(&c->in) || name.n > NAME_MOST)
		return FAIL(BAD_REQUEST);
	struct str folded = text_fold(c->arena, str_bytes(name));

	if (str_is_empty(folded))
		return FAIL(REFUSED);
	KDF(&login, index, "login", bytes_str(folded));
	KDF(&dummy, index, "dummy-salt", BYTES(login.b));
	wire_fixed(&c->out, &login, sizeof login);
	wire_fixed(&c->out, &dummy, sizeof dummy); /* salt and account id, 16 bytes each */
	return OK;
}

bool keeper_knows(struct call *c, const struct keeper_attempt *t, struct id16 *ret_device)
{
	const struct key *door_key = &c->keeper->secrets->door;
	struct door door;

	door_open(&door, door_key, t->account_id, t->door);
	return door_knows(&door, door_key, t->account_id, t->device_cookie, keeper_today(c),
			  ret_device);
}

static uint32_t sign_in_wait(struct call *c, const struct keeper_attempt *t)
{
	struct keeper *k = c->keeper;

	ASSERT(pthread_mutex_lock(&k->lock) == 0);
	uint32_t wait = throttle_sign_in(k->throttle, &t->login_id, t->network, c->now);

	ASSERT(pthread_mutex_unlock(&k->lock) == 0);
	return wait;
}

fallible keeper_do_sign_in(struct call *c)
{
	struct keeper_attempt t = { .passphrase = { 0 } };
	struct id16 device = { { 0 } };
	struct key kek[2] = { 0 }, tag = { { 0 } };

	attempt_read(&c->in, &t);
	struct work w = { t.passphrase, t.salt, t.argon, t.account_id };

	if (!wire_is_done(&c->in) || !work_is_fit(&w))
		return FAIL(BAD_REQUEST);
	bool known = keeper_knows(c, &t, &device);
	uint32_t wait = known ? 0 : sign_in_wait(c, &t);

	if (!wait) {
		TRY(work_do(c->keeper, &w, kek));
		keeper_tag(&tag, c->keeper, t.account_id);
	}
	wire_u8(&c->out, wait == 0);
	wire_u8(&c->out, known);
	wire_u32(&c->out, wait);
	wire_fixed(&c->out, &device, sizeof device);
	wire_fixed(&c->out, kek, sizeof kek);
	wire_fixed(&c->out, &tag, sizeof tag);
	wipe(kek, sizeof kek);
	return OK;
}

fallible keeper_do_good(struct call *c)
{
	struct id32 login_id;
	uint8_t network[NETWORK_BYTES];
	struct keeper *k = c->keeper;

	wire_get_fixed(&c->in, &login_id, sizeof login_id);
	wire_get_fixed(&c->in, network, sizeof network);
	if (!wire_is_done(&c->in))
		return FAIL(BAD_REQUEST);
	ASSERT(pthread_mutex_lock(&k->lock) == 0);
	throttle_good(k->throttle, &login_id, network);
	ASSERT(pthread_mutex_unlock(&k->lock) == 0);
	return OK;
}

fallible keeper_do_kek(struct call *c)
{
	uint8_t salt[16], blank[DOOR_BYTES];
	struct work w = { .salt = salt };
	struct key kek[2], tag;
	const struct door nobody = { .is_broken = false };

	w.passphrase = str_bytes(wire_get_bytes(&c->in));
	wire_get_fixed(&c->in, salt, sizeof salt);
	w.argon.passes = wire_get_u32(&c->in);
	w.argon.memory_kib = wire_get_u32(&c->in);
	wire_get_fixed(&c->in, &w.account_id, sizeof w.account_id);
	if (!wire_is_done(&c->in) || !work_is_fit(&w))
		return FAIL(BAD_REQUEST);
	TRY(work_do(c->keeper, &w, kek));
	keeper_tag(&tag, c->keeper, w.account_id);
	door_seal(blank, &c->keeper->secrets->door, w.account_id, &nobody);
	wire_fixed(&c->out, kek, sizeof kek);
	wire_fixed(&c->out, &tag, sizeof tag);
	wire_fixed(&c->out, blank, sizeof blank);
	wipe(kek, sizeof kek);
	return OK;
}
