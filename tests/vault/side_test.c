/* What stands beside a session opens with it alone. */
#include "vault_kit.h"
#include "side.h"

/* The session as a request opens it. */
static struct session opened(struct kit *k, const uint8_t *cookie)
{
	struct session_sealed row;
	struct session s;

	KIT_OK(session_seal(&k->session, &k->arena, &k->ratchet, cookie, NOW, &row));
	KIT_OK(session_open(&s, &k->arena, &k->ratchet, cookie, &row, NOW));
	return s;
}

static void it_opens_with_its_session(void **state)
{
	struct kit *k = *state;
	struct session s = opened(k, k->cookie), same = opened(k, k->cookie);
	struct bytes text = bytes_str(STR("between two")), back;
	struct bytes blob = side_seal(&s, &k->arena, text);

	assert_int_equal(blob.n, SIDE_BLOB);
	KIT_OK(side_open(&s, &k->arena, blob, &back));
	assert_true(str_equal(str_bytes(back), str_bytes(text)));
	KIT_OK(side_open(&same, &k->arena, blob, &back)); /* the row sealed anew on the same day */
	uint8_t *most = arena_take(&k->arena, SIDE_MAX);

	memset(most, 7, SIDE_MAX);
	assert_int_equal(side_seal(&s, &k->arena, (struct bytes){ most, SIDE_MAX }).n, SIDE_BLOB);
	assert_int_equal(side_seal(&s, &k->arena, (struct bytes){ 0 }).n, SIDE_BLOB);
}

static void nothing_else_opens_it(void **state)
{
	struct kit *k = *state;
	struct session s = opened(k, k->cookie);
	struct bytes blob = side_seal(&s, &k->arena, bytes_str(STR("between two"))), back;
	uint8_t *bad = arena_take(&k->arena, blob.n + 1), other[SESSION_COOKIE] = { 3 };
	struct session others = opened(k, other), renamed = s, next;

	KIT_IS(side_open(&others, &k->arena, blob, &back), UNVERIFIED);
	renamed.sid.b[0] ^= 1;
	KIT_IS(side_open(&renamed, &k->arena, blob, &back), UNVERIFIED);
	memcpy(bad, blob.p, blob.n);
	for (size_t i = 0; i < blob.n; i += i < 64 || i > blob.n - 32 ? 1 : 61) {
		bad[i] ^= 4;
		KIT_IS(side_open(&s, &k->arena, (struct bytes){ bad, blob.n }, &back), UNVERIFIED);
		bad[i] ^= 4;
	}
	for (size_t n = 0; n <= blob.n + 1; n += n == 0 || n + 1 >= blob.n ? 1 : blob.n / 5)
		if (n != blob.n)
			KIT_IS(side_open(&s, &k->arena, (struct bytes){ bad, n }, &back),
			       UNVERIFIED);
	/* The row of the next day has another key. */
	k->ratchet.day++;
	k->ratchet.today.b[0] ^= 1;
	next = opened(k, k->cookie);
	KIT_IS(side_open(&next, &k->arena, blob, &back), UNVERIFIED);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(it_opens_with_its_session, kit_begin, kit_end),
		cmocka_unit_test_setup_teardown(nothing_else_opens_it, kit_begin, kit_end),
	};

	return cmocka_run_group_tests_name("side", tests, NULL, NULL);
}
