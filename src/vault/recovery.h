/* recovery: the code a person keeps on paper. 160 random bits, written in 33 signs of Crockford's
 * base 32 (the last one a check sign) in groups of four: it opens the account without name,
 * passphrase, second factor or server secrets. */
#pragma once
#include "crypt.h"

struct recovery_code {
	uint8_t b[20];
};

#define RECOVERY_TEXT_MAX 42 /* 33 signs, 8 dashes and a NUL */

void recovery_make(struct recovery_code *ret, struct draw *d);
void recovery_write(char out[RECOVERY_TEXT_MAX], const struct recovery_code *code);

/* Forgiving: case, blanks, dashes; I and L read as 1, O as 0. False when it cannot be a code (wrong
 * length, foreign sign, check sign does not fit). */
bool recovery_parse(struct recovery_code *ret, struct str text);

struct id16 recovery_rid(const struct recovery_code *code); /* finds the account row */
