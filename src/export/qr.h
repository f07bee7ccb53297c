/* qr: square codes, for paper and for pages. */
#pragma once
#include "arena.h"

struct qr {
	const uint8_t *dark; /* side × side modules row by row, 1 or 0; without the quiet zone */
	size_t side;	     /* 0: the text does not fit into a code */
};

#define QR_QUIET 4 /* modules that stay white on each side */

/* Medium error correction. Owner: the arena. */
struct qr qr_make(struct arena *a, struct str text);

/* The code as the `d` of one svg path, quiet zone included: viewBox="0 0 S S" with S = *ret_side,
 * white behind it. Empty, and S = 0, when the text does not fit. Owner: the arena. */
struct str qr_svg(struct arena *a, struct str text, size_t *ret_side);
