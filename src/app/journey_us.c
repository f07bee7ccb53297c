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

/* Stopped counts too: what stood there is still read. */
static fallible read_topics(struct act *a, struct journey_us *ret)
{
	struct sharing_line *line;
	size_t n;

	TRY(sharing_lines(a, ret->partner.id, &line, &n));
	for (size_t i = 0; i < n; i++)
		if (line[i].state != SHARING_NEVER)
			ret->topics_mine |= 1U << line[i].topic;
	for (int t = 0; t < TOPIC__COUNT; t++) {
		struct notebook_source source;
		bool found;

		TRY(others_source(a, ret->partner.id, (enum topic)t, &source, &found));
		if (found)
			ret->topics_theirs |= 1U << t;
		wipe(&source, sizeof source);
	}
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
	return ret->partner.is_unverified ? OK : read_topics(a, ret);
}
