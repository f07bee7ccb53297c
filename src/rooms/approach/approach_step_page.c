/* approach: one step: what the engine says, what is planned, how it went. */
#include "approach_page.h"
#include "approach_step.html.h"
#include "chart.h"
#include "words.h"

static const struct chart_rule chart_rule = {
	.id = "chart",
	.title = "How hard it was, practice by practice",
	.most = APPROACH_RATING_MAX,
	.label = { APPROACH_RATING_MAX / 2 },
	.n_labels = 1,
	.gap_days = 14,
	.n_series = 3,
	.main = 1,
	.series = { { "before", UI_MARK_DASH },
		    { "hardest", UI_MARK_ROUND },
		    { "after", UI_MARK_SQUARE } },
};

static struct str sentence(struct visit *v, const struct approach_log *const log[], size_t n)
{
	unsigned first = log[0]->practice.peak, last = log[n - 1]->practice.peak;

	if (last < first)
		return arena_print(v->arena,
				   "The hardest moment went from %u to %u over %zu practices.",
				   first, last, n);
	if (last == first)
		return arena_print(v->arena, "The hardest moment is at %u, as it was at first.",
				   last);
	return arena_print(v->arena,
			   "The hardest moment went from %u up to %u. Days differ, and that is "
			   "worth knowing too.",
			   first, last);
}

static void fill_chart(struct visit *v, const struct approach_log *const log[], size_t n,
		       struct ui_chart *c)
{
	struct chart_value *value = arena_array(v->arena, struct chart_value, n);

	for (size_t i = 0; i < n; i++)
		value[i] = (struct chart_value){ log[i]->day,
						 { log[i]->practice.before, log[i]->practice.peak,
						   log[i]->practice.after } };
	c->sentence = sentence(v, log, n);
	chart_fill(v->arena, &chart_rule, value, n, c);
}

/* --- plans and practices */
static struct url part_url(struct visit *v, const struct approach_log *log, const char *what)
{
	char hex[33];

	hex_write(hex, BYTES_OF(log->id));
	return approach_url(v, log->item, arena_print(v->arena, "/%s/%s", what, hex).p);
}

static void fill_planned(struct visit *v, const struct approach_log log[], size_t n,
			 struct approach_step_view *view)
{
	struct approach_plan_view *to = arena_array(v->arena, struct approach_plan_view, n + 1);

	for (size_t i = 0; i < n; i++)
		if (!log[i].is_done)
			to[view->n_planned++] =
				(struct approach_plan_view){ .when = approach_when(v, &log[i]),
							     .how = approach_how(v, &log[i]),
							     .log = part_url(v, &log[i], "log"),
							     .change = part_url(v, &log[i], "plan"),
							     .cancel = part_url(v, &log[i],
										"remove") };
	view->planned = to;
}

static void fill_done(struct visit *v, const struct approach_log log[], size_t n,
		      struct approach_step_view *view)
{
	const struct approach_log **done =
		arena_array(v->arena, const struct approach_log *, n + 1);
	struct approach_done_view *to = arena_array(v->arena, struct approach_done_view, n + 1);
	size_t n_done = 0;

	for (size_t i = 0; i < n; i++)
		if (log[i].is_done)
			done[n_done++] = &log[i];
	for (size_t i = n_done; i-- > 0;) {
		const struct approach_practice *p = &done[i]->practice;

		to[view->n_done++] = (struct approach_done_view){
			.when = words_day_short(v->arena, done[i]->day),
			.before = arena_print(v->arena, "%u", p->before),
			.peak = arena_print(v->arena, "%u", p->peak),
			.after = arena_print(v->arena, "%u", p->after),
			.minutes = done[i]->minutes ? arena_print(v->arena, "%u", done[i]->minutes)
						    : STR("-"),
			.change = part_url(v, done[i], "log"),
			.is_left_early = p->is_left_early
		};
	}
	view->done = to;
	view->has_chart = n_done > 1;
	if (view->has_chart)
		fill_chart(v, done, n_done, &view->chart);
}

/* --- what the engine says */
static void fill_next(struct visit *v, const struct approach_item *item,
		      const struct approach_item all[], size_t n, unsigned most,
		      struct approach_step_view *view)
{
	struct approach_link_view *to = arena_array(v->arena, struct approach_link_view, n + 1);

	for (size_t i = 0; i < n; i++)
		if (!all[i].is_away && all[i].rating > item->rating && all[i].rating <= most)
			to[view->n_next++] = (struct approach_link_view){
				.address = approach_url(v, all[i].id, ""),
				.words = all[i].text,
				.rating = approach_rating_text(v, all[i].rating)
			};
	view->next = to;
}

static void fill_advice(struct visit *v, const struct approach_item *item,
			struct approach_advice advice, struct approach_step_view *view)
{
	view->word = approach_word_words(advice.word);
	view->reason = approach_reason_words(advice.reason);
	view->is_pause = advice.word == APPROACH_PAUSE;
	view->is_next = advice.word == APPROACH_NEXT;
	view->is_smaller = advice.word == APPROACH_SMALLER;
	view->is_threat = advice.reason == APPROACH_REASON_STOP_THREAT;
	view->most = advice.most;
	view->add_next = url_path(arena_print(v->arena, "/approach/new?rating=%u", advice.most));
	view->plan = approach_url(v, item->id, "/plan/new");
	view->log = approach_url(v, item->id, "/log/new");
	view->split = approach_url(v, item->id, "/split");
	view->edit = approach_url(v, item->id, "/edit");
	view->away = approach_url(v, item->id, "/away");
	view->up = approach_url(v, item->id, "/up");
	view->worse = approach_url(v, item->id, "/worse");
}

static void fill_parent(struct visit *v, const struct approach_item *item,
			const struct approach_item all[], size_t n, struct approach_step_view *view)
{
	for (size_t i = 0; i < n; i++) {
		if (!id16_equal(all[i].id, item->split_from))
			continue;
		view->has_parent = true;
		view->parent.address = approach_url(v, all[i].id, "");
		view->parent.words = all[i].text;
	}
}

fallible approach_get_step(struct visit *v)
{
	struct approach_step_view *view = arena_new(v->arena, struct approach_step_view);
	struct approach_item item, *all;
	struct approach_log *log;
	size_t n, n_logs;

	TRY(approach_read_item(v, &item));
	TRY(approach_items(&v->act, &all, &n));
	TRY(approach_logs(&v->act, &item.id, &log, &n_logs));
	struct approach_advice advice = approach_advise(&v->act, &item, log, n_logs);

	view->text = item.text;
	view->rating = approach_rating_text(v, item.rating);
	view->area = str_c(approach_area_words(item.area)->title);
	view->is_away = item.is_away;
	if (form_has(&v->query, "kept"))
		view->note = "Kept. Trying counts, however it went.";
	else if (form_has(&v->query, "new"))
		view->note = "It is on your list. Change the words and how hard it is to your own.";
	fill_parent(v, &item, all, n, view);
	fill_advice(v, &item, advice, view);
	if (view->is_next)
		fill_next(v, &item, all, n, advice.most, view);
	TRY(approach_fill_readers(v, &item, view));
	fill_planned(v, log, n_logs, view);
	fill_done(v, log, n_logs, view);
	approach_step_page(page_begin(v, "Step", TAB_US), view);
	return page_end(v);
}

fallible approach_get_worse(struct visit *v)
{
	struct approach_item item;

	TRY(approach_read_item(v, &item));
	struct approach_worse_view view = { .text = item.text,
					    .back = approach_url(v, item.id, ""),
					    .log = approach_url(v, item.id, "/log/new?left=1") };

	approach_worse_page(page_begin(v, "Stop", TAB_US), &view);
	return page_end(v);
}

fallible approach_post_away(struct visit *v)
{
	struct approach_item item;

	TRY(approach_read_item(v, &item));
	TRY(approach_put_away(&v->act, item.id, !form_check(&v->form, "back")));
	return visit_redirect(v, "/approach");
}

fallible approach_post_up(struct visit *v)
{
	struct approach_item item;

	TRY(approach_read_item(v, &item));
	TRY(approach_take_up(&v->act, item.id));
	return visit_redirect_to(v, approach_url(v, item.id, "").s);
}
