/* embed: the files that pages load become C, under names that carry a hash of their content.
 *
 *   embed out.c ID=source/file=/address ...
 *
 * `*` in an address stands for eight hexadecimal digits of the content's hash; such a file may be
 * kept by browsers for a year. In a file, @ID@ stands for the address of a file named before it.
 * Style sheets and scripts are stored without comments and indentation: strings and everything
 * between them that carries meaning stay as they are. */
#include <ctype.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FILES_MAX   16
#define ADDRESS_MAX 64
#define CONTENT_MAX (64u << 10)

struct file {
	const char *id, *source, *pattern;
	char address[ADDRESS_MAX];
	char content[CONTENT_MAX];
	size_t n;
	uint64_t hash;
};

static struct file files[FILES_MAX];
static size_t n_files;

static _Noreturn void fail(const char *where, const char *why)
{
	fprintf(stderr, "%s: error: %s\n", where, why);
	exit(1);
}

static bool has_end(const char *name, const char *end)
{
	size_t n = strlen(name), e = strlen(end);

	return n > e && strcmp(name + n - e, end) == 0;
}

static void put(struct file *f, const char *p, size_t n)
{
	if (n > CONTENT_MAX - 1 - f->n)
		fail(f->source, "too large");
	memcpy(f->content + f->n, p, n);
	f->n += n;
	f->content[f->n] = 0;
}

/* The address that @ID@ at p stands for; NULL when p begins no such word. */
static const struct file *find_reference(const char *p, size_t *ret_length)
{
	for (size_t i = 0; i < n_files; i++) {
		size_t n = strlen(files[i].id);

		if (strncmp(p + 1, files[i].id, n) == 0 && p[1 + n] == '@') {
			*ret_length = n + 2;
			return &files[i];
		}
	}
	return NULL;
}

static void put_resolved(struct file *f, const char *text)
{
	while (*text) {
		size_t n = strcspn(text, "@"), length;
		const struct file *r;

		put(f, text, n);
		text += n;
		if (!*text)
			return;
		r = find_reference(text, &length);
		if (r) {
			put(f, r->address, strlen(r->address));
			text += length;
		} else {
			put(f, text++, 1);
		}
	}
}

/* Whether a blank beside c means nothing in a style sheet. A blank before a colon means something
 * (a descendant), one after it does not. */
static bool is_tight(char c, bool blank_follows)
{
	return strchr("{};,>", c) || (blank_follows && c == ':');
}

static size_t skip_string(const char *p)
{
	size_t n = 1;

	while (p[n] && p[n] != *p)
		n += p[n] == '\\' && p[n + 1] ? 2 : 1;
	return p[n] ? n + 1 : n;
}

/* One character of a style sheet after the n in `out`; gives back how many there are now. What it
 * makes needless goes: a blank beside it, a semicolon before the closing brace. */
static size_t put_tight(char *out, size_t n, char c)
{
	if (isspace((unsigned char)c)) {
		if (n && out[n - 1] != ' ' && !is_tight(out[n - 1], true))
			out[n++] = ' ';
		return n;
	}
	if (n && out[n - 1] == ' ' && is_tight(c, false))
		n--;
	if (c == '}' && n && out[n - 1] == ';')
		n--;
	out[n++] = c;
	return n;
}

static void squeeze_style(char *out, const char *p)
{
	size_t n = 0;

	while (*p) {
		if (p[0] == '/' && p[1] == '*') {
			const char *end = strstr(p + 2, "*/");

			p = end ? end + 2 : p + strlen(p);
		} else if (*p == '"') {
			size_t length = skip_string(p);

			memcpy(out + n, p, length);
			n += length;
			p += length;
		} else {
			n = put_tight(out, n, *p++);
		}
	}
	out[n] = 0;
}

/* Only whole lines of comment and indentation go; no line is joined to another. */
static void squeeze_script(char *out, const char *p)
{
	size_t n = 0;

	while (*p) {
		size_t line = strcspn(p, "\n");
		const char *text = p + strspn(p, " \t");

		if (strncmp(text, "//", 2) != 0 && *text != '\n') {
			size_t length = (size_t)(p + line - text);

			memcpy(out + n, text, length);
			n += length;
			out[n++] = '\n';
		}
		p += line + (p[line] == '\n');
	}
	out[n] = 0;
}

static void read_file(struct file *f)
{
	static char raw[CONTENT_MAX], less[CONTENT_MAX + 1];
	FILE *in = fopen(f->source, "rb");

	if (!in)
		fail(f->source, "cannot be opened");
	size_t n = fread(raw, 1, sizeof raw - 1, in);

	if (!feof(in) && fgetc(in) != EOF)
		fail(f->source, "too large");
	fclose(in);
	raw[n] = 0;
	if (strlen(raw) != n)
		fail(f->source, "holds a NUL");
	if (has_end(f->source, ".css"))
		squeeze_style(less, raw);
	else if (has_end(f->source, ".js"))
		squeeze_script(less, raw);
	else
		memcpy(less, raw, n + 1);
	put_resolved(f, less);
}

static void name_file(struct file *f)
{
	const char *star = strchr(f->pattern, '*');

	f->hash = 0xcbf29ce484222325u;
	for (size_t i = 0; i < f->n; i++)
		f->hash = (f->hash ^ (unsigned char)f->content[i]) * 0x100000001b3u;
	if (strlen(f->pattern) + 9 > ADDRESS_MAX)
		fail(f->pattern, "too long");
	if (star)
		snprintf(f->address, sizeof f->address, "%.*s%08x%s", (int)(star - f->pattern),
			 f->pattern, (unsigned)(f->hash >> 32), star + 1);
	else
		snprintf(f->address, sizeof f->address, "%s", f->pattern);
}

static const char *type_of(const char *source)
{
	static const char *const types[][2] = {
		{ ".css", "text/css; charset=utf-8" },
		{ ".js", "text/javascript; charset=utf-8" },
		{ ".svg", "image/svg+xml" },
		{ ".webmanifest", "application/manifest+json" },
	};

	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		if (has_end(source, types[i][0]))
			return types[i][1];
	fail(source, "of an unknown type");
}

static void write_file(FILE *out, const struct file *f)
{
	fprintf(out, "static const uint8_t content_%s[] = {", f->id);
	for (size_t i = 0; i < f->n; i++)
		fprintf(out, "%s%u,", i % 24 ? "" : "\n\t", (unsigned char)f->content[i]);
	fprintf(out, "\n};\n\n");
}

static void write_row(FILE *out, const struct file *f)
{
	fprintf(out,
		"\t[ASSET_%s] = { .path = { \"%s\", %zu }, .type = \"%s\", .etag = "
		"\"\\\"%016llx\\\"\",\n",
		f->id, f->address, strlen(f->address), type_of(f->source),
		(unsigned long long)f->hash);
	fprintf(out, "\t\t.body = { content_%s, %zu }, .is_forever = %s },\n", f->id, f->n,
		strchr(f->pattern, '*') ? "true" : "false");
}

int main(int argc, char **argv)
{
	if (argc < 3 || argc - 2 > FILES_MAX)
		fail("embed", "out.c ID=file=/address ...");
	for (int i = 2; i < argc; i++) {
		struct file *f = &files[n_files];

		f->id = strtok(argv[i], "=");
		f->source = strtok(NULL, "=");
		f->pattern = strtok(NULL, "=");
		if (!f->pattern)
			fail(argv[i], "write ID=file=/address");
		read_file(f);
		name_file(f);
		n_files++;
	}
	FILE *out = fopen(argv[1], "w");

	if (!out)
		fail(argv[1], "cannot be written");
	fprintf(out, "/* made by embed: do not edit */\n#include \"asset.h\"\n\n");
	for (size_t i = 0; i < n_files; i++)
		write_file(out, &files[i]);
	fprintf(out, "const struct asset asset_row[ASSET__COUNT] = {\n");
	for (size_t i = 0; i < n_files; i++)
		write_row(out, &files[i]);
	fprintf(out, "};\n");
	if (fclose(out))
		fail(argv[1], "cannot be written");
	return 0;
}
