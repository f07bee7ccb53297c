/* circle: the owner's list of tasks and helpers, ideas, words to ask with, and routes. */
#include "circle_page.h"
#include "circle.html.h"
#include "words.h"

/* --- addresses */
static struct url url_of(struct visit *v, const char *before, struct id16 id, const char *rest)
{
	char text[33];

	hex_write(text, BYTES_OF(id));
	return url_path(arena_print(v->arena, "/circle/%s/%s%s", before, text, rest));
}

struct url circle_task_url(struct visit *v, struct id16 task, const char *rest)
{
	return url_of(v, "task", task, rest);
}

struct url circle_helper_url(struct visit *v, struct id16 helper, const char *rest)
{
	return url_of(v, "helper", helper, rest);
}

fallible circle_read_task(struct visit *v, struct circle **ret, const struct boards_task **ret_task)
{
	struct id16 id;

	if (!visit_param_id(v, 0, &id))
		return FAIL(NOT_FOUND);
	TRY(circle_open(&v->act, ret));
	*ret_task = circle_find_task(*ret, id);
	return *ret_task ? OK : FAIL(NOT_FOUND);
}

fallible circle_read_helper(struct visit *v, struct circle **ret,
			    const struct circle_helper **ret_helper)
{
	struct id16 id;

	if (!visit_param_id(v, 0, &id))
		return FAIL(NOT_FOUND);
	TRY(circle_open(&v->act, ret));
	*ret_helper = circle_find_helper(*ret, id);
	return *ret_helper ? OK : FAIL(NOT_FOUND);
}

/* --- words of a task */
static struct str when(struct visit *v, const struct boards_task *t, struct day today)
{
	if (t->day.n)
		return words_when(v->arena, t->day, t->time, today);
	if (t->time < 0)
		return STR("Any day");
	return arena_print(v->arena, "Any day at %d:%02d", t->time / 60, t->time % 60);
}

static struct str how(struct visit *v, const struct boards_task *t)
{
	struct str duration = words_duration(v->arena, t->minutes);

	if (!t->minutes)
		return t->is_weekly ? STR("Every week") : (struct str){ "", 0 };
	return arena_print(v->arena, "About %.*s%s", (int)duration.n, duration.p,
			   t->is_weekly ? ", every week" : "");
}

static const char *hex_of(struct visit *v, struct id16 id)
{
	char *text = arena_take(v->arena, 33);

	hex_write(text, BYTES_OF(id));
	return text;
}

struct circle_task_view circle_view_task(struct visit *v, const struct boards_task *t,
					 struct day today)
{
	return (struct circle_task_view){ .address = circle_task_url(v, t->id, ""),
					  .id = hex_of(v, t->id),
					  .title = t->title,
					  .when = when(v, t, today),
					  .how = how(v, t),
					  .note = t->note,
					  .who = { "", 0 },
					  .edition = t->edition,
					  .day = t->day.n,
					  .is_done = t->is_done };
}

struct circle_task_view circle_view_own(struct visit *v, const struct circle *c,
					const struct boards_task *t)
{
	struct circle_task_view view = circle_view_task(v, t, c->today);
	const struct circle_helper *by = circle_find_helper(c, t->by);

	if (by)
		view.who = by->name;
	return view;
}

size_t circle_view_helpers(struct visit *v, const struct circle *c,
			   struct circle_helper_view ret[CIRCLE_VIEW_HELPERS])
{
	for (size_t i = 0; i < c->n_helpers; i++)
		ret[i] = (struct circle_helper_view){
			.address = circle_helper_url(v, c->helper[i].id, ""),
			.id = hex_of(v, c->helper[i].id),
			.name = c->helper[i].name,
			.has_link = c->helper[i].has_link,
		};
	return c->n_helpers;
}

/* --- the list */
static void add(struct visit *v, const struct circle *c, const struct boards_task *t,
		struct circle_list_view *view)
{
	struct circle_days days = circle_days_of(t);
	struct circle_task_view row = circle_view_own(v, c, t);

	switch (circle_state(&days, c->today)) {
	case CIRCLE_OPEN:
		view->open[view->n_open++] = row;
		break;
	case CIRCLE_TAKEN:
		view->taken[view->n_taken++] = row;
		break;
	case CIRCLE_DONE:
		view->done[view->n_done++] = row;
		break;
	case CIRCLE_PAST:
		view->past[view->n_past++] = row;
		break;
	}
}

/* What they did since the last change of its owner went with the board. */
#define WHEN_YOU_WANT                                                                        \
	"Something somebody took may stand as open here: ask them. Make new links when you " \
	"want to."

static const char *note_of(const struct visit *v, const struct circle *c)
{
	static const char *const ended[] = {
		[BOARDS_NEW_KEYS] =
			"The links of your helpers ended when you made new keys. " WHEN_YOU_WANT,
		[BOARDS_CLOSED] = "The links of your helpers ended when you closed what you "
				  "shared. " WHEN_YOU_WANT,
		[BOARDS_SET_BACK] = "The links of your helpers ended because your notebook was not "
				    "as you left it. " WHEN_YOU_WANT,
		[BOARDS_LOST] = "What stood here of links could not be verified. New ones can be "
				"made.",
	};

	if (form_has(&v->query, "new"))
		return "It is on the list.";
	if (form_has(&v->query, "kept"))
		return "Kept.";
	if (str_equal(form_raw(&v->query, "away"), STR("taken")))
		return "Removed. Somebody had said yes to it. Tell them.";
	if (form_has(&v->query, "away"))
		return "Removed.";
	return c->boards->n ? NULL : ended[c->boards->ended];
}

static fallible get_list(struct visit *v)
{
	struct circle_list_view *view = arena_new(v->arena, struct circle_list_view);
	struct circle *c;

	TRY(circle_open(&v->act, &c));
	for (size_t i = 0; i < c->list.n; i++)
		add(v, c, &c->list.task[i], view);
	view->n_helpers = circle_view_helpers(v, c, view->helper);
	view->is_lost = c->boards->is_lost;
	view->note = note_of(v, c);
	circle_list_page(page_begin(v, "Tasks", TAB_ME), view);
	return page_end(v);
}

/* Days by their date: on paper today is another day tomorrow. */
static fallible get_print(struct visit *v)
{
	struct circle_task_view *row =
		arena_array(v->arena, struct circle_task_view, CIRCLE_VIEW_TASKS);
	struct circle *c;
	size_t n = 0;

	TRY(circle_open(&v->act, &c));
	for (size_t i = 0; i < c->list.n; i++) {
		struct circle_days days = circle_days_of(&c->list.task[i]);
		enum circle_state state = circle_state(&days, c->today);

		if (state != CIRCLE_OPEN && state != CIRCLE_TAKEN)
			continue;
		row[n] = circle_view_own(v, c, &c->list.task[i]);
		row[n++].when = when(v, &c->list.task[i], (struct day){ 0 });
	}
	circle_print_page(page_begin(v, "Tasks to print", TAB_ME), row, n);
	return page_end(v);
}

/* --- ideas and words */
static fallible get_groups(struct visit *v)
{
	struct ui_door door[CIRCLE_GROUPS];

	for (int i = 0; i < CIRCLE_GROUPS; i++) {
		const struct circle_group_words *w = circle_group_words((enum circle_group)i);

		door[i] = (struct ui_door){
			.address = url_path(arena_print(v->arena, "/circle/ideas/%s", w->address)),
			.icon = ICON_PLUS,
			.title = str_c(w->title),
			.text = str_c(w->lead),
		};
	}
	circle_groups_page(page_begin(v, "Ideas", TAB_ME), door, CIRCLE_GROUPS);
	return page_end(v);
}

static fallible get_ideas(struct visit *v)
{
	struct circle_ideas_view *view = arena_new(v->arena, struct circle_ideas_view);
	struct str address = visit_param(v, 0);
	int group = 0;

	while (group < CIRCLE_GROUPS &&
	       !str_equal(address, str_c(circle_group_words((enum circle_group)group)->address)))
		group++;
	if (group == CIRCLE_GROUPS)
		return FAIL(NOT_FOUND);
	view->words = circle_group_words((enum circle_group)group);
	for (size_t i = 0; circle_idea(i); i++)
		if ((int)circle_idea(i)->group == group)
			view->row[view->n++] =
				(struct circle_idea_view){ circle_idea(i)->title, i + 1 };
	circle_ideas_page(page_begin(v, "Ideas", TAB_ME), view);
	return page_end(v);
}

static fallible get_words(struct visit *v)
{
	struct circle_words_view *view = arena_new(v->arena, struct circle_words_view);

	while ((view->message[view->n] = circle_message(view->n)))
		view->n++;
	circle_words_page(page_begin(v, "Words", TAB_ME), view);
	return page_end(v);
}

/* --- what helpers see */
static fallible show_shown(struct visit *v, const struct circle *c, struct str sign,
			   bool is_in_calendar)
{
	struct circle_shown_view *view = arena_new(v->arena, struct circle_shown_view);

	view->note = form_has(&v->query, "kept") ? "Kept." : NULL;
	view->for_whom = c->list.sign;
	view->is_in_calendar = is_in_calendar;
	view->sign = (struct ui_field){ .name = "sign",
					.label = "For whom is it?",
					.hint = "Stands at the top: Things to do for … Can stay "
						"empty.",
					.error = form_error_of(&v->form, "sign"),
					.value = sign,
					.length_max = BOARDS_SIGN_MAX };
	for (size_t i = 0; i < c->list.n; i++) {
		struct circle_days days = circle_days_of(&c->list.task[i]);

		if (circle_is_shown(&days, false, c->today))
			view->task[view->n++] = circle_view_task(v, &c->list.task[i], c->today);
	}
	circle_shown_page(page_begin(v, "Shown", TAB_ME), view);
	return page_end_status(v, v->form.n_errors ? 422 : 200);
}

static fallible get_shown(struct visit *v)
{
	struct circle *c;

	TRY(circle_open(&v->act, &c));
	if (v->form.n) /* a draft taken up again */
		return show_shown(v, c, form_raw(&v->form, "sign"),
				  form_check(&v->form, "calendar"));
	return show_shown(v, c, c->list.sign, c->is_in_calendar);
}

static fallible post_shown(struct visit *v)
{
	struct str sign = form_line(&v->form, "sign", BOARDS_SIGN_MAX);
	bool is_in_calendar = form_check(&v->form, "calendar");
	struct circle *c;

	circle_check_words(v, "sign", sign);
	TRY(circle_open(&v->act, &c));
	if (v->form.n_errors)
		return show_shown(v, c, sign, is_in_calendar);
	c->list.sign = sign;
	c->is_in_calendar = is_in_calendar;
	TRY(circle_save(&v->act, c));
	return visit_redirect(v, "/circle/shown?kept=1");
}

static const struct route circle_routes[] = {
	{ HTTP_GET, "/circle", WHO_PERSON, get_list },
	{ HTTP_GET, "/circle/print", WHO_PERSON, get_print },
	{ HTTP_GET, "/circle/ideas", WHO_PERSON, get_groups },
	{ HTTP_GET, "/circle/ideas/:group", WHO_PERSON, get_ideas },
	{ HTTP_GET, "/circle/words", WHO_PERSON, get_words },
	{ HTTP_GET, "/circle/shown", WHO_PERSON, get_shown, .keeps_words = true },
	{ HTTP_POST, "/circle/shown", WHO_PERSON, post_shown, .keeps_words = true },
	{ HTTP_GET, "/circle/new", WHO_PERSON, circle_get_new, .keeps_words = true },
	{ HTTP_POST, "/circle/new", WHO_PERSON, circle_post_new, .keeps_words = true },
	{ HTTP_GET, "/circle/task/:task", WHO_PERSON, circle_get_task },
	{ HTTP_GET, "/circle/task/:task/edit", WHO_PERSON, circle_get_edit, .keeps_words = true },
	{ HTTP_POST, "/circle/task/:task/edit", WHO_PERSON, circle_post_edit, .keeps_words = true },
	{ HTTP_POST, "/circle/task/:task/set", WHO_PERSON, circle_post_set },
	{ HTTP_POST, "/circle/task/:task/give", WHO_PERSON, circle_post_give },
	{ HTTP_POST, "/circle/task/:task/remove", WHO_PERSON, circle_post_remove },
	{ HTTP_GET, "/circle/helpers/new", WHO_PERSON, circle_get_helper_new, .keeps_words = true },
	{ HTTP_POST, "/circle/helpers/new", WHO_PERSON, circle_post_helper_new,
	  .keeps_words = true },
	{ HTTP_GET, "/circle/helper/:helper", WHO_PERSON, circle_get_helper, .keeps_words = true },
	{ HTTP_POST, "/circle/helper/:helper", WHO_PERSON, circle_post_helper,
	  .keeps_words = true },
	{ HTTP_GET, "/circle/helper/:helper/link", WHO_PERSON_AGAIN, circle_get_link },
	{ HTTP_POST, "/circle/helper/:helper/link", WHO_PERSON_AGAIN, circle_post_link },
	{ HTTP_POST, "/circle/helper/:helper/off", WHO_PERSON, circle_post_off },
	{ HTTP_POST, "/circle/helper/:helper/remove", WHO_PERSON, circle_post_remove_helper },
	{ HTTP_GET, "/tasks/:link", WHO_ANYONE, circle_get_help, .is_plain = true },
	{ HTTP_POST, "/tasks/:link", WHO_ANYONE, circle_post_help, .is_plain = true },
};

const struct room room_circle = { .name = "circle",
				  ROOM_ROUTES(circle_routes),
				  .title = "Helping hands",
				  .add_records = circle_add_records };
