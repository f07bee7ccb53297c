/* two: Alex and Sam, who are linked, in a story; and what either does to the other below the pages,
 * again and again. */
#pragma once
#include "deed.h"
#include "notebook.h"
#include "sharing.h"

struct two {
	struct story *story;
	struct person alex, sam;
	struct id16 of_alex, of_sam;  /* who they are to the other */
	char alex_id[33], sam_id[33]; /* the same in the other's addresses */
};

/* Both have an account of that name, and a session; Alex invited. */
struct two two_make(struct story *s);
struct two two_named(struct story *s, const char *alexs_account, const char *sams_account);
/* All that one can see of the other, as person_view has it. */
const char *sams_view(struct two *t);
const char *alexs_view(struct two *t);

/* --- copies of single things */
struct item_deed {
	struct id16 to, id;
	const char *content;
	bool is_again; /* after a stop from now on */
};
fallible deed_put_item(struct act *a, void *context); /* of a struct item_deed; a card */

/* --- both-yes */
struct answers_deed {
	struct id16 to;
	uint64_t slots, yes;
};
fallible deed_answer(struct act *a, void *context); /* of a struct answers_deed */
void person_answers(struct person *p, struct id16 to, uint64_t slots, uint64_t yes);

/* --- going */
void person_leaves(struct person *p, struct id16 other, enum sharing_leave how);

/* --- keys that somebody was given once, and kept */
/* To the check-ins of the first that p is linked with. */
struct notebook_source person_keeps_keys(struct person *p);
/* What they open in the database as it is now, as deed_records has it. */
const char *person_tries_keys(struct person *p, const struct notebook_source *kept);
