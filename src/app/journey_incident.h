/* journey_incident: from what was noted to other rooms, one tap each: what helped becomes a line of
 * one's own calming card, what was stayed away from a small step. Nothing goes there by itself. */
#pragma once
#include "act.h"
#include "incident.h"

struct journey_incident_offer {
	unsigned help; /* of incident.def; 0: own words */
	struct str line;
};

struct journey_incident {
	struct journey_incident_offer offer[INCIDENT_ROWS_MAX]; /* not on the calming card yet */
	size_t n;
	bool can_step; /* something was stayed away from, and is not on the list yet */
};

fallible journey_incident_read(struct act *a, const struct incident *incident,
			       struct journey_incident *ret);
/* Which of these ways to calm are on the card already: bits of INCIDENT_BIT. */
fallible journey_incident_calming(struct act *a, uint32_t *ret_there);

/* Did this person pause the steps for two for fear? "Not about me" is no answer to that. */
fallible journey_incident_is_afraid(struct act *a, bool *ret);

enum journey_incident_refusal { JOURNEY_INCIDENT_FINE, JOURNEY_INCIDENT_FULL };

/* help 0: the note's own words. Fine when it is there already. */
fallible journey_incident_calm(struct act *a, const struct incident *incident, unsigned help,
			       enum journey_incident_refusal *ret);
/* ret_id: of the step, made now or there already. */
fallible journey_incident_step(struct act *a, const struct incident *incident, struct id16 *ret_id,
			       enum journey_incident_refusal *ret);
