/* selfcare: week by week: a sentence, the curve of what was carried, and the table of it. */
#include "chart.h"
#include "selfcare_curve.html.h"
#include "selfcare_page.h"
#include "sharing.h"
#include "words.h"

/* Weeks that were not looked at leave a gap. */
static const struct chart_rule load_rule = { .id = "load",
					     .title = "What I carried, week by week",
					     .most = SELFCARE_LOAD_MAX,
					     .label = { 5 },
					     .n_labels = 1,
					     .gap_days = 7,
					     .n_series = 1,
					     .series = { { "carried", UI_MARK_ROUND } } };

static struct str sentence(struct visit *v, const struct chart_value value[], size_t n)
{
	unsigned first = value[0].value[0], last = value[n - 1].value[0], most = 0;
	const char *way = last == first	 ? "is as it was at first,"
			  : last < first ? "went from"
					 : "went up from";
	struct str s = last == first
			       ? arena_print(v->arena, "What you carried %s at %u of 10", way, last)
			       : arena_print(v->arena, "What you carried %s %u to %u of 10", way,
					     first, last);

	for (size_t i = 0; i < n; i++)
		most = value[i].value[0] > most ? value[i].value[0] : most;
	s = arena_print(v->arena, "%.*s, over %zu weeks you looked at.", (int)s.n, s.p, n);
	if (most > first && most > last)
		return arena_print(v->arena, "%.*s At its most it was %u.", (int)s.n, s.p, most);
	return s;
}

static struct str number_or_dash(struct visit *v, int number)
{
	return number < 0 ? STR("-") : arena_print(v->arena, "%d", number);
}

static void fill_row(struct visit *v, const struct journey_selfcare_week *w,
		     struct selfcare_curve_row *row)
{
	bool has_sleep = w->nights.n >= SELFCARE_NIGHTS_LEAST;
	int tenths = has_sleep ? 10 * w->nights.hours / w->nights.n : 0;

	*row = (struct selfcare_curve_row){
		.when = words_day_short(v->arena, w->monday),
		.open = selfcare_week_url(v, w->monday, 0),
		.load = number_or_dash(v, w->look.load),
		.phq4 = number_or_dash(v, w->phq4),
		.sleep = has_sleep ? arena_print(v->arena, "%d.%d", tenths / 10, tenths % 10)
				   : STR("-"),
	};
}

fallible selfcare_get_weeks(struct visit *v)
{
	struct selfcare_curve_view *view = arena_new(v->arena, struct selfcare_curve_view);
	struct chart_value value[JOURNEY_SELFCARE_WEEKS];
	struct journey_selfcare_week *week;
	size_t n, n_values = 0;

	TRY(journey_selfcare_weeks(&v->act, &week, &n));
	/* This week is no row before there is anything to say of it. */
	bool has_now = n && (week[n - 1].look.version || week[n - 1].nights.n);

	for (size_t i = 0; i < n; i++) {
		if (i || has_now)
			fill_row(v, &week[n - 1 - i], &view->row[view->n++]);
		if (week[i].look.load >= 0)
			value[n_values++] =
				(struct chart_value){ .day = week[i].monday,
						      .value = { (unsigned)week[i].look.load } };
	}
	TRY(sharing_readers(&v->act, TOPIC_MEASURE, &view->readers));
	view->week = selfcare_week_url(v, selfcare_monday(act_today(&v->act)), 1);
	view->has_chart = n_values > 1;
	if (view->has_chart) {
		chart_fill(v->arena, &load_rule, value, n_values, &view->chart);
		view->chart.sentence = sentence(v, value, n_values);
	}
	selfcare_weeks_page(page_begin(v, "Weeks", TAB_ME), view);
	return page_end(v);
}
