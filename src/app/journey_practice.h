/* journey_practice: small steps noted in their own room count for the sessions that ask for them,
 * so that nobody writes the same thing twice. */
#pragma once
#include "act.h"
#include "programme_answer_use.h"

/* does   adds to the answers what stands on one's own list of small steps, and what was practised
 * since the session began. Nothing of it is stored. Owner: the arena */
fallible journey_practice_add(struct act *a, const struct programme_session *s, struct day begun,
			      struct programme_answers *answers);
