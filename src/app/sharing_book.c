#include "sharing_book.h"
#include "ensure.h"
#include "notebook.h"
#include "record.h"
#include "sharing.h"
#include "sharing.pb-c.h"

#define FILL_TO (20u << 10) /* bytes: of the largest class of pages, even with nothing on it */

static const struct notebook_place where = { .topic = TOPIC_PRIVATE, .place = PLACE_SHARING };

static bool read_id(struct id16 *ret, ProtobufCBinaryData d)
{
	if (d.len != sizeof ret->b)
		return false;
	memcpy(ret->b, d.data, sizeof ret->b);
	return true;
}

static bool read_entry(struct book *b, const Sharing__Entry *e)
{
	struct id16 id, other, thing;

	if (e->other.len == 0)
		return true;
	if (!read_id(&id, e->id) || !read_id(&other, e->other))
		return false;
	if (e->day) {
		if (b->n_yes == BOOK_YES || e->slot >= LETTER_CELLS)
			return false;
		b->yes[b->n_yes++] = (struct book_yes){ id, other, e->slot, { e->day } };
		return true;
	}
	if (b->n_copies == BOOK_COPIES || !read_id(&thing, e->thing))
		return false;
	b->copy[b->n_copies++] = (struct book_copy){ .id = id,
						     .other = other,
						     .thing = thing,
						     .place = (enum place)e->place,
						     .content = { e->content.data, e->content.len },
						     .is_stopped = e->is_stopped };
	return true;
}

fallible book_open(struct act *a)
{
	struct notebook_page page;
	bool is_lost;

	if (a->book)
		return OK;
	TRY(notebook_read_over(a, where, &page, &is_lost));
	const Sharing__Page *m = (const Sharing__Page *)record_unpack(
		a->arena, &sharing__page__descriptor, page.records);
	struct book *b = arena_new(a->arena, struct book);

	if (!m)
		return FAIL(UNVERIFIED);
	for (size_t i = 0; i < m->n_entry; i++)
		if (!read_entry(b, m->entry[i]))
			return FAIL(UNVERIFIED);
	b->is_lost = is_lost;
	a->book = b;
	return OK;
}

/* --- writing */
static Sharing__Entry *entry_make(struct act *a, Sharing__Page *m, struct id16 id)
{
	Sharing__Entry *e = arena_new(a->arena, Sharing__Entry);

	sharing__entry__init(e);
	e->id = record_data(a->arena, BYTES_OF(id));
	m->entry[m->n_entry++] = e;
	return e;
}

static void pack_all(struct act *a, const struct book *b, Sharing__Page *m)
{
	for (size_t i = 0; i < b->n_copies; i++) {
		const struct book_copy *c = &b->copy[i];
		Sharing__Entry *e = entry_make(a, m, c->id);

		e->other = record_data(a->arena, BYTES_OF(c->other));
		e->thing = record_data(a->arena, BYTES_OF(c->thing));
		e->place = (uint32_t)c->place;
		e->content = record_data(a->arena, c->content);
		e->is_stopped = c->is_stopped;
	}
	for (size_t i = 0; i < b->n_yes; i++) {
		Sharing__Entry *e = entry_make(a, m, b->yes[i].id);

		e->other = record_data(a->arena, BYTES_OF(b->yes[i].other));
		e->slot = b->yes[i].slot;
		e->day = b->yes[i].day.n;
	}
}

/* How much is shared does not show in the size of the row. */
static void fill_up(struct act *a, Sharing__Page *m)
{
	size_t n = protobuf_c_message_get_packed_size(&m->base);

	if (n >= FILL_TO)
		return;
	Sharing__Entry *e = entry_make(a, m, (struct id16){ { 0 } });

	e->content = (ProtobufCBinaryData){ FILL_TO - n, arena_take(a->arena, FILL_TO - n) };
}

fallible book_save(struct act *a)
{
	Sharing__Page m = SHARING__PAGE__INIT;
	struct notebook_page page;
	bool is_lost;

	ASSERT(a->book);
	m.entry = arena_array(a->arena, Sharing__Entry *, a->book->n_copies + a->book->n_yes + 1);
	pack_all(a, a->book, &m);
	fill_up(a, &m);
	TRY(notebook_read_over(a, where, &page, &is_lost));
	return notebook_write(a, &page, record_pack(a->arena, &m.base));
}

/* --- copies */
struct book_copy *book_find(struct book *b, struct id16 other, struct id16 thing)
{
	for (size_t i = 0; i < b->n_copies; i++)
		if (id16_equal(b->copy[i].other, other) && id16_equal(b->copy[i].thing, thing))
			return &b->copy[i];
	return NULL;
}

struct book_copy *book_add(struct act *a)
{
	struct book *b = a->book;

	if (b->n_copies == BOOK_COPIES)
		return NULL;
	b->copy[b->n_copies] = (struct book_copy){ .id = act_draw(a) };
	return &b->copy[b->n_copies++];
}

void book_drop_copy(struct book *b, struct book_copy *copy)
{
	size_t i = (size_t)(copy - b->copy);

	ASSERT(i < b->n_copies);
	b->n_copies--;
	memmove(copy, copy + 1, (b->n_copies - i) * sizeof *copy);
}

/* --- answers */
static bool is_to_go(const struct book_yes *y, const struct id16 *other, uint64_t slots,
		     struct day before)
{
	if (other)
		return id16_equal(y->other, *other) && (slots >> y->slot & 1);
	return y->day.n < before.n;
}

static bool drop_yes(struct book *b, const struct id16 *other, uint64_t slots, struct day before)
{
	size_t kept = 0, had = b->n_yes;

	for (size_t i = 0; i < had; i++)
		if (!is_to_go(&b->yes[i], other, slots, before))
			b->yes[kept++] = b->yes[i];
	b->n_yes = kept;
	return kept != had;
}

void book_drop_other(struct book *b, struct id16 other)
{
	for (size_t i = b->n_copies; i-- > 0;)
		if (id16_equal(b->copy[i].other, other))
			book_drop_copy(b, &b->copy[i]);
	(void)drop_yes(b, &other, UINT64_MAX, (struct day){ 0 });
}

bool book_drop_old_yes(struct book *b, struct day today)
{
	return drop_yes(b, NULL, 0, (struct day){ today.n - SHARING_YES_DAYS });
}

uint64_t book_yes_slots(const struct book *b, struct id16 other)
{
	uint64_t slots = 0;

	for (size_t i = 0; i < b->n_yes; i++)
		if (id16_equal(b->yes[i].other, other))
			slots |= (uint64_t)1 << b->yes[i].slot;
	return slots;
}

bool book_yes_last(const struct book *b, struct id16 other, struct day ret[LETTER_CELLS])
{
	bool has_any = false;

	memset(ret, 0, LETTER_CELLS * sizeof *ret);
	for (size_t i = 0; i < b->n_yes; i++) {
		if (!id16_equal(b->yes[i].other, other))
			continue;
		ret[b->yes[i].slot].n = b->yes[i].day.n + SHARING_YES_DAYS;
		has_any = true;
	}
	return has_any;
}

fallible book_answer(struct act *a, struct id16 other, uint64_t slots, uint64_t yes)
{
	struct book *b = a->book;

	(void)drop_yes(b, &other, slots, (struct day){ 0 });
	for (unsigned slot = 0; slot < LETTER_CELLS; slot++) {
		if (!((slots & yes) >> slot & 1))
			continue;
		if (b->n_yes == BOOK_YES)
			return FAIL(TOO_FULL);
		b->yes[b->n_yes++] = (struct book_yes){ act_draw(a), other, slot, act_today(a) };
	}
	return OK;
}
