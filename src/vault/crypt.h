/* crypt: the primitives everything in the vault is built from (docs/vault.md). Nothing outside this
 * zone calls a cryptographic library.
 *
 * Secret: every struct key, every opened message. What is opened lands in the arena given; give a
 * secret arena. Opening fails closed: UNVERIFIED, nothing returned, for any bytes whatever. */
#pragma once
#include "arena.h"
#include "err.h"

struct key {
	uint8_t b[32];
};

/* Once per process, before anything else of the vault. */
void crypt_start(void);

void random_bytes(void *ret, size_t n);
void wipe(void *p, size_t n);				   /* never optimised away */
bool secret_equal(const void *a, const void *b, size_t n); /* constant time */

/* does   KDF(k, domain, parts): BLAKE2b-256 keyed with k over length32 and bytes of the domain and
 * of every part, so that no two lists of parts give the same input
 * ret    may be k itself */
void kdf(struct key *ret, const struct key *k, const char *domain, const struct bytes part[],
	 size_t n);
#define KDF(ret, k, domain, ...)                                                             \
	kdf((ret), (k), (domain), (const struct bytes[]){ __VA_ARGS__ __VA_OPT__(, ){ 0 } }, \
	    sizeof((const struct bytes[]){ __VA_ARGS__ __VA_OPT__(, ){ 0 } }) /              \
			    sizeof(struct bytes) -                                           \
		    1)

struct key key_from(struct bytes secret); /* then zeroes; at most as long as a key */
/* A name made by kdf: the first half of the key, which is wiped. */
struct id16 key_name(struct key *k);

/* Draws that a second run of the same request repeats: a stream made from the request's seed. For
 * ids, keys, cookies and codes that must be the same in every run; nonces are always fresh. */
struct draw {
	struct key seed;
	uint64_t n; /* drawn so far */
};

struct draw draw_begin(const uint8_t seed[32]);
struct draw draw_fresh(void); /* for the command line and tests: seeded at random */
void draw_bytes(struct draw *d, void *ret, size_t n);

#define SEAL_OVER  41 /* bytes a sealed message is longer */
#define CSEAL_OVER 73
#define SEAL_TAG   16 /* a sealed message ends with its tag */

/* SEAL: suite ‖ nonce ‖ XChaCha20-Poly1305. For pages. */
struct bytes seal(struct arena *a, const struct key *k, struct bytes message, struct bytes ad);
fallible unseal(struct arena *a, const struct key *k, struct bytes sealed, struct bytes ad,
		struct bytes *ret);

/* CSEAL: key-committing, for everything that contains keys. */
struct bytes cseal(struct arena *a, const struct key *k, struct bytes message, struct bytes ad);
fallible cunseal(struct arena *a, const struct key *k, struct bytes sealed, struct bytes ad,
		 struct bytes *ret);

/* The same without an arena, for fixed places: message.n + CSEAL_OVER bytes out, sealed.n -
 * CSEAL_OVER bytes back (wiped on failure). */
void cseal_to(uint8_t *ret, const struct key *k, struct bytes message, struct bytes ad);
fallible cunseal_to(uint8_t *ret, const struct key *k, struct bytes sealed, struct bytes ad);

/* What is longer than this is not opened. */
#define SEALED_MAX (65536 + CSEAL_OVER)

/* Padding before sealing: length32 ‖ message ‖ zeroes, to one of few sizes. */
#define PAD_MAX (65536 - 4) /* bytes of the longest message that can be padded */

size_t pad_class(size_t n); /* bytes of the padded message of n bytes; 0: too long */
struct bytes pad(struct arena *a, struct bytes message);		 /* n ≤ PAD_MAX */
struct bytes pad_to(struct arena *a, struct bytes message, size_t size); /* n + 4 ≤ size */
/* The message inside, borrowed; false when the length or the zeroes are not right. */
bool unpad(struct bytes padded, struct bytes *ret);
