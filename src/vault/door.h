/* door: what the keeper must know of an account before anybody is signed in: the remembered devices
 * and a recovery that waits. Inside the keeper only; the caller stores it as an opaque blob of
 * DOOR_BYTES. A door that does not open counts as one that knows nobody. */
#pragma once
#include "keeper.h"

#define RECOVERY_WAIT (24 * 3600)
#define RECOVERY_OPEN (72 * 3600) /* after the wait, so long; then it has to be asked again */

struct door {
	bool is_broken; /* it did not open */
	struct keeper_look look;
};

void door_open(struct door *ret, const struct key *door_key, struct id16 account_id,
	       struct bytes blob);
void door_seal(uint8_t ret[DOOR_BYTES], const struct key *door_key, struct id16 account_id,
	       const struct door *d);

/* The device of a cookie, when it is genuine, in the door, and used within DEVICE_LIFE. */
bool door_knows(const struct door *d, const struct key *door_key, struct id16 account_id,
		struct bytes cookie, uint32_t today, struct id16 *ret_device);
/* A new device; the one not used for longest makes room. */
void door_add(struct door *d, const struct key *door_key, struct id16 account_id, uint32_t today,
	      struct keeper_device *ret);
void door_use(struct door *d, struct id16 device, uint32_t today);
void door_drop(struct door *d, struct id16 device);
bool door_has_devices(const struct door *d, uint32_t today); /* used within DEVICE_LIFE */

/* Seconds to wait before a recovery code may open; 0: now. May change the door. */
uint32_t door_recover(struct door *d, int64_t now, bool *ret_is_changed);
