/* wire: numbers and byte strings in a row, little-endian, for messages between the processes and
 * for fixed rows.
 *
 * Writing: past the cap nothing more is written and `is_over` is set; look once, at the end.
 * Reading: past the end zeroes and empty strings come back and `is_bad` is set; look once, at the
 * end. */
#pragma once
#include "arena.h"

struct wire_out {
	uint8_t *p;
	size_t n, cap;
	bool is_over;
};

struct wire_in {
	const uint8_t *p;
	size_t n; /* bytes left */
	bool is_bad;
};

struct wire_out wire_begin(struct arena *a, size_t cap);
struct bytes wire_done(const struct wire_out *w); /* what was written; a bug if it ran over */
void wire_u8(struct wire_out *w, uint8_t v);
void wire_u32(struct wire_out *w, uint32_t v);
void wire_u64(struct wire_out *w, uint64_t v);
void wire_fixed(struct wire_out *w, const void *p, size_t n); /* n bytes, no length before them */
void wire_bytes(struct wire_out *w, struct bytes b);	      /* length32, then the bytes */

struct wire_in wire_read(struct bytes b);
uint8_t wire_get_u8(struct wire_in *w);
uint32_t wire_get_u32(struct wire_in *w);
uint64_t wire_get_u64(struct wire_in *w);
void wire_get_fixed(struct wire_in *w, void *ret, size_t n);
struct bytes wire_get_bytes(struct wire_in *w); /* borrowed from what is read */
bool wire_is_done(const struct wire_in *w);	/* all read, nothing left, nothing missing */
