#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "draft.h"

enum field {
	TITLE,
	SUMMARY,
	AUDIENCE,
	QUESTIONS,
	TAGS,
	SOURCES,
	CONFIDENCE,
	WRITTEN,
	REVIEWED_BY,
	REVIEW_DUE,
	FIELDS
};

static const char *const field_name[FIELDS] = { "title",      "summary", "audience",
						"questions",  "tags",	 "sources",
						"confidence", "written", "reviewed_by",
						"review_due" };

_Noreturn void draft_fail(const struct draft *d, const char *why, const char *what)
{
	fprintf(stderr, "%s: %s: \"%s\"\n", d->path, why, what);
	exit(1);
}

static char *next_line(char **text)
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

static char *trimmed(char *s)
{
	s += strspn(s, " ");
	for (char *end = s + strlen(s); end > s && end[-1] == ' ';)
		*--end = 0;
	return s;
}

static enum field find_field(const struct draft *d, const char *name)
{
	for (int f = 0; f < FIELDS; f++)
		if (strcmp(field_name[f], name) == 0)
			return (enum field)f;
	draft_fail(d, "unknown field", name);
}

static struct day read_day(const struct draft *d, const char *value)
{
	struct day day;
	if (!day_parse(str_c(value), &day))
		draft_fail(d, "not a day (2026-11-22)", value);
	return day;
}

static void check_word(const struct draft *d, const char *value, const char *allowed)
{
	char mark[40];

	snprintf(mark, sizeof(mark), " %.30s ", value);
	if (!*value || !strstr(allowed, mark))
		draft_fail(d, "not one of", allowed);
}

static void read_tags(struct draft *d, char *value)
{
	for (char *tag = strtok(value, ","); tag; tag = strtok(NULL, ",")) {
		tag = trimmed(tag);
		for (const char *p = tag; *p; p++)
			if (!islower((unsigned char)*p) && *p != '-')
				draft_fail(d, "a tag is in small letters", tag);
		if (!*tag || d->n_tags == DRAFT_LIST_MAX)
			draft_fail(d, "tags: empty, or too many", tag);
		d->tag[d->n_tags++] = tag;
	}
}

static void read_value(struct draft *d, enum field f, char *value)
{
	switch (f) {
	case TITLE:
		d->title = value;
		break;
	case SUMMARY:
		d->summary = value;
		break;
	case AUDIENCE:
		check_word(d, value, " partner survivor both professional ");
		d->audience = value;
		break;
	case CONFIDENCE:
		check_word(d, value, " low medium high ");
		d->confidence = value;
		break;
	case TAGS:
		read_tags(d, value);
		break;
	case WRITTEN:
		d->written = read_day(d, value);
		break;
	case REVIEWED_BY:
		d->reviewed_by = value;
		break;
	case REVIEW_DUE:
		d->review_due = read_day(d, value);
		break;
	case QUESTIONS:
	case SOURCES:
	case FIELDS:
		if (*value)
			draft_fail(d, "a list stands below its name", value);
		break;
	}
}

/* "2012 | title | https://…" */
static void read_source(struct draft *d, char *item)
{
	char *title = strchr(item, '|'), *url = title ? strchr(title + 1, '|') : NULL;
	long year = strtol(item, NULL, 10);

	if (!url || year < 1950 || year > 2100)
		draft_fail(d, "a source is: year | title | https address", item);
	*title++ = 0;
	*url++ = 0;
	title = trimmed(title);
	url = trimmed(url);
	if (!*title || strncmp(url, "https://", 8) != 0 || strpbrk(url, " \"'<>\\"))
		draft_fail(d, "a source is: year | title | https address", url);
	d->source[d->n_sources++] = (struct draft_source){ (int)year, title, url };
}

static void read_item(struct draft *d, enum field f, char *item)
{
	if (f == QUESTIONS && d->n_questions < DRAFT_LIST_MAX)
		d->question[d->n_questions++] = item;
	else if (f == SOURCES && d->n_sources < DRAFT_LIST_MAX)
		read_source(d, item);
	else
		draft_fail(d, "an item without its list, or too many", item);
}

static void check_complete(const struct draft *d, const bool *seen)
{
	for (int f = 0; f < FIELDS; f++)
		if (!seen[f])
			draft_fail(d, "missing field", field_name[f]);
	if (!*d->title || strlen(d->title) > 90 || !*d->summary || strlen(d->summary) > 200)
		draft_fail(d, "title (90) or summary (200) is empty or too long", d->title);
	if (d->n_sources == 0)
		draft_fail(d, "no source", d->title);
	if (d->n_tags == 0 || d->n_questions == 0)
		draft_fail(d, "no tag or no question", d->title);
	if (d->review_due.n <= d->written.n)
		draft_fail(d, "to be reviewed before it was written", d->title);
}

void draft_read_front(struct draft *d, char **text)
{
	bool seen[FIELDS] = { false };
	enum field now = FIELDS;

	if (strcmp(next_line(text), "---") != 0)
		draft_fail(d, "no front matter", "---");
	for (;;) {
		if (!**text)
			draft_fail(d, "front matter without its end", "---");
		char *line = trimmed(next_line(text));
		char *colon = strchr(line, ':');
		if (strcmp(line, "---") == 0)
			break;
		if (strncmp(line, "- ", 2) == 0) {
			read_item(d, now, trimmed(line + 2));
			continue;
		}
		if (!colon)
			draft_fail(d, "a line is: field: value", line);
		*colon = 0;
		now = find_field(d, line);
		if (seen[now])
			draft_fail(d, "field given twice", line);
		seen[now] = true;
		read_value(d, now, trimmed(colon + 1));
	}
	check_complete(d, seen);
}
