/* card: cards between two people. What is shared is a copy with nothing in it but what is shown
 * (struct card_copy); it is brought up to date by every save, until it is stopped. A suggestion is
 * a line one shares by itself with the owner of a card; the card changes only by its owner's hand,
 * and whether they let it lie does not show. */
#pragma once
#include "card_use.h"
#include "sharing.h"

#define CARD_SUGGESTIONS_MAX 3 /* of one person for one card */

struct card_suggestion {
	struct id16 id, of; /* of: the card */
	enum card_kind kind;
	uint8_t section;
	struct str text;
	struct other from; /* of somebody else's */
};

/* What a shared copy holds; suggestions have their text in line[0] of the copy.
 * errors UNVERIFIED: not a copy of this room. Owner of the texts: the arena */
struct card_shown {
	bool is_suggestion;
	struct card_copy copy;
	struct id16 of, self; /* of a suggestion: the card it is for, and its own id */
};
fallible card_show(struct arena *a, struct bytes content, struct card_shown *ret);
struct bytes card_show_pack(struct arena *a, const struct card_shown *shown);

/* --- one's own card and others */
struct card_reader {
	struct other other;
	enum sharing_state state;
};
/* Everybody a card could be shared with, and how it stands. Owner: the arena. */
fallible card_readers(struct act *a, const struct card *c, struct card_reader **ret, size_t *ret_n);

/* What the other would be shown. BIG: more than can be shared. */
fallible card_preview(struct act *a, const struct card *c, struct bytes *ret,
		      enum card_refusal *ret_refusal);
fallible card_share(struct act *a, enum card_kind k, struct id16 other,
		    enum card_refusal *ret_refusal);
fallible card_stop(struct act *a, enum card_kind k, struct id16 other, enum sharing_stop how);

/* does   brings shared copies up to what `c` is now; BIG: it is shared, and too long for it
 * call   before the card is written */
fallible card_tell(struct act *a, const struct card *c, enum card_refusal *ret_refusal);

/* Lines others suggest for this card and the owner has not settled. Owner: the arena. */
fallible card_suggestions(struct act *a, enum card_kind k, struct card_suggestion **ret,
			  size_t *ret_n);
/* Is this a suggestion for one's own card that was taken on or let lie? */
fallible card_is_done(struct act *a, const struct card_shown *shown, bool *ret);
/* text: NULL lets the line lie. NOT_FOUND: it was withdrawn, or settled */
fallible card_settle(struct act *a, enum card_kind k, struct id16 other, struct id16 suggestion,
		     const struct str *text, enum card_refusal *ret_refusal);

/* --- somebody else's card */
struct card_theirs {
	struct other other;
	bool has_card;
	struct id16 card;
	struct card_shown shown;
	struct bytes content;
	struct card_suggestion mine[CARD_SUGGESTIONS_MAX];
	size_t n_mine;
};
fallible card_theirs(struct act *a, struct id16 other, enum card_kind k, struct card_theirs *ret);
/* GONE: such a card is not shared (any more); ENOUGH: CARD_SUGGESTIONS_MAX are open.
 * errors TOO_FULL: the letter to them has no room */
fallible card_suggest(struct act *a, struct id16 other, enum card_kind k, uint8_t section,
		      struct str text, enum card_refusal *ret_refusal);
fallible card_withdraw(struct act *a, struct id16 other, struct id16 suggestion); /* fine if gone */
