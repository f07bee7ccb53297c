#include "journey_calendar.h"
#include "approach_use.h"
#include "circle_use.h"
#include "place.h"
#include "programme_plan_use.h"
#include "remind_use.h"
#include "selfcare_use.h"
#include "treatment_use.h"
#include "zone.h"

/* Signing in is noted too: what is over goes, what has come nearer comes. */
#define CARRIED                                                                                   \
	(PLACE_BIT(PLACE_APPROACH) | PLACE_BIT(PLACE_APPROACH_LOG) | PLACE_BIT(PLACE_CALENDAR) |  \
	 PLACE_BIT(PLACE_PROGRAMME) | PLACE_BIT(PLACE_PROGRAMME_ANSWER) |                         \
	 PLACE_BIT(PLACE_PROGRAMME_PLAN) | PLACE_BIT(PLACE_SELFCARE) |                            \
	 PLACE_BIT(PLACE_TREATMENT) | PLACE_BIT(PLACE_TREATMENT_VISIT) | PLACE_BIT(PLACE_AUDIT) | \
	 PLACE_BIT(PLACE_CIRCLE) | PLACE_BIT(PLACE_REMIND))

#define REMINDER_DAYS	 14
#define REMINDER_MINUTES 5

static bool comes_before(const struct feeds_date *x, const struct feeds_date *y)
{
	if (x->day.n != y->day.n)
		return x->day.n < y->day.n;
	return x->begins.s < y->begins.s;
}

/* In its place; when there are too many the last one goes. */
static void insert(struct feeds_list *list, const struct feeds_date *date)
{
	size_t at = list->n;

	if (at == FEEDS_DATES_MAX && !comes_before(date, &list->date[--at]))
		return;
	for (; at > 0 && comes_before(date, &list->date[at - 1]); at--)
		list->date[at] = list->date[at - 1];
	list->date[at] = *date;
	list->n += list->n < FEEDS_DATES_MAX;
}

static struct instant begins(const struct act *a, struct day day, int time)
{
	const struct preferences *p = a->preferences;

	if (time < 0)
		return (struct instant){ 0 };
	return zone_instant(p->zone, p->country, day, (struct minutes){ time });
}

static fallible add_steps(struct act *a, struct feeds_list *ret)
{
	struct approach_log *log;
	size_t n;

	TRY(approach_planned(a, &log, &n));
	for (size_t i = 0; i < n; i++) {
		const struct feeds_date date = { .name = feed_item_name(log[i].id),
						 .kind = FEEDS_PLAN,
						 .day = log[i].day,
						 .begins = begins(a, log[i].day, log[i].time),
						 .minutes = log[i].minutes,
						 .changed = log[i].practice.kept,
						 .version = log[i].version - 1 };

		insert(ret, &date);
	}
	return OK;
}

static fallible add_sessions(struct act *a, struct feeds_list *ret)
{
	struct programme_state *state = arena_new(a->arena, struct programme_state);
	struct programme_plan plan[PROGRAMME_PLANS_MAX];
	size_t n;

	TRY(programme_plan_read(a, plan, &n));
	if (n == 0)
		return OK;
	TRY(programme_read(a, state));
	bool is_two = !state->way.is_alone && a->session->partner.has;

	for (size_t i = 0; i < n; i++) {
		const struct feeds_date date = { .name = feed_item_name(plan[i].id),
						 .kind = is_two ? FEEDS_TWO : FEEDS_PLAN,
						 .day = plan[i].day,
						 .begins = begins(a, plan[i].day, plan[i].time),
						 .minutes = (unsigned)plan[i].minutes,
						 .version = plan[i].version - 1 };

		insert(ret, &date);
	}
	return OK;
}

static fallible add_own(struct act *a, struct feeds_list *ret)
{
	struct selfcare_line *line;
	size_t n;

	TRY(selfcare_planned(a, &line, &n));
	for (size_t i = 0; i < n; i++) {
		const struct feeds_date date = { .name = feed_item_name(line[i].id),
						 .kind = FEEDS_PLAN,
						 .day = line[i].day,
						 .begins = begins(a, line[i].day, line[i].time),
						 .minutes = line[i].minutes,
						 .changed = line[i].changed,
						 .version = line[i].version - 1 };

		insert(ret, &date);
	}
	return OK;
}

/* What somebody took over, when its owner wants to see it there: "Plan", whatever it is. */
static fallible add_tasks(struct act *a, struct feeds_list *ret)
{
	struct circle *c;

	TRY(circle_open(a, &c));
	for (size_t i = 0; c->is_in_calendar && i < c->list.n; i++) {
		const struct boards_task *t = &c->list.task[i];
		struct circle_days days = circle_days_of(t);
		const struct feeds_date date = { .name = feed_item_name(t->id),
						 .kind = FEEDS_PLAN,
						 .day = t->day,
						 .begins = begins(a, t->day, t->time),
						 .minutes = t->minutes };

		if (t->day.n >= c->today.n && circle_state(&days, c->today) == CIRCLE_TAKEN)
			insert(ret, &date);
	}
	return OK;
}

static fallible add_visits(struct act *a, struct feeds_list *ret)
{
	struct treatment_visit *visit;
	size_t n;

	TRY(treatment_ahead(a, &visit, &n));
	for (size_t i = 0; i < n; i++) {
		const struct treatment_visit *x = &visit[i];
		const struct feeds_date date = { .name = feed_item_name(x->id),
						 .kind = FEEDS_PLAN,
						 .day = x->day,
						 .begins = begins(a, x->day, x->time),
						 .minutes = x->minutes,
						 .changed = x->edited.s ? x->edited : x->written,
						 .version = x->version - 1 };

		insert(ret, &date);
	}
	return OK;
}

/* One thing has many days: a name for each. */
static struct id16 name_on(struct id16 id, struct day d)
{
	for (int i = 0; i < 4; i++)
		id.b[i] ^= (uint8_t)((uint32_t)d.n >> 8 * i);
	return feed_item_name(id);
}

static void add_reminder(struct act *a, const struct remind *r, struct day d,
			 struct feeds_list *ret)
{
	const struct feeds_date date = { .name = name_on(r->id, d),
					 .kind = FEEDS_REMINDER,
					 .day = d,
					 .begins = begins(a, d, r->time),
					 .minutes = REMINDER_MINUTES };

	/* What is planned is never pushed out by what one is reminded of. */
	if (ret->n < FEEDS_DATES_MAX)
		insert(ret, &date);
}

/* Two weeks from the owner's last visit on: what is not looked at any more falls silent. */
static fallible add_reminders(struct act *a, struct feeds_list *ret)
{
	struct remind *list;
	size_t n;

	TRY(remind_asked(a, &list, &n));
	for (struct day d = act_today(a); d.n < act_today(a).n + REMINDER_DAYS; d.n++)
		for (size_t i = 0; i < n; i++)
			if (list[i].is_in_calendar && remind_is_on(&list[i], d) &&
			    list[i].put_away.n != d.n)
				add_reminder(a, &list[i], d, ret);
	return OK;
}

fallible journey_calendar_dates(struct act *a, struct feeds_list *ret)
{
	const struct preferences *p = a->preferences;

	ret->n = 0;
	ret->is_floating = !zone_is_known(p->zone) && !zone_of_country(p->country);
	TRY(add_steps(a, ret));
	TRY(add_own(a, ret));
	TRY(add_tasks(a, ret));
	TRY(add_visits(a, ret));
	TRY(add_sessions(a, ret));
	return add_reminders(a, ret);
}

fallible journey_calendar_follow(struct act *a)
{
	struct feeds_link link;

	if (!a->is_signed_in || a->session->is_unverified ||
	    (!(a->written & CARRIED) && !a->has_keyring_changed))
		return OK;
	TRY(feeds_open(a, &link));
	if (!link.is_on)
		return OK;
	struct feeds_list *list = arena_new(a->arena, struct feeds_list);
	struct err e = journey_calendar_dates(a, list);

	if (err_is(e, ERR_UNVERIFIED))
		return OK; /* the link stays as it was; nobody is kept from what they came for */
	TRY(e);
	return feeds_renew(a, list);
}
