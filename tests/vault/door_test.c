/* What the keeper knows of an account before anybody is signed in: devices, recovery. */
#include "house.h"

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

int main(void)
{
	const struct CMUnitTest tests[] = {
		HOUSE(known_devices),  HOUSE(devices_come_and_go),	 HOUSE(recovery_at_once),
		HOUSE(recovery_waits), HOUSE(recovery_of_a_broken_door),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
