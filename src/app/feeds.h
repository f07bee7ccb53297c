/* feeds: the calendar link of the signed-in person, and what it shows to whoever has it.
 *
 * The token stands in a page of the notebook that is never granted. What the link shows stands on a
 * page of its own that only the token opens (feed.h). Rooms do not write it: feeds_renew is called
 * once, at the end of every act that may have changed a date (journey_calendar.h), and writes only
 * what differs. So the link shows how things stood when its owner was last here.
 *
 * A link ends when its owner switches it off or makes another, makes new keys, closes what they
 * share with somebody, goes on with a notebook that is not as they left it (the link may have been
 * ended since), or deletes the account; then it opens as little as one that never was.
 * Stepping back changes nothing about it: that is quiet. */
#pragma once
#include "act.h"
#include "feed.h"

#define FEEDS_DATES_MAX	  60
#define FEEDS_TITLE_MAX	  40   /* characters */
#define FEEDS_ALARM_MAX	  1440 /* minutes before */
#define FEEDS_MINUTES_MAX 1440

enum feeds_kind {
	FEEDS_PLAN,	/* something one does */
	FEEDS_TWO,	/* time for two */
	FEEDS_REMINDER, /* asked for by itself: rings when it begins, whatever `alarm` says */
	FEEDS_KINDS
};

/* Why no link is on. Stored, but the last. */
enum feeds_end {
	FEEDS_NEVER,
	FEEDS_SWITCHED_OFF,
	FEEDS_NEW_KEYS,
	FEEDS_CLOSED,
	FEEDS_SET_BACK, /* its owner went on with a notebook that was not as they left it */
	FEEDS_LOST	/* what stood there was not what its owner wrote */
};

struct feeds_date {
	struct id16 name; /* feed_item_name */
	enum feeds_kind kind;
	struct day day;		/* by its owner's clock */
	struct instant begins;	/* 0: the day has it, no time */
	unsigned minutes;	/* 0: not said */
	struct instant changed; /* 0: its room does not say; when it was first seen so */
	unsigned version;	/* 0, 1, … */
};

struct feeds_list {
	struct str title[FEEDS_KINDS]; /* own words; empty: the neutral ones */
	int alarm;		       /* minutes before; -1: none */
	struct instant changed;	       /* title or alarm */
	bool is_floating; /* nobody knows the owner's zone: times are what a clock on their wall
			     shows, as if it hung in UTC */
	size_t n;
	struct feeds_date date[FEEDS_DATES_MAX];
};

struct feeds_link { /* secret */
	bool is_on;
	enum feeds_end ended; /* when none is on */
	struct feed_token token;
	struct str title[FEEDS_KINDS];
	int alarm;
	struct instant changed;
};

const char *feeds_title(enum feeds_kind kind); /* the neutral one: "Plan" */

/* --- its owner. All signed in */
fallible feeds_open(struct act *a, struct feeds_link *ret);

/* does   makes a new link; the one before opens nothing any more */
fallible feeds_begin(struct act *a);
/* does   ends the link, when one is on; never fails because of what stands in the database */
fallible feeds_end(struct act *a, enum feeds_end why);
/* does   keeps title and alarm of `link` */
fallible feeds_set(struct act *a, const struct feeds_link *link);

/* does   writes what the link shows, when one is on and it differs: these dates, and the titles and
 * the alarm that are set
 * call   through journey_calendar_follow alone, once in an act */
fallible feeds_renew(struct act *a, struct feeds_list *dates);

/* does   stages the end of the link's page and nothing else: before the account goes */
fallible feeds_end_page(struct act *a);

/* --- whoever has the link. ret_found false: none, ended, malformed, not written by its owner: one
 * and the same, after the same work */
fallible feeds_look(struct act *a, struct str token, struct feeds_list *ret, bool *ret_found);
