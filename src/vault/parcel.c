#include "parcel.h"
#include "wire.h"

#define HEAD 12 /* bytes before what is sealed: the day of the key, the end */

static void lock_key(struct key *ret, const struct parcel_lock *lock, const struct key *day)
{
	if (lock->cookie)
		KDF(ret, day, "rj1/parcel", bytes_str(lock->purpose),
		    (struct bytes){ lock->cookie, SESSION_COOKIE });
	else
		KDF(ret, day, "rj1/parcel", bytes_str(lock->purpose));
}

fallible parcel_write(struct arena *a, const struct parcel_lock *lock, int64_t until, size_t least,
		      struct bytes inside, struct str *ret)
{
	struct wire_out head = wire_begin(a, HEAD);
	size_t size = pad_class(inside.n);
	struct key k;

	if (inside.n > PAD_MAX)
		return FAIL(TOO_FULL);
	wire_u32(&head, lock->ratchet->day);
	wire_u64(&head, (uint64_t)until);
	struct bytes ad = wire_done(&head);

	lock_key(&k, lock, &lock->ratchet->today);
	struct bytes sealed = seal(a, &k, pad_to(a, inside, size > least ? size : least), ad);

	wipe(&k, sizeof k);
	char *text = arena_take(a, 2 * (ad.n + sealed.n) + 1);

	hex_write(text, ad);
	hex_write(text + 2 * ad.n, sealed);
	*ret = (struct str){ text, 2 * (ad.n + sealed.n) };
	return OK;
}

static bool take_text(struct arena *a, struct str text, struct bytes *ret)
{
	size_t n = text.n / 2;
	uint8_t *p;

	if (text.n % 2 || n <= HEAD || n > HEAD + SEALED_MAX)
		return false;
	p = arena_take(a, n);
	*ret = (struct bytes){ p, n };
	return hex_read(p, n, text);
}

fallible parcel_read(struct arena *a, const struct parcel_lock *lock, int64_t now, struct str text,
		     struct bytes *ret)
{
	struct bytes whole, padded;
	struct key k;

	if (!take_text(a, text, &whole))
		return FAIL(UNVERIFIED);
	struct bytes ad = { whole.p, HEAD }, sealed = { whole.p + HEAD, whole.n - HEAD };
	struct wire_in w = wire_read(ad);
	const struct key *day = ratchet_key(lock->ratchet, wire_get_u32(&w));
	int64_t until = (int64_t)wire_get_u64(&w);

	if (!day)
		return FAIL(UNVERIFIED);
	lock_key(&k, lock, day);
	struct err e = unseal(a, &k, sealed, ad, &padded);

	wipe(&k, sizeof k);
	TRY(e);
	return now <= until && unpad(padded, ret) ? OK : FAIL(UNVERIFIED);
}
