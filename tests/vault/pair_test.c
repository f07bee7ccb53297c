/* The keeper between two people: the words they compare, and questions to which only two yeses
 * show. Whoever has a copy of the databases and the pair's own key, but not MATCH, learns nothing.
 */
#include "house.h"
#include <sodium.h>
#include <stdlib.h>
#include "passphrase.h"
#include "relation.h"

typedef uint8_t cells[LETTER_CELLS][LETTER_CELL];

static const struct key ki = { { 7, 7, 7 } };

/* --- words */
static struct err words(struct house *h, const uint8_t a[32], const uint8_t b[32], uint8_t relation,
			uint16_t ret[KEEPER_WORDS])
{
	struct bytes question = keeper_ask_words(&h->arena, a, b, (struct id16){ { relation } });

	assert_true(keeper_is_slow(question));
	return keeper_read_words(told(h, question), ret);
}

static void words_are_the_same_for_both(void **state)
{
	struct house *h = *state;
	const uint8_t a[32] = { 1 }, b[32] = { 2 }, m[32] = { 3 };
	uint16_t first[KEEPER_WORDS], again[KEEPER_WORDS];
	uint8_t text[73] = "rj1/words", salt[16] = { 9 }, out[16];

	KIT_OK(words(h, a, b, 9, first));
	KIT_OK(words(h, a, b, 9, again));
	assert_memory_equal(first, again, sizeof first);
	for (size_t i = 0; i < KEEPER_WORDS; i++)
		assert_in_range(first[i], 0, PASSPHRASE_WORD_LIST - 1);
	/* as the specification says, by hand */
	memcpy(text + 9, a, 32);
	memcpy(text + 41, b, 32);
	assert_int_equal(crypto_pwhash(out, sizeof out, (const char *)text, sizeof text, salt, 1,
				       8u << 20, crypto_pwhash_ALG_ARGON2ID13),
			 0);
	assert_int_equal(first[0], out[0] << 3 | out[1] >> 5);
	assert_int_equal(first[5], (out[6] & 1) << 10 | out[7] << 2 | out[8] >> 6);
	/* somebody between the two, the sides the other way, another relation: other words */
	KIT_OK(words(h, a, m, 9, again));
	assert_memory_not_equal(first, again, sizeof first);
	KIT_OK(words(h, m, b, 9, again));
	assert_memory_not_equal(first, again, sizeof first);
	KIT_OK(words(h, b, a, 9, again));
	assert_memory_not_equal(first, again, sizeof first);
	KIT_OK(words(h, a, b, 8, again));
	assert_memory_not_equal(first, again, sizeof first);
}

/* --- cells */
#define TODAY ((int32_t)(h->now / DAY))

static struct bytes ask_cells(struct house *h, const struct key *key, enum relation_side side,
			      uint64_t yes, int32_t last)
{
	struct day days[LETTER_CELLS];

	for (unsigned i = 0; i < LETTER_CELLS; i++)
		days[i].n = yes >> i & 1 ? last : 0;
	return keeper_ask_cells(&h->arena, key, side, days);
}

static void cells_of(struct house *h, const struct key *key, enum relation_side side, uint64_t yes,
		     cells ret)
{
	struct bytes question = ask_cells(h, key, side, yes, TODAY);

	assert_false(keeper_is_slow(question));
	KIT_OK(keeper_read_cells(told(h, question), ret));
}

static uint64_t match(struct house *h, const struct key *key, cells inviter, cells invited)
{
	uint64_t slots = 99;

	KIT_OK(keeper_read_match(
		told(h, keeper_ask_match(&h->arena, key, (const uint8_t(*)[LETTER_CELL])inviter,
					 (const uint8_t(*)[LETTER_CELL])invited)),
		&slots));
	return slots;
}

static void only_two_yeses_show(void **state)
{
	struct house *h = *state;
	const uint64_t a[] = { 0, UINT64_MAX, 0xf0, 1, 1ull << 63, 0x123456789abcdef0 };
	const struct key other_key = { { 8 } };
	cells inviter, invited;

	for (size_t i = 0; i < sizeof a / sizeof a[0]; i++)
		for (size_t j = 0; j < sizeof a / sizeof a[0]; j++) {
			cells_of(h, &ki, SIDE_INVITER, a[i], inviter);
			cells_of(h, &ki, SIDE_INVITED, a[j], invited);
			assert_true(match(h, &ki, inviter, invited) == (a[i] & a[j]));
			assert_true(match(h, &other_key, inviter, invited) == 0);
		}
}

/* A yes has a last day, which nobody can move. */
static void a_yes_has_its_last_day(void **state)
{
	struct house *h = *state;
	cells inviter, invited, moved;

	cells_of(h, &ki, SIDE_INVITER, UINT64_MAX, inviter);
	KIT_OK(keeper_read_cells(told(h, ask_cells(h, &ki, SIDE_INVITED, UINT64_MAX, TODAY + 30)),
				 invited));
	assert_true(match(h, &ki, inviter, invited) == UINT64_MAX);
	h->now += DAY;
	assert_true(match(h, &ki, inviter, invited) == 0);
	KIT_OK(keeper_read_cells(told(h, ask_cells(h, &ki, SIDE_INVITER, UINT64_MAX, TODAY + 30)),
				 inviter));
	for (unsigned bit = 0; bit < 16; bit++) {
		memcpy(moved, invited, sizeof moved);
		for (size_t i = 0; i < LETTER_CELLS; i++)
			moved[i][LETTER_CELL - 2 + bit / 8] ^= (uint8_t)(1u << bit % 8);
		assert_true(match(h, &ki, inviter, moved) == 0);
	}
	h->now += 29 * DAY;
	assert_true(match(h, &ki, inviter, invited) == UINT64_MAX);
	h->now += DAY;
	assert_true(match(h, &ki, inviter, invited) == 0);
}

/* Who can change a letter's cells cannot make a yes of somebody else's. */
static void cells_stay_in_their_place(void **state)
{
	struct house *h = *state;
	cells inviter, invited, other;

	cells_of(h, &ki, SIDE_INVITER, UINT64_MAX, inviter);
	cells_of(h, &ki, SIDE_INVITED, UINT64_MAX, invited);
	assert_true(match(h, &ki, inviter, invited) == UINT64_MAX);
	assert_true(match(h, &ki, invited, inviter) == 0); /* the sides changed */
	assert_true(match(h, &ki, inviter, inviter) == 0); /* copied from the other side */
	assert_true(match(h, &ki, invited, invited) == 0);
	for (size_t i = 0; i < LETTER_CELLS; i++) /* moved to another slot */
		memcpy(other[i], invited[(i + 1) % LETTER_CELLS], LETTER_CELL);
	assert_true(match(h, &ki, inviter, other) == 0);
	cells_of(h, &(struct key){ { 8 } }, SIDE_INVITED, UINT64_MAX, other);
	assert_true(match(h, &ki, inviter, other) == 0); /* out of another relation */
	for (size_t i = 0; i < LETTER_CELL; i++) {	 /* one bit of nonce or MAC */
		memcpy(other, invited, sizeof other);
		other[5][i] ^= (uint8_t)(1u << i % 8);
		assert_true(match(h, &ki, inviter, other) == ~(1ull << 5));
	}
	/* made with the pair's own key, without MATCH */
	for (uint8_t slot = 0; slot < LETTER_CELLS; slot++) {
		const uint8_t side = SIDE_INVITED;
		struct key mac;

		random_bytes(other[slot], 16);
		KDF(&mac, &ki, "rj1/yes", BYTES(ki.b), BYTES_OF(slot), BYTES_OF(side),
		    (struct bytes){ other[slot], 16 });
		memcpy(other[slot] + 16, mac.b, 16);
	}
	assert_true(match(h, &ki, inviter, other) == 0);
	/* another server's keeper */
	struct house *far;

	assert_int_equal(house_begin((void **)&far), 0);
	assert_true(match(far, &ki, inviter, invited) == 0);
	assert_int_equal(house_end((void **)&far), 0);
}

/* --- without MATCH: yes and no look alike. ROUNDS × 64 cells of each; every statistic that a
 * reader of the databases could take is within six standard deviations for both kinds. The draw is
 * fresh: a true difference fails at once, chance once in hundreds of millions of runs. */
#define ROUNDS	     200
#define CELLS_OF_ONE (ROUNDS * LETTER_CELLS)

static int by_bytes(const void *a, const void *b)
{
	return memcmp(a, b, LETTER_CELL);
}

static int by_half(const void *a, const void *b)
{
	return memcmp((const uint8_t *)a + 16, (const uint8_t *)b + 16, 16);
}

static size_t repeated(uint8_t (*all)[LETTER_CELL], size_t n, size_t from, size_t bytes,
		       int (*order)(const void *, const void *))
{
	size_t same = 0;

	qsort(all, n, LETTER_CELL, order);
	for (size_t i = 1; i < n; i++)
		same += memcmp(all[i - 1] + from, all[i] + from, bytes) == 0;
	return same;
}

static void bits_are_even(uint8_t (*all)[LETTER_CELL], size_t n)
{
	for (size_t bit = 0; bit < LETTER_CELL * 8; bit++) {
		size_t ones = 0, as_before = 0;

		for (size_t i = 0; i < n; i++) {
			bool is_one = all[i][bit / 8] >> bit % 8 & 1;
			size_t next = (bit + 1) % (LETTER_CELL * 8);

			ones += is_one;
			as_before += is_one == (all[i][next / 8] >> next % 8 & 1);
		}
		/* variance n/4: six deviations are 3·√n; squared, so that no root is taken */
		size_t off = ones > n / 2 ? ones - n / 2 : n / 2 - ones;

		assert_true(off * off <= 9 * n);
		off = as_before > n / 2 ? as_before - n / 2 : n / 2 - as_before;
		assert_true(off * off <= 9 * n);
	}
}

static void yes_and_no_look_alike(void **state)
{
	struct house *h = *state;
	/* first all noes, then all yeses */
	uint8_t(*all)[LETTER_CELL] = arena_take(&h->arena, 2 * CELLS_OF_ONE * LETTER_CELL);
	struct bytes yes, no;

	for (size_t i = 0; i < 2 * ROUNDS; i++)
		cells_of(h, &ki, (enum relation_side)(i % 2), i < ROUNDS ? 0 : UINT64_MAX,
			 all + i * LETTER_CELLS);
	bits_are_even(all, CELLS_OF_ONE);
	bits_are_even(all + CELLS_OF_ONE, CELLS_OF_ONE);
	/* Nothing comes twice, in the same answer or in a later one: no cell, no beginning of eight
	 * bytes, no half. */
	assert_int_equal(repeated(all, 2 * CELLS_OF_ONE, 0, 8, by_bytes), 0);
	assert_int_equal(repeated(all, 2 * CELLS_OF_ONE, 16, 8, by_half), 0);
	/* Question and answer are as long, whatever is said. */
	yes = ask_cells(h, &ki, SIDE_INVITER, UINT64_MAX, TODAY);
	no = ask_cells(h, &ki, SIDE_INVITER, 0, TODAY);
	assert_int_equal(yes.n, no.n);
	assert_int_equal(told(h, yes).n, told(h, no).n);
}

static void blank_cells_are_no_answer(void **state)
{
	struct house *h = *state;
	struct letter *l = arena_new(&h->arena, struct letter);
	cells inviter, zeroes = { { 0 } };

	cells_of(h, &ki, SIDE_INVITER, UINT64_MAX, inviter);
	letter_blank_cells(l);
	assert_true(match(h, &ki, inviter, l->cell) == 0);
	assert_true(match(h, &ki, inviter, zeroes) == 0);
}

/* --- questions that are none */
static void questions_are_read_with_care(void **state)
{
	struct house *h = *state;
	const uint8_t key[32] = { 1 };
	cells c = { { 0 } };
	const struct bytes question[] = {
		keeper_ask_words(&h->arena, key, key, (struct id16){ { 0 } }),
		ask_cells(h, &ki, SIDE_INVITED, 5, TODAY),
		keeper_ask_match(&h->arena, &ki, (const uint8_t(*)[LETTER_CELL])c,
				 (const uint8_t(*)[LETTER_CELL])c),
	};
	uint16_t number[KEEPER_WORDS];
	uint8_t noise[1 + 4 * KEEPER_WORDS] = { 0 };
	uint64_t slots;

	for (size_t i = 0; i < 3; i++)
		for (size_t n = 1; n < question[i].n; n += 1 + n / 50)
			assert_int_equal(told(h, (struct bytes){ question[i].p, n }).p[0],
					 ERR_BAD_REQUEST);
	assert_int_equal(told(h, ask_cells(h, &ki, (enum relation_side)2, 5, TODAY)).p[0],
			 ERR_BAD_REQUEST);
	KIT_OK(keeper_read_words(BYTES(noise), number));
	noise[2] = 8; /* 2048: no such word */
	KIT_IS(keeper_read_words(BYTES(noise), number), SYSTEM);
	KIT_IS(keeper_read_cells(BYTES(noise), c), SYSTEM);
	KIT_IS(keeper_read_match(BYTES(noise), &slots), SYSTEM);
	KIT_IS(keeper_read_match(keeper_refusal(&h->arena, FAIL(BUSY)), &slots), BUSY);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		HOUSE(words_are_the_same_for_both),  HOUSE(only_two_yeses_show),
		HOUSE(a_yes_has_its_last_day),	     HOUSE(cells_stay_in_their_place),
		HOUSE(yes_and_no_look_alike),	     HOUSE(blank_cells_are_no_answer),
		HOUSE(questions_are_read_with_care),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
