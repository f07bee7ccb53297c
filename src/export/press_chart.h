/* press_chart: a drawing of numbers over days on paper: the places of the screen, wider and lower,
 * in ink. */
#pragma once
#include <pango/pangocairo.h>
#include "press.h"

#define PRESS_CHART_UP 104.0 /* points from its upper edge to its lower one */

/* Draws from (x, y) to the right and down. The layout is for its own use. */
void press_chart_draw(cairo_t *cairo, PangoLayout *layout, const struct press_chart *c, double x,
		      double y, double width);
