/* account: the row by which a person is found and their identity opened. Every account has eight
 * slots of the same size; an unused one is random bytes, so a row never tells what it holds.
 *
 * A struct account is the open form of (login_id, rid, blob) of the store; the blob has the same
 * size for everybody (ACCOUNT_BYTES). Not secret; what the slots, door and state hold is. */
#pragma once
#include "identity.h"
#include "recovery.h"

#define ACCOUNT_SLOTS 8
#define SLOT_RECOVERY 2 /* 0 and 1: passphrases; 3…7: devices, later passkeys */
#define SLOT_BYTES    (IDENTITY_BYTES + CSEAL_OVER)
#define DOOR_BYTES    (256 + SEAL_OVER)
#define STATE_BYTES   (1024 + CSEAL_OVER)
#define ACCOUNT_BYTES \
	(1 + 16 + 16 + 8 + ACCOUNT_SLOTS * SLOT_BYTES + 32 + 32 + DOOR_BYTES + STATE_BYTES)

struct argon { /* Argon2id, one lane */
	uint32_t passes, memory_kib;
};

#define ARGON_DEFAULT ((struct argon){ 3, 64u << 10 }) /* the floor; clinics take 256 MiB */

struct account {
	struct id32 login_id;
	struct id16 rid; /* of the recovery code; random when there is none */
	struct id16 account_id;
	uint8_t salt[16];
	struct argon argon;
	uint8_t slot[ACCOUNT_SLOTS][SLOT_BYTES];
	uint8_t public_key[32];
	uint8_t public_mac[32]; /* the keeper's, see keeper_ask_dir */
	struct bytes door;	/* DOOR_BYTES, sealed by the keeper */
	struct bytes state;	/* STATE_BYTES, sealed for the person */
};

/* errors UNVERIFIED: wrong size or another suite. Owner of door and state: the arena. */
fallible account_parse(struct arena *a, struct id32 login_id, struct id16 rid, struct bytes blob,
		       struct account *ret);
struct bytes account_write(const struct account *acc, struct arena *a);

/* does   a new person: fresh identity, account id and salt, all slots random, an empty state
 * still missing: a slot (account_set_passphrase), public_mac (keeper DIR), door (keeper KEK) */
void account_make(struct arena *a, struct draw *d, struct id32 login_id, struct argon argon,
		  struct account *ret, struct identity *ret_identity);

/* kek: both keys of keeper_read_kek or keeper_read_sign_in; the slot takes kek[slot]; slot 0 or 1
 */
void account_set_passphrase(struct account *acc, const struct identity *identity, int slot,
			    const struct key kek[2]);
/* Tries both slots, always. errors UNVERIFIED: neither opens */
fallible account_open_passphrase(const struct account *acc, const struct key kek[2],
				 struct identity *ret);

void account_set_recovery(struct account *acc, const struct identity *identity,
			  const struct recovery_code *code); /* sets rid too */
fallible account_open_recovery(const struct account *acc, const struct recovery_code *code,
			       struct identity *ret);
void account_clear_slot(struct account *acc, int slot); /* clearing SLOT_RECOVERY changes rid */

/* The public key in the row is the identity's own. Anybody who can write the database could have
 * put another one there; whether the keeper ever saw it there: keeper_ask_dir_check. */
bool account_is_of(const struct account *acc, const struct identity *identity);

#define ACCOUNT_DEVICES	 8
#define DEVICE_LABEL_MAX 48 /* with a NUL */

struct account_state {
	bool has_totp;
	uint8_t totp_secret[20];
	uint64_t totp_counter; /* the last one used: never again */
	uint32_t keyring_ver;  /* the newest known: an older page is an old copy */
	uint32_t head_seq;
	size_t n_devices;
	struct {
		struct id16 id; /* as in the keeper's door */
		char label[DEVICE_LABEL_MAX];
		int32_t added; /* day */
	} device[ACCOUNT_DEVICES];
};

fallible account_open_state(const struct account *acc, const struct identity *identity,
			    struct account_state *ret);
void account_seal_state(struct account *acc, struct arena *a, const struct identity *identity,
			const struct account_state *state);
