#include "feed.h"
#include "ensure.h"
#include "wire.h"

#define PAGE (FEED_PAGE_BYTES - SEAL_OVER)

_Static_assert(sizeof(struct feed_token) <= sizeof(struct key), "a token begins a key");

void feed_token_make(struct feed_token *ret, struct draw *d)
{
	draw_bytes(d, ret->b, sizeof ret->b);
}

void feed_token_write(char out[FEED_TOKEN_TEXT_MAX], const struct feed_token *token)
{
	hex_write(out, BYTES(token->b));
}

bool feed_token_read(struct feed_token *ret, struct str text)
{
	*ret = (struct feed_token){ { 0 } };
	return hex_read(ret->b, sizeof ret->b, text);
}

static void token_key(struct key *ret, const struct feed_token *token, const char *domain)
{
	struct key k = { { 0 } };

	memcpy(k.b, token->b, sizeof token->b);
	kdf(ret, &k, domain, NULL, 0);
	wipe(&k, sizeof k);
}

static struct id16 token_name(const struct feed_token *token, const char *domain)
{
	struct key k;
	struct id16 id;

	token_key(&k, token, domain);
	memcpy(id.b, k.b, sizeof id.b);
	wipe(&k, sizeof k);
	return id;
}

struct id16 feed_space(const struct feed_token *token)
{
	return token_name(token, "rj1/feed-space");
}

struct id16 feed_page(const struct feed_token *token)
{
	return token_name(token, "rj1/feed-page");
}

struct feed_parts {
	struct key key;
	uint8_t ad[8 + 16 + 16 + 4];
};

static void feed_parts_make(struct feed_parts *ret, const struct feed_token *token, uint32_t ver)
{
	struct wire_out w = { .p = ret->ad, .cap = sizeof ret->ad };
	struct id16 space = feed_space(token), page = feed_page(token);

	token_key(&ret->key, token, "rj1/feed-seal");
	wire_fixed(&w, "rj1/feed", 8);
	wire_fixed(&w, &space, sizeof space);
	wire_fixed(&w, &page, sizeof page);
	wire_u32(&w, ver);
	ASSERT(!w.is_over && w.n == sizeof ret->ad);
}

fallible feed_seal(const struct feed_token *token, struct arena *a, uint32_t ver,
		   struct bytes content, struct bytes *ret_blob)
{
	struct feed_parts parts;

	if (content.n > FEED_CONTENT_MAX)
		return FAIL(TOO_FULL);
	feed_parts_make(&parts, token, ver);
	*ret_blob = seal(a, &parts.key, pad_to(a, content, PAGE), BYTES(parts.ad));
	wipe(&parts, sizeof parts);
	return OK;
}

fallible feed_open(const struct feed_token *token, struct arena *a, uint32_t ver, struct bytes blob,
		   struct bytes *ret_content)
{
	struct feed_parts parts;
	struct bytes padded;

	if (blob.n != FEED_PAGE_BYTES)
		return FAIL(UNVERIFIED);
	feed_parts_make(&parts, token, ver);
	struct err e = unseal(a, &parts.key, blob, BYTES(parts.ad), &padded);

	wipe(&parts, sizeof parts);
	TRY(e);
	return unpad(padded, ret_content) ? OK : FAIL(UNVERIFIED);
}

struct id16 feed_item_name(struct id16 id)
{
	struct key k = { { 0 } };

	memcpy(k.b, id.b, sizeof id.b);
	kdf(&k, &k, "rj1/feed-item", NULL, 0);
	memcpy(id.b, k.b, sizeof id.b);
	return id;
}
