/* journey_today: what Today needs to know, gathered across rooms with as few page reads as
 * possible. */
#pragma once
#include "act.h"
#include "approach_use.h"
#include "drafts.h"

#define JOURNEY_QUESTIONS 3 /* the first questions of room me */

struct journey_today {
	bool has_checkin, is_checkin_whole, has_any_checkin;
	struct day last_checkin;
	int sleep_nights, sleep_tenths; /* of the last seven days; mean hours × 10 */
	struct draft draft[DRAFTS_MAX];
	size_t n_drafts;
	bool is_recovery_waiting;
	bool has_step; /* a small step is planned, today or later this month */
	struct approach_log step;
	int session; /* to offer, once today's check-in is written; 0: none */
	const char *session_title, *session_text;
	int session_minutes; /* of the step to go on with; 0: none is open */
};

fallible journey_today_read(struct act *a, struct journey_today *ret);
