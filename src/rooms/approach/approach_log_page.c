/* approach: planning a step, and noting how it went. */
#include "approach_form.html.h"
#include "approach_page.h"
#include "sharing.h"

struct asked {
	struct approach_item item;
	struct approach_log log; /* version 0: a new one */
	struct day was;		 /* the day it stands under */
};

static fallible read_asked(struct visit *v, struct asked *ret)
{
	struct id16 id;

	TRY(approach_read_item(v, &ret->item));
	if (visit_param_id(v, 1, &id)) {
		TRY(approach_log_find(&v->act, ret->item.id, id, &ret->log));
		ret->was = ret->log.day;
		return OK;
	}
	if (!str_equal(visit_param(v, 1), STR("new")))
		return FAIL(NOT_FOUND);
	ret->log = (struct approach_log){ .item = ret->item.id,
					  .day = act_today(&v->act),
					  .time = -1,
					  .place = { "", 0 },
					  .note = { "", 0 } };
	ret->was = ret->log.day;
	return OK;
}

/* --- what was sent */
static void read_day(struct visit *v, int least, int most, const char *refusal, struct day *ret)
{
	struct str s = str_trim(form_raw(&v->form, "day"));
	int today = act_today(&v->act).n;
	struct day day;

	if (day_parse(s, &day) && day.n >= today + least && day.n <= today + most)
		*ret = day;
	else
		form_refuse(&v->form, "day", refusal);
}

static void read_time(struct visit *v, int *ret)
{
	struct str s = str_trim(form_raw(&v->form, "time"));

	*ret = -1;
	if (s.n && !clock_parse(s, ret))
		form_refuse(&v->form, "time",
			    "Write the time as 10:30, or leave it empty. Nothing was changed.");
}

static const unsigned minutes_offered[] = { 5, 10, 15, 20, 30, 45, 60, 90 };

static void read_minutes(struct visit *v, unsigned *ret)
{
	*ret = (unsigned)form_number(&v->form, "minutes", 1, 1440, 0);
}

static void read_companion(struct visit *v, enum approach_companion *ret)
{
	struct str s = form_raw(&v->form, "with");

	*ret = APPROACH_COMPANION_NONE;
	for (int i = 1; i < APPROACH_COMPANIONS; i++)
		if (str_equal(s, str_c(approach_companion_value((enum approach_companion)i))))
			*ret = (enum approach_companion)i;
	v->form.is_bad |= s.n && !*ret;
}

static void read_stops(struct visit *v, uint8_t *ret)
{
	struct str s;
	long n;

	*ret = 0;
	for (size_t i = 0; form_nth(&v->form, "stop", i, &s); i++) {
		if (str_number(s, &n) && n > 0 && n < APPROACH_STOPS)
			*ret |= (uint8_t)APPROACH_STOP_BIT(n);
		else
			v->form.is_bad = true;
	}
}

/* --- the form again, with what it has */
static struct str day_value(struct visit *v, struct day day)
{
	char *text = arena_take(v->arena, DAY_TEXT_MAX);

	day_write(text, day);
	return str_c(text);
}

static size_t fill_minutes(struct visit *v, unsigned chosen, struct ui_option *to)
{
	size_t n = 0;
	bool is_offered = chosen == 0;

	for (size_t i = 0; i < sizeof minutes_offered / sizeof *minutes_offered; i++) {
		unsigned m = minutes_offered[i];

		is_offered |= m == chosen;
		to[n++] = (struct ui_option){ .value = arena_print(v->arena, "%u", m).p,
					      .words = arena_print(v->arena, "%u minutes", m).p,
					      .is_chosen = m == chosen };
	}
	if (!is_offered)
		to[n++] =
			(struct ui_option){ .value = arena_print(v->arena, "%u", chosen).p,
					    .words = arena_print(v->arena, "%u minutes", chosen).p,
					    .is_chosen = true };
	return n;
}

static struct str or_sent(struct visit *v, const char *name, struct str otherwise)
{
	return v->form.n ? form_raw(&v->form, name) : otherwise;
}

static struct approach_log_view *begin(struct visit *v, const struct asked *p, int least, int most)
{
	struct approach_log_view *view = arena_new(v->arena, struct approach_log_view);
	int today = act_today(&v->act).n;

	view->of = p->item.text;
	view->back = approach_url(v, p->item.id, "");
	view->worse = approach_url(v, p->item.id, "/worse");
	view->version = p->log.version;
	view->least = day_value(v, (struct day){ today + least });
	view->most = day_value(v, (struct day){ today + most });
	view->day = or_sent(v, "day", day_value(v, p->log.day));
	view->day_error = form_error_of(&v->form, "day");
	view->n_minutes = fill_minutes(v, p->log.minutes, view->minutes);
	return view;
}

static struct url log_url(struct visit *v, const struct asked *p, const char *what)
{
	char hex[33] = "new";

	if (p->log.version)
		hex_write(hex, BYTES_OF(p->log.id));
	return approach_url(v, p->item.id, arena_print(v->arena, "/%s/%s", what, hex).p);
}

/* --- a plan */
static fallible show_plan(struct visit *v, const struct asked *p, const char *note)
{
	struct approach_log_view *view = begin(v, p, 0, APPROACH_DAYS_AHEAD);
	char time[CLOCK_TEXT_MAX] = "";

	if (p->log.time >= 0)
		clock_write(time, p->log.time);
	view->action = log_url(v, p, "plan");
	view->note = note;
	view->time = or_sent(v, "time", arena_str(v->arena, str_c(time)));
	view->time_error = form_error_of(&v->form, "time");
	view->place = or_sent(v, "place", p->log.place);
	view->place_error = form_error_of(&v->form, "place");
	for (int i = 1; i < APPROACH_COMPANIONS; i++)
		view->companion[view->n_companions++] = (struct ui_option){
			.value = approach_companion_value((enum approach_companion)i),
			.words = approach_companion_words((enum approach_companion)i),
			.is_chosen = (int)p->log.companion == i
		};
	TRY(sharing_readers(&v->act, TOPIC_APPROACH, &view->readers));
	approach_plan_page(page_begin(v, "Plan", TAB_US), view);
	return page_end_status(v, note || v->form.n_errors ? 422 : 200);
}

static void read_plan(struct visit *v, struct approach_log *log)
{
	read_day(v, 0, APPROACH_DAYS_AHEAD,
		 "Choose a day from today up to 60 days ahead. Nothing was changed.", &log->day);
	read_time(v, &log->time);
	read_companion(v, &log->companion);
	read_minutes(v, &log->minutes);
	log->place = form_line(&v->form, "place", APPROACH_PLACE_MAX);
}

/* A draft taken up again: what it holds, without its errors. */
static void take_draft(struct visit *v, void (*read)(struct visit *v, struct approach_log *log),
		       struct approach_log *log)
{
	if (v->form.n == 0)
		return;
	read(v, log);
	v->form.n_errors = 0;
	v->form.is_bad = false;
}

fallible approach_get_plan(struct visit *v)
{
	struct asked *p = arena_new(v->arena, struct asked);

	TRY(read_asked(v, p));
	take_draft(v, read_plan, &p->log);
	return show_plan(v, p, NULL);
}

static fallible keep(struct visit *v, struct asked *p, enum approach_refusal *ret)
{
	struct approach_log log = p->log;

	log.version = (uint32_t)form_number(&v->form, "version", 0, INT32_MAX, 0);
	/* What was new when the form was shown stays so; what was there has to be as it was. */
	if (p->log.version && log.version == 0)
		log.version = UINT32_MAX;
	if (!p->log.version)
		log.version = 0;
	TRY(approach_log_keep(&v->act, &log, p->was, ret));
	return OK;
}

fallible approach_post_plan(struct visit *v)
{
	struct asked *p = arena_new(v->arena, struct asked);
	enum approach_refusal refusal;

	TRY(read_asked(v, p));
	if (p->log.is_done)
		return FAIL(NOT_FOUND);
	read_plan(v, &p->log);
	if (v->form.is_bad)
		return FAIL(BAD_REQUEST);
	if (v->form.n_errors)
		return show_plan(v, p, NULL);
	TRY(keep(v, p, &refusal));
	if (refusal)
		return show_plan(v, p, approach_note(refusal));
	return visit_redirect_to(v, approach_url(v, p->item.id, "").s);
}

/* --- a practice */
static fallible show_log(struct visit *v, const struct asked *p, const char *note)
{
	struct approach_log_view *view = begin(v, p, -APPROACH_DAYS_BACK, 0);
	const struct approach_practice *is = &p->log.practice;
	bool has = p->log.is_done;

	view->action = log_url(v, p, "log");
	view->note = note;
	view->rating_error = form_error_of(&v->form, "ratings");
	view->n_ratings = approach_fill_ratings(v, 10, has ? is->before : -1, view->before);
	(void)approach_fill_ratings(v, 10, has ? is->peak : -1, view->peak);
	(void)approach_fill_ratings(v, 10, has ? is->after : -1, view->after);
	view->is_left_early = is->is_left_early;
	for (int s = 1; s < APPROACH_STOPS; s++)
		view->stop[view->n_stops++] =
			(struct ui_option){ .value = arena_print(v->arena, "%d", s).p,
					    .words = approach_stop_words((enum approach_stop)s),
					    .is_chosen = (is->stops & APPROACH_STOP_BIT(s)) != 0 };
	view->words = or_sent(v, "words", p->log.note);
	view->words_error = form_error_of(&v->form, "words");
	TRY(sharing_readers(&v->act, TOPIC_APPROACH, &view->readers));
	approach_log_page(page_begin(v, "Note", TAB_US), view);
	return page_end_status(v, note || v->form.n_errors ? 422 : 200);
}

static uint8_t rating_or_nothing(struct visit *v, const char *name)
{
	long n = approach_read_rating(v, name, "ratings");

	return n < 0 ? 0 : (uint8_t)n;
}

static void read_log(struct visit *v, struct approach_log *log)
{
	read_day(v, -APPROACH_DAYS_BACK, 0,
		 "Choose today or one of the 14 days before. Nothing was changed.", &log->day);
	read_minutes(v, &log->minutes);
	log->is_done = true;
	log->practice.before = rating_or_nothing(v, "before");
	log->practice.peak = rating_or_nothing(v, "peak");
	log->practice.after = rating_or_nothing(v, "after");
	if (log->practice.peak < log->practice.before || log->practice.peak < log->practice.after)
		form_refuse(&v->form, "ratings",
			    "The hardest moment is at least as hard as before and after. Look at "
			    "the three again. Nothing was changed.");
	log->practice.is_left_early = form_check(&v->form, "left");
	read_stops(v, &log->practice.stops);
	log->note = form_text(&v->form, v->arena, "words", APPROACH_NOTE_MAX);
}

fallible approach_get_log(struct visit *v)
{
	struct asked *p = arena_new(v->arena, struct asked);

	TRY(read_asked(v, p));
	if (!p->log.is_done && p->log.day.n > act_today(&v->act).n)
		p->log.day = act_today(&v->act);
	p->log.practice.is_left_early |= form_check(&v->query, "left");
	take_draft(v, read_log, &p->log);
	return show_log(v, p, NULL);
}

fallible approach_post_log(struct visit *v)
{
	struct asked *p = arena_new(v->arena, struct asked);
	enum approach_refusal refusal;

	TRY(read_asked(v, p));
	read_log(v, &p->log);
	if (v->form.is_bad)
		return FAIL(BAD_REQUEST);
	if (v->form.n_errors)
		return show_log(v, p, NULL);
	TRY(keep(v, p, &refusal));
	if (refusal)
		return show_log(v, p, approach_note(refusal));
	return visit_redirect_to(v, approach_url(v, p->item.id, "?kept=1").s);
}

fallible approach_post_remove(struct visit *v)
{
	struct asked *p = arena_new(v->arena, struct asked);

	TRY(read_asked(v, p));
	if (p->log.version)
		TRY(approach_log_remove(&v->act, &p->log));
	return visit_redirect_to(v, approach_url(v, p->item.id, "").s);
}
