#include "approach.pb-c.h"
#include "approach_share_use.h"
#include "approach_use.h"
#include "record.h"
#include "text.h"

struct sheet { /* one month, and what is kept apart of it */
	struct notebook_page page, aside_page;
	Approach__Month *month;
	Approach__Asides *asides;
};

static fallible open_sheet(struct act *a, struct month m, struct sheet *ret)
{
	struct notebook_place where = { .topic = TOPIC_APPROACH,
					.place = PLACE_APPROACH_LOG,
					.month = m };

	TRY(notebook_read(a, where, &ret->page));
	where.topic = TOPIC_PRIVATE;
	TRY(notebook_read(a, where, &ret->aside_page));
	ret->month = (Approach__Month *)record_unpack(a->arena, &approach__month__descriptor,
						      ret->page.records);
	ret->asides = (Approach__Asides *)record_unpack(a->arena, &approach__asides__descriptor,
							ret->aside_page.records);
	return ret->month && ret->asides ? OK : FAIL(UNVERIFIED);
}

/* --- out of records; somebody else may have written them */
static bool from_record(const Approach__Practice *r, struct approach_log *ret)
{
	bool is_fine = r->time <= 1440 && r->companion < APPROACH_COMPANIONS &&
		       r->before <= APPROACH_RATING_MAX && r->peak <= APPROACH_RATING_MAX &&
		       r->after <= APPROACH_RATING_MAX && r->minutes <= 1440;

	if (!is_fine || !text_is_clean(str_c(r->place), false))
		return false;
	*ret = (struct approach_log){
		.id = record_id(r->id),
		.item = record_id(r->item),
		.day = { r->day },
		.time = (int)r->time - 1,
		.companion = (enum approach_companion)r->companion,
		.minutes = r->minutes,
		.place = str_c(r->place),
		.is_done = r->done,
		.practice = { .day = { r->day },
			      .kept = { r->edited ? r->edited : r->written },
			      .before = (uint8_t)r->before,
			      .peak = (uint8_t)r->peak,
			      .after = (uint8_t)r->after,
			      .is_left_early = r->left_early },
		.note = STR(""),
		.version = r->version,
	};
	return true;
}

static void add_aside(const Approach__Asides *asides, struct approach_log *log)
{
	for (size_t i = 0; i < asides->n_record; i++) {
		const Approach__Aside *r = asides->record[i];

		if (!id16_equal(record_id(r->id), log->id))
			continue;
		log->practice.stops = (uint8_t)(r->stops & APPROACH_STOP_BITS);
		log->note = str_c(r->note);
	}
}

static void insert(struct approach_log list[], size_t *n, const struct approach_log *log)
{
	size_t at = *n;

	if (*n == APPROACH_PRACTICES_MAX) {
		memmove(list, list + 1, (*n - 1) * sizeof *list);
		--*n;
		at--;
	}
	for (; at > 0 && (list[at - 1].day.n > log->day.n ||
			  (list[at - 1].day.n == log->day.n && list[at - 1].time > log->time));
	     at--)
		list[at] = list[at - 1];
	list[at] = *log;
	++*n;
}

static void take_month(const struct sheet *s, const struct id16 *item, struct approach_log list[],
		       size_t *n)
{
	for (size_t i = 0; i < s->month->n_record; i++) {
		struct approach_log log;

		if (!from_record(s->month->record[i], &log) ||
		    (item && !id16_equal(log.item, *item)))
			continue;
		if (s->asides)
			add_aside(s->asides, &log);
		insert(list, n, &log);
	}
}

static struct month last_month(const struct act *a)
{
	return day_month((struct day){ act_today(a).n + APPROACH_DAYS_AHEAD });
}

fallible approach_logs(struct act *a, const struct id16 *item, struct approach_log **ret,
		       size_t *ret_n)
{
	struct month begun = day_month(
		(struct day){ instant_day(a->preferences->begun, a->east).n - APPROACH_DAYS_BACK });
	int first = day_month(act_today(a)).n - APPROACH_MONTHS_BACK;

	*ret = arena_array(a->arena, struct approach_log, APPROACH_PRACTICES_MAX);
	*ret_n = 0;
	for (int m = first > begun.n ? first : begun.n; m <= last_month(a).n; m++) {
		struct sheet s;

		TRY(open_sheet(a, (struct month){ m }, &s));
		take_month(&s, item, *ret, ret_n);
	}
	return OK;
}

fallible approach_log_find(struct act *a, struct id16 item, struct id16 id,
			   struct approach_log *ret)
{
	struct approach_log *list;
	size_t n;

	TRY(approach_logs(a, &item, &list, &n));
	for (size_t i = 0; i < n; i++)
		if (id16_equal(list[i].id, id)) {
			*ret = list[i];
			return OK;
		}
	return FAIL(NOT_FOUND);
}

fallible approach_shared(struct act *a, const struct notebook_source *source,
			 struct approach_item **ret, size_t *ret_n, struct approach_log **ret_log,
			 size_t *ret_n_log)
{
	/* Somebody further east may be a day, and so a month, ahead. */
	struct month next = day_month((struct day){ act_today(a).n + 1 + APPROACH_DAYS_AHEAD });

	TRY(approach_items_shared(a, source, ret, ret_n));
	*ret_log = arena_array(a->arena, struct approach_log, APPROACH_PRACTICES_MAX);
	*ret_n_log = 0;
	for (int m = next.n - APPROACH_MONTHS_BACK; m <= next.n; m++) {
		struct notebook_place where = { .topic = TOPIC_APPROACH,
						.place = PLACE_APPROACH_LOG,
						.month = { m } };
		struct sheet s = { .asides = NULL };
		struct bytes records;

		TRY(notebook_read_shared(a, source, where, &records));
		s.month = (Approach__Month *)record_unpack(a->arena, &approach__month__descriptor,
							   records);
		if (!s.month)
			return FAIL(UNVERIFIED);
		take_month(&s, NULL, *ret_log, ret_n_log);
	}
	return OK;
}

/* --- into records */
static Approach__Practice *find(const struct sheet *s, struct id16 id)
{
	for (size_t i = 0; i < s->month->n_record; i++)
		if (id16_equal(record_id(s->month->record[i]->id), id))
			return s->month->record[i];
	return NULL;
}

static void let_go(struct sheet *s, struct id16 id)
{
	size_t kept = 0;

	for (size_t i = 0; i < s->month->n_record; i++)
		if (!id16_equal(record_id(s->month->record[i]->id), id))
			s->month->record[kept++] = s->month->record[i];
	s->month->n_record = kept;
}

static void put(struct act *a, struct sheet *s, const struct approach_log *log,
		const Approach__Practice *was)
{
	Approach__Practice *r = arena_new(a->arena, Approach__Practice);

	approach__practice__init(r);
	r->id = record_data(a->arena, BYTES_OF(log->id));
	r->item = record_data(a->arena, BYTES_OF(log->item));
	r->day = log->day.n;
	r->time = (uint32_t)(log->time + 1);
	r->companion = log->companion;
	r->minutes = log->minutes;
	r->place = record_text(a->arena, log->place);
	r->done = log->is_done;
	r->before = log->practice.before;
	r->peak = log->practice.peak;
	r->after = log->practice.after;
	r->left_early = log->practice.is_left_early;
	r->written = was ? was->written : a->now.s;
	r->edited = was ? a->now.s : 0;
	r->version = log->version;
	s->month->record = record_add(a->arena, s->month->record, &s->month->n_record, r);
}

static fallible save(struct act *a, struct sheet *s)
{
	return notebook_write(a, &s->page, record_pack(a->arena, &s->month->base));
}

/* log NULL: it goes. Nothing is written when nothing was there and nothing is to be. */
static fallible keep_aside(struct act *a, struct sheet *s, struct id16 id,
			   const struct approach_log *log)
{
	Approach__Asides *m = s->asides;
	Approach__Aside **list = arena_array(a->arena, Approach__Aside *, m->n_record + 1);
	size_t n = 0;

	for (size_t i = 0; i < m->n_record; i++)
		if (!id16_equal(record_id(m->record[i]->id), id))
			list[n++] = m->record[i];
	bool was_there = n < m->n_record;

	if (log && (log->practice.stops || log->note.n)) {
		list[n] = arena_new(a->arena, Approach__Aside);
		approach__aside__init(list[n]);
		list[n]->id = record_data(a->arena, BYTES_OF(log->id));
		list[n]->stops = log->practice.stops;
		list[n++]->note = record_text(a->arena, log->note);
	} else if (!was_there) {
		return OK;
	}
	m->record = list;
	m->n_record = n;
	return notebook_write(a, &s->aside_page, record_pack(a->arena, &m->base));
}

fallible approach_log_keep(struct act *a, struct approach_log *log, struct day was,
			   enum approach_refusal *ret)
{
	struct sheet now, before;
	bool has_moved = log->version && day_month(was).n != day_month(log->day).n;
	struct sheet *from = has_moved ? &before : &now;

	TRY(open_sheet(a, day_month(log->day), &now));
	if (has_moved)
		TRY(open_sheet(a, day_month(was), &before));
	const Approach__Practice *r = log->version ? find(from, log->id) : NULL;

	*ret = log->version && (!r || r->version != log->version) ? APPROACH_MOVED : APPROACH_FINE;
	if (*ret)
		return OK;
	if (!r)
		log->id = act_new_id(a);
	log->version++;
	if (r)
		let_go(from, log->id);
	put(a, &now, log, r);
	if (has_moved) {
		TRY(save(a, &before));
		TRY(keep_aside(a, &before, log->id, NULL));
	}
	TRY(keep_aside(a, &now, log->id, log));
	TRY(save(a, &now));
	return approach_tell(a, log->item);
}

fallible approach_log_remove(struct act *a, const struct approach_log *log)
{
	struct sheet s;

	TRY(open_sheet(a, day_month(log->day), &s));
	if (!find(&s, log->id))
		return OK;
	let_go(&s, log->id);
	TRY(keep_aside(a, &s, log->id, NULL));
	TRY(save(a, &s));
	return approach_tell(a, log->item);
}

fallible approach_next(struct act *a, struct approach_log *ret, bool *ret_found)
{
	struct approach_log *list;
	struct sheet s;
	size_t n = 0;

	*ret_found = false;
	if (!a->preferences->has_steps)
		return OK;
	const struct notebook_place where = { .topic = TOPIC_APPROACH,
					      .place = PLACE_APPROACH_LOG,
					      .month = day_month(act_today(a)) };

	TRY(notebook_read(a, where, &s.page));
	s.asides = NULL;
	s.month = (Approach__Month *)record_unpack(a->arena, &approach__month__descriptor,
						   s.page.records);
	if (!s.month)
		return FAIL(UNVERIFIED);
	list = arena_array(a->arena, struct approach_log, APPROACH_PRACTICES_MAX);
	take_month(&s, NULL, list, &n);
	for (size_t i = 0; i < n && !*ret_found; i++) {
		*ret_found = !list[i].is_done && list[i].day.n >= act_today(a).n;
		if (*ret_found)
			*ret = list[i];
	}
	return OK;
}

static bool is_ahead(const struct act *a, const struct approach_log *log,
		     const struct approach_item item[], size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (id16_equal(item[i].id, log->item))
			return !log->is_done && !item[i].is_away && log->day.n >= act_today(a).n;
	return false;
}

fallible approach_planned(struct act *a, struct approach_log **ret, size_t *ret_n)
{
	struct approach_item *item;
	size_t n, n_items;

	*ret_n = 0;
	if (!a->preferences->has_steps)
		return OK;
	*ret = arena_array(a->arena, struct approach_log, APPROACH_PRACTICES_MAX);
	TRY(approach_items(a, &item, &n_items));
	for (int m = day_month(act_today(a)).n; m <= last_month(a).n; m++) {
		struct sheet s;

		TRY(open_sheet(a, (struct month){ m }, &s));
		s.asides = NULL;
		n = *ret_n;
		take_month(&s, NULL, *ret, &n);
		*ret_n = n;
	}
	n = *ret_n;
	*ret_n = 0;
	for (size_t i = 0; i < n; i++)
		if (is_ahead(a, &(*ret)[i], item, n_items))
			(*ret)[(*ret_n)++] = (*ret)[i];
	return OK;
}

/* --- the engine */
struct approach_advice approach_advise(struct act *a, const struct approach_item *item,
				       const struct approach_log log[], size_t n)
{
	struct approach_practice *list = arena_array(a->arena, struct approach_practice, n + 1);
	size_t n_done = 0;

	for (size_t i = 0; i < n; i++)
		if (log[i].is_done && id16_equal(log[i].item, item->id))
			list[n_done++] = log[i].practice;
	return approach_pace(item->rating, list, n_done, item->taken_up);
}
