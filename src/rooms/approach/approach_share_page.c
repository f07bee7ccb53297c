/* approach: steps between two people: how they read to the other, sharing one, the joint list. */
#include "approach_page.h"
#include "approach_share.html.h"
#include "approach_share_use.h"
#include "journey_joint.h"
#include "words.h"

/* --- how it reads to somebody else */
/* What one calls "with my partner" is "together" to whoever is meant by it. */
static struct str how_together(struct visit *v, const struct approach_log *plan)
{
	struct approach_log log = *plan;

	if (log.companion != APPROACH_WITH_PARTNER)
		return approach_how(v, &log);
	log.companion = APPROACH_COMPANION_NONE;
	struct str how = approach_how(v, &log);

	return arena_print(v->arena, "together%s%.*s", how.n ? ", " : "", (int)how.n, how.p);
}

fallible approach_show_item(struct visit *v, struct html_out *o, struct bytes content)
{
	struct approach_copy copy;

	TRY(approach_copy_read(v->arena, content, &copy));
	struct approach_copy_view view = { .text = copy.text,
					   .rating = approach_rating_text(v, copy.rating) };

	/* A plan that has passed by is not shown: nobody is asked about it. */
	if (copy.is_planned && copy.plan.day.n >= act_today(&v->act).n) {
		view.when = approach_when(v, &copy.plan);
		view.how = how_together(v, &copy.plan);
	}
	approach_copy_text(o, &view);
	return OK;
}

static void fill_shown(struct visit *v, const struct approach_item *item,
		       const struct approach_log log[], size_t n, struct approach_shown_view *view)
{
	view->text = item->text;
	view->rating = approach_rating_text(v, item->rating);
	for (size_t i = 0; i < n; i++) {
		if (!id16_equal(log[i].item, item->id))
			continue;
		if (log[i].is_done) {
			view->n_done++;
			view->last = arena_print(v->arena, "%u", log[i].practice.peak);
			if (!view->first.n)
				view->first = view->last;
		} else if (!view->when.n && log[i].day.n >= act_today(&v->act).n) {
			view->when = approach_when(v, &log[i]);
			view->how = how_together(v, &log[i]);
		}
	}
}

fallible approach_show_list(struct visit *v, struct html_out *o,
			    const struct notebook_source *source)
{
	struct approach_item *item;
	struct approach_log *log;
	size_t n, n_logs, n_shown = 0;

	TRY(approach_shared(&v->act, source, &item, &n, &log, &n_logs));
	struct approach_shown_view *view = arena_array(v->arena, struct approach_shown_view, n + 1);

	for (size_t i = 0; i < n; i++)
		if (!item[i].is_away)
			fill_shown(v, &item[i], log, n_logs, &view[n_shown++]);
	if (n_shown)
		approach_shown_list(o, view, n_shown);
	return OK;
}

/* --- sharing one */
fallible approach_fill_readers(struct visit *v, const struct approach_item *item,
			       struct approach_step_view *view)
{
	struct approach_reader *list;
	char hex[33], of[33];
	size_t n;

	TRY(approach_readers(&v->act, item->id, &list, &n));
	struct approach_reader_view *to = arena_array(v->arena, struct approach_reader_view, n + 1);

	hex_write(of, BYTES_OF(item->id));
	for (size_t i = 0; i < n; i++) {
		hex_write(hex, BYTES_OF(list[i].other.id));
		to[view->n_readers++] = (struct approach_reader_view){
			.name = list[i].other.name,
			.share = approach_url(v, item->id,
					      arena_print(v->arena, "/share/%s", hex).p),
			.stop = url_path(arena_print(v->arena, "/share/%s/item/%s", hex, of)),
			.is_on = list[i].state == SHARING_ON,
			.is_stopped = list[i].state == SHARING_STOPPED,
			.is_resting = list[i].other.is_resting
		};
	}
	view->reader = to;
	return OK;
}

struct pair {
	struct approach_item item;
	struct approach_reader reader;
};

static fallible read_pair(struct visit *v, struct pair *ret)
{
	struct approach_reader *list;
	struct id16 id;
	size_t n;

	TRY(approach_read_item(v, &ret->item));
	if (!visit_param_id(v, 1, &id))
		return FAIL(NOT_FOUND);
	TRY(approach_readers(&v->act, ret->item.id, &list, &n));
	for (size_t i = 0; i < n; i++)
		if (id16_equal(list[i].other.id, id)) {
			ret->reader = list[i];
			return OK;
		}
	return FAIL(NOT_FOUND);
}

fallible approach_get_share(struct visit *v)
{
	struct html_out part = html_begin(v->arena, NULL, NULL);
	struct bytes content;
	struct pair p;
	char hex[33];

	TRY(read_pair(v, &p));
	TRY(approach_copy_of(&v->act, p.item.id, &content));
	TRY(approach_show_item(v, &part, content));
	hex_write(hex, BYTES_OF(p.reader.other.id));
	struct approach_share_view view = {
		.name = p.reader.other.name,
		.sheet = html_done(&part),
		.action = approach_url(v, p.item.id, arena_print(v->arena, "/share/%s", hex).p),
		.back = approach_url(v, p.item.id, ""),
		.is_on = p.reader.state == SHARING_ON,
	};

	approach_share_page(page_begin(v, "Look first", TAB_US), &view);
	return page_end(v);
}

fallible approach_post_share(struct visit *v)
{
	struct pair p;

	TRY(read_pair(v, &p));
	TRY(approach_share(&v->act, p.item.id, p.reader.other.id));
	return visit_redirect_to(v, approach_url(v, p.item.id, "").s);
}

/* --- the joint list */
static void fill_joint(struct visit *v, const struct journey_joint *j,
		       const struct approach_yes *yes, struct approach_joint_view *view)
{
	const struct approach_suggestion *s;

	for (size_t i = 0; (s = approach_joint(i)); i++) {
		struct approach_joint_row row = {
			.number = i + 1,
			.words = s->words,
			.rating = approach_rating_text(v, s->rating),
			.is_ticked = (yes->slots & approach_joint_slot(i)) != 0,
		};

		if (j->matches & approach_joint_slot(i))
			view->both[view->n_both++] = row;
		view->row[view->n++] = row;
	}
}

fallible approach_get_joint(struct visit *v)
{
	struct approach_joint_view *view = arena_new(v->arena, struct approach_joint_view);
	struct approach_yes yes = { 0 };
	struct journey_joint j;

	TRY(journey_joint_read(&v->act, &j));
	view->has_partner = j.has_partner;
	view->is_paused = j.is_paused;
	if (j.has_partner && !j.is_paused) {
		view->name = j.partner.name;
		TRY(approach_yes_find(&v->act, j.partner.id, &yes));
		if (yes.until.n)
			view->until = words_date(v->arena, yes.until);
		fill_joint(v, &j, &yes, view);
	}
	approach_joint_page(page_begin(v, "For two", TAB_US), view);
	return page_end(v);
}

fallible approach_post_joint(struct visit *v)
{
	struct journey_joint j;
	uint64_t slots = 0;
	struct str s;
	long n;

	TRY(journey_joint_read(&v->act, &j));
	for (size_t i = 0; form_nth(&v->form, "step", i, &s); i++) {
		if (!str_number(s, &n) || n < 1 || n > APPROACH_JOINT)
			return FAIL(BAD_REQUEST);
		slots |= approach_joint_slot((size_t)n - 1);
	}
	if (j.has_partner && !j.is_paused)
		TRY(approach_yes_say(&v->act, j.partner.id, slots));
	return visit_redirect(v, "/approach/joint");
}

/* One of what both said yes to, on one's own list. */
fallible approach_post_take(struct visit *v)
{
	long n = form_number(&v->form, "step", 1, APPROACH_JOINT, 0);
	enum approach_refusal refusal;
	struct journey_joint j;

	if (n == 0 || v->form.is_bad)
		return FAIL(BAD_REQUEST);
	TRY(journey_joint_read(&v->act, &j));
	const struct approach_suggestion *s = approach_joint((size_t)n - 1);

	if (j.is_paused || !(j.matches & approach_joint_slot((size_t)n - 1)))
		return visit_redirect(v, "/approach/joint");
	struct approach_item item = { .text = str_c(s->words),
				      .area = s->area,
				      .rating = s->rating };

	TRY(approach_add(&v->act, &item, &refusal));
	if (refusal)
		return visit_redirect(v, "/approach/joint");
	return visit_redirect_to(v, approach_url(v, item.id, "?new=1").s);
}
