/* house: a keeper with a secrets file of its own, for the tests of the vault. Argon2 is run with
 * the least it takes, where its cost is not the point. */
#pragma once
#include "vault_kit.h"
#include "keeper.h"

#define DAY   86400
#define CHEAP ((struct argon){ 1, 8 })

struct house {
	struct arena arena;
	struct keeper *keeper;
	char folder[64], path[96];
	uint8_t door[DOOR_BYTES];
	struct id16 account_id;
	int64_t now;
};

int house_begin(void **state); /* cmocka's setup and teardown: *state is a struct house */
int house_end(void **state);
#define HOUSE(test) cmocka_unit_test_setup_teardown(test, house_begin, house_end)

struct bytes told(struct house *h, struct bytes question); /* the keeper's answer */
struct id32 login(struct house *h, struct str name);
struct keeper_attempt attempt(struct house *h, const char *name, uint8_t network);
struct keeper_sign_in tried(struct house *h, const struct keeper_attempt *t);
