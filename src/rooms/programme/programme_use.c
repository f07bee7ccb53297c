#include "programme_use.h"
#include "notebook.h"
#include "programme.pb-c.h"
#include "programme_pack_use.h"
#include "record.h"

struct sheet { /* the page of how far one came */
	struct notebook_page page;
	Programme__Programme *all;
};

static fallible open_sheet(struct act *a, struct sheet *ret)
{
	struct notebook_place where = { .topic = TOPIC_PROGRAMME, .place = PLACE_PROGRAMME };

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
	size_t n = s->all->n_record;
	Programme__Round *r = find_round(s, session);

	if (r)
		return r;
	Programme__Round **list = arena_array(a->arena, Programme__Round *, n + 1);
	struct id16 id = act_draw(a);

	r = arena_new(a->arena, Programme__Round);
	programme__round__init(r);
	r->id = record_data(a->arena, BYTES_OF(id));
	r->session = (uint32_t)session;
	if (n)
		memcpy(list, s->all->record, n * sizeof *list);
	list[n] = r;
	s->all->record = list;
	s->all->n_record = n + 1;
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

fallible programme_skip(struct act *a, int session)
{
	struct sheet s;

	TRY(open_sheet(a, &s));
	round_of(a, &s, session)->skipped = true;
	return save_sheet(a, &s);
}

static void put_mark(struct act *a, Programme__Round *r, struct str key, enum programme_mark mark)
{
	size_t n = r->n_mark;

	for (size_t i = 0; i < n; i++) {
		if (!str_equal(str_c(r->mark[i]->step), key))
			continue;
		r->mark[i]->mark = mark;
		return;
	}
	Programme__Mark **list = arena_array(a->arena, Programme__Mark *, n + 1);

	if (n)
		memcpy(list, r->mark, n * sizeof *list);
	list[n] = arena_new(a->arena, Programme__Mark);
	programme__mark__init(list[n]);
	list[n]->step = record_text(a->arena, key);
	list[n]->mark = mark;
	r->mark = list;
	r->n_mark = n + 1;
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

/* --- what was written */
struct written {
	struct notebook_page page;
	Programme__Answers *all;
};

static fallible open_written(struct act *a, struct month home, struct written *ret)
{
	struct notebook_place where = { .topic = TOPIC_PROGRAMME,
					.place = PLACE_PROGRAMME_ANSWER,
					.month = home };

	TRY(notebook_read(a, where, &ret->page));
	ret->all = (Programme__Answers *)record_unpack(a->arena, &programme__answers__descriptor,
						       ret->page.records);
	return ret->all ? OK : FAIL(UNVERIFIED);
}

/* The oldest first: a page of several epochs keeps no order. */
static void insert(struct programme_entry list[], size_t *n, const struct programme_entry *e)
{
	size_t at = *n;

	if (*n == PROGRAMME_ENTRIES_MAX)
		return;
	while (at > 0 && list[at - 1].day.n > e->day.n)
		at--;
	memmove(&list[at + 1], &list[at], (*n - at) * sizeof *list);
	list[at] = *e;
	++*n;
}

fallible programme_answers(struct act *a, int session, const struct programme_state *state,
			   struct programme_answers *ret)
{
	const struct programme_session *of = programme_session(session);
	struct programme_entry e;
	struct written w;
	size_t at;

	*ret = (struct programme_answers){ 0 };
	memcpy(ret->mark, state->round[session - 1].mark, sizeof ret->mark);
	for (size_t i = 0; i < of->n_steps; i++)
		ret->entry[i] =
			arena_array(a->arena, struct programme_entry, PROGRAMME_ENTRIES_MAX + 1);
	if (!state->round[session - 1].home.n)
		return OK;
	TRY(open_written(a, state->round[session - 1].home, &w));
	for (size_t i = 0; i < w.all->n_record; i++) {
		if (w.all->record[i]->session != (uint32_t)session ||
		    !programme_find_step(of, str_c(w.all->record[i]->step), &at))
			continue;
		programme_entry_read(w.all->record[i], &of->step[at], &e);
		insert(ret->entry[at], &ret->n[at], &e);
	}
	return OK;
}

static bool is_id(const Programme__Entry *e, struct id16 id)
{
	return e->id.len == sizeof id.b && memcmp(e->id.data, id.b, sizeof id.b) == 0;
}

static size_t count_alike(const struct written *w, const Programme__Entry *e)
{
	size_t n = 0;

	for (size_t i = 0; i < w->all->n_record; i++)
		n += w->all->record[i]->session == e->session &&
		     strcmp(w->all->record[i]->step, e->step) == 0;
	return n;
}

static enum programme_refusal place_new(struct act *a, struct written *w,
					const struct programme_step *step, Programme__Entry *packed)
{
	size_t n = w->all->n_record;
	struct id16 id = act_draw(a);

	if (count_alike(w, packed) >= programme_most(step->exercise))
		return programme_most(step->exercise) == 1 ? PROGRAMME_MOVED : PROGRAMME_FULL;
	Programme__Entry **list = arena_array(a->arena, Programme__Entry *, n + 1);

	if (n)
		memcpy(list, w->all->record, n * sizeof *list);
	packed->id = record_data(a->arena, BYTES_OF(id));
	packed->day = act_today(a).n;
	packed->version = 1;
	list[n] = packed;
	w->all->record = list;
	w->all->n_record = n + 1;
	return PROGRAMME_FINE;
}

static enum programme_refusal place_changed(struct written *w, const struct programme_entry *e,
					    Programme__Entry *packed)
{
	for (size_t i = 0; i < w->all->n_record; i++) {
		Programme__Entry *was = w->all->record[i];

		if (!is_id(was, e->id))
			continue;
		if (was->version != e->version || was->session != packed->session ||
		    strcmp(was->step, packed->step) != 0)
			return PROGRAMME_MOVED;
		packed->id = was->id;
		packed->day = was->day;
		packed->version = was->version + 1;
		w->all->record[i] = packed;
		return PROGRAMME_FINE;
	}
	return PROGRAMME_MOVED;
}

fallible programme_save(struct act *a, int session, size_t step, const struct programme_entry *e,
			enum programme_refusal *ret_refusal)
{
	static const struct id16 none = { { 0 } };
	const struct programme_step *of = &programme_session(session)->step[step];
	Programme__Entry *packed = programme_entry_pack(a->arena, of, e);
	struct written w;
	struct sheet s;

	TRY(open_sheet(a, &s));
	Programme__Round *r = round_of(a, &s, session);

	touch(a, r);
	TRY(open_written(a, (struct month){ r->home }, &w));
	packed->session = (uint32_t)session;
	*ret_refusal = id16_equal(e->id, none) ? place_new(a, &w, of, packed)
					       : place_changed(&w, e, packed);
	if (*ret_refusal)
		return OK;
	struct bytes all = record_pack(a->arena, &w.all->base);

	if (all.n > NOTEBOOK_PAGE_MAX) {
		*ret_refusal = PROGRAMME_FULL;
		return OK;
	}
	TRY(notebook_write(a, &w.page, all));
	return save_sheet(a, &s);
}

fallible programme_remove(struct act *a, int session, struct id16 id)
{
	struct written w;
	struct sheet s;
	size_t kept = 0;

	TRY(open_sheet(a, &s));
	const Programme__Round *r = find_round(&s, session);

	if (!r || !r->home)
		return OK;
	TRY(open_written(a, (struct month){ r->home }, &w));
	for (size_t i = 0; i < w.all->n_record; i++)
		if (w.all->record[i]->session != (uint32_t)session || !is_id(w.all->record[i], id))
			w.all->record[kept++] = w.all->record[i];
	if (kept == w.all->n_record)
		return OK;
	w.all->n_record = kept;
	return notebook_write(a, &w.page, record_pack(a->arena, &w.all->base));
}
