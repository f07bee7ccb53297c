#include "head.h"
#include "ensure.h"
#include "wire.h"

#define PLAIN (HEAD_BYTES - SEAL_OVER)

struct head_mark head_mark(struct id16 page, uint32_t ver, struct bytes blob)
{
	struct head_mark m = { .page = page, .ver = ver };

	if (blob.n >= sizeof m.tag)
		memcpy(m.tag, blob.p + blob.n - sizeof m.tag, sizeof m.tag);
	return m;
}

struct id16 head_page_id(const struct session *s)
{
	return s->head_page;
}

struct head_parts {
	struct key key;
	uint8_t ad[8 + 16 + 4];
};

static void parts_make(struct head_parts *ret, const struct session *s, uint32_t ver)
{
	struct wire_out w = { .p = ret->ad, .cap = sizeof ret->ad };

	KDF(&ret->key, &s->head, "rj1/head-seal");
	wire_fixed(&w, "rj1/head", 8);
	wire_fixed(&w, &s->identity.space, sizeof s->identity.space);
	wire_u32(&w, ver);
}

static bool head_read(struct head *ret, struct bytes plain)
{
	struct wire_in w = wire_read(plain);

	ret->seq = wire_get_u32(&w);
	ret->count = wire_get_u32(&w);
	ret->keyring_ver = wire_get_u32(&w);
	wire_get_fixed(&w, ret->sum, sizeof ret->sum);
	return wire_is_done(&w);
}

fallible head_open(const struct session *s, uint32_t ver, struct bytes blob, struct head *ret)
{
	struct head_parts parts;
	struct arena a;
	struct bytes padded, plain;
	struct head h;

	if (ver == 0) {
		*ret = (struct head){ 0 };
		return OK;
	}
	if (blob.n != HEAD_BYTES)
		return FAIL(UNVERIFIED);
	parts_make(&parts, s, ver);
	arena_init(&a, HEAD_BYTES, HEAD_BYTES);
	struct err e = unseal(&a, &parts.key, blob, BYTES(parts.ad), &padded);

	if (e.code == ERR_NONE && !(unpad(padded, &plain) && head_read(&h, plain)))
		e = FAIL(UNVERIFIED);
	if (e.code == ERR_NONE)
		*ret = h;
	arena_end(&a);
	wipe(&parts, sizeof parts);
	return e;
}

struct bytes head_seal(const struct session *s, struct arena *a, uint32_t ver, const struct head *h)
{
	struct head_parts parts;
	struct wire_out w = wire_begin(a, PLAIN);

	wire_u32(&w, h->seq);
	wire_u32(&w, h->count);
	wire_u32(&w, h->keyring_ver);
	wire_fixed(&w, h->sum, sizeof h->sum);
	parts_make(&parts, s, ver);
	struct bytes blob = seal(a, &parts.key, pad_to(a, wire_done(&w), PLAIN), BYTES(parts.ad));

	wipe(&parts, sizeof parts);
	return blob;
}

/* --- the sum */
static void sum_turn(const struct session *s, uint8_t sum[32], const struct head_mark *m)
{
	uint8_t place[16 + 4 + SEAL_TAG];
	struct wire_out w = { .p = place, .cap = sizeof place };
	struct key k;

	wire_fixed(&w, &m->page, sizeof m->page);
	wire_u32(&w, m->ver);
	wire_fixed(&w, m->tag, sizeof m->tag);
	KDF(&k, &s->head, "rj1/set", BYTES(place));
	for (size_t i = 0; i < sizeof k.b; i++)
		sum[i] ^= k.b[i];
}

void head_change(const struct session *s, struct head *h, const struct head_mark *was,
		 const struct head_mark *is)
{
	if (was) {
		sum_turn(s, h->sum, was);
		h->count--;
	}
	if (is) {
		sum_turn(s, h->sum, is);
		h->count++;
	}
}

fallible head_check(const struct session *s, const struct head *h, const struct head_mark mark[],
		    size_t n)
{
	struct id16 head = head_page_id(s), keyring = keyring_page_id(&s->identity);
	uint8_t sum[32] = { 0 };
	size_t count = 0;

	for (size_t i = 0; i < n; i++) {
		if (id16_equal(mark[i].page, head) || id16_equal(mark[i].page, keyring))
			continue;
		sum_turn(s, sum, &mark[i]);
		count++;
	}
	return count == h->count && secret_equal(sum, h->sum, sizeof sum) ? OK : FAIL(UNVERIFIED);
}

/* --- witness */
#define WITNESS_PLAIN (WITNESS_BYTES - SEAL_OVER)

void witness_write(char out[WITNESS_TEXT_MAX], const struct session *s, uint32_t seq)
{
	uint8_t plain[WITNESS_PLAIN] = { 0 };
	struct wire_out w = { .p = plain, .cap = sizeof plain };
	struct arena a;
	struct key k;

	wire_u32(&w, seq);
	KDF(&k, &s->head, "rj1/witness");
	arena_init(&a, WITNESS_BYTES, 2 * WITNESS_BYTES);
	hex_write(out, seal(&a, &k, BYTES(plain), BYTES(s->identity.space.b)));
	arena_end(&a);
	wipe(&k, sizeof k);
}

bool witness_read(const struct session *s, struct str text, uint32_t *ret_seq)
{
	uint8_t sealed[WITNESS_BYTES];
	struct bytes plain;
	struct arena a;
	struct key k;

	if (!hex_read(sealed, sizeof sealed, text))
		return false;
	KDF(&k, &s->head, "rj1/witness");
	arena_init(&a, WITNESS_BYTES, 2 * WITNESS_BYTES);
	struct err e = unseal(&a, &k, BYTES(sealed), BYTES(s->identity.space.b), &plain);

	if (e.code == ERR_NONE) {
		struct wire_in w = wire_read(plain);

		*ret_seq = wire_get_u32(&w);
	}
	arena_end(&a);
	wipe(&k, sizeof k);
	return e.code == ERR_NONE;
}
