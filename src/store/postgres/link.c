#include "postgres_link.h"
#include <endian.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include "ensure.h"

#define ADDRESS_MAX    4096
#define NAME_MAX_BYTES 24

static int64_t now_ms(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Rows and names never stand in these lines; what the server says at the door does. */
static void tell(const char *what, const char *why)
{
	size_t n = strcspn(why, "\n");

	(void)fprintf(stderr, "%s %.*s\n", what, (int)n, why);
}

static void be_silent(void *context, const PGresult *notice)
{
	(void)context;
	(void)notice;
}

void link_close(struct link *l)
{
	if (l->connection)
		PQfinish(l->connection);
	l->connection = NULL;
}

static fallible link_lose(struct link *l)
{
	link_close(l);
	return FAIL(STORE);
}

/* What stands before the address gives way to it, what stands behind does not. */
static PGconn *connect_to(const char *address)
{
	static const char *const name[] = { "connect_timeout",
					    "target_session_attrs",
					    "keepalives_idle",
					    "keepalives_interval",
					    "keepalives_count",
					    "tcp_user_timeout",
					    "dbname",
					    "application_name",
					    "gssencmode",
					    "client_encoding",
					    NULL };
	const char *value[] = { "3",	 "read-write", "10",	  "3",	  "3", "10000",
				address, "rejoin",     "disable", "UTF8", NULL };

	return PQconnectdbParams(name, value, 1);
}

fallible link_open(struct link *l, struct str address, int patience_ms)
{
	char text[ADDRESS_MAX];

	*l = (struct link){ .patience_ms = patience_ms };
	if (address.n >= sizeof text)
		return FAIL(CONFIG);
	memcpy(text, address.p, address.n);
	text[address.n] = 0;
	l->connection = connect_to(text);
	if (PQstatus(l->connection) != CONNECTION_OK) {
		tell("The database is away:", PQerrorMessage(l->connection));
		return link_lose(l);
	}
	(void)PQsetNoticeReceiver(l->connection, be_silent, NULL);
	return OK;
}

bool link_is_lost(struct link *l)
{
	struct pollfd p = { .events = POLLIN };

	if (!l->connection)
		return true;
	p.fd = PQsocket(l->connection);
	/* Its last words come before its end. */
	while (l->connection && poll(&p, 1, 0) > 0)
		if (!PQconsumeInput(l->connection) || PQstatus(l->connection) != CONNECTION_OK)
			link_close(l);
	return !l->connection;
}

fallible link_run(struct link *l, const char *sql)
{
	PGresult *r = l->connection ? PQexec(l->connection, sql) : NULL;
	ExecStatusType status = PQresultStatus(r);

	if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
		tell("The database refuses:", r ? PQresultErrorMessage(r) : "");
	PQclear(r);
	return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK ? OK : FAIL(STORE);
}

/* --- values */

void value_bytes(struct link_values *v, struct bytes b)
{
	ASSERT(v->n < LINK_VALUES);
	v->value[v->n] = b.n ? (const char *)b.p : ""; /* an empty one, never NULL */
	v->length[v->n++] = (int)b.n;
}

void value_number(struct link_values *v, int64_t n)
{
	ASSERT(v->n < LINK_VALUES);
	v->number[v->n] = htobe64((uint64_t)n);
	v->value[v->n] = (const char *)&v->number[v->n];
	v->length[v->n++] = sizeof v->number[0];
}

void result_end(PGresult *r)
{
	PQclear(r);
}

struct bytes result_bytes(const PGresult *r, int row, int column)
{
	return (struct bytes){ (const uint8_t *)PQgetvalue(r, row, column),
			       (size_t)PQgetlength(r, row, column) };
}

int64_t result_number(const PGresult *r, int row, int column)
{
	uint64_t n = 0;

	return result_fixed(r, row, column, &n, sizeof n) ? (int64_t)be64toh(n) : 0;
}

bool result_fixed(const PGresult *r, int row, int column, void *ret, size_t n)
{
	struct bytes b = result_bytes(r, row, column);

	if (b.n != n)
		return false;
	memcpy(ret, b.p, n);
	return true;
}

/* --- the pipeline */

static void name_of(char ret[NAME_MAX_BYTES], size_t statement)
{
	(void)snprintf(ret, NAME_MAX_BYTES, "s%zu", statement);
}

fallible link_send(struct link *l, size_t statement, const struct link_values *v)
{
	static const int binary[LINK_VALUES] = { 1, 1, 1, 1, 1, 1 };
	static const struct link_values none;
	char name[NAME_MAX_BYTES];

	if (!l->connection)
		return FAIL(STORE);
	if (!v)
		v = &none;
	name_of(name, statement);
	if (PQsendQueryPrepared(l->connection, name, v->n, v->value, v->length, binary, 1))
		return OK;
	return link_lose(l);
}

fallible link_sync(struct link *l)
{
	return l->connection && PQpipelineSync(l->connection) ? OK : link_lose(l);
}

/* Waits until the socket can be read (or written, if wanted); reads what is there. */
static fallible link_wait(struct link *l, int64_t until, bool to_write)
{
	int64_t left = until - now_ms();
	struct pollfd p = { .fd = PQsocket(l->connection),
			    .events = (short)(POLLIN | (to_write ? POLLOUT : 0)) };

	if (left <= 0 || poll(&p, 1, (int)left) == 0)
		return link_lose(l);
	if ((p.revents & ~POLLOUT) && !PQconsumeInput(l->connection))
		return link_lose(l);
	return OK;
}

/* Both ways at once: a server whose answers nobody takes would stop taking questions. */
fallible link_push(struct link *l, bool is_all)
{
	int64_t until = now_ms() + l->patience_ms;
	int left;

	if (!l->connection)
		return FAIL(STORE);
	while ((left = PQflush(l->connection)) > 0) {
		if (!is_all)
			return OK;
		TRY(link_wait(l, until, true));
	}
	return left < 0 ? link_lose(l) : OK;
}

static bool has_class(const char *state, const char *class)
{
	return strncmp(state, class, strlen(class)) == 0;
}

/* Division by zero is how a statement says that its condition did not hold (writer.c). */
static struct err error_of(const char *state)
{
	if (has_class(state, "22012") || has_class(state, "23505"))
		return FAIL(CONFLICT);
	if (has_class(state, "40001") || has_class(state, "40P01") || has_class(state, "55P03"))
		return FAIL(BUSY);
	return has_class(state, "53100") ? FAIL(FULL) : FAIL(STORE);
}

/* It ends, or it is no longer the one that takes writes. */
static bool is_end(const char *state)
{
	return has_class(state, "08") || has_class(state, "57P0") || has_class(state, "25006");
}

static fallible result_look(struct link *l, const PGresult *r)
{
	ExecStatusType status = PQresultStatus(r);
	const char *state = PQresultErrorField(r, PG_DIAG_SQLSTATE);

	if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK)
		return OK;
	if (status == PGRES_PIPELINE_ABORTED)
		return FAIL(PENDING);
	if (!state || is_end(state) || PQstatus(l->connection) != CONNECTION_OK)
		return link_lose(l);
	return error_of(state);
}

static fallible result_next(struct link *l, PGresult **ret)
{
	int64_t until = now_ms() + l->patience_ms;

	if (!l->connection)
		return FAIL(STORE);
	while (PQisBusy(l->connection))
		TRY(link_wait(l, until, false));
	*ret = PQgetResult(l->connection);
	return OK;
}

/* The first thing that was wrong is the answer; what was left out because of it is none. */
static void keep_first(struct err *kept, struct err e)
{
	if (err_is(*kept, ERR_NONE) && !err_is(e, ERR_PENDING))
		*kept = e;
}

fallible link_hear(struct link *l, PGresult **ret)
{
	struct err kept = OK;
	PGresult *r, *last = NULL;
	int silent = 0;

	TRY(link_push(l, true));
	while (silent < 2) {
		struct err e = result_next(l, &r);

		if (!err_is(e, ERR_NONE)) {
			result_end(last);
			return e;
		}
		silent = r ? 0 : silent + 1;
		if (!r)
			continue;
		if (PQresultStatus(r) == PGRES_PIPELINE_SYNC) {
			result_end(r);
			break;
		}
		keep_first(&kept, result_look(l, r));
		result_end(last);
		last = r;
	}
	if (silent == 2) /* it lost its place: nothing that it says can be told apart */
		kept = link_lose(l);
	if (ret && err_is(kept, ERR_NONE))
		*ret = last;
	else
		result_end(last);
	return kept;
}

/* --- opening */

static fallible look_at_tables(struct link *l)
{
	PGresult *r =
		PQexec(l->connection, "SELECT obj_description(to_regclass('page'), 'pg_class')");
	bool is_ours = PQresultStatus(r) == PGRES_TUPLES_OK && PQntuples(r) == 1 &&
		       strcmp(PQgetvalue(r, 0, 0), TABLE_VERSION) == 0;

	PQclear(r);
	return is_ours ? OK : FAIL(CONFIG);
}

fallible link_prepare(struct link *l, const struct link_statement *statement, size_t n)
{
	char name[NAME_MAX_BYTES];

	TRY(look_at_tables(l));
	if (!PQenterPipelineMode(l->connection) || PQsetnonblocking(l->connection, 1) != 0)
		return link_lose(l);
	for (size_t i = 0; i < n; i++) {
		name_of(name, i);
		if (!PQsendPrepare(l->connection, name, statement[i].sql, statement[i].n_values,
				   NULL))
			return link_lose(l);
	}
	TRY(link_sync(l));
	return link_hear(l, NULL);
}
