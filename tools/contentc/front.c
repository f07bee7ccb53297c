#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "draft.h"
#include "matter.h"

enum field {
	TITLE,
	SUMMARY,
	AUDIENCE,
	QUESTIONS,
	TAGS,
	PRACTICES,
	SOURCES,
	CONFIDENCE,
	WRITTEN,
	REVIEWED_BY,
	REVIEW_DUE,
	HERE, /* may be left out, as the only one */
	FIELDS
};

#define PRACTICES_LAST 33
#define HERE_MAX       2
#define HERE_WORDS_MAX 60

static const char *const field_name[FIELDS] = { "title",       "summary",    "audience",
						"questions",   "tags",	     "practices",
						"sources",     "confidence", "written",
						"reviewed_by", "review_due", "here" };

_Noreturn void draft_fail(const struct draft *d, const char *why, const char *what)
{
	fprintf(stderr, "%s: %s: \"%s\"\n", d->path, why, what);
	exit(1);
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
		tag = matter_trimmed(tag);
		for (const char *p = tag; *p; p++)
			if (!islower((unsigned char)*p) && *p != '-')
				draft_fail(d, "a tag is in small letters", tag);
		if (!*tag || d->n_tags == DRAFT_LIST_MAX)
			draft_fail(d, "tags: empty, or too many", tag);
		d->tag[d->n_tags++] = tag;
	}
}

/* Of docs/source/README.md: which of its practices the article explains. Nobody reads them but
 * tools/practices.sh. */
static void check_practices(const struct draft *d, char *value)
{
	for (char *id = strtok(value, ","); id; id = strtok(NULL, ",")) {
		char *end = id = matter_trimmed(id);
		long number = strncmp(id, "art.", 4) == 0 ? strtol(id + 4, &end, 10) : 0;

		if (number < 1 || number > PRACTICES_LAST || *end)
			draft_fail(d, "not a practice (art.7)", id);
	}
}

static void read_value(void *to, size_t field, char *value)
{
	struct draft *d = to;

	switch ((enum field)field) {
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
	case PRACTICES:
		check_practices(d, value);
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
	case HERE:
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
	title = matter_trimmed(title);
	url = matter_trimmed(url);
	if (!*title || strncmp(url, "https://", 8) != 0 || strpbrk(url, " \"'<>\\"))
		draft_fail(d, "a source is: year | title | https address", url);
	d->source[d->n_sources++] = (struct draft_source){ (int)year, title, url };
}

/* "/talk/options": of a room that is there, and nothing a person would have to fill in. */
static bool is_page(const char *path)
{
	static const char *const room[] = {
#define ROOM(word) #word,
#include "rooms.def"
#undef ROOM
	};
	size_t n = strcspn(path + 1, "/");

	if (path[0] != '/' || path[strspn(path, "/abcdefghijklmnopqrstuvwxyz-1")])
		return false;
	for (size_t i = 0; i < sizeof room / sizeof *room; i++)
		if (strlen(room[i]) == n && strncmp(room[i], path + 1, n) == 0)
			return true;
	return false;
}

/* "/talk | Plan how to raise it" */
static void read_here(struct draft *d, char *item)
{
	char *words = strchr(item, '|');

	if (!words)
		draft_fail(d, "a page to do it on is: /room | words", item);
	*words++ = 0;
	item = matter_trimmed(item);
	words = matter_trimmed(words);
	if (!is_page(item))
		draft_fail(d, "a page to do it on is of a room", item);
	if (!*words || strlen(words) > HERE_WORDS_MAX)
		draft_fail(d, "a page to do it on has a few words", words);
	draft_check_tone(d, words);
	d->here[d->n_here++] = (struct draft_here){ item, words };
}

static void read_item(void *to, size_t f, char *item)
{
	struct draft *d = to;

	if (f == QUESTIONS && d->n_questions < DRAFT_LIST_MAX)
		d->question[d->n_questions++] = item;
	else if (f == SOURCES && d->n_sources < DRAFT_LIST_MAX)
		read_source(d, item);
	else if (f == HERE && d->n_here < HERE_MAX)
		read_here(d, item);
	else
		draft_fail(d, "an item without its list, or too many", item);
}

static void check_complete(const struct draft *d, const bool *seen)
{
	for (int f = 0; f < FIELDS; f++)
		if (!seen[f] && f != HERE)
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
	const struct matter matter = { d, field_name, FIELDS, d, read_value, read_item };
	bool seen[FIELDS] = { false };

	matter_read(&matter, text, seen);
	check_complete(d, seen);
}
