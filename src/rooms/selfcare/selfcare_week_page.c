/* selfcare: the weekly look: one question a page, each kept at once, all of them skippable. */
#include "selfcare_page.h"
#include "selfcare_week.html.h"
#include "sharing.h"
#include "words.h"

struct url selfcare_week_url(struct visit *v, struct day monday, size_t step)
{
	if (step == 0)
		return url_path(arena_print(v->arena, "/selfcare/week/%d", monday.n));
	return url_path(arena_print(v->arena, "/selfcare/week/%d/%zu", monday.n, step));
}

/* The Monday of the path; NOT_FOUND for anything that is no week of this notebook so far. */
static fallible read_monday(struct visit *v, struct day *ret)
{
	long n;

	if (!str_number(visit_param(v, 0), &n) || n > act_today(&v->act).n || n < 10000)
		return FAIL(NOT_FOUND);
	*ret = (struct day){ (int32_t)n };
	return day_weekday(*ret) == 0 ? OK : FAIL(NOT_FOUND);
}

struct asked {
	struct day monday;
	size_t step; /* 1 … SELFCARE_QUESTIONS */
	enum selfcare_question question;
	struct selfcare_week week;
};

static fallible read_asked(struct visit *v, struct asked *ret)
{
	bool found;
	long step;

	TRY(read_monday(v, &ret->monday));
	if (!str_number(visit_param(v, 1), &step) || step < 1 || step > SELFCARE_QUESTIONS ||
	    !selfcare_is_open(ret->monday, act_today(&v->act)))
		return FAIL(NOT_FOUND);
	ret->step = (size_t)step;
	ret->question = (enum selfcare_question)(step - 1);
	return selfcare_week_find(&v->act, ret->monday, &ret->week, &found);
}

static struct str when_words(struct visit *v, struct day monday)
{
	struct civil first = day_civil(monday), last = day_civil((struct day){ monday.n + 6 });

	if (monday.n == selfcare_monday(act_today(&v->act)).n)
		return STR("This week");
	return arena_print(v->arena, "The week from %d %s to %d %s", first.day,
			   month_name(first.month), last.day, month_name(last.month));
}

/* --- one question */
static void fill_loads(struct visit *v, const struct asked *p, struct selfcare_question_view *view)
{
	const struct code_row *row;

	for (size_t i = 0; i <= SELFCARE_LOAD_MAX && (row = selfcare_row(SELFCARE_LOADS, i)); i++)
		view->option[view->n++] = (struct ui_option){
			.value = row->value,
			.words = arena_print(v->arena, "%s (%u)", row->words, row->number).p,
			.is_chosen = p->week.load == row->number
		};
}

static void fill_answers(const struct asked *p, unsigned chosen,
			 struct selfcare_question_view *view)
{
	const struct code_row *row;

	for (size_t i = 0; (row = selfcare_answer(p->question, i)); i++)
		view->option[view->n++] = (struct ui_option){ .value = row->value,
							      .words = row->words,
							      .is_chosen = chosen == row->number };
}

static bool is_on(const struct selfcare_week *week, struct id16 id)
{
	for (size_t i = 0; i < week->n_on; i++)
		if (id16_equal(week->on[i], id))
			return true;
	return false;
}

static fallible fill_people(struct visit *v, const struct asked *p,
			    struct selfcare_question_view *view)
{
	struct selfcare_line *list;
	char hex[33];
	size_t n, n_there = 0;

	TRY(selfcare_lines(&v->act, &list, &n));
	struct selfcare_pick_view *to = arena_array(v->arena, struct selfcare_pick_view, n + 1);

	for (size_t i = 0; i < n && view->n_picks < SELFCARE_LEANED_MAX; i++) {
		if (list[i].kind != SELFCARE_PERSON)
			continue;
		bool is_chosen = is_on(&p->week, list[i].id);

		n_there += is_chosen;
		hex_write(hex, BYTES_OF(list[i].id));
		to[view->n_picks++] = (struct selfcare_pick_view){ arena_str(v->arena, str_c(hex)),
								   list[i].words, is_chosen };
	}
	view->pick = to;
	view->is_people = true;
	view->is_nobody = p->week.leaned == SELFCARE_LEANED_NOBODY;
	view->is_somebody = p->week.leaned == SELFCARE_LEANED_SOMEBODY && !n_there;
	return OK;
}

static fallible show_question(struct visit *v, const struct asked *p)
{
	struct selfcare_question_view *view = arena_new(v->arena, struct selfcare_question_view);

	view->action = selfcare_week_url(v, p->monday, p->step);
	view->back = p->step > 1 ? selfcare_week_url(v, p->monday, p->step - 1)
				 : url_path(STR("/selfcare"));
	view->step = p->step;
	view->steps = SELFCARE_QUESTIONS;
	view->words = selfcare_question(p->question);
	view->when = when_words(v, p->monday);
	switch (p->question) {
	case SELFCARE_ASK_LOAD:
		fill_loads(v, p, view);
		break;
	case SELFCARE_ASK_LEANED:
		TRY(fill_people(v, p, view));
		break;
	case SELFCARE_ASK_OWN:
		fill_answers(p, p->week.own, view);
		break;
	case SELFCARE_ASK_CARE:
		fill_answers(p, p->week.care, view);
		break;
	case SELFCARE_QUESTIONS:
		break;
	}
	selfcare_question_page(page_begin(v, "Week", TAB_ME), view);
	return page_end(v);
}

fallible selfcare_get_step(struct visit *v)
{
	struct asked *p = arena_new(v->arena, struct asked);

	TRY(read_asked(v, p));
	return show_question(v, p);
}

/* --- what was sent */
static fallible read_people(struct visit *v, struct selfcare_week *to)
{
	struct selfcare_line *list;
	struct id16 id;
	struct str s;
	size_t n;

	TRY(selfcare_lines(&v->act, &list, &n));
	to->n_on = 0;
	for (size_t i = 0; form_nth(&v->form, "on", i, &s); i++) {
		size_t at = 0;

		if (!hex_read(id.b, sizeof id.b, s) || to->n_on == SELFCARE_LEANED_MAX)
			return FAIL(BAD_REQUEST);
		while (at < n && !id16_equal(list[at].id, id))
			at++;
		/* Somebody taken off the list meanwhile is nobody to keep. */
		if (at < n && list[at].kind == SELFCARE_PERSON)
			to->on[to->n_on++] = id;
	}
	to->leaned = to->n_on || form_check(&v->form, "somebody") ? SELFCARE_LEANED_SOMEBODY
		     : form_check(&v->form, "nobody")		  ? SELFCARE_LEANED_NOBODY
								  : SELFCARE_LEANED_SKIPPED;
	return OK;
}

static fallible read_answer(struct visit *v, const struct asked *p, struct selfcare_week *to)
{
	struct str value = form_raw(&v->form, "v");
	long load;

	switch (p->question) {
	case SELFCARE_ASK_LOAD:
		if (!str_number(value, &load) || load < 0 || load > SELFCARE_LOAD_MAX)
			return FAIL(BAD_REQUEST);
		to->load = (int)load;
		return OK;
	case SELFCARE_ASK_OWN:
		to->own = selfcare_answer_number(p->question, value);
		return to->own ? OK : FAIL(BAD_REQUEST);
	case SELFCARE_ASK_CARE:
		to->care = selfcare_answer_number(p->question, value);
		return to->care ? OK : FAIL(BAD_REQUEST);
	case SELFCARE_ASK_LEANED:
		return read_people(v, to);
	case SELFCARE_QUESTIONS:
		break;
	}
	return FAIL(BAD_REQUEST);
}

fallible selfcare_post_step(struct visit *v)
{
	struct asked *p = arena_new(v->arena, struct asked);

	TRY(read_asked(v, p));
	if (!form_check(&v->form, "skip")) {
		struct selfcare_week answer = p->week;

		TRY(read_answer(v, p, &answer));
		TRY(selfcare_week_answer(&v->act, p->monday, p->question, &answer));
	}
	size_t next = p->step < SELFCARE_QUESTIONS ? p->step + 1 : 0;

	return visit_redirect_to(v, selfcare_week_url(v, p->monday, next).s);
}

/* --- a whole week */
static fallible people_words(struct visit *v, const struct selfcare_week *week, struct str *ret)
{
	struct selfcare_line *list;
	struct str s = STR("");
	size_t n;

	*ret = week->leaned == SELFCARE_LEANED_NOBODY	  ? STR("On nobody")
	       : week->leaned == SELFCARE_LEANED_SOMEBODY ? STR("On somebody")
							  : s;
	if (!week->n_on)
		return OK;
	TRY(selfcare_lines(&v->act, &list, &n));
	for (size_t i = 0; i < n; i++)
		if (is_on(week, list[i].id))
			s = arena_print(v->arena, "%.*s%s%.*s", (int)s.n, s.p, s.n ? ", " : "",
					(int)list[i].words.n, list[i].words.p);
	if (s.n)
		*ret = s;
	return OK;
}

static fallible fill_week(struct visit *v, const struct selfcare_week *week,
			  struct selfcare_week_view *view)
{
	struct str answer[SELFCARE_QUESTIONS] = { { "", 0 } };

	if (week->load >= 0)
		answer[SELFCARE_ASK_LOAD] = arena_print(
			v->arena, "%s (%d)", selfcare_words(SELFCARE_LOADS, (unsigned)week->load),
			week->load);
	answer[SELFCARE_ASK_OWN] = str_c(selfcare_answer_words(SELFCARE_ASK_OWN, week->own));
	answer[SELFCARE_ASK_CARE] = str_c(selfcare_answer_words(SELFCARE_ASK_CARE, week->care));
	TRY(people_words(v, week, &answer[SELFCARE_ASK_LEANED]));
	for (size_t q = 0; q < SELFCARE_QUESTIONS; q++)
		view->row[view->n++] = (struct selfcare_answer_view){
			.title = selfcare_question((enum selfcare_question)q).title,
			.words = answer[q],
			.edit = selfcare_week_url(v, week->monday, q + 1)
		};
	return OK;
}

/* --- the four questions, and once a month the six: answered where their words stand */
static void fill_measure(struct visit *v, const struct journey_selfcare_measure *m,
			 const char *title, const char *text, struct selfcare_week_view *view)
{
	int into = m->last.day.n - view->monday.n;

	if (m->suits && view->is_now)
		view->door[view->n_doors++] = (struct ui_door){ .address = url_path(m->address),
								.icon = ICON_CHART,
								.title = str_c(title),
								.text = str_c(text) };
	if (m->last.total < 0 || into < 0 || into >= 7)
		return;
	struct str words = arena_print(v->arena, "%d", m->last.total);

	/* It is kept where its words stand, and shared there. */
	if (view->readers.n)
		words = arena_print(v->arena, "%d, and %.*s can read it", m->last.total,
				    (int)view->readers.n, view->readers.p);
	view->row[view->n++] = (struct selfcare_answer_view){
		.title = arena_print(v->arena, "%s, 0 to %u", m->name, m->most).p,
		.words = words,
		.edit = url_path(m->address)
	};
}

static fallible fill_measures(struct visit *v, struct selfcare_week_view *view)
{
	struct journey_selfcare_measures m;

	TRY(journey_selfcare_measures(&v->act, &m));
	TRY(sharing_readers(&v->act, TOPIC_MEASURE, &view->readers));
	fill_measure(v, &m.phq4, "Worry and mood: four questions", "PHQ-4, a minute", view);
	fill_measure(v, &m.k6, "Once a month: six questions", "K6, two minutes", view);
	return OK;
}

fallible selfcare_get_week(struct visit *v)
{
	struct selfcare_week_view *view = arena_new(v->arena, struct selfcare_week_view);
	struct selfcare_nights nights;
	struct selfcare_week week;
	struct day monday;
	bool found;

	TRY(read_monday(v, &monday));
	TRY(selfcare_week_find(&v->act, monday, &week, &found));
	TRY(journey_selfcare_nights(&v->act, monday, &nights));
	view->monday = monday;
	view->is_now = monday.n == selfcare_monday(act_today(&v->act)).n;
	view->when = when_words(v, monday);
	view->is_open = selfcare_is_open(monday, act_today(&v->act));
	view->is_empty = selfcare_is_empty(&week);
	view->is_waiting = week.care == SELFCARE_CARE_NO_DAY;
	view->sleep = selfcare_sleep_words(v, nights);
	view->remove = url_path(arena_print(v->arena, "/selfcare/week/%d/remove", monday.n));
	TRY(fill_week(v, &week, view));
	if (view->is_open) {
		TRY(fill_measures(v, view));
		TRY(selfcare_fill_nudge(v, &view->nudge));
	}
	selfcare_week_page(page_begin(v, "Week", TAB_ME), view);
	return page_end(v);
}

fallible selfcare_get_now(struct visit *v)
{
	struct day monday = selfcare_monday(act_today(&v->act));
	struct selfcare_week week;
	bool found;

	TRY(selfcare_week_find(&v->act, monday, &week, &found));
	return visit_redirect_to(v, selfcare_week_url(v, monday, !found).s);
}

fallible selfcare_post_week_remove(struct visit *v)
{
	struct day monday;

	TRY(read_monday(v, &monday));
	TRY(selfcare_week_remove(&v->act, monday));
	return visit_redirect(v, "/selfcare");
}
