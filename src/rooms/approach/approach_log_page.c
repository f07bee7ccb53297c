/* approach: planning a step, and noting how it went. */
#include "approach_form.html.h"
#include "approach_page.h"
#include "sharing.h"
#include "when.h"

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

static const struct when_rule planned = { "Which day?", .ahead = APPROACH_DAYS_AHEAD,
					  .has_time = true, .place_max = APPROACH_PLACE_MAX };
static const struct when_rule practised = { "When was it?", .back = APPROACH_DAYS_BACK };

/* --- what was sent */
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
static struct approach_log_view *begin(struct visit *v, const struct asked *p,
				       const struct when_rule *r)
{
	struct approach_log_view *view = arena_new(v->arena, struct approach_log_view);
	const struct when when = { p->log.day, p->log.time, p->log.place };

	view->of = p->item.text;
	view->back = approach_url(v, p->item.id, "");
	view->worse = approach_url(v, p->item.id, "/worse");
	view->version = p->log.version;
	when_fill(v, r, &when, &view->when);
	view->n_minutes =
		when_minutes(v, minutes_offered, sizeof minutes_offered / sizeof *minutes_offered,
			     p->log.minutes, view->minutes);
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
	struct approach_log_view *view = begin(v, p, &planned);

	view->action = log_url(v, p, "plan");
	view->note = note;
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
	struct when when = { .day = log->day };

	when_read(v, &planned, &when);
	log->day = when.day;
	log->time = when.time;
	log->place = when.place;
	read_companion(v, &log->companion);
	read_minutes(v, &log->minutes);
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
	struct when_rule rule = practised;

	rule.kept = p->log.is_done ? &p->was : NULL;
	struct approach_log_view *view = begin(v, p, &rule);
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
	view->words = form_or(&v->form, "words", p->log.note);
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
	struct when when = { .day = log->day };
	struct when_rule rule = practised;

	rule.kept = log->is_done ? &log->day : NULL;
	when_read(v, &rule, &when);
	log->day = when.day;
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
