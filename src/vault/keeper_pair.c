/* The keeper's answers about two people: the words they compare, and both-yes questions. */
#include "keeper_call.h"
#include <sodium.h>
#include "ensure.h"

#define WORDS_PASSES 1
#define WORDS_MEMORY ((size_t)8 << 20) /* bytes */
#define WORD_BITS    11
#define NONCE	     16 /* bytes of a cell */
#define MAC	     14

_Static_assert(1 << WORD_BITS == PASSPHRASE_WORD_LIST, "a word for every number");
_Static_assert(LETTER_CELL == NONCE + MAC + 2 && LETTER_CELLS == 64, "a bit for every cell");

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

/* --- cells: nonce ‖ MAC ‖ last day, under a mask of its own */
struct cell {
	const struct key *yes_key;
	uint8_t slot, side;
	uint8_t nonce[NONCE];
};

static uint16_t day_mask(const struct call *c, const struct cell *cell)
{
	struct key k;

	KDF(&k, &c->keeper->secrets->match, "rj1/yes-day", BYTES(cell->yes_key->b),
	    BYTES_OF(cell->slot), BYTES_OF(cell->side), BYTES(cell->nonce));
	uint16_t mask = (uint16_t)(k.b[0] | k.b[1] << 8);

	wipe(&k, sizeof k);
	return mask;
}

static void yes_mac(uint8_t ret[MAC], const struct call *c, const struct cell *cell, uint16_t last)
{
	uint8_t day[2] = { (uint8_t)last, (uint8_t)(last >> 8) };
	struct key mac;

	KDF(&mac, &c->keeper->secrets->match, "rj1/yes", BYTES(cell->yes_key->b),
	    BYTES_OF(cell->slot), BYTES_OF(cell->side), BYTES(cell->nonce), BYTES(day));
	memcpy(ret, mac.b, MAC);
	wipe(&mac, sizeof mac);
}

/* Every cell takes the same work, whatever the answer is. */
static void cell_write(struct call *c, struct cell *cell, uint32_t last)
{
	const uint8_t is_yes = (uint8_t) - (int)(last != 0); /* all bits or none */
	uint8_t yes[MAC + 2], no[MAC + 2];

	random_bytes(cell->nonce, sizeof cell->nonce);
	random_bytes(no, sizeof no);
	yes_mac(yes, c, cell, (uint16_t)last);
	uint16_t hidden = (uint16_t)(last ^ day_mask(c, cell));

	yes[MAC] = (uint8_t)hidden;
	yes[MAC + 1] = (uint8_t)(hidden >> 8);
	wire_fixed(&c->out, cell->nonce, sizeof cell->nonce);
	for (size_t i = 0; i < sizeof yes; i++)
		wire_u8(&c->out, (uint8_t)((yes[i] & is_yes) | (no[i] & ~is_yes)));
	wipe(yes, sizeof yes);
}

fallible keeper_do_cells(struct call *c)
{
	struct key yes_key;
	struct cell cell = { .yes_key = &yes_key };
	uint32_t last[LETTER_CELLS], most = 0;

	wire_get_fixed(&c->in, &yes_key, sizeof yes_key);
	cell.side = wire_get_u8(&c->in);
	for (size_t i = 0; i < LETTER_CELLS; i++) {
		last[i] = wire_get_u32(&c->in);
		most |= last[i];
	}
	if (!wire_is_done(&c->in) || cell.side >= SIDE__COUNT || most > UINT16_MAX)
		return FAIL(BAD_REQUEST);
	for (; cell.slot < LETTER_CELLS; cell.slot++)
		cell_write(c, &cell, last[cell.slot]);
	wipe(&yes_key, sizeof yes_key);
	return OK;
}

static bool is_yes(const struct call *c, const struct key *yes_key, uint8_t slot,
		   enum relation_side side, const uint8_t text[LETTER_CELL])
{
	struct cell cell = { .yes_key = yes_key, .slot = slot, .side = (uint8_t)side };
	uint8_t mac[MAC];

	memcpy(cell.nonce, text, NONCE);
	uint16_t hidden = (uint16_t)(text[NONCE + MAC] | text[NONCE + MAC + 1] << 8);
	uint16_t last = hidden ^ day_mask(c, &cell);

	yes_mac(mac, c, &cell, last);
	return secret_equal(mac, text + NONCE, MAC) & (c->now / 86400 <= last);
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
