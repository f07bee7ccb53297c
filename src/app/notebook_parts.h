/* notebook_parts: one list on several pages, when one does not hold it (notebook.h). Below
 * notebook.h; nobody else cuts lists.
 *
 * The first page says how many there are, in front of its records: field 101 of the list, which no
 * room has. A list of one page says nothing, so it is read and written as if there were no others.
 * A record stays on the page it stands on, in all epochs; one that is new, or has grown too long,
 * comes to the first page with room. */
#pragma once
#include "arena.h"
#include "err.h"

#define NOTEBOOK_PARTS 4

/* Takes the number off; 1 when there is none. */
struct bytes parts_unmark(struct bytes page, uint8_t *ret_parts);
/* Puts it on; 1: nothing. Owner: the arena, or the bytes given. */
struct bytes parts_mark(struct arena *a, struct bytes records, uint8_t parts);

struct parts_plan {
	size_t n;
	struct bytes records[NOTEBOOK_PARTS];
	bool has_changed[NOTEBOOK_PARTS]; /* it holds other records than before, or others' words */
};

/* does   says what each of the pages is to hold so that all hold what is wanted
 * is     what they hold; at least one
 * most   bytes of a page
 * errors TOO_FULL: more than NOTEBOOK_PARTS hold; UNVERIFIED: no list (record_merge.h) */
fallible parts_share_out(struct arena *a, const struct bytes is[], size_t n, struct bytes wanted,
			 size_t most, struct parts_plan *ret);
