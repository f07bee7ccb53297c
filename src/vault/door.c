#include "door.h"
#include "ensure.h"
#include "wire.h"

#define PLAIN	     (DOOR_BYTES - SEAL_OVER)
#define DOOR_VERSION 1

static void door_subkey(struct key *ret, const struct key *door_key, struct id16 account_id)
{
	KDF(ret, door_key, "rj1/door", BYTES(account_id.b));
}

static bool door_read(struct keeper_look *ret, struct bytes plain)
{
	struct wire_in w = wire_read(plain);

	if (wire_get_u8(&w) != DOOR_VERSION)
		return false;
	*ret = (struct keeper_look){ .recovery_asked = (int64_t)wire_get_u64(&w) };
	ret->n_devices = wire_get_u8(&w);
	if (ret->n_devices > ACCOUNT_DEVICES)
		return false;
	for (size_t i = 0; i < ret->n_devices; i++) {
		wire_get_fixed(&w, &ret->device[i].id, sizeof ret->device[i].id);
		ret->device[i].used = wire_get_u32(&w);
	}
	return !w.is_bad;
}

void door_open(struct door *ret, const struct key *door_key, struct id16 account_id,
	       struct bytes blob)
{
	struct bytes plain;
	struct arena a;
	struct key k;

	*ret = (struct door){ .is_broken = true };
	if (blob.n != DOOR_BYTES)
		return;
	door_subkey(&k, door_key, account_id);
	arena_init(&a, DOOR_BYTES, DOOR_BYTES);
	struct err e = unseal(&a, &k, blob, BYTES(account_id.b), &plain);

	if (e.code == ERR_NONE && door_read(&ret->look, plain))
		ret->is_broken = false;
	else
		*ret = (struct door){ .is_broken = true };
	arena_end(&a);
	wipe(&k, sizeof k);
}

void door_seal(uint8_t ret[DOOR_BYTES], const struct key *door_key, struct id16 account_id,
	       const struct door *d)
{
	uint8_t plain[PLAIN] = { 0 };
	struct wire_out w = { .p = plain, .cap = sizeof plain };
	struct arena a;
	struct key k;

	wire_u8(&w, DOOR_VERSION);
	wire_u64(&w, (uint64_t)d->look.recovery_asked);
	wire_u8(&w, (uint8_t)d->look.n_devices);
	for (size_t i = 0; i < d->look.n_devices; i++) {
		wire_fixed(&w, &d->look.device[i].id, sizeof d->look.device[i].id);
		wire_u32(&w, d->look.device[i].used);
	}
	ASSERT(!w.is_over);
	door_subkey(&k, door_key, account_id);
	arena_init(&a, 2 * DOOR_BYTES, 2 * DOOR_BYTES);
	memcpy(ret, seal(&a, &k, BYTES(plain), BYTES(account_id.b)).p, DOOR_BYTES);
	arena_end(&a);
	wipe(&k, sizeof k);
}

/* --- devices */
static void cookie_mac(struct key *ret, const struct key *door_key, struct id16 account_id,
		       const uint8_t id[16])
{
	KDF(ret, door_key, "rj1/device", BYTES(account_id.b), (struct bytes){ id, 16 });
}

static bool is_fresh(uint32_t used, uint32_t today)
{
	return used > today || today - used <= DEVICE_LIFE;
}

bool door_knows(const struct door *d, const struct key *door_key, struct id16 account_id,
		struct bytes cookie, uint32_t today, struct id16 *ret_device)
{
	struct key mac;

	if (cookie.n != DEVICE_COOKIE)
		return false;
	cookie_mac(&mac, door_key, account_id, cookie.p);
	bool is_genuine = secret_equal(&mac, cookie.p + 16, 16);

	wipe(&mac, sizeof mac);
	if (!is_genuine)
		return false;
	for (size_t i = 0; i < d->look.n_devices; i++) {
		if (memcmp(d->look.device[i].id.b, cookie.p, 16) != 0 ||
		    !is_fresh(d->look.device[i].used, today))
			continue;
		*ret_device = d->look.device[i].id;
		return true;
	}
	return false;
}

void door_add(struct door *d, const struct key *door_key, struct id16 account_id, uint32_t today,
	      struct keeper_device *ret)
{
	struct keeper_look *look = &d->look;
	size_t at = 0;
	struct key mac;

	if (look->n_devices < ACCOUNT_DEVICES)
		at = look->n_devices++;
	else
		for (size_t i = 1; i < look->n_devices; i++)
			at = look->device[i].used < look->device[at].used ? i : at;
	random_bytes(&look->device[at].id, sizeof look->device[at].id);
	look->device[at].used = today;
	ret->device_id = look->device[at].id;
	cookie_mac(&mac, door_key, account_id, ret->device_id.b);
	memcpy(ret->cookie, ret->device_id.b, 16);
	memcpy(ret->cookie + 16, mac.b, 16);
	wipe(&mac, sizeof mac);
}

void door_use(struct door *d, struct id16 device, uint32_t today)
{
	for (size_t i = 0; i < d->look.n_devices; i++) {
		if (id16_equal(d->look.device[i].id, device))
			d->look.device[i].used = today;
	}
}

void door_drop(struct door *d, struct id16 device)
{
	size_t n = 0;

	for (size_t i = 0; i < d->look.n_devices; i++) {
		if (!id16_equal(d->look.device[i].id, device))
			d->look.device[n++] = d->look.device[i];
	}
	d->look.n_devices = n;
}

bool door_has_devices(const struct door *d, uint32_t today)
{
	for (size_t i = 0; i < d->look.n_devices; i++) {
		if (is_fresh(d->look.device[i].used, today))
			return true;
	}
	return false;
}

/* --- recovery */
uint32_t door_recover(struct door *d, int64_t now, bool *ret_is_changed)
{
	int64_t since = now - d->look.recovery_asked;

	*ret_is_changed = true;
	if (d->look.recovery_asked == 0 || since < 0 || since > RECOVERY_WAIT + RECOVERY_OPEN) {
		d->look.recovery_asked = now;
		return RECOVERY_WAIT;
	}
	if (since >= RECOVERY_WAIT) {
		d->look.recovery_asked = 0;
		return 0;
	}
	*ret_is_changed = false;
	return (uint32_t)(RECOVERY_WAIT - since);
}
