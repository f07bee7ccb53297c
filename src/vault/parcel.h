/* parcel: something of ours that a browser carries for a while and gives back, and can neither read
 * nor change. Sealed under the key of the day and, where there is one, the cookie of the session,
 * so that it opens for that session alone; and bound to its purpose, so that what was made for one
 * page is nothing on another. Kept nowhere: when the browser forgets it, it is gone. */
#pragma once
#include "session.h"

struct parcel_lock {
	const struct ratchet *ratchet;
	const uint8_t *cookie; /* SESSION_COOKIE bytes; NULL: of no session */
	struct str purpose;    /* a word, and perhaps the path of a form */
};

/* least: bytes that it is padded to at least, so that its length does not tell what is in it
 * ret    hexadecimal text; owner: the arena
 * errors TOO_FULL: longer than PAD_MAX */
fallible parcel_write(struct arena *a, const struct parcel_lock *lock, int64_t until, size_t least,
		      struct bytes inside, struct str *ret);

/* Owner of what comes back: the arena, a secret one for secrets.
 * errors UNVERIFIED: not such a parcel, another's, changed, or its time is over */
fallible parcel_read(struct arena *a, const struct parcel_lock *lock, int64_t now, struct str text,
		     struct bytes *ret);
