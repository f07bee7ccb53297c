/* The keeper without its process: secrets file, ratchet, sign-in protection, doors. Argon2 is run
 * with the least it takes, where its cost is not the point. */
#include "vault_kit.h"
#include <fcntl.h>
#include <pthread.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include "keeper.h"
#include "throttle.h"

#define DAY   86400
#define CHEAP ((struct argon){ 1, 8 })

struct house {
	struct arena arena;
	struct keeper *keeper;
	char folder[64], path[96];
	uint8_t door[DOOR_BYTES];
	struct id16 account_id;
	int64_t now;
};

static int house_begin(void **state)
{
	struct house *h = calloc(1, sizeof *h);

	assert_non_null(h);
	crypt_start();
	arena_init_secret(&h->arena, 1u << 20, 64u << 20);
	kit_secrets(h->folder, h->path);
	KIT_OK(secrets_make(str_c(h->path), NOW));
	KIT_OK(keeper_open(&h->keeper, str_c(h->path), NOW));
	h->account_id.b[0] = 42;
	h->now = NOW;
	*state = h;
	return 0;
}

static int house_end(void **state)
{
	struct house *h = *state;

	keeper_close(h->keeper);
	kit_secrets_remove(h->folder, h->path);
	arena_end(&h->arena);
	free(h);
	return 0;
}

static struct bytes told(struct house *h, struct bytes question)
{
	struct bytes answer;

	keeper_answer(h->keeper, &h->arena, question, h->now, &answer);
	return answer;
}

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
static struct id32 login(struct house *h, struct str name)
{
	struct keeper_name n = { 0 };

	KIT_OK(keeper_read_name(told(h, keeper_ask_name(&h->arena, name)), &n));
	return n.login_id;
}

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

static struct keeper_attempt attempt(struct house *h, const char *name, uint8_t network)
{
	return (struct keeper_attempt){ .login_id = login(h, str_c(name)),
					.account_id = h->account_id,
					.network = { 10, network },
					.passphrase = STR("the kettle is old"),
					.salt = "sixteen bytes..",
					.argon = CHEAP };
}

static struct keeper_sign_in tried(struct house *h, const struct keeper_attempt *t)
{
	struct keeper_sign_in s = { 0 };
	struct bytes question = keeper_ask_sign_in(&h->arena, t);

	assert_true(keeper_is_slow(question));
	KIT_OK(keeper_read_sign_in(told(h, question), &s));
	return s;
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

/* --- doors and devices */
static struct keeper_device added(struct house *h)
{
	struct keeper_device d = { 0 };

	KIT_OK(keeper_read_device_add(
		told(h, keeper_ask_device_add(&h->arena, h->account_id, BYTES(h->door))), &d));
	memcpy(h->door, d.door, sizeof h->door);
	return d;
}

static struct keeper_look looked(struct house *h)
{
	struct keeper_look l = { 0 };

	KIT_OK(keeper_read_look(told(h, keeper_ask_look(&h->arena, h->account_id, BYTES(h->door))),
				&l));
	return l;
}

static void known_devices(void **state)
{
	struct house *h = *state;
	struct keeper_device d = added(h);
	struct keeper_attempt t = attempt(h, "robin", 1);

	t.door = BYTES(h->door);
	for (int i = 0; i < 11; i++) /* somebody else locks the account */
		(void)tried(h, &t);
	assert_false(tried(h, &t).is_allowed);
	assert_false(keeper_goes_first(h->keeper, keeper_ask_sign_in(&h->arena, &t), h->now));
	t.device_cookie = BYTES(d.cookie);
	assert_true(keeper_goes_first(h->keeper, keeper_ask_sign_in(&h->arena, &t), h->now));
	for (int i = 0; i < 50; i++) {
		struct keeper_sign_in s = tried(h, &t);

		assert_true(s.is_allowed && s.is_known_device);
		assert_true(id16_equal(s.device_id, d.device_id));
	}
	for (size_t i = 0; i < DEVICE_COOKIE; i++) { /* not a forged one */
		d.cookie[i] ^= 1;
		assert_false(tried(h, &t).is_allowed);
		d.cookie[i] ^= 1;
	}
	t.account_id.b[0] ^= 1; /* not for somebody else */
	assert_false(keeper_goes_first(h->keeper, keeper_ask_sign_in(&h->arena, &t), h->now));
	t.account_id.b[0] ^= 1;
	struct bytes door = BYTES(h->door);

	for (size_t i = 0; i < DOOR_BYTES; i++) { /* a broken door knows nobody */
		t.door = kit_flip(&h->arena, door, i);
		assert_false(
			keeper_goes_first(h->keeper, keeper_ask_sign_in(&h->arena, &t), h->now));
	}
	t.door = door;
	h->now += 181 * (int64_t)DAY;
	assert_false(keeper_goes_first(h->keeper, keeper_ask_sign_in(&h->arena, &t), h->now));
}

static void devices_come_and_go(void **state)
{
	struct house *h = *state;
	struct keeper_device d[ACCOUNT_DEVICES], more;

	for (size_t i = 0; i < ACCOUNT_DEVICES; i++) {
		d[i] = added(h);
		h->now += DAY;
	}
	assert_int_equal(looked(h).n_devices, ACCOUNT_DEVICES);
	KIT_OK(keeper_read_door(told(h, keeper_ask_device_used(&h->arena, h->account_id,
							       d[0].device_id, BYTES(h->door))),
				h->door));
	assert_int_equal(looked(h).device[0].used, h->now / DAY);
	more = added(h); /* the one not used for longest makes room */
	struct keeper_look l = looked(h);

	assert_int_equal(l.n_devices, ACCOUNT_DEVICES);
	assert_true(id16_equal(l.device[1].id, more.device_id));
	assert_true(id16_equal(l.device[0].id, d[0].device_id));
	KIT_OK(keeper_read_door(told(h, keeper_ask_device_drop(&h->arena, h->account_id,
							       d[0].device_id, BYTES(h->door))),
				h->door));
	l = looked(h);
	assert_int_equal(l.n_devices, ACCOUNT_DEVICES - 1);
	struct keeper_attempt t = attempt(h, "robin", 1);

	t.door = BYTES(h->door);
	t.device_cookie = BYTES(d[0].cookie);
	assert_false(keeper_goes_first(h->keeper, keeper_ask_sign_in(&h->arena, &t), h->now));
	t.device_cookie = BYTES(more.cookie);
	assert_true(keeper_goes_first(h->keeper, keeper_ask_sign_in(&h->arena, &t), h->now));
}

/* --- recovery */
static void door_begin(struct house *h)
{
	struct keeper_kek kek;
	const uint8_t salt[16] = { 0 };

	KIT_OK(keeper_read_kek(
		told(h, keeper_ask_kek(&h->arena, STR("x"), salt, CHEAP, h->account_id)), &kek));
	memcpy(h->door, kek.door, sizeof h->door);
}

static struct keeper_recover recovered(struct house *h, bool others, struct bytes cookie)
{
	struct keeper_recovery r = { .account_id = h->account_id,
				     .network = { 9 },
				     .device_cookie = cookie,
				     .door = BYTES(h->door),
				     .has_other_sessions = others };
	struct keeper_recover answer = { 0 };

	KIT_OK(keeper_read_recover(told(h, keeper_ask_recover(&h->arena, &r)), &answer));
	if (answer.has_new_door)
		memcpy(h->door, answer.door, sizeof h->door);
	return answer;
}

#define NOTHING ((struct bytes){ 0 })

static void recovery_at_once(void **state)
{
	struct house *h = *state;
	struct id32 tag;

	door_begin(h);
	struct keeper_recover r = recovered(h, false, NOTHING);

	assert_true(r.is_allowed); /* nobody there to be warned */
	KIT_OK(keeper_read_tag(told(h, keeper_ask_tag(&h->arena, h->account_id)), &tag));
	assert_true(id32_equal(r.tag, tag));
	struct keeper_device d = added(h);

	assert_true(recovered(h, true, BYTES(d.cookie)).is_allowed);
	assert_int_equal(looked(h).recovery_asked, 0);
	assert_false(recovered(h, false, NOTHING).is_allowed); /* a remembered device is there */
	h->now += 200 * (int64_t)DAY;			       /* and long forgotten */
	assert_true(recovered(h, false, NOTHING).is_allowed);
}

static void recovery_waits(void **state)
{
	struct house *h = *state;

	door_begin(h);
	struct keeper_recover r = recovered(h, true, NOTHING);

	assert_false(r.is_allowed);
	assert_true(r.has_new_door);
	assert_int_equal(r.wait_seconds, DAY);
	assert_int_equal(looked(h).recovery_asked, h->now);
	keeper_close(h->keeper); /* what waits survives a restart */
	KIT_OK(keeper_open(&h->keeper, str_c(h->path), h->now));
	h->now += DAY - 10;
	r = recovered(h, true, NOTHING);
	assert_false(r.is_allowed);
	assert_int_equal(r.wait_seconds, 10);
	h->now += 10;
	r = recovered(h, true, NOTHING);
	assert_true(r.is_allowed && r.has_new_door);
	assert_int_equal(looked(h).recovery_asked, 0);
	(void)recovered(h, true, NOTHING); /* "stop this" */
	KIT_OK(keeper_read_door(
		told(h, keeper_ask_recover_stop(&h->arena, h->account_id, BYTES(h->door))),
		h->door));
	assert_int_equal(looked(h).recovery_asked, 0);
	h->now += DAY;
	assert_false(recovered(h, true, NOTHING).is_allowed); /* begins anew */
	h->now += 10 * DAY;				      /* not taken up in time: anew */
	assert_false(recovered(h, true, NOTHING).is_allowed);
	h->now -= DAY; /* a clock set back */
	assert_int_equal(recovered(h, true, NOTHING).wait_seconds, DAY);
}

static void recovery_of_a_broken_door(void **state)
{
	struct house *h = *state;

	memset(h->door, 7, sizeof h->door);
	assert_false(recovered(h, false, NOTHING).is_allowed);
	assert_int_equal(looked(h).recovery_asked, h->now);
	h->now += DAY;
	for (int i = 0; i < 40; i++) /* counted apart, by network */
		(void)recovered(h, true, NOTHING);
	struct keeper_recover r = recovered(h, true, NOTHING);

	assert_false(r.is_allowed);
	assert_in_range(r.wait_seconds, 1, 60);
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

#define HOUSE(test) cmocka_unit_test_setup_teardown(test, house_begin, house_end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		HOUSE(secrets_file),
		HOUSE(secrets_file_broken),
		cmocka_unit_test(ratchet_rules),
		HOUSE(ratchet_of_the_keeper),
		HOUSE(names),
		HOUSE(keys_of_a_passphrase),
		HOUSE(parameters_have_limits),
		HOUSE(accounts_wait),
		HOUSE(good_ones_are_taken_back),
		HOUSE(networks_wait),
		cmocka_unit_test(tables_are_bounded),
		HOUSE(known_devices),
		HOUSE(devices_come_and_go),
		HOUSE(recovery_at_once),
		HOUSE(recovery_waits),
		HOUSE(recovery_of_a_broken_door),
		HOUSE(directory),
		HOUSE(any_question_is_answered),
		HOUSE(answers_are_checked),
		HOUSE(threads),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
