#include "journey_demo_measure.h"
#include "measure_use.h"

struct demo_take {
	const char *id;
	int week; /* from the first */
	unsigned total;
};

static const struct demo_take survivor_takes[] = {
	{ "pcl5", 0, 52 },  { "pcl5", 4, 49 }, { "pcl5", 8, 43 },
	{ "pcl5", 11, 38 }, { "phq9", 0, 14 }, { "phq9", 4, 13 },
	{ "phq9", 8, 11 },  { "phq9", 11, 9 }, { "pcptsd5", 0, 4 },
};

/* Some weeks are left out. */
static const struct demo_take partner_takes[] = {
	{ "k6", 1, 9 },	  { "k6", 5, 13 },   { "k6", 9, 10 },	{ "phq4", 0, 4 }, { "phq4", 1, 5 },
	{ "phq4", 2, 5 }, { "phq4", 4, 6 },  { "phq4", 5, 7 },	{ "phq4", 6, 6 }, { "phq4", 8, 5 },
	{ "phq4", 9, 4 }, { "phq4", 10, 4 }, { "phq4", 11, 3 },
};

static measure_answer option_of(const struct measure *m, unsigned points)
{
	for (size_t i = 0; i < m->n_options; i++)
		if (m->option[i].points == points)
			return (measure_answer)(i + 1);
	return 0;
}

/* Answers that add up to the total, spread over the questions; the one about death stays at none.
 */
static void answer(const struct measure *m, unsigned total, measure_answer ret[MEASURE_ANSWERS])
{
	size_t n = m->n_items - (m->safety_item ? 1 : 0), from = m->gate ? 1 : 0;

	memset(ret, 0, MEASURE_ANSWERS);
	if (m->gate)
		ret[0] = option_of(m, 1);
	for (size_t i = 0; i < n; i++)
		ret[from + i] =
			option_of(m, (unsigned)(total * (i + 1) / n) - (unsigned)(total * i / n));
	for (size_t i = n; i < m->n_items; i++)
		ret[from + i] = option_of(m, 0);
	if (m->extra)
		ret[from + m->n_items] = 2;
}

static fallible take(struct act *a, void *context)
{
	const struct demo_take *t = context;
	const struct measure *m = measure_find(str_c(t->id));
	measure_answer all[MEASURE_ANSWERS];
	struct id16 id;

	answer(m, t->total, all);
	return measure_keep(a, m, act_today(a), all, &id);
}

static fallible begin_one(struct act *a, void *context)
{
	const bool *is_survivor = context;
	const struct measure *m = measure_find(STR("gad7"));
	struct id16 id;

	if (!*is_survivor) /* from the talk with the doctor */
		return measure_type_in(a, measure_find(STR("isi")), act_today(a), 13, &id);
	TRY(measure_begin(a, m));
	for (size_t i = 0; i < 3; i++)
		TRY(measure_answer_one(a, m, i, (measure_answer)(i + 1)));
	return measure_wish(a, measure_find(STR("pcl5")), 4);
}

fallible demo_measure(struct local *l, struct local_person *p, bool is_survivor, int64_t now,
		      int weeks)
{
	const struct demo_take *list = is_survivor ? survivor_takes : partner_takes;
	size_t n = is_survivor ? sizeof survivor_takes / sizeof *survivor_takes
			       : sizeof partner_takes / sizeof *partner_takes;

	for (size_t i = 0; i < n; i++) {
		struct demo_take t = list[i];

		TRY(local_do(l, p, now - ((int64_t)(weeks - t.week) * 7 - 1) * 86400, take, &t));
	}
	return local_do(l, p, now - (int64_t)9 * 86400, begin_one, &is_survivor);
}
