/* letter: all that one person lets another one open, in one page of constant size that only the two
 * can open. A grant is a line in it: a key of a topic of the writer's space. A thing shared by
 * itself (a card, an agreement) is a copy in it, exactly as it was previewed. Cells carry the
 * answers of both-yes questions; each is either what the keeper makes of a yes or random bytes.
 *
 * The row's version is the letter's number: the writer's keyring holds the last one sent, the
 * reader's the last one seen; an older one is refused. A writer writes all letters anew whenever
 * one of them changes, so which one it was does not show. Secret as a whole. */
#pragma once
#include "relation.h"
#include "role.h"
#include "topic.h"

#define LETTER_BYTES	(32768 + CSEAL_OVER)
#define LETTER_LINES	128
#define LETTER_ITEMS	24
#define LETTER_ITEM_MAX 6144 /* bytes of one shared copy */
#define LETTER_CELLS	64
#define LETTER_CELL	32 /* bytes */

enum letter_permission { LETTER_READ = 1, LETTER_PROPOSE = 2 };

struct letter_line {
	enum topic topic;
	uint32_t epoch;
	struct key key;
	enum letter_permission permission;
	int64_t not_after; /* instant; 0: no end */
};

struct letter_item {
	struct id16 id;
	uint32_t place; /* place.def: whose room reads it */
	struct bytes content;
};

struct letter {
	struct id16 space; /* of the writer's notebook */
	size_t n_lines, n_items;
	struct letter_line line[LETTER_LINES];
	struct letter_item item[LETTER_ITEMS];
	uint8_t cell[LETTER_CELLS][LETTER_CELL];
};

/* Fills the cells with random bytes: no answer to anything. */
void letter_blank_cells(struct letter *l);

/* reader: what the reader is to the writer; seq: the version the row will have
 * errors NO_GRANT: a line of a topic that is never granted to such a reader (the vault's own
 * refusal); TOO_FULL */
fallible letter_seal(const struct relation *r, struct arena *a, enum relation_side writer,
		     enum person_kind reader, uint32_t seq, const struct letter *l,
		     struct bytes *ret_blob);

/* errors UNVERIFIED: not a letter of this writer in this relation with this number. What it points
 * to is in the arena. */
fallible letter_open(const struct relation *r, struct arena *a, enum relation_side writer,
		     uint32_t seq, struct bytes blob, struct letter *ret);
/* The inside of it, padding taken off: for letter_open and the fuzzer. */
fallible letter_decode(struct arena *a, struct bytes plain, struct letter *ret);
