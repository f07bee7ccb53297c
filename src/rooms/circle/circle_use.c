#include "circle_use.h"
#include <jansson.h>
#include "circle.pb-c.h"
#include "record.h"

static const struct notebook_place where = { .topic = TOPIC_PRIVATE, .place = PLACE_CIRCLE };

/* --- reading */
struct circle_days circle_days_of(const struct boards_task *t)
{
	return (struct circle_days){ .day = t->day,
				     .is_weekly = t->is_weekly,
				     .is_taken = !boards_is_nobody(t->by),
				     .is_done = t->is_done };
}

size_t circle_index_of(const struct boards_list *list, struct id16 id)
{
	size_t i = 0;

	while (i < list->n && !id16_equal(list->task[i].id, id))
		i++;
	return i;
}

const struct boards_task *circle_find_task(const struct circle *c, struct id16 id)
{
	size_t i = circle_index_of(&c->list, id);

	return i < c->list.n ? &c->list.task[i] : NULL;
}

const struct circle_helper *circle_find_helper(const struct circle *c, struct id16 id)
{
	for (size_t i = 0; i < c->n_helpers; i++)
		if (id16_equal(c->helper[i].id, id))
			return &c->helper[i];
	return NULL;
}

static void read_helper(struct circle *c, const Circle__Helper *r)
{
	struct circle_helper *h = &c->helper[c->n_helpers++];

	h->id = record_id(r->id);
	h->name = str_c(r->name);
	h->has_link = boards_link_of(c->boards, h->id) != NULL;
}

static void read_task(struct circle *c, const Circle__Task *r)
{
	c->done_day[c->list.n].n = r->done_day;
	c->list.task[c->list.n++] = (struct boards_task){ .id = record_id(r->id),
							  .title = str_c(r->title),
							  .note = str_c(r->note),
							  .day = { r->day },
							  .time = (int)r->time - 1,
							  .minutes = r->minutes,
							  .is_weekly = r->weekly,
							  .is_done = r->done,
							  .edition = r->edition,
							  .by = record_id(r->by) };
}

/* What helpers did, with this task as it is now; weeks have turned on both sides. On the board the
 * owner's midnight may have come an hour early, when clocks have changed. */
static void take_over(struct circle *c, struct boards_task *t)
{
	size_t i = circle_index_of(&c->boards->list, t->id);

	if (i == c->boards->list.n)
		return;
	const struct boards_task *is = &c->boards->list.task[i];

	if (t->is_weekly && is->day.n == t->day.n + 7)
		t->day = is->day;
	if (is->edition != t->edition || is->day.n != t->day.n)
		return;
	t->by = circle_find_helper(c, is->by) ? is->by : (struct id16){ { 0 } };
	t->is_done = is->is_done;
}

static void turn_week(struct boards_task *t, struct day today)
{
	struct circle_days days = circle_days_of(t);
	struct day next = circle_next(&days, today);

	if (next.n == t->day.n)
		return;
	t->day = next;
	t->is_done = false;
	t->by = (struct id16){ { 0 } };
}

void circle_turn_weeks(struct boards_list *list, struct day today)
{
	for (size_t i = 0; i < list->n; i++)
		turn_week(&list->task[i], today);
}

static bool comes_before(const struct boards_task *x, const struct boards_task *y)
{
	if (x->day.n != y->day.n)
		return x->day.n && (!y->day.n || x->day.n < y->day.n);
	return x->time < y->time;
}

void circle_sort_tasks(struct circle *c)
{
	for (size_t i = 1; i < c->list.n; i++) {
		struct boards_task t = c->list.task[i];
		struct day done = c->done_day[i];
		size_t at = i;

		for (; at > 0 && comes_before(&t, &c->list.task[at - 1]); at--) {
			c->list.task[at] = c->list.task[at - 1];
			c->done_day[at] = c->done_day[at - 1];
		}
		c->list.task[at] = t;
		c->done_day[at] = done;
	}
}

static bool is_long_done(const struct circle *c, size_t i)
{
	return c->list.task[i].is_done && !c->list.task[i].is_weekly &&
	       c->done_day[i].n + CIRCLE_KEPT_DAYS < c->today.n;
}

/* What was done two weeks ago is let go: nobody adds up who helped. */
static void let_go(struct circle *c)
{
	size_t kept = 0;

	for (size_t i = 0; i < c->list.n; i++) {
		if (is_long_done(c, i))
			continue;
		c->list.task[kept] = c->list.task[i];
		c->done_day[kept++] = c->done_day[i];
	}
	c->list.n = kept;
}

static void bring_up_to_date(struct circle *c)
{
	circle_turn_weeks(&c->list, c->today);
	circle_turn_weeks(&c->boards->list, c->today);
	for (size_t i = 0; i < c->list.n; i++) {
		take_over(c, &c->list.task[i]);
		if (!c->list.task[i].is_done)
			c->done_day[i].n = 0;
		else if (!c->done_day[i].n)
			c->done_day[i] = c->today;
	}
	let_go(c);
	circle_sort_tasks(c);
}

fallible circle_open(struct act *a, struct circle **ret)
{
	struct circle *c = arena_new(a->arena, struct circle);

	*ret = c;
	*c = (struct circle){ .boards = arena_new(a->secret, struct boards),
			      .today = act_today(a) };
	TRY(boards_open(a, c->boards));
	TRY(notebook_read(a, where, &c->page));
	const Circle__List *m =
		(Circle__List *)record_unpack(a->arena, &circle__list__descriptor, c->page.records);

	if (!m || m->n_helper > BOARDS_LINKS_MAX || m->n_task > BOARDS_TASKS_MAX)
		return FAIL(UNVERIFIED);
	for (size_t i = 0; i < m->n_helper; i++)
		read_helper(c, m->helper[i]);
	for (size_t i = 0; i < m->n_task; i++)
		read_task(c, m->task[i]);
	c->list.sign = str_c(m->sign);
	c->list.east = a->east;
	c->is_in_calendar = m->in_calendar;
	bring_up_to_date(c);
	return OK;
}

/* --- writing */
static Circle__Task *task_record(struct act *a, const struct boards_task *t, struct day done)
{
	Circle__Task *r = arena_new(a->arena, Circle__Task);

	circle__task__init(r);
	r->id = record_data(a->arena, BYTES_OF(t->id));
	r->title = record_text(a->arena, t->title);
	r->note = record_text(a->arena, t->note);
	r->day = t->day.n;
	r->time = (uint32_t)(t->time + 1);
	r->minutes = t->minutes;
	r->weekly = t->is_weekly;
	r->edition = t->edition;
	r->done = t->is_done;
	r->done_day = done.n;
	if (!boards_is_nobody(t->by))
		r->by = record_data(a->arena, BYTES_OF(t->by));
	return r;
}

fallible circle_save(struct act *a, struct circle *c)
{
	Circle__List m;

	circle__list__init(&m);
	m.helper = arena_array(a->arena, Circle__Helper *, c->n_helpers + 1);
	m.task = arena_array(a->arena, Circle__Task *, c->list.n + 1);
	m.sign = record_text(a->arena, c->list.sign);
	m.in_calendar = c->is_in_calendar;
	for (; m.n_helper < c->n_helpers; m.n_helper++) {
		Circle__Helper *r = arena_new(a->arena, Circle__Helper);

		circle__helper__init(r);
		r->id = record_data(a->arena, BYTES_OF(c->helper[m.n_helper].id));
		r->name = record_text(a->arena, c->helper[m.n_helper].name);
		m.helper[m.n_helper] = r;
	}
	for (; m.n_task < c->list.n; m.n_task++)
		m.task[m.n_task] = task_record(a, &c->list.task[m.n_task], c->done_day[m.n_task]);
	TRY(notebook_write(a, &c->page, record_pack(a->arena, &m.base)));
	return boards_save(a, c->boards, &c->list);
}

/* --- the copy to take along: no link, no key */
static void add_task(const struct circle *c, const struct boards_task *t, json_t *to)
{
	const struct circle_helper *by = circle_find_helper(c, t->by);
	char day[DAY_TEXT_MAX], time[CLOCK_TEXT_MAX];
	json_t *o = json_object();

	json_object_set_new(o, "task", json_stringn(t->title.p, t->title.n));
	if (t->day.n) {
		day_write(day, t->day);
		json_object_set_new(o, "day", json_string(day));
	}
	if (t->time >= 0) {
		clock_write(time, t->time);
		json_object_set_new(o, "time", json_string(time));
	}
	if (t->minutes)
		json_object_set_new(o, "minutes", json_integer(t->minutes));
	if (t->is_weekly)
		json_object_set_new(o, "every week", json_true());
	if (t->note.n)
		json_object_set_new(o, "for the helper", json_stringn(t->note.p, t->note.n));
	if (by)
		json_object_set_new(o, "taken by", json_stringn(by->name.p, by->name.n));
	if (t->is_done)
		json_object_set_new(o, "done", json_true());
	json_array_append_new(to, o);
}

fallible circle_add_records(struct act *a, struct json_t *to)
{
	struct circle *c;

	TRY(circle_open(a, &c));
	for (size_t i = 0; i < c->list.n; i++)
		add_task(c, &c->list.task[i], to);
	for (size_t i = 0; i < c->n_helpers; i++) {
		json_t *o = json_object();

		json_object_set_new(o, "helper",
				    json_stringn(c->helper[i].name.p, c->helper[i].name.n));
		json_array_append_new(to, o);
	}
	return OK;
}
