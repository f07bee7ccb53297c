/* journey_selfcare: what one's own side takes from other rooms: the nights of the check-ins, the
 * private safety questions, the measures. For the signed-in person alone. */
#pragma once
#include "act.h"
#include "selfcare_use.h"

/* does   gathers what the decision table looks at
 * errors UNVERIFIED */
fallible journey_selfcare_facts(struct act *a, struct selfcare_facts *ret);

/* The one thing to say now, and every sign that holds: SELFCARE_SIGN_BIT. */
struct journey_selfcare_nudge {
	enum selfcare_sign sign; /* SELFCARE_SIGN_NONE: nothing */
	unsigned holds;
};
fallible journey_selfcare_nudge(struct act *a, const struct selfcare_facts *facts,
				struct journey_selfcare_nudge *ret);

/* One week of the last JOURNEY_SELFCARE_WEEKS, whether it was looked at or not. */
#define JOURNEY_SELFCARE_WEEKS 26
struct journey_selfcare_week {
	struct day monday;
	struct selfcare_week look; /* version 0: was not looked at */
	struct selfcare_nights nights;
	int phq4; /* the last total of the week; -1: none */
};
/* does   gathers them, the oldest first, from the first week that has a look on; ret_n 0: none has
 * owner  the arena */
fallible journey_selfcare_weeks(struct act *a, struct journey_selfcare_week **ret, size_t *ret_n);

/* The two that are looked at here, and where to answer them: their words stand in room measure
 * alone. suits: none is newer than a week, or four. Owner: the arena. */
struct journey_selfcare_measure {
	const char *name; /* "PHQ-4" */
	struct str address;
	struct selfcare_score last;
	unsigned most; /* of a total */
	bool suits;
};
struct journey_selfcare_measures {
	struct journey_selfcare_measure phq4, k6;
};
fallible journey_selfcare_measures(struct act *a, struct journey_selfcare_measures *ret);

/* The nights of the week that begins on `monday`. */
fallible journey_selfcare_nights(struct act *a, struct day monday, struct selfcare_nights *ret);
