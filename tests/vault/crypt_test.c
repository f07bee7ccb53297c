/* The primitives, against vectors of an independent model and against libsodium. */
#include "vault_kit.h"
#include "feed.h"
#include "invite.h"
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>

static struct bytes unhex(struct arena *a, struct str s)
{
	uint8_t *p = arena_take(a, s.n / 2 + 1);

	if (str_equal(s, STR("-")))
		return (struct bytes){ p, 0 };
	assert_true(hex_read(p, s.n / 2, s));
	return (struct bytes){ p, s.n / 2 };
}

static struct key key_of(struct arena *a, struct str s)
{
	struct key k;
	struct bytes b = unhex(a, s);

	assert_int_equal(b.n, sizeof k.b);
	memcpy(k.b, b.p, sizeof k.b);
	return k;
}

static void check_kdf(struct arena *a, struct str *line)
{
	struct key k = key_of(a, str_cut(line, ' ')), right, got;
	struct str domain = str_cut(line, ' ');
	struct bytes part[8];
	size_t n = 0;

	right = key_of(a, str_cut(line, ' '));
	while (line->n)
		part[n++] = unhex(a, str_cut(line, ' '));
	kdf(&got, &k, str_equal(domain, STR("-")) ? "" : arena_str(a, domain).p, part, n);
	assert_memory_equal(&got, &right, sizeof got);
}

static void check_sealed(struct arena *a, struct str *line, bool commits)
{
	struct key k = key_of(a, str_cut(line, ' '));
	struct bytes ad = unhex(a, str_cut(line, ' '));
	struct bytes message = unhex(a, str_cut(line, ' '));
	struct bytes sealed = unhex(a, *line), got;

	if (commits)
		KIT_OK(cunseal(a, &k, sealed, ad, &got));
	else
		KIT_OK(unseal(a, &k, sealed, ad, &got));
	assert_int_equal(got.n, message.n);
	assert_memory_equal(got.p, message.p, got.n);
}

static void check_session(struct arena *a, struct str *line)
{
	struct key cookie = key_of(a, str_cut(line, ' ')), day = key_of(a, str_cut(line, ' '));
	struct key sid = key_of(a, str_cut(line, ' ')), row = key_of(a, str_cut(line, ' ')), got;
	struct key next = key_of(a, *line);
	struct ratchet r = { .day = 10, .today = day };
	bool is_changed;

	assert_memory_equal(session_sid(cookie.b).b, &sid, sizeof sid);
	KDF(&got, &cookie, "rj1/sess", BYTES(day.b), BYTES(sid.b));
	assert_memory_equal(&got, &row, sizeof row);
	KIT_OK(ratchet_advance(&r, 11 * 86400, false, &is_changed));
	assert_memory_equal(&r.today, &next, sizeof next);
}

static void id_is(struct arena *a, struct id16 got, struct str *line)
{
	struct bytes right = unhex(a, str_cut(line, ' '));

	assert_int_equal(right.n, sizeof got);
	assert_memory_equal(&got, right.p, sizeof got);
}

static void check_relation(struct arena *a, struct str *line)
{
	struct key own[4], yes, got;
	struct relation r[2];
	struct signal_keys signal;
	struct id16 id;

	for (size_t i = 0; i < 4; i++)
		own[i] = key_of(a, str_cut(line, ' '));
	memcpy(&id, unhex(a, str_cut(line, ' ')).p, sizeof id);
	KIT_OK(relation_make(&r[0], own[0].b, own[1].b, own[3].b, id, SIDE_INVITER));
	KIT_OK(relation_make(&r[1], own[2].b, own[3].b, own[1].b, id, SIDE_INVITED));
	yes = key_of(a, str_cut(line, ' '));
	assert_memory_equal(&r[0].secret, &yes, sizeof yes);
	assert_memory_equal(&r[1].secret, &yes, sizeof yes);
	id_is(a, relation_letter_space(&r[1]), line);
	id_is(a, relation_letter_page(&r[1], SIDE_INVITER), line);
	id_is(a, relation_letter_page(&r[1], SIDE_INVITED), line);
	signal_keys_make(&signal, &r[1]);
	id_is(a, signal.space, line);
	id_is(a, signal.page[SIDE_INVITER], line);
	id_is(a, signal.page[SIDE_INVITED], line);
	relation_yes_key(&got, &r[0]);
	yes = key_of(a, *line);
	assert_memory_equal(&got, &yes, sizeof yes);
}

static void check_signal(struct arena *a, struct str *line)
{
	const struct relation r = { .secret = key_of(a, str_cut(line, ' ')) };
	struct signal_keys k;
	struct bytes message, got;
	long side, ver;

	signal_keys_make(&k, &r);
	assert_true(str_number(str_cut(line, ' '), &side) && str_number(str_cut(line, ' '), &ver));
	message = unhex(a, str_cut(line, ' '));
	KIT_OK(signal_open(&k, a, (enum relation_side)side, (uint32_t)ver, unhex(a, *line), &got));
	assert_true(str_equal(str_bytes(got), str_bytes(message)));
}

static void field_is(struct arena *a, struct bytes got, struct str *line)
{
	assert_true(str_equal(str_bytes(got), str_bytes(unhex(a, str_cut(line, ' ')))));
}

static void check_invite(struct arena *a, struct str *line)
{
	struct invite_code code, back;
	struct invite_offer offer;
	struct invite_answer answer;
	char words[INVITE_TEXT_MAX], signs[INVITE_SIGNS_MAX];
	struct str fields;
	long made;

	memcpy(&code, unhex(a, str_cut(line, ' ')).p, sizeof code);
	id_is(a, invite_space(&code), line);
	id_is(a, invite_page(&code), line);
	invite_code_words(words, &code);
	assert_true(invite_code_parse(&back, str_cut(line, ' ')));
	assert_memory_equal(&back, &code, sizeof code);
	invite_code_signs(signs, &code);
	assert_true(str_equal(str_c(signs), str_cut(line, ' ')));
	fields = *line;
	for (int i = 0; i < 4; i++)
		(void)str_cut(line, ' ');
	KIT_OK(invite_open_offer(&code, a, unhex(a, str_cut(line, ' ')), &offer));
	field_is(a, BYTES(offer.relation.b), &fields);
	field_is(a, BYTES(offer.public_key), &fields);
	assert_true(str_number(str_cut(&fields, ' '), &made) && made == offer.made);
	field_is(a, bytes_str(offer.name), &fields);
	fields = *line;
	(void)str_cut(line, ' ');
	(void)str_cut(line, ' ');
	KIT_OK(invite_open_answer(&code, a, unhex(a, *line), &answer));
	field_is(a, BYTES(answer.public_key), &fields);
	field_is(a, bytes_str(answer.name), &fields);
}

static void check_feed(struct arena *a, struct str *line)
{
	struct feed_token token;
	struct bytes content, got;
	struct id16 id;
	long ver;

	assert_true(feed_token_read(&token, str_cut(line, ' ')));
	id_is(a, feed_space(&token), line);
	id_is(a, feed_page(&token), line);
	memcpy(&id, unhex(a, str_cut(line, ' ')).p, sizeof id);
	id_is(a, feed_item_name(id), line);
	assert_true(str_number(str_cut(line, ' '), &ver));
	content = unhex(a, str_cut(line, ' '));
	KIT_OK(feed_open(&token, a, (uint32_t)ver, unhex(a, *line), &got));
	assert_true(str_equal(str_bytes(got), str_bytes(content)));
}

static void vectors(void **state)
{
	struct kit *k = *state;
	FILE *f = fopen(getenv("VECTORS"), "r");
	char *text = NULL;
	size_t size = 0, n = 0;
	ssize_t length;

	assert_non_null(f);
	while ((length = getline(&text, &size, f)) > 0) {
		struct str line = str_trim((struct str){ text, (size_t)length });
		struct str what = str_cut(&line, ' ');

		if (str_equal(what, STR("kdf")))
			check_kdf(&k->arena, &line);
		else if (str_equal(what, STR("seal")))
			check_sealed(&k->arena, &line, false);
		else if (str_equal(what, STR("cseal")))
			check_sealed(&k->arena, &line, true);
		else if (str_equal(what, STR("session")))
			check_session(&k->arena, &line);
		else if (str_equal(what, STR("rel")))
			check_relation(&k->arena, &line);
		else if (str_equal(what, STR("signal")))
			check_signal(&k->arena, &line);
		else if (str_equal(what, STR("invite")))
			check_invite(&k->arena, &line);
		else if (str_equal(what, STR("feed")))
			check_feed(&k->arena, &line);
		else
			continue;
		n++;
	}
	free(text);
	fclose(f);
	assert_int_equal(n, 49);
}

static void kdf_is_injective(void **state)
{
	static const struct {
		const char *domain, *part[3];
		size_t n;
	} way[] = {
		{ "d", { "ab", "c" }, 2 },     { "d", { "a", "bc" }, 2 },     { "d", { "abc" }, 1 },
		{ "d", { "abc", "" }, 2 },     { "d", { "", "abc" }, 2 },     { "dabc", { "" }, 0 },
		{ "dabc", { "" }, 1 },	       { "e", { "ab", "c" }, 2 },     { "", { "dabc" }, 1 },
		{ "d", { "a", "b", "c" }, 3 }, { "d", { "", "", "abc" }, 3 },
	};
	struct key out[11], k = { { 1 } };

	(void)state;
	for (size_t i = 0; i < 11; i++) {
		struct bytes part[3];

		for (size_t j = 0; j < way[i].n; j++)
			part[j] = bytes_str(str_c(way[i].part[j]));
		kdf(&out[i], &k, way[i].domain, part, way[i].n);
		for (size_t j = 0; j < i; j++)
			assert_memory_not_equal(&out[i], &out[j], sizeof out[i]);
	}
	k.b[31] ^= 1;
	struct key other;

	KDF(&other, &k, "d", bytes_str(STR("abc")));
	assert_memory_not_equal(&other, &out[2], sizeof other);
}

/* Around the length where the engine changes, and at every padding class. */
static void engines_agree(void **state)
{
	struct kit *k = *state;
	static const size_t length[] = { 0,   1,   15,	16,  17,   63,	 64,	256,   510,
					 511, 512, 513, 777, 1024, 4096, 16384, 32000, 65536 };
	struct key key;
	uint8_t *message = arena_take(&k->arena, 65536), ad[79];

	draw_bytes(&k->draw, &key, sizeof key);
	draw_bytes(&k->draw, message, 65536);
	draw_bytes(&k->draw, ad, sizeof ad);
	for (size_t i = 0; i < sizeof length / sizeof length[0]; i++) {
		struct bytes m = { message, length[i] }, back;
		struct bytes sealed = seal(&k->arena, &key, m, BYTES(ad));
		uint8_t *theirs = arena_take(&k->arena, m.n + SEAL_TAG);

		assert_int_equal(sealed.n, m.n + SEAL_OVER);
		crypto_aead_xchacha20poly1305_ietf_encrypt(theirs, NULL, m.p, m.n, ad, sizeof ad,
							   NULL, sealed.p + 1, key.b);
		assert_memory_equal(sealed.p + 25, theirs, m.n + SEAL_TAG);
		KIT_OK(unseal(&k->arena, &key, sealed, BYTES(ad), &back));
		assert_int_equal(back.n, m.n);
		assert_memory_equal(back.p, m.p, m.n);
		sealed = seal(&k->arena, &key, m, (struct bytes){ 0 }); /* bound to nothing */
		crypto_aead_xchacha20poly1305_ietf_encrypt(theirs, NULL, m.p, m.n, NULL, 0, NULL,
							   sealed.p + 1, key.b);
		assert_memory_equal(sealed.p + 25, theirs, m.n + SEAL_TAG);
	}
}

static void every_byte_counts(void **state)
{
	struct kit *k = *state;
	static const size_t length[] = { 0, 100, 600 };
	struct key key = { { 7 } }, wrong = { { 8 } };
	struct bytes back;

	for (size_t i = 0; i < 3; i++) {
		struct bytes m = pad_to(&k->arena, (struct bytes){ 0 }, length[i] + 4);
		struct bytes plain = seal(&k->arena, &key, m, bytes_str(STR("ad")));
		struct bytes bound = cseal(&k->arena, &key, m, bytes_str(STR("ad")));

		for (size_t j = 0; j < plain.n; j++)
			KIT_IS(unseal(&k->arena, &key, kit_flip(&k->arena, plain, j),
				      bytes_str(STR("ad")), &back),
			       UNVERIFIED);
		for (size_t j = 0; j < bound.n; j++)
			KIT_IS(cunseal(&k->arena, &key, kit_flip(&k->arena, bound, j),
				       bytes_str(STR("ad")), &back),
			       UNVERIFIED);
		for (size_t n = 0; n < bound.n; n++)
			KIT_IS(cunseal(&k->arena, &key, (struct bytes){ bound.p, n },
				       bytes_str(STR("ad")), &back),
			       UNVERIFIED);
		for (size_t n = 0; n < plain.n; n++)
			KIT_IS(unseal(&k->arena, &key, (struct bytes){ plain.p, n },
				      bytes_str(STR("ad")), &back),
			       UNVERIFIED);
		KIT_IS(unseal(&k->arena, &wrong, plain, bytes_str(STR("ad")), &back), UNVERIFIED);
		KIT_IS(cunseal(&k->arena, &wrong, bound, bytes_str(STR("ad")), &back), UNVERIFIED);
		KIT_IS(unseal(&k->arena, &key, plain, bytes_str(STR("aD")), &back), UNVERIFIED);
		KIT_IS(cunseal(&k->arena, &key, bound, bytes_str(STR("")), &back), UNVERIFIED);
		KIT_IS(unseal(&k->arena, &key, bound, bytes_str(STR("ad")), &back), UNVERIFIED);
	}
	struct bytes long_one = { arena_take(&k->arena, SEALED_MAX + 1), SEALED_MAX + 1 };

	KIT_IS(unseal(&k->arena, &key, long_one, BYTES(key.b), &back), UNVERIFIED);
}

static void two_seals_differ(void **state)
{
	struct kit *k = *state;
	struct key key = { { 7 } };
	struct bytes m = bytes_str(STR("the same words"));

	assert_memory_not_equal(seal(&k->arena, &key, m, m).p + 1,
				seal(&k->arena, &key, m, m).p + 1, 24);
	assert_memory_not_equal(cseal(&k->arena, &key, m, m).p + 25,
				cseal(&k->arena, &key, m, m).p + 25, 32);
}

static void padding_classes(void **state)
{
	struct kit *k = *state;
	static const size_t size[] = { 256, 1024, 4096, 16384, 65536 };
	uint8_t *message = arena_take(&k->arena, PAD_MAX);
	struct bytes back;

	memset(message, 'x', PAD_MAX);
	for (size_t i = 0; i < 5; i++) {
		assert_int_equal(pad_class(size[i] - 4), size[i]);
		assert_int_equal(pad_class(size[i] - 3), i < 4 ? size[i + 1] : 0);
		struct bytes p = pad(&k->arena, (struct bytes){ message, size[i] - 4 });

		assert_int_equal(p.n, size[i]);
		assert_true(unpad(p, &back));
		assert_int_equal(back.n, size[i] - 4);
	}
	assert_int_equal(pad_class(0), 256);
	struct bytes p = pad(&k->arena, bytes_str(STR("hello")));

	assert_true(unpad(p, &back) && str_equal(str_bytes(back), STR("hello")));
	assert_false(unpad(kit_flip(&k->arena, p, 255), &back)); /* not zero */
	assert_false(unpad(kit_flip(&k->arena, p, 3), &back));	 /* length past the end */
	assert_false(unpad((struct bytes){ p.p, 3 }, &back));
	assert_false(unpad((struct bytes){ p.p, 0 }, &back));
}

static void draws_repeat(void **state)
{
	static const uint8_t seed[32] = { 5 };
	struct draw a = draw_begin(seed), b = draw_begin(seed), c = draw_fresh();
	uint8_t x[100], y[100], z[100];

	(void)state;
	draw_bytes(&a, x, sizeof x);
	draw_bytes(&b, y, sizeof y);
	draw_bytes(&c, z, sizeof z);
	assert_memory_equal(x, y, sizeof x);
	assert_memory_not_equal(x, z, sizeof x);
	draw_bytes(&a, x, sizeof x);
	assert_memory_not_equal(x, y, sizeof x);
	assert_memory_not_equal(x, x + 32, 32);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(vectors),	    cmocka_unit_test(kdf_is_injective),
		cmocka_unit_test(engines_agree),    cmocka_unit_test(every_byte_counts),
		cmocka_unit_test(two_seals_differ), cmocka_unit_test(padding_classes),
		cmocka_unit_test(draws_repeat),
	};

	return cmocka_run_group_tests(tests, kit_begin, kit_end);
}
