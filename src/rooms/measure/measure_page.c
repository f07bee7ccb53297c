/* measure: the list, one measure, and the list of routes. */
#include "measure_page.h"
#include "measure.html.h"
#include "sharing.h"
#include "words.h"

struct url measure_url(struct visit *v, const struct measure *m, const char *rest)
{
	struct str address = measure_address(v->arena, m);

	return url_path(arena_print(v->arena, "%.*s%s", (int)address.n, address.p, rest));
}

struct url measure_result_url(struct visit *v, const struct measure_result *r, const char *rest)
{
	char hex[33];

	hex_write(hex, BYTES_OF(r->id));
	return measure_url(v, r->measure, arena_print(v->arena, "/r/%s%s", hex, rest).p);
}

fallible measure_read_path(struct visit *v, const struct measure **ret)
{
	*ret = measure_find(visit_param(v, 0));
	return *ret ? OK : FAIL(NOT_FOUND);
}

static size_t count_answers(const struct measure *m, const measure_answer answer[])
{
	size_t n = 0;

	for (size_t i = 0; i < measure_questions(m); i++)
		n += answer[i] != 0;
	return n;
}

static struct url go_on(struct visit *v, const struct measure *m, const measure_answer answer[])
{
	size_t next = measure_next(m, answer);

	if (next == measure_questions(m))
		return measure_url(v, m, "/done");
	return measure_url(v, m, arena_print(v->arena, "/q/%zu", next + 1).p);
}

/* --- the list */
static bool is_for(const struct measure *m, enum role role)
{
	return m->meant_for == MEASURE_FOR_BOTH ||
	       (m->meant_for == MEASURE_FOR_SURVIVOR && role != ROLE_PARTNER) ||
	       (m->meant_for == MEASURE_FOR_PARTNER && role != ROLE_SURVIVOR);
}

static void add_begun(struct visit *v, const struct measure *m, const struct measure_open *open,
		      struct measure_list_view *view)
{
	view->begun[view->n_begun++] = (struct measure_begun_view){
		.measure = m,
		.when = words_day_near(v->arena, open->day, act_today(&v->act)),
		.done = count_answers(m, open->answer),
		.all = measure_questions(m),
		.go_on = go_on(v, m, open->answer),
		.drop = measure_url(v, m, "/drop"),
	};
}

static bool does_suit(struct visit *v, const struct measure_result *last, unsigned weeks)
{
	return weeks &&
	       (!last->measure || act_today(&v->act).n >= measure_suits(last->day, weeks).n);
}

static void add_door(struct visit *v, const struct measure *m, const struct measure_result *last,
		     unsigned weeks, struct measure_list_view *view)
{
	struct measure_door_view door = { .measure = m, .open = measure_url(v, m, "") };

	if (last->measure) {
		struct str total = measure_total_words(v, last);
		struct str day = words_date(v->arena, last->day);

		door.last = arena_print(v->arena, "Last: %.*s, on %.*s", (int)total.n, total.p,
					(int)day.n, day.p);
	}
	if (does_suit(v, last, weeks))
		view->suits[view->n_suits++] = door;
	if (m->n_items == 0)
		view->typed[view->n_typed++] = door;
	else if (is_for(m, v->act.preferences->role) || last->measure)
		view->mine[view->n_mine++] = door;
	else
		view->more[view->n_more++] = door;
}

static fallible get_list(struct visit *v)
{
	struct measure_list_view *view = arena_new(v->arena, struct measure_list_view);
	struct measure_private *mine = arena_new(v->arena, struct measure_private);
	struct measure_result *last = arena_array(v->arena, struct measure_result, MEASURES);

	TRY(measure_private_read(&v->act, mine));
	TRY(measure_latest(&v->act, NULL, last));
	for (size_t i = 0; i < MEASURES; i++) {
		const struct measure *m = measure_at(i);

		if (mine->open[i].is_there)
			add_begun(v, m, &mine->open[i], view);
		add_door(v, m, &last[i], mine->weeks[i], view);
	}
	TRY(sharing_readers(&v->act, TOPIC_MEASURE, &view->readers));
	measure_list_page(page_begin(v, "Numbers", TAB_ME), view);
	return page_end(v);
}

/* --- one measure */
static const struct ui_option often[] = {
	{ "0", "Not", false, false },
	{ "1", "Every week", false, false },
	{ "2", "Every two weeks", false, false },
	{ "4", "Every four weeks", false, false },
	{ "12", "Every twelve weeks", false, false },
};
#define OFTEN (sizeof often / sizeof *often)

static const unsigned often_weeks[OFTEN] = { 0, 1, 2, 4, 12 };

static void fill_often(struct visit *v, unsigned weeks, const struct measure_result *last,
		       struct measure_about_view *view)
{
	struct ui_option *option = arena_array(v->arena, struct ui_option, OFTEN);

	for (size_t i = 0; i < OFTEN; i++) {
		option[i] = often[i];
		option[i].is_chosen = weeks == often_weeks[i];
	}
	view->weeks = (struct ui_choices){ .name = "weeks",
					   .legend = "How often?",
					   .option = option,
					   .n = OFTEN,
					   .is_chips = true };
	if (weeks)
		view->suits = last ? words_date(v->arena, measure_suits(last->day, weeks))
				   : STR("now on");
}

static void fill_unfinished(struct visit *v, const struct measure_result list[], size_t n,
			    struct measure_about_view *view)
{
	struct measure_row_view *row = arena_array(v->arena, struct measure_row_view, n + 1);

	for (size_t i = n; i-- > 0;)
		if (!list[i].has_total)
			row[view->n_unfinished++] = (struct measure_row_view){
				.day = words_date(v->arena, list[i].day),
				.open = measure_result_url(v, &list[i], ""),
			};
	view->unfinished = row;
}

static const struct measure_result *last_total(const struct measure_result list[], size_t n)
{
	for (size_t i = n; i-- > 0;)
		if (list[i].has_total)
			return &list[i];
	return NULL;
}

fallible measure_show_about(struct visit *v, const struct measure *m, int status)
{
	struct measure_about_view *view = arena_new(v->arena, struct measure_about_view);
	struct measure_private *mine = arena_new(v->arena, struct measure_private);
	struct measure_result *list;
	size_t n, index = measure_index(m);
	struct day today = act_today(&v->act);

	TRY(measure_private_read(&v->act, mine));
	TRY(measure_results(&v->act, m, &list, &n));
	const struct measure_result *last = last_total(list, n);
	const struct measure_open *open = &mine->open[index];

	view->measure = m;
	view->questions = measure_questions(m);
	view->start = measure_url(v, m, "/start");
	view->drop = measure_url(v, m, "/drop");
	view->all = measure_url(v, m, "/all");
	view->type_in = measure_url(v, m, "/total");
	view->often = measure_url(v, m, "/often");
	view->go_on = go_on(v, m, open->answer);
	view->is_begun = open->is_there;
	view->begun = words_day_near(v->arena, open->day, today);
	view->done = count_answers(m, open->answer);
	if (last && measure_is_soon(m, last->day, today))
		view->is_soon = words_date(v->arena, last->day);
	fill_often(v, mine->weeks[index], last, view);
	fill_unfinished(v, list, n, view);
	measure_fill_course(v, m, list, n, true, &view->course);
	TRY(sharing_readers(&v->act, TOPIC_MEASURE, &view->readers));
	measure_about_page(page_begin(v, "Numbers", TAB_ME), view);
	return page_end_status(v, status);
}

static fallible get_about(struct visit *v)
{
	const struct measure *m;

	TRY(measure_read_path(v, &m));
	return measure_show_about(v, m, 200);
}

static fallible post_often(struct visit *v)
{
	const struct measure *m;

	TRY(measure_read_path(v, &m));
	long weeks = form_number(&v->form, "weeks", 0, MEASURE_WEEKS_MAX, 0);

	if (v->form.is_bad || m->n_items == 0)
		return FAIL(BAD_REQUEST);
	TRY(measure_wish(&v->act, m, (unsigned)weeks));
	return visit_redirect_to(v, measure_url(v, m, "").s);
}

static const struct route measure_routes[] = {
	{ HTTP_GET, "/measure", WHO_PERSON, get_list },
	{ HTTP_GET, "/measure/:what", WHO_PERSON, get_about },
	{ HTTP_POST, "/measure/:what/often", WHO_PERSON, post_often },
	{ HTTP_POST, "/measure/:what/start", WHO_PERSON, measure_post_start },
	{ HTTP_GET, "/measure/:what/q/:n", WHO_PERSON, measure_get_question, .keeps_words = true },
	{ HTTP_POST, "/measure/:what/q/:n", WHO_PERSON, measure_post_question,
	  .keeps_words = true },
	{ HTTP_GET, "/measure/:what/all", WHO_PERSON, measure_get_all, .keeps_words = true },
	{ HTTP_POST, "/measure/:what/all", WHO_PERSON, measure_post_all, .keeps_words = true,
	  .speaks = true },
	{ HTTP_GET, "/measure/:what/done", WHO_PERSON, measure_get_done },
	{ HTTP_POST, "/measure/:what/done", WHO_PERSON, measure_post_done, .speaks = true },
	{ HTTP_POST, "/measure/:what/drop", WHO_PERSON, measure_post_drop },
	{ HTTP_GET, "/measure/:what/worse", WHO_PERSON, measure_get_worse },
	{ HTTP_GET, "/measure/:what/total", WHO_PERSON, measure_get_total, .keeps_words = true },
	{ HTTP_POST, "/measure/:what/total", WHO_PERSON, measure_post_total, .keeps_words = true,
	  .speaks = true },
	{ HTTP_GET, "/measure/:what/r/:id", WHO_PERSON, measure_get_result },
	{ HTTP_GET, "/measure/:what/r/:id/print", WHO_PERSON, measure_get_print },
	{ HTTP_GET, "/measure/:what/r/:id/edit", WHO_PERSON, measure_get_edit,
	  .keeps_words = true },
	{ HTTP_POST, "/measure/:what/r/:id/edit", WHO_PERSON, measure_post_edit,
	  .keeps_words = true, .speaks = true },
	{ HTTP_POST, "/measure/:what/r/:id/remove", WHO_PERSON, measure_post_remove,
	  .speaks = true },
};

const struct room room_measure = { .name = "measure",
				   ROOM_ROUTES(measure_routes),
				   .title = "How I am, in numbers",
				   .add_records = measure_add_records,
				   .add_paper = measure_add_paper,
				   .add_fhir = measure_add_fhir,
				   .topic = TOPIC_MEASURE,
				   .show_topic = measure_show };
