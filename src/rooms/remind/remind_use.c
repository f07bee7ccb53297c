#include "remind_use.h"
#include <jansson.h>
#include "notebook.h"
#include "record.h"
#include "remind.pb-c.h"
#include "text.h"

struct sheet {
	struct notebook_page page;
	Remind__List *list;
};

static const struct notebook_place place = { .topic = TOPIC_PRIVATE, .place = PLACE_REMIND };

static fallible open_sheet(struct act *a, struct sheet *ret)
{
	TRY(notebook_read(a, place, &ret->page));
	ret->list = (Remind__List *)record_unpack(a->arena, &remind__list__descriptor,
						  ret->page.records);
	return ret->list ? OK : FAIL(UNVERIFIED);
}

static fallible save(struct act *a, const struct sheet *s)
{
	bool has = s->list->n_record > 0;

	if (a->preferences->has_reminders != has) {
		a->preferences->has_reminders = has;
		TRY(act_save_preferences(a));
	}
	return notebook_write(a, &s->page, record_pack(a->arena, &s->list->base));
}

/* False: a row of a later version of this program, or none of ours. */
static bool read(const Remind__Record *from, struct remind *ret)
{
	*ret = (struct remind){ .id = record_id(from->id),
				.door = (enum remind_door)from->door,
				.words = str_c(from->words),
				.days = from->days & REMIND_EVERY_DAY,
				.time = (int)from->time,
				.is_in_calendar = from->calendar,
				.put_away = { from->put_away },
				.written = { from->written },
				.edited = { from->edited },
				.version = from->version };
	return remind_row(ret->door) && from->time < 24 * 60 && text_is_clean(ret->words, false);
}

static void insert(struct remind list[], size_t n, const struct remind *r)
{
	for (; n > 0 && remind_comes_before(r, &list[n - 1]); n--)
		list[n] = list[n - 1];
	list[n] = *r;
}

fallible remind_list(struct act *a, struct remind **ret, size_t *ret_n)
{
	struct remind one;
	struct sheet s;

	TRY(open_sheet(a, &s));
	*ret = arena_array(a->arena, struct remind, s.list->n_record + 1);
	*ret_n = 0;
	for (size_t i = 0; i < s.list->n_record; i++)
		if (read(s.list->record[i], &one))
			insert(*ret, (*ret_n)++, &one);
	return OK;
}

fallible remind_asked(struct act *a, struct remind **ret, size_t *ret_n)
{
	*ret_n = 0;
	return a->preferences->has_reminders ? remind_list(a, ret, ret_n) : OK;
}

fallible remind_find(struct act *a, struct id16 id, struct remind *ret)
{
	struct remind *list;
	size_t n;

	TRY(remind_list(a, &list, &n));
	for (size_t i = 0; i < n; i++)
		if (id16_equal(list[i].id, id)) {
			*ret = list[i];
			return OK;
		}
	return FAIL(NOT_FOUND);
}

static Remind__Record *find(const struct sheet *s, struct id16 id)
{
	for (size_t i = 0; i < s->list->n_record; i++)
		if (id16_equal(record_id(s->list->record[i]->id), id))
			return s->list->record[i];
	return NULL;
}

static Remind__Record *add(struct act *a, struct sheet *s, struct remind *r)
{
	Remind__Record *to = arena_new(a->arena, Remind__Record);

	remind__record__init(to);
	r->id = act_draw(a);
	to->id = record_data(a->arena, BYTES_OF(r->id));
	to->written = a->now.s;
	s->list->record = record_add(a->arena, s->list->record, &s->list->n_record, to);
	return to;
}

fallible remind_keep(struct act *a, struct remind *r, enum remind_refusal *ret)
{
	struct sheet s;

	TRY(open_sheet(a, &s));
	Remind__Record *to = r->version ? find(&s, r->id) : NULL;

	*ret = REMIND_FINE;
	if (r->version && (!to || to->version != r->version))
		*ret = REMIND_MOVED;
	else if (!to && s.list->n_record >= REMIND_MAX)
		*ret = REMIND_FULL;
	if (*ret)
		return OK;
	if (to)
		to->edited = a->now.s;
	else
		to = add(a, &s, r);
	to->door = r->door;
	to->words = record_text(a->arena, r->words);
	to->days = r->days;
	to->time = (uint32_t)r->time;
	to->calendar = r->is_in_calendar;
	to->put_away = 0;
	to->version++;
	return save(a, &s);
}

fallible remind_remove(struct act *a, struct id16 id)
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

fallible remind_put_away(struct act *a, struct id16 id)
{
	struct sheet s;

	TRY(open_sheet(a, &s));
	Remind__Record *r = find(&s, id);

	if (!r)
		return FAIL(NOT_FOUND);
	if (r->put_away == act_today(a).n)
		return OK;
	r->put_away = act_today(a).n;
	return save(a, &s);
}

fallible remind_add_records(struct act *a, struct json_t *to)
{
	struct remind *list;
	size_t n;

	TRY(remind_list(a, &list, &n));
	for (size_t i = 0; i < n; i++) {
		struct str title = remind_title(&list[i]),
			   days = remind_days_words(a->arena, list[i].days);
		char time[CLOCK_TEXT_MAX];
		json_t *o = json_object();

		clock_write(time, list[i].time);
		json_object_set_new(o, "reminder", json_stringn(title.p, title.n));
		json_object_set_new(o, "days", json_stringn(days.p, days.n));
		json_object_set_new(o, "time", json_string(time));
		json_object_set_new(o, "calendar", json_boolean(list[i].is_in_calendar));
		json_array_append_new(to, o);
	}
	return OK;
}
