#include "keyring.h"
#include "ensure.h"
#include "keyring_pack.h"
#include "wire.h"

_Static_assert(TOPIC_SLOTS *KEYRING_EPOCHS <= LETTER_LINES, "every epoch may be given");

static void key_make(struct epoch_key *ret, struct draw *d, uint32_t epoch)
{
	ret->epoch = epoch;
	draw_bytes(d, &ret->key, sizeof ret->key);
}

void keyring_make(struct keyring *ret, struct draw *d)
{
	*ret = (struct keyring){ .n_people = 0 };
	for (int t = 0; t < TOPIC_SLOTS; t++) {
		ret->topic[t].n = 1;
		key_make(&ret->topic[t].epoch[0], d, 1);
	}
}

fallible keyring_roll(struct keyring *k, struct draw *d, enum topic t)
{
	ASSERT((int)t >= 0 && (int)t < TOPIC_SLOTS);
	struct topic_keys *keys = &k->topic[t];

	ASSERT(keys->n >= 1);
	if (keys->n == KEYRING_EPOCHS)
		return FAIL(TOO_FULL);
	key_make(&keys->epoch[keys->n], d, keys->epoch[keys->n - 1].epoch + 1);
	keys->n++;
	return OK;
}

void keyring_rekey(struct keyring *k, struct draw *d, enum topic t, uint32_t first, uint32_t last)
{
	struct topic_keys *keys = &k->topic[t];

	for (size_t i = 0; i < keys->n; i++)
		if (keys->epoch[i].epoch >= first && keys->epoch[i].epoch <= last)
			key_make(&keys->epoch[i], d, keys->epoch[i].epoch);
	keyring_freeze(k);
}

static bool covers(const struct keyring_grant *g, enum topic t, uint32_t epoch)
{
	return g->topic == t && g->first <= epoch && (g->last == 0 || g->last >= epoch);
}

static bool is_given(const struct keyring_person *p, enum topic t, uint32_t epoch)
{
	for (size_t i = 0; i < p->n_grants; i++)
		if (covers(&p->grant[i], t, epoch))
			return true;
	return false;
}

static bool is_frozen(const struct keyring *k, enum topic t, uint32_t epoch, uint32_t newest)
{
	for (size_t i = 0; i < k->n_people; i++)
		if (is_given(&k->person[i], t, epoch) && !is_given(&k->person[i], t, newest))
			return true;
	return false;
}

void keyring_freeze(struct keyring *k)
{
	for (int t = 0; t < TOPIC_SLOTS; t++) {
		struct topic_keys *keys = &k->topic[t];

		for (size_t i = 0; i < keys->n; i++)
			keys->epoch[i].is_frozen = is_frozen(k, (enum topic)t, keys->epoch[i].epoch,
							     keys->epoch[keys->n - 1].epoch);
	}
}

struct keyring_person *keyring_find(struct keyring *k, struct id16 id)
{
	for (size_t i = 0; i < k->n_people; i++)
		if (id16_equal(k->person[i].id, id))
			return &k->person[i];
	return NULL;
}

static struct letter_line *line_of(struct letter *l, enum topic t, uint32_t epoch)
{
	for (size_t i = 0; i < l->n_lines; i++)
		if (l->line[i].topic == t && l->line[i].epoch == epoch)
			return &l->line[i];
	return NULL;
}

/* Two grants of the same epoch are one line, as wide as both. */
static void line_widen(struct letter_line *line, const struct keyring_grant *g)
{
	line->permission = (enum letter_permission)(line->permission | g->permission);
	if (line->not_after != 0 && (g->not_after == 0 || g->not_after > line->not_after))
		line->not_after = g->not_after;
}

static void add_lines(const struct topic_keys *keys, const struct keyring_grant *g,
		      struct letter *ret)
{
	for (size_t i = 0; i < keys->n; i++) {
		struct letter_line *line = line_of(ret, g->topic, keys->epoch[i].epoch);

		if (!covers(g, g->topic, keys->epoch[i].epoch))
			continue;
		if (line) {
			line_widen(line, g);
			continue;
		}
		ASSERT(ret->n_lines < LETTER_LINES);
		ret->line[ret->n_lines++] = (struct letter_line){ .topic = g->topic,
								  .epoch = keys->epoch[i].epoch,
								  .key = keys->epoch[i].key,
								  .permission = g->permission,
								  .not_after = g->not_after };
	}
}

void keyring_lines(const struct keyring *k, const struct keyring_person *p, struct letter *ret)
{
	ret->n_lines = 0;
	for (size_t i = 0; i < p->n_grants; i++)
		add_lines(&k->topic[p->grant[i].topic], &p->grant[i], ret);
}

struct id16 keyring_page_id(const struct identity *identity)
{
	struct key k;

	KDF(&k, &identity->master, "rj1/keyring-id");
	return key_name(&k);
}

/* --- sealing */
struct keyring_seal_parts {
	struct key key;
	uint8_t ad[11 + 16 + 4];
};

static void parts_make(struct keyring_seal_parts *ret, const struct identity *identity,
		       uint32_t ver)
{
	struct wire_out w = { .p = ret->ad, .cap = sizeof ret->ad };

	KDF(&ret->key, &identity->master, "rj1/keyring");
	wire_fixed(&w, "rj1/keyring", 11);
	wire_fixed(&w, &identity->space, sizeof identity->space);
	wire_u32(&w, ver);
}

fallible keyring_open(struct arena *a, const struct identity *identity, uint32_t ver,
		      struct bytes blob, struct keyring *ret)
{
	struct keyring_seal_parts parts;
	struct bytes padded, plain;

	if (blob.n != KEYRING_BYTES)
		return FAIL(UNVERIFIED);
	parts_make(&parts, identity, ver);
	struct err e = cunseal(a, &parts.key, blob, BYTES(parts.ad), &padded);

	wipe(&parts, sizeof parts);
	TRY(e);
	if (!unpad(padded, &plain))
		return FAIL(UNVERIFIED);
	return keyring_decode(a, plain, ret);
}

fallible keyring_seal(struct arena *a, const struct identity *identity, uint32_t ver,
		      const struct keyring *k, struct bytes *ret_blob)
{
	struct keyring_seal_parts parts;
	struct bytes plain = keyring_pack(a, k);

	if (plain.n > KEYRING_PLAIN || k->preferences.n > KEYRING_PREFERENCES)
		return FAIL(TOO_FULL);
	parts_make(&parts, identity, ver);
	*ret_blob = cseal(a, &parts.key, pad_to(a, plain, KEYRING_PLAIN + 4), BYTES(parts.ad));
	wipe(&parts, sizeof parts);
	return OK;
}
