#include "crypt.h"
#include <openssl/evp.h>
#include <sodium.h>
#include "ensure.h"
#include "wire.h"

#define SUITE	  1
#define NONCE	  24
#define ENGINE_AT 512 /* bytes; below, setting up the bulk engine costs more than it saves */

void crypt_start(void)
{
	ASSERT(sodium_init() >= 0);
}

void random_bytes(void *ret, size_t n)
{
	randombytes_buf(ret, n);
}

void wipe(void *p, size_t n)
{
	sodium_memzero(p, n);
}

bool secret_equal(const void *a, const void *b, size_t n)
{
	return sodium_memcmp(a, b, n) == 0;
}

static void put_u32(uint8_t out[4], uint32_t v)
{
	for (int i = 0; i < 4; i++)
		out[i] = (uint8_t)(v >> (8 * i));
}

static void hash_part(crypto_generichash_state *state, struct bytes part)
{
	uint8_t length[4];

	ASSERT(part.n <= UINT32_MAX);
	put_u32(length, (uint32_t)part.n);
	crypto_generichash_update(state, length, sizeof length);
	if (part.n)
		crypto_generichash_update(state, part.p, part.n);
}

void kdf(struct key *ret, const struct key *k, const char *domain, const struct bytes part[],
	 size_t n)
{
	crypto_generichash_state state;

	crypto_generichash_init(&state, k->b, sizeof k->b, sizeof ret->b);
	hash_part(&state, bytes_str(str_c(domain)));
	for (size_t i = 0; i < n; i++)
		hash_part(&state, part[i]);
	crypto_generichash_final(&state, ret->b, sizeof ret->b);
	wipe(&state, sizeof state);
}

struct key key_from(struct bytes secret)
{
	struct key k = { { 0 } };

	ASSERT(secret.n <= sizeof k.b);
	memcpy(k.b, secret.p, secret.n);
	return k;
}

struct id16 key_name(struct key *k)
{
	struct id16 id;

	memcpy(id.b, k->b, sizeof id.b);
	wipe(k, sizeof *k);
	return id;
}

struct draw draw_begin(const uint8_t seed[32])
{
	struct draw d = { .n = 0 };

	memcpy(d.seed.b, seed, sizeof d.seed.b);
	return d;
}

struct draw draw_fresh(void)
{
	struct draw d = { .n = 0 };

	random_bytes(d.seed.b, sizeof d.seed.b);
	return d;
}

void draw_bytes(struct draw *d, void *ret, size_t n)
{
	uint8_t *out = ret;
	struct key block;

	while (n) {
		size_t some = n < sizeof block.b ? n : sizeof block.b;
		uint8_t count[8];

		put_u32(count, (uint32_t)d->n);
		put_u32(count + 4, (uint32_t)(d->n >> 32));
		KDF(&block, &d->seed, "rj1/draw", BYTES(count));
		d->n++;
		memcpy(out, block.b, some);
		out += some;
		n -= some;
	}
	wipe(&block, sizeof block);
}

/* --- XChaCha20-Poly1305 by two engines with the same bytes: libsodium for short messages, for long
 * ones HChaCha20 and OpenSSL's faster IETF ChaCha20-Poly1305. */
static _Thread_local EVP_CIPHER_CTX *engine;

struct subkey {
	struct key key;
	uint8_t nonce[12];
};

static void subkey_make(struct subkey *ret, const struct key *k, const uint8_t nonce[NONCE])
{
	ASSERT(crypto_core_hchacha20(ret->key.b, nonce, k->b, NULL) == 0);
	memset(ret->nonce, 0, 4);
	memcpy(ret->nonce + 4, nonce + 16, 8);
}

static void engine_begin(const struct subkey *sub, struct bytes ad, int is_sealing)
{
	int n;

	if (!engine) {
		engine = EVP_CIPHER_CTX_new();
		ASSERT(engine);
		ASSERT(EVP_CipherInit_ex(engine, EVP_chacha20_poly1305(), NULL, NULL, NULL,
					 is_sealing) == 1);
	}
	ASSERT(EVP_CipherInit_ex(engine, NULL, NULL, sub->key.b, sub->nonce, is_sealing) == 1);
	ASSERT(EVP_CipherUpdate(engine, NULL, &n, ad.p, (int)ad.n) == 1);
}

/* The context keeps its cipher for the next message, but no key. */
static void engine_end(struct subkey *sub)
{
	memset(sub, 0, sizeof *sub);
	ASSERT(EVP_CipherInit_ex(engine, NULL, NULL, sub->key.b, sub->nonce, 1) == 1);
	wipe(sub, sizeof *sub);
}

static void bulk_seal(uint8_t *ret, const struct key *k, const uint8_t nonce[NONCE],
		      struct bytes message, struct bytes ad)
{
	struct subkey sub;
	int n, rest;

	subkey_make(&sub, k, nonce);
	engine_begin(&sub, ad, 1);
	ASSERT(EVP_CipherUpdate(engine, ret, &n, message.p, (int)message.n) == 1);
	ASSERT(EVP_CipherFinal_ex(engine, ret + n, &rest) == 1 &&
	       (size_t)n + (size_t)rest == message.n);
	ASSERT(EVP_CIPHER_CTX_ctrl(engine, EVP_CTRL_AEAD_GET_TAG, SEAL_TAG, ret + message.n) == 1);
	engine_end(&sub);
}

static bool bulk_open(uint8_t *ret, const struct key *k, const uint8_t nonce[NONCE],
		      struct bytes sealed, struct bytes ad)
{
	struct subkey sub;
	uint8_t tag[SEAL_TAG];
	size_t length = sealed.n - SEAL_TAG;
	int n, rest;

	memcpy(tag, sealed.p + length, sizeof tag);
	subkey_make(&sub, k, nonce);
	engine_begin(&sub, ad, 0);
	ASSERT(EVP_CIPHER_CTX_ctrl(engine, EVP_CTRL_AEAD_SET_TAG, SEAL_TAG, tag) == 1);
	ASSERT(EVP_CipherUpdate(engine, ret, &n, sealed.p, (int)length) == 1);
	bool is_right = EVP_CipherFinal_ex(engine, ret + n, &rest) == 1;

	engine_end(&sub);
	return is_right;
}

static void aead_seal(uint8_t *ret, const struct key *k, const uint8_t nonce[NONCE],
		      struct bytes message, struct bytes ad)
{
	if (message.n >= ENGINE_AT)
		bulk_seal(ret, k, nonce, message, ad);
	else
		(void)crypto_aead_xchacha20poly1305_ietf_encrypt(ret, NULL, message.p, message.n,
								 ad.p, ad.n, NULL, nonce, k->b);
}

/* ret takes sealed.n - SEAL_TAG bytes and holds nothing after a failure. */
static fallible aead_open(uint8_t *ret, const struct key *k, const uint8_t nonce[NONCE],
			  struct bytes sealed, struct bytes ad)
{
	size_t n = sealed.n - SEAL_TAG;
	bool is_right;

	if (n >= ENGINE_AT)
		is_right = bulk_open(ret, k, nonce, sealed, ad);
	else
		is_right = crypto_aead_xchacha20poly1305_ietf_decrypt(ret, NULL, NULL, sealed.p,
								      sealed.n, ad.p, ad.n, nonce,
								      k->b) == 0;
	if (is_right)
		return OK;
	wipe(ret, n);
	return FAIL(UNVERIFIED);
}

/* --- */
static bool has_form(struct bytes sealed, size_t over)
{
	return sealed.n >= over && sealed.n <= SEALED_MAX && sealed.p[0] == SUITE;
}

struct bytes seal(struct arena *a, const struct key *k, struct bytes message, struct bytes ad)
{
	uint8_t *out = arena_take(a, message.n + SEAL_OVER);

	ASSERT(message.n + SEAL_OVER <= SEALED_MAX);
	out[0] = SUITE;
	random_bytes(out + 1, NONCE);
	aead_seal(out + 1 + NONCE, k, out + 1, message, ad);
	return (struct bytes){ out, message.n + SEAL_OVER };
}

fallible unseal(struct arena *a, const struct key *k, struct bytes sealed, struct bytes ad,
		struct bytes *ret)
{
	if (!has_form(sealed, SEAL_OVER))
		return FAIL(UNVERIFIED);
	uint8_t *out = arena_take(a, sealed.n - SEAL_OVER);
	struct bytes body = { sealed.p + 1 + NONCE, sealed.n - 1 - NONCE };

	TRY(aead_open(out, k, sealed.p + 1, body, ad));
	*ret = (struct bytes){ out, sealed.n - SEAL_OVER };
	return OK;
}

#define COMMITMENT (1 + NONCE)	     /* where it stands */
#define CBODY	   (COMMITMENT + 32) /* and what follows it */

void cseal_to(uint8_t *ret, const struct key *k, struct bytes message, struct bytes ad)
{
	struct key part;
	struct bytes nonce = { ret + 1, NONCE };

	ASSERT(message.n + CSEAL_OVER <= SEALED_MAX);
	ret[0] = SUITE;
	random_bytes(ret + 1, NONCE);
	KDF(&part, k, "rj1/commit", nonce);
	memcpy(ret + COMMITMENT, part.b, sizeof part.b);
	KDF(&part, k, "rj1/aead", nonce);
	aead_seal(ret + CBODY, &part, nonce.p, message, ad);
	wipe(&part, sizeof part);
}

fallible cunseal_to(uint8_t *ret, const struct key *k, struct bytes sealed, struct bytes ad)
{
	struct key part;
	struct bytes nonce = { sealed.p + 1, NONCE };

	if (!has_form(sealed, CSEAL_OVER))
		return FAIL(UNVERIFIED);
	KDF(&part, k, "rj1/commit", nonce);
	if (!secret_equal(part.b, sealed.p + COMMITMENT, sizeof part.b)) {
		wipe(&part, sizeof part);
		return FAIL(UNVERIFIED);
	}
	KDF(&part, k, "rj1/aead", nonce);
	struct bytes body = { sealed.p + CBODY, sealed.n - CBODY };
	struct err e = aead_open(ret, &part, nonce.p, body, ad);

	wipe(&part, sizeof part);
	return e;
}

struct bytes cseal(struct arena *a, const struct key *k, struct bytes message, struct bytes ad)
{
	uint8_t *out = arena_take(a, message.n + CSEAL_OVER);

	cseal_to(out, k, message, ad);
	return (struct bytes){ out, message.n + CSEAL_OVER };
}

fallible cunseal(struct arena *a, const struct key *k, struct bytes sealed, struct bytes ad,
		 struct bytes *ret)
{
	if (!has_form(sealed, CSEAL_OVER))
		return FAIL(UNVERIFIED);
	uint8_t *out = arena_take(a, sealed.n - CSEAL_OVER);

	TRY(cunseal_to(out, k, sealed, ad));
	*ret = (struct bytes){ out, sealed.n - CSEAL_OVER };
	return OK;
}

/* --- padding */
size_t pad_class(size_t n)
{
	for (size_t size = 256; size <= 65536; size *= 4) {
		if (n <= size - 4)
			return size;
	}
	return 0;
}

struct bytes pad_to(struct arena *a, struct bytes message, size_t size)
{
	uint8_t *out = arena_take(a, size);

	ASSERT(size >= 4 && message.n <= size - 4);
	put_u32(out, (uint32_t)message.n);
	if (message.n)
		memcpy(out + 4, message.p, message.n);
	return (struct bytes){ out, size };
}

struct bytes pad(struct arena *a, struct bytes message)
{
	ASSERT(message.n <= PAD_MAX);
	return pad_to(a, message, pad_class(message.n));
}

/* The padding is authenticated and no secret: a plain comparison of every byte with the one before
 * it, as fast as memcmp (constant-time, byte by byte, it was a sixth of a Today page). */
static bool is_all_zero(const uint8_t *p, size_t n)
{
	return n == 0 || (p[0] == 0 && memcmp(p, p + 1, n - 1) == 0);
}

bool unpad(struct bytes padded, struct bytes *ret)
{
	struct wire_in in = wire_read(padded);
	struct bytes message = wire_get_bytes(&in);

	if (in.is_bad || !is_all_zero(in.p, in.n))
		return false;
	*ret = message;
	return true;
}
