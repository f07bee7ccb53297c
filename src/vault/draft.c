#include "draft.h"
#include "ensure.h"

struct draft_parts {
	struct key key;
	uint8_t ad[64]; /* the draft's own sid, the person's tag */
};

struct id32 draft_sid(const uint8_t cookie[SESSION_COOKIE], int n)
{
	uint8_t number = (uint8_t)n;
	struct key k = key_from((struct bytes){ cookie, SESSION_COOKIE });
	struct id32 sid;

	ASSERT(n >= 0 && n < DRAFTS);
	KDF(&k, &k, "rj1/draft-id", BYTES_OF(number));
	memcpy(sid.b, k.b, sizeof sid.b);
	wipe(&k, sizeof k);
	return sid;
}

static void parts_make(struct draft_parts *ret, const struct key *day,
		       const uint8_t cookie[SESSION_COOKIE], int n, const struct id32 *tag)
{
	struct id32 session = session_sid(cookie), own = draft_sid(cookie, n);
	struct key k = key_from((struct bytes){ cookie, SESSION_COOKIE });

	KDF(&ret->key, &k, "rj1/draft", BYTES(day->b), BYTES(session.b));
	memcpy(ret->ad, own.b, 32);
	memcpy(ret->ad + 32, tag->b, 32);
	wipe(&k, sizeof k);
}

fallible draft_seal(struct arena *a, const struct ratchet *r, const uint8_t cookie[SESSION_COOKIE],
		    int n, struct id32 tag, int64_t now, struct bytes text,
		    struct session_sealed *ret)
{
	struct draft_parts parts;

	if (text.n > PAD_MAX)
		return FAIL(TOO_FULL);
	parts_make(&parts, &r->today, cookie, n, &tag);
	*ret = (struct session_sealed){
		.sid = draft_sid(cookie, n),
		.tag = tag,
		.day = r->day,
		.exp_abs = now + DRAFT_LIFE,
		.exp_idle = now + DRAFT_LIFE,
		.blob = seal(a, &parts.key, pad(a, text), BYTES(parts.ad)),
	};
	wipe(&parts, sizeof parts);
	return OK;
}

fallible draft_open(struct arena *a, const struct ratchet *r, const uint8_t cookie[SESSION_COOKIE],
		    int n, struct id32 tag, const struct session_sealed *row, int64_t now,
		    struct bytes *ret_text)
{
	const struct key *day = ratchet_key(r, row->day);
	struct draft_parts parts;
	struct bytes padded;

	if (row->day == 0 || row->blob.n == 0 || !day || now > row->exp_abs)
		return FAIL(SIGNED_OUT);
	parts_make(&parts, day, cookie, n, &tag);
	struct err e = unseal(a, &parts.key, row->blob, BYTES(parts.ad), &padded);

	wipe(&parts, sizeof parts);
	TRY(e);
	return unpad(padded, ret_text) ? OK : FAIL(UNVERIFIED);
}
