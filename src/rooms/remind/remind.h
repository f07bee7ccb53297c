/* remind: what somebody asked to be reminded of, on which days and from what time on; pure.
 *
 * Nobody has a reminder who did not ask for one. One shows on its day from its time on, and goes
 * with the day: nothing is overdue, nothing is counted, nothing says that it was not done. Times
 * are those of the person's own clock. Source: chapter 1, "remind"; art.30 (patience). */
#pragma once
#include "arena.h"
#include "day.h"

#define REMIND_MAX	 12 /* of one person */
#define REMIND_WORDS_MAX 60 /* characters */
#define REMIND_EVERY_DAY 0x7fu

enum remind_door {
	REMIND_NONE,
#define DOOR(id, number, value, words, button, path) REMIND_##id = (number),
#include "remind.def"
	REMIND_DOORS
};

struct remind_row {
	const char *value, *words, *button;
	const char *path; /* empty: it leads nowhere */
};

struct remind {
	struct id16 id;
	enum remind_door door;
	struct str words;    /* own; may be empty, but not for OWN */
	unsigned days;	     /* bit 0 Monday … bit 6 Sunday; never none */
	int time;	     /* minute of the day */
	bool is_in_calendar; /* also among the dates of room calendar, with an alarm */
	struct day put_away; /* not shown on this day any more */
	struct instant written, edited;
	uint32_t version; /* 0: nothing is kept yet */
};

const struct remind_row *remind_row(enum remind_door d); /* NULL: there is none */
bool remind_find_door(struct str value, enum remind_door *ret);
struct str remind_title(const struct remind *r); /* own words, or those of the door */

bool remind_is_on(const struct remind *r, struct day d);
/* Is it to be seen on `today` at this minute of the day? */
bool remind_shows(const struct remind *r, struct day today, int minute);
/* In the order of the day. */
bool remind_comes_before(const struct remind *x, const struct remind *y);

/* "Every day", "Monday to Friday", "Tuesday, Thursday and Sunday". Owner: the arena. */
struct str remind_days_words(struct arena *a, unsigned days);
