/* Keyrings and the Protocol Buffers messages they stand in; nothing outside this file sees the
 * generated structs. */
#include "keyring_pack.h"
#include "ensure.h"
#include "keyring.pb-c.h"

#define DECODE_MOST (512u << 10) /* bytes; the largest true page takes a tenth of it */

/* --- packing */
static ProtobufCBinaryData data(const void *p, size_t n)
{
	/* The generated struct has no const; packing only reads. */
	union {
		const void *in;
		uint8_t *out;
	} both = { .in = p };

	return (ProtobufCBinaryData){ n, both.out };
}

static VaultProto__Topic *topic_pack(struct arena *a, const struct topic_keys *keys)
{
	VaultProto__Topic *topic = arena_new(a, VaultProto__Topic);

	ASSERT(keys->n <= KEYRING_EPOCHS);
	vault_proto__topic__init(topic);
	topic->epochs = arena_array(a, VaultProto__Epoch *, keys->n);
	topic->n_epochs = keys->n;
	for (size_t i = 0; i < keys->n; i++) {
		topic->epochs[i] = arena_new(a, VaultProto__Epoch);
		vault_proto__epoch__init(topic->epochs[i]);
		topic->epochs[i]->epoch = keys->epoch[i].epoch;
		topic->epochs[i]->key = data(keys->epoch[i].key.b, sizeof keys->epoch[i].key.b);
	}
	return topic;
}

static bool is_kind(uint32_t kind)
{
	return kind != 0 && kind < PERSON_KIND__END;
}

static bool is_grant(uint32_t topic, uint32_t first, uint32_t last, uint32_t permission,
		     int64_t not_after)
{
	return topic < TOPIC_SLOTS && first != 0 && (last == 0 || last >= first) &&
	       permission != 0 && (permission & ~(uint32_t)(LETTER_READ | LETTER_PROPOSE)) == 0 &&
	       not_after >= 0;
}

/* What could not be read again is a bug here and now, not a keyring that nobody opens later. */
static void grants_pack(struct arena *a, const struct keyring_person *p, VaultProto__Person *out)
{
	ASSERT(p->n_grants <= KEYRING_GRANTS);
	out->grants = arena_array(a, VaultProto__Grant *, p->n_grants);
	out->n_grants = p->n_grants;
	for (size_t i = 0; i < p->n_grants; i++) {
		VaultProto__Grant *g = out->grants[i] = arena_new(a, VaultProto__Grant);

		vault_proto__grant__init(g);
		g->topic = p->grant[i].topic;
		g->first = p->grant[i].first;
		g->last = p->grant[i].last;
		g->permission = p->grant[i].permission;
		g->not_after = p->grant[i].not_after;
		ASSERT(is_grant(g->topic, g->first, g->last, g->permission, g->not_after));
	}
}

static VaultProto__Person *person_pack(struct arena *a, const struct keyring_person *p)
{
	VaultProto__Person *out = arena_new(a, VaultProto__Person);

	ASSERT(is_kind(p->kind) && p->relation.mine < SIDE__COUNT);
	vault_proto__person__init(out);
	out->id = data(p->id.b, sizeof p->id.b);
	out->relation = data(p->relation.id.b, sizeof p->relation.id.b);
	out->secret = data(p->relation.secret.b, sizeof p->relation.secret.b);
	out->side = p->relation.mine;
	out->kind = p->kind;
	out->flags = p->flags;
	out->name = data(p->name.p, p->name.n);
	out->public_key = data(p->public_key, sizeof p->public_key);
	out->since = p->since;
	out->sent = p->sent;
	out->seen = p->seen;
	grants_pack(a, p, out);
	return out;
}

static VaultProto__Invite *invite_pack(struct arena *a, const struct keyring_invite *i)
{
	VaultProto__Invite *out = arena_new(a, VaultProto__Invite);

	ASSERT(is_kind(i->kind));
	vault_proto__invite__init(out);
	out->code = data(i->code.b, sizeof i->code.b);
	out->relation = data(i->relation.b, sizeof i->relation.b);
	out->kind = i->kind;
	out->made = i->made;
	return out;
}

struct bytes keyring_pack(struct arena *a, const struct keyring *k)
{
	VaultProto__Keyring all = VAULT_PROTO__KEYRING__INIT;

	ASSERT(k->n_people <= KEYRING_PEOPLE);
	all.n_topics = TOPIC_SLOTS;
	all.topics = arena_array(a, VaultProto__Topic *, TOPIC_SLOTS);
	for (size_t t = 0; t < TOPIC_SLOTS; t++)
		all.topics[t] = topic_pack(a, &k->topic[t]);
	all.n_people = k->n_people;
	all.people = arena_array(a, VaultProto__Person *, k->n_people);
	for (size_t i = 0; i < k->n_people; i++)
		all.people[i] = person_pack(a, &k->person[i]);
	ASSERT(k->n_invites <= KEYRING_INVITES);
	all.n_invites = k->n_invites;
	all.invites = arena_array(a, VaultProto__Invite *, k->n_invites);
	for (size_t i = 0; i < k->n_invites; i++)
		all.invites[i] = invite_pack(a, &k->invite[i]);
	all.preferences = data(k->preferences.p, k->preferences.n);
	all.unfinished = data(k->unfinished.p, k->unfinished.n);
	uint8_t *out = arena_take(a, vault_proto__keyring__get_packed_size(&all));

	return (struct bytes){ out, vault_proto__keyring__pack(&all, out) };
}

/* --- unpacking: whatever does not fit exactly is refused */
struct budget {
	struct arena *a;
	size_t left;
};

static void *budget_take(void *allocator, size_t n)
{
	struct budget *b = allocator;

	if (n > b->left)
		return NULL;
	b->left -= n;
	return arena_take(b->a, n);
}

static void budget_give(void *allocator, void *p)
{
	(void)allocator; /* the arena gives back all at once */
	(void)p;
}

static bool read_fixed(void *ret, size_t n, ProtobufCBinaryData d)
{
	if (d.len != n)
		return false;
	memcpy(ret, d.data, n);
	return true;
}

static bool topic_unpack(struct topic_keys *ret, const VaultProto__Topic *topic)
{
	uint32_t before = 0;

	if (topic->n_epochs < 1 || topic->n_epochs > KEYRING_EPOCHS)
		return false;
	ret->n = topic->n_epochs;
	for (size_t i = 0; i < ret->n; i++) {
		const VaultProto__Epoch *e = topic->epochs[i];

		if (e->epoch <= before || !read_fixed(&ret->epoch[i].key, 32, e->key))
			return false;
		ret->epoch[i].epoch = before = e->epoch;
	}
	return true;
}

static struct bytes borrowed(ProtobufCBinaryData d)
{
	return (struct bytes){ d.data, d.len };
}

static bool grants_unpack(struct keyring_person *ret, const VaultProto__Person *p)
{
	if (p->n_grants > KEYRING_GRANTS)
		return false;
	ret->n_grants = p->n_grants;
	for (size_t i = 0; i < p->n_grants; i++) {
		const VaultProto__Grant *g = p->grants[i];

		if (!is_grant(g->topic, g->first, g->last, g->permission, g->not_after))
			return false;
		ret->grant[i] = (struct keyring_grant){ .topic = (enum topic)g->topic,
							.first = g->first,
							.last = g->last,
							.permission = g->permission,
							.not_after = g->not_after };
	}
	return true;
}

static bool person_unpack(struct keyring_person *ret, const VaultProto__Person *p)
{
	if (p->side >= SIDE__COUNT || !is_kind(p->kind))
		return false;
	ret->relation.mine = (enum relation_side)p->side;
	ret->kind = (enum person_kind)p->kind;
	ret->flags = p->flags;
	ret->name = str_bytes(borrowed(p->name));
	ret->since = p->since;
	ret->sent = p->sent;
	ret->seen = p->seen;
	return grants_unpack(ret, p) && read_fixed(&ret->id, sizeof ret->id, p->id) &&
	       read_fixed(&ret->relation.id, sizeof ret->relation.id, p->relation) &&
	       read_fixed(ret->public_key, sizeof ret->public_key, p->public_key) &&
	       read_fixed(&ret->relation.secret, sizeof ret->relation.secret, p->secret);
}

static bool invite_unpack(struct keyring_invite *ret, const VaultProto__Invite *i)
{
	if (!is_kind(i->kind))
		return false;
	ret->kind = (enum person_kind)i->kind;
	ret->made = i->made;
	return read_fixed(&ret->code, sizeof ret->code, i->code) &&
	       read_fixed(&ret->relation, sizeof ret->relation, i->relation);
}

static bool keyring_unpack(struct arena *a, struct bytes plain, struct keyring *ret)
{
	struct budget budget = { a, DECODE_MOST };
	ProtobufCAllocator allocator = { budget_take, budget_give, &budget };
	const VaultProto__Keyring *all = vault_proto__keyring__unpack(&allocator, plain.n, plain.p);

	if (!all || all->n_topics != TOPIC_SLOTS || all->n_people > KEYRING_PEOPLE ||
	    all->n_invites > KEYRING_INVITES || all->preferences.len > KEYRING_PREFERENCES)
		return false;
	*ret = (struct keyring){ .n_people = all->n_people, .n_invites = all->n_invites };
	for (size_t t = 0; t < TOPIC_SLOTS; t++) {
		if (!topic_unpack(&ret->topic[t], all->topics[t]))
			return false;
	}
	for (size_t i = 0; i < ret->n_people; i++) {
		if (!person_unpack(&ret->person[i], all->people[i]))
			return false;
	}
	for (size_t i = 0; i < ret->n_invites; i++) {
		if (!invite_unpack(&ret->invite[i], all->invites[i]))
			return false;
	}
	ret->preferences = borrowed(all->preferences);
	ret->unfinished = borrowed(all->unfinished);
	return true;
}

fallible keyring_decode(struct arena *a, struct bytes plain, struct keyring *ret)
{
	if (plain.n > KEYRING_PLAIN || !keyring_unpack(a, plain, ret))
		return FAIL(UNVERIFIED);
	keyring_freeze(ret);
	return OK;
}
