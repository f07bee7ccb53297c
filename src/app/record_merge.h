/* record_merge: the pages of one list that several epochs hold, as one (notebook.h). It works on
 * the wire of Protocol Buffers and knows no room: a list is a message whose field 1 repeats
 * records, each a message with its 16-byte id in field 1, once. A record with field 100 set to 1 is
 * a mark: the record of this id is gone.
 *
 * Of records with one id the last counts, at the place of the first. So the order within a list is
 * not the room's: rooms order by what stands in the records. Other fields of a list are taken whole
 * from the last page that has any; once there, they can be replaced and not be taken away.
 *
 * Errors of all: UNVERIFIED for whatever is not such a list. Owner of what comes back: the arena,
 * or the bytes given. */
#pragma once
#include "arena.h"
#include "err.h"

#define RECORD_LISTS_MAX 8	    /* merged at once */
#define RECORD_LIST_MAX	 (1u << 20) /* bytes of one list */

enum record_marks { RECORD_MARKS_DROP, RECORD_MARKS_KEEP };

/* list: oldest first. Marks are kept when something older will still be merged below */
fallible record_merge(struct arena *a, const struct bytes list[], size_t n, enum record_marks marks,
		      struct bytes *ret);

/* does   says what has to stand above `base` so that both merged hold the records of `wanted`: the
 * records that base has not just so, and marks for those it has too many; and whatever stands above
 * already (own) or is not what it was (was), even when base has the same words, for those who were
 * given what stands above and not the base */
fallible record_difference(struct arena *a, struct bytes base, struct bytes own, struct bytes was,
			   struct bytes wanted, struct bytes *ret);

/* does   leaves out of `list` the records that are not in `is` what they are in `was`. Marks stay.
 * ret_has_changed  false: it is as it was */
fallible record_leave_out(struct arena *a, struct bytes list, struct bytes was, struct bytes is,
			  struct bytes *ret, bool *ret_has_changed);

/* does   leaves out of `list` the records and marks whose id stands in one of `above` as well, and
 * its other fields when one of these has any: what is left can be put on top of all of them, and
 * they give together what they gave with `list` below. Empty: nothing is left */
fallible record_uncovered(struct arena *a, struct bytes list, const struct bytes above[], size_t n,
			  struct bytes *ret);

/* does   makes one list of the parts of one epoch: a record that moved left a mark where it was,
 * and counts where it is. Marks are kept n      at most RECORD_LISTS_MAX; other fields are those of
 * the first */
fallible record_join(struct arena *a, const struct bytes part[], size_t n, struct bytes *ret);

/* The same records in the order of their ids, so that nothing tells on which page each stood. */
fallible record_order(struct arena *a, struct bytes list, struct bytes *ret);

struct record_piece {
	struct id16 id;
	struct bytes whole; /* as it stands in its list */
};

/* The records of a list one by one, and whatever else it has. No marks are among them. */
fallible record_pieces(struct arena *a, struct bytes list, struct record_piece **ret, size_t *ret_n,
		       struct bytes *ret_others);
