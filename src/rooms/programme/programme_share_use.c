#include "programme_share_use.h"
#include "letter.h"
#include "programme_pack_use.h"
#include "record.h"
#include "yes.h"

static Programme__Copy *unpack(struct act *a, struct bytes content)
{
	return (Programme__Copy *)record_unpack(a->arena, &programme__copy__descriptor, content);
}

static bool is_of(const Programme__Copy *c, int session, size_t step)
{
	return c && c->session == (uint32_t)session &&
	       str_equal(str_c(c->step), programme_session(session)->step[step].key);
}

static void read_copy(struct act *a, const Programme__Copy *c, const struct programme_step *step,
		      struct programme_entry **ret, size_t *ret_n)
{
	*ret = arena_array(a->arena, struct programme_entry, PROGRAMME_ENTRIES_MAX);
	*ret_n = 0;
	for (size_t i = 0; i < c->n_entry && i < PROGRAMME_ENTRIES_MAX; i++)
		programme_entry_read(c->entry[i], step, &(*ret)[(*ret_n)++]);
}

/* The one copy of this step that is shared with them; NULL: none is. */
static fallible find_mine(struct act *a, struct id16 other, int session, size_t step,
			  const struct sharing_item **ret)
{
	struct sharing_item *item;
	size_t n;

	*ret = NULL;
	TRY(sharing_items(a, PLACE_PROGRAMME_ANSWER, &item, &n));
	for (size_t i = 0; i < n; i++)
		if (id16_equal(item[i].other, other) && item[i].state == SHARING_ON &&
		    is_of(unpack(a, item[i].content), session, step))
			*ret = &item[i];
	return OK;
}

fallible programme_pair_read(struct act *a, struct id16 other, int session, size_t step,
			     struct programme_pair *ret)
{
	const struct programme_step *of = &programme_session(session)->step[step];
	const struct sharing_item *mine;
	struct other_item *item;
	size_t n;

	*ret = (struct programme_pair){ 0 };
	TRY(find_mine(a, other, session, step, &mine));
	if (!mine)
		return OK;
	ret->is_released = true;
	read_copy(a, unpack(a, mine->content), of, &ret->mine, &ret->n_mine);
	TRY(others_items(a, other, PLACE_PROGRAMME_ANSWER, &item, &n));
	for (size_t i = 0; i < n; i++) {
		const Programme__Copy *c = unpack(a, item[i].content);

		if (!is_of(c, session, step))
			continue;
		ret->is_shown = true;
		read_copy(a, c, of, &ret->theirs, &ret->n_theirs);
	}
	return OK;
}

static fallible let_old_go(struct act *a, struct id16 other, int session)
{
	struct sharing_item *item;
	size_t n;

	TRY(sharing_items(a, PLACE_PROGRAMME_ANSWER, &item, &n));
	for (size_t i = 0; i < n; i++) {
		const Programme__Copy *c = unpack(a, item[i].content);

		if (c && id16_equal(item[i].other, other) && (int)c->session + 1 < session)
			TRY(sharing_stop_item(a, other, item[i].id, SHARING_TAKE_BACK));
	}
	return OK;
}

fallible programme_release(struct act *a, struct id16 other, int session, size_t step,
			   const struct programme_entry entry[], size_t n, bool *ret_is_long)
{
	const struct programme_step *of = &programme_session(session)->step[step];
	const struct sharing_item *mine;
	struct id16 id = act_draw(a);
	Programme__Copy c;

	programme__copy__init(&c);
	c.session = (uint32_t)session;
	c.step = record_text(a->arena, of->key);
	c.entry = arena_array(a->arena, Programme__Entry *, n + 1);
	for (size_t i = 0; i < n; i++) {
		Programme__Entry *e = programme_entry_pack(a->arena, of, &entry[i]);

		e->step = record_text(a->arena, (struct str){ "", 0 });
		c.entry[c.n_entry++] = e;
	}
	struct bytes packed = record_pack(a->arena, &c.base);

	*ret_is_long = packed.n > LETTER_ITEM_MAX;
	if (*ret_is_long)
		return OK;
	TRY(find_mine(a, other, session, step, &mine));
	TRY(let_old_go(a, other, session));
	return sharing_put_item(a, other, PLACE_PROGRAMME_ANSWER, mine ? mine->id : id, packed,
				true);
}

fallible programme_withdraw(struct act *a, struct id16 other, int session, size_t step)
{
	const struct sharing_item *mine;

	TRY(find_mine(a, other, session, step, &mine));
	return mine ? sharing_stop_item(a, other, mine->id, SHARING_TAKE_BACK) : OK;
}

/* --- both-yes */
static fallible note_ready(struct act *a, int session)
{
	struct programme_state s;

	TRY(programme_read(a, &s));
	s.way.ready = session;
	return programme_set_way(a, &s.way);
}

fallible programme_say_ready(struct act *a, struct id16 other, int session, bool is_ready)
{
	TRY(note_ready(a, is_ready ? session : 0));
	return sharing_answer(a, other, YES_SESSION_READY, is_ready);
}

fallible programme_say_three(struct act *a, struct id16 other, bool is_yes)
{
	return sharing_answer(a, other, YES_PHASE_THREE, is_yes);
}

fallible programme_both(struct act *a, struct id16 other, struct programme_both *ret)
{
	uint64_t slots;

	TRY(sharing_matches(a, other, &slots));
	*ret = (struct programme_both){ slots >> YES_SESSION_READY & 1,
					slots >> YES_PHASE_THREE & 1 };
	return OK;
}

fallible programme_end_ready(struct act *a, struct id16 other)
{
	TRY(note_ready(a, 0));
	return sharing_answer(a, other, YES_SESSION_READY, false);
}
