/* when: the day of something planned or noted, and where asked its time and place: the same fields
 * and the same sentences in every room.
 *
 *	static const struct when_rule planned = { "Which day?", .ahead = 60, .has_time = true,
 *						  .place_max = WALK_PLACE_MAX };
 *
 *	when_read(v, &planned, &when);              after a POST, or of a draft taken up again
 *	when_fill(v, &planned, &when, &view.when);  and {% show ui_when(&v->when) %}
 *
 * The fields are called day, time and place, so it stands once on a page. */
#pragma once
#include "ui_view.h"
#include "visit.h"

#define WHEN_YEAR 366

struct when {
	struct day day;
	int time;	  /* minute of the day; -1: not said */
	struct str place; /* may be empty */
};

struct when_rule {
	const char *label; /* of the day */
	int back, ahead;   /* days before and after today */
	bool has_time;
	bool may_be_any;	/* the day may stay empty, and is 0 then */
	size_t place_max;	/* characters; 0: no place is asked for */
	const struct day *kept; /* what stands already may stay, however old; NULL: nothing does */
};

/* What was sent. A day out of reach, a time that is none and a place too long are refused beside
 * their field; `ret` then keeps the day it had. */
void when_read(struct visit *v, const struct when_rule *r, struct when *ret);

/* The fields with what was sent, or else with what `is`; NULL: nothing is, they are empty. */
void when_fill(struct visit *v, const struct when_rule *r, const struct when *is,
	       struct ui_when *ret);

/* does   how long something takes, to choose from: what is offered, and what stands already when it
 * is not among it
 * chosen 0: nothing yet; to: room for n + 1. Gives how many there are */
size_t when_minutes(struct visit *v, const unsigned offered[], size_t n, unsigned chosen,
		    struct ui_option to[]);

/* "2026-11-22" and "19:30", as such fields hold them. Owner: the arena. */
struct str when_value(struct arena *a, struct day d);
struct str when_clock_value(struct arena *a, int minute);
