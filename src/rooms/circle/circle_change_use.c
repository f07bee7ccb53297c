/* circle: what its owner changes, in memory. */
#include "circle_use.h"

/* --- tasks */
static bool is_same_task(const struct boards_task *x, const struct boards_task *y)
{
	return str_equal(x->title, y->title) && str_equal(x->note, y->note) &&
	       x->day.n == y->day.n && x->time == y->time && x->minutes == y->minutes &&
	       x->is_weekly == y->is_weekly && !x->is_done;
}

enum circle_refusal circle_add_task(struct act *a, struct circle *c, const struct boards_task *t)
{
	for (size_t i = 0; i < c->list.n; i++)
		if (is_same_task(&c->list.task[i], t))
			return CIRCLE_FINE;
	if (c->list.n == BOARDS_TASKS_MAX)
		return CIRCLE_FULL;
	struct boards_task *to = &c->list.task[c->list.n];

	*to = *t;
	to->id = act_new_id(a);
	to->edition = 1;
	c->done_day[c->list.n++].n = 0;
	circle_sort_tasks(c);
	return CIRCLE_FINE;
}

enum circle_refusal circle_change_task(struct circle *c, const struct boards_task *t,
				       struct id16 *ret_was_taken)
{
	size_t i = circle_index_of(&c->list, t->id);

	*ret_was_taken = (struct id16){ { 0 } };
	if (i == c->list.n || c->list.task[i].edition != t->edition)
		return CIRCLE_CHANGED;
	struct boards_task *is = &c->list.task[i], was = *is;

	*is = *t;
	is->edition++;
	is->by = was.by;
	is->is_done = was.is_done;
	if (was.day.n != t->day.n || was.time != t->time || was.minutes != t->minutes) {
		*ret_was_taken = was.by;
		is->by = (struct id16){ { 0 } };
		is->is_done = false;
		c->done_day[i].n = 0;
	}
	circle_sort_tasks(c);
	return CIRCLE_FINE;
}

void circle_remove_task(struct circle *c, struct id16 id)
{
	size_t i = circle_index_of(&c->list, id);

	if (i == c->list.n)
		return;
	c->list.n--;
	memmove(&c->list.task[i], &c->list.task[i + 1], (c->list.n - i) * sizeof *c->list.task);
	memmove(&c->done_day[i], &c->done_day[i + 1], (c->list.n - i) * sizeof *c->done_day);
}

void circle_set_done(struct circle *c, struct id16 id, bool is_done)
{
	size_t i = circle_index_of(&c->list, id);

	if (i == c->list.n)
		return;
	c->list.task[i].is_done = is_done;
	c->done_day[i].n = is_done ? c->today.n : 0;
}

void circle_open_again(struct circle *c, struct id16 id)
{
	size_t i = circle_index_of(&c->list, id);

	if (i == c->list.n)
		return;
	circle_set_done(c, id, false);
	c->list.task[i].by = (struct id16){ { 0 } };
}

enum circle_refusal circle_give(struct circle *c, struct id16 id, struct id16 helper)
{
	size_t i = circle_index_of(&c->list, id);

	if (i == c->list.n || !circle_find_helper(c, helper))
		return CIRCLE_FINE;
	struct boards_task *t = &c->list.task[i];

	if (!boards_is_nobody(t->by) && !id16_equal(t->by, helper))
		return CIRCLE_HAS_ONE;
	t->by = helper;
	return CIRCLE_FINE;
}

/* --- helpers */
static struct circle_helper *helper_of(struct circle *c, struct id16 id)
{
	for (size_t i = 0; i < c->n_helpers; i++)
		if (id16_equal(c->helper[i].id, id))
			return &c->helper[i];
	return NULL;
}

enum circle_refusal circle_add_helper(struct act *a, struct circle *c, struct str name,
				      struct id16 *ret_id)
{
	for (size_t i = 0; i < c->n_helpers; i++) {
		*ret_id = c->helper[i].id;
		if (str_equal(c->helper[i].name, name))
			return CIRCLE_FINE;
	}
	if (c->n_helpers == BOARDS_LINKS_MAX)
		return CIRCLE_FULL;
	*ret_id = act_new_id(a);
	c->helper[c->n_helpers++] = (struct circle_helper){ .id = *ret_id, .name = name };
	return CIRCLE_FINE;
}

void circle_rename_helper(struct circle *c, struct id16 id, struct str name)
{
	struct circle_helper *h = helper_of(c, id);

	if (h)
		h->name = name;
}

static void free_tasks_of(struct circle *c, struct id16 helper)
{
	for (size_t i = 0; i < c->list.n; i++)
		if (id16_equal(c->list.task[i].by, helper))
			c->list.task[i].by = (struct id16){ { 0 } };
}

void circle_end_link(struct act *a, struct circle *c, struct id16 id)
{
	struct circle_helper *h = helper_of(c, id);

	if (!h)
		return;
	boards_end_link(a, c->boards, id);
	h->has_link = false;
	free_tasks_of(c, id);
}

void circle_remove_helper(struct act *a, struct circle *c, struct id16 id)
{
	size_t kept = 0;

	circle_end_link(a, c, id);
	for (size_t i = 0; i < c->n_helpers; i++)
		if (!id16_equal(c->helper[i].id, id))
			c->helper[kept++] = c->helper[i];
	c->n_helpers = kept;
}

enum circle_refusal circle_begin_link(struct act *a, struct circle *c, struct id16 id)
{
	struct circle_helper *h = helper_of(c, id);

	if (!h || !boards_add_link(a, c->boards, id))
		return CIRCLE_FULL;
	h->has_link = true;
	return CIRCLE_FINE;
}
