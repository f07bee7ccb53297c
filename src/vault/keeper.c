#include "keeper.h"
#include <pthread.h>
#include <sodium.h>
#include <stdlib.h>
#include "door.h"
#include "ensure.h"
#include "keeper_wire.h"
#include "text.h"
#include "throttle.h"

#define DAY		 86400
#define ARGON_PASSES	 16 /* at most: parameters come from the database */
#define ARGON_MEMORY_KIB (1u << 20)
#define NAME_MOST	 256 /* bytes */

struct keeper {
	struct secrets *secrets; /* in locked memory; all but the ratchet never change */
	struct throttle *throttle;
	pthread_mutex_t lock; /* throttle and ratchet */
	char *path;
};

struct call { /* one question being answered */
	struct keeper *keeper;
	struct arena *arena;
	struct wire_in in;
	struct wire_out out;
	int64_t now;
};

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
	(void)now; /* the first ASK_RATCHET moves the ratchet on and says whether it could */
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

static uint32_t today(const struct call *c)
{
	return c->now > 0 ? (uint32_t)(c->now / DAY) : 0;
}

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

static void session_tag(struct key *ret, const struct keeper *k, struct id16 account_id)
{
	KDF(ret, &k->secrets->index, "sess", BYTES(account_id.b));
}

/* --- answers */
static fallible do_name(struct call *c)
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

static bool is_known(struct call *c, const struct keeper_attempt *t, struct id16 *ret_device)
{
	const struct key *door_key = &c->keeper->secrets->door;
	struct door door;

	door_open(&door, door_key, t->account_id, t->door);
	return door_knows(&door, door_key, t->account_id, t->device_cookie, today(c), ret_device);
}

static uint32_t sign_in_wait(struct call *c, const struct keeper_attempt *t)
{
	struct keeper *k = c->keeper;

	ASSERT(pthread_mutex_lock(&k->lock) == 0);
	uint32_t wait = throttle_sign_in(k->throttle, &t->login_id, t->network, c->now);

	ASSERT(pthread_mutex_unlock(&k->lock) == 0);
	return wait;
}

static fallible do_sign_in(struct call *c)
{
	struct keeper_attempt t = { .passphrase = { 0 } };
	struct id16 device = { { 0 } };
	struct key kek[2] = { 0 }, tag = { { 0 } };

	attempt_read(&c->in, &t);
	struct work w = { t.passphrase, t.salt, t.argon, t.account_id };

	if (!wire_is_done(&c->in) || !work_is_fit(&w))
		return FAIL(BAD_REQUEST);
	bool known = is_known(c, &t, &device);
	uint32_t wait = known ? 0 : sign_in_wait(c, &t);

	if (!wait) {
		TRY(work_do(c->keeper, &w, kek));
		session_tag(&tag, c->keeper, t.account_id);
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

static fallible do_good(struct call *c)
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

static fallible do_kek(struct call *c)
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
	session_tag(&tag, c->keeper, w.account_id);
	door_seal(blank, &c->keeper->secrets->door, w.account_id, &nobody);
	wire_fixed(&c->out, kek, sizeof kek);
	wire_fixed(&c->out, &tag, sizeof tag);
	wire_fixed(&c->out, blank, sizeof blank);
	wipe(kek, sizeof kek);
	return OK;
}

/* Who may use a recovery code at once, and who waits. `door` is changed when the wait begins or has
 * been sat out. */
static uint32_t recover_wait(struct call *c, const struct keeper_recovery *r, struct door *door,
			     bool *ret_is_changed)
{
	const struct key *door_key = &c->keeper->secrets->door;
	struct id16 device;

	*ret_is_changed = false;
	if (door_knows(door, door_key, r->account_id, r->device_cookie, today(c), &device))
		return 0;
	if (!door->is_broken && !r->has_other_sessions && !door_has_devices(door, today(c)))
		return 0;
	ASSERT(pthread_mutex_lock(&c->keeper->lock) == 0);
	uint32_t wait = throttle_recovery(c->keeper->throttle, r->network, c->now);

	ASSERT(pthread_mutex_unlock(&c->keeper->lock) == 0);
	return wait ? wait : door_recover(door, c->now, ret_is_changed);
}

static fallible do_recover(struct call *c)
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
	session_tag(&tag, c->keeper, r.account_id);
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

static fallible do_recover_stop(struct call *c)
{
	struct door_call d;

	TRY(door_begin(c, &d));
	d.door.look.recovery_asked = 0;
	door_end(c, &d);
	return OK;
}

static fallible do_look(struct call *c)
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

static fallible do_device_used(struct call *c)
{
	struct door_call d;

	TRY(door_begin(c, &d));
	door_use(&d.door, d.device_id, today(c));
	door_end(c, &d);
	return OK;
}

static fallible do_device_drop(struct call *c)
{
	struct door_call d;

	TRY(door_begin(c, &d));
	door_drop(&d.door, d.device_id);
	door_end(c, &d);
	return OK;
}

static fallible do_device_add(struct call *c)
{
	struct door_call d;
	struct keeper_device device;

	TRY(door_begin(c, &d));
	door_add(&d.door, &c->keeper->secrets->door, d.account_id, today(c), &device);
	wire_fixed(&c->out, device.cookie, sizeof device.cookie);
	wire_fixed(&c->out, &device.device_id, sizeof device.device_id);
	door_end(c, &d);
	return OK;
}

/* --- small ones */
static fallible do_tag(struct call *c)
{
	struct id16 account_id;
	struct key tag;

	wire_get_fixed(&c->in, &account_id, sizeof account_id);
	if (!wire_is_done(&c->in))
		return FAIL(BAD_REQUEST);
	session_tag(&tag, c->keeper, account_id);
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
	return question.n > 0 && (question.p[0] == ASK_SIGN_IN || question.p[0] == ASK_KEK);
}

bool keeper_goes_first(struct keeper *k, struct bytes question, int64_t now)
{
	struct call c = { .keeper = k, .in = wire_read(question), .now = now };
	struct keeper_attempt t = { .passphrase = { 0 } };
	struct id16 device;

	if (wire_get_u8(&c.in) != ASK_SIGN_IN)
		return false;
	attempt_read(&c.in, &t);
	return wire_is_done(&c.in) && is_known(&c, &t, &device);
}

void keeper_answer(struct keeper *k, struct arena *a, struct bytes question, int64_t now,
		   struct bytes *ret_answer)
{
	static struct err (*const answer[ASK__END])(struct call *) = {
		[ASK_NAME] = do_name,
		[ASK_SIGN_IN] = do_sign_in,
		[ASK_GOOD] = do_good,
		[ASK_KEK] = do_kek,
		[ASK_RECOVER] = do_recover,
		[ASK_RECOVER_STOP] = do_recover_stop,
		[ASK_LOOK] = do_look,
		[ASK_DEVICE_USED] = do_device_used,
		[ASK_DEVICE_DROP] = do_device_drop,
		[ASK_DEVICE_ADD] = do_device_add,
		[ASK_TAG] = do_tag,
		[ASK_DIR] = do_dir,
		[ASK_DIR_CHECK] = do_dir_check,
		[ASK_RATCHET] = do_ratchet,
	};
	struct call c = { .keeper = k, .arena = a, .in = wire_read(question), .now = now };
	uint8_t kind = wire_get_u8(&c.in);
	struct err e = FAIL(BAD_REQUEST);

	c.out = wire_begin(a, ANSWER_MOST);
	wire_u8(&c.out, ERR_NONE);
	if (kind < ASK__END && answer[kind])
		e = answer[kind](&c);
	*ret_answer = e.code == ERR_NONE ? wire_done(&c.out) : keeper_refusal(a, e);
}
