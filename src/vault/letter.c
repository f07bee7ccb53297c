#include "letter.h"
#include "ensure.h"
#include "wire.h"

#define LETTER_VERSION 1
#define PLAIN	       (LETTER_BYTES - CSEAL_OVER)

void letter_blank_cells(struct letter *l)
{
	random_bytes(l->cell, sizeof l->cell);
}

/* --- what stands in a letter */
static bool is_permission(unsigned p)
{
	return p != 0 && (p & ~(unsigned)(LETTER_READ | LETTER_PROPOSE)) == 0;
}

static void line_write(struct wire_out *w, const struct letter_line *l)
{
	ASSERT(l->epoch >= 1 && is_permission(l->permission) && l->not_after >= 0);
	wire_u8(w, (uint8_t)l->topic);
	wire_u32(w, l->epoch);
	wire_fixed(w, &l->key, sizeof l->key);
	wire_u8(w, (uint8_t)l->permission);
	wire_u64(w, (uint64_t)l->not_after);
}

static struct wire_out letter_write(struct arena *a, const struct letter *l)
{
	struct wire_out w = wire_begin(a, PLAIN - 4);

	wire_u8(&w, LETTER_VERSION);
	wire_fixed(&w, &l->space, sizeof l->space);
	wire_u8(&w, (uint8_t)l->n_lines);
	for (size_t i = 0; i < l->n_lines; i++)
		line_write(&w, &l->line[i]);
	wire_u8(&w, (uint8_t)l->n_items);
	for (size_t i = 0; i < l->n_items; i++) {
		wire_fixed(&w, &l->item[i].id, sizeof l->item[i].id);
		wire_u32(&w, l->item[i].place);
		wire_bytes(&w, l->item[i].content);
	}
	wire_fixed(&w, l->cell, sizeof l->cell);
	return w;
}

static bool line_read(struct wire_in *w, struct letter_line *ret)
{
	uint8_t topic = wire_get_u8(w), permission;

	ret->epoch = wire_get_u32(w);
	wire_get_fixed(w, &ret->key, sizeof ret->key);
	permission = wire_get_u8(w);
	ret->not_after = (int64_t)wire_get_u64(w);
	ret->topic = (enum topic)topic;
	ret->permission = (enum letter_permission)permission;
	return topic < TOPIC_SLOTS && ret->epoch >= 1 && is_permission(permission) &&
	       ret->not_after >= 0;
}

static bool lines_read(struct wire_in *w, struct letter *ret)
{
	ret->n_lines = wire_get_u8(w);
	if (ret->n_lines > LETTER_LINES)
		return false;
	for (size_t i = 0; i < ret->n_lines; i++)
		if (!line_read(w, &ret->line[i]))
			return false;
	return true;
}

static bool items_read(struct wire_in *w, struct letter *ret)
{
	ret->n_items = wire_get_u8(w);
	if (ret->n_items > LETTER_ITEMS)
		return false;
	for (size_t i = 0; i < ret->n_items; i++) {
		struct letter_item *item = &ret->item[i];

		wire_get_fixed(w, &item->id, sizeof item->id);
		item->place = wire_get_u32(w);
		item->content = wire_get_bytes(w);
		if (item->content.n > LETTER_ITEM_MAX)
			return false;
	}
	return true;
}

fallible letter_decode(struct arena *a, struct bytes plain, struct letter *ret)
{
	struct wire_in w = wire_read(plain);
	struct letter *l = arena_new(a, struct letter);

	if (plain.n > PLAIN - 4 || wire_get_u8(&w) != LETTER_VERSION)
		return FAIL(UNVERIFIED);
	wire_get_fixed(&w, &l->space, sizeof l->space);
	if (!lines_read(&w, l) || !items_read(&w, l))
		return FAIL(UNVERIFIED);
	wire_get_fixed(&w, l->cell, sizeof l->cell);
	if (!wire_is_done(&w))
		return FAIL(UNVERIFIED);
	*ret = *l;
	return OK;
}

/* --- sealing */
struct letter_parts {
	struct key key;
	uint8_t ad[16 + 1 + 4];
};

static void letter_parts_make(struct letter_parts *ret, const struct relation *r,
			      enum relation_side writer, uint32_t seq)
{
	struct wire_out w = { .p = ret->ad, .cap = sizeof ret->ad };

	ASSERT(writer < SIDE__COUNT);
	wire_fixed(&w, &r->id, sizeof r->id);
	wire_u8(&w, (uint8_t)writer);
	wire_u32(&w, seq);
	ASSERT(!w.is_over && w.n == sizeof ret->ad);
	KDF(&ret->key, &r->secret, "rj1/letter", (struct bytes){ ret->ad + 16, 1 },
	    (struct bytes){ ret->ad + 17, 4 });
}

/* What a letter may hold, whoever asks for it: the last word is the vault's. */
static fallible letter_check(const struct letter *l, enum person_kind reader)
{
	if (l->n_lines > LETTER_LINES || l->n_items > LETTER_ITEMS)
		return FAIL(TOO_FULL);
	for (size_t i = 0; i < l->n_lines; i++)
		if ((int)l->line[i].topic < 0 || (int)l->line[i].topic >= TOPIC_SLOTS ||
		    !topic_is_grantable(l->line[i].topic, reader))
			return FAIL(NO_GRANT);
	for (size_t i = 0; i < l->n_items; i++)
		if (l->item[i].content.n > LETTER_ITEM_MAX)
			return FAIL(TOO_FULL);
	return OK;
}

fallible letter_seal(const struct relation *r, struct arena *a, enum relation_side writer,
		     enum person_kind reader, uint32_t seq, const struct letter *l,
		     struct bytes *ret_blob)
{
	struct letter_parts parts;

	TRY(letter_check(l, reader));
	struct wire_out w = letter_write(a, l);

	if (w.is_over)
		return FAIL(TOO_FULL);
	letter_parts_make(&parts, r, writer, seq);
	*ret_blob = cseal(a, &parts.key, pad_to(a, wire_done(&w), PLAIN), BYTES(parts.ad));
	wipe(&parts, sizeof parts);
	return OK;
}

fallible letter_open(const struct relation *r, struct arena *a, enum relation_side writer,
		     uint32_t seq, struct bytes blob, struct letter *ret)
{
	struct letter_parts parts;
	struct bytes padded, plain;

	if (blob.n != LETTER_BYTES)
		return FAIL(UNVERIFIED);
	letter_parts_make(&parts, r, writer, seq);
	struct err e = cunseal(a, &parts.key, blob, BYTES(parts.ad), &padded);

	wipe(&parts, sizeof parts);
	TRY(e);
	if (!unpad(padded, &plain))
		return FAIL(UNVERIFIED);
	return letter_decode(a, plain, ret);
}
