/* age: one file locked with a passphrase, for people to keep. The bytes are those of the format
 * age-encryption.org/v1, so that widely kept tools open it for years without this server: a header
 * with one scrypt stanza, then the text in chunks of 64 KiB, each sealed with ChaCha20-Poly1305,
 * its number and whether it is the last. Nothing of the text is readable, and no chunk can be
 * changed, moved, dropped or added unnoticed; how long the text is can be told.
 *
 * Only writes: what is locked this way is opened elsewhere. */
#pragma once
#include "crypt.h"

#define AGE_SALT  16
#define AGE_WORK  17 /* scrypt with N = 2^17, r = 8, p = 1: 128 MiB and about half a second */
#define AGE_CHUNK ((size_t)64 << 10)

/* does   stretches the passphrase. Slow, and takes 2^work KiB: only where few run at once
 * secret ret
 * errors BUSY: no memory for it just now */
fallible age_stretch(struct str passphrase, const uint8_t salt[AGE_SALT], unsigned work,
		     struct key *ret);

struct age_file { /* of one file; never used twice */
	uint8_t salt[AGE_SALT];
	unsigned work;
	struct key stretched; /* of the passphrase, by age_stretch with this salt and work */
	uint8_t file_key[16], nonce[16]; /* drawn at random */
};

/* Bytes of a locked file of n bytes of text. */
size_t age_size(const struct age_file *f, size_t n);
/* Owner: the arena. */
struct bytes age_lock(struct arena *a, const struct age_file *f, struct bytes text);
