#include "chart.h"
#include "words.h"

#define LEFT	     40
#define RIGHT	     300
#define TOP	     20
#define FOOT	     180
#define LABELS_APART 16 /* units of the drawing; nearer ones are left out */
#define WORDS_APART  24

static int height(const struct chart_rule *r, unsigned value)
{
	return FOOT - (int)(value > r->most ? r->most : value) * (FOOT - TOP) / (int)r->most;
}

static void add_label(struct arena *a, const struct chart_rule *r, unsigned value,
		      struct ui_chart *c)
{
	c->label[c->n_labels++] =
		(struct ui_chart_label){ height(r, value), arena_print(a, "%u", value) };
}

static void fill_labels(struct arena *a, const struct chart_rule *r, struct ui_chart *c)
{
	add_label(a, r, 0, c);
	for (size_t i = 0; i < r->n_labels; i++) {
		int y = height(r, r->label[i]);

		if (c->label[c->n_labels - 1].y - y >= LABELS_APART && y - TOP >= LABELS_APART)
			add_label(a, r, r->label[i], c);
	}
	add_label(a, r, r->most, c);
}

static int across(const struct chart_value value[], size_t n, size_t i)
{
	int64_t first = value[0].day.n, span = value[n - 1].day.n - first;

	return span ? LEFT + (int)((value[i].day.n - first) * (RIGHT - LEFT) / span) : LEFT;
}

static void fill_line(struct arena *a, const struct chart_rule *r, const struct chart_value value[],
		      size_t n, size_t series, struct ui_chart_line *line)
{
	struct ui_chart_point *point = arena_array(a, struct ui_chart_point, n);
	struct str *run = arena_array(a, struct str, n);

	line->name = r->series[series].name;
	line->mark = r->series[series].mark;
	for (size_t i = 0; i < n; i++) {
		int x = across(value, n, i), y = height(r, value[i].value[series]);

		bool begins = i == 0 || (int64_t)value[i].day.n - value[i - 1].day.n > r->gap_days;

		if (begins)
			run[line->n_runs++] = (struct str){ "", 0 };
		struct str *to = &run[line->n_runs - 1];

		*to = arena_print(a, "%.*s%d,%d ", (int)to->n, to->p, x, y);
		point[line->n++] = (struct ui_chart_point){ x, y, i == n - 1, begins };
	}
	line->point = point;
	line->run = run;
}

static void fill_told(struct arena *a, const struct chart_rule *r, const struct chart_value value[],
		      size_t n, struct ui_chart *c)
{
	for (size_t i = 0; i < n; i++) {
		struct str day = words_day_short(a, value[i].day);

		c->told = arena_print(a, "%.*s%s%.*s:", (int)c->told.n, c->told.p, i ? " " : "",
				      (int)day.n, day.p);
		for (size_t k = 0; k < r->n_series; k++)
			c->told = arena_print(a, "%.*s%s %s%s%u", (int)c->told.n, c->told.p,
					      k ? "," : "", r->series[k].name,
					      r->series[k].name[0] ? " " : "", value[i].value[k]);
		c->told = arena_print(a, "%.*s.", (int)c->told.n, c->told.p);
	}
}

void chart_fill(struct arena *a, const struct chart_rule *r, const struct chart_value value[],
		size_t n, struct ui_chart *ret)
{
	if (n > UI_CHART_POINTS) {
		value += n - UI_CHART_POINTS;
		n = UI_CHART_POINTS;
	}
	*ret = (struct ui_chart){ .id = r->id, .title = r->title, .sentence = ret->sentence };
	fill_labels(a, r, ret);
	fill_told(a, r, value, n, ret);
	for (size_t k = 0; k < r->n_series; k++)
		fill_line(a, r, value, n, k, &ret->line[ret->n_lines++]);
	const struct ui_chart_line *main = &ret->line[r->main];

	ret->first = main->point[0];
	ret->last = main->point[n - 1];
	ret->has_last = ret->last.x > ret->first.x + WORDS_APART;
	ret->first_value = arena_print(a, "%u", value[0].value[r->main]);
	ret->last_value = arena_print(a, "%u", value[n - 1].value[r->main]);
	ret->first_day = words_day_short(a, value[0].day);
	ret->last_day = words_day_short(a, value[n - 1].day);
}
