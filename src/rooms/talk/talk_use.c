#include "talk_use.h"
#include "record.h"
#include "talk.pb-c.h"
#include "text.h"

struct sheet {
	struct notebook_page page, aside_page;
	Talk__List *list;
	Talk__Asides *asides;
};

static const struct notebook_place place = { .topic = TOPIC_TALK, .place = PLACE_TALK };
static const struct notebook_place aside = { .topic = TOPIC_PRIVATE, .place = PLACE_TALK };

static fallible open_sheet(struct act *a, struct sheet *ret)
{
	TRY(notebook_read(a, place, &ret->page));
	ret->list =
		(Talk__List *)record_unpack(a->arena, &talk__list__descriptor, ret->page.records);
	return ret->list ? OK : FAIL(UNVERIFIED);
}

static fallible open_asides(struct act *a, struct sheet *s)
{
	TRY(notebook_read(a, aside, &s->aside_page));
	s->asides = (Talk__Asides *)record_unpack(a->arena, &talk__asides__descriptor,
						  s->aside_page.records);
	return s->asides ? OK : FAIL(UNVERIFIED);
}

/* --- out of records; somebody else may have written them: read as strictly as a form */
static unsigned row_or_none(enum talk_table t, enum talk_side s, unsigned number)
{
	return talk_find(t, s, number) ? number : 0;
}

static void take_replies(const Talk__Plan *r, struct talk_plan *ret)
{
	for (size_t i = 0; i < r->n_reply && ret->n_replies < TALK_REPLIES_MAX; i++) {
		const Talk__Reply *from = r->reply[i];

		if (text_is_clean(str_c(from->said), false) &&
		    text_is_clean(str_c(from->reply), true) &&
		    (from->row == 0 || talk_find(TALK_REPLIES, ret->side, from->row)))
			ret->reply[ret->n_replies++] =
				(struct talk_reply){ from->row, str_c(from->said),
						     str_c(from->reply) };
	}
}

static bool plan_from(const Talk__Record *record, struct talk_plan *ret)
{
	const Talk__Plan *r = record->plan;
	enum talk_side s = (enum talk_side)record->side;

	*ret = (struct talk_plan){ .id = record_id(record->id),
				   .side = s,
				   .has_day = r->has_day,
				   .day = { r->day },
				   .time = r->time <= 1440 ? (int)r->time - 1 : -1,
				   .where = row_or_none(TALK_WHERES, s, r->where),
				   .place = str_c(r->place),
				   .opening = str_c(r->opening),
				   .replies = r->replies & talk_bits(TALK_REPLIES, s),
				   .nos = r->nos & talk_bits(TALK_NOS, s),
				   .no_words = str_c(r->no_words),
				   .ask = row_or_none(TALK_ASKS, s, r->ask),
				   .ask_words = str_c(r->ask_words),
				   .written = { record->written },
				   .edited = { record->edited },
				   .version = record->version };
	take_replies(r, ret);
	return text_is_clean(ret->place, false) && text_is_clean(ret->opening, true) &&
	       text_is_clean(ret->no_words, false) && text_is_clean(ret->ask_words, false);
}

static bool is_side(const Talk__Record *r, enum talk_side s)
{
	return r->side == (uint32_t)s;
}

static void find_plan(const Talk__List *list, enum talk_side s, struct talk_plan *ret)
{
	struct talk_plan plan;

	*ret = (struct talk_plan){ .side = s,
				   .time = -1,
				   .place = { "", 0 },
				   .opening = { "", 0 },
				   .no_words = { "", 0 },
				   .ask_words = { "", 0 } };
	for (size_t i = 0; i < list->n_record; i++)
		if (is_side(list->record[i], s) && list->record[i]->plan &&
		    plan_from(list->record[i], &plan) && plan.version >= ret->version)
			*ret = plan;
}

static bool comes_before(const struct talk_try *x, const struct talk_try *y)
{
	return x->day.n != y->day.n ? x->day.n > y->day.n : x->written.s > y->written.s;
}

static void find_tries(struct act *a, const Talk__List *list, enum talk_side s,
		       struct talk_try **ret, size_t *ret_n)
{
	struct talk_try *to = arena_array(a->arena, struct talk_try, list->n_record + 1);
	size_t n = 0;

	for (size_t i = 0; i < list->n_record; i++) {
		const Talk__Record *r = list->record[i];
		size_t at = n;

		if (!is_side(r, s) || !r->tried)
			continue;
		const struct talk_try one = { .id = record_id(r->id),
					      .side = s,
					      .day = { r->tried->day },
					      .outcome = row_or_none(TALK_OUTCOMES, s,
								     r->tried->outcome),
					      .words = { "", 0 },
					      .written = { r->written },
					      .edited = { r->edited },
					      .version = r->version };

		for (; at > 0 && comes_before(&one, &to[at - 1]); at--)
			to[at] = to[at - 1];
		to[at] = one;
		n++;
	}
	*ret = to;
	*ret_n = n;
}

static void add_words(const Talk__Asides *asides, struct talk_try list[], size_t n)
{
	for (size_t k = 0; k < n; k++)
		for (size_t i = 0; i < asides->n_record; i++)
			if (id16_equal(record_id(asides->record[i]->id), list[k].id))
				list[k].words = str_c(asides->record[i]->words);
}

fallible talk_plan_read(struct act *a, enum talk_side s, struct talk_plan *ret)
{
	struct sheet sheet;

	TRY(open_sheet(a, &sheet));
	find_plan(sheet.list, s, ret);
	return OK;
}

fallible talk_tries(struct act *a, enum talk_side s, struct talk_try **ret, size_t *ret_n)
{
	struct sheet sheet;

	TRY(open_sheet(a, &sheet));
	find_tries(a, sheet.list, s, ret, ret_n);
	if (*ret_n == 0)
		return OK;
	TRY(open_asides(a, &sheet));
	add_words(sheet.asides, *ret, *ret_n);
	return OK;
}

fallible talk_try_find(struct act *a, enum talk_side s, struct id16 id, struct talk_try *ret)
{
	struct talk_try *list;
	size_t n;

	TRY(talk_tries(a, s, &list, &n));
	for (size_t i = 0; i < n; i++)
		if (id16_equal(list[i].id, id)) {
			*ret = list[i];
			return OK;
		}
	return FAIL(NOT_FOUND);
}

fallible talk_read_shared(struct act *a, const struct notebook_source *source,
			  struct talk_shared *ret)
{
	struct bytes records;

	TRY(notebook_read_shared(a, source, place, &records));
	const Talk__List *list =
		(Talk__List *)record_unpack(a->arena, &talk__list__descriptor, records);

	if (!list)
		return FAIL(UNVERIFIED);
	for (int s = TALK_THEM; s < TALK_SIDES; s++) {
		find_plan(list, (enum talk_side)s, &ret->plan[s]);
		find_tries(a, list, (enum talk_side)s, &ret->try[s], &ret->n_tries[s]);
	}
	return OK;
}

/* --- into records */
static Talk__Record *find(const struct sheet *s, struct id16 id)
{
	for (size_t i = 0; i < s->list->n_record; i++)
		if (id16_equal(record_id(s->list->record[i]->id), id))
			return s->list->record[i];
	return NULL;
}

static Talk__Record *add(struct act *a, struct sheet *s, struct id16 id, enum talk_side side)
{
	Talk__Record *r = arena_new(a->arena, Talk__Record);

	talk__record__init(r);
	r->id = record_data(a->arena, BYTES_OF(id));
	r->side = side;
	r->written = a->now.s;
	s->list->record = record_add(a->arena, s->list->record, &s->list->n_record, r);
	return r;
}

static fallible save(struct act *a, struct sheet *s, enum talk_refusal *ret)
{
	struct err e = notebook_write(a, &s->page, record_pack(a->arena, &s->list->base));

	*ret = err_is(e, ERR_TOO_FULL) ? TALK_FULL : TALK_FINE;
	return *ret ? OK : e;
}

static void let_go(struct sheet *s, struct id16 id)
{
	size_t kept = 0;

	for (size_t i = 0; i < s->list->n_record; i++)
		if (!id16_equal(record_id(s->list->record[i]->id), id))
			s->list->record[kept++] = s->list->record[i];
	s->list->n_record = kept;
}

static Talk__Plan *pack_plan(struct act *a, const struct talk_plan *plan)
{
	Talk__Plan *r = arena_new(a->arena, Talk__Plan);

	talk__plan__init(r);
	r->has_day = plan->has_day;
	r->day = plan->has_day ? plan->day.n : 0;
	r->time = (uint32_t)(plan->time + 1);
	r->where = plan->where;
	r->place = record_text(a->arena, plan->place);
	r->opening = record_text(a->arena, plan->opening);
	r->replies = plan->replies;
	for (size_t i = 0; i < plan->n_replies; i++) {
		Talk__Reply *one = arena_new(a->arena, Talk__Reply);

		talk__reply__init(one);
		one->row = plan->reply[i].row;
		one->said = record_text(a->arena, plan->reply[i].said);
		one->reply = record_text(a->arena, plan->reply[i].reply);
		r->reply = record_add(a->arena, r->reply, &r->n_reply, one);
	}
	r->nos = plan->nos;
	r->no_words = record_text(a->arena, plan->no_words);
	r->ask = plan->ask;
	r->ask_words = record_text(a->arena, plan->ask_words);
	return r;
}

fallible talk_plan_keep(struct act *a, struct talk_plan *plan, enum talk_refusal *ret)
{
	struct talk_plan is;
	struct sheet s;

	TRY(open_sheet(a, &s));
	find_plan(s.list, plan->side, &is);
	*ret = is.version != plan->version ? TALK_MOVED : TALK_FINE;
	if (*ret)
		return OK;
	plan->id = is.version ? is.id : act_draw(a);
	Talk__Record *r = is.version ? find(&s, is.id) : add(a, &s, plan->id, plan->side);

	r->plan = pack_plan(a, plan);
	r->edited = is.version ? a->now.s : 0;
	r->version++;
	return save(a, &s, ret);
}

fallible talk_plan_remove(struct act *a, enum talk_side side)
{
	enum talk_refusal refusal;
	struct talk_plan is;
	struct sheet s;

	TRY(open_sheet(a, &s));
	find_plan(s.list, side, &is);
	if (!is.version)
		return OK;
	let_go(&s, is.id);
	return save(a, &s, &refusal);
}

/* words empty: it goes. Nothing is written when nothing was there and nothing is to be. */
static fallible keep_words(struct act *a, struct sheet *s, struct id16 id, struct str words,
			   enum talk_refusal *ret)
{
	size_t kept = 0;

	TRY(open_asides(a, s));
	Talk__Asides *m = s->asides;

	for (size_t i = 0; i < m->n_record; i++)
		if (!id16_equal(record_id(m->record[i]->id), id))
			m->record[kept++] = m->record[i];
	bool was_there = kept < m->n_record;

	m->n_record = kept;
	if (words.n) {
		Talk__Aside *r = arena_new(a->arena, Talk__Aside);

		talk__aside__init(r);
		r->id = record_data(a->arena, BYTES_OF(id));
		r->words = record_text(a->arena, words);
		m->record = record_add(a->arena, m->record, &m->n_record, r);
	} else if (!was_there) {
		return OK;
	}
	struct err e = notebook_write(a, &s->aside_page, record_pack(a->arena, &m->base));

	*ret = err_is(e, ERR_TOO_FULL) ? TALK_FULL : TALK_FINE;
	return *ret ? OK : e;
}

fallible talk_try_keep(struct act *a, struct talk_try *try, enum talk_refusal *ret)
{
	struct sheet s;

	TRY(open_sheet(a, &s));
	Talk__Record *r = try->version ? find(&s, try->id) : NULL;

	*ret = try->version && (!r || r->version != try->version) ? TALK_MOVED : TALK_FINE;
	if (*ret == TALK_FINE && !r && s.list->n_record >= TALK_TRIES_MAX)
		*ret = TALK_FULL;
	if (*ret)
		return OK;
	if (r) {
		r->edited = a->now.s;
	} else {
		try->id = act_new_id(a);
		r = add(a, &s, try->id, try->side);
	}
	r->tried = arena_new(a->arena, Talk__Try);
	talk__try__init(r->tried);
	r->tried->day = try->day.n;
	r->tried->outcome = try->outcome;
	r->version++;
	struct bytes packed = record_pack(a->arena, &s.list->base);

	*ret = packed.n > NOTEBOOK_LIST_MAX ? TALK_FULL : TALK_FINE;
	if (*ret == TALK_FINE)
		TRY(keep_words(a, &s, try->id, try->words, ret));
	return *ret ? OK : notebook_write(a, &s.page, packed);
}

fallible talk_try_remove(struct act *a, const struct talk_try *try)
{
	enum talk_refusal refusal;
	struct sheet s;

	TRY(open_sheet(a, &s));
	let_go(&s, try->id);
	TRY(keep_words(a, &s, try->id, STR(""), &refusal));
	return save(a, &s, &refusal);
}
