/* linesc: crisis lines as data become C.   linesc crisis_lines.json out.c
 *
 * Refuses what would leave somebody without a number they can dial: see fail(). The whole file is
 * read and checked before a byte is written. */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "country.h"
#include "number.h"

#define LINES_MAX 400

struct row {
	const char *country, *name, *chat, *say;
	int kind, confidence, hours;
	struct number_list call, text;
	struct day checked;
};

static const char *const country_code[] = {
#define COUNTRY(code, name) #code,
#include "country.def"
#undef COUNTRY
};
static const char *const country_name[] = {
#define COUNTRY(code, name) name,
#include "country.def"
#undef COUNTRY
};
#define COUNTRIES (sizeof(country_code) / sizeof(country_code[0]))

struct word {
	const char *word;
	int value;
};
static const struct word kinds[] = { { "crisis", LINE_CRISIS },
				     { "domestic-violence", LINE_DOMESTIC_VIOLENCE },
				     { "veterans", LINE_VETERANS },
				     { NULL, 0 } };
static const struct word confidences[] = {
	{ "low", LINE_LOW }, { "medium", LINE_MEDIUM }, { "high", LINE_HIGH }, { NULL, 0 }
};
static const struct word hour_words[] = { { "24/7", LINE_ALWAYS },
					  { "not 24h", LINE_SOME_HOURS },
					  { "limited hours", LINE_SOME_HOURS },
					  { "unknown", LINE_HOURS_UNKNOWN },
					  { "verify", LINE_HOURS_UNKNOWN },
					  { NULL, 0 } };

static const char *source_path;

static _Noreturn void fail(const char *where, const char *why, const char *what)
{
	fprintf(stderr, "%s: %s: %s: \"%s\"\n", source_path, where, why, what ? what : "");
	exit(1);
}

static int find_word(const struct word *table, const char *where, const char *field,
		     const char *value)
{
	for (; table->word; table++)
		if (value && strcmp(table->word, value) == 0)
			return table->value;
	fail(where, field, value);
}

static const char *text_of(json_t *entry, const char *where, const char *key)
{
	const char *text = json_string_value(json_object_get(entry, key));
	if (!text || !*text)
		fail(where, "is missing or empty", key);
	return text;
}

static const char *text_or_none(json_t *entry, const char *key)
{
	const char *text = json_string_value(json_object_get(entry, key));
	return text ? text : "";
}

static void check_country(const char *where, const char *code)
{
	for (size_t i = 0; i < COUNTRIES; i++)
		if (strcmp(country_code[i], code) == 0)
			return;
	fail(where, "unknown country", code);
}

static struct number_list numbers(const char *where, const char *text, enum number_scheme scheme)
{
	struct number_list list;
	if (!number_parse(text, scheme, &list))
		fail(where, "no link can be made from", text);
	return list;
}

/* Data files say "2026-11-22 in stored copy": the first ten bytes are the day. */
static struct day day_of(const char *where, const char *text)
{
	struct day day;
	bool is_ended = strlen(text) == 10 || (strlen(text) > 10 && text[10] == ' ');
	if (!is_ended || !day_parse((struct str){ text, 10 }, &day))
		fail(where, "no day on which it was checked", text);
	return day;
}

static struct row read_row(json_t *entry)
{
	const char *name = text_of(entry, "a line", "name");
	struct row row = {
		.name = name,
		.country = text_of(entry, name, "country"),
		.chat = text_or_none(entry, "chat"),
		.say = text_or_none(entry, "say"),
		.kind = find_word(kinds, name, "unknown kind", text_of(entry, name, "kind")),
		.confidence = find_word(confidences, name, "unknown confidence",
					text_of(entry, name, "confidence")),
		.hours =
			find_word(hour_words, name, "unknown hours", text_of(entry, name, "hours")),
		.call = numbers(name, text_or_none(entry, "number"), NUMBER_TEL),
		.text = numbers(name, text_or_none(entry, "sms"), NUMBER_SMS),
		.checked = day_of(name, text_of(entry, name, "checked")),
	};
	check_country(name, row.country);
	if (row.call.n + row.text.n == 0)
		fail(name, "neither a number to call nor one to text", "");
	return row;
}

static int by_kind_then_surest(const void *a, const void *b)
{
	const struct row *x = a, *y = b;
	int order = strcmp(x->country, y->country);
	if (order == 0)
		order = x->kind - y->kind;
	return order ? order : y->confidence - x->confidence;
}

/* A stable sort: lines of the same confidence keep the order of the file. */
static void sort_rows(struct row *row, size_t n)
{
	for (size_t i = 1; i < n; i++)
		for (size_t j = i; j > 0 && by_kind_then_surest(&row[j - 1], &row[j]) > 0; j--) {
			struct row swap = row[j];
			row[j] = row[j - 1];
			row[j - 1] = swap;
		}
}

static void write_text(FILE *out, const char *text)
{
	fputs("{ \"", out);
	for (const char *p = text; *p; p++)
		fprintf(out, *p == '"' || *p == '\\' ? "\\%c" : "%c", *p);
	fprintf(out, "\", %zu }", strlen(text));
}

static void write_links(FILE *out, const char *name, const struct number_list *list)
{
	fprintf(out, "\t\t.%s = { (const struct line_link[]){ ", name);
	for (size_t i = 0; i < list->n; i++) {
		fputs("{ ", out);
		write_text(out, list->number[i].shown);
		fputs(", ", out);
		write_text(out, list->number[i].href);
		fputs(", ", out);
		write_text(out, list->number[i].label);
		fputs(" }, ", out);
	}
	fprintf(out, "}, %zu },\n", list->n);
}

static void write_row(FILE *out, const struct row *row)
{
	fprintf(out, "\t{\n\t\t.kind = %d, .confidence = %d, .hours = %d,\n\t\t.name = ", row->kind,
		row->confidence, row->hours);
	write_text(out, row->name);
	fputs(",\n", out);
	if (row->call.n)
		write_links(out, "call", &row->call);
	if (row->text.n)
		write_links(out, "text", &row->text);
	fputs("\t\t.chat = ", out);
	write_text(out, row->chat);
	fputs(",\n\t\t.note = ", out);
	write_text(out, row->say);
	fprintf(out, ",\n\t\t.checked = { %d },\n\t},\n", row->checked.n);
}

static void write_country(FILE *out, size_t index, json_t *emergency, const struct row *row,
			  size_t n)
{
	const char *code = country_code[index];
	const char *said = json_string_value(json_object_get(emergency, code));
	size_t first[LINE_KINDS + 1] = { 0 }, from = 0;

	if (!said || !*said)
		fail(code, "no emergency number for", country_name[index]);
	struct number_list list = numbers(code, said, NUMBER_TEL);
	while (from < n && strcmp(row[from].country, code) != 0)
		from++;
	for (size_t i = from; i < n && strcmp(row[i].country, code) == 0; i++)
		for (int k = row[i].kind + 1; k <= LINE_KINDS; k++)
			first[k]++;
	fputs("\t{\n\t\t.code = ", out);
	write_text(out, code);
	fputs(", .name = ", out);
	write_text(out, country_name[index]);
	fputs(",\n", out);
	write_links(out, "emergency", &list);
	fprintf(out, "\t\t.line = line + %zu,\n\t\t.first = { %zu, %zu, %zu, %zu },\n\t},\n",
		from < n ? from : 0, first[0], first[1], first[2], first[3]);
}

static void write_all(FILE *out, json_t *emergency, const struct row *row, size_t n)
{
	fputs("/* made by tools/linesc; the source is content/data/crisis_lines.json */\n"
	      "#include \"crisis_lines.h\"\n\nstatic const struct crisis_line line[] = {\n",
	      out);
	for (size_t i = 0; i < n; i++)
		write_row(out, &row[i]);
	fprintf(out, "};\n\nconst struct country crisis_country[] = {\n");
	for (size_t i = 0; i < COUNTRIES; i++)
		write_country(out, i, emergency, row, n);
	fprintf(out, "};\nconst size_t crisis_countries = %zu;\n", COUNTRIES);
}

int main(int argc, char **argv)
{
	static struct row row[LINES_MAX];
	json_error_t error;

	if (argc != 3) {
		fputs("usage: linesc crisis_lines.json out.c\n", stderr);
		return 2;
	}
	source_path = argv[1];
	json_t *root = json_load_file(argv[1], JSON_REJECT_DUPLICATES, &error);
	if (!root)
		fail("not JSON", error.text, "");
	json_t *lines = json_object_get(root, "lines");
	size_t n = json_array_size(lines);
	if (n == 0 || n > LINES_MAX)
		fail("lines", "there must be some, and at most 400", "");
	for (size_t i = 0; i < n; i++)
		row[i] = read_row(json_array_get(lines, i));
	sort_rows(row, n);
	FILE *out = fopen(argv[2], "w");
	if (!out)
		fail("cannot be written", "output", argv[2]);
	write_all(out, json_object_get(root, "emergency"), row, n);
	json_decref(root);
	if (fclose(out) != 0)
		fail("cannot be written", "output", argv[2]);
	return 0;
}
