/* secrets: what this server alone knows, in one file beside the databases and never in them nor in
 * their backups (docs/vault.md, "server secrets").
 *
 * The session ratchet: every day's key is derived from the day before and older ones are erased, so
 * that an old session row from a backup stays shut even with the cookie and today's secrets file.
 */
#pragma once
#include "crypt.h"

#define RATCHET_JUMP_MAX 8 /* days forward at once */

struct ratchet {
	uint32_t day; /* index of `today`: days since 1970-01-01 UTC, never going back */
	struct key today, yesterday;
	bool has_yesterday;
};

struct secrets {
	struct key index;  /* login ids, tags, dummy salts */
	struct key pepper; /* in every passphrase key */
	struct key dir;	   /* MAC on public keys */
	struct key notify; /* outbox */
	struct key match;  /* both-yes cells */
	struct key door;   /* what must be known before a sign-in */
	struct ratchet ratchet;
};

/* does   makes a new file of mode 0600 with fresh secrets, synced to the disk
 * errors CONFIG: there is one already; SYSTEM, FULL */
fallible secrets_make(struct str path, int64_t now);

/* errors CONFIG: absent, readable by others, or not whole */
fallible secrets_load(struct secrets *ret, struct str path);

/* Replaces the file as a whole or not at all. */
fallible secrets_save(const struct secrets *s, struct str path);

/* does   index = max(stored, today)
 * errors REFUSED: more than RATCHET_JUMP_MAX days forward and not forced; nothing changed (a wrong
 * clock must not sign everybody out for good) */
fallible ratchet_advance(struct ratchet *r, int64_t now, bool is_forced, bool *ret_is_changed);

/* The key of a day, or NULL when it is neither today nor yesterday. */
const struct key *ratchet_key(const struct ratchet *r, uint32_t day);
