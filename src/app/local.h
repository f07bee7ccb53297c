/* local: acts without the server's processes, for the command line (demo, bench). One process holds
 * keeper, writer and reader, and answers every question of an act at once. Never beside a running
 * server: there is one writer. */
#pragma once
#include "act.h"

struct local;

fallible local_open(struct local **ret, struct str store, struct str secrets_path, int64_t now);
void local_close(struct local *l);

/* does   runs one act at `now` and commits what it staged, again on a conflict, as the server would
 * person NULL: nobody is signed in */
struct local_person;
fallible local_do(struct local *l, struct local_person *person, int64_t now,
		  fallible (*run)(struct act *a, void *context), void *context);

/* A person whose session an act of local_do has begun (sign-up): the session goes on in memory,
 * without a row. */
struct local_person *local_person_make(struct local *l);
void local_person_end(struct local_person *p);

const struct ratchet *local_ratchet(const struct local *l);
