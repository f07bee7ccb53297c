/* programme: entries in and out of records. */
#pragma once
#include "arena.h"
#include "programme.h"
#include "programme.pb-c.h"

/* What a later edition knows and this one does not is left out. */
void programme_entry_read(const Programme__Entry *from, const struct programme_step *step,
			  struct programme_entry *ret);
/* Without id, version and day. Owner: the arena. */
Programme__Entry *programme_entry_pack(struct arena *a, const struct programme_step *step,
				       const struct programme_entry *e);
