#include "signal_agree_use.h"
#include <jansson.h>
#include "notebook.h"
#include "record.h"
#include "sharing.h"
#include "signal.pb-c.h"

static const struct notebook_place place = { .topic = TOPIC_CARD, .place = PLACE_SIGNAL };

bool signal_agree_unpack(struct arena *a, struct bytes content, struct signal_agreement *ret)
{
	const SignalRoom__Agreement *m = (SignalRoom__Agreement *)record_unpack(
		a, &signal_room__agreement__descriptor, content);

	if (!m || content.n == 0)
		return false;
	*ret = (struct signal_agreement){
		.sign = str_c(m->sign),
		.minutes = m->minutes >= SIGNAL_LEAST && m->minutes <= SIGNAL_MOST ? (int)m->minutes
										   : SIGNAL_USUAL,
		.back = m->back < SIGNAL_BACK__END ? (enum signal_back)m->back : SIGNAL_BACK_NONE,
		.says = str_c(m->says),
		.wish = str_c(m->wish)
	};
	if (m->id.len == sizeof ret->id.b)
		memcpy(ret->id.b, m->id.data, sizeof ret->id.b);
	return true;
}

static struct bytes pack(struct act *a, const struct signal_agreement *g)
{
	SignalRoom__Agreement m;

	signal_room__agreement__init(&m);
	m.id = record_data(a->arena, BYTES_OF(g->id));
	m.sign = record_text(a->arena, g->sign);
	m.minutes = (uint32_t)g->minutes;
	m.back = (uint32_t)g->back;
	m.says = record_text(a->arena, g->says);
	m.wish = record_text(a->arena, g->wish);
	return record_pack(a->arena, &m.base);
}

fallible signal_agree_own(struct act *a, struct signal_agreement *ret, bool *ret_found)
{
	struct notebook_page page;

	*ret = (struct signal_agreement){ .minutes = SIGNAL_USUAL };
	TRY(notebook_read(a, place, &page));
	*ret_found = signal_agree_unpack(a->arena, page.records, ret);
	return OK;
}

static bool is_linked(const struct session_partner *p)
{
	return p->has && !(p->flags & (PERSON_CLOSED | PERSON_RESTING));
}

fallible signal_agree_read(struct act *a, struct signal_agreed *ret)
{
	const struct session_partner *p = &a->session->partner;
	struct other_item *item;
	size_t n;

	*ret = (struct signal_agreed){ .has_other = is_linked(p),
				       .other = p->id,
				       .name = p->has ? p->name : (struct str){ "", 0 } };
	TRY(signal_agree_own(a, &ret->mine, &ret->has_mine));
	if (!ret->has_other)
		return OK;
	TRY(others_items(a, p->id, PLACE_SIGNAL, &item, &n));
	ret->has_theirs = n > 0 && signal_agree_unpack(a->arena, item[0].content, &ret->theirs);
	ret->is_agreed =
		ret->has_mine && ret->has_theirs && signal_is_same(&ret->mine, &ret->theirs);
	return OK;
}

fallible signal_agree_save(struct act *a, const struct signal_agreement *agreement)
{
	const struct session_partner *p = &a->session->partner;
	struct signal_agreement was, is = *agreement;
	struct notebook_page page;
	bool found;

	if (!is_linked(p))
		return FAIL(NOT_FOUND);
	TRY(signal_agree_own(a, &was, &found));
	is.id = found ? was.id : act_draw(a);
	TRY(notebook_read(a, place, &page));
	TRY(notebook_write(a, &page, pack(a, &is)));
	return sharing_put_item(a, p->id, PLACE_SIGNAL, is.id, pack(a, &is), true);
}

fallible signal_agree_take(struct act *a)
{
	struct signal_agreed both;

	TRY(signal_agree_read(a, &both));
	if (!both.has_theirs)
		return OK;
	struct str wish = both.mine.wish;

	both.mine = both.theirs;
	both.mine.wish = wish;
	return signal_agree_save(a, &both.mine);
}

fallible signal_add_records(struct act *a, struct json_t *to)
{
	struct signal_agreement g;
	bool found;

	TRY(signal_agree_own(a, &g, &found));
	if (!found)
		return OK;
	json_array_append_new(to,
			      json_pack("{s:s%, s:i, s:s, s:s%, s:s%}", "our sign", g.sign.p,
					g.sign.n, "minutes", g.minutes, "who comes back",
					signal_back_words(g.back), "what is said", g.says.p,
					g.says.n, "what I would like to read", g.wish.p, g.wish.n));
	return OK;
}
