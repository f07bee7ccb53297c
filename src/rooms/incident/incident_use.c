#include "incident_use.h"
#include "incident.pb-c.h"
#include "record.h"
#include "text.h"

struct sheet { /* one month */
	struct notebook_page page;
	Incident__Month *month;
};

struct asides { /* what is kept apart of it */
	struct notebook_page page;
	Incident__Asides *list;
};

static struct notebook_place month_place(enum topic topic, struct month m)
{
	return (struct notebook_place){ .topic = topic, .place = PLACE_INCIDENT, .month = m };
}

static Incident__Month *unpack(struct act *a, struct bytes records)
{
	return (Incident__Month *)record_unpack(a->arena, &incident__month__descriptor, records);
}

static fallible open_sheet(struct act *a, struct month m, struct sheet *ret)
{
	TRY(notebook_read(a, month_place(TOPIC_INCIDENT, m), &ret->page));
	ret->month = unpack(a, ret->page.records);
	return ret->month ? OK : FAIL(UNVERIFIED);
}

static fallible save(struct act *a, struct sheet *s)
{
	return notebook_write(a, &s->page, record_pack(a->arena, &s->month->base));
}

/* --- out of records; somebody else may have written them: read as strictly as a form */
static bool has_row(enum incident_table t, unsigned number)
{
	return number == 0 || incident_words(t, number);
}

static bool has_clean_words(const struct incident *i)
{
	return text_is_clean(i->words, true) && text_is_clean(i->place, false) &&
	       text_is_clean(i->signs_words, true) && text_is_clean(i->mine_words, true) &&
	       text_is_clean(i->theirs_words, true) && text_is_clean(i->helped_words, true) &&
	       text_is_clean(i->not_words, true) && text_is_clean(i->avoided, false);
}

static void take_words(const Incident__Record *r, struct incident *ret)
{
	ret->words = str_c(r->words);
	ret->place = str_c(r->place);
	ret->signs_words = str_c(r->signs_words);
	ret->mine_words = str_c(r->mine_words);
	ret->theirs_words = str_c(r->theirs_words);
	ret->helped_words = str_c(r->helped_words);
	ret->not_words = str_c(r->not_words);
	ret->avoided = str_c(r->avoided);
}

static bool from_record(const Incident__Record *r, struct incident *ret)
{
	*ret = (struct incident){
		.id = record_id(r->id),
		.day = { r->day },
		.part = r->part,
		.kind = r->kind,
		.where = r->where,
		.strength = (int)r->strength - 1,
		.signs = r->signs & incident_bits(INCIDENT_SIGNS),
		.did_mine = r->did_mine & incident_bits(INCIDENT_REACTIONS),
		.did_theirs = r->did_theirs & incident_bits(INCIDENT_REACTIONS),
		.helped = r->helped & incident_bits(INCIDENT_HELPS),
		.helped_not = r->helped_not & incident_bits(INCIDENT_HELPS),
		.written = { r->written },
		.edited = { r->edited },
		.version = r->version,
	};
	take_words(r, ret);
	for (size_t i = 0; i < r->n_trigger && i < INCIDENT_TRIGGERS_MAX; i++)
		ret->trigger[ret->n_triggers++] = record_id(r->trigger[i]);
	return r->strength <= INCIDENT_STRENGTH_MAX + 1 && has_row(INCIDENT_KINDS, r->kind) &&
	       has_row(INCIDENT_WHERES, r->where) && has_row(INCIDENT_PARTS, r->part) &&
	       has_clean_words(ret);
}

static bool comes_before(const struct incident *x, const struct incident *y)
{
	if (x->day.n != y->day.n)
		return x->day.n < y->day.n;
	return x->written.s < y->written.s;
}

static void insert(struct incident list[], size_t *n, const struct incident *incident)
{
	size_t at = *n;

	if (at == INCIDENTS_MAX) {
		if (comes_before(incident, &list[0]))
			return;
		memmove(list, list + 1, --at * sizeof *list);
		--*n;
	}
	for (; at > 0 && comes_before(incident, &list[at - 1]); at--)
		list[at] = list[at - 1];
	list[at] = *incident;
	++*n;
}

static fallible read_month(struct act *a, const struct notebook_source *source, struct month m,
			   Incident__Month **ret)
{
	struct bytes records;
	struct sheet s;

	if (!source) {
		TRY(open_sheet(a, m, &s));
		*ret = s.month;
		return OK;
	}
	TRY(notebook_read_shared(a, source, month_place(TOPIC_INCIDENT, m), &records));
	*ret = unpack(a, records);
	return *ret ? OK : FAIL(UNVERIFIED);
}

fallible incident_between(struct act *a, const struct notebook_source *source, struct day from,
			  struct day to, struct incident **ret, size_t *ret_n)
{
	*ret = arena_array(a->arena, struct incident, INCIDENTS_MAX);
	*ret_n = 0;
	for (int m = day_month(from).n; m <= day_month(to).n; m++) {
		Incident__Month *month;

		TRY(read_month(a, source, (struct month){ m }, &month));
		for (size_t i = 0; i < month->n_record; i++) {
			struct incident incident;

			if (from_record(month->record[i], &incident) && incident.day.n >= from.n &&
			    incident.day.n <= to.n)
				insert(*ret, ret_n, &incident);
		}
	}
	return OK;
}

static Incident__Record *find(const struct sheet *s, struct id16 id)
{
	for (size_t i = 0; i < s->month->n_record; i++)
		if (id16_equal(record_id(s->month->record[i]->id), id))
			return s->month->record[i];
	return NULL;
}

fallible incident_find(struct act *a, struct id16 id, struct incident *ret)
{
	int begun = instant_day(a->preferences->begun, a->east).n - INCIDENT_DAYS_BACK;

	/* The newest month first: it is looked at the most. Whoever wrote further east may be a day
	 * ahead. */
	for (int m = day_month((struct day){ act_today(a).n + 1 }).n;
	     m >= day_month((struct day){ begun }).n; m--) {
		struct sheet s;

		TRY(open_sheet(a, (struct month){ m }, &s));
		const Incident__Record *r = find(&s, id);

		if (r)
			return from_record(r, ret) ? OK : FAIL(NOT_FOUND);
	}
	return FAIL(NOT_FOUND);
}

fallible incident_find_new(struct act *a, struct id16 id, struct incident *ret, bool *ret_found)
{
	struct sheet s;

	TRY(open_sheet(a, day_month(act_today(a)), &s));
	const Incident__Record *r = find(&s, id);

	*ret_found = r && from_record(r, ret);
	return OK;
}

/* --- into records */
static void let_go(struct sheet *s, struct id16 id)
{
	size_t kept = 0;

	for (size_t i = 0; i < s->month->n_record; i++)
		if (!id16_equal(record_id(s->month->record[i]->id), id))
			s->month->record[kept++] = s->month->record[i];
	s->month->n_record = kept;
}

static void put_words(struct act *a, const struct incident *i, Incident__Record *r)
{
	r->words = record_text(a->arena, i->words);
	r->place = record_text(a->arena, i->place);
	r->signs_words = record_text(a->arena, i->signs_words);
	r->mine_words = record_text(a->arena, i->mine_words);
	r->theirs_words = record_text(a->arena, i->theirs_words);
	r->helped_words = record_text(a->arena, i->helped_words);
	r->not_words = record_text(a->arena, i->not_words);
	r->avoided = record_text(a->arena, i->avoided);
}

static Incident__Record *to_record(struct act *a, const struct incident *i,
				   const Incident__Record *was)
{
	Incident__Record *r = arena_new(a->arena, Incident__Record);

	incident__record__init(r);
	r->id = record_data(a->arena, BYTES_OF(i->id));
	r->day = i->day.n;
	r->part = i->part;
	r->kind = i->kind;
	r->where = i->where;
	r->strength = (uint32_t)(i->strength + 1);
	r->n_trigger = i->n_triggers;
	r->trigger = arena_array(a->arena, ProtobufCBinaryData, i->n_triggers + 1);
	for (size_t k = 0; k < i->n_triggers; k++)
		r->trigger[k] = record_data(a->arena, BYTES_OF(i->trigger[k]));
	r->signs = i->signs;
	r->did_mine = i->did_mine;
	r->did_theirs = i->did_theirs;
	r->helped = i->helped;
	r->helped_not = i->helped_not;
	put_words(a, i, r);
	r->written = was ? was->written : a->now.s;
	r->edited = was ? a->now.s : 0;
	r->version = i->version;
	return r;
}

static void add(struct act *a, struct sheet *s, Incident__Record *r)
{
	s->month->record = record_add(a->arena, s->month->record, &s->month->n_record, r);
}

/* --- what is kept apart */
static fallible open_asides(struct act *a, struct month m, struct asides *ret)
{
	TRY(notebook_read(a, month_place(TOPIC_PRIVATE, m), &ret->page));
	ret->list = (Incident__Asides *)record_unpack(a->arena, &incident__asides__descriptor,
						      ret->page.records);
	return ret->list ? OK : FAIL(UNVERIFIED);
}

/* Takes it out of the list; NULL: there is none. */
static Incident__Aside *take_out(struct asides *s, struct id16 id)
{
	Incident__Aside *found = NULL;
	size_t kept = 0;

	for (size_t i = 0; i < s->list->n_record; i++)
		if (id16_equal(record_id(s->list->record[i]->id), id))
			found = s->list->record[i];
		else
			s->list->record[kept++] = s->list->record[i];
	s->list->n_record = kept;
	return found;
}

/* Nothing is written when nothing was there and nothing is to be. */
static fallible put_aside(struct act *a, struct asides *s, Incident__Aside *r, bool was_there)
{
	if (!r && !was_there)
		return OK;
	if (r)
		s->list->record = record_add(a->arena, s->list->record, &s->list->n_record, r);
	return notebook_write(a, &s->page, record_pack(a->arena, &s->list->base));
}

static fallible move_aside(struct act *a, struct id16 id, struct month from, struct month to)
{
	struct asides was, is;

	TRY(open_asides(a, from, &was));
	Incident__Aside *r = take_out(&was, id);

	if (!r)
		return OK;
	TRY(put_aside(a, &was, NULL, true));
	TRY(open_asides(a, to, &is));
	return put_aside(a, &is, r, false);
}

fallible incident_asides(struct act *a, struct month m, const struct incident_asides **ret)
{
	struct asides s;

	TRY(open_asides(a, m, &s));
	*ret = (const struct incident_asides *)s.list;
	return OK;
}

void incident_aside_of(const struct incident_asides *asides, struct id16 id,
		       struct incident_aside *ret)
{
	const Incident__Asides *list = (const Incident__Asides *)asides;
	const Incident__Aside *r = NULL;

	*ret = (struct incident_aside){ .relates_words = STR("") };
	for (size_t i = 0; i < list->n_record; i++)
		if (id16_equal(record_id(list->record[i]->id), id))
			r = list->record[i];
	if (!r)
		return;
	ret->relates = r->relates & incident_bits(INCIDENT_RELATES);
	ret->relates_words = str_c(r->relates_words);
	ret->version = r->version;
	for (size_t i = 0; i < r->n_again && i < INCIDENT_AGAIN_MAX; i++, ret->n++) {
		ret->again[i].day = (struct day){ r->again[i]->day };
		ret->again[i].words = str_c(r->again[i]->words);
	}
}

fallible incident_aside(struct act *a, const struct incident *incident, struct incident_aside *ret)
{
	const struct incident_asides *asides;

	TRY(incident_asides(a, day_month(incident->day), &asides));
	incident_aside_of(asides, incident->id, ret);
	return OK;
}

fallible incident_keep_aside(struct act *a, const struct incident *incident,
			     const struct incident_aside *aside)
{
	Incident__Aside *r = arena_new(a->arena, Incident__Aside);
	struct asides s;

	TRY(open_asides(a, day_month(incident->day), &s));
	bool was_there = take_out(&s, incident->id) != NULL;

	incident__aside__init(r);
	r->id = record_data(a->arena, BYTES_OF(incident->id));
	r->version = aside->version + 1;
	r->relates = aside->relates;
	r->relates_words = record_text(a->arena, aside->relates_words);
	r->again = arena_array(a->arena, Incident__Again *, aside->n + 1);
	for (size_t i = 0; i < aside->n; i++) {
		r->again[i] = arena_new(a->arena, Incident__Again);
		incident__again__init(r->again[i]);
		r->again[i]->day = aside->again[i].day.n;
		r->again[i]->words = record_text(a->arena, aside->again[i].words);
	}
	r->n_again = aside->n;
	bool is_empty = !aside->relates && !aside->relates_words.n && !aside->n;

	return put_aside(a, &s, is_empty ? NULL : r, was_there);
}

/* --- a note kept, and let go */
fallible incident_keep(struct act *a, struct incident *incident, struct day was,
		       enum incident_refusal *ret)
{
	static const struct id16 none = { 0 };
	struct month to = day_month(incident->day), from = day_month(was);
	bool has_moved = incident->version && to.n != from.n;
	struct sheet now, before;

	TRY(open_sheet(a, to, &now));
	if (has_moved)
		TRY(open_sheet(a, from, &before));
	Incident__Record *r =
		incident->version ? find(has_moved ? &before : &now, incident->id) : NULL;

	*ret = incident->version && (!r || r->version != incident->version) ? INCIDENT_MOVED
									    : INCIDENT_FINE;
	if (*ret)
		return OK;
	if (!r && id16_equal(incident->id, none))
		incident->id = act_new_id(a);
	incident->version++;
	if (r)
		let_go(has_moved ? &before : &now, incident->id);
	add(a, &now, to_record(a, incident, r));
	struct err e = save(a, &now);

	if (e.code == ERR_TOO_FULL) {
		incident->version--;
		*ret = INCIDENT_FULL;
		return OK;
	}
	TRY(e);
	if (!has_moved)
		return OK;
	TRY(save(a, &before));
	return move_aside(a, incident->id, from, to);
}

fallible incident_remove(struct act *a, const struct incident *incident)
{
	struct sheet s;
	struct asides asides;

	TRY(open_sheet(a, day_month(incident->day), &s));
	let_go(&s, incident->id);
	TRY(open_asides(a, day_month(incident->day), &asides));
	TRY(put_aside(a, &asides, NULL, take_out(&asides, incident->id) != NULL));
	return save(a, &s);
}
