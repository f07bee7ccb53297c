#include "card_share_use.h"
#include "card.pb-c.h"
#include "ensure.h"
#include "letter.h"
#include "record.h"
#include "text.h"

/* --- copies in and out */
fallible card_show(struct arena *a, struct bytes content, struct card_shown *ret)
{
	const Card__Copy *m = (Card__Copy *)record_unpack(a, &card__copy__descriptor, content);

	*ret = (struct card_shown){ 0 };
	if (!m || m->kind == 0 || m->kind > CARD__COUNT)
		return FAIL(UNVERIFIED);
	ret->is_suggestion = m->is_suggestion;
	ret->copy.kind = (enum card_kind)(m->kind - 1);
	ret->copy.written.n = m->written;
	ret->copy.edited.n = m->edited;
	if (m->of.len == sizeof ret->of.b)
		memcpy(ret->of.b, m->of.data, sizeof ret->of.b);
	if (m->self.len == sizeof ret->self.b)
		memcpy(ret->self.b, m->self.data, sizeof ret->self.b);
	for (size_t i = 0; i < m->n_line && ret->copy.n < CARD_LINES_MAX; i++) {
		const Card__Line *l = m->line[i];
		struct card_line *to = &ret->copy.line[ret->copy.n];

		if (l->section > CARD_SECTIONS_MAX || l->chip > UINT8_MAX)
			continue;
		*to = (struct card_line){ .section = (uint8_t)l->section,
					  .chip = (uint8_t)l->chip,
					  .text = str_c(l->text) };
		/* Somebody else wrote this; it is read as strictly as a form. */
		if (text_is_clean(to->text, false) &&
		    card_has_section(ret->copy.kind, to->section) &&
		    card_line_words(ret->copy.kind, to).n)
			ret->copy.n++;
	}
	return ret->is_suggestion && ret->copy.n != 1 ? FAIL(UNVERIFIED) : OK;
}

struct bytes card_show_pack(struct arena *a, const struct card_shown *shown)
{
	const struct card_copy *c = &shown->copy;
	Card__Copy m = CARD__COPY__INIT;

	m.kind = c->kind + 1;
	m.written = c->written.n;
	m.edited = c->edited.n;
	m.is_suggestion = shown->is_suggestion;
	if (shown->is_suggestion) {
		m.of = record_data(a, BYTES_OF(shown->of));
		m.self = record_data(a, BYTES_OF(shown->self));
	}
	m.line = arena_array(a, Card__Line *, c->n + 1);
	for (size_t i = 0; i < c->n; i++) {
		Card__Line *l = arena_new(a, Card__Line);

		card__line__init(l);
		l->section = c->line[i].section;
		l->chip = c->line[i].chip;
		l->text = record_text(a, c->line[i].text);
		m.line[m.n_line++] = l;
	}
	return record_pack(a, &m.base);
}

/* --- one's own */
static fallible state_of(struct act *a, struct id16 other, struct id16 thing,
			 enum sharing_state *ret)
{
	struct sharing_item *item;
	size_t n;

	*ret = SHARING_NEVER;
	TRY(sharing_items(a, PLACE_CARD, &item, &n));
	for (size_t i = 0; i < n; i++)
		if (id16_equal(item[i].id, thing) && id16_equal(item[i].other, other))
			*ret = item[i].state;
	return OK;
}

fallible card_readers(struct act *a, const struct card *c, struct card_reader **ret, size_t *ret_n)
{
	struct other *list;
	size_t n;

	TRY(others_list(a, &list, &n));
	*ret = arena_array(a->arena, struct card_reader, n + 1);
	*ret_n = 0;
	for (size_t i = 0; i < n; i++) {
		if (list[i].is_closed)
			continue;
		struct card_reader *r = &(*ret)[(*ret_n)++];

		r->other = list[i];
		if (c->version)
			TRY(state_of(a, list[i].id, c->id, &r->state));
	}
	return OK;
}

fallible card_preview(struct act *a, const struct card *c, struct bytes *ret,
		      enum card_refusal *ret_refusal)
{
	struct card_shown *shown = arena_new(a->arena, struct card_shown);

	card_copy(c, a->east, &shown->copy);
	*ret = card_show_pack(a->arena, shown);
	*ret_refusal = ret->n > LETTER_ITEM_MAX ? CARD_BIG : CARD_FINE;
	return OK;
}

fallible card_share(struct act *a, enum card_kind k, struct id16 other,
		    enum card_refusal *ret_refusal)
{
	struct bytes content;
	struct card c;

	TRY(card_find(a, k, &c));
	if (c.version == 0)
		return FAIL(NOT_FOUND);
	TRY(card_preview(a, &c, &content, ret_refusal));
	if (*ret_refusal)
		return OK;
	return sharing_put_item(a, other, PLACE_CARD, c.id, content, true);
}

fallible card_stop(struct act *a, enum card_kind k, struct id16 other, enum sharing_stop how)
{
	enum sharing_state state;
	struct card c;

	TRY(card_find(a, k, &c));
	if (c.version == 0)
		return FAIL(NOT_FOUND);
	TRY(state_of(a, other, c.id, &state));
	return state == SHARING_NEVER ? OK : sharing_stop_item(a, other, c.id, how);
}

fallible card_tell(struct act *a, const struct card *c, enum card_refusal *ret_refusal)
{
	struct card_reader *reader;
	struct bytes content;
	bool is_shared = false;
	size_t n;

	*ret_refusal = CARD_FINE;
	TRY(card_readers(a, c, &reader, &n));
	for (size_t i = 0; i < n; i++)
		is_shared |= reader[i].state == SHARING_ON;
	if (!is_shared)
		return OK;
	TRY(card_preview(a, c, &content, ret_refusal));
	if (*ret_refusal)
		return OK;
	return sharing_update_item(a, PLACE_CARD, c->id, content);
}

/* --- suggestions for one's own card */
static fallible add_from(struct act *a, const struct card_sheet *sheet, const struct other *from,
			 const struct card *c, struct card_suggestion list[], size_t *n)
{
	struct card_shown *s = arena_new(a->arena, struct card_shown);
	struct other_item *item;
	size_t n_items;

	TRY(others_items(a, from->id, PLACE_CARD, &item, &n_items));
	for (size_t i = 0; i < n_items && i < LETTER_ITEMS; i++) {
		if (!err_is(card_show(a->arena, item[i].content, s), ERR_NONE) ||
		    !s->is_suggestion || !id16_equal(s->of, c->id) || s->copy.kind != c->kind ||
		    card_is_settled(sheet, c->kind, item[i].id))
			continue;
		list[(*n)++] = (struct card_suggestion){ .id = item[i].id,
							 .of = c->id,
							 .kind = c->kind,
							 .section = s->copy.line[0].section,
							 .text = s->copy.line[0].text,
							 .from = *from };
	}
	return OK;
}

fallible card_suggestions(struct act *a, enum card_kind k, struct card_suggestion **ret,
			  size_t *ret_n)
{
	struct card_sheet *sheet;
	struct other *list;
	struct card c;
	size_t n;

	*ret_n = 0;
	TRY(card_open(a, &sheet));
	card_read(sheet, k, &c);
	TRY(others_list(a, &list, &n));
	*ret = arena_array(a->arena, struct card_suggestion, n * LETTER_ITEMS + 1);
	for (size_t i = 0; c.version && i < n; i++)
		if (!list[i].is_closed && !list[i].is_unverified)
			TRY(add_from(a, sheet, &list[i], &c, *ret, ret_n));
	return OK;
}

static fallible find_suggestion(struct act *a, enum card_kind k, struct id16 other, struct id16 id,
				struct card_suggestion *ret)
{
	struct card_suggestion *list;
	size_t n;

	TRY(card_suggestions(a, k, &list, &n));
	for (size_t i = 0; i < n; i++) {
		if (!id16_equal(list[i].from.id, other) || !id16_equal(list[i].id, id))
			continue;
		*ret = list[i];
		return OK;
	}
	return FAIL(NOT_FOUND);
}

fallible card_is_done(struct act *a, const struct card_shown *shown, bool *ret)
{
	struct card_sheet *sheet;
	struct card c;

	TRY(card_open(a, &sheet));
	card_read(sheet, shown->copy.kind, &c);
	*ret = c.version && id16_equal(c.id, shown->of) &&
	       card_is_settled(sheet, c.kind, shown->self);
	return OK;
}

fallible card_settle(struct act *a, enum card_kind k, struct id16 other, struct id16 suggestion,
		     const struct str *text, enum card_refusal *ret_refusal)
{
	struct card_suggestion found;
	struct card_sheet *sheet;
	struct card c;

	*ret_refusal = CARD_FINE;
	TRY(find_suggestion(a, k, other, suggestion, &found));
	TRY(card_open(a, &sheet));
	card_read(sheet, k, &c);
	if (text)
		*ret_refusal = card_take(&c, found.section, *text, a->now);
	if (*ret_refusal)
		return OK;
	card_put_settled(a, sheet, k, suggestion);
	return text ? card_write(a, sheet, &c, ret_refusal) : card_keep(a, sheet);
}

/* --- somebody else's card */
static fallible find_card(struct act *a, struct card_theirs *ret, enum card_kind k)
{
	struct other_item *item;
	size_t n;

	TRY(others_items(a, ret->other.id, PLACE_CARD, &item, &n));
	for (size_t i = 0; i < n && !ret->has_card; i++) {
		if (!err_is(card_show(a->arena, item[i].content, &ret->shown), ERR_NONE) ||
		    ret->shown.is_suggestion || ret->shown.copy.kind != k)
			continue;
		ret->has_card = true;
		ret->card = item[i].id;
		ret->content = item[i].content;
	}
	return OK;
}

static fallible find_mine(struct act *a, struct card_theirs *ret, enum card_kind k)
{
	struct card_shown *s = arena_new(a->arena, struct card_shown);
	struct sharing_item *item;
	size_t n;

	TRY(sharing_items(a, PLACE_CARD, &item, &n));
	for (size_t i = 0; i < n && ret->n_mine < CARD_SUGGESTIONS_MAX; i++) {
		if (!id16_equal(item[i].other, ret->other.id) ||
		    !err_is(card_show(a->arena, item[i].content, s), ERR_NONE) ||
		    !s->is_suggestion || s->copy.kind != k)
			continue;
		ret->mine[ret->n_mine++] =
			(struct card_suggestion){ .id = item[i].id,
						  .of = s->of,
						  .kind = k,
						  .section = s->copy.line[0].section,
						  .text = s->copy.line[0].text };
	}
	return OK;
}

fallible card_theirs(struct act *a, struct id16 other, enum card_kind k, struct card_theirs *ret)
{
	*ret = (struct card_theirs){ 0 };
	TRY(others_find(a, other, &ret->other));
	TRY(find_card(a, ret, k));
	return find_mine(a, ret, k);
}

fallible card_suggest(struct act *a, struct id16 other, enum card_kind k, uint8_t section,
		      struct str text, enum card_refusal *ret_refusal)
{
	struct card_theirs *t = arena_new(a->arena, struct card_theirs);
	struct card_shown *s = arena_new(a->arena, struct card_shown);

	TRY(card_theirs(a, other, k, t));
	*ret_refusal = text_length(text) > CARD_LINE_MAX   ? CARD_LONG
		       : !t->has_card			   ? CARD_GONE
		       : t->n_mine == CARD_SUGGESTIONS_MAX ? CARD_ENOUGH
							   : CARD_FINE;
	if (*ret_refusal)
		return OK;
	*s = (struct card_shown){ .is_suggestion = true, .of = t->card, .self = act_new_id(a) };
	s->copy.kind = k;
	s->copy.n = 1;
	s->copy.line[0] = (struct card_line){ .section = section, .text = text };
	return sharing_put_item(a, other, PLACE_CARD, s->self, card_show_pack(a->arena, s), false);
}

fallible card_withdraw(struct act *a, struct id16 other, struct id16 suggestion)
{
	struct card_shown *s = arena_new(a->arena, struct card_shown);
	struct sharing_item *item;
	size_t n;

	TRY(sharing_items(a, PLACE_CARD, &item, &n));
	for (size_t i = 0; i < n; i++)
		if (id16_equal(item[i].other, other) && id16_equal(item[i].id, suggestion) &&
		    err_is(card_show(a->arena, item[i].content, s), ERR_NONE) && s->is_suggestion)
			return sharing_stop_item(a, other, suggestion, SHARING_TAKE_BACK);
	return OK;
}
