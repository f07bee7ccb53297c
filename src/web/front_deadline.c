#include "front_deadline.h"

void deadline_init(struct deadline_list *l)
{
	for (int i = 0; i < DEADLINE__COUNT; i++)
		l->ring[i].before = l->ring[i].after = &l->ring[i];
}

void deadline_end(struct deadline *d)
{
	if (!d->after)
		return;
	d->before->after = d->after;
	d->after->before = d->before;
	d->before = d->after = NULL;
}

void deadline_set(struct deadline_list *l, struct deadline *d, enum deadline_kind kind)
{
	struct deadline *ring = &l->ring[kind];

	deadline_end(d);
	d->at = l->now + l->length[kind];
	d->before = ring->before;
	d->after = ring;
	ring->before->after = d;
	ring->before = d;
}

struct deadline *deadline_first(struct deadline_list *l, enum deadline_kind kind)
{
	struct deadline *first = l->ring[kind].after;

	return first == &l->ring[kind] ? NULL : first;
}

struct deadline *deadline_late(struct deadline_list *l, enum deadline_kind kind)
{
	struct deadline *first = deadline_first(l, kind);

	return first && l->now >= first->at ? first : NULL;
}

uint64_t deadline_next(const struct deadline_list *l)
{
	uint64_t next = UINT64_MAX;

	for (int i = 0; i < DEADLINE_NONE; i++) {
		const struct deadline *first = l->ring[i].after;

		if (first != &l->ring[i] && first->at < next)
			next = first->at;
	}
	return next;
}
