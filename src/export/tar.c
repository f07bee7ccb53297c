#include "tar.h"
#include <stdio.h>
#include "ensure.h"

#define BLOCK	  512
#define CHECKSUM  148
#define SIZE	  124
#define SIZE_MOST ((size_t)1 << 33) /* eleven octal digits */

struct tar tar_begin(struct bulk *to, struct instant at)
{
	return (struct tar){ .to = to, .at = at };
}

static void put_octal(uint8_t *to, int digits, unsigned long long value)
{
	char text[24];

	ASSERT(snprintf(text, sizeof text, "%0*llo", digits, value) == digits);
	memcpy(to, text, (size_t)digits);
}

static void header_make(uint8_t h[BLOCK], struct str name, struct instant at)
{
	memset(h, 0, BLOCK);
	memcpy(h, name.p, name.n);
	put_octal(h + 100, 7, 0600); /* only its owner opens it */
	put_octal(h + 108, 7, 0);
	put_octal(h + 116, 7, 0);
	put_octal(h + 136, 11, at.s > 0 ? (unsigned long long)at.s : 0);
	h[156] = '0';		     /* a file */
	memcpy(h + 257, "ustar", 6); /* and its NUL */
	memcpy(h + 263, "00", 2);
}

/* What is known only once the file is there: its size, and the sum of the block, counted with
 * blanks in its own place. */
static void header_finish(uint8_t h[BLOCK], size_t size)
{
	unsigned sum = 0;

	ASSERT(size < SIZE_MOST);
	put_octal(h + SIZE, 11, size);
	memset(h + CHECKSUM, ' ', 8);
	for (size_t i = 0; i < BLOCK; i++)
		sum += h[i];
	put_octal(h + CHECKSUM, 6, sum);
	h[CHECKSUM + 6] = '\0';
}

static const uint8_t nothing[2 * BLOCK];

static void file_end(struct tar *t)
{
	if (!t->has_file || t->to->is_full)
		return;
	size_t size = t->to->n - t->header - BLOCK, over = size % BLOCK;

	header_finish(t->to->p + t->header, size);
	bulk_add(t->to, (struct bytes){ nothing, over ? BLOCK - over : 0 });
}

void tar_file(struct tar *t, struct str name)
{
	uint8_t h[BLOCK];

	ASSERT(name.n > 0 && name.n <= TAR_NAME_MAX && name.p[0] != '/');
	file_end(t);
	header_make(h, name, t->at);
	t->header = t->to->n;
	t->has_file = true;
	bulk_add(t->to, BYTES(h));
}

void tar_end(struct tar *t)
{
	file_end(t);
	bulk_add(t->to, BYTES(nothing));
}
