#include "account.h"
#include "ensure.h"
#include "wire.h"

#define ACCOUNT_SUITE 1
#define SUITE_FIRST   1 /* every sealed thing begins with it; so must what only looks sealed */

static void fake(uint8_t *out, size_t n)
{
	random_bytes(out, n);
	out[0] = SUITE_FIRST;
}

fallible account_parse(struct arena *a, struct id32 login_id, struct id16 rid, struct bytes blob,
		       struct account *ret)
{
	struct wire_in w = wire_read(blob);

	if (blob.n != ACCOUNT_BYTES || wire_get_u8(&w) != ACCOUNT_SUITE)
		return FAIL(UNVERIFIED);
	*ret = (struct account){ .login_id = login_id, .rid = rid };
	wire_get_fixed(&w, &ret->account_id, sizeof ret->account_id);
	wire_get_fixed(&w, ret->salt, sizeof ret->salt);
	ret->argon.passes = wire_get_u32(&w);
	ret->argon.memory_kib = wire_get_u32(&w);
	wire_get_fixed(&w, ret->slot, sizeof ret->slot);
	wire_get_fixed(&w, ret->public_key, sizeof ret->public_key);
	wire_get_fixed(&w, ret->public_mac, sizeof ret->public_mac);
	ret->door = arena_bytes(a, (struct bytes){ w.p, DOOR_BYTES });
	ret->state = arena_bytes(a, (struct bytes){ w.p + DOOR_BYTES, STATE_BYTES });
	return OK;
}

struct bytes account_write(const struct account *acc, struct arena *a)
{
	struct wire_out w = wire_begin(a, ACCOUNT_BYTES);

	ASSERT(acc->door.n == DOOR_BYTES && acc->state.n == STATE_BYTES);
	wire_u8(&w, ACCOUNT_SUITE);
	wire_fixed(&w, &acc->account_id, sizeof acc->account_id);
	wire_fixed(&w, acc->salt, sizeof acc->salt);
	wire_u32(&w, acc->argon.passes);
	wire_u32(&w, acc->argon.memory_kib);
	wire_fixed(&w, acc->slot, sizeof acc->slot);
	wire_fixed(&w, acc->public_key, sizeof acc->public_key);
	wire_fixed(&w, acc->public_mac, sizeof acc->public_mac);
	wire_fixed(&w, acc->door.p, acc->door.n);
	wire_fixed(&w, acc->state.p, acc->state.n);
	return wire_done(&w);
}

void account_make(struct arena *a, struct draw *d, struct id32 login_id, struct argon argon,
		  struct account *ret, struct identity *ret_identity)
{
	uint8_t *door = arena_take(a, DOOR_BYTES);
	const struct account_state state = { 0 };

	*ret = (struct account){ .login_id = login_id, .argon = argon };
	identity_make(ret_identity, d);
	draw_bytes(d, &ret->account_id, sizeof ret->account_id);
	draw_bytes(d, ret->salt, sizeof ret->salt);
	for (int i = 0; i < ACCOUNT_SLOTS; i++)
		account_clear_slot(ret, i);
	memcpy(ret->public_key, ret_identity->public_key, sizeof ret->public_key);
	fake(door, DOOR_BYTES);
	ret->door = (struct bytes){ door, DOOR_BYTES };
	account_seal_state(ret, a, ret_identity, &state);
}

void account_clear_slot(struct account *acc, int slot)
{
	ASSERT(slot >= 0 && slot < ACCOUNT_SLOTS);
	fake(acc->slot[slot], SLOT_BYTES);
	if (slot == SLOT_RECOVERY)
		random_bytes(&acc->rid, sizeof acc->rid);
}

/* --- slots: a slot moved to another place, another account or under other parameters stays shut */
struct slot_ad {
	uint8_t b[16 + 1 + 8];
	size_t n;
};

static struct slot_ad slot_ad(const struct account *acc, int slot)
{
	struct slot_ad ad = { .n = 0 };
	struct wire_out w = { .p = ad.b, .cap = sizeof ad.b };

	wire_fixed(&w, &acc->account_id, sizeof acc->account_id);
	wire_u8(&w, (uint8_t)slot);
	if (slot < SLOT_RECOVERY) {
		wire_u32(&w, acc->argon.passes);
		wire_u32(&w, acc->argon.memory_kib);
	}
	ad.n = w.n;
	return ad;
}

static void slot_seal(struct account *acc, int slot, const struct key *k,
		      const struct identity *identity)
{
	uint8_t packed[IDENTITY_BYTES];
	struct slot_ad ad = slot_ad(acc, slot);

	identity_pack(packed, identity);
	cseal_to(acc->slot[slot], k, BYTES(packed), (struct bytes){ ad.b, ad.n });
	wipe(packed, sizeof packed);
}

static fallible slot_open(const struct account *acc, int slot, const struct key *k,
			  struct identity *ret)
{
	uint8_t packed[IDENTITY_BYTES];
	struct slot_ad ad = slot_ad(acc, slot);
	struct err e = cunseal_to(packed, k, BYTES(acc->slot[slot]), (struct bytes){ ad.b, ad.n });

	if (e.code == ERR_NONE)
		e = identity_unpack(ret, packed);
	wipe(packed, sizeof packed);
	return e;
}

void account_set_passphrase(struct account *acc, const struct identity *identity, int slot,
			    const struct key kek[2])
{
	ASSERT(slot == 0 || slot == 1);
	slot_seal(acc, slot, &kek[slot], identity);
}

fallible account_open_passphrase(const struct account *acc, const struct key kek[2],
				 struct identity *ret)
{
	struct err first = slot_open(acc, 0, &kek[0], ret);
	struct err second = slot_open(acc, 1, &kek[1], ret);

	return first.code == ERR_NONE ? first : second;
}

static void recovery_key(struct key *ret, const struct account *acc,
			 const struct recovery_code *code)
{
	struct key k = key_from(BYTES(code->b));

	KDF(ret, &k, "rj1/recovery", BYTES(acc->account_id.b));
	wipe(&k, sizeof k);
}

void account_set_recovery(struct account *acc, const struct identity *identity,
			  const struct recovery_code *code)
{
	struct key k;

	recovery_key(&k, acc, code);
	slot_seal(acc, SLOT_RECOVERY, &k, identity);
	acc->rid = recovery_rid(code);
	wipe(&k, sizeof k);
}

fallible account_open_recovery(const struct account *acc, const struct recovery_code *code,
			       struct identity *ret)
{
	struct key k;

	recovery_key(&k, acc, code);
	struct err e = slot_open(acc, SLOT_RECOVERY, &k, ret);

	wipe(&k, sizeof k);
	return e;
}

/* --- state */
#define STATE_PLAIN (STATE_BYTES - CSEAL_OVER)

static void state_key(struct key *ret, const struct identity *identity)
{
	KDF(ret, &identity->master, "rj1/state");
}

void account_seal_state(struct account *acc, struct arena *a, const struct identity *identity,
			const struct account_state *state)
{
	uint8_t plain[STATE_PLAIN] = { 0 };
	struct wire_out w = { .p = plain, .cap = sizeof plain };
	uint8_t *out = arena_take(a, STATE_BYTES);
	struct key k;

	ASSERT(state->n_devices <= ACCOUNT_DEVICES);
	wire_u8(&w, state->has_totp);
	wire_fixed(&w, state->totp_secret, sizeof state->totp_secret);
	wire_u64(&w, state->totp_counter);
	wire_u32(&w, state->keyring_ver);
	wire_u32(&w, state->head_seq);
	wire_u8(&w, (uint8_t)state->n_devices);
	for (size_t i = 0; i < state->n_devices; i++) {
		wire_fixed(&w, &state->device[i].id, sizeof state->device[i].id);
		wire_fixed(&w, state->device[i].label, DEVICE_LABEL_MAX);
		wire_u32(&w, (uint32_t)state->device[i].added);
	}
	ASSERT(!w.is_over);
	state_key(&k, identity);
	cseal_to(out, &k, BYTES(plain), BYTES(acc->account_id.b));
	acc->state = (struct bytes){ out, STATE_BYTES };
	wipe(&k, sizeof k);
	wipe(plain, sizeof plain);
}

static bool state_read(struct account_state *ret, struct bytes plain)
{
	struct wire_in w = wire_read(plain);

	*ret = (struct account_state){ .has_totp = wire_get_u8(&w) != 0 };
	wire_get_fixed(&w, ret->totp_secret, sizeof ret->totp_secret);
	ret->totp_counter = wire_get_u64(&w);
	ret->keyring_ver = wire_get_u32(&w);
	ret->head_seq = wire_get_u32(&w);
	ret->n_devices = wire_get_u8(&w);
	if (ret->n_devices > ACCOUNT_DEVICES)
		return false;
	for (size_t i = 0; i < ret->n_devices; i++) {
		wire_get_fixed(&w, &ret->device[i].id, sizeof ret->device[i].id);
		wire_get_fixed(&w, ret->device[i].label, DEVICE_LABEL_MAX);
		ret->device[i].label[DEVICE_LABEL_MAX - 1] = 0;
		ret->device[i].added = (int32_t)wire_get_u32(&w);
	}
	return !w.is_bad;
}

fallible account_open_state(const struct account *acc, const struct identity *identity,
			    struct account_state *ret)
{
	uint8_t plain[STATE_PLAIN];
	struct account_state state;
	struct key k;

	if (acc->state.n != STATE_BYTES)
		return FAIL(UNVERIFIED);
	state_key(&k, identity);
	struct err e = cunseal_to(plain, &k, acc->state, BYTES(acc->account_id.b));

	if (e.code == ERR_NONE && !state_read(&state, BYTES(plain)))
		e = FAIL(UNVERIFIED);
	if (e.code == ERR_NONE)
		*ret = state;
	wipe(&k, sizeof k);
	wipe(plain, sizeof plain);
	wipe(&state, sizeof state);
	return e;
}

bool account_is_of(const struct account *acc, const struct identity *identity)
{
	return memcmp(acc->public_key, identity->public_key, sizeof acc->public_key) == 0;
}
