/* bytes: borrowed octets; ids: fixed-size opaque names. */
#pragma once
#include <stdint.h>
#include "str.h"

struct bytes {
	const uint8_t *p;
	size_t n;
};

/* A 16-byte opaque name: a space, a page, a record, an account. Random or derived by a key; tells
 * nothing. */
struct id16 {
	uint8_t b[16];
};

/* A 32-byte opaque name: a login id, a session id, a tag. Not a key: keys are struct key of the
 * vault. */
struct id32 {
	uint8_t b[32];
};

#define BYTES(array)	 ((struct bytes){ (const uint8_t *)(array), sizeof(array) })
#define BYTES_OF(object) ((struct bytes){ (const uint8_t *)&(object), sizeof(object) })

static inline struct bytes bytes_str(struct str s)
{
	return (struct bytes){ (const uint8_t *)s.p, s.n };
}

static inline struct str str_bytes(struct bytes b)
{
	return (struct str){ (const char *)b.p, b.n };
}

/* Not constant-time: for names, never for secrets. */
static inline bool id16_equal(struct id16 a, struct id16 b)
{
	return memcmp(a.b, b.b, sizeof a.b) == 0;
}

static inline bool id32_equal(struct id32 a, struct id32 b)
{
	return memcmp(a.b, b.b, sizeof a.b) == 0;
}

/* Lower-case hexadecimal of b into out (2·n characters and a NUL). */
void hex_write(char *out, struct bytes b);

/* 0…15 for a hexadecimal digit of either case, -1 for anything else. */
int hex_digit(char c);

/* Exactly n bytes from 2·n hexadecimal digits of either case; false for anything else. */
bool hex_read(uint8_t *ret, size_t n, struct str s);
