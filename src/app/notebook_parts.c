#include "notebook_parts.h"
#include <stdlib.h>
#include "ensure.h"
#include "record_merge.h"

#define MARK_BYTES 3
#define NOWHERE	   NOTEBOOK_PARTS

static const uint8_t mark_tag[] = { 0xa8, 0x06 }; /* field 101, a number */

struct bytes parts_unmark(struct bytes page, uint8_t *ret_parts)
{
	*ret_parts = 1;
	if (page.n < MARK_BYTES || memcmp(page.p, mark_tag, sizeof mark_tag) != 0 ||
	    page.p[2] < 1 || page.p[2] > NOTEBOOK_PARTS)
		return page;
	*ret_parts = page.p[2];
	return (struct bytes){ page.p + MARK_BYTES, page.n - MARK_BYTES };
}

struct bytes parts_mark(struct arena *a, struct bytes records, uint8_t parts)
{
	if (parts <= 1)
		return records;
	uint8_t *p = arena_take(a, MARK_BYTES + records.n);

	memcpy(p, mark_tag, sizeof mark_tag);
	p[2] = parts;
	if (records.n)
		memcpy(p + MARK_BYTES, records.p, records.n);
	return (struct bytes){ p, MARK_BYTES + records.n };
}

/* --- sharing out */
struct seat { /* of a record that is wanted */
	const struct record_piece *piece;
	size_t part;
	bool has_changed;
};

struct sharing_out {
	struct seat *seat; /* in the order of what is wanted */
	size_t n, n_parts, most;
	size_t size[NOTEBOOK_PARTS];
};

static int compare(const void *x, const void *y)
{
	const struct seat *a = *(struct seat *const *)x, *b = *(struct seat *const *)y;

	return memcmp(a->piece->id.b, b->piece->id.b, sizeof a->piece->id.b);
}

static struct seat *find(struct seat *const sorted[], size_t n, const struct record_piece *piece)
{
	const struct seat wanted = { .piece = piece }, *pointer = &wanted;
	struct seat *const *at = bsearch(&pointer, sorted, n, sizeof *sorted, compare);

	return at ? *at : NULL;
}

static bool is_same(const struct record_piece *a, const struct record_piece *b)
{
	return a->whole.n == b->whole.n && memcmp(a->whole.p, b->whole.p, a->whole.n) == 0;
}

/* Every record where it stands already. */
static fallible seat_old(struct arena *a, struct sharing_out *s, const struct bytes is[])
{
	struct seat **sorted = arena_array(a, struct seat *, s->n + 1);
	struct record_piece *piece;
	struct bytes others;
	size_t n;

	for (size_t i = 0; i < s->n; i++)
		sorted[i] = &s->seat[i];
	qsort(sorted, s->n, sizeof *sorted, compare);
	for (size_t p = 0; p < s->n_parts; p++) {
		TRY(record_pieces(a, is[p], &piece, &n, &others));
		for (size_t i = 0; i < n; i++) {
			struct seat *seat = find(sorted, s->n, &piece[i]);

			if (!seat || seat->part != NOWHERE)
				continue;
			seat->part = p;
			seat->has_changed = !is_same(&piece[i], seat->piece);
			s->size[p] += seat->piece->whole.n;
		}
	}
	return OK;
}

static void stand_up(struct sharing_out *s, struct seat *seat)
{
	s->size[seat->part] -= seat->piece->whole.n;
	seat->part = NOWHERE;
}

/* What has grown goes first, then whatever stands last: what is as it was need not move. */
static void make_room(struct sharing_out *s, size_t part)
{
	for (int is_any = 0; is_any < 2; is_any++)
		for (size_t i = s->n; i-- > 0 && s->size[part] > s->most;)
			if (s->seat[i].part == part && (is_any || s->seat[i].has_changed))
				stand_up(s, &s->seat[i]);
}

static bool sit_down(struct sharing_out *s, struct seat *seat)
{
	size_t n = seat->piece->whole.n;

	for (size_t p = 0; p < NOTEBOOK_PARTS; p++) {
		if (s->size[p] + n > s->most)
			continue;
		seat->part = p;
		s->size[p] += n;
		s->n_parts = p < s->n_parts ? s->n_parts : p + 1;
		return true;
	}
	return false;
}

static void write_plan(struct arena *a, const struct sharing_out *s, struct bytes others,
		       const struct bytes is[], size_t n_is, struct parts_plan *ret)
{
	*ret = (struct parts_plan){ .n = s->n_parts };
	for (size_t p = 0; p < s->n_parts; p++) {
		uint8_t *out = arena_take(a, s->size[p] + 1);
		size_t n = 0;

		for (size_t i = 0; i < s->n; i++) {
			if (s->seat[i].part != p)
				continue;
			memcpy(out + n, s->seat[i].piece->whole.p, s->seat[i].piece->whole.n);
			n += s->seat[i].piece->whole.n;
		}
		if (p == 0 && others.n) {
			memcpy(out + n, others.p, others.n);
			n += others.n;
		}
		ASSERT(n == s->size[p]);
		ret->records[p] = (struct bytes){ out, n };
		ret->has_changed[p] =
			p >= n_is || is[p].n != n || (n && memcmp(is[p].p, out, n) != 0);
	}
}

fallible parts_share_out(struct arena *a, const struct bytes is[], size_t n, struct bytes wanted,
			 size_t most, struct parts_plan *ret)
{
	struct sharing_out s = { .n_parts = n, .most = most };
	struct record_piece *piece;
	struct bytes others;

	ASSERT(n >= 1 && n <= NOTEBOOK_PARTS);
	TRY(record_pieces(a, wanted, &piece, &s.n, &others));
	s.seat = arena_array(a, struct seat, s.n + 1);
	for (size_t i = 0; i < s.n; i++)
		s.seat[i] = (struct seat){ &piece[i], NOWHERE, true };
	s.size[0] = others.n;
	TRY(seat_old(a, &s, is));
	for (size_t p = 0; p < n; p++)
		make_room(&s, p);
	if (s.size[0] > most)
		return FAIL(TOO_FULL);
	for (size_t i = 0; i < s.n; i++)
		if (s.seat[i].part == NOWHERE && !sit_down(&s, &s.seat[i]))
			return FAIL(TOO_FULL);
	write_plan(a, &s, others, is, n, ret);
	return OK;
}
