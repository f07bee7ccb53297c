/* bearer: a few random bytes that name and seal one page, in a space of its own, for whoever has
 * them: a calendar link, the code of an invitation. Without them the database can neither open the
 * page nor list such pages, nor tell whose one is.
 *
 * A kind says how the names and the key are made from the secret; docs/vault.md has the bytes. */
#pragma once
#include "crypt.h"

#define BEARER_SECRET_MAX sizeof(struct key)

struct bearer_kind {
	const char *space, *page, *seal; /* domains of the two names and of the key */
	const char *bound;		 /* what the page is bound to begins so */
	size_t bytes;			 /* of every page, sealed */
	bool holds_keys;		 /* then it is sealed to one key only */
};

/* KDF(secret ‖ zeroes, domain) */
void bearer_key(struct key *ret, struct bytes secret, const char *domain);

struct id16 bearer_space(const struct bearer_kind *kind, struct bytes secret);
struct id16 bearer_page(const struct bearer_kind *kind, struct bytes secret);
size_t bearer_content_max(const struct bearer_kind *kind);

/* ver:   the version the row will have once stored
 * errors TOO_FULL: more than fits in its one size */
fallible bearer_seal(const struct bearer_kind *kind, struct bytes secret, struct arena *a,
		     uint32_t ver, struct bytes content, struct bytes *ret_blob);
/* errors UNVERIFIED: not written by somebody with this secret for this version */
fallible bearer_open(const struct bearer_kind *kind, struct bytes secret, struct arena *a,
		     uint32_t ver, struct bytes blob, struct bytes *ret_content);
