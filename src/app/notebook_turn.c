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

static bool is_own(const struct keyring *k, enum topic topic, uint32_t epoch)
{
	for (size_t i = 0; i < k->n_people; i++) {
		const struct keyring_person *p = &k->person[i];

		for (size_t g = 0; g < p->n_grants; g++)
			if (p->grant[g].topic == topic && covers(&p->grant[g], epoch))
				return false;
	}
	return true;
}

struct joining { /* the older one of two epochs, those between, and the younger one at the end */
	size_t n;
	const struct session *of[KEYRING_EPOCHS];
	const struct epoch_key *key;
};

/* What neighbours hold is one list in the order of both. Over what lies between, only what is not
 * said there again can rise. */
static fallible join_lists(struct act *a, const struct notebook_layer layer[], size_t n,
			   struct bytes *ret)
{
	const struct notebook_layer *younger = &layer[n - 1];
	struct bytes above[KEYRING_EPOCHS], both[2] = { layer[0].records, younger->records };
	size_t n_above = 0;

	for (size_t i = 1; n > 2 && i < n; i++)
		if (layer[i].is_there)
			above[n_above++] = layer[i].records;
	if (n_above)
		TRY(record_uncovered(a->arena, layer[0].records, above, n_above, &both[0]));
	*ret = both[0];
	if (younger->is_there)
		TRY(record_merge(a->arena, both, 2, RECORD_MARKS_KEEP, ret));
	return OK;
}

/* The number of parts is no record; what comes of the two names those of both. */
static void unmark(struct notebook_layer *layer, bool counts, uint8_t *parts)
{
	layer->records = parts_unmark(layer->records, &layer->parts);
	if (counts && layer->parts > *parts)
		*parts = layer->parts;
}

/* The younger one's page takes up the older one's. */
static fallible join_page(struct act *a, const struct joining *j, const struct page_found *f)
{
	struct notebook_layer layer[KEYRING_EPOCHS];
	bool is_list = place_is_list((enum place)f->name.room), is_under = false;
	const struct notebook_layer *younger = &layer[j->n - 1];
	uint8_t parts = 1;
	struct bytes both;

	for (size_t i = 0; i < j->n; i++) {
		TRY(layer_read(a, j->of[i], f->name, &j->key[i], &layer[i]));
		is_under |= i && layer[i].is_there;
		if (is_list)
			unmark(&layer[i], i == 0 || i + 1 == j->n, &parts);
	}
	if (!layer[0].is_there)
		return OK;
	both = layer[0].records;
	if (is_list)
		TRY(join_lists(a, layer, j->n, &both));
	if (is_list ? both.n || younger->is_there || parts > 1 : !is_under)
		TRY(layer_put(a, j->of[j->n - 1], f->name, younger,
			      parts_mark(a->arena, both, parts)));
	return layer_delete(a, j->of[0], f->name, &layer[0]);
}

/* Stretches of one person between which nothing lies any more are one. */
static void join_stretches(const struct topic_keys *keys, enum topic topic,
			   struct keyring_person *p)
{
	for (size_t i = 0; i < p->n_grants; i++)
		for (size_t k = 0; k < p->n_grants; k++) {
			struct keyring_grant *one = &p->grant[i], *next = &p->grant[k];
			bool is_apart = one->last == 0 || next->first <= one->last ||
					one->topic != topic || next->topic != topic ||
					one->permission != next->permission ||
					one->not_after != next->not_after;

			for (size_t e = 0; e < keys->n; e++)
				is_apart |= keys->epoch[e].epoch > one->last &&
					    keys->epoch[e].epoch < next->first;
			if (is_apart)
				continue;
			next->first = one->first;
			p->n_grants--;
			memmove(one, one + 1, (p->n_grants - i) * sizeof *one);
			i = k = 0;
		}
}

/* Grants cover both numbers of neighbours already; only where they begin is told by the one that
 * stays. */
static void forget_epoch(struct keyring *k, enum topic topic, size_t at)
{
	struct topic_keys *keys = &k->topic[topic];
	uint32_t gone = keys->epoch[at].epoch, stays = keys->epoch[at + 1].epoch;

	keys->n--;
	memmove(&keys->epoch[at], &keys->epoch[at + 1], (keys->n - at) * sizeof *keys->epoch);
	for (size_t i = 0; i < k->n_people; i++) {
		struct keyring_person *p = &k->person[i];

		for (size_t g = 0; g < p->n_grants; g++)
			if (p->grant[g].topic == topic && p->grant[g].first == gone)
				p->grant[g].first = stays;
		join_stretches(keys, topic, p);
	}
	keyring_freeze(k);
}

/* What comes of it stands under a new key, and so all of the younger one's pages as well. */
static fallible join_epochs(struct act *a, enum topic topic, size_t older, size_t younger)
{
	struct epoch_key *keys = a->keyring->topic[topic].epoch,
			 *key = arena_array(a->secret, struct epoch_key, KEYRING_EPOCHS);
	struct joining j = { .n = younger - older + 1, .key = key };
	const struct session *before = layer_session(a, topic, &keys[younger]);
	struct page_found *below, *above;
	size_t n_below, n_above;

	memcpy(key, &keys[older], j.n * sizeof *key);
	draw_bytes(&a->draw, &key[j.n - 1].key, sizeof(struct key));
	for (size_t i = 0; i < j.n; i++)
		j.of[i] = layer_session(a, topic, &key[i]);
	TRY(find_under(a, topic, &keys[older], &below, &n_below));
	TRY(find_under(a, topic, &keys[younger], &above, &n_above));
	if (a->commit->n + 2 * (n_below + n_above) + OPS_SPARE > COMMIT_OPS_MAX)
		return FAIL(TOO_LARGE);
	for (size_t i = 0; i < n_above; i++)
		TRY(turn_page(a, before, j.of[j.n - 1], &above[i]));
	for (size_t i = 0; i < n_below; i++)
		TRY(join_page(a, &j, &below[i]));
	keys[younger] = key[j.n - 1];
	forget_epoch(a->keyring, topic, older);
	a->session->topic[topic] = a->keyring->topic[topic];
	return OK;
}

/* Leaves all as it was when the two hold too much, or something that is not their owner's. */
static fallible try_join(struct act *a, enum topic topic, size_t older, size_t younger,
			 bool *ret_is_done)
{
	struct notebook_before *was = arena_new(a->secret, struct notebook_before);

	TRY(notebook_remember(a, topic, was));
	struct err e = join_epochs(a, topic, older, younger);

	*ret_is_done = true;
	if (e.code != ERR_TOO_LARGE && e.code != ERR_UNVERIFIED && e.code != ERR_TOO_FULL)
		return e;
	notebook_forget_since(a, topic, was);
	*ret_is_done = false;
	return OK;
}

/* Nobody else's reading is touched. The youngest first: there the fewest pages are. */
static fallible join_own(struct act *a, enum topic topic, bool *ret_is_done)
{
	const struct topic_keys *keys = &a->keyring->topic[topic];
	size_t younger = keys->n;

	*ret_is_done = false;
	for (size_t i = keys->n; i-- > 0 && !*ret_is_done;) {
		if (!is_own(a->keyring, topic, keys->epoch[i].epoch))
			continue;
		if (younger < keys->n)
			TRY(try_join(a, topic, i, younger, ret_is_done));
		younger = i;
	}
	return OK;
}

fallible notebook_merge_epochs(struct act *a, enum topic topic)
{
	bool is_done;

	TRY(act_open_keyring(a));
	const struct topic_keys *keys = &a->keyring->topic[topic];

	if (keys->n < KEYRING_EPOCHS)
		return OK;
	TRY(join_own(a, topic, &is_done));
	for (size_t i = 0; i + 1 < keys->n && !is_done; i++)
		if (are_alike(a->keyring, topic, keys->epoch[i].epoch, keys->epoch[i + 1].epoch))
			TRY(try_join(a, topic, i, i + 1, &is_done));
	return is_done ? OK : FAIL(TOO_FULL);
}

fallible notebook_is_unused(struct act *a, enum topic topic, bool *ret)
{
	struct page_mark *row;
	size_t n;

	TRY(act_open_keyring(a));
	const struct topic_keys *keys = &a->keyring->topic[topic];

	TRY(list_rows(a, &row, &n));
	*ret = !pages_any(a, topic, &keys->epoch[keys->n - 1], row, n);
	return OK;
}
