/* ical: dates as other calendars read them (RFC 5545; names and intervals of RFC 7986). It knows
 * the format, not what the dates are about.
 *
 * Times go out in UTC: each of ours happens once, the reader's own calendar shows it by the
 * reader's own clock, and nothing says where its owner lives. Those of an owner whose zone is not
 * known go out as the clock shows them. Days without a time go out as days.
 * No line is longer than 75 bytes, none is broken within a character. Pure: the same dates give the
 * same bytes. */
#pragma once
#include "arena.h"
#include "day.h"

#define ICAL_TYPE	 "text/calendar; charset=utf-8"
#define ICAL_LINE_MAX	 75 /* bytes, without CR LF */
#define ICAL_EVENTS_MAX	 256
#define ICAL_TITLE_MAX	 512   /* bytes; what is longer is cut at a character */
#define ICAL_ALARM_MAX	 40320 /* minutes before: four weeks */
#define ICAL_LASTING_MAX 40320 /* minutes */

struct ical_event {
	struct id16 name; /* stays with the thing, whatever changes about it */
	struct str title; /* any text; what no line can hold is left out */
	bool is_day;
	struct day day;	       /* when is_day */
	struct instant begins; /* else */
	bool is_floating;      /* begins is by whatever clock the reader has: one in UTC shows it */
	unsigned minutes;      /* how long; at most ICAL_LASTING_MAX; 0: a moment */
	struct instant changed;
	unsigned version; /* 0, 1, …: how often it was changed */
	int alarm; /* minutes before it begins, at most ICAL_ALARM_MAX; -1: none. None for days:
		      they would ring at midnight */
};

struct ical_calendar {
	struct str name; /* what the list is called where it is read */
	const struct ical_event *event;
	size_t n; /* ICAL_EVENTS_MAX at most */
};

/* Years 1 to 9999; a date beyond them is left out, event and all. Owner: the arena. */
struct str ical_write(struct arena *a, const struct ical_calendar *calendar);
