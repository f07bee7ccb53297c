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
