/* signs: bytes in Crockford's base 32, then a check sign (the number modulo 37), in groups of four:
 * how a code stands on paper and in an address. */
#pragma once
#include "crypt.h"

#define SIGNS_OF(n)	  (((n)*8 + 4) / 5) /* that carry n bytes; one more checks */
#define SIGNS_TEXT_MAX(n) (SIGNS_OF(n) + 1 + SIGNS_OF(n) / 4 + 1) /* with dashes and a NUL */
#define SIGNS_BYTES_MAX	  32

/* code: 1…SIGNS_BYTES_MAX bytes; out: SIGNS_TEXT_MAX of them */
void signs_write(char *out, struct bytes code);

/* Exactly n bytes. Forgiving: case, blanks, dashes; I and L read as 1, O as 0. False, and ret as it
 * was, when it cannot be such a code (wrong length, foreign sign, check sign does not fit). */
bool signs_read(uint8_t *ret, size_t n, struct str text);
