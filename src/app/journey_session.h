/* journey_session: what the sessions of the programme need from elsewhere in the house: who it is
 * with, whether joint steps are paused on one's own side, and one's own calming card. */
#pragma once
#include "others.h"

struct journey_session {
	bool has_partner; /* linked, and the shared space is in use on this side */
	struct other partner;
	bool is_paused; /* only its owner is ever told */
	int calming_lines;
	struct str readers; /* of what is written in the sessions from now on; empty: nobody */
};

fallible journey_session_read(struct act *a, struct journey_session *ret);

/* What both let each other see of their closeness cards: only what both welcome. */
#define JOURNEY_TOUCHES 16
struct journey_touch {
	const char *words;
	bool is_ask; /* one of them, or both, said: ask me first */
};
fallible journey_session_touches(struct act *a, struct id16 partner,
				 struct journey_touch ret[JOURNEY_TOUCHES], size_t *ret_n);
