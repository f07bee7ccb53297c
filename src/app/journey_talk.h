/* journey_talk: what stands around raising treatment: how the other one is called, who reads along,
 * and whether this person paused what is for two. A pause is seen by the one who made it and by
 * nobody else. */
#pragma once
#include "act.h"

struct journey_talk {
	struct str name;    /* of the other one; may be empty */
	struct str readers; /* who is given the topic; empty: nobody */
	bool is_paused;
};

fallible journey_talk_read(struct act *a, struct journey_talk *ret);
