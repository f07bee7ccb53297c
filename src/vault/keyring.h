/* keyring: the one page that holds a person's keys: the topics with their epochs, the people they
 * know, preferences, and a note of anything left unfinished. One page of constant size in the
 * person's space, rewritten whole. Secret as a whole: keep it in a secret arena. */
#pragma once
#include "identity.h"
#include "invite.h"
#include "topic.h"

#define KEYRING_BYTES	    (16384 + CSEAL_OVER)
#define KEYRING_EPOCHS	    8  /* live ones of a topic */
#define KEYRING_PEOPLE	    12 /* with open invitations: docs/decisions/0019 */
#define KEYRING_GRANTS	    24 /* of one person */
#define KEYRING_INVITES	    4
#define KEYRING_PREFERENCES 2048 /* bytes */

struct epoch_key {
	uint32_t epoch; /* 1, 2, … */
	struct key key;
	bool is_frozen; /* somebody was given this epoch and not the newest: what they can open
			   stays as it was. Follows from the grants; not stored */
};

struct topic_keys {
	size_t n;				/* 1…KEYRING_EPOCHS */
	struct epoch_key epoch[KEYRING_EPOCHS]; /* oldest first; the last one is written under */
};

/* Which epochs of a topic a person was given: first … last, or first and all that follow. */
struct keyring_grant {
	enum topic topic;
	uint32_t first, last; /* last 0: it goes on */
	enum letter_permission permission;
	int64_t not_after; /* instant; 0: no end */
};

enum person_flag {
	PERSON_COMPARED = 1,   /* the six words were the same */
	PERSON_RESTING = 2,    /* the owner stepped back quietly */
	PERSON_CLOSED = 4,     /* the owner closed the shared space: nothing of theirs is read */
	PERSON_UNVERIFIED = 8, /* their last letter was refused, and the owner was told */
	PERSON_NO_COPIES = 16, /* nothing is shared with them by itself: known without a look */
	PERSON_NO_YES = 32,    /* nor was a yes said to them */
};

struct keyring_person {
	struct id16 id; /* drawn by the owner; names the person in addresses */
	struct relation relation;
	enum person_kind kind;	/* what they are to the owner */
	uint32_t flags;		/* enum person_flag */
	struct str name;	/* as the owner calls them */
	uint8_t public_key[32]; /* pinned */
	int64_t since;		/* instant */
	uint32_t sent, seen;	/* numbers of the last letters */
	size_t n_grants;
	struct keyring_grant grant[KEYRING_GRANTS];
};

struct keyring_invite { /* given away and not answered yet */
	struct invite_code code;
	struct id16 relation;
	enum person_kind kind;
	int64_t made;
};

struct keyring {
	struct topic_keys topic[TOPIC_SLOTS];
	size_t n_people;
	struct keyring_person person[KEYRING_PEOPLE];
	size_t n_invites;
	struct keyring_invite invite[KEYRING_INVITES];
	struct bytes preferences; /* the app's own */
	struct bytes unfinished;  /* what the next sign-in has to finish; empty: nothing */
};

void keyring_make(struct keyring *ret, struct draw *d); /* every topic at epoch 1 */

/* A new epoch for the topic. errors TOO_FULL: KEYRING_EPOCHS are alive, merge first */
fallible keyring_roll(struct keyring *k, struct draw *d, enum topic t);

/* does   puts new keys in place of those of epochs first … last of the topic, numbers kept: for
 * taking back. The caller seals the pages anew in the same commit */
void keyring_rekey(struct keyring *k, struct draw *d, enum topic t, uint32_t first, uint32_t last);

/* Works out is_frozen of every epoch from the grants. Call after grants or epochs have changed. */
void keyring_freeze(struct keyring *k);

/* NULL when the owner knows nobody of that id. */
struct keyring_person *keyring_find(struct keyring *k, struct id16 id);

/* The lines of the letter to this person: every epoch that their grants cover. */
void keyring_lines(const struct keyring *k, const struct keyring_person *p, struct letter *ret);

struct id16 keyring_page_id(const struct identity *identity);

/* ver: the version the row has (open) or will have once stored (seal) */
fallible keyring_open(struct arena *a, const struct identity *identity, uint32_t ver,
		      struct bytes blob, struct keyring *ret);
/* errors TOO_FULL: more than the page holds */
fallible keyring_seal(struct arena *a, const struct identity *identity, uint32_t ver,
		      const struct keyring *k, struct bytes *ret_blob);

/* The inside of the page, padding taken off. errors UNVERIFIED: not exactly a keyring */
fallible keyring_decode(struct arena *a, struct bytes plain, struct keyring *ret);
