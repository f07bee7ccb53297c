/* chart: numbers over days as a drawing that every page draws alike: a point for each day, lines
 * between them, none through a gap, a sentence before, every value in words for those who do not
 * see it. The table of the values is the room's, after it.
 *
 *	static const struct chart_rule rule = { .id = "chart", .title = "…", .most = 100,
 *		.gap_days = 14, .n_series = 1, .series = { { "hardest moment", UI_MARK_ROUND } } };
 *
 *	chart_fill(arena, &rule, value, n, &view.chart);   and {% show ui_chart(&v->chart) %} */
#pragma once
#include "arena.h"
#include "day.h"
#include "ui_view.h"

struct chart_series {
	const char *name; /* under the drawing when there are several; and in its words */
	enum ui_mark mark;
};

struct chart_rule {
	const char *id, *title; /* id: another for each chart of a page */
	unsigned most;
	unsigned label[UI_CHART_LABELS]; /* heights that are marked beside 0 and `most`, rising */
	size_t n_labels;
	int gap_days;	       /* no line joins two days further apart */
	size_t n_series, main; /* main: the series whose first and last values are written out */
	struct chart_series series[UI_CHART_SERIES];
};

struct chart_value {
	struct day day;
	unsigned value[UI_CHART_SERIES];
};

/* does   draws the newest of at least one value, given oldest first; the sentence is the caller's
 * owner  the arena */
void chart_fill(struct arena *a, const struct chart_rule *r, const struct chart_value value[],
		size_t n, struct ui_chart *ret);
