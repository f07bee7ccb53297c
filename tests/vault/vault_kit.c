#include "vault_kit.h"
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

void kit_person(struct kit *k, struct identity *identity, struct keyring *keyring,
		struct session *session)
{
	struct id16 account_id;
	struct id32 login_id, tag;

	identity_make(identity, &k->draw);
	keyring_make(keyring, &k->draw);
	draw_bytes(&k->draw, &account_id, sizeof account_id);
	draw_bytes(&k->draw, &login_id, sizeof login_id);
	draw_bytes(&k->draw, &tag, sizeof tag);
	session_begin(session, identity, keyring, 1, account_id, login_id, tag, NOW);
}

int kit_begin(void **state)
{
	struct kit *k = calloc(1, sizeof *k);
	static const uint8_t seed[32] = "the seed of every test";
	struct session_sealed row;

	assert_non_null(k);
	crypt_start();
	arena_init_secret(&k->arena, 1u << 20, 256u << 20);
	k->draw = draw_begin(seed);
	kit_person(k, &k->identity, &k->keyring, &k->session);
	draw_bytes(&k->draw, k->cookie, sizeof k->cookie);
	k->ratchet = (struct ratchet){ .day = (uint32_t)(NOW / 86400) };
	draw_bytes(&k->draw, &k->ratchet.today, sizeof k->ratchet.today);
	account_make(&k->arena, &k->draw, k->session.login_id, ARGON_DEFAULT, &k->account,
		     &k->identity);
	session_begin(&k->session, &k->identity, &k->keyring, 1, k->account.account_id,
		      k->session.login_id, k->session.tag, NOW);
	KIT_OK(session_seal(&k->session, &k->arena, &k->ratchet, k->cookie, NOW, &row));
	*state = k;
	return 0;
}

int kit_end(void **state)
{
	struct kit *k = *state;

	arena_end(&k->arena);
	free(k);
	return 0;
}

struct bytes kit_flip(struct arena *a, struct bytes b, size_t i)
{
	uint8_t *p = arena_take(a, b.n);

	memcpy(p, b.p, b.n);
	p[i] ^= (uint8_t)(1u << i % 8);
	return (struct bytes){ p, b.n };
}

void kit_secrets(char folder[64], char path[96])
{
	snprintf(folder, 64, "/tmp/vault-test-XXXXXX");
	assert_non_null(mkdtemp(folder));
	snprintf(path, 96, "%s/secrets", folder);
}

void kit_secrets_remove(const char *folder, const char *path)
{
	(void)unlink(path);
	assert_int_equal(rmdir(folder), 0); /* nothing half-written was left beside it */
}
