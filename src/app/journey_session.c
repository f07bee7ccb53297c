#include "journey_session.h"
#include "card_use.h"
#include "safety_use.h"

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
	return OK;
}
