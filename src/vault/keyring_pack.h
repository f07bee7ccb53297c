/* keyring_pack: a keyring as it stands on its page, before padding and sealing. keyring_decode
 * (keyring.h) is the way back. Inside the vault only. */
#pragma once
#include "keyring.h"

#define KEYRING_PLAIN (KEYRING_BYTES - CSEAL_OVER - 4) /* bytes, at most */

/* Longer than KEYRING_PLAIN when it does not fit. Owner: the arena. */
struct bytes keyring_pack(struct arena *a, const struct keyring *k);
