/* Several epochs and trouble: a damaged page, two devices, no room for one more epoch, new keys for
 * everything. */
#include "account_renew_use.h"
#include "scene.h"

static fallible damage(struct act *a, void *context)
{
	struct scene *s = context;
	struct page_name name = { DEVICES_TOPIC, PLACE_CHECKIN, { DEVICES_MONTH }, 0 };
	struct id16 id = page_id_under(&s->source.epoch[0].key, name);
	struct page_row row;

	TRY(store_get_page(a->store, a->arena, a->session->identity.space, id, &row));
	((uint8_t *)(uintptr_t)row.blob.p)[60] ^= 1;
	commit_put_page(a->commit, a->session->identity.space, id, row.ver, row.blob);
	return OK;
}

static fallible read_damaged(struct act *a, void *context)
{
	struct scene *s = context;
	struct notebook_page page;
	struct bytes b;

	assert_string_equal(err_name(notebook_read(a, devices_list(0), &page)), "UNVERIFIED");
	assert_string_equal(err_name(notebook_read_shared(a, &s->source, devices_list(0), &b)),
			    "UNVERIFIED");
	TRY(notebook_read_shared(a, &s->source, devices_list(1), &b));
	says_read(a, b, &s->owner);
	assert_int_equal(s->owner.of[0], 20);
	TRY(notebook_read(a, devices_list(1), &page));
	says_read(a, page.records, &s->owner);
	assert_int_equal(s->owner.of[0], 21);
	MUST(notebook_check(a));
	assert_true(a->session->is_unverified);
	return OK;
}

static void a_damaged_page_spoils_nothing_else(void **state)
{
	struct scene *s = scene_begin(state);

	sets(s, 0, 0, 10);
	sets(s, 1, 0, 20);
	devices_do(s->house, scene_give, s);
	devices_do(s->house, scene_stop, s);
	sets(s, 1, 0, 21);
	(void)sees(s, 0);
	devices_do(s->house, damage, s);
	devices_do(s->house, read_damaged, s);
}

/* --- two devices */
static fallible set_with_old_keys(struct act *a, void *context)
{
	struct scene *s = context;
	struct topic_keys *keys = &a->session->topic[DEVICES_TOPIC];

	/* As if the session had not heard of the new epoch, and the head were new. */
	a->session->keyring_ver--;
	keys->n--;
	for (size_t i = 0; i < keys->n; i++)
		keys->epoch[i].is_frozen = false;
	return scene_set(a, s);
}

static void nothing_is_written_under_old_keys(void **state)
{
	struct scene *s = scene_begin(state), *other = scene_begin(state);
	struct device *late = &s->house->device[1];

	sets(s, 0, 0, 10);
	devices_do(s->house, scene_give, s);
	*other = (struct scene){ .house = s->house, .i = 1, .says = 11 };
	MUST(device_prepare(late, scene_set, other));
	devices_do(s->house, scene_stop, s);
	struct view before = sees(s, 0);

	assert_string_equal(err_name(device_commit(late)), "CONFLICT");
	MUST(device_do(late, scene_set, other));
	other->i = 0;
	MUST(device_prepare(late, set_with_old_keys, other));
	assert_string_equal(err_name(device_commit(late)), "CONFLICT");
	struct view after = sees(s, 0);

	same_view(&before, &after);
	owner_has(s, 0, (struct says){ { 10, 11 } });
}

/* --- room for a new epoch */
static fallible count_epochs(struct act *a, void *context)
{
	TRY(act_open_keyring(a));
	((struct scene *)context)->n_rows = a->keyring->topic[DEVICES_TOPIC].n;
	return OK;
}

static void neighbours_are_joined_when_all_are_in_use(void **state)
{
	struct scene *s = scene_begin(state);

	sets(s, 0, 0, 10);
	sets(s, 0, 1, 11);
	s->who = 1;
	devices_do(s->house, scene_give, s);
	for (unsigned n = 0; n < 3; n++) { /* given and stopped, given and stopped */
		s->who = 0;
		devices_do(s->house, n ? scene_give_from_now_on : scene_give, s);
		sets(s, 0, 2 + n, 20 + n);
		sets(s, 1, n, 30 + n);
		s->who = 0;
		devices_do(s->house, scene_stop, s);
		sets(s, 0, 0, 40 + n);
	}
	struct view before = sees(s, 0);

	s->who = 2;
	devices_do(s->house, scene_give_from_now_on, s);
	sets(s, 0, 1, 0);
	devices_do(s->house, scene_stop, s);
	devices_do(s->house, count_epochs, s);
	assert_int_equal(s->n_rows, KEYRING_EPOCHS);
	assert_string_equal(err_name(device_do(&s->house->device[0], scene_give_from_now_on, s)),
			    "TOO_FULL"); /* everybody was given something else */
	struct view after = sees(s, 0), third = sees(s, 2);

	same_view(&before, &after);
	s->who = 1; /* what nobody else was given can be joined */
	devices_do(s->house, scene_take_back, s);
	s->who = 0;
	devices_do(s->house, scene_take_back, s);
	for (unsigned n = 0; n < 4; n++) {
		s->who = 0;
		devices_do(s->house, scene_give_from_now_on, s);
		sets(s, 0, 5, 50 + n);
		devices_do(s->house, scene_take_back, s);
		devices_do(s->house, count_epochs, s);
		assert_int_equal(s->n_rows, KEYRING_EPOCHS);
	}
	after = sees(s, 2);
	same_view(&third, &after);
	owner_has(s, 0, (struct says){ { 42, 0, 20, 21, 22, 53 } });
	owner_has(s, 1, (struct says){ { 30, 31, 32 } });
}

/* What was deleted from a frozen page stays deleted, wherever the mark of it goes. */
static void joined_pages_keep_their_marks(void **state)
{
	struct scene *s = scene_begin(state);

	sets(s, 0, 0, 10);
	sets(s, 0, 1, 11);
	writes_whole(s, "words of then");
	s->who = 1;
	devices_do(s->house, scene_give, s);
	devices_do(s->house, scene_stop, s);
	struct view before = sees(s, 1);

	sets(s, 0, 0, 0);
	sets(s, 0, 3, 13);
	writes_whole(s, NULL);
	for (unsigned n = 0; n < KEYRING_EPOCHS + 1; n++) {
		s->who = 0;
		devices_do(s->house, scene_give_from_now_on, s);
		if (n == 0)
			sets(s, 0, 2, 12); /* so that both neighbours have a page */
		devices_do(s->house, scene_take_back, s);
		owner_has(s, 0, (struct says){ { 0, 11, 12, 13 } });
		devices_do(s->house, scene_read_whole, s);
	}
	devices_do(s->house, count_epochs, s);
	assert_int_equal(s->n_rows, KEYRING_EPOCHS);
	struct view after = sees(s, 1);

	same_view(&before, &after);
}

/* --- new keys for everything */
static fallible renew(struct act *a, void *context)
{
	struct scene *s = context;
	/* The act ends after this and still has the cookie of its session in there. */
	struct account_entry *in = arena_new(a->secret, struct account_entry);
	struct account_renewed is = { 0 };

	TRY(account_new_keys(a, STR(DEVICES_WORDS), in, &is));
	assert_true(is.fits && in->is_in && is.n_left_out == 0);
	memcpy(s->house->device[0].cookie, in->cookie, sizeof in->cookie);
	return OK;
}

static void new_keys_carry_all_epochs(void **state)
{
	struct scene *s = scene_begin(state);

	for (unsigned n = 0; n < 3; n++) {
		s->who = n;
		devices_do(s->house, n == 1 ? scene_give_from_now_on : scene_give, s);
		sets(s, 0, n, 10 + n);
		sets(s, 0, 5, 20 + n);
		sets(s, 1, n, 30 + n);
		if (n < 2)
			devices_do(s->house, scene_stop, s);
	}
	struct view before = sees(s, 2);
	struct notebook_source old = s->source;

	devices_do_local(s->house, renew, s);
	owner_has(s, 0, (struct says){ { 10, 11, 12, 0, 0, 22 } });
	owner_has(s, 1, (struct says){ { 30, 31, 32 } });
	struct view after = sees(s, 2);

	if (s->source.n) /* new keys may end what was given; what goes on is as it was */
		same_view(&before, &after);
	s->source = old;
	devices_do(s->house, scene_look, s);
	same_view(&s->view, &(struct view){ 0 });
	sets(s, 0, 0, 0);
	owner_has(s, 0, (struct says){ { 0, 11, 12, 0, 0, 22 } });
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		DEVICES_TEST(a_damaged_page_spoils_nothing_else),
		DEVICES_TEST(nothing_is_written_under_old_keys),
		DEVICES_TEST(neighbours_are_joined_when_all_are_in_use),
		DEVICES_TEST(joined_pages_keep_their_marks),
		DEVICES_TEST(new_keys_carry_all_epochs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
