#include "store_kit.h"

static struct commit commit_of_all(struct arena *a)
{
	struct commit c = { 0 };
	struct session_row row = { .day = 4, .exp_abs = -5, .exp_idle = INT64_MAX };

	row.tag = kit_id32(9);
	row.blob = kit_blob(a, 1, 2, 333);
	commit_check_page(&c, kit_id16(1), kit_id16(2), 3);
	commit_put_page(&c, kit_id16(4), kit_id16(5), 6, kit_blob(a, 1, 1, 128 << 10));
	commit_delete_page(&c, kit_id16(7), kit_id16(8), UINT32_MAX);
	commit_delete_space(&c, kit_id16(9));
	commit_put_account(&c, kit_id32(1), kit_id16(10), 11, kit_blob(a, 3, 3, 8));
	commit_delete_account(&c, kit_id32(2), 12);
	commit_put_session(&c, kit_id32(3), &row);
	commit_touch_session(&c, kit_id32(4), 1234567890123);
	commit_end_session(&c, kit_id32(5));
	commit_end_sessions(&c, kit_id32(6), kit_id32(7));
	commit_drop_session(&c, kit_id32(8));
	commit_drop_sessions(&c, kit_id32(9));
	commit_reseal_session(&c, kit_id32(10), &row);
	commit_put_side(&c, kit_id32(11), kit_blob(a, 2, 2, 444));
	return c;
}

static void assert_op_equal(const struct commit_op *a, const struct commit_op *b)
{
	assert_int_equal(a->kind, b->kind);
	assert_memory_equal(&a->space, &b->space, sizeof a->space);
	assert_memory_equal(&a->page, &b->page, sizeof a->page);
	assert_memory_equal(&a->sid, &b->sid, sizeof a->sid);
	assert_memory_equal(&a->tag, &b->tag, sizeof a->tag);
	assert_int_equal(a->ver, b->ver);
	assert_true(a->exp_abs == b->exp_abs && a->exp_idle == b->exp_idle);
	assert_int_equal(a->blob.n, b->blob.n);
	if (a->blob.n)
		assert_memory_equal(a->blob.p, b->blob.p, a->blob.n);
}

static void comes_back_as_it_went(void **state)
{
	struct arena a = { 0 };
	static struct commit back;

	(void)state;
	arena_init(&a, 65536, 8 << 20);
	struct commit c = commit_of_all(&a);

	KIT_OK(commit_read(&back, commit_write(&c, &a)));
	assert_int_equal(back.n, 14);
	assert_true(back.drain && !back.lazy);
	for (size_t i = 0; i < c.n; i++)
		assert_op_equal(&c.op[i], &back.op[i]);
	c = (struct commit){ .lazy = true };
	commit_touch_session(&c, kit_id32(1), 5);
	KIT_OK(commit_read(&back, commit_write(&c, &a)));
	assert_true(back.lazy && !back.drain);
	commit_check_page(&c, kit_id16(1), kit_id16(1), 1); /* a page is never lazy */
	assert_string_equal(err_name(commit_read(&back, commit_write(&c, &a))), "BAD_REQUEST");
	arena_end(&a);
}

/* Every beginning of a sound message, and bytes after its end, are refused. */
static void part_of_a_message_is_refused(void **state)
{
	struct arena a = { 0 };
	static struct commit back;
	struct commit c = { 0 };

	(void)state;
	arena_init(&a, 65536, 8 << 20);
	commit_put_page(&c, kit_id16(4), kit_id16(5), 6, kit_blob(&a, 1, 1, 40));
	commit_touch_session(&c, kit_id32(4), 7);
	struct bytes m = commit_write(&c, &a);
	uint8_t *more = arena_take(&a, m.n + 1);

	memcpy(more, m.p, m.n);
	for (size_t n = 0; n <= m.n + 1; n++) {
		struct err e = commit_read(&back, (struct bytes){ more, n });

		assert_string_equal(err_name(e), n == m.n ? "NONE" : "BAD_REQUEST");
	}
	arena_end(&a);
}

static uint64_t seed = 42;

static uint32_t some(uint32_t below)
{
	seed = seed * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)((seed >> 33) % below);
}

/* What is read in spite of the damage is within its bounds and writes back to the same bytes. */
static void damaged_message_never_harms(void **state)
{
	struct arena a = { 0 };
	static struct commit back;
	int taken = 0;

	(void)state;
	for (int i = 0; i < 10000; i++) {
		arena_init(&a, 65536, 8 << 20);
		struct commit c = { .lazy = some(2) };

		for (uint32_t n = some(5); n; n--)
			commit_touch_session(&c, kit_id32(n), some(100));
		if (!c.lazy)
			commit_put_page(&c, kit_id16(1), kit_id16(2), 0,
					kit_blob(&a, 1, 1, 8 + some(99)));
		struct bytes m = commit_write(&c, &a);
		uint8_t *bad = arena_take(&a, m.n + 64);

		memcpy(bad, m.p, m.n);
		for (uint32_t n = 1 + some(4); n; n--)
			bad[some((uint32_t)m.n)] = (uint8_t)some(256);
		struct bytes damaged = { bad, some(4) ? m.n : some((uint32_t)m.n + 64) };

		if (err_is(commit_read(&back, damaged), ERR_NONE)) {
			struct bytes again = commit_write(&back, &a);

			taken++;
			assert_int_equal(again.n, damaged.n);
			assert_memory_equal(again.p, damaged.p, again.n);
		}
		arena_end(&a);
	}
	assert_in_range(taken, 100, 9900);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(comes_back_as_it_went),
		cmocka_unit_test(part_of_a_message_is_refused),
		cmocka_unit_test(damaged_message_never_harms),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
