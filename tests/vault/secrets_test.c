/* The secrets file and the session ratchet in it. */
#include "house.h"
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

/* --- secrets file */
static void secrets_file(void **state)
{
	struct house *h = *state;
	struct secrets s, t;
	struct stat is;

	KIT_OK(secrets_load(&s, str_c(h->path)));
	assert_int_equal(stat(h->path, &is), 0);
	assert_int_equal(is.st_mode & 0777, 0600);
	assert_memory_not_equal(&s.index, &s.pepper, 32);
	assert_int_equal(s.ratchet.day, NOW / DAY);
	KIT_IS(secrets_make(str_c(h->path), NOW), CONFIG); /* never replaced by a second one */
	KIT_OK(secrets_load(&t, str_c(h->path)));
	assert_memory_equal(&s.index, &t.index, 32);
	s.door.b[0] ^= 1;
	KIT_OK(secrets_save(&s, str_c(h->path)));
	KIT_OK(secrets_load(&t, str_c(h->path)));
	assert_memory_equal(&s.door, &t.door, 32);
	assert_int_equal(chmod(h->path, 0640), 0);
	KIT_IS(secrets_load(&t, str_c(h->path)), CONFIG);
	assert_int_equal(chmod(h->path, 0600), 0);
	KIT_OK(secrets_load(&t, str_c(h->path)));
}

static void secrets_file_broken(void **state)
{
	struct house *h = *state;
	struct secrets s;
	uint8_t whole[512];
	int f = open(h->path, O_RDWR);
	ssize_t n = read(f, whole, sizeof whole);

	assert_true(n > 100);
	for (ssize_t i = 0; i < n; i += 7) {
		uint8_t flipped = whole[i] ^ 4;

		assert_int_equal(pwrite(f, &flipped, 1, i), 1);
		KIT_IS(secrets_load(&s, str_c(h->path)), CONFIG);
		assert_int_equal(pwrite(f, &whole[i], 1, i), 1);
	}
	assert_int_equal(ftruncate(f, n - 1), 0);
	KIT_IS(secrets_load(&s, str_c(h->path)), CONFIG);
	close(f);
	char deep[128], most[2000];

	snprintf(deep, sizeof deep, "%s/none/secrets", h->folder);
	memset(most, 'a', sizeof most);
	KIT_IS(secrets_make(str_c(deep), NOW), SYSTEM);
	KIT_IS(secrets_load(&s, str_c(deep)), CONFIG);
	KIT_IS(secrets_load(&s, str_c(h->folder)), CONFIG);
	KIT_IS(secrets_load(&s, (struct str){ most, sizeof most }), CONFIG);
	KIT_IS(secrets_load(&s, STR("")), CONFIG);
	KIT_IS(secrets_save(&s, str_c(deep)), SYSTEM);
	KIT_IS(secrets_save(&s, str_c(h->folder)), SYSTEM); /* a folder stands there */
	struct keeper *k = NULL;

	KIT_IS(keeper_open(&k, str_c(deep), NOW), CONFIG);
	assert_null(k);
}

/* --- ratchet */
static void ratchet_rules(void **state)
{
	struct ratchet r = { .day = 100, .today = { { 1 } } }, step;
	bool is_changed;

	(void)state;
	assert_non_null(ratchet_key(&r, 100));
	assert_null(ratchet_key(&r, 99));
	assert_null(ratchet_key(&r, 101));
	KIT_OK(ratchet_advance(&r, 100 * DAY + 5, false, &is_changed));
	assert_false(is_changed);
	KIT_OK(ratchet_advance(&r, 0, false,
			       &is_changed)); /* a clock set back: max(stored, today) */
	assert_int_equal(r.day, 100);
	KIT_IS(ratchet_advance(&r, 109 * DAY, false, &is_changed), REFUSED);
	assert_int_equal(r.day, 100);
	assert_int_equal(r.today.b[0], 1);
	step = r;
	KIT_OK(ratchet_advance(&r, 108 * DAY, false, &is_changed));
	assert_true(is_changed && r.has_yesterday);
	for (int64_t d = 101; d <= 108; d++)
		KIT_OK(ratchet_advance(&step, d * DAY, false, &is_changed));
	assert_memory_equal(&step, &r, sizeof r); /* at once or day by day: the same keys */
	assert_memory_equal(ratchet_key(&r, 107), &r.yesterday, 32);
	KIT_OK(ratchet_advance(&r, 1000 * (int64_t)DAY, true, &is_changed));
	assert_int_equal(r.day, 1000);
	KIT_IS(ratchet_advance(&r, INT64_MAX, true, &is_changed), REFUSED);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		HOUSE(secrets_file),
		HOUSE(secrets_file_broken),
		cmocka_unit_test(ratchet_rules),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
