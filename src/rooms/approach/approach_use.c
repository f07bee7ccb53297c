#include "approach_use.h"
#include <jansson.h>
#include "approach.pb-c.h"
#include "approach_share_use.h"
#include "record.h"
#include "text.h"

struct sheet {
	struct notebook_page page;
	Approach__List *list;
};

static const struct notebook_place list_place = { .topic = TOPIC_APPROACH,
						  .place = PLACE_APPROACH };

static fallible open_sheet(struct act *a, struct sheet *ret)
{
	TRY(notebook_read(a, list_place, &ret->page));
	ret->list = (Approach__List *)record_unpack(a->arena, &approach__list__descriptor,
						    ret->page.records);
	return ret->list ? OK : FAIL(UNVERIFIED);
}

static fallible save(struct act *a, struct sheet *s)
{
	return notebook_write(a, &s->page, record_pack(a->arena, &s->list->base));
}

static Approach__Item *find(const struct sheet *s, struct id16 id)
{
	for (size_t i = 0; i < s->list->n_record; i++)
		if (id16_equal(record_id(s->list->record[i]->id), id))
			return s->list->record[i];
	return NULL;
}

/* Somebody else may have written it: read as strictly as a form. */
static bool from_record(const Approach__Item *r, struct approach_item *ret)
{
	*ret = (struct approach_item){ .id = record_id(r->id),
				       .split_from = record_id(r->split_from),
				       .text = str_c(r->text),
				       .area = (enum approach_area)r->area,
				       .rating = r->rating,
				       .is_away = r->away,
				       .written = { r->written },
				       .edited = { r->edited },
				       .taken_up = { r->taken_up },
				       .version = r->version };
	return r->area > 0 && r->area < APPROACH_AREAS && r->rating <= APPROACH_RATING_MAX &&
	       text_is_clean(ret->text, false);
}

static bool comes_before(const struct approach_item *x, const struct approach_item *y)
{
	if (x->is_away != y->is_away)
		return !x->is_away;
	if (x->rating != y->rating)
		return x->rating < y->rating;
	if (x->written.s != y->written.s)
		return x->written.s < y->written.s;
	return memcmp(x->id.b, y->id.b, sizeof x->id.b) < 0;
}

static void read_list(struct act *a, const Approach__List *list, struct approach_item **ret,
		      size_t *ret_n)
{
	struct approach_item *to = arena_array(a->arena, struct approach_item, list->n_record + 1);
	size_t n = 0;

	for (size_t i = 0; i < list->n_record; i++) {
		struct approach_item item;
		size_t at = n;

		if (!from_record(list->record[i], &item))
			continue;
		for (; at > 0 && comes_before(&item, &to[at - 1]); at--)
			to[at] = to[at - 1];
		to[at] = item;
		n++;
	}
	*ret = to;
	*ret_n = n;
}

fallible approach_items(struct act *a, struct approach_item **ret, size_t *ret_n)
{
	struct sheet s;

	TRY(open_sheet(a, &s));
	read_list(a, s.list, ret, ret_n);
	return OK;
}

fallible approach_items_shared(struct act *a, const struct notebook_source *source,
			       struct approach_item **ret, size_t *ret_n)
{
	struct bytes records;

	TRY(notebook_read_shared(a, source, list_place, &records));
	const Approach__List *list =
		(Approach__List *)record_unpack(a->arena, &approach__list__descriptor, records);

	if (!list)
		return FAIL(UNVERIFIED);
	read_list(a, list, ret, ret_n);
	return OK;
}

fallible approach_find(struct act *a, struct id16 id, struct approach_item *ret)
{
	struct sheet s;

	TRY(open_sheet(a, &s));
	const Approach__Item *r = find(&s, id);

	return r && from_record(r, ret) ? OK : FAIL(NOT_FOUND);
}

static void put(struct act *a, Approach__Item *r, const struct approach_item *item)
{
	r->text = record_text(a->arena, item->text);
	r->area = item->area;
	r->rating = item->rating;
	r->version++;
}

fallible approach_add(struct act *a, struct approach_item *item, enum approach_refusal *ret)
{
	static const struct id16 none = { 0 };
	struct sheet s;

	TRY(open_sheet(a, &s));
	*ret = s.list->n_record >= APPROACH_ITEMS_MAX ? APPROACH_FULL : APPROACH_FINE;
	if (*ret)
		return OK;
	Approach__Item *r = arena_new(a->arena, Approach__Item);

	approach__item__init(r);
	item->id = act_new_id(a);
	r->id = record_data(a->arena, BYTES_OF(item->id));
	if (!id16_equal(item->split_from, none))
		r->split_from = record_data(a->arena, BYTES_OF(item->split_from));
	r->written = a->now.s;
	put(a, r, item);
	s.list->record = record_add(a->arena, s.list->record, &s.list->n_record, r);
	if (!a->preferences->has_steps) {
		a->preferences->has_steps = true;
		TRY(act_save_preferences(a));
	}
	return save(a, &s);
}

fallible approach_change(struct act *a, const struct approach_item *item,
			 enum approach_refusal *ret)
{
	struct sheet s;

	TRY(open_sheet(a, &s));
	Approach__Item *r = find(&s, item->id);

	if (!r)
		return FAIL(NOT_FOUND);
	*ret = r->version != item->version ? APPROACH_MOVED : APPROACH_FINE;
	if (*ret)
		return OK;
	put(a, r, item);
	r->edited = a->now.s;
	TRY(save(a, &s));
	return approach_tell(a, item->id);
}

fallible approach_put_away(struct act *a, struct id16 id, bool is_away)
{
	struct sheet s;

	TRY(open_sheet(a, &s));
	Approach__Item *r = find(&s, id);

	if (!r)
		return FAIL(NOT_FOUND);
	if (r->away == is_away)
		return OK;
	r->away = is_away;
	r->version++;
	return save(a, &s);
}

fallible approach_take_up(struct act *a, struct id16 id)
{
	struct sheet s;

	TRY(open_sheet(a, &s));
	Approach__Item *r = find(&s, id);

	if (!r)
		return FAIL(NOT_FOUND);
	r->taken_up = a->now.s;
	r->version++;
	return save(a, &s);
}

/* --- the copy to take along */
static void add_log(json_t *to, const struct approach_log *log)
{
	char day[DAY_TEXT_MAX];
	json_t *o = json_object();

	day_write(day, log->day);
	json_object_set_new(o, "day", json_string(day));
	json_object_set_new(o, log->is_done ? "done" : "planned", json_true());
	if (log->minutes)
		json_object_set_new(o, "minutes", json_integer(log->minutes));
	if (log->place.n)
		json_object_set_new(o, "place", json_stringn(log->place.p, log->place.n));
	if (log->companion)
		json_object_set_new(o, "with",
				    json_string(approach_companion_words(log->companion)));
	if (log->is_done) {
		json_object_set_new(o, "before", json_integer(log->practice.before));
		json_object_set_new(o, "hardest", json_integer(log->practice.peak));
		json_object_set_new(o, "after", json_integer(log->practice.after));
		json_object_set_new(o, "left early", json_boolean(log->practice.is_left_early));
	}
	for (int s = 1; s < APPROACH_STOPS; s++)
		if (log->practice.stops & APPROACH_STOP_BIT(s))
			json_object_set_new(o, approach_stop_words((enum approach_stop)s),
					    json_true());
	if (log->note.n)
		json_object_set_new(o, "note", json_stringn(log->note.p, log->note.n));
	json_array_append_new(to, o);
}

fallible approach_add_records(struct act *a, struct json_t *to)
{
	struct approach_item *item;
	struct approach_log *log;
	size_t n, n_logs;

	TRY(approach_items(a, &item, &n));
	if (n == 0)
		return OK;
	TRY(approach_logs(a, NULL, &log, &n_logs));
	for (size_t i = 0; i < n; i++) {
		json_t *o = json_object(), *list = json_array();

		json_object_set_new(o, "step", json_stringn(item[i].text.p, item[i].text.n));
		json_object_set_new(o, "how hard", json_integer(item[i].rating));
		json_object_set_new(o, "area",
				    json_string(approach_area_words(item[i].area)->title));
		for (size_t k = 0; k < n_logs; k++)
			if (id16_equal(log[k].item, item[i].id))
				add_log(list, &log[k]);
		json_object_set_new(o, "practices", list);
		json_array_append_new(to, o);
	}
	return OK;
}
