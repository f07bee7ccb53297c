#include "page.h"
#include <sodium.h>
#include "ensure.h"
#include "wire.h"

#define MAC 32

static const struct key *topic_key(const struct session *s, enum topic t, uint32_t epoch)
{
	ASSERT((int)t >= 0 && (int)t < TOPIC_SLOTS);
	for (size_t i = 0; i < s->topic[t].n; i++) {
		if (s->topic[t].epoch[i].epoch == epoch)
			return &s->topic[t].epoch[i].key;
	}
	return NULL;
}

uint32_t page_epoch(const struct session *s, enum topic t)
{
	ASSERT((int)t >= 0 && (int)t < TOPIC_SLOTS && s->topic[t].n > 0);
	return s->topic[t].epoch[s->topic[t].n - 1].epoch;
}

struct id16 page_id_under(const struct key *epoch_key, struct page_name name)
{
	uint8_t place[5];
	struct wire_out w = { .p = place, .cap = sizeof place };
	struct key k;

	ASSERT(name.month.n >= 0 && name.month.n <= UINT16_MAX);
	wire_u8(&w, (uint8_t)name.room);
	wire_u8(&w, (uint8_t)(name.room >> 8));
	wire_u8(&w, (uint8_t)name.month.n);
	wire_u8(&w, (uint8_t)(name.month.n >> 8));
	wire_u8(&w, name.part);
	KDF(&k, epoch_key, "page");
	KDF(&k, &k, "rj1/page", BYTES(place));
	return key_name(&k);
}

struct id16 page_id(const struct session *s, struct page_name name, uint32_t epoch)
{
	const struct key *topic = topic_key(s, name.topic, epoch);

	ASSERT(topic);
	return page_id_under(topic, name);
}

/* --- what a page is bound to */
struct page_ad {
	uint8_t b[8 + 16 + 1 + 4 + 16 + 4];
};

static struct page_ad page_ad(struct id16 space, enum topic t, uint32_t epoch, struct id16 id,
			      uint32_t ver)
{
	struct page_ad ad;
	struct wire_out w = { .p = ad.b, .cap = sizeof ad.b };

	wire_fixed(&w, "rj1/page", 8);
	wire_fixed(&w, &space, sizeof space);
	wire_u8(&w, (uint8_t)t);
	wire_u32(&w, epoch);
	wire_fixed(&w, &id, sizeof id);
	wire_u32(&w, ver);
	ASSERT(!w.is_over && w.n == sizeof ad.b);
	return ad;
}

/* Whoever was granted the topic has its key, but not this one. */
static void owner_mac(struct key *ret, const struct session *s, struct id16 id, uint32_t ver,
		      struct bytes records)
{
	uint8_t place[16 + 16 + 4 + 32];
	struct wire_out w = { .p = place, .cap = sizeof place };

	wire_fixed(&w, &s->identity.space, sizeof s->identity.space);
	wire_fixed(&w, &id, sizeof id);
	wire_u32(&w, ver);
	(void)crypto_generichash(place + w.n, 32, records.p, records.n, NULL, 0);
	KDF(ret, &s->own, "rj1/own-page", BYTES(place));
}

fallible page_seal(const struct session *s, struct arena *a, struct page_name name, uint32_t epoch,
		   uint32_t ver, struct bytes records, struct bytes *ret_blob)
{
	const struct key *topic = topic_key(s, name.topic, epoch);
	struct key k;

	ASSERT(topic);
	if (records.n > PAGE_RECORDS_MAX)
		return FAIL(TOO_FULL);
	struct id16 id = page_id_under(topic, name);
	struct page_ad ad = page_ad(s->identity.space, name.topic, epoch, id, ver);
	struct wire_out content = wire_begin(a, MAC + records.n);

	owner_mac(&k, s, id, ver, records);
	wire_fixed(&content, &k, MAC);
	wire_fixed(&content, records.p, records.n);
	KDF(&k, topic, "seal");
	*ret_blob = seal(a, &k, pad(a, wire_done(&content)), BYTES(ad.b));
	wipe(&k, sizeof k);
	return OK;
}

/* --- what a page holds: the owner's MAC, then the records */
struct content {
	struct bytes mac, records;
};

static fallible content_open(struct id16 space, const struct key *epoch_key, struct arena *a,
			     struct page_name name, uint32_t epoch, uint32_t ver, struct id16 id,
			     struct bytes blob, struct content *ret)
{
	struct page_ad ad = page_ad(space, name.topic, epoch, id, ver);
	struct bytes padded, content;
	struct key k;

	if (!id16_equal(id, page_id_under(epoch_key, name)))
		return FAIL(UNVERIFIED);
	KDF(&k, epoch_key, "seal");
	struct err e = unseal(a, &k, blob, BYTES(ad.b), &padded);

	wipe(&k, sizeof k);
	TRY(e);
	if (!unpad(padded, &content) || content.n < MAC)
		return FAIL(UNVERIFIED);
	ret->mac = (struct bytes){ content.p, MAC };
	ret->records = (struct bytes){ content.p + MAC, content.n - MAC };
	return OK;
}

fallible page_open(const struct session *s, struct arena *a, struct page_name name, uint32_t epoch,
		   uint32_t ver, struct id16 id, struct bytes blob, struct bytes *ret_records)
{
	const struct key *topic = topic_key(s, name.topic, epoch);
	struct content content;
	struct key mac;

	if (!topic)
		return FAIL(UNVERIFIED);
	TRY(content_open(s->identity.space, topic, a, name, epoch, ver, id, blob, &content));
	owner_mac(&mac, s, id, ver, content.records);
	bool is_own = secret_equal(&mac, content.mac.p, MAC);

	wipe(&mac, sizeof mac);
	if (!is_own)
		return FAIL(UNVERIFIED);
	*ret_records = content.records;
	return OK;
}

fallible page_open_granted(struct id16 space, const struct key *epoch_key, struct arena *a,
			   struct page_name name, uint32_t epoch, uint32_t ver, struct id16 id,
			   struct bytes blob, struct bytes *ret_records)
{
	struct content content;

	TRY(content_open(space, epoch_key, a, name, epoch, ver, id, blob, &content));
	*ret_records = content.records;
	return OK;
}
