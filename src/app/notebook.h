/* notebook: reading and staging the sealed pages of the signed-in person.
 *
 * A place is (topic, room, month, part). A page holds all records of one room for one month as one
 * sealed unit; a new part begins when it would pass NOTEBOOK_PAGE_MAX. Pages of older epochs are
 * read along; what is written goes to the newest. */
#pragma once
#include "act.h"
#include "place.h"
#include "topic.h"

#define NOTEBOOK_PAGE_MAX (60u << 10) /* bytes of records on one page */

struct notebook_place {
	enum topic topic;
	enum place place;
	struct month month;
	uint8_t part;
};

struct notebook_page {
	struct notebook_place where;
	uint32_t epoch;
	uint32_t ver; /* 0: not written yet */
	uint8_t tag[16];
	struct bytes records; /* as the room packed them; empty for a new page */
};

/* errors UNVERIFIED: the page is there and is not what its owner wrote */
fallible notebook_read(struct act *a, struct notebook_place where, struct notebook_page *ret);

/* does   stages `records` in place of what `page` (just read) holds
 * errors TOO_FULL: more than NOTEBOOK_PAGE_MAX; STORE: the session is reading only (is_unverified)
 */
fallible notebook_write(struct act *a, const struct notebook_page *page, struct bytes records);
fallible notebook_delete(struct act *a, const struct notebook_page *page);

/* does   checks every page of the space against the head; sets session->is_unverified when they
 * differ */
fallible notebook_check(struct act *a);
