/* str: borrowed text. Never NUL-terminated by promise, never freed; it lives as long as what it
 * points into. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

struct str {
	const char *p;
	size_t n; /* bytes */
};

#define STR(literal) ((struct str){ (literal), sizeof(literal) - 1 })

static inline struct str str_c(const char *c)
{
	return (struct str){ c, c ? strlen(c) : 0 };
}

static inline bool str_is_empty(struct str s)
{
	return s.n == 0;
}

static inline bool str_equal(struct str a, struct str b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

static inline bool str_has_prefix(struct str s, struct str prefix)
{
	return s.n >= prefix.n && (prefix.n == 0 || memcmp(s.p, prefix.p, prefix.n) == 0);
}

/* The part of s from byte `from` on; empty when from is past the end. */
static inline struct str str_from(struct str s, size_t from)
{
	return from >= s.n ? (struct str){ s.p, 0 } : (struct str){ s.p + from, s.n - from };
}

/* Cuts s at the first `mark`: returns what stands before it and leaves the rest (without the mark)
 * in *s. Without a mark the whole text is returned and *s becomes empty. */
struct str str_cut(struct str *s, char mark);

/* Without blanks and line ends on both sides. */
struct str str_trim(struct str s);

/* Reads a whole decimal number of at most 18 digits; false (and *ret untouched) for anything else.
 */
bool str_number(struct str s, long *ret);
