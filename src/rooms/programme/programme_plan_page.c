/* programme: planning the next session, and seeing when the refresher is. */
#include "programme_page.h"
#include "programme_plan.html.h"
#include "programme_plan_use.h"
#include "when.h"
#include "words.h"

#define MOVED                                                                                      \
	"Another time was planned on another device meanwhile. Your words are still in the form: " \
	"keep the plan again if you want them."

static const struct when_rule planned = { "Which day?", .ahead = PROGRAMME_DAYS_AHEAD,
					  .has_time = true, .place_max = PROGRAMME_PLACE_MAX };

struct asked {
	struct programme_state state;
	struct journey_session around;
	int session;			/* to plan; 0: all were */
	struct programme_plan is, sent; /* is.version 0: nothing is planned */
	struct programme_plan refresher;
};

struct str programme_plan_words(struct visit *v, const struct programme_plan *plan)
{
	struct str when = words_when(v->arena, plan->day, plan->time, act_today(&v->act));

	if (!plan->place.n)
		return when;
	return arena_print(v->arena, "%.*s, %.*s", (int)when.n, when.p, (int)plan->place.n,
			   plan->place.p);
}

static fallible read_asked(struct visit *v, struct asked *ret)
{
	struct programme_plan plan[PROGRAMME_PLANS_MAX];
	size_t n;

	ret->is.place = ret->refresher.place = (struct str){ "", 0 };
	TRY(programme_read(&v->act, &ret->state));
	TRY(programme_plan_read(&v->act, plan, &n));
	TRY(journey_session_read(&v->act, &ret->around));
	ret->session = programme_plan_session(&ret->state);
	for (size_t i = 0; i < n; i++)
		*(plan[i].session ? &ret->is : &ret->refresher) = plan[i];
	return OK;
}

static void read_sent(struct visit *v, struct asked *p)
{
	struct when when = { 0 };

	when_read(v, &planned, &when);
	p->sent = (struct programme_plan){
		.session = p->session, .day = when.day, .time = when.time, .place = when.place
	};
	p->sent.version = (uint32_t)form_number(&v->form, "version", 0, INT32_MAX, 0);
}

static void fill_form(struct visit *v, const struct asked *p, struct programme_plan_view *view)
{
	const struct when is = { p->is.day, p->is.time, p->is.place };

	view->version = p->is.version;
	view->readers = p->around.readers;
	view->is_kept = p->is.version > 0;
	when_fill(v, &planned, view->is_kept ? &is : NULL, &view->when);
}

static fallible show_plan(struct visit *v, const struct asked *p, const char *note)
{
	struct programme_plan_view *view = arena_new(v->arena, struct programme_plan_view);
	const struct programme_session *s = programme_session(p->session);

	if (s)
		view->session = arena_print(v->arena, "Session %d: %.*s", s->number,
					    (int)s->title.n, s->title.p);
	view->note = note;
	fill_form(v, p, view);
	if (p->state.round[PROGRAMME_SESSIONS - 1].begun.n)
		view->refresher_step = url_path(STR("/programme/15/refresher"));
	if (p->refresher.version)
		view->refresher = programme_plan_words(v, &p->refresher);
	programme_plan_page(page_begin(v, "Plan", TAB_US), view);
	return page_end_status(v, note || v->form.n_errors ? 422 : 200);
}

fallible programme_get_plan(struct visit *v)
{
	struct asked *p = arena_new(v->arena, struct asked);

	TRY(read_asked(v, p));
	if (!p->state.way.has_begun)
		return visit_redirect(v, "/programme");
	return show_plan(v, p, NULL);
}

fallible programme_post_plan(struct visit *v)
{
	struct asked *p = arena_new(v->arena, struct asked);
	enum programme_refusal refusal;

	TRY(read_asked(v, p));
	if (!p->state.way.has_begun || !p->session)
		return visit_redirect(v, "/programme");
	read_sent(v, p);
	if (v->form.is_bad)
		return FAIL(BAD_REQUEST);
	if (v->form.n_errors)
		return show_plan(v, p, NULL);
	TRY(programme_plan_keep(&v->act, &p->sent, &refusal));
	if (refusal)
		return show_plan(v, p, MOVED);
	return visit_redirect(v, "/programme");
}

fallible programme_post_unplan(struct visit *v)
{
	TRY(programme_plan_remove(&v->act));
	return visit_redirect(v, "/programme");
}
