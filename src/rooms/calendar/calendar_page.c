/* calendar: one's own plans in the calendar one uses anyway: pages and routes. */
#include "calendar_page.h"
#include "calendar.html.h"
#include "calendar_view.h"
#include "journey_calendar.h"
#include "words.h"
#include "zone.h"

static const struct choice alarms[] = {
	{ "none", "No alarm" },		 { "0", "When it begins" },  { "10", "10 minutes before" },
	{ "30", "Half an hour before" }, { "60", "An hour before" }, { "120", "Two hours before" },
	{ "1440", "A day before" },
};
_Static_assert(sizeof alarms / sizeof *alarms == CALENDAR_ALARMS, "one each");

static int minutes_of(size_t i)
{
	long n;

	return str_number(str_c(alarms[i].value), &n) ? (int)n : -1;
}

/* --- what it carries */
static struct str when(struct visit *v, const struct feeds_date *d)
{
	struct str day = words_day_title(v->arena, d->day, act_today(&v->act));
	struct minutes east =
		zone_east(v->act.preferences->zone, v->act.preferences->country, d->begins);
	int64_t s = d->begins.s + east.n * 60 - (int64_t)d->day.n * 86400;

	if (d->begins.s == 0)
		return day;
	return arena_print(v->arena, "%.*s at %02d:%02d", (int)day.n, day.p, (int)(s / 3600),
			   (int)(s / 60 % 60));
}

static void fill_rows(struct visit *v, const struct feeds_link *link, const struct feeds_list *list,
		      struct calendar_view *view)
{
	struct calendar_row_view *row =
		arena_array(v->arena, struct calendar_row_view, list->n + 1);

	for (size_t i = 0; i < list->n; i++) {
		const struct feeds_date *d = &list->date[i];
		struct str title = link->title[d->kind];

		row[i].when = when(v, d);
		row[i].title = title.n ? title : str_c(feeds_title(d->kind));
	}
	view->row = row;
	view->n = list->n;
}

/* --- the page */
static const char *note_of(const struct visit *v, const struct feeds_link *link)
{
	static const char *const ended[] = {
		[FEEDS_NEW_KEYS] = "Your link ended when you made new keys. Make a new one when "
				   "you want it.",
		[FEEDS_CLOSED] = "Your link ended when you closed what you shared. Make a new one "
				 "when you want it.",
		[FEEDS_SET_BACK] = "Your link ended because your notebook was not as you left it. "
				   "Make a new one when you want it.",
		[FEEDS_LOST] = "What stood here could not be verified. A link you gave to a "
			       "calendar may still show old dates. A new one can be made.",
	};

	if (form_has(&v->query, "kept"))
		return "Kept.";
	if (form_has(&v->query, "off") && !link->is_on)
		return "The link is off. It opens nothing any more. Your calendar may keep the old "
		       "dates until you remove it there.";
	return link->is_on ? NULL : ended[link->ended];
}

static void fill_form(struct visit *v, const struct feeds_link *link, struct calendar_view *view)
{
	view->plan = (struct ui_field){ .name = "plan",
					.label = "What you do yourself",
					.hint = "Plan, when this stays empty.",
					.error = form_error_of(&v->form, "plan"),
					.value = link->title[FEEDS_PLAN],
					.length_max = FEEDS_TITLE_MAX };
	view->two = (struct ui_field){ .name = "two",
				       .label = "What you two do",
				       .hint = "Time for two, when this stays empty.",
				       .error = form_error_of(&v->form, "two"),
				       .value = link->title[FEEDS_TWO],
				       .length_max = FEEDS_TITLE_MAX };
	view->reminder = (struct ui_field){ .name = "reminder",
					    .label = "What you asked to be reminded of",
					    .hint = "Reminder, when this stays empty.",
					    .error = form_error_of(&v->form, "reminder"),
					    .value = link->title[FEEDS_REMINDER],
					    .length_max = FEEDS_TITLE_MAX };
	for (size_t i = 0; i < CALENDAR_ALARMS; i++)
		view->alarm[view->n_alarms++] =
			(struct ui_option){ .value = alarms[i].value,
					    .words = alarms[i].words,
					    .is_chosen = minutes_of(i) == link->alarm };
}

static fallible show(struct visit *v, const struct feeds_link *link)
{
	struct calendar_view *view = arena_new(v->arena, struct calendar_view);
	struct feeds_list *list = arena_new(v->arena, struct feeds_list);

	TRY(journey_calendar_dates(&v->act, list));
	view->is_on = link->is_on;
	view->note = note_of(v, link);
	fill_rows(v, link, list, view);
	fill_form(v, link, view);
	calendar_page(page_begin(v, "Dates", TAB_ME), view);
	return page_end_status(v, v->form.n_errors ? 422 : 200);
}

static void read_form(struct visit *v, struct feeds_link *link)
{
	int row = form_choice(&v->form, "alarm", alarms, CALENDAR_ALARMS);

	link->title[FEEDS_PLAN] = form_line(&v->form, "plan", FEEDS_TITLE_MAX);
	link->title[FEEDS_TWO] = form_line(&v->form, "two", FEEDS_TITLE_MAX);
	link->title[FEEDS_REMINDER] = form_line(&v->form, "reminder", FEEDS_TITLE_MAX);
	if (row >= 0)
		link->alarm = minutes_of((size_t)row);
}

static fallible get_calendar(struct visit *v)
{
	struct feeds_link link;

	TRY(feeds_open(&v->act, &link));
	if (v->form.n) { /* a draft taken up again */
		read_form(v, &link);
		v->form.n_errors = 0;
		v->form.is_bad = false;
	}
	return show(v, &link);
}

static fallible post_calendar(struct visit *v)
{
	struct feeds_link link;

	TRY(feeds_open(&v->act, &link));
	read_form(v, &link);
	if (v->form.is_bad)
		return FAIL(BAD_REQUEST);
	if (v->form.n_errors)
		return show(v, &link);
	TRY(feeds_set(&v->act, &link));
	return visit_redirect(v, "/calendar?kept=1");
}

/* --- the link */
static struct url path_of(struct visit *v, const struct feeds_link *link)
{
	char *text = arena_take(v->act.secret, FEED_TOKEN_TEXT_MAX);

	feed_token_write(text, &link->token);
	return url_path(arena_print(v->act.secret, "/feed/%s.ics", text));
}

static fallible get_link(struct visit *v)
{
	const struct http_request *q = &v->x->request;
	struct calendar_link_view view = { .here = { STR("/") } };
	struct feeds_link link;

	TRY(feeds_open(&v->act, &link));
	view.is_on = link.is_on;
	if (link.is_on) {
		struct url path = path_of(v, &link);

		view.address =
			arena_print(v->act.secret, "%s://%.*s%.*s", q->is_tls ? "https" : "http",
				    (int)q->host.n, q->host.p, (int)path.s.n, path.s.p);
		view.here = url_calendar(v->act.secret, q->is_tls, q->host, path);
	}
	calendar_link_page(page_begin(v, "Link", TAB_ME), &view);
	return page_end(v);
}

static fallible post_link(struct visit *v)
{
	TRY(feeds_begin(&v->act));
	return visit_redirect(v, "/calendar/link");
}

static fallible post_off(struct visit *v)
{
	TRY(feeds_end(&v->act, FEEDS_SWITCHED_OFF));
	return visit_redirect(v, "/calendar?off=1");
}

static const struct route calendar_routes[] = {
	{ HTTP_GET, "/calendar", WHO_PERSON, get_calendar, .keeps_words = true },
	{ HTTP_POST, "/calendar", WHO_PERSON, post_calendar, .keeps_words = true },
	{ HTTP_GET, "/calendar/link", WHO_PERSON_AGAIN, get_link },
	{ HTTP_POST, "/calendar/link", WHO_PERSON_AGAIN, post_link },
	{ HTTP_POST, "/calendar/off", WHO_PERSON, post_off },
	{ HTTP_GET, "/calendar/plans.ics", WHO_PERSON, calendar_get_file },
	{ HTTP_GET, "/feed/:token", WHO_ANYONE, calendar_get_feed },
};

const struct room room_calendar = { .name = "calendar",
				    ROOM_ROUTES(calendar_routes),
				    .follow = journey_calendar_follow };
