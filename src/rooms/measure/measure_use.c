#include "measure_use.h"
#include "measure.pb-c.h"
#include "measure_sheet_use.h"
#include "record.h"

struct page { /* the totals of one month */
	struct notebook_page page;
	Measure__Month *month;
};

static struct notebook_place place(struct month m)
{
	return (struct notebook_place){ .topic = TOPIC_MEASURE,
					.place = PLACE_MEASURE,
					.month = m };
}

static fallible open_page(struct act *a, struct month m, struct page *ret)
{
	TRY(notebook_read(a, place(m), &ret->page));
	ret->month = (Measure__Month *)record_unpack(a->arena, &measure__month__descriptor,
						     ret->page.records);
	return ret->month ? OK : FAIL(UNVERIFIED);
}

static fallible save(struct act *a, struct page *p)
{
	return notebook_write(a, &p->page, record_pack(a->arena, &p->month->base));
}

static fallible read_month(struct act *a, const struct notebook_source *source, struct month m,
			   Measure__Month **ret)
{
	struct page p;
	struct bytes records;

	if (!source) {
		TRY(open_page(a, m, &p));
		*ret = p.month;
		return OK;
	}
	TRY(notebook_read_shared(a, source, place(m), &records));
	*ret = (Measure__Month *)record_unpack(a->arena, &measure__month__descriptor, records);
	return *ret ? OK : FAIL(UNVERIFIED);
}

/* Somebody else may have written it: what is not of its page's month may be of any day at all. */
static bool from_record(const Measure__Total *r, struct month month, struct measure_result *ret)
{
	const struct measure *m = measure_find(str_c(r->instrument));

	if (!m || !measure_can_be(m, r->total) || day_month((struct day){ r->day }).n != month.n)
		return false;
	*ret = (struct measure_result){ .id = record_id(r->id),
					.measure = m,
					.day = { r->day },
					.has_total = true,
					.total = r->total,
					.is_typed = r->typed,
					.written = { r->written },
					.edited = { r->edited } };
	return true;
}

static bool is_before(const struct measure_result *a, const struct measure_result *b)
{
	return a->day.n < b->day.n || (a->day.n == b->day.n && a->written.s < b->written.s);
}

void measure_insert(struct measure_result list[], size_t *n, const struct measure_result *one)
{
	if (*n == MEASURE_RESULTS_MAX) {
		memmove(list, list + 1, (*n - 1) * sizeof *list);
		--*n;
	}
	size_t at = *n;

	for (; at > 0 && is_before(one, &list[at - 1]); at--)
		list[at] = list[at - 1];
	list[at] = *one;
	++*n;
}

/* Somebody further east may be a day, and so a month, ahead. */
struct month measure_last_month(const struct act *a)
{
	return day_month((struct day){ act_today(a).n + 1 });
}

fallible measure_totals(struct act *a, const struct notebook_source *source,
			const struct measure *m, struct measure_result **ret, size_t *ret_n)
{
	int last = measure_last_month(a).n;

	*ret = arena_array(a->arena, struct measure_result, MEASURE_RESULTS_MAX);
	*ret_n = 0;
	for (int at = last - MEASURE_MONTHS_SHOWN; at <= last; at++) {
		Measure__Month *month;

		TRY(read_month(a, source, (struct month){ at }, &month));
		for (size_t i = 0; i < month->n_record; i++) {
			struct measure_result one;

			if (from_record(month->record[i], (struct month){ at }, &one) &&
			    (!m || one.measure == m))
				measure_insert(*ret, ret_n, &one);
		}
	}
	return OK;
}

fallible measure_latest(struct act *a, const struct notebook_source *source,
			struct measure_result ret[MEASURES])
{
	struct measure_result *list;
	size_t n;

	memset(ret, 0, MEASURES * sizeof *ret);
	TRY(measure_totals(a, source, NULL, &list, &n));
	for (size_t i = 0; i < n; i++)
		ret[measure_index(list[i].measure)] = list[i];
	return OK;
}

struct str measure_address(struct arena *a, const struct measure *m)
{
	return arena_print(a, "/measure/%s", m->id);
}

/* --- into records */
static Measure__Total *find(const struct page *p, struct id16 id)
{
	for (size_t i = 0; i < p->month->n_record; i++)
		if (id16_equal(record_id(p->month->record[i]->id), id))
			return p->month->record[i];
	return NULL;
}

static void let_go(struct page *p, struct id16 id)
{
	size_t kept = 0;

	for (size_t i = 0; i < p->month->n_record; i++)
		if (!id16_equal(record_id(p->month->record[i]->id), id))
			p->month->record[kept++] = p->month->record[i];
	p->month->n_record = kept;
}

static bool can_be_day(const struct act *a, struct day day)
{
	return day.n <= act_today(a).n && day.n >= act_today(a).n - MEASURE_DAYS_BACK;
}

static fallible put_total(struct act *a, const struct measure_result *r)
{
	struct page p;
	Measure__Total *to = arena_new(a->arena, Measure__Total);

	TRY(open_page(a, day_month(r->day), &p));
	measure__total__init(to);
	to->id = record_data(a->arena, BYTES_OF(r->id));
	to->day = r->day.n;
	to->instrument = record_text(a->arena, str_c(r->measure->id));
	to->total = r->total;
	to->typed = r->is_typed;
	to->written = r->written.s;
	to->edited = r->edited.s;
	let_go(&p, r->id);
	p.month->record = record_add(a->arena, p.month->record, &p.month->n_record, to);
	return save(a, &p);
}

static fallible remove_total(struct act *a, const struct measure_result *r)
{
	struct page p;

	TRY(open_page(a, day_month(r->day), &p));
	if (!find(&p, r->id))
		return OK;
	let_go(&p, r->id);
	return save(a, &p);
}

fallible measure_keep(struct act *a, const struct measure *m, struct day day,
		      const measure_answer answer[], struct id16 *ret)
{
	struct measure_result r = {
		.id = act_new_id(a), .measure = m, .day = day, .written = a->now
	};

	if (!can_be_day(a, day) || m->n_items == 0)
		return FAIL(NOT_FOUND);
	memcpy(r.answer, answer, sizeof r.answer);
	r.has_total = measure_total(m, answer, &r.total);
	*ret = r.id;
	TRY(measure_sheet_put(a, &r));
	return r.has_total ? put_total(a, &r) : OK;
}

fallible measure_type_in(struct act *a, const struct measure *m, struct day day, unsigned total,
			 struct id16 *ret)
{
	struct measure_result r = { .id = act_new_id(a),
				    .measure = m,
				    .day = day,
				    .has_total = true,
				    .total = total,
				    .is_typed = true,
				    .written = a->now };

	if (!can_be_day(a, day) || !measure_can_be(m, total))
		return FAIL(NOT_FOUND);
	*ret = r.id;
	return put_total(a, &r);
}

/* --- one's own results */
/* Answers without a total are results too; those with one go to theirs. */
static void add_answers(struct measure_result list[], size_t *n, const struct measure_result *one)
{
	for (size_t i = 0; i < *n; i++) {
		if (!id16_equal(list[i].id, one->id))
			continue;
		list[i].has_answers = true;
		memcpy(list[i].answer, one->answer, sizeof one->answer);
		return;
	}
	if (!one->has_total)
		measure_insert(list, n, one);
}

fallible measure_results(struct act *a, const struct measure *m, struct measure_result **ret,
			 size_t *ret_n)
{
	struct measure_result *sheet;
	size_t n;

	TRY(measure_totals(a, NULL, m, ret, ret_n));
	TRY(measure_sheets(a, &sheet, &n));
	for (size_t i = 0; i < n; i++)
		if (!m || sheet[i].measure == m)
			add_answers(*ret, ret_n, &sheet[i]);
	return OK;
}

fallible measure_find_result(struct act *a, struct id16 id, struct measure_result *ret)
{
	struct measure_result *list;
	size_t n;

	TRY(measure_results(a, NULL, &list, &n));
	for (size_t i = 0; i < n; i++)
		if (id16_equal(list[i].id, id)) {
			*ret = list[i];
			return OK;
		}
	return FAIL(NOT_FOUND);
}

fallible measure_change_result(struct act *a, const struct measure_result *was, struct day day,
			       unsigned total)
{
	struct measure_result r = *was;

	r.day = day;
	r.edited = a->now;
	r.total = was->is_typed ? total : was->total;
	if (!can_be_day(a, day) || (r.has_total && !measure_can_be(r.measure, r.total)))
		return FAIL(NOT_FOUND);
	bool has_moved = day_month(day).n != day_month(was->day).n;

	if (was->has_answers) {
		if (has_moved)
			TRY(measure_sheet_remove(a, was));
		TRY(measure_sheet_put(a, &r));
	}
	if (!was->has_total)
		return OK;
	if (has_moved)
		TRY(remove_total(a, was));
	return put_total(a, &r);
}

fallible measure_remove_result(struct act *a, const struct measure_result *r)
{
	if (r->has_answers)
		TRY(measure_sheet_remove(a, r));
	return r->has_total ? remove_total(a, r) : OK;
}
