/* export: the lock of the archive. */
#pragma once
#include "act.h"
#include "age.h"

/* Six words to lock it with; and a sentence for the person, or NULL when the words are fit. */
struct str export_suggest(struct act *a);
const char *export_refuse_words(struct act *a, struct str words);

/* does   readies a file for these words; the slow part is done by the keeper, so ask before
 * anything else is gathered
 * errors PENDING: asked now; BUSY */
fallible export_begin_lock(struct act *a, struct str words, struct age_file *ret);
/* Owner: the arena. */
struct bytes export_lock(struct act *a, const struct age_file *f, struct bytes text);
