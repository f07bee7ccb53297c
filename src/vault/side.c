#include "side.h"
#include "ensure.h"

static void side_key(struct key *ret, const struct session *s)
{
	ASSERT(s->row_day);
	KDF(ret, &s->row_key, "rj1/side");
}

struct bytes side_seal(const struct session *s, struct arena *a, struct bytes text)
{
	struct key k;

	ASSERT(text.n <= SIDE_MAX);
	side_key(&k, s);
	struct bytes blob = seal(a, &k, pad_to(a, text, SIDE_BLOB - SEAL_OVER), BYTES_OF(s->sid));

	wipe(&k, sizeof k);
	return blob;
}

fallible side_open(const struct session *s, struct arena *secret, struct bytes blob,
		   struct bytes *ret_text)
{
	struct bytes padded;
	struct key k;

	if (blob.n != SIDE_BLOB)
		return FAIL(UNVERIFIED);
	side_key(&k, s);
	struct err e = unseal(secret, &k, blob, BYTES_OF(s->sid), &padded);

	wipe(&k, sizeof k);
	TRY(e);
	return unpad(padded, ret_text) ? OK : FAIL(UNVERIFIED);
}
