#include "feed.h"
#include "bearer.h"

static const struct bearer_kind feeds = { .space = "rj1/feed-space",
					  .page = "rj1/feed-page",
					  .seal = "rj1/feed-seal",
					  .bound = "rj1/feed",
					  .bytes = FEED_PAGE_BYTES };

_Static_assert(sizeof(struct feed_token) <= BEARER_SECRET_MAX, "a token begins a key");

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

static struct bytes secret_of(const struct feed_token *token)
{
	return BYTES(token->b);
}

struct id16 feed_space(const struct feed_token *token)
{
	return bearer_space(&feeds, secret_of(token));
}

struct id16 feed_page(const struct feed_token *token)
{
	return bearer_page(&feeds, secret_of(token));
}

fallible feed_seal(const struct feed_token *token, struct arena *a, uint32_t ver,
		   struct bytes content, struct bytes *ret_blob)
{
	return bearer_seal(&feeds, secret_of(token), a, ver, content, ret_blob);
}

fallible feed_open(const struct feed_token *token, struct arena *a, uint32_t ver, struct bytes blob,
		   struct bytes *ret_content)
{
	return bearer_open(&feeds, secret_of(token), a, ver, blob, ret_content);
}

struct id16 feed_item_name(struct id16 id)
{
	struct key k;

	bearer_key(&k, BYTES(id.b), "rj1/feed-item");
	return key_name(&k);
}
