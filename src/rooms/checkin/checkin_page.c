/* checkin: pages. One question a page; the options are the buttons, so an answer is one tap, and
 * each is kept at once. */
#include "checkin.html.h"
#include "checkin_show_page.h"
#include "checkin_use.h"
#include "checkin_view.h"
#include "room.h"
#include "words.h"
#include "sharing.h"

static struct url day_url(struct visit *v, struct day day, size_t step)
{
	if (step == 0)
		return url_path(arena_print(v->arena, "/checkin/%d", day.n));
	return url_path(arena_print(v->arena, "/checkin/%d/%zu", day.n, step));
}

/* The day of the path; NOT_FOUND for anything that is not a day of this person's notebook so far.
 */
static fallible read_day(struct visit *v, struct day *ret)
{
	long n;

	if (!str_number(visit_param(v, 0), &n) || n > act_today(&v->act).n || n < 10000)
		return FAIL(NOT_FOUND);
	*ret = (struct day){ (int32_t)n };
	return OK;
}

struct asked {
	struct day day;
	size_t step, steps; /* step 1 … steps */
	enum checkin_question question;
};

static fallible read_place(struct visit *v, struct asked *ret)
{
	enum checkin_question asked[CHECKIN__COUNT];
	long step;

	TRY(read_day(v, &ret->day));
	ret->steps = checkin_questions(v->act.preferences->role, asked);
	if (!str_number(visit_param(v, 1), &step) || step < 1 || (size_t)step > ret->steps ||
	    !checkin_is_open(ret->day, act_today(&v->act)))
		return FAIL(NOT_FOUND);
	ret->step = (size_t)step;
	ret->question = asked[step - 1];
	return OK;
}

/* --- one question */
static void fill_options(const struct asked *p, const struct checkin *c,
			 struct checkin_question_view *view)
{
	struct checkin_words w = checkin_words(p->question);

	for (size_t i = 0; i < w.answers.n; i++)
		view->option[view->n_options++] = (struct checkin_option_view){
			.answer = &w.answers.row[i],
			.is_chosen = c->answer[p->question] == w.answers.row[i].number,
			.near = p->question == CHECKIN_CLOSE ? w.answers.row[i].number : 0,
		};
}

static fallible show_question(struct visit *v, const struct asked *p, struct str good,
			      const char *error, int status)
{
	struct checkin c;
	bool found;
	struct checkin_words w = checkin_words(p->question);

	TRY(checkin_find(&v->act, p->day, &c, &found));
	struct checkin_question_view view = {
		.action = day_url(v, p->day, p->step),
		.back = p->step > 1 ? day_url(v, p->day, p->step - 1) : url_path(STR("/today")),
		.when = words_day_near(v->arena, p->day, act_today(&v->act)),
		.step = p->step,
		.steps = p->steps,
		.title = w.title,
		.lead = w.lead,
		.why = w.why,
		.good = good.n ? good : c.good,
		.error = error,
	};
	struct str who = v->act.preferences->close_to;

	if (p->question == CHECKIN_CLOSE && who.n)
		view.title =
			arena_print(v->arena, "How close did you feel to %.*s?", (int)who.n, who.p)
				.p;
	fill_options(p, &c, &view);
	TRY(sharing_readers(&v->act, TOPIC_CHECKIN, &view.readers));
	checkin_question_page(page_begin(v, "List", TAB_TODAY), &view);
	return page_end_status(v, status);
}

static fallible get_question(struct visit *v)
{
	struct asked p;

	TRY(read_place(v, &p));
	return show_question(v, &p, form_raw(&v->form, "good"), NULL, 200);
}

static fallible post_question(struct visit *v)
{
	struct asked p;
	struct str good = { "", 0 };
	uint8_t number = 0;

	TRY(read_place(v, &p));
	bool is_skipped = form_check(&v->form, "skip");

	if (p.question == CHECKIN_GOOD && !is_skipped) {
		good = form_text(&v->form, v->arena, "good", CHECKIN_GOOD_MAX);
		if (v->form.n_errors)
			return show_question(v, &p, good, form_error_of(&v->form, "good"), 422);
	} else if (!is_skipped) {
		number = checkin_answer_number(p.question, form_raw(&v->form, "v"));
		if (number == 0)
			return FAIL(BAD_REQUEST);
	}
	if (!is_skipped)
		TRY(checkin_answer(&v->act, p.day, p.question, number, good));
	return visit_redirect_to(v, day_url(v, p.day, p.step < p.steps ? p.step + 1 : 0).s);
}

/* --- a day, all days */
static fallible get_day(struct visit *v)
{
	enum checkin_question asked[CHECKIN__COUNT];
	struct checkin c;
	struct day day;
	bool found;

	TRY(read_day(v, &day));
	TRY(checkin_find(&v->act, day, &c, &found));
	struct checkin_day_view view = { .when = words_day_near(v->arena, day, act_today(&v->act)),
					 .remove = url_path(arena_print(
						 v->arena, "/checkin/%d/remove", day.n)),
					 .n = checkin_questions(v->act.preferences->role, asked),
					 .is_open = checkin_is_open(day, act_today(&v->act)),
					 .is_empty = checkin_is_empty(&c) };

	for (size_t i = 0; i < view.n; i++) {
		const char *words = checkin_answer_words(asked[i], c.answer[asked[i]]);

		view.row[i] = (struct checkin_row_view){ .title = checkin_words(asked[i]).title,
							 .answer = asked[i] == CHECKIN_GOOD
									   ? c.good
									   : str_c(words),
							 .edit = day_url(v, day, i + 1) };
	}
	checkin_day_page(page_begin(v, "Kept", TAB_TODAY), &view);
	return page_end(v);
}

static fallible post_remove(struct visit *v)
{
	struct day day;

	TRY(read_day(v, &day));
	TRY(checkin_remove(&v->act, day));
	return visit_redirect(v, "/checkin");
}

static fallible get_list(struct visit *v)
{
	struct checkin list[2 * CHECKIN_DAYS_BACK];
	struct day today = act_today(&v->act);
	struct checkin_list_view view = { 0 };
	size_t n;

	TRY(checkin_recent(&v->act, list, sizeof list / sizeof *list, &n));
	for (int back = 0; back <= CHECKIN_DAYS_BACK; back++) {
		struct day day = { today.n - back };
		struct checkin_list_row *row = &view.row[view.n++];

		row->when = words_day_title(v->arena, day, act_today(&v->act));
		row->open = day_url(v, day, 1);
		for (size_t i = 0; i < n; i++) {
			if (list[i].day.n != day.n)
				continue;
			row->is_filled = true;
			row->open = day_url(v, day, 0);
			row->near = list[i].answer[CHECKIN_CLOSE];
			row->summary = str_c(
				checkin_answer_words(CHECKIN_CLOSE, list[i].answer[CHECKIN_CLOSE]));
			if (row->summary.n == 0)
				row->summary = STR("Filled in");
		}
	}
	checkin_list_page(page_begin(v, "Days", TAB_TODAY), &view);
	return page_end(v);
}

static const struct route checkin_routes[] = {
	{ HTTP_GET, "/checkin", WHO_PERSON, get_list },
	{ HTTP_GET, "/checkin/:day", WHO_PERSON, get_day },
	{ HTTP_GET, "/checkin/:day/:step", WHO_PERSON, get_question, .keeps_words = true },
	{ HTTP_POST, "/checkin/:day/:step", WHO_PERSON, post_question, .keeps_words = true },
	{ HTTP_POST, "/checkin/:day/remove", WHO_PERSON, post_remove },
};

const struct room room_checkin = { .name = "checkin",
				   ROOM_ROUTES(checkin_routes),
				   .title = "Check-ins",
				   .add_records = checkin_add_records,
				   .topic = TOPIC_CHECKIN,
				   .show_topic = checkin_show };
