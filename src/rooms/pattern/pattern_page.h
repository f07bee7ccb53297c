/* pattern: what the page files of the room share. */
#pragma once
#include "journey_pattern.h"
#include "pattern_view.h"
#include "room.h"

/* What the address chooses. */
struct pattern_wish {
	int weeks;
	bool is_heavy; /* how heavy the days were, in place of how close */
	enum { PATTERN_SIDE_ANY, PATTERN_SIDE_MINE, PATTERN_SIDE_THEIRS } side;
};

struct url pattern_url(struct visit *v, const struct pattern_wish *wish);

/* --- pattern_ring_page.c: the sentence and the four boxes */
void pattern_fill_loop(struct visit *v, const struct journey_pattern *j,
		       const struct pattern_wish *wish, struct pattern_loop_view *ret);

/* --- pattern_days_page.c: the days of each, drawn and as a table */
void pattern_fill_days(struct visit *v, const struct journey_pattern *j,
		       const struct pattern_wish *wish, struct pattern_days_view *ret);

/* --- pattern_said_page.c: what may be said. Takes milliseconds: call it last */
void pattern_fill_said(struct visit *v, const struct journey_pattern *j,
		       struct pattern_said_view *ret);
