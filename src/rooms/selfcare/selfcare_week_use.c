#include <jansson.h>
#include "ensure.h"
#include "record.h"
#include "selfcare.pb-c.h"
#include "selfcare_use.h"

struct sheet { /* the looks of one month: of the Mondays in it */
	struct notebook_page page;
	Selfcare__Weeks *weeks;
};

static fallible open_sheet(struct act *a, struct month m, struct sheet *ret)
{
	const struct notebook_place where = { .topic = TOPIC_PRIVATE,
					      .place = PLACE_SELFCARE_WEEK,
					      .month = m };

	TRY(notebook_read(a, where, &ret->page));
	ret->weeks = (Selfcare__Weeks *)record_unpack(a->arena, &selfcare__weeks__descriptor,
						      ret->page.records);
	return ret->weeks ? OK : FAIL(UNVERIFIED);
}

static fallible save(struct act *a, struct sheet *s)
{
	return notebook_write(a, &s->page, record_pack(a->arena, &s->weeks->base));
}

static void from_record(const Selfcare__Week *r, struct selfcare_week *ret)
{
	*ret = (struct selfcare_week){
		.id = record_id(r->id),
		.monday = { r->monday },
		.load = r->load <= SELFCARE_LOAD_MAX + 1 ? (int)r->load - 1 : -1,
		.own = selfcare_answer_words(SELFCARE_ASK_OWN, r->own) ? r->own : 0,
		.care = selfcare_answer_words(SELFCARE_ASK_CARE, r->care) ? r->care : 0,
		.leaned = r->leaned <= SELFCARE_LEANED_SOMEBODY ? (enum selfcare_leaned)r->leaned
								: SELFCARE_LEANED_SKIPPED,
		.day = { r->day },
		.version = r->version,
	};
	for (size_t i = 0; i < r->n_on && i < SELFCARE_LEANED_MAX; i++)
		ret->on[ret->n_on++] = record_id(r->on[i]);
}

static Selfcare__Week *find(const struct sheet *s, struct day monday)
{
	for (size_t i = 0; i < s->weeks->n_record; i++)
		if (s->weeks->record[i]->monday == monday.n)
			return s->weeks->record[i];
	return NULL;
}

fallible selfcare_week_find(struct act *a, struct day monday, struct selfcare_week *ret,
			    bool *ret_found)
{
	struct sheet s;

	TRY(open_sheet(a, day_month(monday), &s));
	const Selfcare__Week *r = find(&s, monday);

	*ret_found = r != NULL;
	*ret = (struct selfcare_week){ .monday = monday, .load = -1 };
	if (r)
		from_record(r, ret);
	return OK;
}

fallible selfcare_weeks(struct act *a, struct day from, struct day to, struct selfcare_week **ret,
			size_t *ret_n)
{
	ASSERT(to.n >= from.n);
	size_t most = (size_t)(to.n - from.n) / 7 + 1;
	struct selfcare_week *list = arena_array(a->arena, struct selfcare_week, most);

	*ret = list;
	*ret_n = 0;
	for (int m = day_month(from).n; m <= day_month(to).n; m++) {
		struct sheet s;

		TRY(open_sheet(a, (struct month){ m }, &s));
		for (size_t i = 0; i < s.weeks->n_record; i++) {
			const Selfcare__Week *r = s.weeks->record[i];
			size_t at = *ret_n;

			if (r->monday < from.n || r->monday > to.n || at == most)
				continue;
			for (; at > 0 && list[at - 1].monday.n > r->monday; at--)
				list[at] = list[at - 1];
			from_record(r, &list[at]);
			++*ret_n;
		}
	}
	return OK;
}

fallible selfcare_week_last(struct act *a, struct day *ret_written)
{
	int now = day_month(selfcare_monday(act_today(a))).n;

	*ret_written = (struct day){ 0 };
	for (int m = now; m > now - 3 && !ret_written->n; m--) {
		struct sheet s;

		TRY(open_sheet(a, (struct month){ m }, &s));
		for (size_t i = 0; i < s.weeks->n_record; i++)
			if (s.weeks->record[i]->day > ret_written->n)
				ret_written->n = s.weeks->record[i]->day;
	}
	return OK;
}

/* --- into records */
static Selfcare__Week *add(struct act *a, struct sheet *s, struct day monday)
{
	Selfcare__Week *r = arena_new(a->arena, Selfcare__Week);
	struct id16 id = act_draw(a);

	selfcare__week__init(r);
	r->id = record_data(a->arena, BYTES_OF(id));
	r->monday = monday.n;
	s->weeks->record = record_add(a->arena, s->weeks->record, &s->weeks->n_record, r);
	return r;
}

static void put_leaned(struct act *a, const struct selfcare_week *from, Selfcare__Week *r)
{
	r->leaned = from->leaned;
	r->n_on = from->n_on;
	r->on = arena_array(a->arena, ProtobufCBinaryData, from->n_on + 1);
	for (size_t i = 0; i < from->n_on; i++)
		r->on[i] = record_data(a->arena, BYTES_OF(from->on[i]));
}

fallible selfcare_week_answer(struct act *a, struct day monday, enum selfcare_question q,
			      const struct selfcare_week *answer)
{
	struct sheet s;

	if (!selfcare_is_open(monday, act_today(a)))
		return FAIL(NOT_FOUND);
	TRY(open_sheet(a, day_month(monday), &s));
	Selfcare__Week *r = find(&s, monday);

	if (!r)
		r = add(a, &s, monday);
	switch (q) {
	case SELFCARE_ASK_LOAD:
		r->load = (uint32_t)(answer->load + 1);
		break;
	case SELFCARE_ASK_OWN:
		r->own = answer->own;
		break;
	case SELFCARE_ASK_CARE:
		r->care = answer->care;
		break;
	case SELFCARE_ASK_LEANED:
		put_leaned(a, answer, r);
		break;
	case SELFCARE_QUESTIONS:
		break;
	}
	r->day = act_today(a).n;
	r->version++;
	return save(a, &s);
}

fallible selfcare_week_remove(struct act *a, struct day monday)
{
	struct sheet s;
	size_t kept = 0;

	if (!selfcare_is_open(monday, act_today(a)))
		return FAIL(NOT_FOUND);
	TRY(open_sheet(a, day_month(monday), &s));
	for (size_t i = 0; i < s.weeks->n_record; i++)
		if (s.weeks->record[i]->monday != monday.n)
			s.weeks->record[kept++] = s.weeks->record[i];
	if (kept == s.weeks->n_record)
		return OK;
	s.weeks->n_record = kept;
	return save(a, &s);
}

/* --- what was put away */
struct resting {
	struct notebook_page page;
	Selfcare__Rests *rests;
};

static fallible open_resting(struct act *a, struct resting *ret)
{
	const struct notebook_place where = { .topic = TOPIC_PRIVATE, .place = PLACE_SELFCARE };

	TRY(notebook_read(a, where, &ret->page));
	ret->rests = (Selfcare__Rests *)record_unpack(a->arena, &selfcare__rests__descriptor,
						      ret->page.records);
	return ret->rests ? OK : FAIL(UNVERIFIED);
}

fallible selfcare_put_away(struct act *a, struct day ret[SELFCARE_SIGNS])
{
	struct resting s;

	memset(ret, 0, SELFCARE_SIGNS * sizeof *ret);
	TRY(open_resting(a, &s));
	for (size_t i = 0; i < s.rests->n_record; i++) {
		const Selfcare__Rest *r = s.rests->record[i];

		if (r->sign && r->sign <= SELFCARE_SIGNS)
			ret[r->sign - 1] = (struct day){ r->day };
	}
	return OK;
}

static Selfcare__Rest *rest_of(struct act *a, struct resting *s, unsigned sign)
{
	for (size_t i = 0; i < s->rests->n_record; i++)
		if (s->rests->record[i]->sign == sign + 1)
			return s->rests->record[i];
	Selfcare__Rest *r = arena_new(a->arena, Selfcare__Rest);
	struct id16 id = act_draw(a);

	selfcare__rest__init(r);
	r->id = record_data(a->arena, BYTES_OF(id));
	r->sign = sign + 1;
	s->rests->record = record_add(a->arena, s->rests->record, &s->rests->n_record, r);
	return r;
}

fallible selfcare_put_signs_away(struct act *a, unsigned signs)
{
	struct resting s;

	if (!signs)
		return OK;
	TRY(open_resting(a, &s));
	for (unsigned i = 0; i < SELFCARE_SIGNS; i++)
		if (signs & SELFCARE_SIGN_BIT(i))
			rest_of(a, &s, i)->day = act_today(a).n;
	return notebook_write(a, &s.page, record_pack(a->arena, &s.rests->base));
}

/* --- the copy to take along */
static void add_week(const struct selfcare_week *w, json_t *to)
{
	static const char *const leaned[] = { NULL, "nobody", "somebody" };
	json_t *o = json_object();
	char day[DAY_TEXT_MAX];

	day_write(day, w->monday);
	json_object_set_new(o, "what", json_string("A week, looked at"));
	json_object_set_new(o, "week from", json_string(day));
	if (w->load >= 0)
		json_object_set_new(o, "load, 0 to 10", json_integer(w->load));
	if (w->own)
		json_object_set_new(o, "own time",
				    json_string(selfcare_answer_words(SELFCARE_ASK_OWN, w->own)));
	if (w->care)
		json_object_set_new(o, "own health",
				    json_string(selfcare_answer_words(SELFCARE_ASK_CARE, w->care)));
	if (w->leaned)
		json_object_set_new(o, "leaned on", json_string(leaned[w->leaned]));
	json_array_append_new(to, o);
}

fallible selfcare_add_weeks(struct act *a, struct json_t *to)
{
	struct day begun = instant_day(a->preferences->begun, a->east);
	struct selfcare_week *list;
	size_t n;

	/* The week before the sign-up can be looked at, too. */
	begun.n -= 7 * (SELFCARE_WEEKS_BACK + 1);
	TRY(selfcare_weeks(a, begun, act_today(a), &list, &n));
	for (size_t i = 0; i < n; i++)
		add_week(&list[i], to);
	return OK;
}
