/* pdf: a cairo surface that ends as bytes in an arena, and what cairo 1.16 cannot write itself. */
#pragma once
#include <cairo.h>
#include "arena.h"

struct pdf_chunk;

/* One document being written. Life-cycle: pdf_begin → draw on `surface` → pdf_end. */
struct pdf {
	struct arena *arena;
	cairo_surface_t *surface;
	struct pdf_chunk *first, *last;
	size_t size, cap;
};

/* `pdf` stays where it is until pdf_end. Width and height are points. */
void pdf_begin(struct pdf *pdf, struct arena *a, double width, double height, size_t cap);

/* The finished document; empty when drawing failed or it grew beyond the cap. Releases the
 * surface. */
struct bytes pdf_end(struct pdf *pdf);

/* The document with its language, its title shown in place of the file's name, and the n-th text in
 * place of the n-th figure for those who do not see it, as an incremental update behind it. No
 * language when `language` is not of the form "en" or "de-AT"; no text for a figure past `n`. */
struct bytes pdf_say(struct arena *a, struct bytes document, struct str language,
		     const struct str figure[], size_t n);
