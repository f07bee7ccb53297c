/* Account rows: whatever a row holds, no slot, state or recovery code opens it; and a state or an
 * identity of any content under the right seal is read or refused, never half. */
#include <stdlib.h>
#include "account.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

#define MUST(expression)           \
	do {                       \
		if (!(expression)) \
			abort();   \
	} while (0)

static bool has_opened(struct err e)
{
	return err_is(e, ERR_NONE);
}

static void as_row(struct arena *a, struct bytes b)
{
	static const struct key kek[2] = { { { 1 } }, { { 2 } } };
	static const struct recovery_code code = { { 3 } };
	struct account *acc = arena_new(a, struct account);
	uint8_t *row = arena_take(a, ACCOUNT_BYTES);
	struct identity identity = { .version = 1 };
	struct account_state state;

	row[0] = 1;
	memcpy(row + 1, b.p, b.n < ACCOUNT_BYTES - 1 ? b.n : ACCOUNT_BYTES - 1);
	MUST(has_opened(account_parse(a, (struct id32){ 0 }, (struct id16){ 0 },
				      (struct bytes){ row, ACCOUNT_BYTES }, acc)));
	MUST(!has_opened(account_open_state(acc, &identity, &state)));
	MUST(!has_opened(account_open_passphrase(acc, kek, &identity)));
	MUST(!has_opened(account_open_recovery(acc, &code, &identity)));
}

static void as_state(struct arena *a, struct bytes b)
{
	uint8_t plain[STATE_BYTES - CSEAL_OVER] = { 0 };
	struct identity identity = { .version = 1, .master = { { 4 } } };
	struct account *acc = arena_new(a, struct account);
	struct account_state state;
	struct key k;

	memcpy(plain, b.p, b.n < sizeof plain ? b.n : sizeof plain);
	KDF(&k, &identity.master, "rj1/state");
	acc->state = cseal(a, &k, BYTES(plain), BYTES(acc->account_id.b));
	if (!has_opened(account_open_state(acc, &identity, &state)))
		return;
	MUST(state.n_devices <= ACCOUNT_DEVICES);
	account_seal_state(acc, a, &identity, &state);
	MUST(has_opened(account_open_state(acc, &identity, &state)));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena a;

	if (n == 0)
		return 0;
	crypt_start();
	arena_init(&a, (size_t)64 << 10, (size_t)1 << 20);
	as_row(&a, (struct bytes){ data, n });
	as_state(&a, (struct bytes){ data, n });
	arena_end(&a);
	return 0;
}
