/* Pages under other keys: taking back, and making room for a new epoch. */
#include "ensure.h"
#include "notebook_layer.h"
#include "pages_find.h"
#include "record_merge.h"

#define OPS_SPARE (COMMIT_OPS_MAX - 2 * NOTEBOOK_TURN_MAX) /* for the rest of the act */

/* --- which pages */
/* Rows as the act will leave them; those it deletes may be among them. */
static fallible list_rows(struct act *a, struct page_mark **ret, size_t *ret_n)
{
	struct page_mark *row;
	size_t n;

	TRY(store_list_pages(a->store, a->arena, a->session->identity.space, &row, &n));
	*ret = arena_array(a->arena, struct page_mark, n + a->n_staged + 1);
	if (n)
		memcpy(*ret, row, n * sizeof *row);
	for (size_t i = 0; i < a->n_staged; i++)
		if (a->staged[i].ver == 0)
			(*ret)[n++] = (struct page_mark){ .page = a->staged[i].page };
	*ret_n = n;
	return OK;
}

/* Every page of the topic under this key; TOO_LARGE when they are more than the commit takes. */
static fallible find_under(struct act *a, enum topic topic, const struct epoch_key *key,
			   struct page_found **ret, size_t *ret_n)
{
	struct topic_keys *keys = arena_array(a->secret, struct topic_keys, TOPIC_SLOTS);
	struct page_mark *row;
	size_t n;

	keys[topic] = (struct topic_keys){ .n = 1, .epoch = { *key } };
	TRY(list_rows(a, &row, &n));
	pages_find(a, keys, row, n, ret, ret_n);
	return a->commit->n + 2 * *ret_n + OPS_SPARE > COMMIT_OPS_MAX ? FAIL(TOO_LARGE) : OK;
}

fallible notebook_remember(struct act *a, enum topic topic, struct notebook_before *ret)
{
	TRY(act_open_head(a));
	*ret = (struct notebook_before){ a->commit->n, a->n_staged, *a->head,
					 a->keyring->topic[topic] };
	return OK;
}

void notebook_forget_since(struct act *a, enum topic topic, const struct notebook_before *was)
{
	a->commit->n = was->n_ops;
	a->n_staged = was->n_staged;
	*a->head = was->head;
	a->keyring->topic[topic] = a->session->topic[topic] = was->keys;
}

/* --- taking back */
static fallible turn_page(struct act *a, const struct session *before, const struct session *now,
			  const struct page_found *f)
{
	const struct notebook_layer none = { .epoch = f->key.epoch };
	struct notebook_layer old;

	TRY(layer_read(a, before, f->name, &f->key, &old));
	if (!old.is_there)
		return OK;
	TRY(layer_put(a, now, f->name, &none, old.records));
	return layer_delete(a, before, f->name, &old);
}

fallible notebook_rekey(struct act *a, enum topic topic, const struct epoch_key *before,
			const struct epoch_key *now)
{
	const struct session *old = layer_session(a, topic, before),
			     *new = layer_session(a, topic, now);
	struct topic_keys *keys = &a->session->topic[topic];
	struct page_found *found;
	size_t n;

	ASSERT(before->epoch == now->epoch);
	TRY(find_under(a, topic, &old->topic[topic].epoch[0], &found, &n));
	for (size_t i = 0; i < n; i++)
		TRY(turn_page(a, old, new, &found[i]));
	for (size_t i = 0; i < keys->n; i++)
		if (keys->epoch[i].epoch == new->topic[topic].epoch[0].epoch)
			keys->epoch[i] = new->topic[topic].epoch[0];
	return OK;
}

/* --- making room */
static bool covers(const struct keyring_grant *g, uint32_t epoch)
{
	return g->first <= epoch && (g->last == 0 || g->last >= epoch);
}

/* Whoever was given one of two epochs was given the other, by the same grant: joining them changes
 * what nobody can open, and how long. */
static bool are_alike(const struct keyring *k, enum topic topic, uint32_t x, uint32_t y)
{
	for (size_t i = 0; i < k->n_people; i++) {
		const struct keyring_person *p = &k->person[i];

		for (size_t g = 0; g < p->n_grants; g++)
			if (p->grant[g].topic == topic &&
			    covers(&p->grant[g], x) != covers(&p->grant[g], y))
				return false;
	}
	return true;
}

/* The younger one's page takes up the older one's. */
static fallible join_page(struct act *a, const struct session *older, const struct session *younger,
			  const struct page_found *f, const struct epoch_key *to)
{
	struct notebook_layer below, above;
	struct bytes both;

	TRY(layer_read(a, older, f->name, &f->key, &below));
	TRY(layer_read(a, younger, f->name, to, &above));
	if (!below.is_there)
		return OK;
	if (!above.is_there) {
		both = below.records;
	} else if (place_is_list((enum place)f->name.room)) {
		const struct bytes list[] = { below.records, above.records };

		TRY(record_merge(a->arena, list, 2, RECORD_MARKS_KEEP, &both));
	} else {
		both = above.records;
	}
	TRY(layer_put(a, younger, f->name, &above, both));
	return layer_delete(a, older, f->name, &below);
}

/* Grants cover both numbers already; only where they begin or end is told by the one that stays. */
static void forget_epoch(struct keyring *k, enum topic topic, size_t at)
{
	struct topic_keys *keys = &k->topic[topic];
	uint32_t gone = keys->epoch[at].epoch, stays = keys->epoch[at + 1].epoch;

	for (size_t i = 0; i < k->n_people; i++)
		for (size_t g = 0; g < k->person[i].n_grants; g++)
			if (k->person[i].grant[g].topic == topic &&
			    k->person[i].grant[g].first == gone)
				k->person[i].grant[g].first = stays;
	keys->n--;
	memmove(&keys->epoch[at], &keys->epoch[at + 1], (keys->n - at) * sizeof *keys->epoch);
	keyring_freeze(k);
}

static fallible join_epochs(struct act *a, enum topic topic, size_t at)
{
	struct epoch_key *key = a->keyring->topic[topic].epoch, joined = key[at + 1];
	struct page_found *below, *above;
	size_t n_below, n_above;

	draw_bytes(&a->draw, &joined.key, sizeof joined.key);
	const struct session *older = layer_session(a, topic, &key[at]),
			     *younger = layer_session(a, topic, &key[at + 1]),
			     *now = layer_session(a, topic, &joined);

	TRY(find_under(a, topic, &key[at], &below, &n_below));
	TRY(find_under(a, topic, &key[at + 1], &above, &n_above));
	if (a->commit->n + 2 * (n_below + n_above) + OPS_SPARE > COMMIT_OPS_MAX)
		return FAIL(TOO_LARGE);
	for (size_t i = 0; i < n_above; i++)
		TRY(turn_page(a, younger, now, &above[i]));
	for (size_t i = 0; i < n_below; i++)
		TRY(join_page(a, older, now, &below[i], &joined));
	key[at + 1] = joined;
	forget_epoch(a->keyring, topic, at);
	a->session->topic[topic] = a->keyring->topic[topic];
	return OK;
}

fallible notebook_merge_epochs(struct act *a, enum topic topic)
{
	struct notebook_before *was = arena_new(a->secret, struct notebook_before);

	TRY(act_open_keyring(a));
	const struct topic_keys *keys = &a->keyring->topic[topic];

	if (keys->n < KEYRING_EPOCHS)
		return OK;
	TRY(notebook_remember(a, topic, was));
	for (size_t i = 0; i + 1 < keys->n; i++) {
		if (!are_alike(a->keyring, topic, keys->epoch[i].epoch, keys->epoch[i + 1].epoch))
			continue;
		struct err e = join_epochs(a, topic, i);

		if (e.code != ERR_TOO_LARGE && e.code != ERR_UNVERIFIED && e.code != ERR_TOO_FULL)
			return e;
		notebook_forget_since(a, topic, was);
	}
	return FAIL(TOO_FULL);
}
