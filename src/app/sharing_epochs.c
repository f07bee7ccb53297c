/* Where what is open to somebody begins and ends. */
#include "sharing_inside.h"

static struct epoch_key *newest(const struct act *a, enum topic t)
{
	struct topic_keys *keys = &a->keyring->topic[t];

	return &keys->epoch[keys->n - 1];
}

void sharing_drop_grant(struct keyring_person *p, size_t i)
{
	p->n_grants--;
	memmove(&p->grant[i], &p->grant[i + 1], (p->n_grants - i) * sizeof *p->grant);
}

/* The oldest stretch of the topic that somebody was left with after a stop. */
static bool drop_oldest_stopped(struct keyring *k, enum topic t)
{
	struct keyring_person *of = NULL;
	size_t at = 0;

	for (size_t i = 0; i < k->n_people; i++)
		for (size_t g = 0; g < k->person[i].n_grants; g++) {
			const struct keyring_grant *grant = &k->person[i].grant[g];

			if (grant->topic != t || grant->last == 0 ||
			    (of && grant->last >= of->grant[at].last))
				continue;
			of = &k->person[i];
			at = g;
		}
	if (of)
		sharing_drop_grant(of, at);
	return of != NULL;
}

static fallible save(struct act *a)
{
	keyring_freeze(a->keyring);
	return act_save_keyring(a);
}

/* When nothing else makes room, the oldest thing that was stopped closes: what is written from now
 * on must not stay open for want of room. */
fallible sharing_roll(struct act *a, enum topic t)
{
	struct err e = keyring_roll(a->keyring, &a->draw, t);

	while (err_is(e, ERR_TOO_FULL)) {
		struct err merged = notebook_merge_epochs(a, t);

		if (err_is(merged, ERR_TOO_FULL) && drop_oldest_stopped(a->keyring, t))
			continue;
		TRY(merged);
		e = keyring_roll(a->keyring, &a->draw, t);
	}
	TRY(e);
	return save(a);
}

fallible sharing_begin_epoch(struct act *a, enum topic t, uint32_t *ret)
{
	bool is_unused;

	TRY(notebook_is_unused(a, t, &is_unused));
	if (!is_unused)
		TRY(sharing_roll(a, t));
	*ret = newest(a, t)->epoch;
	return OK;
}

static bool has_another(const struct keyring_person *p, size_t at)
{
	for (size_t i = 0; i < p->n_grants; i++)
		if (i != at && p->grant[i].topic == p->grant[at].topic)
			return true;
	return false;
}

/* Ends a grant before the newest epoch. False: there it began, and without it the other would read
 * that nothing is shared where they read nothing new. */
static bool shorten(const struct topic_keys *keys, struct keyring_person *p, size_t at)
{
	struct keyring_grant *grant = &p->grant[at];

	if (keys->n > 1 && grant->first <= keys->epoch[keys->n - 2].epoch)
		grant->last = keys->epoch[keys->n - 2].epoch;
	else if (has_another(p, at))
		sharing_drop_grant(p, at);
	else
		return false;
	return true;
}

fallible sharing_end_epoch(struct act *a, struct keyring_person *p, size_t at)
{
	enum topic t = p->grant[at].topic;
	uint32_t number = newest(a, t)->epoch;
	bool is_unused;

	TRY(notebook_is_unused(a, t, &is_unused));
	if (is_unused && shorten(&a->keyring->topic[t], p, at)) {
		keyring_rekey(a->keyring, &a->draw, t, number, number);
		return save(a);
	}
	p->grant[at].last = number;
	return sharing_roll(a, t);
}
