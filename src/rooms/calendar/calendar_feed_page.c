/* calendar: the dates themselves, for whoever has the link, and once for their owner to take along.
 */
#include "calendar_page.h"
#include "ical.h"
#include "journey_calendar.h"

#define MINUTES_USUAL 30 /* of a date that does not say how long */

static struct ical_event event_of(const struct feeds_list *list, const struct feeds_date *d)
{
	struct str title = list->title[d->kind];

	return (struct ical_event){ .name = d->name,
				    .title = title.n ? title : str_c(feeds_title(d->kind)),
				    .is_day = d->begins.s == 0,
				    .day = d->day,
				    .begins = d->begins,
				    .is_floating = list->is_floating,
				    .minutes = d->minutes ? d->minutes : MINUTES_USUAL,
				    .changed = d->changed.s > list->changed.s ? d->changed
									      : list->changed,
				    .version = d->version,
				    .alarm = d->kind == FEEDS_REMINDER ? 0 : list->alarm };
}

struct str calendar_write(struct visit *v, const struct feeds_list *list)
{
	struct ical_event *event = arena_array(v->arena, struct ical_event, list->n + 1);
	const struct ical_calendar calendar = { .name = STR("Plans"),
						.event = event,
						.n = list->n };

	for (size_t i = 0; i < list->n; i++)
		event[i] = event_of(list, &list->date[i]);
	return ical_write(v->x->lasting, &calendar);
}

fallible calendar_get_file(struct visit *v)
{
	struct feeds_list *list = arena_new(v->arena, struct feeds_list);
	struct feeds_link link;

	TRY(feeds_open(&v->act, &link));
	TRY(journey_calendar_dates(&v->act, list));
	memcpy(list->title, link.title, sizeof list->title);
	list->alarm = link.alarm;
	/* Rooms that do not say when a date was changed: it is so now. */
	list->changed = v->act.now;
	return visit_file(v, ICAL_TYPE, "plans.ics", bytes_str(calendar_write(v, list)));
}

/* The last ":name" of the route is the token and an ending. Whatever it is, the same is looked up.
 */
static struct str token_of(struct visit *v)
{
	struct str s = visit_param(v, 0), ending = STR(".ics");

	if (s.n < ending.n || !str_equal(str_from(s, s.n - ending.n), ending))
		return (struct str){ "", 0 };
	return (struct str){ s.p, s.n - ending.n };
}

fallible calendar_get_feed(struct visit *v)
{
	struct feeds_list *list = arena_new(v->arena, struct feeds_list);
	bool found;

	TRY(feeds_look(&v->act, token_of(v), list, &found));
	if (!found)
		return FAIL(NOT_FOUND);
	v->is_private = true;
	return visit_text(v, ICAL_TYPE, calendar_write(v, list));
}
