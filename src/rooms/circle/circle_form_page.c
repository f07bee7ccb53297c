/* circle: writing a task, and changing it. */
#include "circle_form.html.h"
#include "circle_page.h"
#include "when.h"

static const unsigned minutes_offered[] = { 10, 20, 30, 45, 60, 90, 120, 180, 240 };

void circle_check_words(struct visit *v, const char *field, struct str words)
{
	if (circle_says_too_much(v->arena, words))
		form_refuse(&v->form, field,
			    "Helpers read this. One of the words says something about health, or "
			    "about this notebook. Other words, please. Nothing was changed.");
}

/* --- what was sent */
static struct when_rule rule_of(const struct boards_task *was)
{
	return (struct when_rule){ .label = "Which day?",
				   .ahead = WHEN_YEAR,
				   .has_time = true,
				   .may_be_any = true,
				   .kept = was->day.n ? &was->day : NULL };
}

static void read_days(struct visit *v, const struct boards_task *was, struct boards_task *ret)
{
	struct when_rule rule = rule_of(was);
	struct when when = { .day = was->day };

	when_read(v, &rule, &when);
	ret->day = when.day;
	ret->time = when.time;
	if (ret->is_weekly && !ret->day.n)
		form_refuse(&v->form, "day", "Every week on which day? Choose the first one.");
}

static struct boards_task read_sent(struct visit *v, const struct boards_task *was)
{
	struct boards_task t = { .id = was->id, .time = -1 };

	t.title = form_line(&v->form, "task", BOARDS_TITLE_MAX);
	t.note = form_text(&v->form, v->arena, "words", BOARDS_NOTE_MAX);
	t.minutes = (unsigned)form_number(&v->form, "minutes", 1, CIRCLE_MINUTES_MOST, 0);
	t.is_weekly = form_check(&v->form, "weekly");
	t.edition = (uint32_t)form_number(&v->form, "edition", 0, INT32_MAX, 0);
	read_days(v, was, &t);
	if (t.title.n == 0)
		form_refuse(&v->form, "task", "Write a few words first: what is there to do?");
	circle_check_words(v, "task", t.title);
	circle_check_words(v, "words", t.note);
	return t;
}

/* --- the form, with what it has */
static fallible show(struct visit *v, struct circle_form_view *view, const struct boards_task *t)
{
	bool is_refused = view->note || v->form.n_errors;
	struct when_rule rule = rule_of(t);
	struct when when = { .day = t->day, .time = t->time };

	view->task = (struct ui_field){ .name = "task",
					.label = "What is there to do?",
					.hint = "As you would say it to a neighbour.",
					.error = form_error_of(&v->form, "task"),
					.value = t->title,
					.length_max = BOARDS_TITLE_MAX };
	view->words = (struct ui_field){ .name = "words",
					 .label = "What they need to know",
					 .hint = "Where, for whom, which key. Can stay empty.",
					 .error = form_error_of(&v->form, "words"),
					 .value = t->note,
					 .length_max = BOARDS_NOTE_MAX,
					 .rows = 3 };
	view->is_weekly = t->is_weekly;
	view->edition = t->edition;
	view->n_minutes =
		when_minutes(v, minutes_offered, sizeof minutes_offered / sizeof *minutes_offered,
			     t->minutes, view->minutes);
	when_fill(v, &rule, &when, &view->when);
	circle_form_page(page_begin(v, "Task", TAB_ME), view);
	return page_end_status(v, is_refused ? 422 : 200);
}

static struct boards_task empty(void)
{
	return (struct boards_task){ .title = { "", 0 }, .note = { "", 0 }, .time = -1 };
}

/* A draft taken up again, or what the page begins with. */
static struct boards_task begin(struct visit *v, struct boards_task otherwise)
{
	if (v->form.n == 0)
		return otherwise;
	struct boards_task t = read_sent(v, &otherwise);

	t.edition = otherwise.edition;
	v->form.n_errors = 0;
	v->form.is_bad = false;
	return t;
}

/* --- a new one */
static struct circle_form_view *new_view(struct visit *v)
{
	struct circle_form_view *view = arena_new(v->arena, struct circle_form_view);

	view->title = "A task somebody could take";
	view->button = "Put it on the list";
	view->action = url_path(STR("/circle/new"));
	view->back = url_path(STR("/circle"));
	return view;
}

fallible circle_get_new(struct visit *v)
{
	struct boards_task t = empty();
	long number = form_number(&v->query, "idea", 1, 1000, 0);
	const struct circle_idea *idea = number ? circle_idea((size_t)number - 1) : NULL;

	if (idea) {
		t.title = str_c(idea->title);
		t.minutes = idea->minutes;
	}
	t = begin(v, t);
	return show(v, new_view(v), &t);
}

fallible circle_post_new(struct visit *v)
{
	const struct boards_task none = empty();
	struct boards_task t = read_sent(v, &none);
	struct circle_form_view *view = new_view(v);
	struct circle *c;

	if (v->form.is_bad)
		return FAIL(BAD_REQUEST);
	if (v->form.n_errors)
		return show(v, view, &t);
	TRY(circle_open(&v->act, &c));
	if (circle_add_task(&v->act, c, &t)) {
		view->note = "The list is full. Remove a task first. Nothing was changed.";
		return show(v, view, &t);
	}
	TRY(circle_save(&v->act, c));
	return visit_redirect(v, "/circle?new=1");
}

/* --- change */
static struct circle_form_view *edit_view(struct visit *v, const struct boards_task *t)
{
	struct circle_form_view *view = arena_new(v->arena, struct circle_form_view);

	view->title = "Change this task";
	view->button = "Keep it";
	view->action = circle_task_url(v, t->id, "/edit");
	view->back = circle_task_url(v, t->id, "");
	return view;
}

fallible circle_get_edit(struct visit *v)
{
	const struct boards_task *is;
	struct circle *c;

	TRY(circle_read_task(v, &c, &is));
	struct boards_task t = begin(v, *is);

	return show(v, edit_view(v, is), &t);
}

fallible circle_post_edit(struct visit *v)
{
	const struct boards_task *is;
	struct circle *c;
	struct id16 had;

	TRY(circle_read_task(v, &c, &is));
	struct circle_form_view *view = edit_view(v, is);
	struct boards_task t = read_sent(v, is);

	if (v->form.is_bad)
		return FAIL(BAD_REQUEST);
	if (v->form.n_errors)
		return show(v, view, &t);
	uint32_t now = is->edition;

	if (circle_change_task(c, &t, &had)) {
		t.edition = now;
		view->note = "This task was changed meanwhile, on another device. Below are your "
			     "words. Keep them, or go back.";
		return show(v, view, &t);
	}
	TRY(circle_save(&v->act, c));
	return visit_redirect_to(
		v, circle_task_url(v, t.id, boards_is_nobody(had) ? "?kept=1" : "?opened=1").s);
}
