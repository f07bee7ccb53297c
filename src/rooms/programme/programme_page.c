/* programme: the front, the questions before, and how one wants to go. */
#include "programme_page.h"
#include "programme_plan_use.h"
#include "programme.html.h"
#include "words.h"

/* --- what every page needs */
fallible programme_open(struct visit *v, struct programme_visit *ret)
{
	TRY(programme_read(&v->act, &ret->state));
	TRY(journey_session_read(&v->act, &ret->around));
	ret->is_two = ret->around.has_partner && !ret->around.is_paused && !ret->state.way.is_alone;
	return OK;
}

fallible programme_open_session(struct visit *v, struct programme_visit *ret)
{
	long number;

	*ret = (struct programme_visit){ 0 };
	if (!str_number(visit_param(v, 0), &number) || !programme_session(number))
		return FAIL(NOT_FOUND);
	ret->number = (int)number;
	ret->s = programme_session(number);
	TRY(programme_open(v, ret));
	/* What both look at on one phone shows nothing that somebody wrote. */
	ret->is_closed = !ret->state.way.has_begun && !v->route->is_for_two;
	return ret->is_closed ? visit_redirect(v, "/programme") : OK;
}

fallible programme_open_step(struct visit *v, struct programme_visit *ret)
{
	long number;
	size_t at;

	if (!str_number(visit_param(v, 0), &number) || !programme_session(number) ||
	    !programme_find_step(programme_session(number), visit_param(v, 1), &at))
		return FAIL(NOT_FOUND);
	TRY(programme_open_session(v, ret));
	ret->at = at;
	ret->step = &ret->s->step[at];
	return OK;
}

struct url programme_url(struct visit *v, const struct programme_visit *p, const char *rest)
{
	return url_path(arena_print(v->arena, "/programme/%d%s", p->number, rest));
}

struct url programme_step_url(struct visit *v, const struct programme_visit *p, const char *rest)
{
	return url_path(arena_print(v->arena, "/programme/%d/%.*s%s", p->number,
				    (int)p->step->key.n, p->step->key.p, rest));
}

/* --- the front */
static const char *state_words(const struct programme_round *r)
{
	if (r->finished.n)
		return "Done";
	if (r->is_skipped)
		return "Left out";
	return r->begun.n ? "Begun" : NULL;
}

static void fill_parts(struct visit *v, const struct programme_state *state, int here,
		       struct programme_front_view *view)
{
	for (int i = 1; i <= PROGRAMME_SESSIONS; i++) {
		const struct programme_session *s = programme_session(i);
		const struct programme_round *r = &state->round[i - 1];
		struct programme_part_view *part = &view->part[s->phase - 1];

		part->phase = s->phase;
		part->words = programme_phase_words(s->phase);
		part->row[part->n++] = (struct programme_row_view){
			.n = arena_print(v->arena, "%d", i).p,
			.address = url_path(arena_print(v->arena, "/programme/%d", i)),
			.title = s->title,
			.text = r->finished.n || r->is_skipped ? (struct str){ "", 0 } : s->purpose,
			.state = state_words(r),
			.is_here = i == here
		};
	}
}

/* One sentence that fits this session, this step and this person. */
static struct str call_words(struct visit *v, const struct programme_visit *p, size_t step)
{
	static const char *const when[] = { [HOUR_ANY] = "Any quiet moment would do.",
					    [HOUR_MORNING] = "Perhaps a morning this week.",
					    [HOUR_EVENING] = "Perhaps an evening this week.",
					    [HOUR_WEEKEND] = "Perhaps at the weekend." };
	const struct programme_step *s = &p->s->step[step];

	return arena_print(v->arena, "Session %d rests at “%.*s”. It takes %d minutes. %s",
			   p->number, (int)s->title.n, s->title.p, s->minutes,
			   when[p->state.way.hour]);
}

static void fill_next(struct visit *v, struct programme_visit *p, struct programme_front_view *view)
{
	const struct programme_round *r;
	struct programme_answers marks = { 0 };

	p->number = p->state.open ? p->state.open : p->state.next;
	view->is_all_done = p->number == 0;
	if (view->is_all_done)
		return;
	p->s = programme_session(p->number);
	r = &p->state.round[p->number - 1];
	view->next = programme_url(v, p, "");
	view->next_title = arena_print(v->arena, "Session %d: %.*s", p->number, (int)p->s->title.n,
				       p->s->title.p);
	view->next_text = p->s->purpose;
	if (!p->state.open)
		return;
	memcpy(marks.mark, r->mark, sizeof marks.mark);
	size_t step = programme_next(p->s, &marks);

	if (step == p->s->n_steps)
		return;
	view->next_text = p->s->step[step].title;
	view->next_time = arena_print(v->arena, "%d minutes", p->s->step[step].minutes);
	view->called = programme_call(r->last, act_today(&v->act), p->state.way.is_paused);
	if (view->called == CALL_STEP)
		view->call = call_words(v, p, step);
}

static fallible fill_planned(struct visit *v, struct programme_front_view *view)
{
	struct programme_plan plan[PROGRAMME_PLANS_MAX];
	size_t n;

	TRY(programme_plan_read(&v->act, plan, &n));
	for (size_t i = 0; i < n; i++)
		*(plan[i].session ? &view->when : &view->refresher) =
			programme_plan_words(v, &plan[i]);
	return OK;
}

static fallible get_front(struct visit *v)
{
	struct programme_visit *p = arena_new(v->arena, struct programme_visit);
	struct programme_front_view *view = arena_new(v->arena, struct programme_front_view);

	TRY(programme_open(v, p));
	view->has_begun = p->state.way.has_begun;
	view->is_alone = p->state.way.is_alone || !p->around.has_partner;
	view->has_partner = p->around.has_partner;
	view->is_resting = p->state.way.is_paused;
	view->name = p->around.partner.name;
	fill_next(v, p, view);
	TRY(fill_planned(v, view));
	fill_parts(v, &p->state, view->has_begun ? p->number : 0, view);
	programme_front_page(page_begin(v, "Sessions", TAB_US), view);
	return page_end(v);
}

/* --- the questions before, each alone: what is answered is not kept */
static fallible get_questions(struct visit *v)
{
	programme_questions_page(page_begin(v, "Before", TAB_US), NULL);
	return page_end(v);
}

static fallible begin_as(struct visit *v, bool is_alone)
{
	struct programme_state *state = arena_new(v->arena, struct programme_state);

	TRY(programme_read(&v->act, state));
	state->way.has_begun = true;
	state->way.is_alone = is_alone;
	TRY(programme_set_way(&v->act, &state->way));
	return visit_redirect(v, is_alone ? "/programme/alone" : "/programme");
}

static fallible post_questions(struct visit *v)
{
	static const struct choice answers[] = { { "none", "" }, { "some", "" }, { "alone", "" } };
	int row = form_choice(&v->form, "v", answers, sizeof answers / sizeof *answers);

	if (v->form.is_bad)
		return FAIL(BAD_REQUEST);
	if (row == 0)
		return begin_as(v, false);
	if (row == 2)
		return begin_as(v, true);
	if (row == 1) {
		programme_first_page(page_begin(v, "Before", TAB_US));
		return page_end(v);
	}
	programme_questions_page(page_begin(v, "Before", TAB_US),
				 "Choose one of the answers first. Nothing was kept.");
	return page_end_status(v, 422);
}

static fallible get_alone(struct visit *v)
{
	programme_alone_page(page_begin(v, "Alone", TAB_US));
	return page_end(v);
}

/* --- how */
static const struct choice paces[] = { { "weekly", "One session a week" },
				       { "twice", "Two a week in parts one and two" } };
static const struct choice hours[HOUR__COUNT] = { { "any", "No special time" },
						  { "morning", "Mornings" },
						  { "evening", "Evenings" },
						  { "weekend", "The weekend" } };
static const struct choice ways[] = { { "two", "For two" }, { "alone", "On my own" } };

static const struct ui_option *options(struct visit *v, const struct choice table[], size_t n,
				       size_t chosen)
{
	struct ui_option *list = arena_array(v->arena, struct ui_option, n);

	for (size_t i = 0; i < n; i++)
		list[i] = (struct ui_option){ .value = table[i].value,
					      .words = table[i].words,
					      .is_chosen = i == chosen };
	return list;
}

static fallible get_way(struct visit *v)
{
	struct programme_visit *p = arena_new(v->arena, struct programme_visit);

	TRY(programme_open(v, p));
	const struct programme_way *w = &p->state.way;
	struct ui_choices choices[] = {
		{ "way", "With whom?", options(v, ways, 2, w->is_alone), 2, false },
		{ "pace", "How often?", options(v, paces, 2, w->pace), 2, false },
		{ "hour", "When does it suit you?", options(v, hours, HOUR__COUNT, w->hour),
		  HOUR__COUNT, true },
	};

	programme_way_page(page_begin(v, "Pace", TAB_US), choices, 3, w->is_paused);
	return page_end(v);
}

static fallible post_way(struct visit *v)
{
	struct programme_state *state = arena_new(v->arena, struct programme_state);
	int way = form_choice(&v->form, "way", ways, 2);
	int pace = form_choice(&v->form, "pace", paces, 2);
	int hour = form_choice(&v->form, "hour", hours, HOUR__COUNT);

	if (v->form.is_bad)
		return FAIL(BAD_REQUEST);
	TRY(programme_read(&v->act, state));
	if (!state->way.has_begun)
		return visit_redirect(v, "/programme");
	if (way >= 0)
		state->way.is_alone = way == 1;
	if (pace >= 0)
		state->way.pace = (enum programme_pace)pace;
	if (hour >= 0)
		state->way.hour = (enum programme_hour)hour;
	if (form_check(&v->form, "rest"))
		state->way.is_paused = !state->way.is_paused;
	TRY(programme_set_way(&v->act, &state->way));
	return visit_redirect(v, "/programme");
}

static const struct route programme_routes[] = {
	{ HTTP_GET, "/programme", WHO_PERSON, get_front },
	{ HTTP_GET, "/programme/questions", WHO_PERSON, get_questions },
	{ HTTP_POST, "/programme/questions", WHO_PERSON, post_questions },
	{ HTTP_GET, "/programme/alone", WHO_PERSON, get_alone },
	{ HTTP_GET, "/programme/way", WHO_PERSON, get_way },
	{ HTTP_POST, "/programme/way", WHO_PERSON, post_way },
	{ HTTP_GET, "/programme/plan", WHO_PERSON, programme_get_plan, .keeps_words = true },
	{ HTTP_POST, "/programme/plan", WHO_PERSON, programme_post_plan, .keeps_words = true },
	{ HTTP_POST, "/programme/plan/remove", WHO_PERSON, programme_post_unplan },
	{ HTTP_POST, "/programme/three", WHO_PERSON, programme_post_three, .speaks = true },
	{ HTTP_GET, "/programme/:session", WHO_PERSON, programme_get_session },
	{ HTTP_POST, "/programme/:session/begin", WHO_PERSON, programme_post_begin,
	  .speaks = true },
	{ HTTP_POST, "/programme/:session/skip", WHO_PERSON, programme_post_skip },
	{ HTTP_POST, "/programme/:session/ready", WHO_PERSON, programme_post_ready,
	  .speaks = true },
	{ HTTP_GET, "/programme/:session/:step", WHO_PERSON, programme_get_step,
	  .keeps_words = true },
	{ HTTP_POST, "/programme/:session/:step", WHO_PERSON, programme_post_step,
	  .keeps_words = true },
	{ HTTP_POST, "/programme/:session/:step/mark", WHO_PERSON, programme_post_mark },
	{ HTTP_POST, "/programme/:session/:step/remove", WHO_PERSON, programme_post_remove },
	{ HTTP_POST, "/programme/:session/:step/show", WHO_PERSON, programme_post_show,
	  .speaks = true },
	{ HTTP_GET, "/programme/:session/:step/two", WHO_PERSON, programme_get_two },
	{ HTTP_GET, "/programme/:session/:step/turn", WHO_PERSON, programme_get_turn,
	  .is_for_two = true },
	{ HTTP_GET, "/programme/:session/:step/pass", WHO_PERSON, programme_get_pass,
	  .is_for_two = true },
	{ HTTP_POST, "/programme/:session/:step/pass", WHO_PERSON, programme_post_pass,
	  .is_for_two = true },
};

const struct room room_programme = { .name = "programme",
				     ROOM_ROUTES(programme_routes),
				     .title = "Sessions",
				     .add_records = programme_add_records,
				     .topic = TOPIC_PROGRAMME,
				     .show_topic = programme_show_topic };
