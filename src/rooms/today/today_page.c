/* today: one page, drawn from what other rooms offer through their use functions' journey
 * (app/journey_today.h). */
#include "journey_today.h"
#include "room.h"
#include "today.h"
#include "today.html.h"
#include "today_view.h"
#include "words.h"

struct offer {
	const char *title, *text, *button, *time;
};

static const struct offer offers[] = {
	[TODAY_QUESTIONS] = { "Three short questions",
			      "So that this notebook speaks to you and not to everybody. Skip any "
			      "of them.",
			      "Begin", "One minute" },
	[TODAY_CHECKIN] = { "How was today?",
			    "A few short questions, answered with one tap each. Skip any of them.",
			    "Start", "Under a minute" },
	[TODAY_FINISH] = { "Go on with today", "You answered a part. The rest can stay empty too.",
			   "Go on", "Under a minute" },
	[TODAY_STEP] = { "A small step is planned", "As you planned it. Another day is fine too.",
			 "Look at it", NULL },
	[TODAY_SESSION] = { "The sessions", "", "Open it", NULL },
	[TODAY_WEEK] = { "Your week, in two minutes",
			 "What you carried, and what carried you. For you alone.", "Look at it",
			 "Two minutes" },
	[TODAY_READ] = { "Something to read, if you like",
			 "Why people pull away, what a trigger is, what helps the two of you.",
			 "Choose a page", "Three minutes" },
};

static const char *const leads[] = {
	[TODAY_FIRST] = "This is yours alone. Here is one thing, if you like.",
	[TODAY_USUAL] = "Nothing is overdue. Here is one thing, if you like.",
	[TODAY_RETURNING] = "Good to see you. Nothing is overdue.",
};

static struct url next_url(struct visit *v, enum today_next next, const struct journey_today *j)
{
	char hex[33];

	switch (next) {
	case TODAY_QUESTIONS:
		return url_path(arena_print(v->arena, "/begin/%u", v->act.preferences->step + 1));
	case TODAY_CHECKIN:
		return url_path(arena_print(v->arena, "/checkin/%d/1", act_today(&v->act).n));
	case TODAY_FINISH:
		return url_path(arena_print(v->arena, "/checkin/%d", act_today(&v->act).n));
	case TODAY_STEP:
		hex_write(hex, BYTES_OF(j->step_item));
		return url_path(arena_print(v->arena, "/approach/%s", hex));
	case TODAY_SESSION:
		return url_path(arena_print(v->arena, "/programme/%d", j->session));
	case TODAY_WEEK:
		return url_path(STR("/selfcare/week"));
	case TODAY_READ:
		break;
	}
	return url_path(STR("/learn"));
}

static const char *step_title(struct visit *v, const struct journey_today *j)
{
	int ahead = j->step.n - act_today(&v->act).n;

	if (ahead < 2)
		return ahead ? "Your step tomorrow" : "Your step today";
	return arena_print(v->arena, "Your step on %s", weekday_name(day_weekday(j->step))).p;
}

static struct str sleep_words(struct visit *v, const struct journey_today *j)
{
	if (j->sleep_nights < 4)
		return (struct str){ "", 0 };
	return arena_print(v->arena,
			   "About %d hours a night this week, from %d nights you noted.%s",
			   (j->sleep_tenths + 5) / 10, j->sleep_nights,
			   j->sleep_tenths < 70 ? " Sleep medicine says seven or more." : "");
}

static void fill_drafts(struct visit *v, const struct journey_today *j, struct today_view *view)
{
	for (size_t i = 0; i < j->n_drafts && i < sizeof view->draft / sizeof *view->draft; i++)
		view->draft[view->n_drafts++] = (struct today_draft_view){
			.open = url_path(arena_print(v->arena, "%.*s?draft=1",
						     (int)j->draft[i].path.n, j->draft[i].path.p)),
			.path = j->draft[i].path,
			.when = words_instant(v->arena, j->draft[i].written, v->act.east),
		};
}

/* What is asked for today, once its time has come. One tap leads to the form itself. */
static void fill_reminders(struct visit *v, const struct journey_today *j, struct today_view *view)
{
	int minute = words_minute(v->act.now, v->act.east);
	char hex[33];

	view->has_reminders = v->act.preferences->has_reminders;
	for (size_t i = 0; i < j->n_reminders; i++) {
		const struct journey_reminder *r = &j->reminder[i];
		bool is_checkin = strcmp(r->path, "/checkin") == 0;

		if (r->time > minute)
			continue;
		hex_write(hex, BYTES_OF(r->id));
		view->reminder[view->n_reminders++] = (struct today_reminder_view){
			.title = r->title,
			.text = r->text,
			.when = arena_print(v->arena, "From %02d:%02d", r->time / 60, r->time % 60),
			.open = is_checkin
					? next_url(v, j->has_checkin ? TODAY_FINISH : TODAY_CHECKIN,
						   j)
					: url_path(str_c(r->path)),
			.away = url_path(arena_print(v->arena, "/remind/%s/away", hex)),
			.button = r->button
		};
	}
}

/* The step to go on with, or the session that comes next. */
static void fill_session(struct visit *v, const struct journey_today *j, struct today_view *view)
{
	view->next_title = j->session_title;
	view->next_text = j->session_text;
	if (j->session_minutes)
		view->next_time = arena_print(v->arena, "%d minutes", j->session_minutes).p;
}

static fallible get_today(struct visit *v)
{
	struct journey_today *j = arena_new(v->arena, struct journey_today);

	TRY(journey_today_read(&v->act, j));
	struct today_facts facts = { .today = act_today(&v->act),
				     .begun = instant_day(v->act.preferences->begun, v->act.east),
				     .has_open_questions =
					     v->act.preferences->step < JOURNEY_QUESTIONS,
				     .has_checkin = j->has_checkin,
				     .is_checkin_whole = j->is_checkin_whole,
				     .has_session = j->session != 0,
				     .has_week = j->has_week,
				     .has_any_checkin = j->has_any_checkin,
				     .last_checkin = j->last_checkin,
				     .has_step = j->has_step,
				     .step = j->step };
	enum today_next next = today_choose(&facts);
	struct today_view view = { .greeting = words_greeting(v->act.now, v->act.east),
				   .name = v->act.preferences->name,
				   .lead = leads[today_mood(&facts)],
				   .is_recovery_waiting = j->is_recovery_waiting,
				   .next_title = next == TODAY_STEP ? step_title(v, j)
								    : offers[next].title,
				   .next_text = offers[next].text,
				   .next_button = offers[next].button,
				   .next_time = offers[next].time,
				   .next = next_url(v, next, j),
				   .sleep = sleep_words(v, j),
				   .has_days = j->has_any_checkin };

	if (next == TODAY_SESSION)
		fill_session(v, j, &view);
	fill_drafts(v, j, &view);
	fill_reminders(v, j, &view);
	struct url invitation;

	view.is_linked = v->act.session->partner.has;
	view.has_invitation = visit_invitation(v, &invitation);
	view.is_first_day = today_mood(&facts) == TODAY_FIRST;
	view.is_private = v->act.session->n_people == 0;
	TRY(room_now(v, &view.now, &view.tap));
	today_page(page_begin_wide(v, "Today", TAB_TODAY), &view);
	return page_end(v);
}

/* --- drafts */
static fallible post_draft(struct visit *v)
{
	struct str path = form_raw(&v->query, "for");

	/* Today links to it later: only to a form of ours. */
	if (!visit_keeps_words(path))
		return FAIL(BAD_REQUEST);
	TRY(draft_save(&v->act, path, visit_body_without_token(v)));
	return visit_nothing(v);
}

static fallible post_forget(struct visit *v)
{
	TRY(draft_forget(&v->act, form_raw(&v->form, "path")));
	return visit_redirect(v, "/today");
}

static const struct route today_routes[] = {
	{ HTTP_GET, "/today", WHO_PERSON, get_today },
	{ HTTP_POST, "/draft", WHO_PERSON, post_draft, .is_for_other = true },
	{ HTTP_POST, "/draft/forget", WHO_PERSON, post_forget },
};

const struct room room_today = { .name = "today", ROOM_ROUTES(today_routes) };
