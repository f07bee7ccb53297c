/* The caller's half: questions into bytes, answers out of bytes. */
#include "keeper_wire.h"

static struct wire_out ask(struct arena *a, enum question kind, size_t more)
{
	struct wire_out w = wire_begin(a, QUESTION_MOST + more);

	wire_u8(&w, (uint8_t)kind);
	return w;
}

fallible keeper_answer_begin(struct bytes answer, struct wire_in *ret)
{
	*ret = wire_read(answer);
	uint8_t code = wire_get_u8(ret);

	if (ret->is_bad || code >= ERR__COUNT)
		return FAIL(SYSTEM);
	return (struct err){ (enum err_code)code };
}

fallible keeper_answer_end(const struct wire_in *w)
{
	return wire_is_done(w) ? OK : FAIL(SYSTEM);
}

struct bytes keeper_refusal(struct arena *a, struct err e)
{
	struct wire_out w = wire_begin(a, 1);

	wire_u8(&w, (uint8_t)e.code);
	return wire_done(&w);
}

struct bytes keeper_ask_name(struct arena *a, struct str name)
{
	struct wire_out w = ask(a, ASK_NAME, name.n);

	wire_bytes(&w, bytes_str(name));
	return wire_done(&w);
}

fallible keeper_read_name(struct bytes answer, struct keeper_name *ret)
{
	struct wire_in w;

	TRY(keeper_answer_begin(answer, &w));
	wire_get_fixed(&w, &ret->login_id, sizeof ret->login_id);
	wire_get_fixed(&w, ret->dummy_salt, sizeof ret->dummy_salt);
	wire_get_fixed(&w, &ret->dummy_account_id, sizeof ret->dummy_account_id);
	return keeper_answer_end(&w);
}

struct bytes keeper_ask_sign_in(struct arena *a, const struct keeper_attempt *t)
{
	struct wire_out w = ask(a, ASK_SIGN_IN, t->device_cookie.n + t->door.n + t->passphrase.n);

	wire_fixed(&w, &t->login_id, sizeof t->login_id);
	wire_fixed(&w, &t->account_id, sizeof t->account_id);
	wire_fixed(&w, t->network, sizeof t->network);
	wire_bytes(&w, t->device_cookie);
	wire_bytes(&w, t->door);
	wire_bytes(&w, bytes_str(t->passphrase));
	wire_fixed(&w, t->salt, sizeof t->salt);
	wire_u32(&w, t->argon.passes);
	wire_u32(&w, t->argon.memory_kib);
	return wire_done(&w);
}

void attempt_read(struct wire_in *w, struct keeper_attempt *ret)
{
	wire_get_fixed(w, &ret->login_id, sizeof ret->login_id);
	wire_get_fixed(w, &ret->account_id, sizeof ret->account_id);
	wire_get_fixed(w, ret->network, sizeof ret->network);
	ret->device_cookie = wire_get_bytes(w);
	ret->door = wire_get_bytes(w);
	ret->passphrase = str_bytes(wire_get_bytes(w));
	wire_get_fixed(w, ret->salt, sizeof ret->salt);
	ret->argon.passes = wire_get_u32(w);
	ret->argon.memory_kib = wire_get_u32(w);
}

fallible keeper_read_sign_in(struct bytes answer, struct keeper_sign_in *ret)
{
	struct wire_in w;

	TRY(keeper_answer_begin(answer, &w));
	ret->is_allowed = wire_get_u8(&w) != 0;
	ret->is_known_device = wire_get_u8(&w) != 0;
	ret->wait_seconds = wire_get_u32(&w);
	wire_get_fixed(&w, &ret->device_id, sizeof ret->device_id);
	wire_get_fixed(&w, ret->kek, sizeof ret->kek);
	wire_get_fixed(&w, &ret->tag, sizeof ret->tag);
	return keeper_answer_end(&w);
}

struct bytes keeper_ask_good(struct arena *a, struct id32 login_id,
			     const uint8_t network[NETWORK_BYTES])
{
	struct wire_out w = ask(a, ASK_GOOD, 0);

	wire_fixed(&w, &login_id, sizeof login_id);
	wire_fixed(&w, network, NETWORK_BYTES);
	return wire_done(&w);
}

fallible keeper_read_good(struct bytes answer)
{
	struct wire_in w;

	TRY(keeper_answer_begin(answer, &w));
	return keeper_answer_end(&w);
}

struct bytes keeper_ask_kek(struct arena *a, struct str passphrase, const uint8_t salt[16],
			    struct argon argon, struct id16 account_id)
{
	struct wire_out w = ask(a, ASK_KEK, passphrase.n);

	wire_bytes(&w, bytes_str(passphrase));
	wire_fixed(&w, salt, 16);
	wire_u32(&w, argon.passes);
	wire_u32(&w, argon.memory_kib);
	wire_fixed(&w, &account_id, sizeof account_id);
	return wire_done(&w);
}

fallible keeper_read_kek(struct bytes answer, struct keeper_kek *ret)
{
	struct wire_in w;

	TRY(keeper_answer_begin(answer, &w));
	wire_get_fixed(&w, ret->kek, sizeof ret->kek);
	wire_get_fixed(&w, &ret->tag, sizeof ret->tag);
	wire_get_fixed(&w, ret->door, sizeof ret->door);
	return keeper_answer_end(&w);
}

struct bytes keeper_ask_recover(struct arena *a, const struct keeper_recovery *r)
{
	struct wire_out w = ask(a, ASK_RECOVER, r->device_cookie.n + r->door.n);

	wire_fixed(&w, &r->account_id, sizeof r->account_id);
	wire_fixed(&w, r->network, sizeof r->network);
	wire_bytes(&w, r->device_cookie);
	wire_bytes(&w, r->door);
	wire_u8(&w, r->has_other_sessions);
	return wire_done(&w);
}

fallible keeper_read_recover(struct bytes answer, struct keeper_recover *ret)
{
	struct wire_in w;

	TRY(keeper_answer_begin(answer, &w));
	ret->is_allowed = wire_get_u8(&w) != 0;
	ret->has_new_door = wire_get_u8(&w) != 0;
	ret->wait_seconds = wire_get_u32(&w);
	wire_get_fixed(&w, &ret->tag, sizeof ret->tag);
	wire_get_fixed(&w, ret->door, sizeof ret->door);
	return keeper_answer_end(&w);
}

/* --- doors */
static struct bytes ask_door(struct arena *a, enum question kind, struct id16 account_id,
			     struct id16 device_id, struct bytes door)
{
	struct wire_out w = ask(a, kind, door.n);

	wire_fixed(&w, &account_id, sizeof account_id);
	wire_fixed(&w, &device_id, sizeof device_id);
	wire_bytes(&w, door);
	return wire_done(&w);
}

#define NO_DEVICE ((struct id16){ { 0 } })

struct bytes keeper_ask_recover_stop(struct arena *a, struct id16 account_id, struct bytes door)
{
	return ask_door(a, ASK_RECOVER_STOP, account_id, NO_DEVICE, door);
}

struct bytes keeper_ask_look(struct arena *a, struct id16 account_id, struct bytes door)
{
	return ask_door(a, ASK_LOOK, account_id, NO_DEVICE, door);
}

struct bytes keeper_ask_device_used(struct arena *a, struct id16 account_id, struct id16 device_id,
				    struct bytes door)
{
	return ask_door(a, ASK_DEVICE_USED, account_id, device_id, door);
}

struct bytes keeper_ask_device_drop(struct arena *a, struct id16 account_id, struct id16 device_id,
				    struct bytes door)
{
	return ask_door(a, ASK_DEVICE_DROP, account_id, device_id, door);
}

struct bytes keeper_ask_device_add(struct arena *a, struct id16 account_id, struct bytes door)
{
	return ask_door(a, ASK_DEVICE_ADD, account_id, NO_DEVICE, door);
}

fallible keeper_read_look(struct bytes answer, struct keeper_look *ret)
{
	struct wire_in w;

	TRY(keeper_answer_begin(answer, &w));
	*ret = (struct keeper_look){ .recovery_asked = (int64_t)wire_get_u64(&w) };
	size_t n = wire_get_u8(&w);

	if (n > ACCOUNT_DEVICES)
		return FAIL(SYSTEM);
	ret->n_devices = n;
	for (size_t i = 0; i < n; i++) {
		wire_get_fixed(&w, &ret->device[i].id, sizeof ret->device[i].id);
		ret->device[i].used = wire_get_u32(&w);
	}
	return keeper_answer_end(&w);
}

fallible keeper_read_door(struct bytes answer, uint8_t ret_door[DOOR_BYTES])
{
	struct wire_in w;

	TRY(keeper_answer_begin(answer, &w));
	wire_get_fixed(&w, ret_door, DOOR_BYTES);
	return keeper_answer_end(&w);
}

fallible keeper_read_device_add(struct bytes answer, struct keeper_device *ret)
{
	struct wire_in w;

	TRY(keeper_answer_begin(answer, &w));
	wire_get_fixed(&w, ret->cookie, sizeof ret->cookie);
	wire_get_fixed(&w, &ret->device_id, sizeof ret->device_id);
	wire_get_fixed(&w, ret->door, sizeof ret->door);
	return keeper_answer_end(&w);
}

/* --- small ones */
struct bytes keeper_ask_tag(struct arena *a, struct id16 account_id)
{
	struct wire_out w = ask(a, ASK_TAG, 0);

	wire_fixed(&w, &account_id, sizeof account_id);
	return wire_done(&w);
}

fallible keeper_read_tag(struct bytes answer, struct id32 *ret)
{
	struct wire_in w;

	TRY(keeper_answer_begin(answer, &w));
	wire_get_fixed(&w, ret, sizeof *ret);
	return keeper_answer_end(&w);
}

struct bytes keeper_ask_dir(struct arena *a, struct id16 account_id, const uint8_t public_key[32])
{
	struct wire_out w = ask(a, ASK_DIR, 0);

	wire_fixed(&w, &account_id, sizeof account_id);
	wire_fixed(&w, public_key, 32);
	return wire_done(&w);
}

fallible keeper_read_dir(struct bytes answer, uint8_t ret_mac[32])
{
	struct wire_in w;

	TRY(keeper_answer_begin(answer, &w));
	wire_get_fixed(&w, ret_mac, 32);
	return keeper_answer_end(&w);
}

struct bytes keeper_ask_dir_check(struct arena *a, struct id16 account_id,
				  const uint8_t public_key[32], const uint8_t mac[32])
{
	struct wire_out w = ask(a, ASK_DIR_CHECK, 0);

	wire_fixed(&w, &account_id, sizeof account_id);
	wire_fixed(&w, public_key, 32);
	wire_fixed(&w, mac, 32);
	return wire_done(&w);
}

fallible keeper_read_dir_check(struct bytes answer, bool *ret_is_right)
{
	struct wire_in w;

	TRY(keeper_answer_begin(answer, &w));
	uint8_t is_right = wire_get_u8(&w);

	TRY(keeper_answer_end(&w));
	*ret_is_right = is_right == 1;
	return OK;
}

struct bytes keeper_ask_ratchet(struct arena *a)
{
	struct wire_out w = ask(a, ASK_RATCHET, 0);

	return wire_done(&w);
}

fallible keeper_read_ratchet(struct bytes answer, struct ratchet *ret)
{
	struct wire_in w;

	TRY(keeper_answer_begin(answer, &w));
	ret->day = wire_get_u32(&w);
	ret->has_yesterday = wire_get_u8(&w) != 0;
	wire_get_fixed(&w, &ret->today, sizeof ret->today);
	wire_get_fixed(&w, &ret->yesterday, sizeof ret->yesterday);
	return keeper_answer_end(&w);
}

/* --- two people */
struct bytes keeper_ask_words(struct arena *a, const uint8_t inviter_key[32],
			      const uint8_t invited_key[32], struct id16 relation)
{
	struct wire_out w = ask(a, ASK_WORDS, 0);

	wire_fixed(&w, inviter_key, 32);
	wire_fixed(&w, invited_key, 32);
	wire_fixed(&w, &relation, sizeof relation);
	return wire_done(&w);
}

fallible keeper_read_words(struct bytes answer, uint16_t ret[KEEPER_WORDS])
{
	struct wire_in w;
	uint32_t number[KEEPER_WORDS];

	TRY(keeper_answer_begin(answer, &w));
	for (size_t i = 0; i < KEEPER_WORDS; i++)
		number[i] = wire_get_u32(&w);
	TRY(keeper_answer_end(&w));
	for (size_t i = 0; i < KEEPER_WORDS; i++) {
		if (number[i] >= PASSPHRASE_WORD_LIST)
			return FAIL(SYSTEM);
		ret[i] = (uint16_t)number[i];
	}
	return OK;
}

struct bytes keeper_ask_cells(struct arena *a, const struct key *yes_key, enum relation_side side,
			      const struct day last[LETTER_CELLS])
{
	struct wire_out w = ask(a, ASK_CELLS, (size_t)4 * LETTER_CELLS);

	wire_fixed(&w, yes_key, sizeof *yes_key);
	wire_u8(&w, (uint8_t)side);
	for (size_t i = 0; i < LETTER_CELLS; i++)
		wire_u32(&w, (uint32_t)last[i].n);
	return wire_done(&w);
}

fallible keeper_read_cells(struct bytes answer, uint8_t ret[LETTER_CELLS][LETTER_CELL])
{
	struct wire_in w;

	TRY(keeper_answer_begin(answer, &w));
	wire_get_fixed(&w, ret, (size_t)LETTER_CELLS * LETTER_CELL);
	return keeper_answer_end(&w);
}

struct bytes keeper_ask_match(struct arena *a, const struct key *yes_key,
			      const uint8_t inviter[LETTER_CELLS][LETTER_CELL],
			      const uint8_t invited[LETTER_CELLS][LETTER_CELL])
{
	struct wire_out w = ask(a, ASK_MATCH, (size_t)2 * LETTER_CELLS * LETTER_CELL);

	wire_fixed(&w, yes_key, sizeof *yes_key);
	wire_fixed(&w, inviter, (size_t)LETTER_CELLS * LETTER_CELL);
	wire_fixed(&w, invited, (size_t)LETTER_CELLS * LETTER_CELL);
	return wire_done(&w);
}

fallible keeper_read_match(struct bytes answer, uint64_t *ret_slots)
{
	struct wire_in w;

	TRY(keeper_answer_begin(answer, &w));
	uint64_t slots = wire_get_u64(&w);

	TRY(keeper_answer_end(&w));
	*ret_slots = slots;
	return OK;
}
