#include "qr.h"
#include <limits.h>
#include <qrencode.h>

struct qr qr_make(struct arena *a, struct str text)
{
	if (text.n == 0 || text.n > INT_MAX)
		return (struct qr){ 0 };
	QRcode *code =
		QRcode_encodeData((int)text.n, (const unsigned char *)text.p, 0, QR_ECLEVEL_M);

	if (!code)
		return (struct qr){ 0 };
	size_t side = (size_t)code->width;
	uint8_t *dark = arena_take(a, side * side);

	for (size_t i = 0; i < side * side; i++)
		dark[i] = code->data[i] & 1;
	explicit_bzero(code->data, side * side); /* the text may be a secret */
	QRcode_free(code);
	return (struct qr){ dark, side };
}

static size_t digits_put(char *to, size_t number)
{
	char digits[8];
	size_t n = 0, at = 0;

	do
		digits[n++] = (char)('0' + number % 10);
	while (number /= 10);
	while (n)
		to[at++] = digits[--n];
	return at;
}

/* One run of dark modules: M x y h w v1 h-w z. */
static size_t run_put(char *to, size_t x, size_t y, size_t width)
{
	size_t n = 0;

	to[n++] = 'M';
	n += digits_put(to + n, x);
	to[n++] = ' ';
	n += digits_put(to + n, y);
	to[n++] = 'h';
	n += digits_put(to + n, width);
	memcpy(to + n, "v1h-", 4);
	n += 4;
	n += digits_put(to + n, width);
	to[n++] = 'z';
	return n;
}

#define RUN_MAX 24 /* letters of one run; a code has at most 177 modules in a row */

struct str qr_svg(struct arena *a, struct str text, size_t *ret_side)
{
	struct qr qr = qr_make(a, text);
	char *path = arena_take(a, qr.side * (qr.side / 2 + 1) * RUN_MAX + 1);
	size_t n = 0;

	*ret_side = qr.side ? qr.side + (size_t)2 * QR_QUIET : 0;
	for (size_t y = 0; y < qr.side; y++) {
		const uint8_t *row = qr.dark + y * qr.side;

		for (size_t x = 0, width; x < qr.side; x += width) {
			for (width = 1; x + width < qr.side && row[x + width] == row[x]; width++)
				;
			if (row[x])
				n += run_put(path + n, x + QR_QUIET, y + QR_QUIET, width);
		}
	}
	return (struct str){ path, n };
}
