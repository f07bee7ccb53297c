#include "relation.h"
#include <sodium.h>
#include "ensure.h"
#include "wire.h"

#define SIGNAL_PAGE (SIGNAL_BYTES - SEAL_OVER)

enum relation_side relation_other(enum relation_side side)
{
	return side == SIDE_INVITER ? SIDE_INVITED : SIDE_INVITER;
}

fallible relation_make(struct relation *ret, const uint8_t my_secret_key[32],
		       const uint8_t my_public_key[32], const uint8_t other_public_key[32],
		       struct id16 id, enum relation_side mine)
{
	const bool is_inviter = mine == SIDE_INVITER;
	struct bytes inviter = { is_inviter ? my_public_key : other_public_key, 32 };
	struct bytes invited = { is_inviter ? other_public_key : my_public_key, 32 };
	struct key shared;

	/* A key of low order gives zeroes, whatever the secret key: a secret everybody knows. */
	if (crypto_scalarmult(shared.b, my_secret_key, other_public_key) != 0)
		return FAIL(UNVERIFIED);
	*ret = (struct relation){ .id = id, .mine = mine };
	KDF(&ret->secret, &shared, "rj1/rel", inviter, invited, BYTES(id.b));
	wipe(&shared, sizeof shared);
	return OK;
}

/* --- names */
static struct id16 name_of(const struct key *secret, const char *domain, struct bytes part)
{
	struct key k;

	kdf(&k, secret, domain, &part, part.n ? 1 : 0);
	return key_name(&k);
}

static struct id16 page_of(const struct relation *r, const char *domain, enum relation_side writer)
{
	uint8_t side = (uint8_t)writer;

	ASSERT(writer < SIDE__COUNT);
	return name_of(&r->secret, domain, BYTES_OF(side));
}

struct id16 relation_letter_space(const struct relation *r)
{
	return name_of(&r->secret, "rj1/letter-space", (struct bytes){ 0 });
}

struct id16 relation_letter_page(const struct relation *r, enum relation_side writer)
{
	return page_of(r, "rj1/letter-id", writer);
}

void relation_yes_key(struct key *ret, const struct relation *r)
{
	KDF(ret, &r->secret, "rj1/yes-key");
}

/* --- the signal page */
void signal_keys_make(struct signal_keys *ret, const struct relation *r)
{
	ret->space = name_of(&r->secret, "rj1/signal-space", (struct bytes){ 0 });
	for (int side = 0; side < SIDE__COUNT; side++)
		ret->page[side] = page_of(r, "rj1/signal-id", (enum relation_side)side);
	KDF(&ret->seal, &r->secret, "rj1/signal-seal");
}

struct signal_ad {
	uint8_t b[10 + 16 + 16 + 4];
};

static struct signal_ad signal_ad(const struct signal_keys *k, enum relation_side writer,
				  uint32_t ver)
{
	struct signal_ad ad;
	struct wire_out w = { .p = ad.b, .cap = sizeof ad.b };

	ASSERT(writer < SIDE__COUNT);
	wire_fixed(&w, "rj1/signal", 10);
	wire_fixed(&w, &k->space, sizeof k->space);
	wire_fixed(&w, &k->page[writer], sizeof k->page[writer]);
	wire_u32(&w, ver);
	ASSERT(!w.is_over && w.n == sizeof ad.b);
	return ad;
}

struct bytes signal_seal(const struct signal_keys *k, struct arena *a, enum relation_side writer,
			 uint32_t ver, struct bytes plain)
{
	struct signal_ad ad = signal_ad(k, writer, ver);

	ASSERT(plain.n <= SIGNAL_PLAIN_MAX);
	return seal(a, &k->seal, pad_to(a, plain, SIGNAL_PAGE), BYTES(ad.b));
}

fallible signal_open(const struct signal_keys *k, struct arena *a, enum relation_side writer,
		     uint32_t ver, struct bytes blob, struct bytes *ret_plain)
{
	struct signal_ad ad = signal_ad(k, writer, ver);
	struct bytes padded;

	if (blob.n != SIGNAL_BYTES)
		return FAIL(UNVERIFIED);
	TRY(unseal(a, &k->seal, blob, BYTES(ad.b), &padded));
	return unpad(padded, ret_plain) ? OK : FAIL(UNVERIFIED);
}
