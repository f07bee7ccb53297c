/* Sessions and drafts: cookie, row and key of the day only open together. */
#include "vault_kit.h"
#include "draft.h"

static struct session_sealed sealed(struct kit *k)
{
	struct session_sealed row;

	KIT_OK(session_seal(&k->session, &k->arena, &k->ratchet, k->cookie, NOW, &row));
	return row;
}

static struct err opened(struct kit *k, const struct session_sealed *row, int64_t now)
{
	struct session s;

	return session_open(&s, &k->arena, &k->ratchet, k->cookie, row, now);
}

static void sessions_open(void **state)
{
	struct kit *k = *state;
	struct session back;

	k->session.is_own_device = true;
	k->session.needs_second_factor = true;
	k->session.device_id.b[4] = 9;
	k->session.preferences = bytes_str(STR("calm"));
	struct session_sealed row = sealed(k);

	assert_true(id32_equal(row.sid, session_sid(k->cookie)));
	assert_int_equal(row.exp_abs, NOW + 12 * 3600);
	assert_int_equal(row.exp_idle, NOW + 15 * 60);
	assert_int_equal(row.day, NOW / 86400);
	KIT_OK(session_open(&back, &k->arena, &k->ratchet, k->cookie, &row, NOW + 5));
	assert_memory_equal(&back.identity.master, &k->identity.master, 32);
	assert_memory_equal(&back.own, &k->session.own, 32);
	assert_memory_equal(&back.head, &k->session.head, 32);
	assert_memory_equal(back.topic, k->session.topic, sizeof back.topic);
	assert_true(id16_equal(back.device_id, k->session.device_id));
	assert_true(id16_equal(back.account_id, k->session.account_id));
	assert_true(id32_equal(back.login_id, k->session.login_id));
	assert_true(id32_equal(back.tag, k->session.tag));
	assert_true(str_equal(str_bytes(back.preferences), STR("calm")));
	assert_true(back.is_own_device && back.needs_second_factor && !back.is_unverified);
	assert_int_equal(back.begun, NOW);
	k->session.is_own_device = k->session.needs_second_factor = false;
	k->session.is_unverified = true;
	row = sealed(k);
	assert_int_equal(row.exp_idle, NOW + 5 * 60);
	KIT_OK(session_open(&back, &k->arena, &k->ratchet, k->cookie, &row, NOW));
	assert_true(back.is_unverified && !back.is_own_device && !back.needs_second_factor);
	k->session.is_unverified = false;
}

static void use_epochs(struct kit *k, struct keyring *more, int topics, size_t preferences)
{
	uint8_t *p = arena_take(&k->arena, preferences);

	*more = k->keyring;
	for (int t = 0; t < topics; t++)
		for (int i = 1; i < KEYRING_EPOCHS; i++)
			KIT_OK(keyring_roll(more, &k->draw, (enum topic)t));
	more->preferences = (struct bytes){ p, preferences };
	session_use_keyring(&k->session, more, 2);
}

/* Whatever it holds. What does not fit is left out, what is left says so. */
static void rows_have_one_size(void **state)
{
	static const struct {
		int topics;
		size_t preferences;
		bool has_summary, is_partial;
	} fill[] = { { 0, 200, true, false },
		     { 3, 200, true, false },
		     { 8, 200, false, false },
		     { TOPIC_SLOTS, 200, false, true },
		     { TOPIC_SLOTS, KEYRING_PREFERENCES, false, true } };
	struct kit *k = *state;
	struct keyring *more = arena_new(&k->arena, struct keyring);
	uint8_t summary[SESSION_SUMMARY_MAX] = { 5 };
	struct session back;

	k->session.summary = BYTES(summary);
	k->session.summary_ver = 7;
	for (size_t i = 0; i < sizeof fill / sizeof *fill; i++) {
		use_epochs(k, more, fill[i].topics, fill[i].preferences);
		struct session_sealed row = sealed(k);

		assert_int_equal(row.blob.n, SESSION_BLOB);
		KIT_OK(session_open(&back, &k->arena, &k->ratchet, k->cookie, &row, NOW));
		assert_int_equal(back.keyring_ver, 2);
		assert_int_equal(back.preferences.n, fill[i].preferences);
		assert_int_equal(back.summary_ver, fill[i].has_summary ? 7 : 0);
		assert_int_equal(back.summary.n, fill[i].has_summary ? sizeof summary : 0);
		if (fill[i].has_summary)
			assert_memory_equal(back.summary.p, summary, sizeof summary);
		assert_int_equal(back.is_partial, fill[i].is_partial);
		for (int t = 0; t < TOPIC_SLOTS; t++) {
			const struct topic_keys *was = &k->session.topic[t], *is = &back.topic[t];

			assert_int_equal(is->n, fill[i].is_partial ? 1 : was->n);
			assert_memory_equal(&is->epoch[is->n - 1], &was->epoch[was->n - 1],
					    sizeof *is->epoch);
		}
	}
	use_epochs(k, more, 0, KEYRING_PREFERENCES);
	k->session.preferences.n++;
	struct session_sealed row;

	KIT_IS(session_seal(&k->session, &k->arena, &k->ratchet, k->cookie, NOW, &row), TOO_FULL);
	k->session.summary = (struct bytes){ 0 };
	k->session.summary_ver = 0;
	session_use_keyring(&k->session, &k->keyring, 1);
}

/* What Today has to know of the others stands in the session; nothing of it shows in its row. */
static void partners(void **state)
{
	struct kit *k = *state;
	struct keyring *more = arena_new(&k->arena, struct keyring);
	struct session back;
	struct session_sealed row = sealed(k);
	size_t n = row.blob.n;
	char long_name[101];

	memset(long_name, 'a', sizeof long_name);
	memcpy(long_name + 79, "\xc3\xa9", 2);
	*more = k->keyring;
	assert_false(k->session.partner.has);
	assert_int_equal(k->session.n_people, 0);
	for (uint8_t i = 0; i < 4; i++)
		more->person[i] = (struct keyring_person){ .id = { { i } },
							   .relation = { .id = { { 40, i } },
									 .secret = { { 50, i } },
									 .mine = SIDE_INVITED },
							   .kind = PERSON_PARTNER,
							   .flags = PERSON_COMPARED,
							   .name = STR("Sam") };
	more->n_people = 4;
	more->person[2].flags |= PERSON_CLOSED; /* the last one that is open counts */
	more->person[3].kind = PERSON_THERAPIST;
	more->n_invites = 1;
	KIT_OK(keyring_roll(more, &k->draw, TOPIC_CHECKIN));
	more->person[1].grant[0] = (struct keyring_grant){ TOPIC_CHECKIN, 1, 1, LETTER_READ, 0 };
	more->person[1].n_grants = 1;
	keyring_freeze(more);
	session_use_keyring(&k->session, more, 2);
	k->session.is_together = true;
	row = sealed(k);
	assert_int_equal(row.blob.n, n);
	KIT_OK(session_open(&back, &k->arena, &k->ratchet, k->cookie, &row, NOW));
	assert_true(back.is_together && back.has_invites && back.partner.has);
	assert_int_equal(back.n_people, 4);
	assert_int_equal(back.partner.id.b[0], 1);
	assert_int_equal(back.partner.relation.id.b[1], 1);
	assert_int_equal(back.partner.relation.secret.b[0], 50);
	assert_int_equal(back.partner.relation.mine, SIDE_INVITED);
	assert_int_equal(back.partner.flags, PERSON_COMPARED);
	assert_true(str_equal(back.partner.name, STR("Sam")));
	assert_true(back.topic[TOPIC_CHECKIN].epoch[0].is_frozen);
	assert_false(back.topic[TOPIC_CHECKIN].epoch[1].is_frozen);
	assert_false(back.topic[TOPIC_CARD].epoch[0].is_frozen);
	more->person[1].name = (struct str){ long_name, 100 }; /* no character is cut in two */
	session_use_keyring(&k->session, more, 3);
	row = sealed(k);
	assert_int_equal(row.blob.n, n);
	KIT_OK(session_open(&back, &k->arena, &k->ratchet, k->cookie, &row, NOW));
	assert_int_equal(back.partner.name.n, 79);
	more->person[0].flags = more->person[1].flags = PERSON_CLOSED;
	session_use_keyring(&k->session, more, 4);
	assert_false(k->session.partner.has);
	session_use_keyring(&k->session, &k->keyring, 1);
	k->session.is_together = false;
}

static void sessions_end(void **state)
{
	struct kit *k = *state;
	struct session_sealed row = sealed(k), bad;

	KIT_OK(opened(k, &row, row.exp_idle));
	KIT_IS(opened(k, &row, row.exp_idle + 1), SIGNED_OUT);
	bad = row; /* kept alive by touching, until its absolute end */
	bad.exp_idle = NOW + 86400;
	KIT_OK(opened(k, &bad, NOW + SESSION_ABSOLUTE));
	KIT_IS(opened(k, &bad, NOW + SESSION_ABSOLUTE + 1), SIGNED_OUT);
	bad.exp_abs = NOW + 86400; /* a database that says otherwise is not believed */
	KIT_IS(opened(k, &bad, NOW + SESSION_ABSOLUTE + 1), SIGNED_OUT);
	KIT_IS(opened(k, &row, NOW - 3600), SIGNED_OUT); /* a clock set back */
	bad = row;
	bad.blob.n = 0;
	KIT_IS(opened(k, &bad, NOW), SIGNED_OUT);
	bad = (struct session_sealed){ .day = 0 };
	KIT_IS(opened(k, &bad, NOW), SIGNED_OUT);
}

static void sessions_tampered(void **state)
{
	struct kit *k = *state;
	struct session_sealed row = sealed(k), bad = row;

	for (size_t i = 0; i < row.blob.n; i++) {
		bad.blob = kit_flip(&k->arena, row.blob, i);
		KIT_IS(opened(k, &bad, NOW), UNVERIFIED);
	}
	bad = row;
	bad.tag.b[0] ^= 1;
	KIT_IS(opened(k, &bad, NOW), UNVERIFIED);
	k->cookie[31] ^= 1;
	KIT_IS(opened(k, &row, NOW), UNVERIFIED);
	k->cookie[31] ^= 1;
	KIT_OK(opened(k, &row, NOW));
}

/* A stolen cookie and a row out of an old backup, with today's secrets file. */
static void old_rows_stay_shut(void **state)
{
	struct kit *k = *state;
	struct session_sealed row = sealed(k);
	struct ratchet was = k->ratchet;
	bool is_changed;

	KIT_OK(ratchet_advance(&k->ratchet, NOW + 86400, false, &is_changed));
	assert_true(is_changed);
	KIT_OK(opened(k, &row, NOW)); /* yesterday's is kept */
	KIT_OK(ratchet_advance(&k->ratchet, NOW + 2 * 86400, false, &is_changed));
	KIT_IS(opened(k, &row, NOW), SIGNED_OUT);
	row.day = k->ratchet.day;
	KIT_IS(opened(k, &row, NOW), UNVERIFIED);
	row.day--;
	KIT_IS(opened(k, &row, NOW), UNVERIFIED);
	k->ratchet = was;
}

static void step_up(void **state)
{
	struct kit *k = *state;

	assert_true(session_is_stepped_up(&k->session, NOW + SESSION_STEP_UP));
	assert_false(session_is_stepped_up(&k->session, NOW + SESSION_STEP_UP + 1));
	assert_false(session_is_stepped_up(&k->session, NOW - 1));
	k->session.step_up = 0;
	assert_false(session_is_stepped_up(&k->session, 0));
	k->session.step_up = NOW;
}

static void cookies_as_text(void **state)
{
	struct kit *k = *state;
	char text[SESSION_COOKIE_TEXT_MAX];
	uint8_t back[SESSION_COOKIE];

	session_cookie_write(text, k->cookie);
	assert_int_equal(strlen(text), 64);
	assert_true(session_cookie_read(back, str_c(text)));
	assert_memory_equal(back, k->cookie, sizeof back);
	assert_false(session_cookie_read(back, STR("abc")));
	text[5] = 'g';
	assert_false(session_cookie_read(back, str_c(text)));
}

static void form_tokens(void **state)
{
	struct kit *k = *state;
	struct ratchet was = k->ratchet;
	char text[SESSION_CSRF_MAX];
	struct str route = STR("/check-in");
	struct session_sealed row = sealed(k);
	struct session back;
	bool is_changed;

	KIT_OK(session_open(&back, &k->arena, &k->ratchet, k->cookie, &row, NOW));
	session_csrf(text, &k->ratchet, k->ratchet.day, k->cookie, route);
	assert_int_equal(strlen(text), SESSION_CSRF_MAX - 1);
	assert_true(session_csrf_is_right(&k->ratchet, k->cookie, route, str_c(text)));
	assert_false(session_csrf_is_right(&k->ratchet, k->cookie, STR("/check-out"), str_c(text)));
	assert_false(session_csrf_is_right(&k->ratchet, k->cookie, route, STR("")));
	k->cookie[0] ^= 1;
	assert_false(session_csrf_is_right(&k->ratchet, k->cookie, route, str_c(text)));
	k->cookie[0] ^= 1;
	KIT_OK(ratchet_advance(&k->ratchet, NOW + 86400, false, &is_changed));
	assert_true(session_csrf_is_right(&k->ratchet, k->cookie, route, str_c(text)));
	char again[SESSION_CSRF_MAX], of[SESSION_CSRF_MAX];

	session_csrf(again, &k->ratchet, k->ratchet.day - 1, k->cookie, route);
	assert_string_equal(again, text);
	/* An open session gives the same, also where its row is of yesterday. */
	session_csrf(again, &k->ratchet, k->ratchet.day, k->cookie, route);
	assert_string_not_equal(again, text);
	session_csrf_of(of, &back, &k->ratchet, k->cookie, route);
	assert_string_equal(of, again);
	session_csrf_of(of, &back, &was, k->cookie, route);
	assert_string_equal(of, text);
	KIT_OK(ratchet_advance(&k->ratchet, NOW + 2 * 86400, false, &is_changed));
	assert_false(session_csrf_is_right(&k->ratchet, k->cookie, route, str_c(text)));
	k->ratchet = was;
}

static void drafts(void **state)
{
	struct kit *k = *state;
	struct id32 tag = k->session.tag, other = tag;
	struct session_sealed row, bad;
	struct bytes back, text = bytes_str(STR("what I wanted to say"));
	uint8_t *long_one = arena_take(&k->arena, PAD_MAX + 1);

	other.b[0] ^= 1;
	assert_false(id32_equal(draft_sid(k->cookie, 0), draft_sid(k->cookie, 1)));
	assert_false(id32_equal(draft_sid(k->cookie, 0), session_sid(k->cookie)));
	KIT_OK(draft_seal(&k->arena, &k->ratchet, k->cookie, 1, tag, NOW, text, &row));
	assert_true(id32_equal(row.sid, draft_sid(k->cookie, 1)));
	assert_int_equal(row.exp_abs, NOW + 86400);
	KIT_OK(draft_open(&k->arena, &k->ratchet, k->cookie, 1, tag, &row, NOW + 86400, &back));
	assert_true(str_equal(str_bytes(back), STR("what I wanted to say")));
	KIT_IS(draft_open(&k->arena, &k->ratchet, k->cookie, 1, tag, &row, NOW + 86401, &back),
	       SIGNED_OUT);
	KIT_IS(draft_open(&k->arena, &k->ratchet, k->cookie, 1, other, &row, NOW, &back),
	       UNVERIFIED);
	KIT_IS(draft_open(&k->arena, &k->ratchet, k->cookie, 0, tag, &row, NOW, &back), UNVERIFIED);
	for (size_t i = 0; i < row.blob.n; i++) {
		bad = row;
		bad.blob = kit_flip(&k->arena, row.blob, i);
		KIT_IS(draft_open(&k->arena, &k->ratchet, k->cookie, 1, tag, &bad, NOW, &back),
		       UNVERIFIED);
	}
	bad = row;
	bad.day -= 2;
	KIT_IS(draft_open(&k->arena, &k->ratchet, k->cookie, 1, tag, &bad, NOW, &back), SIGNED_OUT);
	bad.day = 0;
	KIT_IS(draft_open(&k->arena, &k->ratchet, k->cookie, 1, tag, &bad, NOW, &back), SIGNED_OUT);
	KIT_IS(draft_seal(&k->arena, &k->ratchet, k->cookie, 0, tag, NOW,
			  (struct bytes){ long_one, PAD_MAX + 1 }, &row),
	       TOO_FULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sessions_open),     cmocka_unit_test(rows_have_one_size),
		cmocka_unit_test(partners),	     cmocka_unit_test(sessions_end),
		cmocka_unit_test(sessions_tampered), cmocka_unit_test(old_rows_stay_shut),
		cmocka_unit_test(step_up),	     cmocka_unit_test(cookies_as_text),
		cmocka_unit_test(form_tokens),	     cmocka_unit_test(drafts),
	};

	return cmocka_run_group_tests(tests, kit_begin, kit_end);
}
