#include "age.h"
#include <sodium.h>
#include <stdio.h>
#include "ensure.h"
#include "wire.h"

#define LABEL	   "age-encryption.org/v1/scrypt"
#define TAG	   crypto_aead_chacha20poly1305_ietf_ABYTES
#define NONCE	   crypto_aead_chacha20poly1305_ietf_NPUBBYTES
#define HEADER_MAX 200
#define WORK_MAX   22 /* more is refused by the tools that open the file */

fallible age_stretch(struct str passphrase, const uint8_t salt[AGE_SALT], unsigned work,
		     struct key *ret)
{
	uint8_t salted[sizeof LABEL - 1 + AGE_SALT];

	ASSERT(work >= 1 && work <= WORK_MAX);
	memcpy(salted, LABEL, sizeof LABEL - 1);
	memcpy(salted + sizeof LABEL - 1, salt, AGE_SALT);
	if (crypto_pwhash_scryptsalsa208sha256_ll((const uint8_t *)passphrase.p, passphrase.n,
						  salted, sizeof salted, (uint64_t)1 << work, 8, 1,
						  ret->b, sizeof ret->b) != 0)
		return FAIL(BUSY);
	return OK;
}

static const struct bytes none = { (const uint8_t *)"", 0 }; /* libsodium takes no NULL */

static void hmac(struct key *ret, struct bytes key, struct bytes text, struct bytes more)
{
	crypto_auth_hmacsha256_state state;

	crypto_auth_hmacsha256_init(&state, key.p, key.n);
	crypto_auth_hmacsha256_update(&state, text.p, text.n);
	crypto_auth_hmacsha256_update(&state, more.p, more.n);
	crypto_auth_hmacsha256_final(&state, ret->b);
	wipe(&state, sizeof state);
}

/* HKDF-SHA256, RFC 5869, of the file key: one block is all that is needed. */
static void hkdf(struct key *ret, const struct age_file *f, struct bytes salt, struct str info)
{
	static const uint8_t first = 1;
	struct key extracted;

	hmac(&extracted, salt, BYTES(f->file_key), none);
	hmac(ret, BYTES(extracted.b), bytes_str(info), BYTES_OF(first));
	wipe(&extracted, sizeof extracted);
}

static void seal_chunk(uint8_t *ret, const struct key *k, const uint8_t nonce[NONCE],
		       struct bytes text)
{
	(void)crypto_aead_chacha20poly1305_ietf_encrypt(ret, NULL, text.p, text.n, NULL, 0, NULL,
							nonce, k->b);
}

/* --- header */
struct header {
	char text[HEADER_MAX];
	size_t n;
};

static void put(struct header *h, const char *text)
{
	size_t n = strlen(text);

	ASSERT(n < sizeof h->text - h->n);
	memcpy(h->text + h->n, text, n + 1);
	h->n += n;
}

static void put_base64(struct header *h, struct bytes b)
{
	char text[64];

	ASSERT(sodium_bin2base64(text, sizeof text, b.p, b.n,
				 sodium_base64_VARIANT_ORIGINAL_NO_PADDING));
	put(h, text);
}

static void header_make(struct header *h, const struct age_file *f)
{
	static const uint8_t zero[NONCE];
	uint8_t body[sizeof f->file_key + TAG];
	char work[16];
	struct key mac;

	(void)snprintf(work, sizeof work, " %u\n", f->work);
	seal_chunk(body, &f->stretched, zero, BYTES(f->file_key));
	put(h, "age-encryption.org/v1\n-> scrypt ");
	put_base64(h, BYTES(f->salt));
	put(h, work);
	put_base64(h, BYTES(body));
	put(h, "\n---");
	hkdf(&mac, f, none, STR("header"));
	hmac(&mac, BYTES(mac.b), (struct bytes){ (const uint8_t *)h->text, h->n }, none);
	put(h, " ");
	put_base64(h, BYTES(mac.b));
	put(h, "\n");
	wipe(&mac, sizeof mac);
}

/* --- chunks. The last one is marked, so that a shorter file does not pass for a whole one; it is
 * empty only when the text is. */
static size_t chunks_of(size_t n)
{
	return n ? (n - 1) / AGE_CHUNK + 1 : 1;
}

static uint8_t *put_chunks(uint8_t *to, const struct key *k, struct bytes text)
{
	size_t chunks = chunks_of(text.n);

	for (size_t i = 0; i < chunks; i++) {
		size_t at = i * AGE_CHUNK, n = i + 1 < chunks ? AGE_CHUNK : text.n - at;
		uint8_t nonce[NONCE] = { 0 };

		for (size_t byte = 0; byte < sizeof i; byte++)
			nonce[NONCE - 2 - byte] = (uint8_t)(i >> (8 * byte));
		nonce[NONCE - 1] = i + 1 == chunks;
		seal_chunk(to, k, nonce, (struct bytes){ text.n ? text.p + at : NULL, n });
		to += n + TAG;
	}
	return to;
}

size_t age_size(const struct age_file *f, size_t n)
{
	struct header h = { .n = 0 };

	header_make(&h, f);
	return h.n + sizeof f->nonce + n + chunks_of(n) * TAG;
}

struct bytes age_lock(struct arena *a, const struct age_file *f, struct bytes text)
{
	struct header h = { .n = 0 };
	struct key k;
	size_t size = age_size(f, text.n);
	uint8_t *out = arena_take(a, size);

	header_make(&h, f);
	memcpy(out, h.text, h.n);
	memcpy(out + h.n, f->nonce, sizeof f->nonce);
	hkdf(&k, f, BYTES(f->nonce), STR("payload"));
	ASSERT(put_chunks(out + h.n + sizeof f->nonce, &k, text) == out + size);
	wipe(&k, sizeof k);
	return (struct bytes){ out, size };
}
