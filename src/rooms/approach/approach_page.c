/* approach: one's own list, what to put on it, and the list of routes. */
#include "approach_page.h"
#include "approach.html.h"
#include "others.h"
#include "words.h"
#include "sharing.h"

struct url approach_url(struct visit *v, struct id16 item, const char *rest)
{
	char hex[33];

	hex_write(hex, BYTES_OF(item));
	return url_path(arena_print(v->arena, "/approach/%s%s", hex, rest));
}

fallible approach_read_item(struct visit *v, struct approach_item *ret)
{
	struct id16 id;

	if (!visit_param_id(v, 0, &id))
		return FAIL(NOT_FOUND);
	return approach_find(&v->act, id, ret);
}

struct str approach_rating_text(struct visit *v, unsigned rating)
{
	return arena_print(v->arena, "%s (%u)", approach_rating_words(rating), rating);
}

struct str approach_when(struct visit *v, const struct approach_log *log)
{
	return words_when(v->arena, log->day, log->time, act_today(&v->act));
}

struct str approach_how(struct visit *v, const struct approach_log *log)
{
	struct str how = { "", 0 };

	if (log->minutes)
		how = arena_print(v->arena, "%u minutes", log->minutes);
	if (log->companion)
		how = arena_print(v->arena, "%.*s%s%s", (int)how.n, how.p, how.n ? ", " : "",
				  approach_companion_words(log->companion));
	if (log->place.n)
		how = arena_print(v->arena, "%.*s%s%.*s", (int)how.n, how.p, how.n ? ", " : "",
				  (int)log->place.n, log->place.p);
	return how;
}

const char *approach_note(enum approach_refusal r)
{
	static const char *const notes[] = {
		[APPROACH_FINE] = NULL,
		[APPROACH_MOVED] = "This was changed in another window meanwhile. What stands here "
				   "is not kept yet. Look it over, then keep it.",
		[APPROACH_FULL] = "A list holds 100 steps. Nothing was changed; your words are "
				  "still here.",
	};

	return notes[r];
}

/* --- the list */
static fallible fill_row(struct visit *v, const struct approach_item *item,
			 const struct approach_log log[], size_t n, struct approach_row_view *row)
{
	static const struct id16 none = { 0 };
	struct approach_advice advice = approach_advise(&v->act, item, log, n);
	struct day today = act_today(&v->act);

	*row = (struct approach_row_view){
		.text = item->text,
		.rating = approach_rating_text(v, item->rating),
		.state = str_c(approach_word_words(advice.word)),
		.address = approach_url(v, item->id, ""),
		.is_piece = !id16_equal(item->split_from, none),
	};
	for (size_t i = 0; i < n; i++) {
		if (log[i].is_done || log[i].day.n < today.n || row->plan.n ||
		    !id16_equal(log[i].item, item->id))
			continue;
		char hex[33];

		hex_write(hex, BYTES_OF(log[i].id));
		row->plan = approach_when(v, &log[i]);
		row->log = approach_url(v, item->id, arena_print(v->arena, "/log/%s", hex).p);
	}
	return OK;
}

/* The one that is planned next is where one stands. */
static void mark_here(const struct approach_item item[], size_t n, const struct approach_log log[],
		      size_t n_logs, struct day today, struct approach_row_view *row)
{
	for (size_t i = 0; i < n_logs; i++) {
		if (log[i].is_done || log[i].day.n < today.n)
			continue;
		for (size_t k = 0; k < n; k++)
			if (id16_equal(item[k].id, log[i].item) && !item[k].is_away) {
				row[k].is_here = true;
				return;
			}
	}
}

static fallible fill_list(struct visit *v, struct approach_list_view *view)
{
	struct approach_item *item;
	struct approach_log *log;
	size_t n, n_logs = 0;

	TRY(approach_items(&v->act, &item, &n));
	struct approach_row_view *row = arena_array(v->arena, struct approach_row_view, n + 1);

	if (n)
		TRY(approach_logs(&v->act, NULL, &log, &n_logs));
	for (size_t i = 0; i < n; i++) {
		TRY(fill_row(v, &item[i], log, n_logs, &row[i]));
		view->n += !item[i].is_away;
	}
	if (n)
		mark_here(item, n, log, n_logs, act_today(&v->act), row);
	view->row = row;
	view->away = row + view->n;
	view->n_away = n - view->n;
	return OK;
}

static fallible get_list(struct visit *v)
{
	struct approach_list_view view = { 0 };
	struct other partner;

	TRY(fill_list(v, &view));
	TRY(others_partner(&v->act, &partner, &view.has_partner));
	if (view.has_partner)
		view.name = partner.name;
	TRY(sharing_readers(&v->act, TOPIC_APPROACH, &view.readers));
	approach_list_page(page_begin(v, "Steps", TAB_US), &view);
	return page_end(v);
}

static fallible get_print(struct visit *v)
{
	struct approach_list_view view = { 0 };

	TRY(fill_list(v, &view));
	approach_print_page(page_begin(v, "Sheet", TAB_US), &view);
	return page_end(v);
}

/* --- suggestions */
static fallible get_areas(struct visit *v)
{
	struct approach_areas_view view = { 0 };

	for (int i = 1; i < APPROACH_AREAS; i++) {
		const struct approach_area_words *w = approach_area_words((enum approach_area)i);

		view.door[view.n++] = (struct ui_door){
			.address = url_path(arena_print(v->arena, "/approach/add/%s", w->address)),
			.icon = ICON_LADDER,
			.title = str_c(w->title),
			.text = str_c(w->lead)
		};
	}
	approach_areas_page(page_begin(v, "Add", TAB_US), &view);
	return page_end(v);
}

static bool is_listed(const struct approach_item item[], size_t n, const char *words)
{
	for (size_t i = 0; i < n; i++)
		if (str_equal(item[i].text, str_c(words)))
			return true;
	return false;
}

static fallible show_area(struct visit *v, enum approach_area area, enum approach_refusal refusal)
{
	struct approach_area_view *view = arena_new(v->arena, struct approach_area_view);
	const struct approach_suggestion *s;
	struct approach_item *item;
	size_t n;

	TRY(approach_items(&v->act, &item, &n));
	view->words = approach_area_words(area);
	view->action = url_path(arena_print(v->arena, "/approach/add/%s", view->words->address));
	view->is_closeness = area == APPROACH_CLOSENESS;
	view->note = approach_note(refusal);
	for (; view->n < APPROACH_SUGGESTIONS && (s = approach_suggestion(area, view->n));
	     view->n++)
		view->row[view->n] =
			(struct approach_suggestion_view){ s, approach_rating_text(v, s->rating),
							   is_listed(item, n, s->words) };
	approach_area_page(page_begin(v, "Add", TAB_US), view);
	return page_end_status(v, refusal ? 422 : 200);
}

static fallible get_area(struct visit *v)
{
	enum approach_area area;

	if (!approach_find_area(visit_param(v, 0), &area))
		return FAIL(NOT_FOUND);
	return show_area(v, area, APPROACH_FINE);
}

static fallible post_area(struct visit *v)
{
	const struct approach_suggestion *s = NULL;
	enum approach_refusal refusal;
	enum approach_area area;

	if (!approach_find_area(visit_param(v, 0), &area))
		return FAIL(NOT_FOUND);
	long number = form_number(&v->form, "suggestion", 1, APPROACH_SUGGESTIONS, 0);

	for (size_t i = 0; number && (s = approach_suggestion(area, i)) && s->number != number;)
		i++;
	if (v->form.is_bad || !s)
		return FAIL(BAD_REQUEST);
	struct approach_item item = { .text = str_c(s->words), .area = area, .rating = s->rating };

	TRY(approach_add(&v->act, &item, &refusal));
	if (refusal)
		return show_area(v, area, refusal);
	return visit_redirect_to(v, approach_url(v, item.id, "?new=1").s);
}

static const struct route approach_routes[] = {
	{ HTTP_GET, "/approach", WHO_PERSON, get_list },
	{ HTTP_GET, "/approach/print", WHO_PERSON, get_print },
	{ HTTP_GET, "/approach/add", WHO_PERSON, get_areas },
	{ HTTP_GET, "/approach/add/:area", WHO_PERSON, get_area },
	{ HTTP_POST, "/approach/add/:area", WHO_PERSON, post_area },
	{ HTTP_GET, "/approach/new", WHO_PERSON, approach_get_new, .keeps_words = true },
	{ HTTP_POST, "/approach/new", WHO_PERSON, approach_post_new, .keeps_words = true },
	{ HTTP_GET, "/approach/joint", WHO_PERSON, approach_get_joint },
	{ HTTP_POST, "/approach/joint", WHO_PERSON, approach_post_joint, .speaks = true },
	{ HTTP_POST, "/approach/joint/take", WHO_PERSON, approach_post_take },
	{ HTTP_GET, "/approach/:item", WHO_PERSON, approach_get_step },
	{ HTTP_GET, "/approach/:item/edit", WHO_PERSON, approach_get_edit, .keeps_words = true },
	{ HTTP_POST, "/approach/:item/edit", WHO_PERSON, approach_post_edit, .keeps_words = true,
	  .speaks = true },
	{ HTTP_GET, "/approach/:item/split", WHO_PERSON, approach_get_split, .keeps_words = true },
	{ HTTP_POST, "/approach/:item/split", WHO_PERSON, approach_post_split,
	  .keeps_words = true },
	{ HTTP_GET, "/approach/:item/plan/:log", WHO_PERSON, approach_get_plan,
	  .keeps_words = true },
	{ HTTP_POST, "/approach/:item/plan/:log", WHO_PERSON, approach_post_plan,
	  .keeps_words = true, .speaks = true },
	{ HTTP_GET, "/approach/:item/log/:log", WHO_PERSON, approach_get_log, .keeps_words = true },
	{ HTTP_POST, "/approach/:item/log/:log", WHO_PERSON, approach_post_log, .keeps_words = true,
	  .speaks = true },
	{ HTTP_POST, "/approach/:item/remove/:log", WHO_PERSON, approach_post_remove,
	  .speaks = true },
	{ HTTP_GET, "/approach/:item/worse", WHO_PERSON, approach_get_worse },
	{ HTTP_POST, "/approach/:item/away", WHO_PERSON, approach_post_away },
	{ HTTP_POST, "/approach/:item/up", WHO_PERSON, approach_post_up },
	{ HTTP_GET, "/approach/:item/share/:other", WHO_PERSON, approach_get_share },
	{ HTTP_POST, "/approach/:item/share/:other", WHO_PERSON, approach_post_share,
	  .speaks = true },
};

const struct room room_approach = { .name = "approach",
				    ROOM_ROUTES(approach_routes),
				    .title = "Small steps",
				    .add_records = approach_add_records,
				    .topic = TOPIC_APPROACH,
				    .show_topic = approach_show_list,
				    .place = PLACE_APPROACH,
				    .show_item = approach_show_item };
