/* throttle: how often somebody may try to sign in. Inside the keeper only. Two tables of fixed
 * size, the oldest entry makes room; times are instants in seconds. Not locked: the keeper does
 * that. */
#pragma once
#include "bytes.h"

#define THROTTLE_ENTRIES      4096
#define THROTTLE_FREE	      10 /* failures of an account in an hour without a wait */
#define THROTTLE_WAIT_FIRST   30 /* seconds, doubling… */
#define THROTTLE_WAIT_MOST    (15 * 60)
#define THROTTLE_NETWORK_MOST 30 /* attempts of a network in a minute */
#define THROTTLE_TAKEN_MOST   10 /* names found taken by a network in an hour */

struct throttle_entry {
	uint8_t name[32];
	uint32_t n;
	int64_t last, until; /* last 0: free */
};

struct throttle_table {
	struct throttle_entry entry[THROTTLE_ENTRIES];
};

struct throttle {
	struct throttle_table account, network, recovery, taken;
};

/* Seconds to wait; 0: go on, and the attempt is counted as a failure. */
uint32_t throttle_sign_in(struct throttle *t, const struct id32 *login_id, const uint8_t network[8],
			  int64_t now);
/* Takes one counted failure back. */
void throttle_good(struct throttle *t, const struct id32 *login_id, const uint8_t network[8]);
/* Recovery codes are counted apart, by network alone. */
uint32_t throttle_recovery(struct throttle *t, const uint8_t network[8], int64_t now);
/* Names that signing up found taken, by network. Whoever waits learns of no name. */
uint32_t throttle_taken(struct throttle *t, const uint8_t network[8], bool is_taken, int64_t now);
