#include "press_chart.h"

#define GRID_FROM  30.0 /* units of the drawing */
#define LABELS_END 24.0
#define DAYS_ON	   202.0 /* the line that the days stand on */
#define VALUE_UP   5.0	 /* points between a point's middle and the foot of its value */
#define DOT	   2.4
#define LINE	   1.3
#define DOWN	   4.0 /* from the middle of a line to the foot of its label */

enum side { FROM_HERE, ABOUT_HERE, UP_TO_HERE };

struct drawing {
	cairo_t *cairo;
	PangoLayout *layout;
	double x, y, across, down; /* points a unit */
};

static double at_x(const struct drawing *d, double x)
{
	return d->x + x * d->across;
}

static double at_y(const struct drawing *d, double y)
{
	return d->y + y * d->down;
}

/* Words on the line at y, points. */
static void words_draw(struct drawing *d, const char *font, struct str words, double x, double y,
		       enum side side)
{
	PangoFontDescription *look = pango_font_description_from_string(font);
	PangoRectangle box;

	pango_layout_set_font_description(d->layout, look);
	pango_font_description_free(look);
	pango_layout_set_text(d->layout, words.p, (int)words.n);
	pango_layout_get_extents(d->layout, NULL, &box);
	double width = (double)box.width / PANGO_SCALE;
	double baseline = (double)pango_layout_get_baseline(d->layout) / PANGO_SCALE;

	x -= side == UP_TO_HERE ? width : side == ABOUT_HERE ? width / 2 : 0;
	cairo_move_to(d->cairo, x, y - baseline);
	pango_cairo_show_layout(d->cairo, d->layout);
}

static void labels_draw(struct drawing *d, const struct press_chart *c)
{
	cairo_set_line_width(d->cairo, 0.5);
	for (size_t i = 0; i < c->n_labels; i++) {
		double y = at_y(d, c->label[i].y);

		cairo_set_source_rgb(d->cairo, 0.75, 0.75, 0.75);
		cairo_move_to(d->cairo, at_x(d, GRID_FROM), y);
		cairo_line_to(d->cairo, at_x(d, PRESS_CHART_WIDTH), y);
		cairo_stroke(d->cairo);
		cairo_set_source_rgb(d->cairo, 0.3, 0.3, 0.3);
		words_draw(d, "Sans 8", c->label[i].words, at_x(d, LABELS_END), y + DOWN - 1,
			   UP_TO_HERE);
	}
}

static void points_draw(struct drawing *d, const struct press_chart *c)
{
	cairo_set_source_rgb(d->cairo, 0.1, 0.1, 0.1);
	cairo_set_line_width(d->cairo, LINE);
	for (size_t i = 0; i < c->n_points; i++) {
		double x = at_x(d, c->point[i].x), y = at_y(d, c->point[i].y);

		if (i == 0 || c->point[i].begins)
			cairo_move_to(d->cairo, x, y);
		else
			cairo_line_to(d->cairo, x, y);
	}
	cairo_stroke(d->cairo);
	for (size_t i = 0; i < c->n_points; i++) {
		cairo_new_sub_path(d->cairo);
		cairo_arc(d->cairo, at_x(d, c->point[i].x), at_y(d, c->point[i].y), DOT, 0, 6.2832);
	}
	cairo_fill(d->cairo);
}

void press_chart_draw(cairo_t *cairo, PangoLayout *layout, const struct press_chart *c, double x,
		      double y, double width)
{
	struct drawing d = {
		cairo, layout, x, y, width / PRESS_CHART_WIDTH, PRESS_CHART_UP / PRESS_CHART_HEIGHT
	};
	const struct press_point *first = &c->point[0], *last = &c->point[c->n_points - 1];

	cairo_save(cairo);
	pango_layout_set_width(layout, -1);
	labels_draw(&d, c);
	points_draw(&d, c);
	words_draw(&d, "Sans Bold 9", c->first_value, at_x(&d, first->x),
		   at_y(&d, first->y) - VALUE_UP, ABOUT_HERE);
	words_draw(&d, "Sans 8", c->first_day, at_x(&d, GRID_FROM), at_y(&d, DAYS_ON), FROM_HERE);
	words_draw(&d, "Sans Bold 9", c->last_value, at_x(&d, last->x),
		   at_y(&d, last->y) - VALUE_UP, ABOUT_HERE);
	words_draw(&d, "Sans 8", c->last_day, at_x(&d, PRESS_CHART_WIDTH), at_y(&d, DAYS_ON),
		   UP_TO_HERE);
	cairo_restore(cairo);
}
