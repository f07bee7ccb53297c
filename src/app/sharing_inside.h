/* sharing_inside: what the files of sharing share. */
#pragma once
#include "sharing.h"
#include "audit.h"
#include "sharing_book.h"

/* The person, unless they are closed; the book is open, and letters are going to be written.
 * errors NOT_FOUND */
fallible sharing_begin(struct act *a, struct id16 other, struct keyring_person **ret);

/* Name and topic, for the notes of audit.def. */
fallible sharing_note(struct act *a, enum audit_kind kind, const struct keyring_person *p,
		      const char *what);

/* What a letter to this person holds now. Secret; owner: the act's secret arena. */
fallible sharing_letter(struct act *a, const struct keyring_person *p, struct letter **ret);

/* Closes grants whose last day is over. */
fallible sharing_close_over(struct act *a);

/* --- epochs (sharing_epochs.c) */
void sharing_drop_grant(struct keyring_person *p, size_t i);

/* does   begins a new epoch, and saves the keyring. Room for it is always found */
fallible sharing_roll(struct act *a, enum topic t);

/* The same, but one that nothing was written under yet is taken as it is. ret: its number */
fallible sharing_begin_epoch(struct act *a, enum topic t, uint32_t *ret);

/* does   ends an open grant with what was written up to now. An epoch that nothing was written
 * under yet gets another key instead of a follower, unless it is all that was given */
fallible sharing_end_epoch(struct act *a, struct keyring_person *p, size_t grant);
