/* Pages, heads, session rows, drafts: anything at all as the sealed thing, and anything at all
 * under the right seal. What was not sealed for this place never opens. */
#include <stdlib.h>
#include "draft.h"
#include "head.h"
#include "page.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

#define MUST(expression)           \
	do {                       \
		if (!(expression)) \
			abort();   \
	} while (0)

static const struct page_name name = { TOPIC_CARD, 3, { 24322 }, 0 };
static const uint8_t cookie[SESSION_COOKIE] = { 1, 2, 3 };
static const struct ratchet ratchet = { .day = 20000 };

static bool has_opened(struct err e)
{
	return err_is(e, ERR_NONE);
}

static void as_sealed(struct arena *a, const struct session *s, struct bytes b)
{
	const struct session_sealed row = {
		.day = 20000, .exp_abs = 2000, .exp_idle = 2000, .blob = b
	};
	struct session *other = arena_new(a, struct session);
	struct bytes out;
	struct head head;
	uint32_t seq;

	MUST(!has_opened(page_open(s, a, name, 1, 1, page_id(s, name, 1), b, &out)));
	MUST(!has_opened(head_open(s, 1, b, &head)));
	MUST(!has_opened(session_open(other, a, &ratchet, cookie, &row, 1000)));
	MUST(!has_opened(draft_open(a, &ratchet, cookie, 0, row.tag, &row, 1000, &out)));
	MUST(!witness_read(s, str_bytes(b), &seq));
}

static void as_content(struct arena *a, const struct session *s, struct bytes b)
{
	struct bytes blob, out;

	(void)unpad(b, &out);
	if (!has_opened(page_seal(s, a, name, 1, 1, b, &blob)))
		return;
	MUST(has_opened(page_open(s, a, name, 1, 1, page_id(s, name, 1), blob, &out)));
	MUST(out.n == b.n && (out.n == 0 || memcmp(out.p, b.p, out.n) == 0));
}

/* The body of a session row, under its right key. */
static void as_session(struct arena *a, struct bytes b)
{
	struct id32 sid = session_sid(cookie);
	struct session *s = arena_new(a, struct session);
	struct session_sealed row = { .day = 20000, .exp_abs = 2000, .exp_idle = 2000 };
	uint8_t ad[64] = { 0 };
	struct key k;

	if (b.n > PAD_MAX)
		return;
	memcpy(k.b, cookie, sizeof k.b);
	memcpy(ad, sid.b, sizeof sid.b);
	KDF(&k, &k, "rj1/sess", BYTES(ratchet.today.b), BYTES(sid.b));
	row.blob = cseal(a, &k, pad(a, b), BYTES(ad));
	if (!has_opened(session_open(s, a, &ratchet, cookie, &row, 1000)))
		return;
	for (size_t t = 0; t < TOPIC_SLOTS; t++)
		MUST(s->topic[t].n <= KEYRING_EPOCHS);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static const uint8_t seed[32] = { 9 };
	struct draw d = draw_begin(seed);
	struct identity identity;
	struct arena a;

	crypt_start();
	arena_init(&a, (size_t)256 << 10, (size_t)4 << 20);
	struct keyring *keyring = arena_new(&a, struct keyring);
	struct session *s = arena_new(&a, struct session);

	identity_make(&identity, &d);
	keyring_make(keyring, &d);
	session_begin(s, &identity, keyring, 1, (struct id16){ 0 }, (struct id32){ 0 },
		      (struct id32){ 0 }, 900);
	as_sealed(&a, s, (struct bytes){ data, n });
	as_content(&a, s, (struct bytes){ data, n });
	as_session(&a, (struct bytes){ data, n });
	arena_end(&a);
	return 0;
}
