#include "journey_us.h"
#include "linking.h"
#include "sharing.h"

static void add(struct journey_us_item list[], size_t *n, enum place place, struct id16 id,
		struct bytes content)
{
	if (*n < JOURNEY_US_ITEMS)
		list[(*n)++] = (struct journey_us_item){ place, id, content };
}

static fallible read_place(struct act *a, enum place place, struct journey_us *ret)
{
	struct other_item *theirs;
	struct sharing_item *mine;
	size_t n;

	TRY(others_items(a, ret->partner.id, place, &theirs, &n));
	for (size_t i = 0; i < n; i++)
		add(ret->theirs, &ret->n_theirs, place, theirs[i].id, theirs[i].content);
	TRY(sharing_items(a, place, &mine, &n));
	for (size_t i = 0; i < n; i++)
		if (id16_equal(mine[i].other, ret->partner.id))
			add(ret->mine, &ret->n_mine, place, mine[i].id, mine[i].content);
	return OK;
}

fallible journey_us_read(struct act *a, const enum place place[], size_t n_places,
			 struct journey_us *ret)
{
	struct invite_code code;

	TRY(linking_settle(a));
	TRY(others_partner(a, &ret->partner, &ret->has_partner));
	if (!ret->has_partner)
		return linking_open_invite(a, PERSON_PARTNER, &code, &ret->has_invite);
	for (size_t i = 0; i < n_places && !ret->partner.is_unverified; i++)
		TRY(read_place(a, place[i], ret));
	return OK;
}
