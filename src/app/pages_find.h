/* pages_find: which pages a space holds. Names cannot be read from rows, so every name that may be
 * is tried, the newest month first, until each row has its name or there is no name left. */
#pragma once
#include "act.h"
#include "page.h"

struct page_found {
	struct page_name name;
	struct epoch_key key; /* secret */
	struct page_mark mark;
};

/* does   finds the rows among `mark` that the keys open the names of
 * keys   of every topic; n 0: none of it is looked for
 * owner  the arena of the run */
void pages_find(struct act *a, const struct topic_keys keys[TOPIC_SLOTS],
		const struct page_mark mark[], size_t n, struct page_found **ret, size_t *ret_n);

/* Whether there is any page of the topic under this key. */
bool pages_any(struct act *a, enum topic topic, const struct epoch_key *key,
	       const struct page_mark mark[], size_t n);
