#include "identity.h"
#include <sodium.h>
#include "ensure.h"
#include "wire.h"

#define IDENTITY_VERSION 1

void identity_make(struct identity *ret, struct draw *d)
{
	*ret = (struct identity){ .version = IDENTITY_VERSION };
	draw_bytes(d, ret->secret_key, sizeof ret->secret_key);
	draw_bytes(d, &ret->master, sizeof ret->master);
	draw_bytes(d, &ret->space, sizeof ret->space);
	ASSERT(crypto_scalarmult_base(ret->public_key, ret->secret_key) == 0);
}

/* The public key stands in it too: deriving it again for every request would cost more than all the
 * rest of opening a session. */
void identity_pack(uint8_t out[IDENTITY_BYTES], const struct identity *i)
{
	struct wire_out w = { .p = out, .cap = IDENTITY_BYTES };

	memset(out, 0, IDENTITY_BYTES);
	wire_u8(&w, i->version);
	wire_fixed(&w, i->secret_key, sizeof i->secret_key);
	wire_fixed(&w, i->public_key, sizeof i->public_key);
	wire_fixed(&w, &i->master, sizeof i->master);
	wire_fixed(&w, &i->space, sizeof i->space);
	wire_u32(&w, i->flags);
}

fallible identity_unpack(struct identity *ret, const uint8_t packed[IDENTITY_BYTES])
{
	struct wire_in w = wire_read((struct bytes){ packed, IDENTITY_BYTES });
	struct identity i = { 0 };

	i.version = wire_get_u8(&w);
	wire_get_fixed(&w, i.secret_key, sizeof i.secret_key);
	wire_get_fixed(&w, i.public_key, sizeof i.public_key);
	wire_get_fixed(&w, &i.master, sizeof i.master);
	wire_get_fixed(&w, &i.space, sizeof i.space);
	i.flags = wire_get_u32(&w);
	bool is_right = i.version == IDENTITY_VERSION && sodium_is_zero(w.p, w.n);

	if (is_right)
		*ret = i;
	wipe(&i, sizeof i);
	return is_right ? OK : FAIL(UNVERIFIED);
}
