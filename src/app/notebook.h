/* notebook: reading and staging the sealed pages of the signed-in person.
 *
 * A place is (topic, room, month, part). A page holds all records of one room for one month as one
 * sealed unit. A list (place.def) that would pass NOTEBOOK_PAGE_MAX goes on in a new part; whoever
 * reads and writes part 0 reads and writes all of them, as one list. Pages of older epochs are read
 * along; what is written goes to the newest. */
#pragma once
#include "act.h"
#include "notebook_parts.h"
#include "place.h"
#include "topic.h"

/* A topic can have several live epochs (sharing.h). A read gives the records of all of them as one
 * page; a write goes to the newest. Pages of lists (place.def) are messages whose field 1 repeats
 * records, each with its 16-byte id in field 1 (record_merge.h); of two records with one id the
 * newer epoch's counts. In an epoch that is frozen for somebody who was given it and no newer one,
 * nothing is changed: a record edited there is written anew under the newest epoch, one deleted
 * leaves a mark there (field 100), so that both the owner and the other see what each may see.
 * Elsewhere an edited record moves, and one that is as it was stays where it is. The order of
 * records is not kept. Other pages are taken whole from the newest epoch that has one. */

#ifndef NOTEBOOK_PAGE_MAX	      /* tests have smaller pages */
#define NOTEBOOK_PAGE_MAX (60u << 10) /* bytes of records on one page */
#endif
#define NOTEBOOK_LIST_MAX (NOTEBOOK_PARTS * NOTEBOOK_PAGE_MAX) /* of a list, in all its parts */

struct notebook_place {
	enum topic topic;
	enum place place;
	struct month month;
	uint8_t part;
};

struct notebook_layer { /* the page of one epoch, as a read saw it */
	uint32_t epoch;
	uint32_t ver; /* 0: never written */
	uint8_t tag[16];
	bool is_there, is_frozen;
	uint8_t parts; /* of the list, as this page says; 0 as 1 */
	struct bytes records;
};

struct notebook_page {
	struct notebook_place where;
	struct bytes records; /* as the room packed them; empty for a new page */
	struct bytes own;     /* of this part alone */
	size_t n_more;
	struct notebook_page *more; /* the other parts; their records are among those above */
	size_t n;
	struct notebook_layer
		layer[KEYRING_EPOCHS]; /* oldest first: older epochs that have the page, and at the
					  end the newest, whether it has it or not */
};

/* Keys of one topic of somebody's space: one's own for a preview, or those of a letter. Secret. */
struct notebook_source {
	struct id16 space;
	enum topic topic;
	size_t n;
	struct epoch_key epoch[KEYRING_EPOCHS]; /* oldest first */
	bool is_open;				/* what they write now is among it */
};

/* does   reads what a source opens of a place; the same bytes for the owner's preview and for the
 * one it is shared with. Empty records: nothing there errors UNVERIFIED */
fallible notebook_read_shared(struct act *a, const struct notebook_source *source,
			      struct notebook_place where, struct bytes *ret_records);

/* What an act has staged of a topic so far, to go back to when what follows does not work out. */
struct notebook_before {
	size_t n_ops, n_staged;
	struct head head;
	struct topic_keys keys; /* of the keyring. Secret */
};
fallible notebook_remember(struct act *a, enum topic topic, struct notebook_before *ret);
void notebook_forget_since(struct act *a, enum topic topic, const struct notebook_before *was);

/* does   stages the sealing anew, under `now`, of every page that `before` opens of one topic's
 * epoch (same number, another key), in the same commit as the keyring that holds `now`. From here
 * on the act reads and writes under `now`
 * errors TOO_LARGE: more than NOTEBOOK_TURN_MAX pages; UNVERIFIED */
#define NOTEBOOK_TURN_MAX 100 /* pages in one commit, less when it holds other things already */
fallible notebook_rekey(struct act *a, enum topic topic, const struct epoch_key *before,
			const struct epoch_key *now);

/* does   when KEYRING_EPOCHS of the topic are alive, makes one of two, so that a new one can begin:
 * in a->keyring, which the caller saves in the same commit, and on the pages. First two that nobody
 * was given, whatever lies between: what those between say anyway goes. Else two neighbours that
 * the same people were given in the same way. What anybody reads stays as it is. What comes of it
 * stands under a new key: of the two old ones somebody may hold one who was never given what stood
 * under the other
 * errors TOO_FULL: no two are alike, or they hold too many pages, or one that is not its owner's */
fallible notebook_merge_epochs(struct act *a, enum topic topic);

/* Whether nothing was written yet under the topic's newest epoch. Cost: about 20 ms when so. */
fallible notebook_is_unused(struct act *a, enum topic topic, bool *ret);

/* errors UNVERIFIED: a page is there, in whichever epoch, and is not what its owner wrote */
fallible notebook_read(struct act *a, struct notebook_place where, struct notebook_page *ret);

/* The same for a page that has to be written whatever happened to it: what is not what its owner
 * wrote counts as empty. ret_is_lost  something was */
fallible notebook_read_over(struct act *a, struct notebook_place where, struct notebook_page *ret,
			    bool *ret_is_lost);

/* does   stages `records` in place of what `page` (just read) holds
 * errors TOO_FULL: more than NOTEBOOK_PAGE_MAX, or than a list has parts; STORE: the session is
 * reading only (is_unverified)
 */
fallible notebook_write(struct act *a, const struct notebook_page *page, struct bytes records);
fallible notebook_delete(struct act *a, const struct notebook_page *page);

/* does   checks every page of the space against the head; sets session->is_unverified when they
 * differ */
fallible notebook_check(struct act *a);
