#include "programme_use.h"
#include "notebook.h"
#include "programme.pb-c.h"
#include "record.h"

struct sheet { /* the page of how far one came */
	struct notebook_page page;
	Programme__Programme *all;
};

static fallible open_sheet(struct act *a, struct sheet *ret)
{
	/* How far somebody came, and how they go, is in nothing that is ever shared. */
	struct notebook_place where = { .topic = TOPIC_PRIVATE, .place = PLACE_PROGRAMME };

	TRY(notebook_read(a, where, &ret->page));
	ret->all = (Programme__Programme *)record_unpack(
		a->arena, &programme__programme__descriptor, ret->page.records);
	return ret->all ? OK : FAIL(UNVERIFIED);
}

static fallible save_sheet(struct act *a, struct sheet *s)
{
	return notebook_write(a, &s->page, record_pack(a->arena, &s->all->base));
}

static Programme__Round *find_round(const struct sheet *s, int session)
{
	for (size_t i = 0; i < s->all->n_record; i++)
		if (s->all->record[i]->session == (uint32_t)session)
			return s->all->record[i];
	return NULL;
}

static Programme__Round *round_of(struct act *a, struct sheet *s, int session)
{
	Programme__Round *r = find_round(s, session);

	if (r)
		return r;
	struct id16 id = act_draw(a);

	r = arena_new(a->arena, Programme__Round);
	programme__round__init(r);
	r->id = record_data(a->arena, BYTES_OF(id));
	r->session = (uint32_t)session;
	s->all->record = record_add(a->arena, s->all->record, &s->all->n_record, r);
	return r;
}

static Programme__Way *way_of(struct act *a, struct sheet *s)
{
	if (!s->all->way) {
		s->all->way = arena_new(a->arena, Programme__Way);
		programme__way__init(s->all->way);
	}
	return s->all->way;
}

/* --- reading */
static void read_round(const Programme__Round *r, struct programme_round *ret)
{
	const struct programme_session *s = programme_session(r->session);
	size_t at;

	*ret = (struct programme_round){ .begun = { r->begun },
					 .last = { r->last },
					 .finished = { r->finished },
					 .home = { r->home },
					 .is_skipped = r->skipped };
	for (size_t i = 0; i < r->n_mark; i++)
		if (programme_find_step(s, str_c(r->mark[i]->step), &at) &&
		    r->mark[i]->mark <= MARK_DECLINED)
			ret->mark[at] = (enum programme_mark)r->mark[i]->mark;
}

static void read_way(const Programme__Way *w, struct programme_way *ret)
{
	*ret = (struct programme_way){ .has_begun = w->begun,
				       .is_alone = w->alone,
				       .is_paused = w->paused,
				       .is_phase_three = w->phase_three,
				       .pace = w->pace == PACE_TWICE ? PACE_TWICE : PACE_WEEKLY,
				       .hour = w->hour < HOUR__COUNT ? (enum programme_hour)w->hour
								     : HOUR_ANY,
				       .ready = (int)w->ready };
}

/* The open session is the one begun last; one comes after another, skipped ones left out. */
static void find_way(struct programme_state *s)
{
	for (int i = 0; i < PROGRAMME_SESSIONS; i++) {
		const struct programme_round *r = &s->round[i];

		if (r->begun.n && !r->finished.n && !r->is_skipped)
			s->open = i + 1;
		if (!s->next && !r->begun.n && !r->is_skipped)
			s->next = i + 1;
	}
}

fallible programme_read(struct act *a, struct programme_state *ret)
{
	struct sheet s;

	*ret = (struct programme_state){ 0 };
	TRY(open_sheet(a, &s));
	if (s.all->way)
		read_way(s.all->way, &ret->way);
	for (size_t i = 0; i < s.all->n_record; i++) {
		const Programme__Round *r = s.all->record[i];

		if (programme_session(r->session))
			read_round(r, &ret->round[r->session - 1]);
	}
	find_way(ret);
	return OK;
}

/* --- changing */
fallible programme_set_way(struct act *a, const struct programme_way *way)
{
	struct sheet s;

	TRY(open_sheet(a, &s));
	Programme__Way *w = way_of(a, &s);

	w->begun = way->has_begun;
	w->alone = way->is_alone;
	w->paused = way->is_paused;
	w->phase_three = way->is_phase_three;
	w->pace = way->pace;
	w->hour = way->hour;
	w->ready = (uint32_t)way->ready;
	return save_sheet(a, &s);
}

/* Something is done in the session today. */
static void touch(struct act *a, Programme__Round *r)
{
	r->last = act_today(a).n;
	r->skipped = false;
	if (!r->begun)
		r->begun = r->last;
	if (!r->home)
		r->home = day_month(act_today(a)).n;
}

fallible programme_begin(struct act *a, int session)
{
	struct sheet s;

	TRY(open_sheet(a, &s));
	Programme__Round *r = round_of(a, &s, session);

	r->begun = 0;
	touch(a, r);
	r->finished = 0;
	r->n_mark = 0;
	return save_sheet(a, &s);
}

fallible programme_touch(struct act *a, int session)
{
	struct sheet s;

	TRY(open_sheet(a, &s));
	touch(a, round_of(a, &s, session));
	return save_sheet(a, &s);
}

fallible programme_skip(struct act *a, int session)
{
	struct sheet s;

	TRY(open_sheet(a, &s));
	round_of(a, &s, session)->skipped = true;
	return save_sheet(a, &s);
}

static void put_mark(struct act *a, Programme__Round *r, struct str key, enum programme_mark mark)
{
	for (size_t i = 0; i < r->n_mark; i++) {
		if (!str_equal(str_c(r->mark[i]->step), key))
			continue;
		r->mark[i]->mark = mark;
		return;
	}
	Programme__Mark *m = arena_new(a->arena, Programme__Mark);

	programme__mark__init(m);
	m->step = record_text(a->arena, key);
	m->mark = mark;
	r->mark = record_add(a->arena, r->mark, &r->n_mark, m);
}

fallible programme_mark(struct act *a, int session, size_t step, enum programme_mark mark)
{
	const struct programme_session *of = programme_session(session);
	struct sheet s;

	TRY(open_sheet(a, &s));
	Programme__Round *r = round_of(a, &s, session);

	touch(a, r);
	put_mark(a, r, of->step[step].key, mark);
	if (of->step[step].kind == STEP_CHECK)
		r->finished = mark == MARK_OPEN ? 0 : act_today(a).n;
	return save_sheet(a, &s);
}
