#include "circle_help_use.h"
#include "circle_use.h"

struct day circle_helper_today(const struct act *a, const struct boards_seen *seen)
{
	return instant_day(a->now, seen->list.east);
}

fallible circle_look(struct act *a, struct str token, struct boards_seen **ret, bool *ret_found)
{
	struct boards_seen *seen = *ret = arena_new(a->secret, struct boards_seen);

	TRY(boards_look(a, token, seen, ret_found));
	if (*ret_found)
		circle_turn_weeks(&seen->list, circle_helper_today(a, seen));
	return OK;
}

static struct boards_task *find(struct boards_seen *seen, struct id16 id)
{
	for (size_t i = 0; i < seen->list.n; i++)
		if (id16_equal(seen->list.task[i].id, id))
			return &seen->list.task[i];
	return NULL;
}

static enum circle_answer take(struct act *a, struct boards_seen *seen, struct boards_task *t,
			       const struct circle_try *what)
{
	struct circle_days days = circle_days_of(t);
	bool is_own = id16_equal(t->by, seen->link.helper);

	if (days.is_taken && !is_own)
		return CIRCLE_ANOTHER_HAS_IT;
	if (t->edition != what->edition || t->day.n != what->day.n)
		return CIRCLE_IS_CHANGED;
	if (!is_own && circle_state(&days, circle_helper_today(a, seen)) != CIRCLE_OPEN)
		return CIRCLE_IS_GONE;
	t->by = seen->link.helper;
	t->is_done = false;
	return CIRCLE_THANKS;
}

static enum circle_answer change(struct act *a, struct boards_seen *seen, struct boards_task *t,
				 const struct circle_try *what)
{
	if (what->deed == CIRCLE_TAKE)
		return take(a, seen, t, what);
	if (!id16_equal(t->by, seen->link.helper))
		return what->deed == CIRCLE_HAND_BACK ? CIRCLE_THANKS : CIRCLE_IS_GONE;
	if (what->deed == CIRCLE_HAND_BACK)
		t->by = (struct id16){ { 0 } };
	t->is_done = what->deed == CIRCLE_FINISH;
	return CIRCLE_THANKS;
}

fallible circle_help(struct act *a, struct boards_seen *seen, const struct circle_try *what,
		     enum circle_answer *ret)
{
	struct boards_task *t = find(seen, what->task), was;

	*ret = CIRCLE_IS_GONE;
	if (!t)
		return OK;
	was = *t;
	*ret = change(a, seen, t, what);
	if (*ret != CIRCLE_THANKS || (was.is_done == t->is_done && id16_equal(was.by, t->by)))
		return OK;
	return boards_put(a, seen);
}
