/* approach: writing a step in own words, changing it, making a smaller piece of it. */
#include "approach_form.html.h"
#include "approach_page.h"
#include "sharing.h"

size_t approach_fill_ratings(struct visit *v, unsigned step, long chosen,
			     struct ui_option ret[APPROACH_RATINGS])
{
	size_t n = 0;

	for (unsigned r = 0; r <= APPROACH_RATING_MAX; r++) {
		if (r % step && r != chosen)
			continue;
		ret[n++] = (struct ui_option){
			.value = arena_print(v->arena, "%u", r).p,
			.words = approach_rating_text(v, r).p,
			.is_chosen = r == chosen,
		};
	}
	return n;
}

long approach_read_rating(struct visit *v, const char *name, const char *beside)
{
	struct str s = str_trim(form_raw(&v->form, name));
	long n;

	if (str_number(s, &n) && n >= 0 && n <= APPROACH_RATING_MAX)
		return n;
	form_refuse(&v->form, beside, "Choose how hard, from 0 to 100. Nothing was changed.");
	return -1;
}

/* --- the form of a step */
struct sent {
	struct str text;
	long rating; /* -1: not said */
	enum approach_area area;
};

static void fill_areas(enum approach_area chosen, struct approach_form_view *view)
{
	for (int i = 1; i < APPROACH_AREAS; i++) {
		const struct approach_area_words *w = approach_area_words((enum approach_area)i);

		view->area[view->n_areas++] = (struct ui_option){ .value = w->address,
								  .words = w->title,
								  .is_chosen = (int)chosen == i };
	}
}

static fallible show_form(struct visit *v, struct approach_form_view *view, const struct sent *sent,
			  bool asks_area)
{
	bool is_refused = view->note || v->form.n_errors;

	view->text = sent->text;
	view->text_error = form_error_of(&v->form, "text");
	view->rating_error = form_error_of(&v->form, "rating");
	view->n_ratings = approach_fill_ratings(v, 5, sent->rating, view->rating);
	if (asks_area)
		fill_areas(sent->area, view);
	TRY(sharing_readers(&v->act, TOPIC_APPROACH, &view->readers));
	approach_form_page(page_begin(v, "Step", TAB_US), view);
	return page_end_status(v, is_refused ? 422 : 200);
}

static struct sent read_sent(struct visit *v, enum approach_area otherwise)
{
	struct sent s = { .text = form_line(&v->form, "text", APPROACH_TEXT_MAX),
			  .area = otherwise };

	s.rating = approach_read_rating(v, "rating", "rating");
	if (form_has(&v->form, "area") && !approach_find_area(form_raw(&v->form, "area"), &s.area))
		v->form.is_bad = true;
	if (s.text.n == 0)
		form_refuse(&v->form, "text", "Write a few words first.");
	return s;
}

/* A draft taken up again, or what the page begins with. */
static struct sent begin(struct visit *v, struct sent otherwise)
{
	long n;

	if (v->form.n == 0)
		return otherwise;
	otherwise.text = form_raw(&v->form, "text");
	if (str_number(form_raw(&v->form, "rating"), &n) && n >= 0 && n <= APPROACH_RATING_MAX)
		otherwise.rating = n;
	(void)approach_find_area(form_raw(&v->form, "area"), &otherwise.area);
	return otherwise;
}

/* --- a new one */
static struct approach_form_view *new_view(struct visit *v)
{
	struct approach_form_view *view = arena_new(v->arena, struct approach_form_view);

	view->title = "A step in your own words";
	view->lead = "Something you stay away from and would like back. Small, safe and clear: "
		     "what, where, how long.";
	view->button = "Put it on my list";
	view->action = url_path(STR("/approach/new"));
	view->back = url_path(STR("/approach"));
	return view;
}

fallible approach_get_new(struct visit *v)
{
	long rating = form_number(&v->query, "rating", 0, APPROACH_RATING_MAX, -1);
	struct sent sent = begin(
		v, (struct sent){ .text = { "", 0 }, .rating = rating, .area = APPROACH_PLACES });

	return show_form(v, new_view(v), &sent, true);
}

fallible approach_post_new(struct visit *v)
{
	struct sent sent = read_sent(v, APPROACH_PLACES);
	struct approach_form_view *view = new_view(v);
	enum approach_refusal refusal;

	if (v->form.is_bad)
		return FAIL(BAD_REQUEST);
	if (v->form.n_errors)
		return show_form(v, view, &sent, true);
	struct approach_item item = { .text = sent.text,
				      .area = sent.area,
				      .rating = (unsigned)sent.rating };

	TRY(approach_add(&v->act, &item, &refusal));
	view->note = approach_note(refusal);
	if (view->note)
		return show_form(v, view, &sent, true);
	return visit_redirect_to(v, approach_url(v, item.id, "?new=1").s);
}

/* --- change */
static struct approach_form_view *edit_view(struct visit *v, const struct approach_item *item)
{
	struct approach_form_view *view = arena_new(v->arena, struct approach_form_view);

	view->title = "Change this step";
	view->lead = "How hard it is may change too. Go by how it feels today.";
	view->button = "Keep it";
	view->action = approach_url(v, item->id, "/edit");
	view->back = approach_url(v, item->id, "");
	view->version = item->version;
	return view;
}

fallible approach_get_edit(struct visit *v)
{
	struct approach_item item;

	TRY(approach_read_item(v, &item));
	struct sent sent = begin(v, (struct sent){ item.text, (long)item.rating, item.area });

	return show_form(v, edit_view(v, &item), &sent, true);
}

fallible approach_post_edit(struct visit *v)
{
	struct approach_item item;
	enum approach_refusal refusal;

	TRY(approach_read_item(v, &item));
	struct approach_form_view *view = edit_view(v, &item);
	struct sent sent = read_sent(v, item.area);
	long version = form_number(&v->form, "version", 0, INT32_MAX, 0);

	if (v->form.is_bad)
		return FAIL(BAD_REQUEST);
	if (v->form.n_errors)
		return show_form(v, view, &sent, true);
	item.text = sent.text;
	item.area = sent.area;
	item.rating = (unsigned)sent.rating;
	item.version = (uint32_t)version;
	TRY(approach_change(&v->act, &item, &refusal));
	view->note = approach_note(refusal);
	if (view->note)
		return show_form(v, view, &sent, true);
	return visit_redirect_to(v, view->back.s);
}

/* --- a smaller piece */
static struct approach_form_view *split_view(struct visit *v, const struct approach_item *item)
{
	struct approach_form_view *view = arena_new(v->arena, struct approach_form_view);

	view->title = "A smaller piece";
	view->lead = "Shorter, nearer, with somebody, at a quieter time: what would make it "
		     "lighter?";
	view->button = "Put it on my list";
	view->of = item->text;
	view->action = approach_url(v, item->id, "/split");
	view->back = approach_url(v, item->id, "");
	return view;
}

fallible approach_get_split(struct visit *v)
{
	struct approach_item item;

	TRY(approach_read_item(v, &item));
	long rating = item.rating > APPROACH_LOWER ? (long)item.rating - APPROACH_LOWER : 0;
	struct sent sent = begin(v, (struct sent){ item.text, rating, item.area });

	return show_form(v, split_view(v, &item), &sent, false);
}

fallible approach_post_split(struct visit *v)
{
	struct approach_item item;
	enum approach_refusal refusal;

	TRY(approach_read_item(v, &item));
	struct approach_form_view *view = split_view(v, &item);
	struct sent sent = read_sent(v, item.area);

	if (v->form.n_errors)
		return show_form(v, view, &sent, false);
	struct approach_item piece = { .text = sent.text,
				       .area = item.area,
				       .rating = (unsigned)sent.rating,
				       .split_from = item.id };

	TRY(approach_add(&v->act, &piece, &refusal));
	view->note = approach_note(refusal);
	if (view->note)
		return show_form(v, view, &sent, false);
	return visit_redirect_to(v, approach_url(v, piece.id, "?new=1").s);
}
