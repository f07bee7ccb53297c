/* safety: the front, the questions, what follows, the answers that are kept. Titles and addresses
 * do not name what the pages are about: a browser lists both. Questions are answers to posts, so
 * that no answer ever stands in an address. */
#include "safety_page.h"
#include "first.h"
#include "lines.h"
#include "safety.html.h"
#include "safety_use.h"
#include "safety_view.h"
#include "words.h"

const struct country *safety_country(const struct visit *v)
{
	return country_find(visit_country(v));
}

struct str safety_emergency(struct visit *v, const struct country *c)
{
	struct str s = { "", 0 };

	for (size_t i = 0; c && i < c->emergency.n; i++)
		s = arena_print(v->arena, "%.*s%s%.*s", (int)s.n, s.p, i ? " or " : "",
				(int)c->emergency.first[i].shown.n, c->emergency.first[i].shown.p);
	return s;
}

static fallible get_front(struct visit *v)
{
	struct safety_state *state = arena_new(v->arena, struct safety_state);

	TRY(safety_read(&v->act, state));
	struct safety_front_view view = { .is_paused = state->is_paused,
					  .has_kept = state->has_kept,
					  .has_plan = !safety_plan_is_empty(&state->plan),
					  .kept_on = words_date(v->arena, state->kept_on),
					  .planned = words_date(v->arena, state->planned) };

	safety_front_page(page_begin(v, "Own", TAB_ME), &view);
	return page_end(v);
}

static fallible post_pause(struct visit *v)
{
	struct str paused = form_raw(&v->form, "paused");

	if (!str_equal(paused, STR("yes")) && !str_equal(paused, STR("no")))
		return FAIL(BAD_REQUEST);
	TRY(safety_pause(&v->act, str_equal(paused, STR("yes"))));
	return visit_redirect(v, "/own");
}

/* --- the questions */
static struct str answers_text(struct visit *v, const struct safety_answers *answers)
{
	char text[SAFETY__COUNT + 1];

	safety_answers_write(text, answers);
	return arena_str(v->arena, str_c(text));
}

static fallible get_questions(struct visit *v)
{
	struct safety_answers none = { 0 };
	struct safety_begin_view view = { answers_text(v, &none), first_step(v, FIRST_SAFETY) };

	safety_begin_page(page_begin(v, "Questions", TAB_ME), &view);
	return page_end(v);
}

static size_t asked_count(const struct visit *v)
{
	return first_is(v) ? SAFETY_FIRST_ASKED : SAFETY__COUNT;
}

static fallible show_question(struct visit *v, size_t number, const struct safety_answers *answers)
{
	enum safety_question q = (enum safety_question)(number - 1);
	struct safety_question_view view = { .first = first_step(v, FIRST_SAFETY),
					     .number = number,
					     .count = asked_count(v),
					     .words = safety_words(q),
					     .answers = answers_text(v, answers),
					     .option = { { "yes", "Yes", false, false },
							 { "no", "No", false, false },
							 { "unsure", "Not sure", false, true } } };

	for (size_t i = 0; i < 3; i++)
		view.option[i].is_chosen =
			answers->to[q] == safety_answer_find(str_c(view.option[i].value));
	safety_question_page(page_begin(v, "Questions", TAB_ME), &view);
	return page_end(v);
}

/* A weapon within reach is a danger to the one who holds it too. */
static void fill_lines(struct visit *v, const struct safety_answers *answers,
		       struct safety_result_view *view)
{
	const struct country *c = safety_country(v);

	lines_emergency(v->arena, c, &view->call);
	if (!c)
		return;
	view->has_country = true;
	lines_fill(v->arena, c, LINE_DOMESTIC_VIOLENCE, &view->group[view->n_groups++]);
	if (answers->to[SAFETY_WEAPON] == SAFETY_YES)
		lines_fill(v->arena, c, LINE_CRISIS, &view->group[view->n_groups++]);
}

/* Whoever said yes sees who to call, also where the notebook can only be read. */
static fallible pause(struct visit *v, struct safety_result_view *view)
{
	struct err e = view->outcome == SAFETY_PAUSE ? safety_pause(&v->act, true) : OK;

	if (e.code == ERR_NONE)
		e = safety_is_paused(&v->act, &view->is_paused);
	return e.code == ERR_UNVERIFIED ? OK : e;
}

static fallible show_result(struct visit *v, const struct safety_answers *answers)
{
	struct safety_result_view *view = arena_new(v->arena, struct safety_result_view);

	view->first = first_step(v, FIRST_SAFETY);
	view->outcome = safety_outcome(answers);
	view->answers = answers_text(v, answers);
	TRY(pause(v, view));
	for (enum safety_question q = 0; q < SAFETY__COUNT; q++)
		if (answers->to[q] == SAFETY_YES && safety_note(q))
			view->note[view->n_notes++] = safety_note(q);
	fill_lines(v, answers, view);
	safety_result_page(page_begin(v, "Questions", TAB_ME), view);
	return page_end(v);
}

static fallible read_answers(struct visit *v, struct safety_answers *ret)
{
	return safety_answers_read(form_raw(&v->form, "answers"), ret) ? OK : FAIL(BAD_REQUEST);
}

static fallible post_questions(struct visit *v)
{
	struct safety_answers answers;
	long at = form_number(&v->form, "at", 0, SAFETY__COUNT, -1);
	enum safety_answer said = safety_answer_find(form_raw(&v->form, "v"));
	struct url begin = first_keep(v, url_path(STR("/own/questions")));

	TRY(read_answers(v, &answers));
	if (at < 0)
		return FAIL(BAD_REQUEST);
	if (form_check(&v->form, "back"))
		return at > 1 ? show_question(v, (size_t)at - 1, &answers)
			      : visit_redirect_to(v, begin.s);
	if (at > 0 && said == SAFETY_SKIPPED && !form_check(&v->form, "skip"))
		return FAIL(BAD_REQUEST);
	if (at > 0)
		answers.to[at - 1] = said;
	return (size_t)at < asked_count(v) ? show_question(v, (size_t)at + 1, &answers)
					   : show_result(v, &answers);
}

/* --- answers that are kept */
static fallible post_answers(struct visit *v)
{
	struct safety_answers answers;

	TRY(read_answers(v, &answers));
	bool is_kept = form_check(&v->form, "keep");

	if (is_kept)
		TRY(safety_keep(&v->act, &answers));
	if (first_is(v))
		return visit_redirect_to(v, first_url(FIRST_GROUND).s);
	return visit_redirect(v, is_kept ? "/own/answers" : "/own");
}

static fallible get_answers(struct visit *v)
{
	struct safety_state *state = arena_new(v->arena, struct safety_state);

	TRY(safety_read(&v->act, state));
	struct safety_answers_view view = { .has_kept = state->has_kept,
					    .day = words_date(v->arena, state->kept_on) };

	for (enum safety_question q = 0; q < SAFETY__COUNT; q++)
		view.row[q] = (struct safety_row_view){ safety_words(q).title,
							safety_answer_words(state->kept.to[q]) };
	safety_answers_page(page_begin(v, "Kept", TAB_ME), &view);
	return page_end(v);
}

static fallible post_answers_remove(struct visit *v)
{
	TRY(safety_forget(&v->act));
	return visit_redirect(v, "/own");
}

static const struct route safety_routes[] = {
	{ HTTP_GET, "/own", WHO_PERSON, get_front },
	{ HTTP_POST, "/own/pause", WHO_PERSON, post_pause },
	{ HTTP_GET, "/own/questions", WHO_PERSON, get_questions },
	/* Not kept as a draft: what was answered here goes with the page. */
	{ HTTP_POST, "/own/questions", WHO_PERSON, post_questions },
	{ HTTP_GET, "/own/answers", WHO_PERSON, get_answers },
	{ HTTP_POST, "/own/answers", WHO_PERSON, post_answers },
	{ HTTP_POST, "/own/answers/remove", WHO_PERSON, post_answers_remove },
	{ HTTP_GET, "/own/plan", WHO_PERSON, safety_get_plan },
	{ HTTP_GET, "/own/plan/print", WHO_PERSON, safety_get_print },
	{ HTTP_POST, "/own/plan/pdf", WHO_PERSON, safety_post_pdf },
	{ HTTP_POST, "/own/plan/remove", WHO_PERSON, safety_post_plan_remove },
	{ HTTP_GET, "/own/plan/:step", WHO_PERSON, safety_get_step, .keeps_words = true },
	{ HTTP_POST, "/own/plan/:step", WHO_PERSON, safety_post_step, .keeps_words = true },
};

const struct room room_safety = { .name = "safety",
				  ROOM_ROUTES(safety_routes),
				  .title = "Safety answers and plan",
				  .add_records = safety_add_records,
				  .is_on_request = true };
