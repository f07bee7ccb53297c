/* keeper: the only one that knows the server secrets. Here is what it does, without its process:
 * questions go in as bytes, answers come out as bytes (app/port.h carries them). It does every
 * Argon2, counts sign-in attempts, and knows remembered devices by the account's `door`, a blob
 * only it can open and that the caller stores.
 *
 * Threads: questions for which keeper_is_slow may run on several threads beside one for the others.
 * Every ask makes the question (it may hold a passphrase: secret); every read takes the answer
 * apart and fails with the keeper's own refusal: BUSY, BAD_REQUEST, SYSTEM. */
#pragma once
#include "account.h"
#include "age.h"
#include "day.h"
#include "letter.h"
#include "secrets.h"

struct keeper;

/* errors as secrets_load */
fallible keeper_open(struct keeper **ret, struct str secrets_path, int64_t now);
void keeper_close(struct keeper *k);

bool keeper_is_slow(struct bytes question);
/* Comes from a remembered device: goes before the others in the queue. */
bool keeper_goes_first(struct keeper *k, struct bytes question, int64_t now);
/* Never fails: a malformed question gets an answer that says so. Owner: the arena. */
void keeper_answer(struct keeper *k, struct arena *a, struct bytes question, int64_t now,
		   struct bytes *ret_answer);
struct bytes keeper_refusal(struct arena *a, struct err e); /* the answer of a full queue: BUSY */

#define NETWORK_BYTES 8	  /* the client's /24 or /56, zero-filled */
#define DEVICE_COOKIE 32  /* bytes of the device cookie */
#define DEVICE_LIFE   180 /* days */

/* --- name → login id. For a name without an account: salt and account_id to go on with, so that
 * the work is the same. */
struct keeper_name {
	struct id32 login_id;
	uint8_t dummy_salt[16];
	struct id16 dummy_account_id;
};
struct bytes keeper_ask_name(struct arena *a, struct str name);
fallible keeper_read_name(struct bytes answer, struct keeper_name *ret);

/* --- sign-in. The attempt is counted first as a failure; keeper_ask_good takes it back. When it is
 * not allowed no Argon2 was done and there are no keys. */
struct keeper_attempt {
	struct id32 login_id;
	struct id16 account_id; /* of the account, or the dummy one */
	uint8_t network[NETWORK_BYTES];
	struct bytes device_cookie; /* DEVICE_COOKIE bytes or empty */
	struct bytes door;	    /* of the account, or empty */
	struct str passphrase;
	uint8_t salt[16];
	struct argon argon;
};
struct keeper_sign_in {
	bool is_allowed, is_known_device;
	uint32_t wait_seconds; /* when not allowed */
	struct id16 device_id; /* when known */
	struct key kek[2];
	struct id32 tag;
};
struct bytes keeper_ask_sign_in(struct arena *a, const struct keeper_attempt *attempt);
fallible keeper_read_sign_in(struct bytes answer, struct keeper_sign_in *ret);

struct bytes keeper_ask_good(struct arena *a, struct id32 login_id,
			     const uint8_t network[NETWORK_BYTES]);
fallible keeper_read_good(struct bytes answer);

/* --- keys of a passphrase, for sign-up, step-up and a changed one. Not counted: the caller is
 * signed in or has nothing yet. `door` is a new empty one, for sign-up. */
struct keeper_kek {
	struct key kek[2];
	struct id32 tag;
	uint8_t door[DOOR_BYTES];
};
struct bytes keeper_ask_kek(struct arena *a, struct str passphrase, const uint8_t salt[16],
			    struct argon argon, struct id16 account_id);
fallible keeper_read_kek(struct bytes answer, struct keeper_kek *ret);

/* --- sign-up: names found taken, counted by network. Seconds to wait; the same for a name that is
 * free. */
struct bytes keeper_ask_taken(struct arena *a, const uint8_t network[NETWORK_BYTES], bool is_taken);
fallible keeper_read_taken(struct bytes answer, uint32_t *ret_wait_seconds);

/* --- recovery code. At once from a remembered device, or when neither another session nor a
 * remembered device is there; else after 24 hours, announced on the signed-in devices, which can
 * stop it. Store `door` whenever has_new_door. */
struct keeper_recovery {
	struct id16 account_id;
	uint8_t network[NETWORK_BYTES];
	struct bytes device_cookie, door;
	bool has_other_sessions;
};
struct keeper_recover {
	bool is_allowed, has_new_door;
	uint32_t wait_seconds;
	struct id32 tag;
	uint8_t door[DOOR_BYTES];
};
struct bytes keeper_ask_recover(struct arena *a, const struct keeper_recovery *r);
fallible keeper_read_recover(struct bytes answer, struct keeper_recover *ret);
struct bytes keeper_ask_recover_stop(struct arena *a, struct id16 account_id, struct bytes door);

/* --- the door: what it says, and what changes it. Everything that changes it is read with
 * keeper_read_door; store the new one. */
struct keeper_look {
	int64_t recovery_asked; /* instant; 0: nobody waits with a recovery code */
	size_t n_devices;
	struct {
		struct id16 id;
		uint32_t used; /* day */
	} device[ACCOUNT_DEVICES];
};
struct bytes keeper_ask_look(struct arena *a, struct id16 account_id, struct bytes door);
fallible keeper_read_look(struct bytes answer, struct keeper_look *ret);

struct bytes keeper_ask_device_used(struct arena *a, struct id16 account_id, struct id16 device_id,
				    struct bytes door);
struct bytes keeper_ask_device_drop(struct arena *a, struct id16 account_id, struct id16 device_id,
				    struct bytes door);
fallible keeper_read_door(struct bytes answer, uint8_t ret_door[DOOR_BYTES]);

struct keeper_device {
	uint8_t cookie[DEVICE_COOKIE]; /* 180 days */
	struct id16 device_id;
	uint8_t door[DOOR_BYTES];
};
struct bytes keeper_ask_device_add(struct arena *a, struct id16 account_id, struct bytes door);
fallible keeper_read_device_add(struct bytes answer, struct keeper_device *ret);

/* --- small ones */
struct bytes keeper_ask_tag(struct arena *a, struct id16 account_id); /* of the sessions */
fallible keeper_read_tag(struct bytes answer, struct id32 *ret);

struct bytes keeper_ask_dir(struct arena *a, struct id16 account_id, const uint8_t public_key[32]);
fallible keeper_read_dir(struct bytes answer, uint8_t ret_mac[32]);
struct bytes keeper_ask_dir_check(struct arena *a, struct id16 account_id,
				  const uint8_t public_key[32], const uint8_t mac[32]);
fallible keeper_read_dir_check(struct bytes answer, bool *ret_is_right);

/* Six numbers of the word list, the same for both when nobody stands between: Argon2id (1 pass, 8
 * MiB) of both public keys and the relation's id. Slow. */
#define KEEPER_WORDS 6
struct bytes keeper_ask_words(struct arena *a, const uint8_t inviter_key[32],
			      const uint8_t invited_key[32], struct id16 relation);
fallible keeper_read_words(struct bytes answer, uint16_t ret[KEEPER_WORDS]);

/* Cells of both-yes questions (letter.h). A cell of a yes is a fresh 16-byte nonce, a MAC of it
 * and of the last day of this yes under MATCH, Ki, the slot and the side, and that day, hidden;
 * every other cell is random. Only the keeper can tell them apart, and it tells nobody: it says
 * only of which slots both sides' cells are a yes, today. Ask anew for every letter: a cell that
 * stayed as it was would tell its reader that nothing was answered there. yes_key:
 * relation_yes_key; last: the last day of a yes, of each slot; 0: no yes; side: of whose letter the
 * cells are */
struct bytes keeper_ask_cells(struct arena *a, const struct key *yes_key, enum relation_side side,
			      const struct day last[LETTER_CELLS]);
fallible keeper_read_cells(struct bytes answer, uint8_t ret[LETTER_CELLS][LETTER_CELL]);
struct bytes keeper_ask_match(struct arena *a, const struct key *yes_key,
			      const uint8_t inviter[LETTER_CELLS][LETTER_CELL],
			      const uint8_t invited[LETTER_CELLS][LETTER_CELL]);
fallible keeper_read_match(struct bytes answer, uint64_t *ret_slots);

/* The stretched passphrase of a file that its owner takes along, with AGE_WORK. Slow. */
struct bytes keeper_ask_file(struct arena *a, struct str passphrase, const uint8_t salt[AGE_SALT]);
fallible keeper_read_file(struct bytes answer, struct key *ret_stretched);

/* Today's ratchet; the file is saved when the day has changed. A refused jump of the clock leaves
 * the old day in force. */
struct bytes keeper_ask_ratchet(struct arena *a);
fallible keeper_read_ratchet(struct bytes answer, struct ratchet *ret);
