/* measure: totals in words, as a drawing, and as somebody reads them they are shared with. */
#include "chart.h"
#include "measure_page.h"
#include "measure_show.html.h"
#include "words.h"

#define GAP_DAYS 70 /* no line goes through a longer silence */

struct str measure_total_words(struct visit *v, const struct measure_result *r)
{
	return arena_print(v->arena, "%u of %u", r->total, r->measure->most);
}

static struct str difference(struct visit *v, unsigned before, unsigned after)
{
	unsigned points = before < after ? after - before : before - after;

	if (points == 0)
		return STR("The same as");
	return arena_print(v->arena, "%u %s %s than", points, points == 1 ? "point" : "points",
			   before < after ? "higher" : "lower");
}

struct str measure_change_words(struct visit *v, const struct measure_result *before,
				const struct measure_result *after)
{
	const char *change = measure_change(after->measure, before->total, after->total);
	struct str how = difference(v, before->total, after->total);
	struct str day = words_date(v->arena, before->day);
	bool is_same_day = before->day.n == after->day.n;

	how = is_same_day
		      ? arena_print(v->arena, "%.*s earlier that day", (int)how.n, how.p)
		      : arena_print(v->arena, "%.*s on %.*s", (int)how.n, how.p, (int)day.n, day.p);
	if (before->total == after->total)
		return arena_print(v->arena, "%.*s.", (int)how.n, how.p);
	if (change)
		return arena_print(v->arena, "%.*s: %s.", (int)how.n, how.p, change);
	return arena_print(v->arena, "%.*s. How much that means, no published figure says.",
			   (int)how.n, how.p);
}

/* --- the course of one measure */
static void fill_chart(struct visit *v, const struct measure *m,
		       const struct measure_result *list[], size_t n, struct ui_chart *c)
{
	struct chart_value *value = arena_array(v->arena, struct chart_value, n);
	struct chart_rule rule = { .id = arena_print(v->arena, "chart-%s", m->id).p,
				   .title = arena_print(v->arena, "%s over time", m->short_name).p,
				   .most = m->most,
				   .gap_days = GAP_DAYS,
				   .n_series = 1,
				   .series = { { "", UI_MARK_ROUND } } };

	/* Where a published band begins. */
	for (size_t i = 1; i < m->n_bands && rule.n_labels < UI_CHART_LABELS; i++)
		rule.label[rule.n_labels++] = m->band[i].least;
	for (size_t i = 0; i < n; i++)
		value[i] = (struct chart_value){ list[i]->day, { list[i]->total } };
	c->sentence = measure_change_words(v, list[0], list[n - 1]);
	chart_fill(v->arena, &rule, value, n, c);
}

static void fill_row(struct visit *v, const struct measure_result *r, bool has_links,
		     struct measure_row_view *row)
{
	struct str day = words_day_short(v->arena, r->day);

	*row = (struct measure_row_view){
		.day = arena_print(v->arena, "%.*s %d", (int)day.n, day.p, day_civil(r->day).year),
		.total = arena_print(v->arena, "%u", r->total),
		.band = str_c(measure_band(r->measure, r->total)->name),
		.is_typed = r->is_typed,
	};
	if (has_links)
		row->open = measure_result_url(v, r, "");
}

void measure_fill_course(struct visit *v, const struct measure *m,
			 const struct measure_result list[], size_t n, bool has_links,
			 struct measure_course_view *ret)
{
	const struct measure_result **kept =
		arena_array(v->arena, const struct measure_result *, n + 1);
	struct measure_row_view *row = arena_array(v->arena, struct measure_row_view, n + 1);
	size_t n_kept = 0;

	*ret = (struct measure_course_view){ .measure = m, .row = row };
	for (size_t i = 0; i < n; i++)
		if (list[i].measure == m && list[i].has_total)
			kept[n_kept++] = &list[i];
	for (size_t i = n_kept; i-- > 0;)
		fill_row(v, kept[i], has_links, &row[ret->n++]);
	if (n_kept == 0)
		return;
	struct str total = measure_total_words(v, kept[n_kept - 1]);
	struct str day = words_date(v->arena, kept[n_kept - 1]->day);

	ret->last =
		arena_print(v->arena, "%.*s, on %.*s.", (int)total.n, total.p, (int)day.n, day.p);
	ret->has_chart = n_kept > 1;
	if (ret->has_chart)
		fill_chart(v, m, kept, n_kept, &ret->chart);
}

/* --- as somebody else reads it: totals and their days, never an answer */
fallible measure_show(struct visit *v, struct html_out *o, const struct notebook_source *source)
{
	struct measure_course_view *view =
		arena_array(v->arena, struct measure_course_view, MEASURES);
	struct measure_result *list;
	size_t n, n_shown = 0;

	TRY(measure_totals(&v->act, source, NULL, &list, &n));
	for (size_t i = 0; i < MEASURES; i++) {
		measure_fill_course(v, measure_at(i), list, n, false, &view[n_shown]);
		n_shown += view[n_shown].n > 0;
	}
	if (n_shown)
		measure_shown(o, view, n_shown);
	return OK;
}
