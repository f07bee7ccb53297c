#include "card_close_use.h"
#include <jansson.h>
#include "card.pb-c.h"
#include "notebook.h"
#include "record.h"

struct sheet {
	struct notebook_page page;
	struct card_closeness closeness;
};

static fallible open_sheet(struct act *a, struct sheet *ret)
{
	const struct notebook_place where = { .topic = TOPIC_PRIVATE, .place = PLACE_CLOSENESS };
	struct card_closeness *c = &ret->closeness;

	*ret = (struct sheet){ 0 };
	TRY(notebook_read(a, where, &ret->page));
	const Card__Closeness *m = (Card__Closeness *)record_unpack(
		a->arena, &card__closeness__descriptor, ret->page.records);

	if (!m)
		return FAIL(UNVERIFIED);
	for (size_t i = 0; i < m->n_touch; i++) {
		const Card__Touch *t = m->touch[i];

		if (t->kind >= CARD_TOUCHES || t->answer >= ANSWER__COUNT)
			continue;
		c->answer[t->kind] = (enum card_answer)t->answer;
		c->ask_again[t->kind].n = t->ask_again;
		c->said[t->kind].s = t->said;
	}
	c->is_told = m->told.len == sizeof c->told.b;
	if (c->is_told)
		memcpy(c->told.b, m->told.data, sizeof c->told.b);
	return OK;
}

static fallible save(struct act *a, struct sheet *s)
{
	const struct card_closeness *c = &s->closeness;
	Card__Closeness m = CARD__CLOSENESS__INIT;

	m.touch = arena_array(a->arena, Card__Touch *, CARD_TOUCHES);
	for (uint32_t i = 0; i < CARD_TOUCHES; i++) {
		Card__Touch *t = arena_new(a->arena, Card__Touch);

		card__touch__init(t);
		t->kind = i;
		t->answer = c->answer[i];
		t->ask_again = c->ask_again[i].n;
		t->said = c->said[i].s;
		m.touch[m.n_touch++] = t;
	}
	if (c->is_told)
		m.told = record_data(a->arena, BYTES_OF(c->told));
	return notebook_write(a, &s->page, record_pack(a->arena, &m.base));
}

/* Whoever is not there any more is told nothing. */
static fallible still_there(struct act *a, struct card_closeness *c)
{
	struct other other;

	if (!c->is_told)
		return OK;
	struct err e = others_find(a, c->told, &other);

	if (e.code != ERR_NONE && e.code != ERR_NOT_FOUND)
		return e;
	if (e.code == ERR_NOT_FOUND || other.is_closed)
		c->is_told = false;
	return OK;
}

static fallible tell(struct act *a, const struct card_closeness *c, uint64_t slots)
{
	if (!c->is_told)
		return OK;
	return sharing_answer_all(a, c->told, slots, card_touch_yes(c->answer) & slots);
}

static fallible tell_nothing(struct act *a, const struct card_closeness *c)
{
	return c->is_told ? sharing_answer_all(a, c->told, card_touch_slots(), 0) : OK;
}

static void set(struct act *a, struct card_closeness *c, size_t touch, enum card_answer answer)
{
	c->answer[touch] = answer;
	if (answer != ANSWER_SILENT)
		c->said[touch] = a->now;
}

fallible card_closeness_find(struct act *a, struct card_closeness *ret)
{
	struct sheet s;

	TRY(open_sheet(a, &s));
	TRY(still_there(a, &s.closeness));
	*ret = s.closeness;
	return OK;
}

fallible card_closeness_answer(struct act *a, size_t touch, enum card_answer answer,
			       struct day ask_again)
{
	struct sheet s;

	if (touch >= CARD_TOUCHES || answer >= ANSWER__COUNT)
		return FAIL(NOT_FOUND);
	TRY(open_sheet(a, &s));
	TRY(still_there(a, &s.closeness));
	set(a, &s.closeness, touch, answer);
	s.closeness.ask_again[touch] = ask_again;
	TRY(tell(a, &s.closeness, card_touch_slot(touch)));
	return save(a, &s);
}

fallible card_closeness_not_now(struct act *a)
{
	struct sheet s;

	TRY(open_sheet(a, &s));
	TRY(still_there(a, &s.closeness));
	for (size_t i = 0; i < CARD_TOUCHES; i++)
		set(a, &s.closeness, i, ANSWER_NOT_NOW);
	TRY(tell(a, &s.closeness, card_touch_slots()));
	return save(a, &s);
}

fallible card_closeness_tell(struct act *a, struct id16 other)
{
	struct sheet s;
	struct other who;

	TRY(open_sheet(a, &s));
	TRY(others_find(a, other, &who));
	if (who.is_closed)
		return FAIL(NOT_FOUND);
	TRY(still_there(a, &s.closeness));
	if (s.closeness.is_told && !id16_equal(s.closeness.told, other))
		TRY(tell_nothing(a, &s.closeness));
	s.closeness.is_told = true;
	s.closeness.told = other;
	for (size_t i = 0; i < CARD_TOUCHES; i++)
		set(a, &s.closeness, i, s.closeness.answer[i]);
	TRY(tell(a, &s.closeness, card_touch_slots()));
	return save(a, &s);
}

fallible card_closeness_hush(struct act *a)
{
	struct sheet s;

	TRY(open_sheet(a, &s));
	TRY(still_there(a, &s.closeness));
	TRY(tell_nothing(a, &s.closeness));
	s.closeness.is_told = false;
	return save(a, &s);
}

fallible card_closeness_add(struct act *a, struct json_t *to)
{
	struct sheet s;
	bool is_empty = true;

	TRY(open_sheet(a, &s));
	json_t *o = json_object();

	for (size_t i = 0; i < CARD_TOUCHES; i++) {
		enum card_answer answer = s.closeness.answer[i];

		if (answer == ANSWER_SILENT)
			continue;
		json_object_set_new(o, card_touch(i), json_string(card_answer_words(answer)));
		is_empty = false;
	}
	if (is_empty) {
		json_decref(o);
		return OK;
	}
	json_object_set_new(o, "card", json_string("Closeness"));
	json_array_append_new(to, o);
	return OK;
}
