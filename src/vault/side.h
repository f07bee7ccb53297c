/* side: what the app keeps beside a session, so that a page which is looked at again and again need
 * not be gathered anew. It goes with the session's row and opens under that row's key alone: with
 * the cookie, on the days of its ratchet.
 *
 * One size, whatever stands in it, also when that is nothing. */
#pragma once
#include "session.h"

#define SIDE_BLOB (8192 + SEAL_OVER)
#define SIDE_MAX  (8192 - 4) /* bytes of the longest text */

/* s  from a row: row_day is not 0 */
struct bytes side_seal(const struct session *s, struct arena *a, struct bytes text);
/* errors UNVERIFIED: damaged, of another session, or of another day's row of this one */
fallible side_open(const struct session *s, struct arena *secret, struct bytes blob,
		   struct bytes *ret_text);
