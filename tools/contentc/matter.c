#include "matter.h"
#include <string.h>

char *matter_line(char **text)
{
	char *line = *text, *end = strchr(line, '\n');

	if (end) {
		*end = 0;
		*text = end + 1;
	} else {
		*text = line + strlen(line);
	}
	return line;
}

char *matter_trimmed(char *s)
{
	s += strspn(s, " ");
	for (char *end = s + strlen(s); end > s && end[-1] == ' ';)
		*--end = 0;
	return s;
}

static size_t find_field(const struct matter *m, const char *name)
{
	for (size_t f = 0; f < m->n_fields; f++)
		if (strcmp(m->field[f], name) == 0)
			return f;
	draft_fail(m->d, "unknown field", name);
}

void matter_read(const struct matter *m, char **text, bool seen[])
{
	size_t now = m->n_fields;

	if (strcmp(matter_line(text), "---") != 0)
		draft_fail(m->d, "no front matter", "---");
	for (;;) {
		if (!**text)
			draft_fail(m->d, "front matter without its end", "---");
		char *line = matter_trimmed(matter_line(text));
		char *colon = strchr(line, ':');
		if (strcmp(line, "---") == 0)
			return;
		if (strncmp(line, "- ", 2) == 0) {
			m->item(m->to, now, matter_trimmed(line + 2));
			continue;
		}
		if (!colon)
			draft_fail(m->d, "a line is: field: value", line);
		*colon = 0;
		now = find_field(m, line);
		if (seen[now])
			draft_fail(m->d, "field given twice", line);
		seen[now] = true;
		m->value(m->to, now, matter_trimmed(colon + 1));
	}
}
