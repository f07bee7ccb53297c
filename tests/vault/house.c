#include "house.h"
#include <stdlib.h>

int house_begin(void **state)
{
	struct house *h = calloc(1, sizeof *h);

	assert_non_null(h);
	crypt_start();
	arena_init_secret(&h->arena, 1u << 20, 64u << 20);
	kit_secrets(h->folder, h->path);
	KIT_OK(secrets_make(str_c(h->path), NOW));
	KIT_OK(keeper_open(&h->keeper, str_c(h->path), NOW));
	h->account_id.b[0] = 42;
	h->now = NOW;
	*state = h;
	return 0;
}

int house_end(void **state)
{
	struct house *h = *state;

	keeper_close(h->keeper);
	kit_secrets_remove(h->folder, h->path);
	arena_end(&h->arena);
	free(h);
	return 0;
}

struct bytes told(struct house *h, struct bytes question)
{
	struct bytes answer;

	keeper_answer(h->keeper, &h->arena, question, h->now, &answer);
	return answer;
}

struct id32 login(struct house *h, struct str name)
{
	struct keeper_name n = { 0 };

	KIT_OK(keeper_read_name(told(h, keeper_ask_name(&h->arena, name)), &n));
	return n.login_id;
}

struct keeper_attempt attempt(struct house *h, const char *name, uint8_t network)
{
	return (struct keeper_attempt){ .login_id = login(h, str_c(name)),
					.account_id = h->account_id,
					.network = { 10, network },
					.passphrase = STR("the kettle is old"),
					.salt = "sixteen bytes..",
					.argon = CHEAP };
}

struct keeper_sign_in tried(struct house *h, const struct keeper_attempt *t)
{
	struct keeper_sign_in s = { 0 };
	struct bytes question = keeper_ask_sign_in(&h->arena, t);

	assert_true(keeper_is_slow(question));
	KIT_OK(keeper_read_sign_in(told(h, question), &s));
	return s;
}
