#include "journey_practice.h"
#include "approach_use.h"

static void put(struct programme_entry *e, int field, unsigned number)
{
	e->value[field].number = (int)number;
	e->value[field].is_there = true;
}

static struct programme_entry *add(struct programme_answers *to, size_t step)
{
	if (to->n[step] >= PROGRAMME_ENTRIES_MAX)
		return NULL;
	struct programme_entry *e = &to->entry[step][to->n[step]++];

	*e = (struct programme_entry){ 0 };
	return e;
}

static fallible add_list(struct act *a, size_t step, struct programme_answers *to)
{
	struct approach_item *item;
	size_t n;

	TRY(approach_items(a, &item, &n));
	for (size_t i = 0; i < n; i++) {
		struct programme_entry *e = item[i].is_away ? NULL : add(to, step);

		if (e)
			put(e, 3, item[i].rating);
	}
	return OK;
}

/* The same step as a practice before it, on whichever day. */
static bool is_again(const struct approach_log log[], size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (log[k].is_done && id16_equal(log[k].item, log[i].item))
			return true;
	return false;
}

static fallible add_practices(struct act *a, size_t step, struct day begun,
			      struct programme_answers *to)
{
	struct approach_log *log;
	size_t n;

	TRY(approach_logs(a, NULL, &log, &n));
	for (size_t i = 0; i < n; i++) {
		bool counts = log[i].is_done && log[i].day.n >= begun.n;
		struct programme_entry *e = counts ? add(to, step) : NULL;

		if (!e)
			continue;
		e->day = log[i].day;
		put(e, 2, log[i].practice.before);
		put(e, 3, log[i].practice.peak);
		put(e, 4, log[i].practice.after);
		put(e, 5, is_again(log, i) ? 2 : 1);
	}
	return OK;
}

fallible journey_practice_add(struct act *a, const struct programme_session *s, struct day begun,
			      struct programme_answers *answers)
{
	for (size_t i = 0; i < s->n_steps; i++) {
		if (s->step[i].exercise == EXERCISE_LADDER)
			TRY(add_list(a, i, answers));
		if (s->step[i].exercise == EXERCISE_STEPS)
			TRY(add_practices(a, i, begun, answers));
	}
	return OK;
}
