/* feed: a link that shows a few dates to whoever has it, without an account: a token of 192 random
 * bits names and seals one page, in a space of its own. The database can neither open the page nor
 * list such pages, nor tell whose one is; only its owner's notebook holds the token, so that the
 * page can be written anew. Every page has one size, the same as an ordinary one, whatever is in
 * it.
 *
 * Life-cycle: feed_token_make → feed_seal for version 1, 2, … → the row is deleted: then the token
 * is as good as one that never was.
 * Not promised: somebody who can write the database may put an old row back, whole; it says what it
 * said then, to whoever has its token, until the owner writes the next one. */
#pragma once
#include "crypt.h"

#define FEED_PAGE_BYTES	    (4096 + SEAL_OVER)
#define FEED_CONTENT_MAX    (4096 - 4)
#define FEED_TOKEN_BYTES    24
#define FEED_TOKEN_TEXT_MAX (2 * FEED_TOKEN_BYTES + 1) /* hexadecimal digits and a NUL */

struct feed_token { /* secret: whoever has it can read */
	uint8_t b[FEED_TOKEN_BYTES];
};

void feed_token_make(struct feed_token *ret, struct draw *d);
void feed_token_write(char out[FEED_TOKEN_TEXT_MAX], const struct feed_token *token);
/* False, and ret zeroes, when it cannot be one: so that the same work can follow. */
bool feed_token_read(struct feed_token *ret, struct str text);

struct id16 feed_space(const struct feed_token *token);
struct id16 feed_page(const struct feed_token *token);

/* ver:   the version the row will have once stored
 * errors TOO_FULL: more than FEED_CONTENT_MAX */
fallible feed_seal(const struct feed_token *token, struct arena *a, uint32_t ver,
		   struct bytes content, struct bytes *ret_blob);
/* errors UNVERIFIED: not written by somebody with this token for this version */
fallible feed_open(const struct feed_token *token, struct arena *a, uint32_t ver, struct bytes blob,
		   struct bytes *ret_content);

/* How a thing of the notebook is called where others read: always the same, and not its id. */
struct id16 feed_item_name(struct id16 id);
