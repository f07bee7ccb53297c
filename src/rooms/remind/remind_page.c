/* remind: the list of reminders, and the form of one. */
#include "feeds.h"
#include "remind.html.h"
#include "remind_use.h"
#include "remind_view.h"
#include "room.h"
#include "when.h"

#define UNCHANGED "Nothing was changed."

static struct url url_of(struct visit *v, const struct remind *r, const char *rest)
{
	char hex[33];

	hex_write(hex, BYTES_OF(r->id));
	return url_path(arena_print(v->arena, "/remind/%s%s", hex, rest));
}

/* --- the list */
static struct str when_words(struct visit *v, const struct remind *r)
{
	struct str days = remind_days_words(v->arena, r->days),
		   time = when_clock_value(v->arena, r->time);

	return arena_print(v->arena, "%.*s, %.*s", (int)days.n, days.p, (int)time.n, time.p);
}

static fallible get_list(struct visit *v)
{
	struct remind_view view = { .note = form_has(&v->query, "kept") ? "Kept." : NULL };
	struct feeds_link link = { .is_on = true };
	struct remind *list;

	TRY(remind_list(&v->act, &list, &view.n));
	struct remind_line_view *line = arena_array(v->arena, struct remind_line_view, view.n + 1);

	for (size_t i = 0; i < view.n; i++) {
		line[i] = (struct remind_line_view){ .change = url_of(v, &list[i], ""),
						     .title = remind_title(&list[i]),
						     .when = when_words(v, &list[i]),
						     .is_in_calendar = list[i].is_in_calendar };
		view.wants_link |= list[i].is_in_calendar;
	}
	if (view.wants_link)
		TRY(feeds_open(&v->act, &link));
	view.wants_link &= !link.is_on;
	view.line = line;
	view.is_full = view.n >= REMIND_MAX;
	remind_page(page_begin(v, "List", TAB_ME), &view);
	return page_end(v);
}

/* --- the form */
static void fill_doors(const struct remind *r, struct remind_form_view *view)
{
	for (int d = REMIND_NONE + 1; d < REMIND_DOORS; d++) {
		const struct remind_row *row = remind_row((enum remind_door)d);

		view->option[view->door.n++] = (struct ui_option){ .value = row->value,
								   .words = row->words,
								   .is_chosen = (int)r->door == d };
	}
	view->door.name = "door";
	view->door.legend = "What would you like to be reminded of?";
	view->door.option = view->option;
}

static void fill_days(struct visit *v, const struct remind *r, struct remind_form_view *view)
{
	for (int d = 0; d < 7; d++)
		view->day[d] = (struct ui_option){ .value = arena_print(v->arena, "%d", d + 1).p,
						   .words = weekday_name(d),
						   .is_chosen = r->days >> d & 1 };
	view->days_error = form_error_of(&v->form, "days");
}

static fallible show_form(struct visit *v, const struct remind *r, const char *note)
{
	struct remind_form_view *view = arena_new(v->arena, struct remind_form_view);
	struct str time = r->time < 0 ? STR("") : when_clock_value(v->arena, r->time);

	view->title = r->version ? "This reminder" : "A reminder";
	view->note = note ? note : form_error_of(&v->form, "door");
	view->action = r->version ? url_of(v, r, "") : url_path(STR("/remind/new"));
	view->remove = url_of(v, r, "/remove");
	view->version = r->version;
	view->is_in_calendar = r->is_in_calendar;
	fill_doors(r, view);
	fill_days(v, r, view);
	view->words = (struct ui_field){ .name = "words",
					 .label = "Your own words for it",
					 .hint = "Can stay empty, unless you chose them above.",
					 .error = form_error_of(&v->form, "words"),
					 .value = form_or(&v->form, "words", r->words),
					 .length_max = REMIND_WORDS_MAX };
	view->time = (struct ui_field){ .name = "time",
					.label = "From what time on?",
					.error = form_error_of(&v->form, "time"),
					.value = form_or(&v->form, "time", time) };
	remind_form_page(page_begin(v, "List", TAB_ME), view);
	return page_end_status(v, note || v->form.n_errors ? 422 : 200);
}

static void read_days(struct visit *v, struct remind *r)
{
	struct str value;
	long d;

	r->days = 0;
	for (size_t i = 0; form_nth(&v->form, "days", i, &value); i++)
		if (str_number(value, &d) && d >= 1 && d <= 7)
			r->days |= 1u << (d - 1);
		else
			v->form.is_bad = true;
	if (!r->days)
		form_refuse(&v->form, "days", "Choose one day or more. " UNCHANGED);
}

/* Everything but id and version. */
static void read_form(struct visit *v, struct remind *r)
{
	struct str door = form_raw(&v->form, "door"), time = str_trim(form_raw(&v->form, "time"));

	r->door = REMIND_NONE;
	if (!door.n)
		form_refuse(&v->form, "door", "Choose what it is about. " UNCHANGED);
	else if (!remind_find_door(door, &r->door))
		v->form.is_bad = true;
	r->words = form_line(&v->form, "words", REMIND_WORDS_MAX);
	if (r->door == REMIND_OWN && !r->words.n)
		form_refuse(&v->form, "words", "Write a few words first. " UNCHANGED);
	read_days(v, r);
	r->time = -1;
	if (!clock_parse(time, &r->time))
		form_refuse(&v->form, "time", "Write the time as 19:30. " UNCHANGED);
	r->is_in_calendar = form_check(&v->form, "calendar");
}

static const char *note_of(enum remind_refusal refusal)
{
	static const char *const note[] = {
		[REMIND_FINE] = NULL,
		[REMIND_MOVED] = "This was changed in another window. Here is what you wrote. "
				 "Nothing was changed yet.",
		[REMIND_FULL] = "No more fit here. Take one away first. " UNCHANGED,
	};

	return note[refusal];
}

static fallible show_taken_up(struct visit *v, struct remind *r)
{
	if (v->form.n) { /* a draft taken up again: what it holds, without its errors */
		read_form(v, r);
		v->form.n_errors = 0;
		v->form.is_bad = false;
	}
	return show_form(v, r, NULL);
}

static fallible keep(struct visit *v, struct remind *r)
{
	enum remind_refusal refusal;

	read_form(v, r);
	if (v->form.is_bad)
		return FAIL(BAD_REQUEST);
	if (v->form.n_errors)
		return show_form(v, r, NULL);
	uint32_t now = r->version;

	r->version = (uint32_t)form_number(&v->form, "version", 0, INT32_MAX, 0);
	TRY(remind_keep(&v->act, r, &refusal));
	if (!refusal)
		return visit_redirect(v, "/remind?kept=1");
	r->version = now;
	return show_form(v, r, note_of(refusal));
}

static fallible get_new(struct visit *v)
{
	struct remind r = { .time = -1, .words = { "", 0 } };

	return show_taken_up(v, &r);
}

static fallible post_new(struct visit *v)
{
	struct remind r = { .time = -1, .words = { "", 0 } };

	return keep(v, &r);
}

static fallible read_asked(struct visit *v, struct remind *ret)
{
	struct id16 id;

	return visit_param_id(v, 0, &id) ? remind_find(&v->act, id, ret) : FAIL(NOT_FOUND);
}

static fallible get_one(struct visit *v)
{
	struct remind r;

	TRY(read_asked(v, &r));
	return show_taken_up(v, &r);
}

static fallible post_one(struct visit *v)
{
	struct remind r;

	TRY(read_asked(v, &r));
	/* Without it a new one would be kept. */
	if (form_number(&v->form, "version", 1, INT32_MAX, 0) == 0)
		return FAIL(BAD_REQUEST);
	return keep(v, &r);
}

static fallible post_remove(struct visit *v)
{
	struct remind r;

	TRY(read_asked(v, &r));
	TRY(remind_remove(&v->act, r.id));
	return visit_redirect(v, "/remind");
}

static fallible post_away(struct visit *v)
{
	struct id16 id;

	if (!visit_param_id(v, 0, &id))
		return FAIL(NOT_FOUND);
	TRY(remind_put_away(&v->act, id));
	return visit_redirect(v, "/today");
}

static const struct route remind_routes[] = {
	{ HTTP_GET, "/remind", WHO_PERSON, get_list },
	{ HTTP_GET, "/remind/new", WHO_PERSON, get_new, .keeps_words = true },
	{ HTTP_POST, "/remind/new", WHO_PERSON, post_new, .keeps_words = true },
	{ HTTP_GET, "/remind/:reminder", WHO_PERSON, get_one, .keeps_words = true },
	{ HTTP_POST, "/remind/:reminder", WHO_PERSON, post_one, .keeps_words = true },
	{ HTTP_POST, "/remind/:reminder/remove", WHO_PERSON, post_remove },
	{ HTTP_POST, "/remind/:reminder/away", WHO_PERSON, post_away },
};

const struct room room_remind = { .name = "remind",
				  ROOM_ROUTES(remind_routes),
				  .title = "Reminders",
				  .add_records = remind_add_records };
