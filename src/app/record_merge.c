#include "record_merge.h"
#include <stdlib.h>
#include "ensure.h"

#define FIELD_RECORD 1 /* of a list */
#define FIELD_ID     1 /* of a record */
#define FIELD_MARK   100
#define FIELD_LAST   536870911u
#define MARK_BYTES   23
#define NUMBER_BYTES 10 /* the longest */

enum wire_type { TYPE_NUMBER = 0, TYPE_FIXED64 = 1, TYPE_BYTES = 2, TYPE_FIXED32 = 5 };
enum side { SIDE_BASE, SIDE_OWN, SIDE_WAS, SIDE_WANTED, SIDE_LIST, SIDE__COUNT };

struct field {
	uint32_t number;
	enum wire_type type;
	uint64_t value;	    /* of a number */
	struct bytes whole; /* with tag and length */
	struct bytes body;  /* of bytes */
};

struct item { /* a record as it stands in its list */
	struct id16 id;
	struct bytes whole, body;
	size_t at; /* in order of reading */
	enum side side;
	bool is_mark;
	bool is_gone;		/* a mark is to be written here */
	const struct item *put; /* what is to be written here; NULL: nothing */
};

struct items {
	struct item *item;
	size_t n, cap;
};

struct group { /* the items of one id, on each side; NULL: none */
	struct item *first[SIDE__COUNT];
	const struct item *last[SIDE__COUNT];
};

/* --- the wire */
static bool take(struct bytes *b, uint64_t n, struct bytes *ret)
{
	if (n > b->n)
		return false;
	*ret = (struct bytes){ b->p, (size_t)n };
	b->p += n;
	b->n -= (size_t)n;
	return true;
}

static bool take_number(struct bytes *b, uint64_t *ret)
{
	*ret = 0;
	for (size_t i = 0; i < NUMBER_BYTES && i < b->n; i++) {
		uint8_t digit = b->p[i];

		if (i == NUMBER_BYTES - 1 && digit > 1)
			return false;
		*ret |= (uint64_t)(digit & 0x7f) << (7 * i);
		if (digit < 0x80) {
			b->p += i + 1;
			b->n -= i + 1;
			return true;
		}
	}
	return false;
}

static bool take_value(struct bytes *b, struct field *ret)
{
	uint64_t n;

	switch (ret->type) {
	case TYPE_NUMBER:
		return take_number(b, &ret->value);
	case TYPE_FIXED64:
		return take(b, 8, &ret->body);
	case TYPE_FIXED32:
		return take(b, 4, &ret->body);
	case TYPE_BYTES:
		return take_number(b, &n) && take(b, n, &ret->body);
	}
	return false;
}

static bool take_field(struct bytes *b, struct field *ret)
{
	const uint8_t *from = b->p;
	uint64_t tag;

	*ret = (struct field){ 0 };
	if (!take_number(b, &tag) || tag >> 3 == 0 || tag >> 3 > FIELD_LAST)
		return false;
	ret->number = (uint32_t)(tag >> 3);
	ret->type = (enum wire_type)(tag & 7);
	bool is_right = take_value(b, ret);

	ret->whole = (struct bytes){ from, (size_t)(b->p - from) };
	return is_right;
}

/* --- reading lists */
static bool read_record(struct bytes body, struct item *ret)
{
	bool has_id = false, has_mark = false;
	struct field f;

	while (body.n) {
		if (!take_field(&body, &f))
			return false;
		if (f.number == FIELD_ID) {
			if (has_id || f.type != TYPE_BYTES || f.body.n != sizeof ret->id.b)
				return false;
			memcpy(ret->id.b, f.body.p, sizeof ret->id.b);
			has_id = true;
		} else if (f.number == FIELD_MARK) {
			if (has_mark || f.type != TYPE_NUMBER || f.value != 1)
				return false;
			has_mark = true;
		}
	}
	ret->is_mark = has_mark;
	return has_id;
}

static bool count_records(struct bytes list, size_t *ret)
{
	struct field f;

	if (list.n > RECORD_LIST_MAX)
		return false;
	while (list.n) {
		if (!take_field(&list, &f) || (f.number == FIELD_RECORD && f.type != TYPE_BYTES))
			return false;
		*ret += f.number == FIELD_RECORD;
	}
	return true;
}

static bool add_records(struct items *all, struct bytes list, enum side side)
{
	struct field f;

	while (list.n && take_field(&list, &f)) {
		if (f.number != FIELD_RECORD)
			continue;
		ASSERT(all->n < all->cap);
		struct item *to = &all->item[all->n];

		*to = (struct item){ .whole = f.whole, .body = f.body, .at = all->n, .side = side };
		all->n++;
		if (!read_record(f.body, to))
			return false;
	}
	return true;
}

static fallible read_lists(struct arena *a, const struct bytes list[], const enum side side[],
			   size_t n, struct items *ret)
{
	*ret = (struct items){ 0 };
	for (size_t i = 0; i < n; i++)
		if (!count_records(list[i], &ret->cap))
			return FAIL(UNVERIFIED);
	ret->item = arena_array(a, struct item, ret->cap + 1);
	for (size_t i = 0; i < n; i++)
		if (!add_records(ret, list[i], side[i]))
			return FAIL(UNVERIFIED);
	return OK;
}

/* --- items of one id */
static int compare(const void *x, const void *y)
{
	const struct item *a = *(struct item *const *)x, *b = *(struct item *const *)y;
	int order = memcmp(a->id.b, b->id.b, sizeof a->id.b);

	return order ? order : (a->at > b->at) - (a->at < b->at);
}

static void for_groups(struct arena *a, const struct items *all,
		       void (*settle)(const struct group *g))
{
	struct item **sorted = arena_array(a, struct item *, all->n + 1);

	for (size_t i = 0; i < all->n; i++)
		sorted[i] = &all->item[i];
	qsort(sorted, all->n, sizeof *sorted, compare);
	for (size_t i = 0; i < all->n;) {
		struct group g = { 0 };
		struct id16 id = sorted[i]->id;

		for (; i < all->n && id16_equal(sorted[i]->id, id); i++) {
			enum side side = sorted[i]->side;

			if (!g.first[side])
				g.first[side] = sorted[i];
			g.last[side] = sorted[i];
		}
		settle(&g);
	}
}

static bool is_there(const struct item *i)
{
	return i && !i->is_mark;
}

static bool is_same(const struct item *x, const struct item *y)
{
	if (!is_there(x) || !is_there(y))
		return is_there(x) == is_there(y);
	return x->body.n == y->body.n && memcmp(x->body.p, y->body.p, x->body.n) == 0;
}

static void settle_merge(const struct group *g)
{
	g->first[SIDE_LIST]->put = g->last[SIDE_LIST];
}

static void settle_difference(const struct group *g)
{
	const struct item *base = g->last[SIDE_BASE], *wanted = g->last[SIDE_WANTED];

	if (!is_there(wanted) && is_there(base))
		g->first[SIDE_BASE]->is_gone = true;
	else if (is_there(wanted) && (!is_same(base, wanted) || is_there(g->last[SIDE_OWN]) ||
				      !is_same(g->last[SIDE_WAS], wanted)))
		g->first[SIDE_WANTED]->put = wanted;
}

static void settle_leave_out(const struct group *g)
{
	const struct item *list = g->last[SIDE_LIST];

	ASSERT(!list || g->first[SIDE_LIST]);
	if (list && (list->is_mark || is_same(g->last[SIDE_WAS], g->last[SIDE_WANTED])))
		g->first[SIDE_LIST]->put = list;
}

static void settle_uncovered(const struct group *g)
{
	if (g->first[SIDE_WAS] && !g->first[SIDE_LIST])
		g->first[SIDE_WAS]->put = g->last[SIDE_WAS];
}

static void settle_join(const struct group *g)
{
	enum side side = g->first[SIDE_LIST] ? SIDE_LIST : SIDE_WAS;

	ASSERT(g->first[side]); /* a group is of the sides that make it */
	g->first[side]->put = g->last[side];
}

/* --- writing */
static struct bytes out_begin(struct arena *a, const struct items *all, size_t more)
{
	size_t size = more + all->n * MARK_BYTES;

	for (size_t i = 0; i < all->n; i++)
		size += all->item[i].whole.n;
	return (struct bytes){ arena_take(a, size ? size : 1), 0 };
}

static void out_add(struct bytes *out, const void *p, size_t n)
{
	memcpy((uint8_t *)(uintptr_t)out->p + out->n, p, n);
	out->n += n;
}

static void out_mark(struct bytes *out, struct id16 id)
{
	static const uint8_t before[] = { FIELD_RECORD << 3 | TYPE_BYTES, MARK_BYTES - 2,
					  FIELD_ID << 3 | TYPE_BYTES, sizeof id.b },
			     after[] = { (FIELD_MARK << 3 & 0x7f) | 0x80, FIELD_MARK << 3 >> 7, 1 };

	out_add(out, before, sizeof before);
	out_add(out, id.b, sizeof id.b);
	out_add(out, after, sizeof after);
}

static void out_items(struct bytes *out, const struct items *all, enum record_marks marks)
{
	for (size_t i = 0; i < all->n; i++) {
		const struct item *it = &all->item[i];

		if (it->is_gone)
			out_mark(out, it->id);
		if (it->put && (!it->put->is_mark || marks == RECORD_MARKS_KEEP))
			out_add(out, it->put->whole.p, it->put->whole.n);
	}
}

/* Whatever else the list has. */
static void out_others(struct bytes *out, struct bytes list)
{
	struct field f;

	while (list.n && take_field(&list, &f))
		if (f.number != FIELD_RECORD)
			out_add(out, f.whole.p, f.whole.n);
}

static bool has_others(struct bytes list)
{
	struct field f;

	while (list.n && take_field(&list, &f))
		if (f.number != FIELD_RECORD)
			return true;
	return false;
}

fallible record_merge(struct arena *a, const struct bytes list[], size_t n, enum record_marks marks,
		      struct bytes *ret)
{
	enum side side[RECORD_LISTS_MAX] = { 0 };
	struct items all;
	size_t last = n;

	ASSERT(n <= RECORD_LISTS_MAX);
	for (size_t i = 0; i < n; i++)
		side[i] = SIDE_LIST;
	TRY(read_lists(a, list, side, n, &all));
	for_groups(a, &all, settle_merge);
	while (last > 0 && !has_others(list[last - 1]))
		last--;
	*ret = out_begin(a, &all, last ? list[last - 1].n : 0);
	out_items(ret, &all, marks);
	if (last)
		out_others(ret, list[last - 1]);
	return OK;
}

fallible record_difference(struct arena *a, struct bytes base, struct bytes own, struct bytes was,
			   struct bytes wanted, struct bytes *ret)
{
	static const enum side side[] = { SIDE_BASE, SIDE_OWN, SIDE_WAS, SIDE_WANTED };
	const struct bytes list[] = { base, own, was, wanted };
	struct items all;

	TRY(read_lists(a, list, side, 4, &all));
	for_groups(a, &all, settle_difference);
	*ret = out_begin(a, &all, wanted.n);
	out_items(ret, &all, RECORD_MARKS_DROP);
	out_others(ret, wanted);
	return OK;
}

fallible record_leave_out(struct arena *a, struct bytes list, struct bytes was, struct bytes is,
			  struct bytes *ret, bool *ret_has_changed)
{
	static const enum side side[] = { SIDE_LIST, SIDE_WAS, SIDE_WANTED };
	const struct bytes lists[] = { list, was, is };
	struct items all;

	TRY(read_lists(a, lists, side, 3, &all));
	for_groups(a, &all, settle_leave_out);
	*ret = out_begin(a, &all, list.n);
	out_items(ret, &all, RECORD_MARKS_KEEP);
	out_others(ret, list);
	*ret_has_changed = ret->n != list.n;
	return OK;
}

fallible record_uncovered(struct arena *a, struct bytes list, const struct bytes above[], size_t n,
			  struct bytes *ret)
{
	enum side side[RECORD_LISTS_MAX + 1] = { SIDE_WAS };
	struct bytes lists[RECORD_LISTS_MAX + 1] = { list };
	bool is_under = false;
	struct items all;

	ASSERT(n <= RECORD_LISTS_MAX);
	for (size_t i = 0; i < n; i++) {
		side[i + 1] = SIDE_LIST;
		lists[i + 1] = above[i];
		is_under |= has_others(above[i]);
	}
	TRY(read_lists(a, lists, side, n + 1, &all));
	for_groups(a, &all, settle_uncovered);
	*ret = out_begin(a, &all, list.n);
	out_items(ret, &all, RECORD_MARKS_KEEP);
	if (!is_under)
		out_others(ret, list);
	return OK;
}

fallible record_join(struct arena *a, const struct bytes part[], size_t n, struct bytes *ret)
{
	enum side side[RECORD_LISTS_MAX] = { 0 };
	struct items all;

	ASSERT(n >= 1 && n <= RECORD_LISTS_MAX);
	TRY(read_lists(a, part, side, n, &all));
	for (size_t i = 0; i < all.n; i++)
		all.item[i].side = all.item[i].is_mark ? SIDE_WAS : SIDE_LIST;
	for_groups(a, &all, settle_join);
	*ret = out_begin(a, &all, part[0].n);
	out_items(ret, &all, RECORD_MARKS_KEEP);
	out_others(ret, part[0]);
	return OK;
}

fallible record_pieces(struct arena *a, struct bytes list, struct record_piece **ret, size_t *ret_n,
		       struct bytes *ret_others)
{
	static const enum side side[] = { SIDE_LIST };
	struct items all;

	TRY(read_lists(a, &list, side, 1, &all));
	*ret = arena_array(a, struct record_piece, all.n + 1);
	for (size_t i = 0; i < all.n; i++)
		(*ret)[i] = (struct record_piece){ all.item[i].id, all.item[i].whole };
	*ret_n = all.n;
	*ret_others = (struct bytes){ arena_take(a, list.n + 1), 0 };
	out_others(ret_others, list);
	return OK;
}

static int compare_pieces(const void *x, const void *y)
{
	const struct record_piece *a = x, *b = y;

	return memcmp(a->id.b, b->id.b, sizeof a->id.b);
}

fallible record_order(struct arena *a, struct bytes list, struct bytes *ret)
{
	struct record_piece *piece;
	struct bytes others;
	size_t n;

	TRY(record_pieces(a, list, &piece, &n, &others));
	qsort(piece, n, sizeof *piece, compare_pieces);
	*ret = (struct bytes){ arena_take(a, list.n + 1), 0 };
	for (size_t i = 0; i < n; i++)
		out_add(ret, piece[i].whole.p, piece[i].whole.n);
	if (others.n)
		out_add(ret, others.p, others.n);
	return OK;
}
