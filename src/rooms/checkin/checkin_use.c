#include "checkin_use.h"
#include <jansson.h>
#include "checkin.pb-c.h"
#include "ensure.h"
#include "notebook.h"
#include "record.h"

struct sheet { /* one month, open */
	struct notebook_page page;
	Checkin__Month *month;
};

static uint32_t *field(Checkin__Record *r, enum checkin_question q)
{
	switch (q) {
	case CHECKIN_CLOSE:
		return &r->close;
	case CHECKIN_DISTRESS:
		return &r->distress;
	case CHECKIN_DID:
		return &r->did;
	case CHECKIN_URGE:
		return &r->urge;
	case CHECKIN_CHANGED:
		return &r->changed;
	case CHECKIN_SLEEP:
		return &r->sleep;
	case CHECKIN_GOOD:
	case CHECKIN__COUNT:
		break;
	}
	return NULL;
}

static void from_record(Checkin__Record *r, struct checkin *ret)
{
	*ret = (struct checkin){ .day = { r->day },
				 .good = str_c(r->good),
				 .written = { r->written },
				 .edited = { r->edited } };
	if (r->id.len == sizeof ret->id.b)
		memcpy(ret->id.b, r->id.data, sizeof ret->id.b);
	for (int q = 0; q < CHECKIN__COUNT; q++) {
		const uint32_t *number = field(r, (enum checkin_question)q);

		ret->answer[q] = number ? (uint8_t)*number : 0;
	}
	ret->answer[CHECKIN_GOOD] = ret->good.n > 0;
}

static fallible open_sheet(struct act *a, struct month m, struct sheet *ret)
{
	struct notebook_place where = { .topic = TOPIC_CHECKIN,
					.place = PLACE_CHECKIN,
					.month = m };

	TRY(notebook_read(a, where, &ret->page));
	ret->month = (Checkin__Month *)record_unpack(a->arena, &checkin__month__descriptor,
						     ret->page.records);
	return ret->month ? OK : FAIL(UNVERIFIED);
}

static Checkin__Record *find(const struct sheet *s, struct day day)
{
	for (size_t i = 0; i < s->month->n_record; i++)
		if (s->month->record[i]->day == day.n)
			return s->month->record[i];
	return NULL;
}

static Checkin__Record *add(struct act *a, struct sheet *s, struct day day)
{
	Checkin__Record *r = arena_new(a->arena, Checkin__Record);
	struct id16 id = act_draw(a);

	checkin__record__init(r);
	r->id = record_data(a->arena, BYTES_OF(id));
	r->day = day.n;
	r->written = a->now.s;
	s->month->record = record_add(a->arena, s->month->record, &s->month->n_record, r);
	return r;
}

static fallible save(struct act *a, struct sheet *s)
{
	return notebook_write(a, &s->page, record_pack(a->arena, &s->month->base));
}

fallible checkin_find(struct act *a, struct day day, struct checkin *ret, bool *ret_found)
{
	struct sheet s;

	TRY(open_sheet(a, day_month(day), &s));
	Checkin__Record *r = find(&s, day);

	*ret_found = r != NULL;
	*ret = (struct checkin){ .day = day };
	if (r)
		from_record(r, ret);
	return OK;
}

fallible checkin_answer(struct act *a, struct day day, enum checkin_question q, uint8_t number,
			struct str good)
{
	struct sheet s;

	if (!checkin_is_open(day, act_today(a)))
		return FAIL(NOT_FOUND);
	TRY(open_sheet(a, day_month(day), &s));
	Checkin__Record *r = find(&s, day);

	if (!r)
		r = add(a, &s, day);
	else
		r->edited = a->now.s;
	if (q == CHECKIN_GOOD)
		r->good = record_text(a->arena, good);
	uint32_t *to = field(r, q);

	if (to)
		*to = number;
	return save(a, &s);
}

fallible checkin_remove(struct act *a, struct day day)
{
	struct sheet s;
	size_t kept = 0;

	if (!checkin_is_open(day, act_today(a)))
		return FAIL(NOT_FOUND);
	TRY(open_sheet(a, day_month(day), &s));
	for (size_t i = 0; i < s.month->n_record; i++)
		if (s.month->record[i]->day != day.n)
			s.month->record[kept++] = s.month->record[i];
	if (kept == s.month->n_record)
		return OK;
	s.month->n_record = kept;
	return save(a, &s);
}

static void insert_newest_first(struct checkin list[], size_t cap, size_t *n, Checkin__Record *r)
{
	size_t at = *n;

	while (at > 0 && list[at - 1].day.n < r->day)
		at--;
	if (at >= cap)
		return;
	if (*n < cap)
		++*n;
	memmove(&list[at + 1], &list[at], (*n - 1 - at) * sizeof *list);
	from_record(r, &list[at]);
}

fallible checkin_recent(struct act *a, struct checkin ret[], size_t n, size_t *ret_n)
{
	struct month now = day_month(act_today(a));

	*ret_n = 0;
	for (int back = 0; back < 2; back++) {
		struct sheet s;

		TRY(open_sheet(a, (struct month){ now.n - back }, &s));
		for (size_t i = 0; i < s.month->n_record; i++)
			insert_newest_first(ret, n, ret_n, s.month->record[i]);
		if (*ret_n == n)
			break;
	}
	return OK;
}

#define SHARED_MAX (31 * (CHECKIN_MONTHS_SHOWN + 1))

/* The records of a month: one's own, or those a source opens. */
static fallible read_month(struct act *a, const struct notebook_source *source, struct month m,
			   Checkin__Month **ret)
{
	struct notebook_place where = { .topic = TOPIC_CHECKIN,
					.place = PLACE_CHECKIN,
					.month = m };
	struct sheet s;
	struct bytes records;

	if (!source) {
		TRY(open_sheet(a, m, &s));
		*ret = s.month;
		return OK;
	}
	TRY(notebook_read_shared(a, source, where, &records));
	*ret = (Checkin__Month *)record_unpack(a->arena, &checkin__month__descriptor, records);
	return *ret ? OK : FAIL(UNVERIFIED);
}

fallible checkin_between(struct act *a, const struct notebook_source *source, struct day from,
			 struct day to, struct checkin **ret, size_t *ret_n)
{
	size_t most = (size_t)((int64_t)to.n - from.n) + 1;
	struct checkin *list = arena_array(a->arena, struct checkin, most);

	*ret = list;
	*ret_n = 0;
	for (int m = day_month(from).n; m <= day_month(to).n; m++) {
		Checkin__Month *month;

		TRY(read_month(a, source, (struct month){ m }, &month));
		for (size_t i = 0; i < month->n_record; i++)
			if (month->record[i]->day >= from.n && month->record[i]->day <= to.n)
				insert_newest_first(list, most, ret_n, month->record[i]);
	}
	return OK;
}

fallible checkin_shared(struct act *a, const struct notebook_source *source, struct checkin **ret,
			size_t *ret_n)
{
	struct checkin *list = arena_array(a->arena, struct checkin, SHARED_MAX);
	/* Somebody further east may be a day, and so a month, ahead. */
	struct month next = day_month((struct day){ act_today(a).n + 1 });

	*ret = list;
	*ret_n = 0;
	for (int back = 0; back <= CHECKIN_MONTHS_SHOWN; back++) {
		Checkin__Month *month;

		TRY(read_month(a, source, (struct month){ next.n - back }, &month));
		for (size_t i = 0; i < month->n_record; i++)
			insert_newest_first(list, SHARED_MAX, ret_n, month->record[i]);
	}
	return OK;
}

static void add_record(Checkin__Record *r, json_t *to)
{
	struct checkin c;
	char day[DAY_TEXT_MAX];
	json_t *o = json_object();

	from_record(r, &c);
	day_write(day, c.day);
	json_object_set_new(o, "day", json_string(day));
	for (int q = 0; q < CHECKIN__COUNT; q++) {
		const char *words = checkin_answer_words((enum checkin_question)q, c.answer[q]);

		if (words)
			json_object_set_new(o, checkin_words((enum checkin_question)q).title,
					    json_string(words));
	}
	if (c.good.n)
		json_object_set_new(o, checkin_words(CHECKIN_GOOD).title,
				    json_stringn(c.good.p, c.good.n));
	json_array_append_new(to, o);
}

fallible checkin_add_records(struct act *a, struct json_t *to)
{
	struct month last = day_month(act_today(a));
	struct month first = day_month(instant_day(a->preferences->begun, a->east));

	/* Days before the sign-up can be filled in, so the month before counts too. */
	for (int m = first.n - 1; m <= last.n; m++) {
		struct sheet s;

		TRY(open_sheet(a, (struct month){ m }, &s));
		for (size_t i = 0; i < s.month->n_record; i++)
			add_record(s.month->record[i], to);
	}
	return OK;
}
