#include "journey_demo_circle.h"
#include "circle_use.h"

struct demo_task {
	const char *title, *note;
	int ahead; /* days; -1: any day */
	int time;  /* minute of the day; -1: any time */
	unsigned minutes;
	bool is_weekly, is_done;
	int by; /* which helper; -1: nobody */
};

static const char *const partner_helpers[] = { "Ines", "My brother", "Mrs. Okoro next door",
					       "The cleaning service" };
static const char *const survivor_helpers[] = { "Tom from the workshop" };

static const struct demo_task partner_tasks[] = {
	{ "Collect the children from school", "Gate by the bicycle stands. Mia has the key.", 1,
	  930, 30, true, false, 2 },
	{ "Walk the dog", "The lead hangs behind the door. Half an hour is plenty.", 2, 480, 30,
	  true, false, -1 },
	{ "Cook one supper and bring it over", "No nuts. We eat at half past six.", 3, 1080, 60,
	  false, false, -1 },
	{ "Take the car to the garage", "They know about it. The key is at Mrs. Okoro's.", 4, 510,
	  45, false, false, 1 },
	{ "Clean the kitchen and the stairs", "", 5, 540, 120, true, false, 3 },
	{ "Go for a walk with me", "By the canal, nothing in particular.", -1, -1, 45, false, false,
	  -1 },
	{ "Return books to the library", "The blue bag in the hall.", 0, -1, 20, false, true, 0 },
};
static const struct demo_task survivor_tasks[] = {
	{ "Carry the old sofa away with me", "It goes down the back steps.", 6, 600, 60, false,
	  false, 0 },
};

struct demo_circle {
	const char *const *helper;
	size_t n_helpers;
	const struct demo_task *task;
	size_t n_tasks;
	struct id16 id[BOARDS_LINKS_MAX];
	size_t i; /* which is next */
};

static fallible add_helper(struct act *a, void *context)
{
	struct demo_circle *d = context;
	struct circle *c;

	TRY(circle_open(a, &c));
	(void)circle_add_helper(a, c, str_c(d->helper[d->i]), &d->id[d->i]);
	if (d->i < 3) /* a service is asked by telephone */
		(void)circle_begin_link(a, c, d->id[d->i]);
	return circle_save(a, c);
}

static fallible add_task(struct act *a, void *context)
{
	const struct demo_circle *d = context;
	const struct demo_task *t = &d->task[d->i];
	struct boards_task task = { .title = str_c(t->title),
				    .note = str_c(t->note),
				    .time = t->time,
				    .minutes = t->minutes,
				    .is_weekly = t->is_weekly,
				    .is_done = t->is_done };
	struct circle *c;

	if (t->ahead >= 0)
		task.day.n = act_today(a).n + t->ahead;
	if (t->by >= 0)
		task.by = d->id[t->by];
	TRY(circle_open(a, &c));
	(void)circle_add_task(a, c, &task);
	return circle_save(a, c);
}

fallible demo_circle(struct local *l, struct local_person *p, bool is_survivor, int64_t now)
{
	struct demo_circle d = {
		.helper = is_survivor ? survivor_helpers : partner_helpers,
		.n_helpers = is_survivor ? sizeof survivor_helpers / sizeof *survivor_helpers
					 : sizeof partner_helpers / sizeof *partner_helpers,
		.task = is_survivor ? survivor_tasks : partner_tasks,
		.n_tasks = is_survivor ? sizeof survivor_tasks / sizeof *survivor_tasks
				       : sizeof partner_tasks / sizeof *partner_tasks,
	};

	for (; d.i < d.n_helpers; d.i++)
		TRY(local_do(l, p, now, add_helper, &d));
	for (d.i = 0; d.i < d.n_tasks; d.i++)
		TRY(local_do(l, p, now, add_task, &d));
	return OK;
}
