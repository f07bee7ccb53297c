/* keyring: the one page that holds a person's keys: the topics with their epochs, the people they
 * know, preferences, and a note of anything left unfinished. One page of constant size in the
 * person's space, rewritten whole. Secret as a whole: keep it in a secret arena. */
#pragma once
#include "identity.h"
#include "topic.h"

#define KEYRING_BYTES	    (16384 + CSEAL_OVER)
#define KEYRING_EPOCHS	    8 /* live ones of a topic */
#define KEYRING_PEOPLE	    32
#define KEYRING_PREFERENCES 2048 /* bytes */

struct epoch_key {
	uint32_t epoch; /* 1, 2, … */
	struct key key;
};

struct topic_keys {
	size_t n;				/* 1…KEYRING_EPOCHS */
	struct epoch_key epoch[KEYRING_EPOCHS]; /* oldest first; the last one is written under */
};

struct keyring_person {
	struct id16 id, relation;
	uint32_t kind; /* what they are to the owner; meaning belongs to the app */
	struct str name;
	uint8_t public_key[32]; /* pinned */
	struct key secret;	/* S of the relation */
	uint64_t sent, seen;	/* numbers of the last letters */
	struct bytes more;	/* the app's own */
};

struct keyring {
	struct topic_keys topic[TOPIC_SLOTS];
	size_t n_people;
	struct keyring_person person[KEYRING_PEOPLE];
	struct bytes preferences; /* the app's own */
	struct bytes unfinished;  /* what the next sign-in has to finish; empty: nothing */
};

void keyring_make(struct keyring *ret, struct draw *d); /* every topic at epoch 1 */

/* A new epoch for the topic. errors TOO_FULL: KEYRING_EPOCHS are alive, merge first */
fallible keyring_roll(struct keyring *k, struct draw *d, enum topic t);

struct id16 keyring_page_id(const struct identity *identity);

/* ver: the version the row has (open) or will have once stored (seal) */
fallible keyring_open(struct arena *a, const struct identity *identity, uint32_t ver,
		      struct bytes blob, struct keyring *ret);
/* errors TOO_FULL: more than the page holds */
fallible keyring_seal(struct arena *a, const struct identity *identity, uint32_t ver,
		      const struct keyring *k, struct bytes *ret_blob);

/* The inside of the page, padding taken off. errors UNVERIFIED: not exactly a keyring */
fallible keyring_decode(struct arena *a, struct bytes plain, struct keyring *ret);
