/* paper: what rooms have for one page that somebody takes to an appointment. Each room offers
 * parts, the person ticks those they want, and what is shown on the screen is what is set on paper.
 * Words are those that the room's own pages say. */
#pragma once
#include "arena.h"
#include "day.h"
#include "ui_view.h"

#define PAPER_PARTS_MAX 60
#define PAPER_SAY_MAX	3
#define PAPER_ITEMS_MAX 12

struct paper_part {
	struct str id;	  /* what the form sends; the same in each look */
	struct str title; /* a heading */
	struct str hint;  /* under its box in the form; may be empty */
	struct str say[PAPER_SAY_MAX], item[PAPER_ITEMS_MAX]; /* sentences, then lines of a list */
	size_t n_say, n_items;
	const struct ui_chart *chart; /* after them; NULL: none */
};

struct paper {
	struct day first;			     /* nothing older is in it */
	struct paper_part part[PAPER_PARTS_MAX + 1]; /* the last takes what is too much */
	size_t n;
};

/* Another part, empty; what is past PAPER_PARTS_MAX is in no paper. */
struct paper_part *paper_part(struct paper *p, struct str id, struct str title);
void paper_say(struct paper_part *part, struct str sentence);
void paper_item(struct paper_part *part, struct str line); /* past PAPER_ITEMS_MAX: left out */
