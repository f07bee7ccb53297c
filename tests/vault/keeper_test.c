/* The keeper without its process: names, keys, sign-in protection, threads. */
#include "house.h"
#include <pthread.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include "throttle.h"

static void ratchet_of_the_keeper(void **state)
{
	struct house *h = *state;
	struct ratchet r, next;
	struct secrets s;

	KIT_OK(keeper_read_ratchet(told(h, keeper_ask_ratchet(&h->arena)), &r));
	assert_int_equal(r.day, NOW / DAY);
	h->now += DAY;
	KIT_OK(keeper_read_ratchet(told(h, keeper_ask_ratchet(&h->arena)), &next));
	assert_int_equal(next.day, r.day + 1);
	assert_memory_equal(&next.yesterday, &r.today, 32);
	KIT_OK(secrets_load(&s, str_c(h->path)));
	assert_memory_equal(&s.ratchet.today, &next.today, 32);
	h->now += 9 * DAY; /* refused: the old day stays in force */
	KIT_OK(keeper_read_ratchet(told(h, keeper_ask_ratchet(&h->arena)), &r));
	assert_int_equal(r.day, next.day);
}

/* --- names and keys */
static void names(void **state)
{
	struct house *h = *state;
	struct keeper_name a, b;
	char most[300];

	assert_true(id32_equal(login(h, STR("Robin Smith")), login(h, STR("  robin   SMITH "))));
	assert_true(
		id32_equal(login(h, STR("\xef\xac\x81n")), login(h, STR("FIN")))); /* ligature */
	assert_false(id32_equal(login(h, STR("Robin")), login(h, STR("Robyn"))));
	KIT_OK(keeper_read_name(told(h, keeper_ask_name(&h->arena, STR("Robin"))), &a));
	KIT_OK(keeper_read_name(told(h, keeper_ask_name(&h->arena, STR("robin"))), &b));
	assert_memory_equal(a.dummy_salt, b.dummy_salt, 16);
	assert_true(id16_equal(a.dummy_account_id, b.dummy_account_id));
	assert_memory_not_equal(a.dummy_salt, a.login_id.b, 16);
	KIT_IS(keeper_read_name(told(h, keeper_ask_name(&h->arena, STR("  "))), &a), REFUSED);
	memset(most, 'a', sizeof most);
	KIT_IS(keeper_read_name(told(h, keeper_ask_name(&h->arena, (struct str){ most, 300 })), &a),
	       BAD_REQUEST);
}

static void keys_of_a_passphrase(void **state)
{
	struct house *h = *state;
	struct keeper_attempt t = attempt(h, "keys", 1);
	struct keeper_sign_in s = tried(h, &t);
	struct keeper_kek kek, other;
	struct secrets secrets;
	struct key stretched, right;
	struct id32 tag;
	uint8_t slot = 1;

	KIT_OK(keeper_read_kek(
		told(h, keeper_ask_kek(&h->arena, t.passphrase, t.salt, CHEAP, h->account_id)),
		&kek));
	assert_true(s.is_allowed);
	assert_memory_equal(s.kek, kek.kek, sizeof s.kek);
	assert_memory_not_equal(&kek.kek[0], &kek.kek[1], 32);
	assert_true(id32_equal(s.tag, kek.tag));
	KIT_OK(keeper_read_tag(told(h, keeper_ask_tag(&h->arena, h->account_id)), &tag));
	assert_true(id32_equal(tag, kek.tag));
	/* as the specification says, by hand */
	KIT_OK(secrets_load(&secrets, str_c(h->path)));
	assert_int_equal(crypto_pwhash(stretched.b, 32, "the kettle is old", 17, t.salt, 1, 8192,
				       crypto_pwhash_ALG_ARGON2ID13),
			 0);
	KDF(&right, &stretched, "rj1/kek", BYTES(secrets.pepper.b), BYTES(h->account_id.b),
	    BYTES_OF(slot));
	assert_memory_equal(&right, &kek.kek[1], 32);
	/* without the right pepper there is no key */
	secrets.pepper.b[0] ^= 1;
	KDF(&right, &stretched, "rj1/kek", BYTES(secrets.pepper.b), BYTES(h->account_id.b),
	    BYTES_OF(slot));
	assert_memory_not_equal(&right, &kek.kek[1], 32);
	KIT_OK(keeper_read_kek(told(h, keeper_ask_kek(&h->arena, STR("the kettle is new"), t.salt,
						      CHEAP, h->account_id)),
			       &other));
	assert_memory_not_equal(&other.kek[0], &kek.kek[0], 32);
	memcpy(h->door, kek.door, sizeof h->door);
}

static void parameters_have_limits(void **state)
{
	struct house *h = *state;
	static const struct argon bad[] = { { 0, 8 }, { 17, 8 }, { 1, 7 }, { 1, (1u << 20) + 1 } };
	struct keeper_kek kek;
	struct keeper_sign_in s;

	for (size_t i = 0; i < 4; i++) {
		struct keeper_attempt t = attempt(h, "limits", 1);

		t.argon = bad[i];
		KIT_IS(keeper_read_kek(told(h, keeper_ask_kek(&h->arena, t.passphrase, t.salt,
							      bad[i], h->account_id)),
				       &kek),
		       BAD_REQUEST);
		KIT_IS(keeper_read_sign_in(told(h, keeper_ask_sign_in(&h->arena, &t)), &s),
		       BAD_REQUEST);
	}
}

/* --- throttling */
static void accounts_wait(void **state)
{
	struct house *h = *state;
	uint32_t before = 0;
	struct keeper_attempt t = attempt(h, "robin", 0);

	for (uint8_t i = 0; i < 10; i++) {
		t.network[1] = i;
		assert_true(tried(h, &t).is_allowed);
	}
	for (int i = 0; i < 12; i++) { /* then growing waits, of at most 15 minutes */
		t.network[1] = (uint8_t)(20 + i);
		struct keeper_sign_in s = tried(h, &t);

		assert_false(s.is_allowed);
		assert_in_range(s.wait_seconds, 1, 15 * 60);
		assert_true(s.wait_seconds >= before);
		assert_memory_equal(s.kek, (struct key[2]){ 0 }, sizeof s.kek);
		before = s.wait_seconds;
		h->now += s.wait_seconds;
		assert_true(tried(h, &t).is_allowed);
	}
	assert_int_equal(before, 15 * 60);
	struct keeper_attempt other = attempt(h, "sam", 99); /* nobody else waits */

	assert_true(tried(h, &other).is_allowed);
	h->now += 3601; /* an hour without failures: as at first */
	for (uint8_t i = 0; i < 10; i++) {
		t.network[1] = (uint8_t)(100 + i);
		assert_true(tried(h, &t).is_allowed);
	}
	assert_false(tried(h, &t).is_allowed);
	h->now -= 7200; /* a clock set back makes no wait longer than the longest */
	assert_in_range(tried(h, &t).wait_seconds, 1, 15 * 60);
}

static void good_ones_are_taken_back(void **state)
{
	struct house *h = *state;
	struct keeper_attempt t = attempt(h, "robin", 1);

	for (int i = 0; i < 100; i++) {
		assert_true(tried(h, &t).is_allowed);
		KIT_OK(keeper_read_good(
			told(h, keeper_ask_good(&h->arena, t.login_id, t.network))));
	}
}

static void networks_wait(void **state)
{
	struct house *h = *state;
	char name[16];
	struct keeper_attempt t;

	for (int i = 0; i < 30; i++) {
		snprintf(name, sizeof name, "person %d", i);
		t = attempt(h, name, 7);
		assert_true(tried(h, &t).is_allowed);
	}
	t = attempt(h, "one more", 7);
	struct keeper_sign_in s = tried(h, &t);

	assert_false(s.is_allowed);
	assert_in_range(s.wait_seconds, 1, 60);
	t.network[1] = 8;
	assert_true(tried(h, &t).is_allowed);
	h->now += 60;
	t.network[1] = 7;
	assert_true(tried(h, &t).is_allowed);
}

static void tables_are_bounded(void **state)
{
	struct throttle *t = calloc(1, sizeof *t);
	struct id32 victim = { { 1 } };
	uint8_t network[8] = { 1 };

	(void)state;
	assert_non_null(t);
	for (int i = 0; i < 10; i++)
		assert_int_equal(throttle_sign_in(t, &victim, network, NOW), 0);
	assert_true(throttle_sign_in(t, &victim, network, NOW) > 0);
	for (uint32_t i = 0; i < 3 * THROTTLE_ENTRIES; i++) { /* a flood moves the oldest out */
		struct id32 name = { { 2 } };
		uint8_t from[8] = { 2 };

		memcpy(name.b + 4, &i, 4);
		memcpy(from + 4, &i, 4);
		assert_int_equal(throttle_sign_in(t, &name, from, NOW + 1), 0);
	}
	assert_int_equal(throttle_sign_in(t, &victim, network, NOW + 2), 0);
	free(t);
}

/* --- directory, and questions that are none */
static void directory(void **state)
{
	struct house *h = *state;
	uint8_t public_key[32] = { 1 }, mac[32];
	bool is_right = false;

	KIT_OK(keeper_read_dir(told(h, keeper_ask_dir(&h->arena, h->account_id, public_key)), mac));
	KIT_OK(keeper_read_dir_check(
		told(h, keeper_ask_dir_check(&h->arena, h->account_id, public_key, mac)),
		&is_right));
	assert_true(is_right);
	public_key[0] ^= 1;
	KIT_OK(keeper_read_dir_check(
		told(h, keeper_ask_dir_check(&h->arena, h->account_id, public_key, mac)),
		&is_right));
	assert_false(is_right);
}

static void any_question_is_answered(void **state)
{
	struct house *h = *state;
	uint8_t question[700];
	struct bytes answer;
	struct draw d = draw_fresh();

	answer = told(h, (struct bytes){ question, 0 });
	assert_int_equal(answer.p[0], ERR_BAD_REQUEST);
	for (int kind = 0; kind < 256; kind++) {
		for (size_t n = 1; n < sizeof question; n += 31) {
			memset(question, 0, sizeof question);
			if (n % 2)
				draw_bytes(&d, question, n);
			question[0] = (uint8_t)kind;
			arena_reset(&h->arena);
			keeper_answer(h->keeper, &h->arena, (struct bytes){ question, n }, h->now,
				      &answer);
			assert_true(answer.n >= 1);
			(void)keeper_goes_first(h->keeper, (struct bytes){ question, n }, h->now);
		}
	}
	assert_false(keeper_is_slow((struct bytes){ 0 }));
}

static void answers_are_checked(void **state)
{
	struct house *h = *state;
	uint8_t noise[100] = { 0 }, wrong[] = { 250 };
	struct keeper_name n;
	struct keeper_look l;
	struct ratchet r;
	struct keeper_sign_in s;
	bool is_right;
	struct bytes busy = keeper_refusal(&h->arena, FAIL(BUSY));

	KIT_IS(keeper_read_sign_in(busy, &s), BUSY);
	KIT_IS(keeper_read_good(busy), BUSY);
	KIT_IS(keeper_read_name((struct bytes){ 0 }, &n), SYSTEM);
	KIT_IS(keeper_read_name(BYTES(wrong), &n), SYSTEM);
	KIT_IS(keeper_read_name(BYTES(noise), &n), SYSTEM);
	KIT_IS(keeper_read_ratchet(BYTES(noise), &r), SYSTEM);
	KIT_IS(keeper_read_dir_check(BYTES(noise), &is_right), SYSTEM);
	noise[9] = 200; /* devices */
	KIT_IS(keeper_read_look(BYTES(noise), &l), SYSTEM);
}

/* --- threads: slow questions beside one another and beside the quick ones */
static void *worker(void *of)
{
	struct house *h = of;
	struct arena a;

	arena_init(&a, 1 << 16, 1 << 20);
	for (int i = 0; i < 40; i++) {
		struct keeper_attempt t = { .login_id = { { (uint8_t)i } },
					    .network = { 3, (uint8_t)i },
					    .passphrase = STR("p"),
					    .argon = CHEAP };
		struct bytes answer;

		keeper_answer(h->keeper, &a, keeper_ask_sign_in(&a, &t), NOW, &answer);
		keeper_answer(h->keeper, &a, keeper_ask_ratchet(&a), NOW + i * 3600, &answer);
		arena_reset(&a);
	}
	arena_end(&a);
	return NULL;
}

static void threads(void **state)
{
	struct house *h = *state;
	pthread_t thread[2];
	struct ratchet r;

	for (int i = 0; i < 2; i++)
		assert_int_equal(pthread_create(&thread[i], NULL, worker, h), 0);
	for (int i = 0; i < 2; i++)
		assert_int_equal(pthread_join(thread[i], NULL), 0);
	KIT_OK(keeper_read_ratchet(told(h, keeper_ask_ratchet(&h->arena)), &r));
	assert_int_equal(r.day, (NOW + 39 * 3600) / DAY);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		HOUSE(ratchet_of_the_keeper),
		HOUSE(names),
		HOUSE(keys_of_a_passphrase),
		HOUSE(parameters_have_limits),
		HOUSE(accounts_wait),
		HOUSE(good_ones_are_taken_back),
		HOUSE(networks_wait),
		cmocka_unit_test(tables_are_bounded),
		HOUSE(directory),
		HOUSE(any_question_is_answered),
		HOUSE(answers_are_checked),
		HOUSE(threads),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
