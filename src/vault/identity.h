/* identity: who a person is to the vault: their keys and the name of their space. Stands, sealed,
 * in the slots of the account and in the session row, and nowhere else. Secret as a whole. */
#pragma once
#include "crypt.h"

#define IDENTITY_BYTES 128

struct identity {
	uint8_t version;
	uint8_t secret_key[32]; /* X25519 */
	uint8_t public_key[32]; /* derived from secret_key */
	struct key master;	/* M: everything of the person's own is derived from it */
	struct id16 space;
	uint32_t flags; /* none yet; kept as read */
};

void identity_make(struct identity *ret, struct draw *d);
void identity_pack(uint8_t out[IDENTITY_BYTES], const struct identity *i);
/* errors UNVERIFIED: another version, or the spare bytes are not zero */
fallible identity_unpack(struct identity *ret, const uint8_t packed[IDENTITY_BYTES]);
