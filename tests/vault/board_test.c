/* Helpers' links and their board: a token opens one link, a link names one board, and a board that
 * has moved to a new key is found by nobody who knew the old one. */
#include "vault_kit.h"
#include "board.h"
#include "wire.h"

static struct board_token token_of(struct kit *k)
{
	struct board_token t;

	board_token_make(&t, &k->draw);
	return t;
}

static struct key key_made(struct kit *k)
{
	struct key key;

	board_key_make(&key, &k->draw);
	return key;
}

static enum err_code link_opened(struct kit *k, const struct board_token *t, uint32_t ver,
				 struct bytes blob)
{
	static const struct board_link none;
	struct board_link link;
	struct err e = board_link_open(t, &k->arena, ver, blob, &link);

	if (e.code != ERR_NONE)
		assert_memory_equal(&link, &none, sizeof link);
	return e.code;
}

static enum err_code board_opened(struct kit *k, const struct key *key, uint32_t ver,
				  struct bytes blob)
{
	struct bytes content = { 0 };
	struct err e = board_open(key, &k->arena, ver, blob, &content);

	if (e.code != ERR_NONE)
		assert_null(content.p);
	return e.code;
}

static void tokens_and_names_are_their_own(void **state)
{
	struct kit *k = *state;
	char text[BOARD_TOKEN_TEXT_MAX];

	assert_true(BOARD_TOKEN_BYTES * 8 >= 160);
	for (int i = 0; i < 100; i++) {
		struct board_token t = token_of(k), u = token_of(k), back;
		struct key board = key_made(k), other = key_made(k);

		assert_memory_not_equal(&t, &u, sizeof t);
		assert_memory_not_equal(&board, &other, sizeof board);
		board_token_write(text, &t);
		assert_int_equal(strspn(text, "0123456789abcdef"), 2 * BOARD_TOKEN_BYTES);
		assert_true(board_token_read(&back, str_c(text)));
		assert_memory_equal(&back, &t, sizeof t);
		assert_false(id16_equal(board_link_space(&t), board_link_space(&u)));
		assert_false(id16_equal(board_link_page(&t), board_link_page(&u)));
		assert_false(id16_equal(board_link_space(&t), board_link_page(&t)));
		assert_false(id16_equal(board_space(&board), board_space(&other)));
		assert_false(id16_equal(board_space(&board), board_page(&board)));
		assert_memory_not_equal(board_space(&board).b, board.b, 16);
		assert_memory_not_equal(board_link_space(&t).b, t.b, 16);
	}
}

static void what_is_no_token_reads_as_none(void **state)
{
	static const struct board_token none;
	const char *const bad[] = { "", "00", "x0112233445566778899aabbccddeeff0011223344556677",
				    "00112233445566778899aabbccddeeff001122334455667",
				    "00112233445566778899aabbccddeeff00112233445566778" };

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct board_token t = { { 7 } };

		assert_false(board_token_read(&t, str_c(bad[i])));
		assert_memory_equal(&t, &none, sizeof t);
	}
}

static void a_link_says_which_board_and_who(void **state)
{
	struct kit *k = *state;
	struct board_token t = token_of(k), u = token_of(k);
	struct board_link link = { key_made(k), { { 9, 8, 7 } } }, back;
	struct bytes blob = board_link_seal(&t, &k->arena, 3, &link);

	assert_int_equal(blob.n, BOARD_LINK_BYTES);
	assert_int_equal(board_link_open(&t, &k->arena, 3, blob, &back).code, ERR_NONE);
	assert_memory_equal(&back, &link, sizeof link);
	assert_int_equal(link_opened(k, &u, 3, blob), ERR_UNVERIFIED);
	assert_int_equal(link_opened(k, &t, 2, blob), ERR_UNVERIFIED);
	assert_int_equal(link_opened(k, &t, 4, blob), ERR_UNVERIFIED);
	for (size_t i = 0; i < sizeof t.b; i++) { /* one bit of the token */
		struct board_token near = t;

		near.b[i] ^= 1;
		assert_int_equal(link_opened(k, &near, 3, blob), ERR_UNVERIFIED);
	}
}

static void flipped(struct kit *k, struct bytes blob,
		    enum err_code (*opens)(struct kit *k, struct bytes blob))
{
	uint8_t *bad = arena_take(&k->arena, blob.n + 1);

	memcpy(bad, blob.p, blob.n);
	assert_int_equal(opens(k, (struct bytes){ bad, blob.n }), ERR_NONE);
	for (size_t i = 0; i < blob.n; i += i < 128 || i + 64 > blob.n ? 1 : 97) {
		bad[i] ^= 0x10;
		assert_int_equal(opens(k, (struct bytes){ bad, blob.n }), ERR_UNVERIFIED);
		bad[i] ^= 0x10;
	}
	for (size_t n = 0; n < blob.n; n += 211)
		assert_int_equal(opens(k, (struct bytes){ bad, n }), ERR_UNVERIFIED);
	assert_int_equal(opens(k, (struct bytes){ bad, blob.n + 1 }), ERR_UNVERIFIED);
}

static struct board_token flipped_token;
static struct key flipped_key;

static enum err_code opens_link(struct kit *k, struct bytes blob)
{
	return link_opened(k, &flipped_token, 5, blob);
}

static enum err_code opens_board(struct kit *k, struct bytes blob)
{
	return board_opened(k, &flipped_key, 5, blob);
}

static void no_changed_byte_opens(void **state)
{
	struct kit *k = *state;
	struct board_link link = { key_made(k), { { 1 } } };
	struct bytes blob;

	flipped_token = token_of(k);
	flipped(k, board_link_seal(&flipped_token, &k->arena, 5, &link), opens_link);
	flipped_key = link.board;
	assert_int_equal(
		board_seal(&flipped_key, &k->arena, 5, bytes_str(STR("tasks")), &blob).code,
		ERR_NONE);
	flipped(k, blob, opens_board);
}

static void every_board_has_one_size(void **state)
{
	struct kit *k = *state;
	struct key key = key_made(k), other = key_made(k);
	uint8_t *long_one = arena_take(&k->arena, BOARD_CONTENT_MAX + 1);
	struct bytes blob, content;

	for (size_t n = 0; n <= BOARD_CONTENT_MAX; n += 1 + n / 2) {
		assert_int_equal(
			board_seal(&key, &k->arena, 2, (struct bytes){ long_one, n }, &blob).code,
			ERR_NONE);
		assert_int_equal(blob.n, BOARD_PAGE_BYTES);
		assert_int_equal(board_open(&key, &k->arena, 2, blob, &content).code, ERR_NONE);
		assert_int_equal(content.n, n);
		assert_int_equal(board_opened(k, &other, 2, blob), ERR_UNVERIFIED);
		assert_int_equal(board_opened(k, &key, 1, blob), ERR_UNVERIFIED);
	}
	assert_int_equal(board_seal(&key, &k->arena, 1,
				    (struct bytes){ long_one, BOARD_CONTENT_MAX + 1 }, &blob)
				 .code,
			 ERR_TOO_FULL);
}

static void one_kind_does_not_pass_for_the_other(void **state)
{
	struct kit *k = *state;
	struct board_token t = token_of(k);
	struct key same = { { 0 } };
	struct board_link link = { key_made(k), { { 1 } } };

	memcpy(same.b, t.b, sizeof t.b); /* a key made of the token's own bytes */
	assert_false(id16_equal(board_space(&same), board_link_space(&t)));
	assert_int_equal(board_opened(k, &same, 1, board_link_seal(&t, &k->arena, 1, &link)),
			 ERR_UNVERIFIED);
}

/* --- the bytes, as docs/vault.md has them */
static struct id16 name_under(const struct key *secret, const char *domain)
{
	struct key k;
	struct id16 id;

	KDF(&k, secret, domain);
	memcpy(id.b, k.b, sizeof id.b);
	return id;
}

static struct bytes bound(struct kit *k, const char *begins, struct id16 space, struct id16 page,
			  uint8_t ver)
{
	const uint8_t number[4] = { ver };
	struct wire_out w = wire_begin(&k->arena, 64);

	wire_fixed(&w, begins, strlen(begins));
	wire_fixed(&w, &space, sizeof space);
	wire_fixed(&w, &page, sizeof page);
	wire_fixed(&w, number, sizeof number);
	return wire_done(&w);
}

static void bytes_are_as_documented(void **state)
{
	struct kit *k = *state;
	struct board_token t = token_of(k);
	struct board_link link = { key_made(k), { { 4, 5, 6 } } };
	struct key begun = { { 0 } }, under;
	struct bytes blob, padded, content;

	assert_true(
		id16_equal(board_space(&link.board), name_under(&link.board, "rj1/board-space")));
	assert_true(id16_equal(board_page(&link.board), name_under(&link.board, "rj1/board-page")));
	assert_int_equal(board_seal(&link.board, &k->arena, 7, bytes_str(STR("tasks")), &blob).code,
			 ERR_NONE);
	KDF(&under, &link.board, "rj1/board-seal");
	assert_int_equal(
		unseal(&k->arena, &under, blob,
		       bound(k, "rj1/board", board_space(&link.board), board_page(&link.board), 7),
		       &padded)
			.code,
		ERR_NONE);
	assert_int_equal(padded.n, 32768);
	memcpy(begun.b, t.b, sizeof t.b);
	assert_true(id16_equal(board_link_space(&t), name_under(&begun, "rj1/blink-space")));
	assert_true(id16_equal(board_link_page(&t), name_under(&begun, "rj1/blink-page")));
	KDF(&under, &begun, "rj1/blink-seal");
	assert_int_equal(
		cunseal(&k->arena, &under, board_link_seal(&t, &k->arena, 9, &link),
			bound(k, "rj1/blink", board_link_space(&t), board_link_page(&t), 9),
			&padded)
			.code,
		ERR_NONE);
	assert_int_equal(padded.n, 4064);
	assert_true(unpad(padded, &content));
	assert_int_equal(content.n, 48);
	assert_memory_equal(content.p, link.board.b, 32);
	assert_memory_equal(content.p + 32, link.helper.b, 16);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tokens_and_names_are_their_own),
		cmocka_unit_test(what_is_no_token_reads_as_none),
		cmocka_unit_test(a_link_says_which_board_and_who),
		cmocka_unit_test(no_changed_byte_opens),
		cmocka_unit_test(every_board_has_one_size),
		cmocka_unit_test(one_kind_does_not_pass_for_the_other),
		cmocka_unit_test(bytes_are_as_documented),
	};

	return cmocka_run_group_tests(tests, kit_begin, kit_end);
}
