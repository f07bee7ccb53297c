/* deed: what somebody does below the pages, in a story: one act with their cookie, as a page would
 * run it. */
#pragma once
#include "act.h"
#include "person.h"

typedef fallible deed(struct act *a, void *context);

/* The act and its commit, again on a conflict, as the server does. */
struct err person_does(struct person *p, deed *run, void *context);
/* The same up to the commit, which is given back unsent; empty when there was nothing to write.
 * Owner: the story. */
struct bytes person_plans(struct person *p, deed *run, void *context);
struct err story_commits(struct story *s, struct bytes plan);

/* --- records of a list, in a topic and month of one's own */
struct record_deed {
	enum topic topic;
	enum place place;
	struct month month;
	unsigned n;	   /* which record: its id is made of it */
	const char *words; /* NULL: delete it */
};
fallible deed_write(struct act *a, void *context); /* of a struct record_deed */
struct err person_writes(struct person *p, enum topic topic, unsigned n, const char *words);
/* As the rooms read it: "1:words 2:words ". Owner: the story. */
const char *person_reads(struct person *p, enum topic topic);
const char *deed_records(struct story *s, struct bytes list); /* the same text of a list */

/* --- two people */
/* Invites, accepts, settles. Names are what each calls the other. Both have a session. */
void people_link(struct person *inviter, struct person *invited);
struct id16 person_other(struct person *p, size_t n); /* the n-th linked */
struct err person_grants(struct person *p, struct id16 to, enum topic t, int from);
struct err person_stops(struct person *p, struct id16 to, enum topic t, int how);
/* Everything that p can see of somebody: flags, topics, items, matches. Owner: the story. */
const char *person_view(struct person *p, struct id16 of);

/* The letter that p writes to the n-th linked: WHERE of it for SQL, and how its relation names it.
 */
const char *letter_where(struct person *p, size_t n, bool is_own);
/* Number of rows of pages.db and every length, sorted. */
const char *story_rows(struct story *s);
