/* relation: what two people have between them. Both compute the same secret S from their own key
 * pair and the other's public key; the database never sees anything it could compute S from. From S
 * come the names and the keys of two spaces: one with a letter from each to the other, one with a
 * signal page of each. Both sides' pages are there from the first day and keep their size.
 *
 * Secret: struct relation as a whole. */
#pragma once
#include "crypt.h"

enum relation_side { SIDE_INVITER, SIDE_INVITED, SIDE__COUNT }; /* who writes */

struct relation {
	struct id16 id;	   /* drawn by the inviter */
	struct key secret; /* S */
	enum relation_side mine;
};

enum relation_side relation_other(enum relation_side side);

/* does   S = KDF(X25519(my secret key, other's public key), "rj1/rel", inviter's public key,
 * invited one's public key, id) errors UNVERIFIED: a public key that gives no secret (of low order)
 */
fallible relation_make(struct relation *ret, const uint8_t my_secret_key[32],
		       const uint8_t my_public_key[32], const uint8_t other_public_key[32],
		       struct id16 id, enum relation_side mine);

struct id16 relation_letter_space(const struct relation *r);
struct id16 relation_letter_page(const struct relation *r, enum relation_side writer);
void relation_yes_key(struct key *ret, const struct relation *r); /* Ki of both-yes cells */

/* --- the signal page: 1 KiB of the app's own bytes, written by signals alone. ver as in page.h */
#define SIGNAL_BYTES	 (1024 + SEAL_OVER)
#define SIGNAL_PLAIN_MAX (1024 - 4)

/* Names and key of the two signal pages, derived once: Today looks at both each time. Secret. */
struct signal_keys {
	struct id16 space, page[SIDE__COUNT]; /* page: by writer */
	struct key seal;
};

void signal_keys_make(struct signal_keys *ret, const struct relation *r);

struct bytes signal_seal(const struct signal_keys *k, struct arena *a, enum relation_side writer,
			 uint32_t ver, struct bytes plain);
/* errors UNVERIFIED */
fallible signal_open(const struct signal_keys *k, struct arena *a, enum relation_side writer,
		     uint32_t ver, struct bytes blob, struct bytes *ret_plain);
