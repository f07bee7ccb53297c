#include "card_use.h"
#include <jansson.h>
#include "card.pb-c.h"
#include "card_close_use.h"
#include "card_share_use.h"
#include "ensure.h"
#include "notebook.h"
#include "record.h"

struct card_sheet {
	struct notebook_page page;
	Card__Cards *cards;
};

fallible card_open(struct act *a, struct card_sheet **ret)
{
	const struct notebook_place where = { .topic = TOPIC_CARD, .place = PLACE_CARD };
	struct card_sheet *s = arena_new(a->arena, struct card_sheet);

	TRY(notebook_read(a, where, &s->page));
	s->cards =
		(Card__Cards *)record_unpack(a->arena, &card__cards__descriptor, s->page.records);
	if (!s->cards)
		return FAIL(UNVERIFIED);
	*ret = s;
	return OK;
}

static Card__Record *find(const struct card_sheet *s, enum card_kind k)
{
	for (size_t i = 0; i < s->cards->n_record; i++)
		if (s->cards->record[i]->kind == k + 1)
			return s->cards->record[i];
	return NULL;
}

/* --- lines in and out */
static void read_lines(Card__Line *const from[], size_t n, struct card *ret)
{
	for (size_t i = 0; i < n && ret->n < CARD_LINES_MAX; i++) {
		const Card__Line *l = from[i];
		struct card_line *to = &ret->line[ret->n];

		if (l->section > CARD_SECTIONS_MAX || l->chip > UINT8_MAX)
			continue;
		*to = (struct card_line){ .section = (uint8_t)l->section,
					  .chip = (uint8_t)l->chip,
					  .text = str_c(l->text),
					  .written = { l->written },
					  .edited = { l->edited },
					  .is_suggested = l->suggested };
		/* What a later edition of the program knows and this one does not. */
		if (card_has_section(ret->kind, to->section) && card_line_words(ret->kind, to).n)
			ret->n++;
	}
}

void card_read(struct card_sheet *s, enum card_kind k, struct card *ret)
{
	const Card__Record *r = find(s, k);

	*ret = (struct card){ .kind = k };
	if (!r)
		return;
	ret->version = r->version;
	ret->written = (struct instant){ r->written };
	ret->edited = (struct instant){ r->edited };
	if (r->id.len == sizeof ret->id.b)
		memcpy(ret->id.b, r->id.data, sizeof ret->id.b);
	read_lines(r->line, r->n_line, ret);
}

static Card__Line **make_lines(struct arena *a, const struct card *c)
{
	Card__Line **list = arena_array(a, Card__Line *, c->n + 1);

	for (size_t i = 0; i < c->n; i++) {
		const struct card_line *l = &c->line[i];

		list[i] = arena_new(a, Card__Line);
		card__line__init(list[i]);
		list[i]->section = l->section;
		list[i]->chip = l->chip;
		list[i]->text = record_text(a, l->text);
		list[i]->written = l->written.s;
		list[i]->edited = l->edited.s;
		list[i]->suggested = l->is_suggested;
	}
	return list;
}

/* --- a new version */
static Card__Record *add(struct act *a, struct card_sheet *s, enum card_kind k)
{
	Card__Record *r = arena_new(a->arena, Card__Record);
	struct id16 id = act_draw(a);

	card__record__init(r);
	r->id = record_data(a->arena, BYTES_OF(id));
	r->kind = k + 1;
	s->cards->record = record_add(a->arena, s->cards->record, &s->cards->n_record, r);
	return r;
}

/* What the record holds goes behind the versions before it. */
static void set_aside(struct arena *a, Card__Record *r)
{
	Card__Version *v = arena_new(a, Card__Version);

	card__version__init(v);
	v->number = r->version;
	v->saved = r->edited ? r->edited : r->written;
	v->line = r->line;
	v->n_line = r->n_line;
	r->old = record_add(a, r->old, &r->n_old, v);
	if (r->n_old > CARD_VERSIONS_MAX) {
		r->old += r->n_old - CARD_VERSIONS_MAX;
		r->n_old = CARD_VERSIONS_MAX;
	}
}

/* The oldest version on the page goes. False: there is none. */
static bool let_oldest_go(struct card_sheet *s)
{
	Card__Record *of = NULL;

	for (size_t i = 0; i < s->cards->n_record; i++) {
		Card__Record *r = s->cards->record[i];

		if (r->n_old && (!of || r->old[0]->saved < of->old[0]->saved))
			of = r;
	}
	if (!of)
		return false;
	of->old++;
	of->n_old--;
	return true;
}

fallible card_write(struct act *a, struct card_sheet *s, const struct card *c,
		    enum card_refusal *ret_refusal)
{
	Card__Record *r = find(s, c->kind);

	if (r)
		set_aside(a->arena, r);
	else
		r = add(a, s, c->kind);
	r->version = c->version;
	r->written = c->written.s;
	r->edited = c->edited.s;
	r->line = make_lines(a->arena, c);
	r->n_line = c->n;
	while (protobuf_c_message_get_packed_size(&s->cards->base) > NOTEBOOK_PAGE_MAX)
		if (!let_oldest_go(s)) {
			*ret_refusal = CARD_FULL;
			return OK;
		}
	TRY(card_tell(a, c, ret_refusal));
	return *ret_refusal ? OK : card_keep(a, s);
}

fallible card_goes_next(struct act *a, enum card_kind k, struct instant *ret_saved, bool *ret)
{
	struct card_sheet *s;
	const Card__Version *next = NULL;

	TRY(card_open(a, &s));
	const Card__Record *r = find(s, k);
	/* What is kept now goes behind, and at most as much again comes in its place. */
	size_t is = protobuf_c_message_get_packed_size(&s->cards->base);
	size_t more = r ? 2 * protobuf_c_message_get_packed_size(&r->base) / (r->n_old + 1) : 0;

	if (r && r->n_old == CARD_VERSIONS_MAX)
		next = r->old[0];
	for (size_t i = 0; r && is + more > NOTEBOOK_PAGE_MAX && i < s->cards->n_record; i++) {
		const Card__Record *one = s->cards->record[i];

		if (one->n_old && (!next || one->old[0]->saved < next->saved))
			next = one->old[0];
	}
	*ret = next != NULL;
	ret_saved->s = next ? next->saved : 0;
	return OK;
}

fallible card_keep(struct act *a, struct card_sheet *s)
{
	return notebook_write(a, &s->page, record_pack(a->arena, &s->cards->base));
}

/* --- suggestions that need no answer any more */
#define SETTLED_MAX 64

bool card_is_settled(const struct card_sheet *s, enum card_kind k, struct id16 suggestion)
{
	const Card__Record *r = find(s, k);

	for (size_t i = 0; r && i < r->n_settled; i++)
		if (r->settled[i].len == sizeof suggestion.b &&
		    memcmp(r->settled[i].data, suggestion.b, sizeof suggestion.b) == 0)
			return true;
	return false;
}

void card_put_settled(struct act *a, struct card_sheet *s, enum card_kind k, struct id16 suggestion)
{
	Card__Record *r = find(s, k);

	ASSERT(r);
	size_t skip = r->n_settled >= SETTLED_MAX ? r->n_settled - SETTLED_MAX + 1 : 0;
	size_t n = r->n_settled - skip;
	ProtobufCBinaryData *list = arena_array(a->arena, ProtobufCBinaryData, n + 1);

	if (n)
		memcpy(list, r->settled + skip, n * sizeof *list);
	list[n] = record_data(a->arena, BYTES_OF(suggestion));
	r->settled = list;
	r->n_settled = n + 1;
}

/* --- what a person does */
fallible card_find(struct act *a, enum card_kind k, struct card *ret)
{
	struct card_sheet *s;

	TRY(card_open(a, &s));
	card_read(s, k, ret);
	return OK;
}

fallible card_save(struct act *a, enum card_kind k, uint32_t seen, const struct card_sent *sent,
		   enum card_refusal *ret_refusal)
{
	struct card_sheet *s;
	struct card c;
	bool is_changed = false;

	TRY(card_open(a, &s));
	card_read(s, k, &c);
	if (c.version != seen) {
		*ret_refusal = CARD_MOVED;
		return OK;
	}
	*ret_refusal = card_change(&c, sent, a->now, &is_changed);
	if (*ret_refusal || !is_changed)
		return OK;
	return card_write(a, s, &c, ret_refusal);
}

fallible card_versions(struct act *a, enum card_kind k, struct card_version **ret, size_t *ret_n)
{
	struct card_sheet *s;

	TRY(card_open(a, &s));
	const Card__Record *r = find(s, k);

	*ret_n = r ? r->n_old : 0;
	*ret = arena_array(a->arena, struct card_version, *ret_n + 1);
	for (size_t i = 0; i < *ret_n; i++) {
		const Card__Version *v = r->old[*ret_n - 1 - i];
		struct card_version *to = &(*ret)[i];

		to->number = v->number;
		to->saved = (struct instant){ v->saved };
		to->card.kind = k;
		to->card.version = v->number;
		read_lines(v->line, v->n_line, &to->card);
	}
	return OK;
}

/* --- the copy a person takes along */
static json_t *lines_json(const struct card *c)
{
	json_t *list = json_array();

	for (size_t i = 0; i < c->n; i++) {
		struct str words = card_line_words(c->kind, &c->line[i]);

		json_array_append_new(list, json_stringn(words.p, words.n));
	}
	return list;
}

static json_t *day_json(struct act *a, struct instant t)
{
	char day[DAY_TEXT_MAX];

	day_write(day, instant_day(t, a->east));
	return json_string(day);
}

static fallible add_card(struct act *a, enum card_kind k, json_t *to)
{
	struct card c;
	struct card_version *old;
	size_t n;

	TRY(card_find(a, k, &c));
	if (c.version == 0)
		return OK;
	TRY(card_versions(a, k, &old, &n));
	json_t *o = json_object(), *before = json_array();

	json_object_set_new(o, "card", json_string(card_words(k)->title));
	json_object_set_new(o, "version", json_integer(c.version));
	json_object_set_new(o, "written", day_json(a, c.written));
	if (c.edited.s)
		json_object_set_new(o, "edited", day_json(a, c.edited));
	json_object_set_new(o, "lines", lines_json(&c));
	for (size_t i = 0; i < n; i++) {
		json_t *v = json_object();

		json_object_set_new(v, "version", json_integer(old[i].number));
		json_object_set_new(v, "saved", day_json(a, old[i].saved));
		json_object_set_new(v, "lines", lines_json(&old[i].card));
		json_array_append_new(before, v);
	}
	json_object_set_new(o, "before", before);
	json_array_append_new(to, o);
	return OK;
}

fallible card_add_records(struct act *a, struct json_t *to)
{
	for (int k = 0; k < CARD__COUNT; k++)
		TRY(add_card(a, (enum card_kind)k, to));
	return card_closeness_add(a, to);
}
