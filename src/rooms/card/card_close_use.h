/* card: closeness. The answers are a private page that nobody can ever be given; what goes out is
 * both-yes answers, to one person, once their owner says so, for 30 days (sharing.h). */
#pragma once
#include "card.h"
#include "sharing.h"

struct json_t;

struct card_closeness {
	enum card_answer answer[CARD_TOUCHES];
	struct day ask_again[CARD_TOUCHES]; /* 0: no day; for its owner alone */
	struct instant said[CARD_TOUCHES];
	bool is_told; /* the overlap with `told` may show */
	struct id16 told;
};

fallible card_closeness_find(struct act *a, struct card_closeness *ret);
/* does   keeps one answer, and tells this one when answers are told: the others' 30 days go on */
fallible card_closeness_answer(struct act *a, size_t touch, enum card_answer answer,
			       struct day ask_again);
/* does   takes every yes back: "not now" for everything */
fallible card_closeness_not_now(struct act *a);
/* does   lets the overlap show, with this person; all answers count for 30 days from now; fine
 * again */
fallible card_closeness_tell(struct act *a, struct id16 other);
fallible card_closeness_hush(struct act *a); /* takes back what was told; the answers stay */

fallible card_closeness_add(struct act *a, struct json_t *to);
