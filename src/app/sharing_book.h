/* sharing_book: the one private page with what its owner shares by itself (copies, exactly as the
 * other sees them) and what they said yes to. Letters are made from it and from the keyring.
 *
 * The page has one size, whatever stands on it, and is written together with the letters. */
#pragma once
#include "act.h"
#include "place.h"

#define BOOK_COPIES 96
#define BOOK_YES    256

struct book_copy {
	struct id16 id, other, thing;
	enum place place;
	struct bytes content;
	bool is_stopped;
};

struct book_yes {
	struct id16 id, other;
	unsigned slot;
	struct day day;
};

struct book {
	bool is_lost; /* the page was not what its owner wrote: this one begins anew */
	size_t n_copies, n_yes;
	struct book_copy copy[BOOK_COPIES];
	struct book_yes yes[BOOK_YES];
};

/* Reads it once in an act; a->book is changed in place. A page somebody spoilt must not keep its
 * owner from stopping: it is an empty one, and no copies are shared any more with the next change.
 */
fallible book_open(struct act *a);
/* errors TOO_FULL */
fallible book_save(struct act *a);

/* NULL: none such. */
struct book_copy *book_find(struct book *b, struct id16 other, struct id16 thing);
struct book_copy *book_add(struct act *a); /* NULL: full */
void book_drop_copy(struct book *b, struct book_copy *copy);
void book_drop_other(struct book *b, struct id16 other); /* all of one person's */

/* A yes ends after SHARING_YES_DAYS. True: something fell out. */
bool book_drop_old_yes(struct book *b, struct day today);
uint64_t book_yes_slots(const struct book *b, struct id16 other);
/* The last day of each yes; 0: none. False: there is no yes at all. */
bool book_yes_last(const struct book *b, struct id16 other, struct day ret[LETTER_CELLS]);
/* Takes the answers of `slots` back and notes those of `yes`. errors TOO_FULL */
fallible book_answer(struct act *a, struct id16 other, uint64_t slots, uint64_t yes);
