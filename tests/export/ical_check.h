/* ical_check: what must hold of every text that ical.c writes, whatever it was given. */
#pragma once
#include <string.h>
#include "ical.h"
#include "text.h"

/* NULL when all holds; else what does not. */
static inline const char *ical_fault(struct str s)
{
	size_t open = 0;
	struct str rest = s;

	if (!str_has_prefix(s, STR("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")))
		return "does not begin as a calendar";
	while (rest.n) {
		const char *end = memchr(rest.p, '\r', rest.n);

		if (!end || (size_t)(end - rest.p) + 1 >= rest.n || end[1] != '\n')
			return "a line without its end";
		struct str line = { rest.p, (size_t)(end - rest.p) };

		if (line.n > ICAL_LINE_MAX)
			return "a line too long";
		if (line.n == 0 || (line.p[0] == ' ' && line.n == 1))
			return "an empty line";
		if (!text_is_clean(line, true) || memchr(line.p, '\n', line.n))
			return "a character cut in two, or one that no line can hold";
		open += str_has_prefix(line, STR("BEGIN:"));
		if (str_has_prefix(line, STR("END:")) && open-- == 0)
			return "an end without a beginning";
		rest = str_from(rest, line.n + 2);
	}
	return open ? "a beginning without an end" : NULL;
}
