/* others: the people the signed-in person is linked with, and what one can open of theirs.
 *
 * Opening a letter of theirs never changes what they can see. A letter that is not what they wrote,
 * or older than one seen before, is refused, told to the owner once (audit), and shown as "could
 * not be verified"; the rest works. */
#pragma once
#include "act.h"
#include "notebook.h"

struct other {
	struct id16 id;	 /* in addresses */
	struct str name; /* as the owner calls them */
	enum person_kind kind;
	bool is_compared;   /* the six words were the same */
	bool is_resting;    /* the owner stepped back quietly */
	bool is_closed;	    /* the owner closed the shared space */
	bool is_unverified; /* their letter was refused */
	struct instant since;
};

/* Everybody, in the order of linking. Cheap when there is nobody. Owner: the arena. */
fallible others_list(struct act *a, struct other **ret, size_t *ret_n);
fallible others_find(struct act *a, struct id16 id, struct other *ret); /* NOT_FOUND */

/* The partner: the last one linked as partner whose shared space is not closed. */
fallible others_partner(struct act *a, struct other *ret, bool *ret_found);

/* Names are the owner's own; nobody is told. */
fallible others_rename(struct act *a, struct id16 id, struct str name);

/* A thing they share by itself, as a copy. Owner: the secret arena. */
struct other_item {
	struct id16 id;
	struct bytes content; /* as their room packed it */
};
fallible others_items(struct act *a, struct id16 other, enum place place, struct other_item **ret,
		      size_t *ret_n);

/* What they granted of a topic, to be read with notebook_read_shared. ret_found false: nothing, and
 * nothing tells whether there ever was. */
fallible others_source(struct act *a, struct id16 other, enum topic topic,
		       struct notebook_source *ret, bool *ret_found);

/* --- for linking and sharing */
#define OTHERS_KEY_PLACE 0 /* of the item in every letter that holds its writer's public key */
fallible others_person(struct act *a, struct id16 id, struct keyring_person **ret); /* NOT_FOUND */
/* Their letter, opened once in a run; NULL: closed, or refused. */
fallible others_letter(struct act *a, struct keyring_person *p, const struct letter **ret);
/* What the lines of a letter open of a topic, for its reader and for its writer's preview. Secret.
 */
void others_source_of(const struct letter *letter, enum topic topic, int64_t now,
		      struct notebook_source *ret);
struct str others_name(struct act *a, struct str name); /* cut to what a keyring holds */
