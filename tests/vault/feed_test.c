/* Calendar links: a token names and seals one page, and nothing else opens it. */
#include "vault_kit.h"
#include "feed.h"

static struct feed_token token_of(struct kit *k)
{
	struct feed_token t;

	feed_token_make(&t, &k->draw);
	return t;
}

static struct bytes sealed(struct kit *k, const struct feed_token *t, uint32_t ver,
			   struct bytes content)
{
	struct bytes blob;

	assert_int_equal(feed_seal(t, &k->arena, ver, content, &blob).code, ERR_NONE);
	return blob;
}

static enum err_code opened(struct kit *k, const struct feed_token *t, uint32_t ver,
			    struct bytes blob)
{
	struct bytes content = { 0 };
	struct err e = feed_open(t, &k->arena, ver, blob, &content);

	if (e.code != ERR_NONE)
		assert_null(content.p);
	return e.code;
}

static void tokens_are_long_and_their_own(void **state)
{
	struct kit *k = *state;
	char text[FEED_TOKEN_TEXT_MAX];

	assert_true(FEED_TOKEN_BYTES * 8 >= 160);
	for (int i = 0; i < 100; i++) {
		struct feed_token t = token_of(k), u = token_of(k), back;

		assert_memory_not_equal(&t, &u, sizeof t);
		feed_token_write(text, &t);
		assert_int_equal(strspn(text, "0123456789abcdef"), 2 * FEED_TOKEN_BYTES);
		assert_true(feed_token_read(&back, str_c(text)));
		assert_memory_equal(&back, &t, sizeof t);
		assert_false(id16_equal(feed_space(&t), feed_space(&u)));
		assert_false(id16_equal(feed_page(&t), feed_page(&u)));
		assert_false(id16_equal(feed_space(&t), feed_page(&t)));
		assert_memory_not_equal(feed_space(&t).b, t.b, sizeof feed_space(&t).b);
	}
}

static void what_is_no_token_reads_as_none(void **state)
{
	static const struct feed_token none;
	const char *const bad[] = { "",
				    "00",
				    "g0112233445566778899aabbccddeeff0011223344556677",
				    "00112233445566778899aabbccddeeff001122334455667",
				    "00112233445566778899aabbccddeeff00112233445566778",
				    " 0112233445566778899aabbccddeeff0011223344556677" };

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct feed_token t = { { 7 } };

		assert_false(feed_token_read(&t, str_c(bad[i])));
		assert_memory_equal(&t, &none, sizeof t);
	}
}

static void every_page_has_one_size(void **state)
{
	struct kit *k = *state;
	struct feed_token t = token_of(k);
	uint8_t *long_one = arena_take(&k->arena, FEED_CONTENT_MAX + 1);
	struct bytes blob, content;

	for (size_t n = 0; n <= FEED_CONTENT_MAX; n += 1 + n / 3) {
		blob = sealed(k, &t, 3, (struct bytes){ long_one, n });
		assert_int_equal(blob.n, FEED_PAGE_BYTES);
		assert_int_equal(feed_open(&t, &k->arena, 3, blob, &content).code, ERR_NONE);
		assert_int_equal(content.n, n);
	}
	/* As an ordinary page of that class. */
	assert_int_equal(FEED_PAGE_BYTES, pad_class(FEED_CONTENT_MAX) + SEAL_OVER);
	assert_int_equal(
		feed_seal(&t, &k->arena, 1, (struct bytes){ long_one, FEED_CONTENT_MAX + 1 }, &blob)
			.code,
		ERR_TOO_FULL);
}

static void nothing_else_opens(void **state)
{
	struct kit *k = *state;
	struct feed_token t = token_of(k), u = token_of(k);
	struct bytes blob = sealed(k, &t, 5, bytes_str(STR("dates")));
	uint8_t *bad = arena_take(&k->arena, blob.n + 1);

	assert_int_equal(opened(k, &t, 5, blob), ERR_NONE);
	assert_int_equal(opened(k, &t, 4, blob), ERR_UNVERIFIED);
	assert_int_equal(opened(k, &t, 6, blob), ERR_UNVERIFIED);
	assert_int_equal(opened(k, &u, 5, blob), ERR_UNVERIFIED);
	assert_int_equal(opened(k, &t, 5, sealed(k, &u, 5, bytes_str(STR("dates")))),
			 ERR_UNVERIFIED);
	for (size_t i = 0; i < sizeof t.b; i++) { /* one bit of the token */
		struct feed_token near = t;

		near.b[i] ^= 1;
		assert_int_equal(opened(k, &near, 5, blob), ERR_UNVERIFIED);
	}
	for (size_t i = 0; i<blob.n; i += i> 64 && i + 64 < blob.n ? 14 : 1) {
		memcpy(bad, blob.p, blob.n);
		bad[i] ^= 0x10;
		assert_int_equal(opened(k, &t, 5, (struct bytes){ bad, blob.n }), ERR_UNVERIFIED);
	}
	memcpy(bad, blob.p, blob.n);
	for (size_t n = 0; n < blob.n; n += 97)
		assert_int_equal(opened(k, &t, 5, (struct bytes){ bad, n }), ERR_UNVERIFIED);
	assert_int_equal(opened(k, &t, 5, (struct bytes){ bad, blob.n + 1 }), ERR_UNVERIFIED);
	assert_memory_not_equal(blob.p, sealed(k, &t, 5, bytes_str(STR("dates"))).p, blob.n);
}

static void names_of_things_stay_and_are_not_their_ids(void **state)
{
	struct id16 x = { { 1 } }, y = { { 2 } };

	(void)state;
	assert_true(id16_equal(feed_item_name(x), feed_item_name(x)));
	assert_false(id16_equal(feed_item_name(x), feed_item_name(y)));
	assert_false(id16_equal(feed_item_name(x), x));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tokens_are_long_and_their_own),
		cmocka_unit_test(what_is_no_token_reads_as_none),
		cmocka_unit_test(every_page_has_one_size),
		cmocka_unit_test(nothing_else_opens),
		cmocka_unit_test(names_of_things_stay_and_are_not_their_ids),
	};

	return cmocka_run_group_tests(tests, kit_begin, kit_end);
}
