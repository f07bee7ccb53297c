/* passphrase: what a person signs in with. Long, freely chosen or six made words; no rules about
 * capitals and digits. */
#pragma once
#include "crypt.h"

#define PASSPHRASE_WORDS     6
#define PASSPHRASE_LETTERS   15	  /* characters, at least */
#define PASSPHRASE_MAX	     1024 /* bytes, at most */
#define PASSPHRASE_WORD_LIST 2048

/* Six words of the list with blanks between (66 bits). Owner: the arena. Secret. */
struct str passphrase_make(struct arena *a, struct draw *d);

/* A sentence for the person, or NULL when the passphrase is fit. `name` may be empty. */
const char *passphrase_refusal(struct arena *a, struct str passphrase, struct str name);

/* The i-th word of the list, 0 ≤ i < PASSPHRASE_WORD_LIST. No two begin with the same four letters;
 * also read aloud to compare keys. */
struct str passphrase_word(size_t i);
