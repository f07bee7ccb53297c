/* draft: what a person posted after their session had expired. It is kept as a session row of its
 * own, sealed under the old cookie, and offered when the same person signs in on that browser. */
#pragma once
#include "session.h"

#define DRAFTS	   3 /* per session */
#define DRAFT_LIFE (24 * 3600)

struct id32 draft_sid(const uint8_t cookie[SESSION_COOKIE], int n); /* 0 ≤ n < DRAFTS */

/* tag: of the expired session row; the draft opens only for the same one
 * errors TOO_FULL */
fallible draft_seal(struct arena *a, const struct ratchet *r, const uint8_t cookie[SESSION_COOKIE],
		    int n, struct id32 tag, int64_t now, struct bytes text,
		    struct session_sealed *ret);
/* errors SIGNED_OUT: none there or its day is past; UNVERIFIED */
fallible draft_open(struct arena *a, const struct ratchet *r, const uint8_t cookie[SESSION_COOKIE],
		    int n, struct id32 tag, const struct session_sealed *row, int64_t now,
		    struct bytes *ret_text);
