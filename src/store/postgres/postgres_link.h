/* postgres_link: one connection to a PostgreSQL server, with its statements prepared.
 *
 * Everything goes through libpq's pipeline: link_send queues, link_sync ends what belongs together
 * (outside of BEGIN and COMMIT: one transaction), link_hear takes the answers up to there. A server
 * that is silent for too long, or says that it ends, is a lost link: it stays so, because the
 * sandbox of a process lets it open no other.
 *
 * Life-cycle: zeroed → link_open → … → link_close. */
#pragma once
#include <libpq-fe.h>
#include "bytes.h"
#include "err.h"

#define LINK_VALUES   6
#define TABLE_VERSION "rejoin 1" /* the comment on the table page */

struct link {
	PGconn *connection; /* NULL: lost */
	int patience_ms;    /* with one answer of the server */
};

struct link_statement {
	const char *sql;
	int n_values;
};

struct link_values {
	const char *value[LINK_VALUES];
	int length[LINK_VALUES];
	uint64_t number[LINK_VALUES]; /* in the order of bytes of the network */
	int n;
};

/* Connects, waits at most a few seconds. STORE: the server is away or does not let us in; why was
 * said on standard error. */
fallible link_open(struct link *l, struct str address, int patience_ms);
/* Also looks whether these are our tables: CONFIG when not. */
fallible link_prepare(struct link *l, const struct link_statement *statement, size_t n);
void link_close(struct link *l);
/* Looks, without waiting, whether the server is still there. */
bool link_is_lost(struct link *l);

/* Several statements, no answer but whether it went well: for settings and tables. */
fallible link_run(struct link *l, const char *sql);

void value_bytes(struct link_values *v, struct bytes b);
void value_number(struct link_values *v, int64_t n);

/* Queues the statement of this number. */
fallible link_send(struct link *l, size_t statement, const struct link_values *v);
fallible link_sync(struct link *l);
/* Hands to the system what was queued, as far as it takes it; reads what comes meanwhile. */
fallible link_push(struct link *l, bool is_all);
/* Takes the answers up to the next link_sync. `ret` is the result of the last statement (NULL: none
 * is wanted), to be freed by result_end. CONFLICT: a condition did not hold, BUSY: worth another
 * try, FULL, STORE. */
fallible link_hear(struct link *l, PGresult **ret);

void result_end(PGresult *r);					   /* NULL is fine */
struct bytes result_bytes(const PGresult *r, int row, int column); /* until result_end */
int64_t result_number(const PGresult *r, int row, int column);
bool result_fixed(const PGresult *r, int row, int column, void *ret, size_t n);
