#include "wire.h"
#include "ensure.h"

struct wire_out wire_begin(struct arena *a, size_t cap)
{
	return (struct wire_out){ .p = arena_take(a, cap), .cap = cap };
}

struct bytes wire_done(const struct wire_out *w)
{
	ASSERT(!w->is_over);
	return (struct bytes){ w->p, w->n };
}

void wire_fixed(struct wire_out *w, const void *p, size_t n)
{
	if (w->is_over || n > w->cap - w->n) {
		w->is_over = true;
		return;
	}
	if (n)
		memcpy(w->p + w->n, p, n);
	w->n += n;
}

static void put_number(struct wire_out *w, uint64_t v, size_t n)
{
	uint8_t b[8];

	for (size_t i = 0; i < n; i++)
		b[i] = (uint8_t)(v >> (8 * i));
	wire_fixed(w, b, n);
}

void wire_u8(struct wire_out *w, uint8_t v)
{
	put_number(w, v, 1);
}

void wire_u32(struct wire_out *w, uint32_t v)
{
	put_number(w, v, 4);
}

void wire_u64(struct wire_out *w, uint64_t v)
{
	put_number(w, v, 8);
}

void wire_bytes(struct wire_out *w, struct bytes b)
{
	ASSERT(b.n <= UINT32_MAX);
	wire_u32(w, (uint32_t)b.n);
	wire_fixed(w, b.p, b.n);
}

struct wire_in wire_read(struct bytes b)
{
	return (struct wire_in){ .p = b.p, .n = b.n };
}

void wire_get_fixed(struct wire_in *w, void *ret, size_t n)
{
	if (w->is_bad || n > w->n) {
		w->is_bad = true;
		if (n)
			memset(ret, 0, n);
		return;
	}
	if (n)
		memcpy(ret, w->p, n);
	w->p += n;
	w->n -= n;
}

static uint64_t get_number(struct wire_in *w, size_t n)
{
	uint8_t b[8] = { 0 };
	uint64_t v = 0;

	wire_get_fixed(w, b, n);
	for (size_t i = 0; i < n; i++)
		v |= (uint64_t)b[i] << (8 * i);
	return v;
}

uint8_t wire_get_u8(struct wire_in *w)
{
	return (uint8_t)get_number(w, 1);
}

uint32_t wire_get_u32(struct wire_in *w)
{
	return (uint32_t)get_number(w, 4);
}

uint64_t wire_get_u64(struct wire_in *w)
{
	return get_number(w, 8);
}

struct bytes wire_get_bytes(struct wire_in *w)
{
	size_t n = wire_get_u32(w);

	if (w->is_bad || n > w->n) {
		w->is_bad = true;
		return (struct bytes){ 0 };
	}
	struct bytes b = { w->p, n };

	w->p += n;
	w->n -= n;
	return b;
}

bool wire_is_done(const struct wire_in *w)
{
	return !w->is_bad && w->n == 0;
}
