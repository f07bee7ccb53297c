#include "treatment_visit_use.h"
#include "record.h"
#include "text.h"
#include "treatment.pb-c.h"

struct sheet { /* the visits of every course that was written down in one month */
	struct notebook_page page;
	Treatment__Visits *list;
};

static struct notebook_place place_of(const struct treatment_course *course)
{
	return (struct notebook_place){ .topic = TOPIC_TREATMENT,
					.place = PLACE_TREATMENT_VISIT,
					.month = course->month };
}

static Treatment__Visits *unpack(struct act *a, struct bytes records)
{
	return (Treatment__Visits *)record_unpack(a->arena, &treatment__visits__descriptor,
						  records);
}

static fallible open_sheet(struct act *a, const struct treatment_course *course, struct sheet *ret)
{
	TRY(notebook_read(a, place_of(course), &ret->page));
	ret->list = unpack(a, ret->page.records);
	return ret->list ? OK : FAIL(UNVERIFIED);
}

static fallible save(struct act *a, struct sheet *s, enum treatment_refusal *ret)
{
	struct err e = notebook_write(a, &s->page, record_pack(a->arena, &s->list->base));

	*ret = err_is(e, ERR_TOO_FULL) ? TREATMENT_FULL : TREATMENT_FINE;
	return *ret ? OK : e;
}

/* --- out of records */
static bool from_record(const Treatment__Visit *r, struct treatment_visit *ret)
{
	*ret = (struct treatment_visit){ .id = record_id(r->id),
					 .course = record_id(r->course),
					 .day = { r->day },
					 .time = r->time <= 1440 ? (int)r->time - 1 : -1,
					 .minutes = r->minutes,
					 .state = (enum treatment_state)r->state,
					 .homework = str_c(r->homework),
					 .done = (enum treatment_homework)r->done,
					 .written = { r->written },
					 .edited = { r->edited },
					 .version = r->version };
	return r->state && r->state < TREATMENT_STATES && r->done < TREATMENT_HOMEWORKS &&
	       r->minutes <= TREATMENT_MINUTES_MAX && text_is_clean(ret->homework, true);
}

static bool comes_before(const struct treatment_visit *x, const struct treatment_visit *y)
{
	if (x->day.n != y->day.n)
		return x->day.n < y->day.n;
	return x->time != y->time ? x->time < y->time : x->written.s < y->written.s;
}

static void read_list(struct act *a, const Treatment__Visits *list, struct id16 course,
		      struct treatment_visit **ret, size_t *ret_n)
{
	struct treatment_visit *to =
		arena_array(a->arena, struct treatment_visit, list->n_record + 1);
	size_t n = 0;

	for (size_t i = 0; i < list->n_record && n < TREATMENT_VISITS_MAX; i++) {
		struct treatment_visit one;
		size_t at = n;

		if (!from_record(list->record[i], &one) || !id16_equal(one.course, course))
			continue;
		for (; at > 0 && comes_before(&one, &to[at - 1]); at--)
			to[at] = to[at - 1];
		to[at] = one;
		n++;
	}
	*ret = to;
	*ret_n = n;
}

fallible treatment_visits(struct act *a, const struct treatment_course *course,
			  struct treatment_visit **ret, size_t *ret_n)
{
	struct sheet s;

	TRY(open_sheet(a, course, &s));
	read_list(a, s.list, course->id, ret, ret_n);
	return OK;
}

fallible treatment_visits_shared(struct act *a, const struct notebook_source *source,
				 const struct treatment_course *course,
				 struct treatment_visit **ret, size_t *ret_n)
{
	struct bytes records;

	TRY(notebook_read_shared(a, source, place_of(course), &records));
	const Treatment__Visits *list = unpack(a, records);

	if (!list)
		return FAIL(UNVERIFIED);
	read_list(a, list, course->id, ret, ret_n);
	return OK;
}

fallible treatment_visit_find(struct act *a, const struct treatment_course *course, struct id16 id,
			      struct treatment_visit *ret)
{
	struct treatment_visit *list;
	size_t n;

	TRY(treatment_visits(a, course, &list, &n));
	for (size_t i = 0; i < n; i++)
		if (id16_equal(list[i].id, id)) {
			*ret = list[i];
			return OK;
		}
	return FAIL(NOT_FOUND);
}

/* --- into records */
static Treatment__Visit *find(const struct sheet *s, struct id16 id)
{
	for (size_t i = 0; i < s->list->n_record; i++)
		if (id16_equal(record_id(s->list->record[i]->id), id))
			return s->list->record[i];
	return NULL;
}

static size_t count(const struct sheet *s, struct id16 course)
{
	size_t n = 0;

	for (size_t i = 0; i < s->list->n_record; i++)
		n += id16_equal(record_id(s->list->record[i]->course), course);
	return n;
}

static Treatment__Visit *add(struct act *a, struct sheet *s, const struct treatment_course *course,
			     struct treatment_visit *visit)
{
	Treatment__Visit *r = arena_new(a->arena, Treatment__Visit);

	treatment__visit__init(r);
	visit->id = act_new_id(a);
	visit->course = course->id;
	r->id = record_data(a->arena, BYTES_OF(visit->id));
	r->course = record_data(a->arena, BYTES_OF(course->id));
	r->written = a->now.s;
	s->list->record = record_add(a->arena, s->list->record, &s->list->n_record, r);
	return r;
}

static void put(struct act *a, Treatment__Visit *r, const struct treatment_visit *visit)
{
	r->day = visit->day.n;
	r->time = (uint32_t)(visit->time + 1);
	r->minutes = visit->minutes;
	r->state = visit->state;
	r->homework = record_text(a->arena, visit->homework);
	r->done = visit->done;
	r->edited = r->version ? a->now.s : 0;
	r->version++;
}

fallible treatment_visit_keep(struct act *a, const struct treatment_course *course,
			      struct treatment_visit *visit, enum treatment_refusal *ret)
{
	struct sheet s;

	TRY(open_sheet(a, course, &s));
	Treatment__Visit *r = visit->version ? find(&s, visit->id) : NULL;

	*ret = TREATMENT_FINE;
	if (visit->version && (!r || r->version != visit->version))
		*ret = TREATMENT_CHANGED;
	else if (!r && count(&s, course->id) >= TREATMENT_VISITS_MAX)
		*ret = TREATMENT_FULL;
	if (*ret)
		return OK;
	put(a, r ? r : add(a, &s, course, visit), visit);
	return save(a, &s, ret);
}

fallible treatment_visit_move(struct act *a, const struct treatment_course *course,
			      const struct treatment_visit *from, struct treatment_visit *to,
			      enum treatment_refusal *ret)
{
	struct treatment_visit was = *from;
	struct sheet s;

	TRY(open_sheet(a, course, &s));
	Treatment__Visit *r = find(&s, from->id);

	*ret = TREATMENT_FINE;
	if (!r || r->version != from->version)
		*ret = TREATMENT_CHANGED;
	else if (count(&s, course->id) >= TREATMENT_VISITS_MAX)
		*ret = TREATMENT_FULL;
	if (*ret)
		return OK;
	was.state = TREATMENT_MOVED;
	put(a, r, &was);
	to->state = TREATMENT_PLANNED;
	put(a, add(a, &s, course, to), to);
	return save(a, &s, ret);
}

static fallible remove_where(struct act *a, const struct treatment_course *course,
			     const struct id16 *visit)
{
	enum treatment_refusal refusal;
	struct sheet s;
	size_t kept = 0;

	TRY(open_sheet(a, course, &s));
	for (size_t i = 0; i < s.list->n_record; i++) {
		Treatment__Visit *r = s.list->record[i];

		if (visit ? !id16_equal(record_id(r->id), *visit)
			  : !id16_equal(record_id(r->course), course->id))
			s.list->record[kept++] = r;
	}
	if (kept == s.list->n_record)
		return OK;
	s.list->n_record = kept;
	return save(a, &s, &refusal);
}

fallible treatment_visit_remove(struct act *a, const struct treatment_course *course,
				struct id16 id)
{
	return remove_where(a, course, &id);
}

fallible treatment_visit_remove_all(struct act *a, const struct treatment_course *course)
{
	return remove_where(a, course, NULL);
}
