#include "treatment_use.h"
#include "record.h"
#include "text.h"
#include "treatment.pb-c.h"
#include "treatment_visit_use.h"

struct sheet {
	struct notebook_page page;
	Treatment__Courses *list;
};

static const struct notebook_place place = { .topic = TOPIC_TREATMENT, .place = PLACE_TREATMENT };

static Treatment__Courses *unpack(struct act *a, struct bytes records)
{
	return (Treatment__Courses *)record_unpack(a->arena, &treatment__courses__descriptor,
						   records);
}

static fallible open_sheet(struct act *a, struct sheet *ret)
{
	TRY(notebook_read(a, place, &ret->page));
	ret->list = unpack(a, ret->page.records);
	return ret->list ? OK : FAIL(UNVERIFIED);
}

/* --- out of records; somebody else may have written them: read as strictly as a form */
static bool from_record(const Treatment__Course *r, struct treatment_course *ret)
{
	*ret = (struct treatment_course){ .id = record_id(r->id),
					  .month = { r->month },
					  .therapy = (enum therapy)r->therapy,
					  .other = str_c(r->other),
					  .clinician = str_c(r->clinician),
					  .planned = r->planned,
					  .has_ended = r->ended,
					  .ended = { r->ended_day },
					  .reason = treatment_reason(r->reason) ? r->reason : 0,
					  .next = treatment_next_step(r->next) ? r->next : 0,
					  .written = { r->written },
					  .edited = { r->edited },
					  .version = r->version };
	return r->therapy && r->therapy < THERAPY__COUNT && r->planned <= TREATMENT_PLANNED_MAX &&
	       text_is_clean(ret->other, false) && text_is_clean(ret->clinician, false);
}

static bool comes_before(const struct treatment_course *x, const struct treatment_course *y)
{
	if (x->has_ended != y->has_ended)
		return !x->has_ended;
	if (x->written.s != y->written.s)
		return x->written.s > y->written.s;
	return memcmp(x->id.b, y->id.b, sizeof x->id.b) < 0;
}

static void read_list(struct act *a, const Treatment__Courses *list, struct treatment_course **ret,
		      size_t *ret_n)
{
	struct treatment_course *to =
		arena_array(a->arena, struct treatment_course, list->n_record + 1);
	size_t n = 0;

	for (size_t i = 0; i < list->n_record; i++) {
		struct treatment_course one;
		size_t at = n;

		if (!from_record(list->record[i], &one))
			continue;
		for (; at > 0 && comes_before(&one, &to[at - 1]); at--)
			to[at] = to[at - 1];
		to[at] = one;
		n++;
	}
	*ret = to;
	*ret_n = n;
}

fallible treatment_courses(struct act *a, struct treatment_course **ret, size_t *ret_n)
{
	struct sheet s;

	TRY(open_sheet(a, &s));
	read_list(a, s.list, ret, ret_n);
	return OK;
}

fallible treatment_courses_shared(struct act *a, const struct notebook_source *source,
				  struct treatment_course **ret, size_t *ret_n)
{
	struct bytes records;

	TRY(notebook_read_shared(a, source, place, &records));
	const Treatment__Courses *list = unpack(a, records);

	if (!list)
		return FAIL(UNVERIFIED);
	read_list(a, list, ret, ret_n);
	return OK;
}

static Treatment__Course *find(const struct sheet *s, struct id16 id)
{
	for (size_t i = 0; i < s->list->n_record; i++)
		if (id16_equal(record_id(s->list->record[i]->id), id))
			return s->list->record[i];
	return NULL;
}

fallible treatment_find(struct act *a, struct id16 id, struct treatment_course *ret)
{
	struct sheet s;

	TRY(open_sheet(a, &s));
	const Treatment__Course *r = find(&s, id);

	return r && from_record(r, ret) ? OK : FAIL(NOT_FOUND);
}

/* --- into records */
static void put(struct act *a, Treatment__Course *r, const struct treatment_course *course)
{
	r->therapy = course->therapy;
	r->other = record_text(a->arena, course->other);
	r->clinician = record_text(a->arena, course->clinician);
	r->planned = course->planned;
	r->ended = course->has_ended;
	r->ended_day = course->has_ended ? course->ended.n : 0;
	r->reason = course->has_ended ? course->reason : 0;
	r->next = course->has_ended ? course->next : 0;
	r->version++;
}

static Treatment__Course *begin(struct act *a, struct sheet *s, struct treatment_course *course)
{
	Treatment__Course *r = arena_new(a->arena, Treatment__Course);

	treatment__course__init(r);
	course->id = act_new_id(a);
	course->month = day_month(act_today(a));
	r->id = record_data(a->arena, BYTES_OF(course->id));
	r->month = course->month.n;
	r->written = a->now.s;
	s->list->record = record_add(a->arena, s->list->record, &s->list->n_record, r);
	return r;
}

fallible treatment_keep(struct act *a, struct treatment_course *course, enum treatment_refusal *ret)
{
	struct sheet s;

	TRY(open_sheet(a, &s));
	Treatment__Course *r = course->version ? find(&s, course->id) : NULL;

	*ret = TREATMENT_FINE;
	if (course->version && (!r || r->version != course->version))
		*ret = TREATMENT_CHANGED;
	else if (!r && s.list->n_record >= TREATMENT_COURSES_MAX)
		*ret = TREATMENT_FULL;
	if (*ret)
		return OK;
	if (r)
		r->edited = a->now.s;
	else
		r = begin(a, &s, course);
	put(a, r, course);
	return notebook_write(a, &s.page, record_pack(a->arena, &s.list->base));
}

fallible treatment_remove(struct act *a, const struct treatment_course *course)
{
	struct sheet s;
	size_t kept = 0;

	TRY(treatment_visit_remove_all(a, course));
	TRY(treatment_own_remove(a, course));
	TRY(open_sheet(a, &s));
	for (size_t i = 0; i < s.list->n_record; i++)
		if (!id16_equal(record_id(s.list->record[i]->id), course->id))
			s.list->record[kept++] = s.list->record[i];
	s.list->n_record = kept;
	return notebook_write(a, &s.page, record_pack(a->arena, &s.list->base));
}

/* --- what is ahead */
static void insert(struct treatment_visit list[], size_t *n, const struct treatment_visit *one)
{
	size_t at = (*n)++;

	for (; at > 0 && (list[at - 1].day.n > one->day.n ||
			  (list[at - 1].day.n == one->day.n && list[at - 1].time > one->time));
	     at--)
		list[at] = list[at - 1];
	list[at] = *one;
}

fallible treatment_ahead(struct act *a, struct treatment_visit **ret, size_t *ret_n)
{
	struct treatment_visit *list, *all;
	struct treatment_course *course;
	size_t n, n_visits;

	*ret_n = 0;
	TRY(treatment_courses(a, &course, &n));
	all = arena_array(a->arena, struct treatment_visit, n * TREATMENT_VISITS_MAX + 1);
	for (size_t i = 0; i < n && !course[i].has_ended; i++) {
		TRY(treatment_visits(a, &course[i], &list, &n_visits));
		for (size_t k = 0; k < n_visits; k++)
			if (list[k].state == TREATMENT_PLANNED && list[k].day.n >= act_today(a).n)
				insert(all, ret_n, &list[k]);
	}
	*ret = all;
	return OK;
}
