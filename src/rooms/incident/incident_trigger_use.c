/* incident: the list of triggers, and the copy to take along. */
#include <jansson.h>
#include <stdlib.h>
#include "incident.pb-c.h"
#include "incident_use.h"
#include "record.h"
#include "text.h"

struct sheet {
	struct notebook_page page;
	Incident__Triggers *list;
};

static const struct notebook_place list_place = { .topic = TOPIC_INCIDENT, .place = PLACE_TRIGGER };

static Incident__Triggers *unpack(struct act *a, struct bytes records)
{
	return (Incident__Triggers *)record_unpack(a->arena, &incident__triggers__descriptor,
						   records);
}

static fallible open_sheet(struct act *a, struct sheet *ret)
{
	TRY(notebook_read(a, list_place, &ret->page));
	ret->list = unpack(a, ret->page.records);
	return ret->list ? OK : FAIL(UNVERIFIED);
}

static fallible save(struct act *a, struct sheet *s)
{
	return notebook_write(a, &s->page, record_pack(a->arena, &s->list->base));
}

static Incident__Trigger *find(const struct sheet *s, struct id16 id)
{
	for (size_t i = 0; i < s->list->n_record; i++)
		if (id16_equal(record_id(s->list->record[i]->id), id))
			return s->list->record[i];
	return NULL;
}

/* Somebody else may have written it. */
static bool from_record(const Incident__Trigger *r, struct incident_trigger *ret)
{
	*ret = (struct incident_trigger){ .id = record_id(r->id),
					  .words = str_c(r->words),
					  .area = r->area,
					  .is_away = r->away,
					  .written = { r->written },
					  .edited = { r->edited },
					  .version = r->version };
	return ret->words.n && text_is_clean(ret->words, false) &&
	       (r->area == 0 || incident_words(INCIDENT_AREAS, r->area));
}

/* --- in the order of their words; each is folded once, however often it is compared */
struct sorted {
	struct incident_trigger trigger;
	struct str folded;
};

static int compare(const void *a, const void *b)
{
	const struct sorted *x = a, *y = b;
	struct str l = x->folded, r = y->folded;

	if (x->trigger.is_away != y->trigger.is_away)
		return x->trigger.is_away ? 1 : -1;
	int order = memcmp(l.p, r.p, l.n < r.n ? l.n : r.n);

	if (order == 0 && l.n == r.n)
		return memcmp(x->trigger.id.b, y->trigger.id.b, sizeof x->trigger.id.b);
	return order ? order : l.n < r.n ? -1 : 1;
}

static void sort(struct act *a, struct incident_trigger list[], size_t n)
{
	struct sorted *sorted = arena_array(a->arena, struct sorted, n + 1);

	for (size_t i = 0; i < n; i++)
		sorted[i] = (struct sorted){ list[i], text_fold(a->arena, list[i].words) };
	qsort(sorted, n, sizeof *sorted, compare);
	for (size_t i = 0; i < n; i++)
		list[i] = sorted[i].trigger;
}

fallible incident_triggers(struct act *a, const struct notebook_source *source,
			   struct incident_trigger **ret, size_t *ret_n)
{
	struct sheet s;
	struct bytes records;
	size_t n = 0;

	if (source) {
		TRY(notebook_read_shared(a, source, list_place, &records));
		s.list = unpack(a, records);
		if (!s.list)
			return FAIL(UNVERIFIED);
	} else {
		TRY(open_sheet(a, &s));
	}
	*ret = arena_array(a->arena, struct incident_trigger, s.list->n_record + 1);
	for (size_t i = 0; i < s.list->n_record; i++)
		n += from_record(s.list->record[i], &(*ret)[n]);
	sort(a, *ret, n);
	*ret_n = n;
	return OK;
}

fallible incident_trigger_find(struct act *a, struct id16 id, struct incident_trigger *ret)
{
	struct sheet s;

	TRY(open_sheet(a, &s));
	const Incident__Trigger *r = find(&s, id);

	return r && from_record(r, ret) ? OK : FAIL(NOT_FOUND);
}

static Incident__Trigger *find_words(struct act *a, const struct sheet *s, struct str words)
{
	struct str folded = text_fold(a->arena, words);

	for (size_t i = 0; i < s->list->n_record; i++)
		if (str_equal(text_fold(a->arena, str_c(s->list->record[i]->words)), folded))
			return s->list->record[i];
	return NULL;
}

static fallible bring_back(struct act *a, struct sheet *s, Incident__Trigger *r,
			   struct incident_trigger *trigger)
{
	bool was_away = r->away;

	if (was_away) {
		r->away = false;
		r->edited = a->now.s;
		r->version++;
		TRY(save(a, s));
	}
	return from_record(r, trigger) ? OK : FAIL(UNVERIFIED);
}

fallible incident_trigger_add(struct act *a, struct incident_trigger *trigger,
			      enum incident_refusal *ret)
{
	struct sheet s;

	TRY(open_sheet(a, &s));
	Incident__Trigger *there = find_words(a, &s, trigger->words);

	*ret = there				       ? INCIDENT_TWICE
	       : s.list->n_record >= INCIDENT_LIST_MAX ? INCIDENT_FULL
						       : INCIDENT_FINE;
	if (there)
		return bring_back(a, &s, there, trigger);
	if (*ret)
		return OK;
	Incident__Trigger *r = arena_new(a->arena, Incident__Trigger);

	incident__trigger__init(r);
	trigger->id = act_new_id(a);
	trigger->version = 1;
	r->id = record_data(a->arena, BYTES_OF(trigger->id));
	r->words = record_text(a->arena, trigger->words);
	r->area = trigger->area;
	r->written = a->now.s;
	r->version = 1;
	s.list->record = record_add(a->arena, s.list->record, &s.list->n_record, r);
	return save(a, &s);
}

fallible incident_trigger_change(struct act *a, const struct incident_trigger *trigger,
				 enum incident_refusal *ret)
{
	struct sheet s;

	TRY(open_sheet(a, &s));
	Incident__Trigger *r = find(&s, trigger->id), *same = find_words(a, &s, trigger->words);

	if (!r)
		return FAIL(NOT_FOUND);
	*ret = r->version != trigger->version ? INCIDENT_MOVED
	       : same && same != r	      ? INCIDENT_TWICE
					      : INCIDENT_FINE;
	if (*ret)
		return OK;
	r->words = record_text(a->arena, trigger->words);
	r->area = trigger->area;
	r->away = trigger->is_away;
	r->edited = a->now.s;
	r->version++;
	return save(a, &s);
}

fallible incident_trigger_remove(struct act *a, struct id16 id)
{
	struct sheet s;
	size_t kept = 0;

	TRY(open_sheet(a, &s));
	for (size_t i = 0; i < s.list->n_record; i++)
		if (!id16_equal(record_id(s.list->record[i]->id), id))
			s.list->record[kept++] = s.list->record[i];
	if (kept == s.list->n_record)
		return OK;
	s.list->n_record = kept;
	return save(a, &s);
}

/* --- the copy to take along */
static void add_text(json_t *o, const char *name, struct str s)
{
	if (s.n)
		json_object_set_new(o, name, json_stringn(s.p, s.n));
}

static void add_row(json_t *o, const char *name, enum incident_table t, unsigned number)
{
	const char *words = incident_words(t, number);

	if (words)
		json_object_set_new(o, name, json_string(words));
}

static void add_bits(json_t *o, const char *name, enum incident_table t, uint32_t bits,
		     struct str words)
{
	const struct code_row *row;
	json_t *list = json_array();

	for (size_t i = 0; (row = incident_row(t, i)); i++)
		if (bits & INCIDENT_BIT(row->number))
			json_array_append_new(list, json_string(row->words));
	if (words.n)
		json_array_append_new(list, json_stringn(words.p, words.n));
	if (json_array_size(list))
		json_object_set_new(o, name, list);
	else
		json_decref(list);
}

static void add_day(json_t *o, struct day d)
{
	char day[DAY_TEXT_MAX];

	day_write(day, d);
	json_object_set_new(o, "day", json_string(day));
}

static void add_triggers(json_t *o, const struct incident *i, const struct incident_trigger list[],
			 size_t n)
{
	json_t *names = json_array();

	for (size_t k = 0; k < n; k++)
		if (incident_has_trigger(i, list[k].id))
			json_array_append_new(names,
					      json_stringn(list[k].words.p, list[k].words.n));
	json_object_set_new(o, "triggers", names);
}

static void add_note(const struct incident *i, const struct incident_asides *asides, json_t *o)
{
	struct incident_aside aside;
	json_t *again = json_array();

	add_day(o, i->day);
	add_row(o, "when", INCIDENT_PARTS, i->part);
	add_row(o, "what", INCIDENT_KINDS, i->kind);
	add_text(o, "what happened", i->words);
	add_row(o, "where", INCIDENT_WHERES, i->where);
	add_text(o, "place", i->place);
	if (i->strength >= 0)
		json_object_set_new(o, "how strong, 0 to 10", json_integer(i->strength));
	add_bits(o, "early signs", INCIDENT_SIGNS, i->signs, i->signs_words);
	add_bits(o, "I", INCIDENT_REACTIONS, i->did_mine, i->mine_words);
	add_bits(o, "the other", INCIDENT_REACTIONS, i->did_theirs, i->theirs_words);
	add_bits(o, "helped", INCIDENT_HELPS, i->helped, i->helped_words);
	add_bits(o, "did not help", INCIDENT_HELPS, i->helped_not, i->not_words);
	add_text(o, "stayed away from", i->avoided);
	incident_aside_of(asides, i->id, &aside);
	add_bits(o, "may relate to", INCIDENT_RELATES, aside.relates, aside.relates_words);
	for (size_t k = 0; k < aside.n; k++) {
		json_t *one = json_object();

		add_day(one, aside.again[k].day);
		add_text(one, "words", aside.again[k].words);
		json_array_append_new(again, one);
	}
	json_object_set_new(o, "read again", again);
}

fallible incident_add_records(struct act *a, struct json_t *to)
{
	struct day tomorrow = { act_today(a).n + 1 }; /* noted further east */
	struct month begun = day_month(
		(struct day){ instant_day(a->preferences->begun, a->east).n - INCIDENT_DAYS_BACK });
	struct incident_trigger *trigger;
	const struct incident_asides *asides;
	struct incident *list;
	size_t n, n_triggers;

	TRY(incident_triggers(a, NULL, &trigger, &n_triggers));
	for (size_t i = 0; i < n_triggers; i++) {
		json_t *o = json_object();

		add_text(o, "trigger", trigger[i].words);
		add_row(o, "kind", INCIDENT_AREAS, trigger[i].area);
		json_array_append_new(to, o);
	}
	for (int m = begun.n; m <= day_month(tomorrow).n; m++) {
		struct day first = month_first_day((struct month){ m });
		struct day last = { month_first_day((struct month){ m + 1 }).n - 1 };

		TRY(incident_between(a, NULL, first, last, &list, &n));
		TRY(incident_asides(a, (struct month){ m }, &asides));
		for (size_t i = 0; i < n; i++) {
			json_t *o = json_object();

			add_note(&list[i], asides, o);
			add_triggers(o, &list[i], trigger, n_triggers);
			json_array_append_new(to, o);
		}
	}
	return OK;
}
