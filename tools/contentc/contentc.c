/* contentc: articles in Markdown become C.
 *   contentc out.h NAME.md…            both kinds, told apart by the folder (…/insights/…)
 *   contentc --today 2026-11-22 NAME.md…   only checks: also that no review date is past
 *   contentc --programme out.h NN-NAME.md…  sessions: lesson.h
 * What is refused: see front.c and body.c. The build itself knows no day, so that the same sources
 * always make the same program; the day is the business of a test. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "draft.h"
#include "index.h"
#include "lesson.h"

#define DRAFTS_MAX 300

static struct draft draft[DRAFTS_MAX];
static size_t n_drafts;

void draft_take_slug(struct draft *d)
{
	const char *base = strrchr(d->path, '/');
	base = base ? base + 1 : d->path;
	size_t n = strlen(base);

	if (n < 4 || n - 3 >= sizeof(d->slug) || strcmp(base + n - 3, ".md") != 0)
		draft_fail(d, "a file is named slug.md", base);
	memcpy(d->slug, base, n - 3);
	if (strspn(d->slug, "abcdefghijklmnopqrstuvwxyz0123456789-") != n - 3)
		draft_fail(d, "a slug is of a-z, 0-9 and -", d->slug);
}

/* Never given back: titles and words of every draft point into it. */
void draft_read_file(struct draft *d)
{
	FILE *in = fopen(d->path, "rb");
	char *text = NULL;
	size_t size = 0, got;
	char block[4096];
	FILE *out = open_memstream(&text, &size);

	if (!in || !out)
		draft_fail(d, "cannot be read", d->path);
	while ((got = fread(block, 1, sizeof(block), in)) > 0)
		fwrite(block, 1, got, out);
	fclose(in);
	fclose(out);
	if (memchr(text, 0, size))
		draft_fail(d, "not a text", d->path);
	d->text = text;
}

static void read_draft(const char *path)
{
	struct draft *d = &draft[n_drafts];

	d->path = path;
	if (n_drafts == DRAFTS_MAX)
		draft_fail(d, "more articles than the table holds", path);
	draft_take_slug(d);
	draft_read_file(d);
	char *text = d->text;
	draft_read_front(d, &text);
	draft_read_body(d, text);
	n_drafts++;
}

static int by_slug(const void *a, const void *b)
{
	return strcmp(((const struct draft *)a)->slug, ((const struct draft *)b)->slug);
}

static int by_newest(const void *a, const void *b)
{
	const struct draft *x = a, *y = b;
	return x->written.n != y->written.n ? y->written.n - x->written.n : by_slug(a, b);
}

static bool is_insight(const struct draft *d)
{
	return strstr(d->path, "insights/") != NULL;
}

void draft_write_text(FILE *out, const char *text)
{
	fputs("{ \"", out);
	for (const char *p = text; *p; p++) {
		if (*p == '\n')
			fputs("\\n", out);
		else
			fprintf(out, *p == '"' || *p == '\\' || *p == '?' ? "\\%c" : "%c", *p);
	}
	fprintf(out, "\", %zu }", strlen(text));
}

static void write_texts(FILE *out, const char *name, const char *const *text, size_t n)
{
	fprintf(out, "\t\t.%s = (const struct str[]){ ", name);
	for (size_t i = 0; i < n; i++) {
		draft_write_text(out, text[i]);
		fputs(", ", out);
	}
	fprintf(out, "}, .n_%ss = %zu,\n", name, n);
}

static void write_sources(FILE *out, const struct draft *d)
{
	fputs("\t\t.source = (const struct article_source[]){ ", out);
	for (size_t i = 0; i < d->n_sources; i++) {
		fprintf(out, "{ %d, ", d->source[i].year);
		draft_write_text(out, d->source[i].title);
		fputs(", ", out);
		draft_write_text(out, d->source[i].url);
		fputs(" }, ", out);
	}
	fprintf(out, "}, .n_sources = %zu,\n", d->n_sources);
}

static void write_here(FILE *out, const struct draft *d)
{
	if (d->n_here == 0)
		return;
	fputs("\t\t.here = (const struct article_here[]){ ", out);
	for (size_t i = 0; i < d->n_here; i++) {
		fputs("{ ", out);
		draft_write_text(out, d->here[i].path);
		fputs(", ", out);
		draft_write_text(out, d->here[i].words);
		fputs(" }, ", out);
	}
	fprintf(out, "}, .n_here = %zu,\n", d->n_here);
}

static void write_related(FILE *out, const struct draft *table, size_t n, size_t self,
			  const char *name)
{
	size_t related[RELATED_MAX], n_related = index_related(table, n, self, related);

	if (n_related == 0)
		return;
	fputs("\t\t.related = (const struct article *const[]){ ", out);
	for (size_t i = 0; i < n_related; i++)
		fprintf(out, "&%s[%zu], ", name, related[i]);
	fprintf(out, "}, .n_related = %zu,\n", n_related);
}

static void write_words(FILE *out, const struct draft *d)
{
	struct index index;

	index_make(d, &index);
	fputs("\t\t.word = (const struct article_word[]){ ", out);
	for (size_t i = 0; i < index.n; i++)
		fprintf(out, "{ \"%s\", %d }, ", index.entry[i].stem, index.entry[i].weight);
	fprintf(out, "}, .n_words = %zu,\n", index.n);
}

static void write_field(FILE *out, const char *name, const char *text)
{
	fprintf(out, "\t\t.%s = ", name);
	draft_write_text(out, text);
	fputs(",\n", out);
}

static void write_upper(FILE *out, const char *name, const char *prefix, const char *word)
{
	fprintf(out, "\t\t.%s = %s_", name, prefix);
	for (; *word; word++)
		fputc(*word - 'a' + 'A', out);
	fputs(",\n", out);
}

static void write_draft(FILE *out, const struct draft *d)
{
	fputs("\t{\n", out);
	write_field(out, "slug", d->slug);
	write_field(out, "title", d->title);
	write_field(out, "summary", d->summary);
	write_upper(out, "audience", "AUDIENCE", d->audience);
	write_upper(out, "sureness", "SURE", d->confidence);
	write_texts(out, "question", d->question, d->n_questions);
	write_texts(out, "tag", d->tag, d->n_tags);
	write_sources(out, d);
	write_here(out, d);
	fprintf(out, "\t\t.written = { %d }, .review_due = { %d },\n", d->written.n,
		d->review_due.n);
	write_field(out, "reviewed_by", d->reviewed_by);
	write_field(out, "short_html", d->short_html);
	write_field(out, "full_html", d->full_html);
	fprintf(out, "\t\t.words = %d, .read = { %d },\n", d->words, (d->words + 199) / 200);
	write_words(out, d);
}

static void write_table(FILE *out, const struct draft *table, size_t n, const char *name)
{
	fprintf(out, "\nstatic const struct article %s[%zu];\n", name, n ? n : 1);
	fprintf(out, "static const struct article %s[%zu] = {\n", name, n ? n : 1);
	for (size_t i = 0; i < n; i++) {
		write_draft(out, &table[i]);
		write_related(out, table, n, i, name);
		fputs("\t},\n", out);
	}
	if (n == 0)
		fputs("\t{ .words = 0 },\n", out);
	fprintf(out, "};\nstatic const size_t %s_count = %zu;\n", name, n);
}

/* Articles first, by slug; insights after them, the newest first. Gives the number of articles. */
static size_t sort_drafts(void)
{
	size_t n = 0;

	for (size_t i = 0; i < n_drafts; i++) {
		if (!is_insight(&draft[i])) {
			struct draft swap = draft[n];
			draft[n++] = draft[i];
			draft[i] = swap;
		}
	}
	qsort(draft, n, sizeof(draft[0]), by_slug);
	qsort(draft + n, n_drafts - n, sizeof(draft[0]), by_newest);
	for (size_t i = 1; i < n_drafts; i++)
		if (strcmp(draft[i - 1].slug, draft[i].slug) == 0)
			draft_fail(&draft[i], "two files of one name", draft[i].slug);
	return n;
}

static void check_links(size_t n)
{
	for (size_t i = 0; i < n_drafts; i++)
		for (char *at = draft[i].full_html; (at = strstr(at, "\"/learn/")) != NULL; at++) {
			const char *slug = at + strlen("\"/learn/");
			size_t length = strcspn(slug, "\"#"), j = 0;
			while (j < n && (strlen(draft[j].slug) != length ||
					 memcmp(draft[j].slug, slug, length) != 0))
				j++;
			if (j == n)
				draft_fail(&draft[i], "a link to an article that is not there",
					   slug);
		}
}

static void check_reviews(struct day today)
{
	for (size_t i = 0; i < n_drafts; i++)
		if (draft[i].review_due.n < today.n)
			draft_fail(&draft[i], "past its review date", draft[i].title);
}

static void write_all(const char *path, size_t n)
{
	FILE *out = fopen(path, "w");

	if (!out) {
		perror(path);
		exit(1);
	}
	fputs("/* made by tools/contentc; the sources are content/learn and content/insights */\n"
	      "#pragma once\n#include \"learn.h\"\n",
	      out);
	write_table(out, draft, n, "article_table");
	write_table(out, draft + n, n_drafts - n, "insight_table");
	if (fclose(out) != 0)
		exit(1);
}

int main(int argc, char **argv)
{
	if (argc > 3 && strcmp(argv[1], "--programme") == 0)
		return lesson_compile(argv[2], argv + 3, (size_t)argc - 3);
	bool is_check = argc > 1 && strcmp(argv[1], "--today") == 0;
	int first = is_check ? 3 : 2;
	struct day today;

	if (argc <= first || (is_check && !day_parse(str_c(argv[2]), &today))) {
		fputs("usage: contentc out.h|--today DAY|--programme out.h NAME.md…\n", stderr);
		return 2;
	}
	for (int i = first; i < argc; i++)
		read_draft(argv[i]);
	size_t n = sort_drafts();
	check_links(n);
	if (is_check)
		check_reviews(today);
	else
		write_all(argv[1], n);
	return 0;
}
