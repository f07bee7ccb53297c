/* Keyrings: one page of one size; what was given to whom, and which epochs rest because of it. */
#include "vault_kit.h"

static void keyring_fill(struct kit *k, struct keyring *r)
{
	keyring_make(r, &k->draw);
	KIT_OK(keyring_roll(r, &k->draw, TOPIC_CARD));
	r->preferences = bytes_str(STR("calm colours"));
	r->unfinished = bytes_str(STR("deleting"));
	r->n_people = 2;
	for (size_t i = 0; i < 2; i++) {
		struct keyring_person *p = &r->person[i];

		*p = (struct keyring_person){ .kind = 3,
					      .name = STR("Robin"),
					      .sent = 4,
					      .seen = 5,
					      .relation = { .mine = SIDE_INVITED } };
		draw_bytes(&k->draw, &p->id, sizeof p->id);
		draw_bytes(&k->draw, &p->relation.id, sizeof p->relation.id);
		draw_bytes(&k->draw, p->public_key, sizeof p->public_key);
		draw_bytes(&k->draw, &p->relation.secret, sizeof p->relation.secret);
		p->n_grants = 1;
		p->grant[0] = (struct keyring_grant){ .topic = TOPIC_CHECKIN,
						      .first = 1,
						      .last = (uint32_t)i,
						      .permission = LETTER_READ };
	}
}

static void keyrings_open(void **state)
{
	struct kit *k = *state;
	struct keyring r, back;
	struct bytes blob;

	keyring_fill(k, &r);
	KIT_OK(keyring_seal(&k->arena, &k->identity, 5, &r, &blob));
	assert_int_equal(blob.n, KEYRING_BYTES);
	KIT_OK(keyring_open(&k->arena, &k->identity, 5, blob, &back));
	assert_memory_equal(back.topic, r.topic, sizeof r.topic);
	assert_int_equal(back.topic[TOPIC_CARD].n, 2);
	assert_int_equal(back.topic[TOPIC_CARD].epoch[1].epoch, 2);
	assert_int_equal(back.n_people, 2);
	assert_memory_equal(&back.person[1].relation, &r.person[1].relation,
			    sizeof(struct relation));
	assert_true(str_equal(back.person[1].name, STR("Robin")));
	assert_true(str_equal(str_bytes(back.preferences), STR("calm colours")));
	assert_true(str_equal(str_bytes(back.unfinished), STR("deleting")));
	KIT_IS(keyring_open(&k->arena, &k->identity, 4, blob, &back), UNVERIFIED);
	KIT_IS(keyring_open(&k->arena, &k->identity, 6, blob, &back), UNVERIFIED);
	for (size_t i = 0; i < blob.n; i += i < 200 || i + 100 > blob.n ? 1 : 61)
		KIT_IS(keyring_open(&k->arena, &k->identity, 5, kit_flip(&k->arena, blob, i),
				    &back),
		       UNVERIFIED);
	KIT_IS(keyring_open(&k->arena, &k->identity, 5, (struct bytes){ blob.p, 100 }, &back),
	       UNVERIFIED);
	struct identity other = k->identity;

	other.space.b[0] ^= 1;
	KIT_IS(keyring_open(&k->arena, &other, 5, blob, &back), UNVERIFIED);
	other = k->identity;
	other.master.b[0] ^= 1;
	KIT_IS(keyring_open(&k->arena, &other, 5, blob, &back), UNVERIFIED);
	assert_false(id16_equal(keyring_page_id(&other), keyring_page_id(&k->identity)));
}

static void keyrings_have_limits(void **state)
{
	struct kit *k = *state;
	struct keyring r;
	struct bytes blob;
	uint8_t *p = arena_take(&k->arena, 16384);

	keyring_fill(k, &r);
	for (int i = 0; i < KEYRING_EPOCHS - 2; i++)
		KIT_OK(keyring_roll(&r, &k->draw, TOPIC_CARD));
	KIT_IS(keyring_roll(&r, &k->draw, TOPIC_CARD), TOO_FULL);
	r.preferences = (struct bytes){ p, KEYRING_PREFERENCES };
	KIT_OK(keyring_seal(&k->arena, &k->identity, 1, &r, &blob));
	r.preferences.n++;
	KIT_IS(keyring_seal(&k->arena, &k->identity, 1, &r, &blob), TOO_FULL);
	r.preferences.n = 0;
	r.unfinished = (struct bytes){ p, 16384 };
	KIT_IS(keyring_seal(&k->arena, &k->identity, 1, &r, &blob), TOO_FULL);
}

/* As full as years of use could make it: every topic with all its epochs, and as many people as
 * there can be, each with a long name and every grant. */
static void fill_up(struct kit *k, struct keyring *r, uint32_t epoch)
{
	static const char name[INVITE_NAME_MAX + 1] =
		"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
	uint8_t *preferences = arena_take(&k->arena, KEYRING_PREFERENCES);

	keyring_fill(k, r);
	r->preferences = (struct bytes){ preferences, KEYRING_PREFERENCES };
	r->unfinished = (struct bytes){ preferences, 21 };
	for (size_t t = 0; t < TOPIC_SLOTS; t++) {
		r->topic[t].n = KEYRING_EPOCHS;
		for (size_t e = 0; e < KEYRING_EPOCHS; e++)
			r->topic[t].epoch[e].epoch = epoch + (uint32_t)e;
	}
	r->person[0].name = (struct str){ name, INVITE_NAME_MAX };
	r->person[0].sent = r->person[0].seen = 1000000;
	r->person[0].since = 4000000000;
	r->person[0].flags = PERSON_NO_COPIES | PERSON_NO_YES;
	r->person[0].n_grants = KEYRING_GRANTS;
	for (size_t g = 0; g < KEYRING_GRANTS; g++)
		r->person[0].grant[g] = (struct keyring_grant){ .topic = TOPIC_CHECKIN,
								.first = epoch,
								.last = epoch + 7,
								.permission = LETTER_READ,
								.not_after = 4000000000 };
	r->n_people = KEYRING_PEOPLE;
	for (size_t i = 1; i < KEYRING_PEOPLE; i++)
		r->person[i] = r->person[0];
}

static void as_many_people_as_there_can_be_fit(void **state)
{
	struct kit *k = *state;
	struct keyring *r = arena_new(&k->arena, struct keyring), back;
	struct bytes blob;

	fill_up(k, r, 16000);
	KIT_OK(keyring_seal(&k->arena, &k->identity, 1, r, &blob));
	assert_int_equal(blob.n, KEYRING_BYTES);
	KIT_OK(keyring_open(&k->arena, &k->identity, 1, blob, &back));
	assert_int_equal(back.n_people, KEYRING_PEOPLE);
	assert_int_equal(back.person[KEYRING_PEOPLE - 1].n_grants, KEYRING_GRANTS);
}

static void keyrings_decode_exactly(void **state)
{
	struct kit *k = *state;
	struct keyring back;
	uint8_t topic[16 * 2], many[4000];

	KIT_IS(keyring_decode(&k->arena, (struct bytes){ 0 }, &back), UNVERIFIED);
	for (size_t i = 0; i < 16; i++) { /* sixteen topics without a key */
		topic[2 * i] = 0x0a;
		topic[2 * i + 1] = 0;
	}
	KIT_IS(keyring_decode(&k->arena, BYTES(topic), &back), UNVERIFIED);
	for (size_t i = 0; i < sizeof many; i++) /* people without anything, very many */
		many[i] = i % 2 ? 0 : 0x12;
	KIT_IS(keyring_decode(&k->arena, BYTES(many), &back), UNVERIFIED);
	KIT_IS(keyring_decode(&k->arena, bytes_str(STR("\xff\xff\xff")), &back), UNVERIFIED);
}

/* --- what was given */
static void give(struct keyring *r, size_t person, struct keyring_grant g)
{
	struct keyring_person *p = &r->person[person];

	p->grant[p->n_grants++] = g;
}

static void keyrings_keep_people(void **state)
{
	struct kit *k = *state;
	struct keyring r, back;
	struct bytes blob;

	keyring_fill(k, &r);
	r.person[1].flags = PERSON_COMPARED | PERSON_RESTING;
	r.person[1].since = NOW;
	give(&r, 1,
	     (struct keyring_grant){ TOPIC_APPROACH, 1, 4, LETTER_READ | LETTER_PROPOSE, NOW });
	r.n_invites = KEYRING_INVITES;
	for (size_t i = 0; i < KEYRING_INVITES; i++) {
		r.invite[i] =
			(struct keyring_invite){ .kind = PERSON_PARTNER, .made = NOW + (int64_t)i };
		invite_code_make(&r.invite[i].code, &k->draw);
		draw_bytes(&k->draw, &r.invite[i].relation, sizeof r.invite[i].relation);
	}
	KIT_OK(keyring_seal(&k->arena, &k->identity, 1, &r, &blob));
	assert_int_equal(blob.n, KEYRING_BYTES);
	KIT_OK(keyring_open(&k->arena, &k->identity, 1, blob, &back));
	const struct keyring_person *p = keyring_find(&back, r.person[1].id);

	assert_ptr_equal(p, &back.person[1]);
	assert_null(keyring_find(&back, (struct id16){ { 0 } }));
	assert_int_equal(p->flags, PERSON_COMPARED | PERSON_RESTING);
	assert_int_equal(p->since, NOW);
	assert_int_equal(p->sent, 4);
	assert_int_equal(p->seen, 5);
	assert_int_equal(p->kind, PERSON_HELPER);
	assert_memory_equal(p->public_key, r.person[1].public_key, 32);
	assert_int_equal(p->n_grants, 2);
	assert_int_equal(p->grant[1].topic, TOPIC_APPROACH);
	assert_int_equal(p->grant[1].first, 1);
	assert_int_equal(p->grant[1].last, 4);
	assert_int_equal(p->grant[1].permission, LETTER_READ | LETTER_PROPOSE);
	assert_int_equal(p->grant[1].not_after, NOW);
	assert_int_equal(back.n_invites, KEYRING_INVITES);
	for (size_t i = 0; i < KEYRING_INVITES; i++) {
		assert_memory_equal(&back.invite[i].code, &r.invite[i].code, 16);
		assert_true(id16_equal(back.invite[i].relation, r.invite[i].relation));
		assert_int_equal(back.invite[i].made, NOW + (int64_t)i);
		assert_int_equal(back.invite[i].kind, PERSON_PARTNER);
	}
}

/* Frozen: given to somebody who was not given the newest. */
static void epochs_freeze(void **state)
{
	struct kit *k = *state;
	struct keyring r;
	const struct topic_keys *checkins = &r.topic[TOPIC_CHECKIN];

	keyring_fill(k, &r);
	r.person[0].n_grants = r.person[1].n_grants = 0;
	for (int i = 0; i < 3; i++)
		KIT_OK(keyring_roll(&r, &k->draw, TOPIC_CHECKIN));
	keyring_freeze(&r);
	for (size_t i = 0; i < 4; i++)
		assert_false(checkins->epoch[i].is_frozen);
	give(&r, 0, (struct keyring_grant){ TOPIC_CHECKIN, 2, 0, LETTER_READ, 0 });
	keyring_freeze(&r);
	for (size_t i = 0; i < 4; i++) /* it goes on: what they see may change */
		assert_false(checkins->epoch[i].is_frozen);
	give(&r, 1, (struct keyring_grant){ TOPIC_CHECKIN, 2, 3, LETTER_READ, 0 });
	keyring_freeze(&r);
	for (size_t i = 0; i < 4; i++) /* for the second person it stopped */
		assert_int_equal(checkins->epoch[i].is_frozen, i == 1 || i == 2);
	assert_false(r.topic[TOPIC_APPROACH].epoch[0].is_frozen);
	r.person[1].n_grants = 0; /* taken back */
	keyring_freeze(&r);
	for (size_t i = 0; i < 4; i++)
		assert_false(checkins->epoch[i].is_frozen);
	r.person[0].grant[0].last = 4; /* stopped at the newest; then a new epoch begins */
	keyring_freeze(&r);
	assert_false(checkins->epoch[3].is_frozen);
	KIT_OK(keyring_roll(&r, &k->draw, TOPIC_CHECKIN));
	keyring_freeze(&r);
	assert_true(checkins->epoch[3].is_frozen && checkins->epoch[1].is_frozen);
	assert_false(checkins->epoch[4].is_frozen || checkins->epoch[0].is_frozen);
}

static void epochs_get_new_keys(void **state)
{
	struct kit *k = *state;
	struct keyring r, was;

	keyring_fill(k, &r);
	for (int i = 0; i < 3; i++)
		KIT_OK(keyring_roll(&r, &k->draw, TOPIC_CHECKIN));
	was = r;
	keyring_rekey(&r, &k->draw, TOPIC_CHECKIN, 2, 3);
	assert_int_equal(r.topic[TOPIC_CHECKIN].n, 4);
	for (size_t i = 0; i < 4; i++) {
		const struct epoch_key *now = &r.topic[TOPIC_CHECKIN].epoch[i];
		const struct epoch_key *before = &was.topic[TOPIC_CHECKIN].epoch[i];

		assert_int_equal(now->epoch, i + 1);
		assert_int_equal(memcmp(&now->key, &before->key, 32) != 0, i == 1 || i == 2);
	}
	for (int t = 0; t < TOPIC_SLOTS; t++)
		if (t != TOPIC_CHECKIN)
			assert_memory_equal(&r.topic[t].epoch[0].key, &was.topic[t].epoch[0].key,
					    32);
}

static void letters_get_lines(void **state)
{
	struct kit *k = *state;
	struct keyring r;
	struct letter *l = arena_new(&k->arena, struct letter);
	struct keyring_person *p = &r.person[0];

	keyring_fill(k, &r);
	p->n_grants = 0;
	for (int i = 0; i < 3; i++)
		KIT_OK(keyring_roll(&r, &k->draw, TOPIC_CHECKIN));
	l->n_lines = 9;
	keyring_lines(&r, p, l);
	assert_int_equal(l->n_lines, 0);
	give(&r, 0, (struct keyring_grant){ TOPIC_CHECKIN, 2, 3, LETTER_READ, 0 });
	give(&r, 0, (struct keyring_grant){ TOPIC_APPROACH, 1, 0, LETTER_PROPOSE, NOW });
	keyring_lines(&r, p, l);
	assert_int_equal(l->n_lines, 3);
	for (size_t i = 0; i < 2; i++) {
		assert_int_equal(l->line[i].topic, TOPIC_CHECKIN);
		assert_int_equal(l->line[i].epoch, i + 2);
		assert_memory_equal(&l->line[i].key, &r.topic[TOPIC_CHECKIN].epoch[i + 1].key, 32);
		assert_int_equal(l->line[i].permission, LETTER_READ);
		assert_int_equal(l->line[i].not_after, 0);
	}
	assert_int_equal(l->line[2].topic, TOPIC_APPROACH);
	assert_int_equal(l->line[2].permission, LETTER_PROPOSE);
	assert_int_equal(l->line[2].not_after, NOW);
	p->grant[0].last = 0; /* it goes on: the newest too, and the next one */
	keyring_lines(&r, p, l);
	assert_int_equal(l->n_lines, 4);
	/* The same epoch given twice is one line, as wide as both. */
	give(&r, 0, (struct keyring_grant){ TOPIC_APPROACH, 1, 0, LETTER_READ, NOW + 5 });
	keyring_lines(&r, p, l);
	assert_int_equal(l->n_lines, 4);
	assert_int_equal(l->line[3].permission, LETTER_READ | LETTER_PROPOSE);
	assert_int_equal(l->line[3].not_after, NOW + 5);
	p->grant[2].not_after = 0;
	keyring_lines(&r, p, l);
	assert_int_equal(l->line[3].not_after, 0);
	/* Everything, over and over: never more than there is room for. */
	for (int t = 0; t < TOPIC_SLOTS; t++)
		while (r.topic[t].n < KEYRING_EPOCHS)
			KIT_OK(keyring_roll(&r, &k->draw, (enum topic)t));
	for (p->n_grants = 0; p->n_grants < KEYRING_GRANTS; p->n_grants++)
		p->grant[p->n_grants] =
			(struct keyring_grant){ (enum topic)(p->n_grants % TOPIC_SLOTS), 1, 0,
						LETTER_READ, 0 };
	keyring_lines(&r, p, l);
	assert_int_equal(l->n_lines, LETTER_LINES);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keyrings_open),
		cmocka_unit_test(keyrings_have_limits),
		cmocka_unit_test(as_many_people_as_there_can_be_fit),
		cmocka_unit_test(keyrings_decode_exactly),
		cmocka_unit_test(keyrings_keep_people),
		cmocka_unit_test(epochs_freeze),
		cmocka_unit_test(epochs_get_new_keys),
		cmocka_unit_test(letters_get_lines),
	};

	return cmocka_run_group_tests(tests, kit_begin, kit_end);
}
