#include "pdf.h"
#include <cairo-pdf.h>
#include <stdio.h>
#include <stdlib.h>
#include "ensure.h"

#define CHUNK_SIZE ((size_t)64 << 10)

struct pdf_chunk {
	struct pdf_chunk *next;
	size_t used;
	uint8_t data[CHUNK_SIZE];
};

static cairo_status_t chunk_write(void *closure, const unsigned char *p, unsigned int n)
{
	struct pdf *pdf = closure;

	if (n > pdf->cap - pdf->size)
		return CAIRO_STATUS_WRITE_ERROR;
	pdf->size += n;
	while (n) {
		if (!pdf->last || pdf->last->used == CHUNK_SIZE) {
			struct pdf_chunk *chunk = arena_new(pdf->arena, struct pdf_chunk);

			if (pdf->last)
				pdf->last->next = chunk;
			else
				pdf->first = chunk;
			pdf->last = chunk;
		}
		size_t room = CHUNK_SIZE - pdf->last->used, part = n < room ? n : room;

		memcpy(pdf->last->data + pdf->last->used, p, part);
		pdf->last->used += part;
		p += part;
		n -= (unsigned int)part;
	}
	return CAIRO_STATUS_SUCCESS;
}

void pdf_begin(struct pdf *pdf, struct arena *a, double width, double height, size_t cap)
{
	*pdf = (struct pdf){ .arena = a, .cap = cap };
	pdf->surface = cairo_pdf_surface_create_for_stream(chunk_write, pdf, width, height);
}

struct bytes pdf_end(struct pdf *pdf)
{
	cairo_surface_finish(pdf->surface);
	bool is_good = cairo_surface_status(pdf->surface) == CAIRO_STATUS_SUCCESS;

	cairo_surface_destroy(pdf->surface);
	if (!is_good)
		return (struct bytes){ 0 };
	uint8_t *document = arena_take(pdf->arena, pdf->size);
	size_t n = 0;

	for (const struct pdf_chunk *chunk = pdf->first; chunk; chunk = chunk->next) {
		memcpy(document + n, chunk->data, chunk->used);
		n += chunk->used;
	}
	return (struct bytes){ document, n };
}

static bool is_language(struct str s)
{
	if (s.n < 2 || s.n > 16)
		return false;
	for (size_t i = 0; i < s.n; i++) {
		char lower = (char)(s.p[i] | 0x20);

		if (!(lower >= 'a' && lower <= 'z') && s.p[i] != '-')
			return false;
	}
	return true;
}

/* Where the last `mark` of the document ends; NULL when there is none. */
static const char *find_last(struct str document, const char *mark)
{
	size_t n = strlen(mark);

	for (size_t at = document.n; at >= n; at--)
		if (memcmp(document.p + at - n, mark, n) == 0)
			return document.p + at;
	return NULL;
}

/* The number behind the last `mark`, 0 when there is none. The document ends with "%%EOF", which
 * stops strtoul. */
static size_t number_behind(struct str document, const char *mark)
{
	const char *p = find_last(document, mark);

	return p ? strtoul(p, NULL, 10) : 0;
}

/* What stands between the outer brackets of an object. */
static struct str object_inside(struct arena *a, struct str document, size_t number)
{
	struct str begin = arena_print(a, "\n%zu 0 obj\n<<", number);
	const char *from = find_last(document, begin.p), *end;

	if (!from)
		return (struct str){ 0 };
	end = memmem(from, (size_t)(document.p + document.n - from), ">>\nendobj", 9);
	return end ? (struct str){ from, (size_t)(end - from) } : (struct str){ 0 };
}

/* UTF-16 in hexadecimal digits, as documents spell text that is not plain. */
static struct str text_hex(struct arena *a, struct str s)
{
	char *out = arena_take(a, 8 + s.n * 8);
	size_t n = (size_t)sprintf(out, "<FEFF");

	for (size_t i = 0; i < s.n;) {
		uint8_t lead = (uint8_t)s.p[i];
		size_t more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : lead >= 0xC0 ? 1 : 0;
		unsigned c = more ? lead & (0x3Fu >> more) : lead;

		for (i++; more && i < s.n; more--, i++)
			c = c << 6 | ((uint8_t)s.p[i] & 0x3F);
		if (c >= 0x10000)
			n += (size_t)sprintf(out + n, "%04X%04X", 0xD800 + ((c - 0x10000) >> 10),
					     0xDC00 + (c & 0x3FF));
		else
			n += (size_t)sprintf(out + n, "%04X", c);
	}
	out[n++] = '>';
	return (struct str){ out, n };
}

/* Objects written anew, and where each of them stands. */
struct update {
	struct arena *arena;
	struct str old, objects, table;
};

static void object_add(struct update *u, size_t number, struct str object)
{
	u->table = arena_print(u->arena, "%.*s%zu 1\n%010zu 00000 n \n", (int)u->table.n,
			       u->table.p, number, u->old.n + u->objects.n);
	u->objects = arena_print(u->arena, "%.*s%.*s", (int)u->objects.n, u->objects.p,
				 (int)object.n, object.p);
}

static void say_language(struct update *u, size_t root, struct str language)
{
	struct str inside = object_inside(u->arena, u->old, root);

	if (inside.n)
		object_add(u, root,
			   arena_print(u->arena,
				       "%zu 0 obj\n<<%.*s   /Lang (%.*s)\n   /ViewerPreferences "
				       "<< /DisplayDocTitle true >>\n>>\nendobj\n",
				       root, (int)inside.n, inside.p, (int)language.n, language.p));
}

/* The number of the object that begins at p. */
static size_t number_before(struct str document, const char *p)
{
	size_t number = 0, unit = 1;

	for (p -= strlen(" 0 obj\n"); p > document.p && p[-1] >= '0' && p[-1] <= '9'; p--) {
		number += unit * (size_t)(p[-1] - '0');
		unit *= 10;
	}
	return number;
}

static void say_figures(struct update *u, const struct str figure[], size_t n)
{
	static const char mark[] = " 0 obj\n<< /Type /StructElem\n   /S /Figure\n";
	struct str rest = u->old;

	for (size_t i = 0; i < n; i++) {
		const char *p = memmem(rest.p, rest.n, mark, sizeof mark - 1);

		if (!p)
			return;
		size_t number = number_before(u->old, p + strlen(" 0 obj\n"));
		struct str inside = object_inside(u->arena, u->old, number);
		struct str words = text_hex(u->arena, figure[i]);

		object_add(u, number,
			   arena_print(u->arena, "%zu 0 obj\n<<%.*s   /Alt %.*s\n>>\nendobj\n",
				       number, (int)inside.n, inside.p, (int)words.n, words.p));
		rest = str_from(rest, (size_t)(p - rest.p) + sizeof mark - 1);
	}
}

struct bytes pdf_say(struct arena *a, struct bytes document, struct str language,
		     const struct str figure[], size_t n)
{
	struct str old = str_bytes(document);
	struct update u = { .arena = a, .old = old };

	if (old.n < 6 || !str_equal(str_from(old, old.n - 6), STR("%%EOF\n")))
		return document;
	size_t size = number_behind(old, "trailer\n<< /Size "), root = number_behind(old, "/Root ");
	size_t info = number_behind(old, "/Info "), table = number_behind(old, "startxref\n");

	if (!size || !root || !info || !table)
		return document;
	if (is_language(language))
		say_language(&u, root, language);
	say_figures(&u, figure, n);
	if (!u.objects.n)
		return document;
	struct str tail = arena_print(
		a,
		"xref\n%.*strailer\n<< /Size %zu\n   /Root %zu 0 R\n"
		"   /Info %zu 0 R\n   /Prev %zu\n>>\nstartxref\n%zu\n%%%%EOF\n",
		(int)u.table.n, u.table.p, size, root, info, table, old.n + u.objects.n);
	uint8_t *p = arena_take(a, old.n + u.objects.n + tail.n);

	memcpy(p, old.p, old.n);
	memcpy(p + old.n, u.objects.p, u.objects.n);
	memcpy(p + old.n + u.objects.n, tail.p, tail.n);
	return (struct bytes){ p, old.n + u.objects.n + tail.n };
}
