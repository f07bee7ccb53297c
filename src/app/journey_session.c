#include "journey_session.h"
#include "card_use.h"
#include "safety_use.h"
#include "sharing.h"

fallible journey_session_read(struct act *a, struct journey_session *ret)
{
	struct card *calming = arena_new(a->arena, struct card);

	*ret = (struct journey_session){ 0 };
	TRY(others_partner(a, &ret->partner, &ret->has_partner));
	if (ret->partner.is_resting || ret->partner.is_unverified)
		ret->has_partner = false;
	TRY(safety_is_paused(a, &ret->is_paused));
	TRY(card_find(a, CARD_CALMING, calming));
	ret->calming_lines = (int)calming->n;
	return sharing_readers(a, TOPIC_PROGRAMME, &ret->readers);
}

fallible journey_session_touches(struct act *a, struct id16 partner,
				 struct journey_touch ret[JOURNEY_TOUCHES], size_t *ret_n)
{
	uint64_t matches;

	_Static_assert(CARD_TOUCHES <= JOURNEY_TOUCHES, "every kind of touch fits");
	*ret_n = 0;
	TRY(sharing_matches(a, partner, &matches));
	for (size_t i = 0; i < CARD_TOUCHES; i++) {
		enum card_overlap overlap = card_touch_overlap(matches, i);

		if (overlap != OVERLAP_NOTHING)
			ret[(*ret_n)++] = (struct journey_touch){ card_touch(i),
								  overlap == OVERLAP_ASK_FIRST };
	}
	return OK;
}
