#include "measure_sheet_use.h"
#include "measure.pb-c.h"
#include "record.h"

struct page {
	struct notebook_page page;
	Measure__Sheets *sheets;
};

/* What is not finished, and the wishes: on a page without a month. */
static const struct month no_month = { 0 };

static fallible open_page(struct act *a, struct month m, struct page *ret)
{
	struct notebook_place where = { .topic = TOPIC_PRIVATE,
					.place = PLACE_MEASURE_ANSWER,
					.month = m };

	TRY(notebook_read(a, where, &ret->page));
	ret->sheets = (Measure__Sheets *)record_unpack(a->arena, &measure__sheets__descriptor,
						       ret->page.records);
	return ret->sheets ? OK : FAIL(UNVERIFIED);
}

static fallible save(struct act *a, struct page *p)
{
	return notebook_write(a, &p->page, record_pack(a->arena, &p->sheets->base));
}

static void read_answers(const Measure__Sheet *r, measure_answer ret[MEASURE_ANSWERS])
{
	size_t n = r->answers.len < MEASURE_ANSWERS ? r->answers.len : MEASURE_ANSWERS;

	memset(ret, 0, MEASURE_ANSWERS);
	if (n)
		memcpy(ret, r->answers.data, n);
}

static void let_go(struct page *p, const Measure__Sheet *gone)
{
	size_t kept = 0;

	for (size_t i = 0; i < p->sheets->n_record; i++)
		if (p->sheets->record[i] != gone)
			p->sheets->record[kept++] = p->sheets->record[i];
	p->sheets->n_record = kept;
}

static Measure__Sheet *find(const struct page *p, struct id16 id)
{
	for (size_t i = 0; i < p->sheets->n_record; i++)
		if (id16_equal(record_id(p->sheets->record[i]->id), id))
			return p->sheets->record[i];
	return NULL;
}

static Measure__Sheet *add(struct act *a, struct page *p, const struct measure *m, struct id16 id)
{
	Measure__Sheet *r = arena_new(a->arena, Measure__Sheet);

	measure__sheet__init(r);
	r->id = record_data(a->arena, BYTES_OF(id));
	r->instrument = record_text(a->arena, str_c(m->id));
	r->written = a->now.s;
	p->sheets->record = record_add(a->arena, p->sheets->record, &p->sheets->n_record, r);
	return r;
}

static void set_answers(struct act *a, Measure__Sheet *r, const measure_answer answer[])
{
	r->answers = record_data(a->arena, (struct bytes){ answer, MEASURE_ANSWERS });
}

/* --- finished ones */
fallible measure_sheets(struct act *a, struct measure_result **ret, size_t *ret_n)
{
	int last = measure_last_month(a).n;

	*ret = arena_array(a->arena, struct measure_result, MEASURE_RESULTS_MAX);
	*ret_n = 0;
	for (int at = last - MEASURE_MONTHS_SHOWN; at <= last; at++) {
		struct page p;

		TRY(open_page(a, (struct month){ at }, &p));
		for (size_t i = 0; i < p.sheets->n_record; i++) {
			const Measure__Sheet *r = p.sheets->record[i];
			struct measure_result one = { .id = record_id(r->id),
						      .measure = measure_find(str_c(r->instrument)),
						      .day = { r->day },
						      .written = { r->written },
						      .edited = { r->edited },
						      .has_answers = true };

			if (!one.measure)
				continue;
			read_answers(r, one.answer);
			one.has_total = measure_total(one.measure, one.answer, &one.total);
			measure_insert(*ret, ret_n, &one);
		}
	}
	return OK;
}

fallible measure_sheet_put(struct act *a, const struct measure_result *r)
{
	struct page p;

	TRY(open_page(a, day_month(r->day), &p));
	Measure__Sheet *to = find(&p, r->id);

	if (!to)
		to = add(a, &p, r->measure, r->id);
	to->day = r->day.n;
	to->written = r->written.s;
	to->edited = r->edited.s;
	set_answers(a, to, r->answer);
	return save(a, &p);
}

fallible measure_sheet_remove(struct act *a, const struct measure_result *r)
{
	struct page p;

	TRY(open_page(a, day_month(r->day), &p));
	const Measure__Sheet *gone = find(&p, r->id);

	if (!gone)
		return OK;
	let_go(&p, gone);
	return save(a, &p);
}

/* --- what is not finished */
static Measure__Sheet *find_open(const struct page *p, const struct measure *m, bool is_wish)
{
	for (size_t i = 0; i < p->sheets->n_record; i++)
		if (str_equal(str_c(p->sheets->record[i]->instrument), str_c(m->id)) &&
		    (p->sheets->record[i]->weeks > 0) == is_wish)
			return p->sheets->record[i];
	return NULL;
}

fallible measure_private_read(struct act *a, struct measure_private *ret)
{
	struct page p;

	memset(ret, 0, sizeof *ret);
	TRY(open_page(a, no_month, &p));
	for (size_t i = 0; i < MEASURES; i++) {
		const struct measure *m = measure_at(i);
		const Measure__Sheet *open = find_open(&p, m, false),
				     *wish = find_open(&p, m, true);

		ret->weeks[i] = wish ? wish->weeks : 0;
		if (!open)
			continue;
		ret->open[i].is_there = true;
		ret->open[i].day.n = open->day;
		read_answers(open, ret->open[i].answer);
	}
	return OK;
}

fallible measure_begin(struct act *a, const struct measure *m)
{
	static const measure_answer none[MEASURE_ANSWERS];
	struct page p;

	if (m->n_items == 0)
		return FAIL(NOT_FOUND);
	TRY(open_page(a, no_month, &p));
	if (find_open(&p, m, false))
		return OK;
	Measure__Sheet *r = add(a, &p, m, act_draw(a));

	r->day = act_today(a).n;
	set_answers(a, r, none);
	return save(a, &p);
}

static fallible open_begun(struct act *a, const struct measure *m, struct page *p,
			   Measure__Sheet **ret)
{
	TRY(open_page(a, no_month, p));
	*ret = find_open(p, m, false);
	return *ret ? OK : FAIL(NOT_FOUND);
}

fallible measure_answer_all(struct act *a, const struct measure *m, const measure_answer answer[])
{
	Measure__Sheet *r;
	struct page p;

	TRY(open_begun(a, m, &p, &r));
	set_answers(a, r, answer);
	r->edited = a->now.s;
	return save(a, &p);
}

fallible measure_answer_one(struct act *a, const struct measure *m, size_t question,
			    measure_answer answer)
{
	measure_answer all[MEASURE_ANSWERS];
	Measure__Sheet *r;
	struct page p;

	TRY(open_begun(a, m, &p, &r));
	if (question >= measure_questions(m))
		return FAIL(NOT_FOUND);
	read_answers(r, all);
	all[question] = answer;
	set_answers(a, r, all);
	r->edited = a->now.s;
	return save(a, &p);
}

fallible measure_finish(struct act *a, const struct measure *m, struct id16 *ret)
{
	measure_answer answer[MEASURE_ANSWERS];
	Measure__Sheet *r;
	struct page p;

	TRY(open_begun(a, m, &p, &r));
	read_answers(r, answer);
	TRY(measure_keep(a, m, act_today(a), answer, ret));
	let_go(&p, r);
	return save(a, &p);
}

fallible measure_drop(struct act *a, const struct measure *m)
{
	struct page p;

	TRY(open_page(a, no_month, &p));
	const Measure__Sheet *gone = find_open(&p, m, false);

	if (!gone)
		return OK;
	let_go(&p, gone);
	return save(a, &p);
}

fallible measure_wish(struct act *a, const struct measure *m, unsigned weeks)
{
	struct page p;

	TRY(open_page(a, no_month, &p));
	Measure__Sheet *r = find_open(&p, m, true);

	if (!r && weeks == 0)
		return OK;
	if (!r)
		r = add(a, &p, m, act_draw(a));
	r->weeks = weeks;
	if (weeks == 0)
		let_go(&p, r);
	return save(a, &p);
}
