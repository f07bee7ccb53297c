/* The keeper's answers about doors: remembered devices and recovery. */
#include "keeper_call.h"
#include "ensure.h"

/* Who may use a recovery code at once, and who waits. `door` is changed when the wait begins or has
 * been sat out. */
static uint32_t recover_wait(struct call *c, const struct keeper_recovery *r, struct door *door,
			     bool *ret_is_changed)
{
	const struct key *door_key = &c->keeper->secrets->door;
	struct id16 device;

	*ret_is_changed = false;
	if (door_knows(door, door_key, r->account_id, r->device_cookie, keeper_today(c), &device))
		return 0;
	if (!door->is_broken && !r->has_other_sessions && !door_has_devices(door, keeper_today(c)))
		return 0;
	ASSERT(pthread_mutex_lock(&c->keeper->lock) == 0);
	uint32_t wait = throttle_recovery(c->keeper->throttle, r->network, c->now);

	ASSERT(pthread_mutex_unlock(&c->keeper->lock) == 0);
	return wait ? wait : door_recover(door, c->now, ret_is_changed);
}

fallible keeper_do_recover(struct call *c)
{
	const struct key *door_key = &c->keeper->secrets->door;
	struct keeper_recovery r = { .has_other_sessions = true };
	uint8_t fresh[DOOR_BYTES] = { 0 };
	struct door door;
	struct key tag;
	bool is_changed;

	wire_get_fixed(&c->in, &r.account_id, sizeof r.account_id);
	wire_get_fixed(&c->in, r.network, sizeof r.network);
	r.device_cookie = wire_get_bytes(&c->in);
	r.door = wire_get_bytes(&c->in);
	r.has_other_sessions = wire_get_u8(&c->in) != 0;
	if (!wire_is_done(&c->in))
		return FAIL(BAD_REQUEST);
	door_open(&door, door_key, r.account_id, r.door);
	uint32_t wait = recover_wait(c, &r, &door, &is_changed);

	if (is_changed)
		door_seal(fresh, door_key, r.account_id, &door);
	keeper_tag(&tag, c->keeper, r.account_id);
	wire_u8(&c->out, wait == 0);
	wire_u8(&c->out, is_changed);
	wire_u32(&c->out, wait);
	wire_fixed(&c->out, &tag, sizeof tag);
	wire_fixed(&c->out, fresh, sizeof fresh);
	return OK;
}

/* --- questions about a door */
struct door_call {
	struct id16 account_id, device_id;
	struct door door;
};

static fallible door_begin(struct call *c, struct door_call *ret)
{
	wire_get_fixed(&c->in, &ret->account_id, sizeof ret->account_id);
	wire_get_fixed(&c->in, &ret->device_id, sizeof ret->device_id);
	struct bytes blob = wire_get_bytes(&c->in);

	if (!wire_is_done(&c->in))
		return FAIL(BAD_REQUEST);
	door_open(&ret->door, &c->keeper->secrets->door, ret->account_id, blob);
	return OK;
}

static void door_end(struct call *c, const struct door_call *d)
{
	uint8_t fresh[DOOR_BYTES];

	door_seal(fresh, &c->keeper->secrets->door, d->account_id, &d->door);
	wire_fixed(&c->out, fresh, sizeof fresh);
}

fallible keeper_do_recover_stop(struct call *c)
{
	struct door_call d;

	TRY(door_begin(c, &d));
	d.door.look.recovery_asked = 0;
	door_end(c, &d);
	return OK;
}

fallible keeper_do_look(struct call *c)
{
	struct door_call d;

	TRY(door_begin(c, &d));
	wire_u64(&c->out, (uint64_t)d.door.look.recovery_asked);
	wire_u8(&c->out, (uint8_t)d.door.look.n_devices);
	for (size_t i = 0; i < d.door.look.n_devices; i++) {
		wire_fixed(&c->out, &d.door.look.device[i].id, sizeof(struct id16));
		wire_u32(&c->out, d.door.look.device[i].used);
	}
	return OK;
}

fallible keeper_do_device_used(struct call *c)
{
	struct door_call d;

	TRY(door_begin(c, &d));
	door_use(&d.door, d.device_id, keeper_today(c));
	door_end(c, &d);
	return OK;
}

fallible keeper_do_device_drop(struct call *c)
{
	struct door_call d;

	TRY(door_begin(c, &d));
	door_drop(&d.door, d.device_id);
	door_end(c, &d);
	return OK;
}

fallible keeper_do_device_add(struct call *c)
{
	struct door_call d;
	struct keeper_device device;

	TRY(door_begin(c, &d));
	door_add(&d.door, &c->keeper->secrets->door, d.account_id, keeper_today(c), &device);
	wire_fixed(&c->out, device.cookie, sizeof device.cookie);
	wire_fixed(&c->out, &device.device_id, sizeof device.device_id);
	door_end(c, &d);
	return OK;
}
