/* card: what a person can do with their own cards. All cards stand on one page; each keeps the
 * versions before, the oldest of which go first when the page is full. */
#pragma once
#include "act.h"
#include "card.h"

struct json_t;

/* version 0: not written yet. Owner: the arena. */
fallible card_find(struct act *a, enum card_kind k, struct card *ret);

/* does   stages a new version when something was changed
 * seen   the version the person looked at; another one by now is CARD_MOVED */
fallible card_save(struct act *a, enum card_kind k, uint32_t seen, const struct card_sent *sent,
		   enum card_refusal *ret_refusal);

struct card_version {
	uint32_t number;
	struct instant saved;
	struct card card; /* its lines */
};
/* The versions before this one, the newest first. Owner: the arena. */
fallible card_versions(struct act *a, enum card_kind k, struct card_version **ret, size_t *ret_n);

/* Whether the next save of this card lets an earlier version go: twenty are kept, fewer when they
 * are long. ret_saved  from when it is */
fallible card_goes_next(struct act *a, enum card_kind k, struct instant *ret_saved, bool *ret);

fallible card_add_records(struct act *a, struct json_t *to);

/* --- for the other files of this face */
struct card_sheet; /* the page, open */

fallible card_open(struct act *a, struct card_sheet **ret);
void card_read(struct card_sheet *s, enum card_kind k, struct card *ret);
/* does   stages `c` as the newest version of its card, and its shared copies with it. FINE, FULL
 * or BIG */
fallible card_write(struct act *a, struct card_sheet *s, const struct card *c,
		    enum card_refusal *ret_refusal);
fallible card_keep(struct act *a, struct card_sheet *s); /* stages the page as it is now */

/* Suggestions of others that were taken on or let lie; the last ones are known. */
bool card_is_settled(const struct card_sheet *s, enum card_kind k, struct id16 suggestion);
void card_put_settled(struct act *a, struct card_sheet *s, enum card_kind k,
		      struct id16 suggestion);
