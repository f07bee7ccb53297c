#include "pdf.h"
#include <cairo-pdf.h>
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

struct bytes pdf_say_language(struct arena *a, struct bytes document, struct str language)
{
	struct str old = str_bytes(document);

	if (!is_language(language) || old.n < 6 ||
	    !str_equal(str_from(old, old.n - 6), STR("%%EOF\n")))
		return document;
	size_t size = number_behind(old, "trailer\n<< /Size "), root = number_behind(old, "/Root ");
	size_t info = number_behind(old, "/Info "), table = number_behind(old, "startxref\n");
	struct str catalog = object_inside(a, old, root);

	if (!size || !root || !info || !table || !catalog.n)
		return document;
	struct str object =
		arena_print(a,
			    "%zu 0 obj\n<<%.*s   /Lang (%.*s)\n   /ViewerPreferences "
			    "<< /DisplayDocTitle true >>\n>>\nendobj\n",
			    root, (int)catalog.n, catalog.p, (int)language.n, language.p);
	struct str tail = arena_print(a,
				      "xref\n%zu 1\n%010zu 00000 n \ntrailer\n<< /Size %zu\n   "
				      "/Root %zu 0 R\n   /Info %zu 0 R\n   /Prev %zu\n>>\n"
				      "startxref\n%zu\n%%%%EOF\n",
				      root, old.n, size, root, info, table, old.n + object.n);
	uint8_t *p = arena_take(a, old.n + object.n + tail.n);

	memcpy(p, old.p, old.n);
	memcpy(p + old.n, object.p, object.n);
	memcpy(p + old.n + object.n, tail.p, tail.n);
	return (struct bytes){ p, old.n + object.n + tail.n };
}
