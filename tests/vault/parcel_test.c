/* What a browser carries and gives back: it opens for the session and the purpose it was made for,
 * within its time, unchanged; and tells nothing by its length. */
#include "parcel.h"
#include "vault_kit.h"

static struct parcel_lock lock_of(struct kit *k, const char *purpose)
{
	return (struct parcel_lock){ &k->ratchet, k->cookie, str_c(purpose) };
}

static struct str written(struct kit *k, const struct parcel_lock *lock, const char *words)
{
	struct str text;

	KIT_OK(parcel_write(&k->arena, lock, NOW + 60, 1024, bytes_str(str_c(words)), &text));
	return text;
}

static void it_comes_back(void **state)
{
	struct kit *k = *state;
	struct parcel_lock lock = lock_of(k, "pass /a"),
			   open = { &k->ratchet, NULL, STR("pass /a") };
	struct bytes back;

	KIT_OK(parcel_read(&k->arena, &lock, NOW, written(k, &lock, "kestrel"), &back));
	assert_true(str_equal(str_bytes(back), STR("kestrel")));
	KIT_OK(parcel_read(&k->arena, &lock, NOW + 60, written(k, &lock, ""), &back));
	assert_int_equal(back.n, 0);
	KIT_OK(parcel_read(&k->arena, &open, NOW, written(k, &open, "kestrel"), &back));
	assert_true(str_equal(str_bytes(back), STR("kestrel")));
}

static void it_opens_for_nothing_else(void **state)
{
	struct kit *k = *state;
	struct parcel_lock lock = lock_of(k, "pass /a"), other = lock_of(k, "pass /b"),
			   open = { &k->ratchet, NULL, STR("pass /a") };
	struct str text = written(k, &lock, "kestrel");
	uint8_t cookie[SESSION_COOKIE];
	struct ratchet later = k->ratchet;
	struct bytes back;

	KIT_IS(parcel_read(&k->arena, &other, NOW, text, &back), UNVERIFIED);
	KIT_IS(parcel_read(&k->arena, &open, NOW, text, &back), UNVERIFIED);
	KIT_IS(parcel_read(&k->arena, &lock, NOW, written(k, &open, "kestrel"), &back), UNVERIFIED);
	KIT_IS(parcel_read(&k->arena, &lock, NOW + 61, text, &back), UNVERIFIED);
	memcpy(cookie, k->cookie, sizeof cookie);
	cookie[0] ^= 1;
	lock.cookie = cookie;
	KIT_IS(parcel_read(&k->arena, &lock, NOW, text, &back), UNVERIFIED);
	lock = lock_of(k, "pass /a");
	later.day += 2;
	later.has_yesterday = false;
	lock.ratchet = &later;
	KIT_IS(parcel_read(&k->arena, &lock, NOW, text, &back), UNVERIFIED);
}

static void changed_it_is_nothing(void **state)
{
	struct kit *k = *state;
	struct parcel_lock lock = lock_of(k, "pass /a");
	struct str text = written(k, &lock, "kestrel");
	struct bytes back;

	for (size_t i = 0; i < text.n; i += i < 120 || i + 60 > text.n ? 1 : 37) {
		char *changed = arena_take(&k->arena, text.n);

		memcpy(changed, text.p, text.n);
		changed[i] = changed[i] == '0' ? '1' : '0';
		KIT_IS(parcel_read(&k->arena, &lock, NOW, (struct str){ changed, text.n }, &back),
		       UNVERIFIED);
	}
	for (size_t n = 0; n < text.n; n += n < 120 ? 1 : 131)
		KIT_IS(parcel_read(&k->arena, &lock, NOW, (struct str){ text.p, n }, &back),
		       UNVERIFIED);
	KIT_IS(parcel_read(&k->arena, &lock, NOW, STR("not such a text at all, is it"), &back),
	       UNVERIFIED);
}

static void its_length_tells_nothing(void **state)
{
	struct kit *k = *state;
	struct parcel_lock lock = lock_of(k, "pass /a");
	uint8_t *most = arena_take(&k->arena, PAD_MAX + 1);
	struct str text;
	struct bytes back;

	assert_int_equal(written(k, &lock, "").n, written(k, &lock, "a longer sentence").n);
	KIT_OK(parcel_write(&k->arena, &lock, NOW, 0, (struct bytes){ most, PAD_MAX }, &text));
	KIT_OK(parcel_read(&k->arena, &lock, NOW, text, &back));
	assert_int_equal(back.n, PAD_MAX);
	KIT_IS(parcel_write(&k->arena, &lock, NOW, 0, (struct bytes){ most, PAD_MAX + 1 }, &text),
	       TOO_FULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_comes_back),
		cmocka_unit_test(it_opens_for_nothing_else),
		cmocka_unit_test(changed_it_is_nothing),
		cmocka_unit_test(its_length_tells_nothing),
	};

	return cmocka_run_group_tests(tests, kit_begin, kit_end);
}
