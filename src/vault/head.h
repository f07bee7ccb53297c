/* head: one page per space that vouches for all the others: how often the space was written, how
 * many pages it has, which keyring page is the newest, and the sum of all (page, version, tag). A
 * page that was deleted, swapped, copied or set back makes the sum wrong. Kept up in O(1) at every
 * write, checked in full once per session.
 *
 * Not in the sum: the head page itself and the keyring page (its version stands in the head). */
#pragma once
#include "session.h"

#define HEAD_BYTES (256 + SEAL_OVER)

struct head {
	uint32_t seq;	      /* counts commits */
	uint32_t count;	      /* pages in the sum */
	uint32_t keyring_ver; /* the newest keyring page */
	uint8_t sum[32];
};

struct head_mark { /* what a page is known by without opening it */
	struct id16 page;
	uint32_t ver;
	uint8_t tag[SEAL_TAG]; /* the last bytes of the blob */
};

/* The mark of a blob just sealed or just read. A blob shorter than a tag gives zeroes. */
struct head_mark head_mark(struct id16 page, uint32_t ver, struct bytes blob);

struct id16 head_page_id(const struct session *s);

/* ver: as in page.h; ver 0: there is no head page yet, an empty head comes back */
fallible head_open(const struct session *s, uint32_t ver, struct bytes blob, struct head *ret);
struct bytes head_seal(const struct session *s, struct arena *a, uint32_t ver,
		       const struct head *h);

/* does   takes `was` out of the sum and puts `is` into it; NULL: there is none (a new page, a
 * deleted page). Call once per page written, then add 1 to seq once per commit. */
void head_change(const struct session *s, struct head *h, const struct head_mark *was,
		 const struct head_mark *is);

/* mark:  every page of the space; head and keyring page may be among them and are left out
 * errors UNVERIFIED */
fallible head_check(const struct session *s, const struct head *h, const struct head_mark mark[],
		    size_t n);

/* Witness: a cookie of a remembered device with the last seq it saw, sealed for the person. A store
 * set back to an older state shows itself by a head older than a witness. */
#define WITNESS_BYTES	 (16 + SEAL_OVER)
#define WITNESS_TEXT_MAX (2 * WITNESS_BYTES + 1)

void witness_write(char out[WITNESS_TEXT_MAX], const struct session *s, uint32_t seq);
/* False when it is not this person's (no witness: nothing is concluded). */
bool witness_read(const struct session *s, struct str text, uint32_t *ret_seq);
