/* journey_session: what the sessions of the programme need from elsewhere in the house: who it is
 * with, whether joint steps are paused on one's own side, and one's own calming card. */
#pragma once
#include "others.h"

struct journey_session {
	bool has_partner; /* linked, and the shared space is in use on this side */
	struct other partner;
	bool is_paused; /* only its owner is ever told */
	int calming_lines;
	bool is_shared; /* somebody is given what is written in the sessions from now on */
};

fallible journey_session_read(struct act *a, struct journey_session *ret);
