#include "bearer.h"
#include "ensure.h"
#include "wire.h"

#define BOUND_MAX 10
#define PADDING	  4

struct bearer_parts {
	struct key key;
	uint8_t ad[BOUND_MAX + 16 + 16 + 4];
	size_t n_ad;
};

void bearer_key(struct key *ret, struct bytes secret, const char *domain)
{
	struct key k = key_from(secret);

	KDF(ret, &k, domain);
	wipe(&k, sizeof k);
}

static struct id16 name_of(struct bytes secret, const char *domain)
{
	struct key k;

	bearer_key(&k, secret, domain);
	return key_name(&k);
}

struct id16 bearer_space(const struct bearer_kind *kind, struct bytes secret)
{
	return name_of(secret, kind->space);
}

struct id16 bearer_page(const struct bearer_kind *kind, struct bytes secret)
{
	return name_of(secret, kind->page);
}

static size_t padded_size(const struct bearer_kind *kind)
{
	return kind->bytes - (kind->holds_keys ? CSEAL_OVER : SEAL_OVER);
}

size_t bearer_content_max(const struct bearer_kind *kind)
{
	return padded_size(kind) - PADDING;
}

static void parts_make(struct bearer_parts *ret, const struct bearer_kind *kind,
		       struct bytes secret, uint32_t ver)
{
	struct wire_out w = { .p = ret->ad, .cap = sizeof ret->ad };
	struct id16 space = bearer_space(kind, secret), page = bearer_page(kind, secret);

	bearer_key(&ret->key, secret, kind->seal);
	wire_fixed(&w, kind->bound, strlen(kind->bound));
	wire_fixed(&w, &space, sizeof space);
	wire_fixed(&w, &page, sizeof page);
	wire_u32(&w, ver);
	ASSERT(!w.is_over);
	ret->n_ad = w.n;
}

fallible bearer_seal(const struct bearer_kind *kind, struct bytes secret, struct arena *a,
		     uint32_t ver, struct bytes content, struct bytes *ret_blob)
{
	struct bearer_parts parts;

	if (content.n > bearer_content_max(kind))
		return FAIL(TOO_FULL);
	parts_make(&parts, kind, secret, ver);
	struct bytes padded = pad_to(a, content, padded_size(kind));
	struct bytes ad = { parts.ad, parts.n_ad };

	*ret_blob = kind->holds_keys ? cseal(a, &parts.key, padded, ad)
				     : seal(a, &parts.key, padded, ad);
	wipe(&parts, sizeof parts);
	return OK;
}

fallible bearer_open(const struct bearer_kind *kind, struct bytes secret, struct arena *a,
		     uint32_t ver, struct bytes blob, struct bytes *ret_content)
{
	struct bearer_parts parts;
	struct bytes padded;

	if (blob.n != kind->bytes)
		return FAIL(UNVERIFIED);
	parts_make(&parts, kind, secret, ver);
	struct bytes ad = { parts.ad, parts.n_ad };
	struct err e = kind->holds_keys ? cunseal(a, &parts.key, blob, ad, &padded)
					: unseal(a, &parts.key, blob, ad, &padded);

	wipe(&parts, sizeof parts);
	TRY(e);
	return unpad(padded, ret_content) ? OK : FAIL(UNVERIFIED);
}
