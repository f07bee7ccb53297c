#include "journey_session.h"
#include "card_use.h"
#include "safety_use.h"
#include "sharing.h"

static fallible read_shared(struct act *a, bool *ret)
{
	struct sharing_line *line;
	struct other *other;
	size_t n, n_lines;

	TRY(others_list(a, &other, &n));
	for (size_t i = 0; i < n && !*ret; i++) {
		TRY(sharing_lines(a, other[i].id, &line, &n_lines));
		for (size_t k = 0; k < n_lines; k++)
			*ret |= line[k].topic == TOPIC_PROGRAMME && line[k].state == SHARING_ON;
	}
	return OK;
}

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
	return read_shared(a, &ret->is_shared);
}
