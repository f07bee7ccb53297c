#include "board.h"
#include "bearer.h"
#include "ensure.h"
#include "wire.h"

static const struct bearer_kind boards = { .space = "rj1/board-space",
					   .page = "rj1/board-page",
					   .seal = "rj1/board-seal",
					   .bound = "rj1/board",
					   .bytes = BOARD_PAGE_BYTES };
static const struct bearer_kind links = { .space = "rj1/blink-space",
					  .page = "rj1/blink-page",
					  .seal = "rj1/blink-seal",
					  .bound = "rj1/blink",
					  .bytes = BOARD_LINK_BYTES,
					  .holds_keys = true };

_Static_assert(sizeof(struct board_token) <= BEARER_SECRET_MAX, "a token begins a key");

void board_token_make(struct board_token *ret, struct draw *d)
{
	draw_bytes(d, ret->b, sizeof ret->b);
}

void board_token_write(char out[BOARD_TOKEN_TEXT_MAX], const struct board_token *token)
{
	hex_write(out, BYTES(token->b));
}

bool board_token_read(struct board_token *ret, struct str text)
{
	*ret = (struct board_token){ { 0 } };
	return hex_read(ret->b, sizeof ret->b, text);
}

struct id16 board_link_space(const struct board_token *token)
{
	return bearer_space(&links, BYTES(token->b));
}

struct id16 board_link_page(const struct board_token *token)
{
	return bearer_page(&links, BYTES(token->b));
}

#define LINK_CONTENT (sizeof(struct key) + sizeof(struct id16))

struct bytes board_link_seal(const struct board_token *token, struct arena *a, uint32_t ver,
			     const struct board_link *link)
{
	struct wire_out w = wire_begin(a, LINK_CONTENT);
	struct bytes blob;

	wire_fixed(&w, &link->board, sizeof link->board);
	wire_fixed(&w, &link->helper, sizeof link->helper);
	struct err e = bearer_seal(&links, BYTES(token->b), a, ver, wire_done(&w), &blob);

	ASSERT(err_is(e, ERR_NONE)); /* it is always as long */
	return blob;
}

fallible board_link_open(const struct board_token *token, struct arena *a, uint32_t ver,
			 struct bytes blob, struct board_link *ret)
{
	struct bytes content;

	*ret = (struct board_link){ .helper = { { 0 } } };
	TRY(bearer_open(&links, BYTES(token->b), a, ver, blob, &content));
	if (content.n != LINK_CONTENT)
		return FAIL(UNVERIFIED);
	struct wire_in w = wire_read(content);

	wire_get_fixed(&w, &ret->board, sizeof ret->board);
	wire_get_fixed(&w, &ret->helper, sizeof ret->helper);
	return OK;
}

void board_key_make(struct key *ret, struct draw *d)
{
	draw_bytes(d, ret, sizeof *ret);
}

struct id16 board_space(const struct key *board)
{
	return bearer_space(&boards, BYTES(board->b));
}

struct id16 board_page(const struct key *board)
{
	return bearer_page(&boards, BYTES(board->b));
}

fallible board_seal(const struct key *board, struct arena *a, uint32_t ver, struct bytes content,
		    struct bytes *ret_blob)
{
	return bearer_seal(&boards, BYTES(board->b), a, ver, content, ret_blob);
}

fallible board_open(const struct key *board, struct arena *a, uint32_t ver, struct bytes blob,
		    struct bytes *ret_content)
{
	return bearer_open(&boards, BYTES(board->b), a, ver, blob, ret_content);
}
