/* board: what somebody lets a few helpers see without an account. The board is one sealed page in a
 * space of its own, named and opened by its key alone. Each helper has a link: a token of 192
 * random bits that names and opens one small page, in a space of its own too, which holds the
 * board's key and who of the helpers this is. So one act of a helper is one row compared and
 * swapped, and the database can neither open nor list any of it, nor tell whose it is.
 *
 * Life-cycle: board_token_make → board_link_seal; a link ends when its row is deleted and the board
 * moves to a new key, under which the other links are sealed anew. What the ended link has opened
 * once, its board key, then finds nothing.
 * Not promised: somebody who can write the database may put old rows back, whole. Whoever has an
 * ended link and a key of it sees then what they could see before, and nothing later. */
#pragma once
#include "crypt.h"

#define BOARD_PAGE_BYTES     (32768 + SEAL_OVER)
#define BOARD_CONTENT_MAX    (32768 - 4)
#define BOARD_LINK_BYTES     (4096 + SEAL_OVER) /* as the page of a calendar link */
#define BOARD_TOKEN_BYTES    24
#define BOARD_TOKEN_TEXT_MAX (2 * BOARD_TOKEN_BYTES + 1) /* hexadecimal digits and a NUL */

struct board_token { /* secret: whoever has it is the helper */
	uint8_t b[BOARD_TOKEN_BYTES];
};

struct board_link { /* what a link's page says. Secret */
	struct key board;
	struct id16 helper; /* the owner's id of them */
};

void board_token_make(struct board_token *ret, struct draw *d);
void board_token_write(char out[BOARD_TOKEN_TEXT_MAX], const struct board_token *token);
/* False, and ret zeroes, when it cannot be one: so that the same work can follow. */
bool board_token_read(struct board_token *ret, struct str text);

struct id16 board_link_space(const struct board_token *token);
struct id16 board_link_page(const struct board_token *token);

/* ver: the version the row will have once stored */
struct bytes board_link_seal(const struct board_token *token, struct arena *a, uint32_t ver,
			     const struct board_link *link);
/* errors UNVERIFIED: not written by somebody with this token for this version */
fallible board_link_open(const struct board_token *token, struct arena *a, uint32_t ver,
			 struct bytes blob, struct board_link *ret);

void board_key_make(struct key *ret, struct draw *d);
struct id16 board_space(const struct key *board);
struct id16 board_page(const struct key *board);

/* errors TOO_FULL: more than BOARD_CONTENT_MAX */
fallible board_seal(const struct key *board, struct arena *a, uint32_t ver, struct bytes content,
		    struct bytes *ret_blob);
/* errors UNVERIFIED: not written by somebody with this key for this version */
fallible board_open(const struct key *board, struct arena *a, uint32_t ver, struct bytes blob,
		    struct bytes *ret_content);
