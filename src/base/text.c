#include "text.h"
#include <utf8proc.h>

static bool is_allowed(utf8proc_int32_t c, bool lines)
{
	if (c == '\n' || c == '\t')
		return lines;
	if (c < 0x20 || c == 0x7f || (c >= 0x80 && c < 0xa0))
		return false;
	/* Overrides of direction could show a sentence other than it was written. */
	return !(c >= 0x202a && c <= 0x202e) && !(c >= 0x2066 && c <= 0x2069);
}

bool text_is_clean(struct str s, bool lines)
{
	for (size_t i = 0; i < s.n;) {
		utf8proc_int32_t c;
		utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)s.p + i,
						      (utf8proc_ssize_t)(s.n - i), &c);

		if (n <= 0 || !is_allowed(c, lines))
			return false;
		i += (size_t)n;
	}
	return true;
}

size_t text_length(struct str s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		n += ((unsigned char)s.p[i] & 0xc0) != 0x80;
	return n;
}

struct str text_first(struct str s, size_t most)
{
	if (s.n <= most)
		return s;
	while (most && ((unsigned char)s.p[most] & 0xc0) == 0x80)
		most--;
	return (struct str){ s.p, most };
}

struct str text_fold(struct arena *a, struct str s)
{
	const utf8proc_option_t how =
		UTF8PROC_COMPAT | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_STABLE;
	const utf8proc_uint8_t *p = (const utf8proc_uint8_t *)s.p;
	/* Counted first: a letter may become eighteen, and hardly ever does. */
	utf8proc_ssize_t n = utf8proc_decompose(p, (utf8proc_ssize_t)s.n, NULL, 0, how);

	if (n < 0)
		return (struct str){ "", 0 };
	size_t cap = (size_t)n + 1; /* what is made of it ends with a NUL */
	utf8proc_int32_t *points = arena_array(a, utf8proc_int32_t, cap);

	n = utf8proc_decompose(p, (utf8proc_ssize_t)s.n, points, (utf8proc_ssize_t)cap, how);
	if (n < 0 || (size_t)n >= cap)
		return (struct str){ "", 0 };
	n = utf8proc_reencode(points, n, how);
	if (n < 0)
		return (struct str){ "", 0 };
	char *out = (char *)points;
	size_t m = 0;

	for (size_t i = 0; i < (size_t)n; i++) {
		if (out[i] == ' ' && (m == 0 || out[m - 1] == ' '))
			continue;
		out[m++] = out[i];
	}
	while (m && out[m - 1] == ' ')
		m--;
	return (struct str){ out, m };
}

/* Drawn alike, in small letters; of those whose capitals look alike too. */
static const struct {
	utf8proc_int32_t is;
	char looks;
} alike[] = {
	{ '0', 'o' },	 { '1', 'i' },	  { '3', 'e' },	   { '4', 'a' },    { '5', 's' },
	{ '7', 't' },	 { '$', 's' },	  { '@', 'a' },	   { 0x131, 'i' },  { 0x237, 'j' },
	{ 0x3b1, 'a' },	 { 0x3b2, 'b' },  { 0x3b5, 'e' },  { 0x3b6, 'z' },  { 0x3b7, 'h' },
	{ 0x3b9, 'i' },	 { 0x3ba, 'k' },  { 0x3bc, 'm' },  { 0x3bd, 'n' },  { 0x3bf, 'o' },
	{ 0x3c1, 'p' },	 { 0x3c4, 't' },  { 0x3c5, 'y' },  { 0x3c7, 'x' },  { 0x430, 'a' },
	{ 0x432, 'b' },	 { 0x435, 'e' },  { 0x438, 'n' },  { 0x43a, 'k' },  { 0x43c, 'm' },
	{ 0x43d, 'h' },	 { 0x43e, 'o' },  { 0x440, 'p' },  { 0x441, 'c' },  { 0x442, 't' },
	{ 0x443, 'y' },	 { 0x445, 'x' },  { 0x455, 's' },  { 0x456, 'i' },  { 0x458, 'j' },
	{ 0x4bb, 'h' },	 { 0x4cf, 'i' },  { 0x501, 'd' },  { 0x51b, 'q' },  { 0x51d, 'w' },
	{ 0x561, 'w' },	 { 0x570, 'h' },  { 0x585, 'o' },  { 0x1d0f, 'o' }, { 0x1d1c, 'u' },
	{ 0x1d05, 'd' }, { 0xa731, 's' }, { 0x1d18, 'p' }, { 0x1d1b, 't' },
};

/* ' ' for a blank, '-' for a mark. */
static char bare_letter(utf8proc_int32_t c)
{
	if (c >= 'a' && c <= 'z')
		return (char)c;
	for (size_t i = 0; i < sizeof alike / sizeof *alike; i++)
		if (alike[i].is == c)
			return alike[i].looks;
	switch ((int)utf8proc_category(c)) {
	case UTF8PROC_CATEGORY_LU:
	case UTF8PROC_CATEGORY_LL:
	case UTF8PROC_CATEGORY_LT:
	case UTF8PROC_CATEGORY_LM:
	case UTF8PROC_CATEGORY_LO:
	case UTF8PROC_CATEGORY_ND:
		return '?';
	case UTF8PROC_CATEGORY_ZS:
	case UTF8PROC_CATEGORY_ZL:
	case UTF8PROC_CATEGORY_ZP:
	case UTF8PROC_CATEGORY_CC:
		return ' ';
	default:
		return '-';
	}
}

static bool is_between(char c)
{
	return c == ' ' || c == '-';
}

/* In place: what stands between two words becomes one character, between two single letters none.
 */
static size_t join_letters(char *p, size_t n)
{
	size_t m = 0, i = 0, before = 0; /* letters of the word before */

	while (i < n) {
		size_t from = i, begin;
		bool has_blank = false;

		for (; i < n && is_between(p[i]); i++)
			has_blank |= p[i] == ' ';
		for (begin = i; i < n && !is_between(p[i]);)
			i++;
		size_t word = i - begin;

		if (word && m && begin > from && !(before == 1 && word == 1))
			p[m++] = has_blank ? ' ' : '-';
		memmove(p + m, p + begin, word);
		m += word;
		before = word;
	}
	return m;
}

struct str text_bare(struct arena *a, struct str s)
{
	const utf8proc_option_t how = UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD |
				      UTF8PROC_STRIPMARK | UTF8PROC_IGNORE;
	const utf8proc_uint8_t *p = (const utf8proc_uint8_t *)s.p;
	utf8proc_ssize_t n = utf8proc_decompose(p, (utf8proc_ssize_t)s.n, NULL, 0, how);

	if (n < 0)
		return (struct str){ "", 0 };
	utf8proc_int32_t *points = arena_array(a, utf8proc_int32_t, (size_t)n + 1);
	char *out = arena_take(a, (size_t)n + 1);

	if (utf8proc_decompose(p, (utf8proc_ssize_t)s.n, points, n + 1, how) != n)
		return (struct str){ "", 0 };
	for (utf8proc_ssize_t i = 0; i < n; i++)
		out[i] = bare_letter(points[i]);
	return (struct str){ out, join_letters(out, (size_t)n) };
}
