/* journey_today: what Today needs to know, gathered across rooms with as few page reads as
 * possible.
 *
 * What was gathered is kept in the row of the session, as a summary, and holds for the rest of the
 * day as long as nothing was written in the person's space: every write gives the head a new
 * version. So most looks at Today open the session and nothing else. Whoever sets the whole store
 * back to what a session has seen can show its owner that day's Today once more, as they could
 * before by setting the pages back; they learn and change nothing (docs/decisions/0020). */
#pragma once
#include "act.h"
#include "drafts.h"

#define JOURNEY_QUESTIONS 3 /* the first questions of room me */
#define JOURNEY_REMINDERS 8 /* shown at once */

struct journey_reminder { /* of today, asked for by its owner */
	struct id16 id;
	uint8_t door; /* of room remind */
	int time;     /* minute of the day from which it is shown */
	struct str words, title;
	struct str text;	   /* one sentence more; empty: none */
	const char *path, *button; /* path empty: it leads nowhere */
};

struct journey_today {
	bool has_checkin, is_checkin_whole, has_any_checkin;
	struct day last_checkin;
	int sleep_nights, sleep_tenths; /* of the last seven days; mean hours × 10 */
	struct draft draft[DRAFTS_MAX]; /* path and written */
	size_t n_drafts;
	bool is_recovery_waiting;
	bool has_step; /* a small step is planned, today or later this month */
	struct id16 step_item;
	struct day step;
	int session;	  /* to offer, once today's check-in is written; 0: none */
	int session_step; /* of it, to go on with, from 1; 0: none is open */
	const char *session_title, *session_text; /* when there is one to offer */
	int session_minutes;			  /* of the step; 0: none is open */
	bool has_week; /* nothing of the above, and the weekly look suits today */
	struct journey_reminder reminder[JOURNEY_REMINDERS];
	size_t n_reminders;
	int rests,
		rests_at; /* a session that rested, and its step, for the reminder of it; 0: none */
};

fallible journey_today_read(struct act *a, struct journey_today *ret);
