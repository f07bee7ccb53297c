/* journey_calendar: what one has planned, in whichever room, as a calendar carries it: day, time
 * and how long; never what it is. */
#pragma once
#include "act.h"
#include "feeds.h"

/* does   gathers what is planned from today on, the earliest first, FEEDS_DATES_MAX at most */
fallible journey_calendar_dates(struct act *a, struct feeds_list *ret);

/* does   brings one's own link up to date when this act wrote something it may carry. Costs a look
 * at one page for whoever has none
 * call   at the end of the act (room.h, follow) */
fallible journey_calendar_follow(struct act *a);
