/* The keeper's answers about two people: the words they compare, and both-yes questions. */
#include "keeper_call.h"
#include <sodium.h>
#include "ensure.h"

#define WORDS_PASSES 1
#define WORDS_MEMORY ((size_t)8 << 20) /* bytes */
#define WORD_BITS    11
#define NONCE	     16 /* bytes of a cell; the MAC has as many */

_Static_assert(1 << WORD_BITS == PASSPHRASE_WORD_LIST, "a word for every number");
_Static_assert(LETTER_CELL == 2 * NONCE && LETTER_CELLS == 64, "a bit for every cell");

/* Slow, so that a public key with the same six words cannot be searched for while two people read
 * them to each other. */
fallible keeper_do_words(struct call *c)
{
	uint8_t text[9 + 32 + 32] = "rj1/words", salt[crypto_pwhash_SALTBYTES], out[16];

	wire_get_fixed(&c->in, text + 9, 64);
	wire_get_fixed(&c->in, salt, sizeof salt); /* the relation's id */
	if (!wire_is_done(&c->in))
		return FAIL(BAD_REQUEST);
	if (crypto_pwhash(out, sizeof out, (const char *)text, sizeof text, salt, WORDS_PASSES,
			  WORDS_MEMORY, crypto_pwhash_ALG_ARGON2ID13) != 0)
		return FAIL(BUSY); /* no memory for it just now */
	for (size_t i = 0; i < KEEPER_WORDS; i++) {
		uint32_t number = 0;

		for (size_t bit = i * WORD_BITS; bit < (i + 1) * WORD_BITS; bit++)
			number = number << 1 | (out[bit / 8] >> (7 - bit % 8) & 1);
		wire_u32(&c->out, number);
	}
	return OK;
}

/* --- cells */
static void yes_mac(uint8_t ret[NONCE], const struct call *c, const struct key *yes_key,
		    uint8_t slot, uint8_t side, const uint8_t nonce[NONCE])
{
	struct key mac;

	KDF(&mac, &c->keeper->secrets->match, "rj1/yes", BYTES(yes_key->b), BYTES_OF(slot),
	    BYTES_OF(side), (struct bytes){ nonce, NONCE });
	memcpy(ret, mac.b, NONCE);
	wipe(&mac, sizeof mac);
}

/* Every cell takes the same work, whatever the answer is. */
fallible keeper_do_cells(struct call *c)
{
	struct key yes_key;
	uint8_t cell[LETTER_CELL], mac[NONCE];

	wire_get_fixed(&c->in, &yes_key, sizeof yes_key);
	uint8_t side = wire_get_u8(&c->in);
	uint64_t yes = wire_get_u64(&c->in);

	if (!wire_is_done(&c->in) || side >= SIDE__COUNT)
		return FAIL(BAD_REQUEST);
	for (uint8_t slot = 0; slot < LETTER_CELLS; slot++) {
		const uint8_t is_yes = (uint8_t) - (int)(yes >> slot & 1); /* all bits or none */

		random_bytes(cell, sizeof cell);
		yes_mac(mac, c, &yes_key, slot, side, cell);
		for (size_t i = 0; i < NONCE; i++)
			cell[NONCE + i] =
				(uint8_t)((mac[i] & is_yes) | (cell[NONCE + i] & ~is_yes));
		wire_fixed(&c->out, cell, sizeof cell);
	}
	wipe(&yes_key, sizeof yes_key);
	wipe(mac, sizeof mac);
	return OK;
}

static bool is_yes(const struct call *c, const struct key *yes_key, uint8_t slot,
		   enum relation_side side, const uint8_t cell[LETTER_CELL])
{
	uint8_t mac[NONCE];

	yes_mac(mac, c, yes_key, slot, (uint8_t)side, cell);
	return secret_equal(mac, cell + NONCE, NONCE);
}

fallible keeper_do_match(struct call *c)
{
	struct key yes_key;
	uint8_t cell[SIDE__COUNT][LETTER_CELLS][LETTER_CELL];
	uint64_t slots = 0;

	wire_get_fixed(&c->in, &yes_key, sizeof yes_key);
	wire_get_fixed(&c->in, cell, sizeof cell);
	if (!wire_is_done(&c->in))
		return FAIL(BAD_REQUEST);
	for (uint8_t slot = 0; slot < LETTER_CELLS; slot++) {
		bool inviter = is_yes(c, &yes_key, slot, SIDE_INVITER, cell[SIDE_INVITER][slot]);
		bool invited = is_yes(c, &yes_key, slot, SIDE_INVITED, cell[SIDE_INVITED][slot]);

		slots |= (uint64_t)(inviter & invited) << slot; /* never one side alone */
	}
	wipe(&yes_key, sizeof yes_key);
	wire_u64(&c->out, slots);
	return OK;
}
