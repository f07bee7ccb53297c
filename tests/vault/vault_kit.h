/* vault_kit: what the tests of the vault share: arenas, one signed-in person, flipped bits. */
#pragma once
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "account.h"
#include "keyring.h"
#include "session.h"

#define NOW ((int64_t)1795000000) /* in November 2026 */

#define KIT_IS(call, name) assert_string_equal(err_name(call), #name)
#define KIT_OK(call)	   KIT_IS(call, NONE)

struct kit {
	struct arena arena;
	struct draw draw;
	struct account account;
	struct identity identity;
	struct keyring keyring;
	struct session session;
	struct ratchet ratchet;
	uint8_t cookie[SESSION_COOKIE];
};

int kit_begin(void **state); /* cmocka's setup and teardown: *state is a struct kit */
int kit_end(void **state);

/* Another person, under another draw, in the same arena. */
void kit_person(struct kit *k, struct identity *identity, struct keyring *keyring,
		struct session *session);

/* A copy with one bit of byte i changed. */
struct bytes kit_flip(struct arena *a, struct bytes b, size_t i);

/* A folder of its own for a secrets file, and the path of that file in it. */
void kit_secrets(char folder[64], char path[96]);
void kit_secrets_remove(const char *folder, const char *path);
