/* invite: how two people find each other: a code of 128 random bits, given from hand to hand. It
 * names and seals one page; the database can neither open nor list it, and nobody is found by a
 * name. The page holds the offer (version 1) until it is accepted (version 2: the answer).
 * Declining writes nothing. */
#pragma once
#include "letter.h"

#define INVITE_LIFE	  (72 * 3600) /* seconds */
#define INVITE_WORDS	  12	      /* of the word list: 128 bits and 4 of a check */
#define INVITE_NAME_MAX	  80	      /* bytes */
#define INVITE_PAGE_BYTES (1024 + CSEAL_OVER)
#define INVITE_TEXT_MAX	  160 /* the words, blanks between, and a NUL */
#define INVITE_SIGNS_MAX \
	40 /* 27 signs of Crockford's base 32, dashes and a NUL: for links and QR */

struct invite_code { /* secret until used */
	uint8_t b[16];
};

struct invite_offer {
	struct id16 relation;
	enum person_kind kind; /* what the invited one will be to the inviter */
	uint8_t public_key[32];
	struct str name; /* of the inviter, as they want to be called by the invited one */
	int64_t made;	 /* instant */
};

struct invite_answer {
	uint8_t public_key[32];
	struct str name;
};

void invite_code_make(struct invite_code *ret, struct draw *d);
void invite_code_words(char out[INVITE_TEXT_MAX], const struct invite_code *code);
void invite_code_signs(char out[INVITE_SIGNS_MAX], const struct invite_code *code);
/* For an address: digits and letters alone, because a check sign such as ~ or $ does not travel
 * well in one. */
#define INVITE_ADDRESS_MAX 33 /* 32 hexadecimal digits and a NUL */
void invite_code_address(char out[INVITE_ADDRESS_MAX], const struct invite_code *code);
/* Words (the first four letters of each are enough), signs or what stands in an address, forgiving
 * case, dashes and blanks. False when it cannot be a code. */
bool invite_code_parse(struct invite_code *ret, struct str text);

struct id16 invite_space(const struct invite_code *code);
struct id16 invite_page(const struct invite_code *code);

struct bytes invite_seal_offer(const struct invite_code *code, struct arena *a,
			       const struct invite_offer *offer);
/* errors UNVERIFIED */
fallible invite_open_offer(const struct invite_code *code, struct arena *a, struct bytes blob,
			   struct invite_offer *ret);
struct bytes invite_seal_answer(const struct invite_code *code, struct arena *a,
				const struct invite_answer *answer);
fallible invite_open_answer(const struct invite_code *code, struct arena *a, struct bytes blob,
			    struct invite_answer *ret);
