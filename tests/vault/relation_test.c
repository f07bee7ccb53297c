/* What two people have between them: both come to the same names and keys, nobody else does; what
 * stands between them opens in its place only. */
#include "vault_kit.h"
#include "letter.h"

static const uint8_t two_of_low_order[][32] = { { 0 }, { 1 } };

struct pair {
	struct identity robin, sam, other;
	struct relation r, s; /* as each of the two has it */
};

static void pair_make(struct kit *k, struct pair *p)
{
	const struct id16 id = { { 9, 8, 7 } };

	identity_make(&p->robin, &k->draw);
	identity_make(&p->sam, &k->draw);
	identity_make(&p->other, &k->draw);
	KIT_OK(relation_make(&p->r, p->robin.secret_key, p->robin.public_key, p->sam.public_key, id,
			     SIDE_INVITER));
	KIT_OK(relation_make(&p->s, p->sam.secret_key, p->sam.public_key, p->robin.public_key, id,
			     SIDE_INVITED));
}

static void both_come_to_the_same(void **state)
{
	struct kit *k = *state;
	struct pair p;
	struct signal_keys mine, theirs;
	struct key yes[2];

	pair_make(k, &p);
	assert_int_equal(relation_other(SIDE_INVITER), SIDE_INVITED);
	assert_int_equal(relation_other(SIDE_INVITED), SIDE_INVITER);
	assert_memory_equal(&p.r.secret, &p.s.secret, 32);
	assert_int_equal(p.r.mine, SIDE_INVITER);
	assert_int_equal(p.s.mine, SIDE_INVITED);
	relation_yes_key(&yes[0], &p.r);
	relation_yes_key(&yes[1], &p.s);
	signal_keys_make(&mine, &p.r);
	signal_keys_make(&theirs, &p.s);
	assert_memory_equal(&mine, &theirs, sizeof mine);
	assert_memory_equal(&yes[0], &yes[1], 32);
	const struct id16 name[] = { relation_letter_space(&p.r),
				     mine.space,
				     relation_letter_page(&p.r, SIDE_INVITER),
				     relation_letter_page(&p.r, SIDE_INVITED),
				     mine.page[SIDE_INVITER],
				     mine.page[SIDE_INVITED] };

	assert_true(id16_equal(name[0], relation_letter_space(&p.s)));
	assert_true(id16_equal(name[2], relation_letter_page(&p.s, SIDE_INVITER)));
	for (size_t i = 0; i < 6; i++)
		for (size_t j = 0; j < i; j++)
			assert_false(id16_equal(name[i], name[j]));
}

static struct err made(struct relation *ret, const struct identity *mine,
		       const uint8_t other_key[32], uint8_t id, enum relation_side side)
{
	return relation_make(ret, mine->secret_key, mine->public_key, other_key,
			     (struct id16){ { id, 8, 7 } }, side);
}

static void nobody_else_does(void **state)
{
	struct kit *k = *state;
	struct pair p;
	struct relation r;

	pair_make(k, &p);
	KIT_OK(made(&r, &p.robin, p.sam.public_key, 9, SIDE_INVITER));
	assert_memory_equal(&r.secret, &p.r.secret, 32);
	KIT_OK(made(&r, &p.robin, p.sam.public_key, 1, SIDE_INVITER)); /* another invitation */
	assert_memory_not_equal(&r.secret, &p.r.secret, 32);
	KIT_OK(made(&r, &p.robin, p.sam.public_key, 9, SIDE_INVITED)); /* sides the other way */
	assert_memory_not_equal(&r.secret, &p.r.secret, 32);
	KIT_OK(made(&r, &p.robin, p.other.public_key, 9, SIDE_INVITER)); /* a swapped key */
	assert_memory_not_equal(&r.secret, &p.r.secret, 32);
	KIT_OK(made(&r, &p.other, p.sam.public_key, 9, SIDE_INVITER));
	assert_memory_not_equal(&r.secret, &p.r.secret, 32);
	for (size_t i = 0; i < 2; i++)
		KIT_IS(made(&r, &p.robin, two_of_low_order[i], 9, SIDE_INVITER), UNVERIFIED);
}

static void signals(void **state)
{
	struct kit *k = *state;
	struct pair p;
	struct bytes back, blob, text = bytes_str(STR("20 minutes, in the garden"));
	uint8_t most[SIGNAL_PLAIN_MAX] = { 7 };
	struct signal_keys mine, theirs;

	pair_make(k, &p);
	signal_keys_make(&mine, &p.r);
	signal_keys_make(&theirs, &p.s);
	blob = signal_seal(&mine, &k->arena, SIDE_INVITER, 4, text);
	assert_int_equal(blob.n, SIGNAL_BYTES);
	KIT_OK(signal_open(&theirs, &k->arena, SIDE_INVITER, 4, blob, &back));
	assert_true(str_equal(str_bytes(back), str_bytes(text)));
	KIT_IS(signal_open(&theirs, &k->arena, SIDE_INVITED, 4, blob, &back), UNVERIFIED);
	KIT_IS(signal_open(&theirs, &k->arena, SIDE_INVITER, 3, blob, &back), UNVERIFIED);
	KIT_IS(signal_open(&theirs, &k->arena, SIDE_INVITER, 5, blob, &back), UNVERIFIED);
	KIT_OK(made(&p.s, &p.sam, p.robin.public_key, 1, SIDE_INVITED));
	signal_keys_make(&theirs, &p.s);
	KIT_IS(signal_open(&theirs, &k->arena, SIDE_INVITER, 4, blob, &back), UNVERIFIED);
	for (size_t i = 0; i < blob.n; i++)
		KIT_IS(signal_open(&mine, &k->arena, SIDE_INVITER, 4, kit_flip(&k->arena, blob, i),
				   &back),
		       UNVERIFIED);
	KIT_IS(signal_open(&mine, &k->arena, SIDE_INVITER, 4, (struct bytes){ blob.p, blob.n - 1 },
			   &back),
	       UNVERIFIED);
	/* One size, whatever is said. */
	assert_int_equal(
		signal_seal(&mine, &k->arena, SIDE_INVITER, 1, (struct bytes){ most, 0 }).n,
		SIGNAL_BYTES);
	blob = signal_seal(&mine, &k->arena, SIDE_INVITER, 1, BYTES(most));
	assert_int_equal(blob.n, SIGNAL_BYTES);
	KIT_OK(signal_open(&mine, &k->arena, SIDE_INVITER, 1, blob, &back));
	assert_int_equal(back.n, SIGNAL_PLAIN_MAX);
}

/* --- letters */
static struct letter *letter_example(struct kit *k)
{
	struct letter *l = arena_new(&k->arena, struct letter);

	l->space = k->identity.space;
	l->n_lines = 2;
	l->line[0] = (struct letter_line){ TOPIC_CHECKIN, 1, { { 1 } }, LETTER_READ, 0 };
	l->line[1] = (struct letter_line){
		TOPIC_APPROACH, 3, { { 2 } }, LETTER_READ | LETTER_PROPOSE, NOW + 86400
	};
	l->n_items = 1;
	l->item[0] = (struct letter_item){ { { 5 } }, 6, bytes_str(STR("a hand on my back")) };
	letter_blank_cells(l);
	return l;
}

static void letters_open(void **state)
{
	struct kit *k = *state;
	struct pair p;
	struct letter *l = letter_example(k), *back = arena_new(&k->arena, struct letter);
	struct letter *empty = arena_new(&k->arena, struct letter);
	struct bytes blob;

	pair_make(k, &p);
	KIT_OK(letter_seal(&p.r, &k->arena, SIDE_INVITER, PERSON_PARTNER, 7, l, &blob));
	assert_int_equal(blob.n, LETTER_BYTES);
	KIT_OK(letter_open(&p.s, &k->arena, SIDE_INVITER, 7, blob, back));
	assert_true(id16_equal(back->space, l->space));
	assert_int_equal(back->n_lines, 2);
	for (size_t i = 0; i < 2; i++) {
		assert_int_equal(back->line[i].topic, l->line[i].topic);
		assert_int_equal(back->line[i].epoch, l->line[i].epoch);
		assert_int_equal(back->line[i].permission, l->line[i].permission);
		assert_int_equal(back->line[i].not_after, l->line[i].not_after);
		assert_memory_equal(&back->line[i].key, &l->line[i].key, 32);
	}
	assert_int_equal(back->n_items, 1);
	assert_true(id16_equal(back->item[0].id, l->item[0].id));
	assert_int_equal(back->item[0].place, 6);
	assert_true(str_equal(str_bytes(back->item[0].content), STR("a hand on my back")));
	assert_memory_equal(back->cell, l->cell, sizeof l->cell);
	KIT_OK(letter_seal(&p.r, &k->arena, SIDE_INVITER, PERSON_PARTNER, 8, empty, &blob));
	assert_int_equal(blob.n, LETTER_BYTES); /* an empty one is as long */
	KIT_OK(letter_open(&p.s, &k->arena, SIDE_INVITER, 8, blob, back));
	assert_int_equal(back->n_lines + back->n_items, 0);
}

/* The key, as the specification says, by hand. */
static void letters_have_keys_of_their_own(void **state)
{
	struct kit *k = *state;
	const uint8_t side = SIDE_INVITED, seq[] = { 4, 1, 0, 0 };
	struct pair p;
	struct bytes blob;
	struct key key;

	pair_make(k, &p);
	KIT_OK(letter_seal(&p.s, &k->arena, SIDE_INVITED, PERSON_PARTNER, 260, letter_example(k),
			   &blob));
	KDF(&key, &p.r.secret, "rj1/letter", BYTES_OF(side), BYTES(seq));
	KDF(&key, &key, "rj1/commit", (struct bytes){ blob.p + 1, 24 });
	assert_memory_equal(blob.p + 25, &key, 32);
}

static void letters_tampered(void **state)
{
	struct kit *k = *state;
	struct pair p;
	struct letter *l = letter_example(k), *back = arena_new(&k->arena, struct letter);
	struct relation r;
	struct bytes blob;
	struct arena a;
	uint8_t *one;

	pair_make(k, &p);
	KIT_OK(letter_seal(&p.r, &k->arena, SIDE_INVITER, PERSON_PARTNER, 7, l, &blob));
	one = arena_take(&k->arena, blob.n);
	memcpy(one, blob.p, blob.n);
	arena_init(&a, 1u << 17, 1u << 20);
	for (size_t i = 0; i < blob.n; i++) {
		one[i] ^= (uint8_t)(1u << i % 8);
		KIT_IS(letter_open(&p.s, &a, SIDE_INVITER, 7, (struct bytes){ one, blob.n }, back),
		       UNVERIFIED);
		one[i] ^= (uint8_t)(1u << i % 8);
		arena_reset(&a);
	}
	arena_end(&a);
	KIT_OK(letter_open(&p.s, &k->arena, SIDE_INVITER, 7, (struct bytes){ one, blob.n }, back));
	KIT_IS(letter_open(&p.s, &k->arena, SIDE_INVITED, 7, blob, back), UNVERIFIED);
	KIT_IS(letter_open(&p.s, &k->arena, SIDE_INVITER, 6, blob, back), UNVERIFIED); /* replay */
	KIT_IS(letter_open(&p.s, &k->arena, SIDE_INVITER, 8, blob, back), UNVERIFIED);
	KIT_IS(letter_open(&p.s, &k->arena, SIDE_INVITER, 7, (struct bytes){ blob.p, blob.n - 1 },
			   back),
	       UNVERIFIED);
	KIT_OK(made(&r, &p.sam, p.robin.public_key, 1, SIDE_INVITED)); /* another relation */
	KIT_IS(letter_open(&r, &k->arena, SIDE_INVITER, 7, blob, back), UNVERIFIED);
	r = p.s; /* the same secret, under another name */
	r.id.b[0] ^= 1;
	KIT_IS(letter_open(&r, &k->arena, SIDE_INVITER, 7, blob, back), UNVERIFIED);
	KIT_OK(made(&r, &p.sam, p.other.public_key, 9, SIDE_INVITED)); /* a swapped public key */
	KIT_IS(letter_open(&r, &k->arena, SIDE_INVITER, 7, blob, back), UNVERIFIED);
	KIT_OK(made(&r, &p.other, p.robin.public_key, 9, SIDE_INVITED)); /* somebody else's own */
	KIT_IS(letter_open(&r, &k->arena, SIDE_INVITER, 7, blob, back), UNVERIFIED);
}

/* The vault's own refusal, whatever the rooms ask for. */
static void letters_never_grant(void **state)
{
	struct kit *k = *state;
	struct pair p;
	struct letter *l = letter_example(k);
	struct bytes blob;

	pair_make(k, &p);
	for (enum topic t = 0; (int)t < TOPIC_SLOTS; t++)
		for (enum person_kind kind = PERSON_PARTNER; kind < PERSON_KIND__END; kind++) {
			l->line[1].topic = t;
			struct err e =
				letter_seal(&p.r, &k->arena, SIDE_INVITER, kind, 1, l, &blob);

			assert_string_equal(err_name(e),
					    topic_is_grantable(t, kind) ? "NONE" : "NO_GRANT");
		}
	for (int i = 0; i < 3; i++) {
		l->line[1].topic = (enum topic[]){ TOPIC_PRIVATE, TOPIC_AUDIT, TOPIC_SAFETY }[i];
		KIT_IS(letter_seal(&p.r, &k->arena, SIDE_INVITER, PERSON_PARTNER, 1, l, &blob),
		       NO_GRANT);
	}
	l->line[1].topic = (enum topic)TOPIC_SLOTS;
	KIT_IS(letter_seal(&p.r, &k->arena, SIDE_INVITER, PERSON_THERAPIST, 1, l, &blob), NO_GRANT);
}

static void letters_have_limits(void **state)
{
	struct kit *k = *state;
	struct pair p;
	struct letter *l = letter_example(k), *back = arena_new(&k->arena, struct letter);
	uint8_t *content = arena_take(&k->arena, LETTER_ITEM_MAX + 1);
	struct bytes blob;

	pair_make(k, &p);
	l->item[0].content = (struct bytes){ content, LETTER_ITEM_MAX };
	KIT_OK(letter_seal(&p.r, &k->arena, SIDE_INVITER, PERSON_PARTNER, 1, l, &blob));
	l->item[0].content.n++;
	KIT_IS(letter_seal(&p.r, &k->arena, SIDE_INVITER, PERSON_PARTNER, 1, l, &blob), TOO_FULL);
	for (l->n_items = 0; l->n_items < 6; l->n_items++)
		l->item[l->n_items].content = (struct bytes){ content, LETTER_ITEM_MAX };
	KIT_IS(letter_seal(&p.r, &k->arena, SIDE_INVITER, PERSON_PARTNER, 1, l, &blob), TOO_FULL);
	for (l->n_items = 0; l->n_items < LETTER_ITEMS; l->n_items++)
		l->item[l->n_items].content = (struct bytes){ content, 900 };
	for (l->n_lines = 0; l->n_lines < LETTER_LINES; l->n_lines++)
		l->line[l->n_lines] = l->line[0];
	KIT_OK(letter_seal(&p.r, &k->arena, SIDE_INVITER, PERSON_PARTNER, 1, l, &blob));
	assert_int_equal(blob.n, LETTER_BYTES);
	KIT_OK(letter_open(&p.s, &k->arena, SIDE_INVITER, 1, blob, back));
	assert_int_equal(back->n_lines, LETTER_LINES);
	assert_int_equal(back->n_items, LETTER_ITEMS);
	l->n_items++;
	KIT_IS(letter_seal(&p.r, &k->arena, SIDE_INVITER, PERSON_PARTNER, 1, l, &blob), TOO_FULL);
	l->n_items--;
	l->n_lines++;
	KIT_IS(letter_seal(&p.r, &k->arena, SIDE_INVITER, PERSON_PARTNER, 1, l, &blob), TOO_FULL);
}

/* --- the inside, as the other might write it */
#define LINE  46
#define ITEM  (16 + 4 + 4)
#define CELLS (LETTER_CELLS * LETTER_CELL)

static struct bytes inside(struct kit *k, uint8_t n_lines, uint8_t n_items)
{
	size_t n = 1 + 16 + 1 + (size_t)n_lines * LINE + 1 + (size_t)n_items * ITEM + CELLS;
	uint8_t *p = arena_take(&k->arena, n + 1);

	p[0] = 1;
	p[17] = n_lines;
	for (size_t i = 0; i < n_lines; i++) {
		p[18 + i * LINE] = TOPIC_CHECKIN;
		p[18 + i * LINE + 1] = 1;
		p[18 + i * LINE + 37] = LETTER_READ;
	}
	p[18 + (size_t)n_lines * LINE] = n_items;
	return (struct bytes){ p, n };
}

static struct err changed(struct kit *k, struct bytes plain, size_t at, uint8_t value)
{
	uint8_t *p = arena_take(&k->arena, plain.n);

	memcpy(p, plain.p, plain.n);
	p[at] = value;
	return letter_decode(&k->arena, (struct bytes){ p, plain.n },
			     arena_new(&k->arena, struct letter));
}

static void letters_decode_exactly(void **state)
{
	struct kit *k = *state;
	struct letter *back = arena_new(&k->arena, struct letter);
	struct bytes one = inside(k, 1, 1), cut;

	KIT_OK(letter_decode(&k->arena, inside(k, 0, 0), back));
	KIT_OK(letter_decode(&k->arena, inside(k, LETTER_LINES, LETTER_ITEMS), back));
	KIT_IS(letter_decode(&k->arena, inside(k, LETTER_LINES + 1, 0), back), UNVERIFIED);
	KIT_IS(letter_decode(&k->arena, inside(k, 0, LETTER_ITEMS + 1), back), UNVERIFIED);
	KIT_OK(letter_decode(&k->arena, one, back));
	for (cut = one; cut.n > 0;) {
		cut.n--;
		KIT_IS(letter_decode(&k->arena, cut, back), UNVERIFIED);
	}
	KIT_IS(letter_decode(&k->arena, (struct bytes){ one.p, one.n + 1 }, back), UNVERIFIED);
	KIT_IS(changed(k, one, 0, 2), UNVERIFIED);		    /* another version */
	KIT_IS(changed(k, one, 18, TOPIC_SLOTS), UNVERIFIED);	    /* no such topic */
	KIT_IS(changed(k, one, 19, 0), UNVERIFIED);		    /* epoch 0 */
	KIT_IS(changed(k, one, 18 + 37, 0), UNVERIFIED);	    /* no permission */
	KIT_IS(changed(k, one, 18 + 37, 4), UNVERIFIED);	    /* an unknown one */
	KIT_IS(changed(k, one, 18 + 45, 0x80), UNVERIFIED);	    /* an end before all time */
	KIT_IS(changed(k, one, 18 + LINE + 1 + 22, 9), UNVERIFIED); /* content past the end */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(both_come_to_the_same),
		cmocka_unit_test(nobody_else_does),
		cmocka_unit_test(signals),
		cmocka_unit_test(letters_open),
		cmocka_unit_test(letters_have_keys_of_their_own),
		cmocka_unit_test(letters_tampered),
		cmocka_unit_test(letters_never_grant),
		cmocka_unit_test(letters_have_limits),
		cmocka_unit_test(letters_decode_exactly),
	};

	return cmocka_run_group_tests(tests, kit_begin, kit_end);
}
