/* icon: the one set of small drawings. They stand inside the page, so that a page never waits for
 * its pictures and no second file has to follow the theme. An icon never speaks alone: a word
 * stands beside it, and it is hidden from screen readers. */
#pragma once
#include "html.h"

enum icon {
	ICON_NONE,
#define ICON(name, width, drawing) ICON_##name,
#include "icon.def"
#undef ICON
	ICON__COUNT
};

/* In a template: {% show ui_icon(ICON_LOCK) %}. ICON_NONE writes nothing. */
void ui_icon(struct html_out *o, enum icon icon);

/* Two lines as near as the answer: 1 far apart … 5 very close; anything else writes nothing. */
void ui_icon_near(struct html_out *o, long closeness);

/* The mark: a blue and a green line that meet. */
void ui_icon_mark(struct html_out *o);
