#include "postgres.h"
#include "postgres_link.h"
#include <stdlib.h>

#define MAKE_MS 60000

/* As the files of sqlite/, in the order of Citus: tables, where they are kept, constraints. Every
 * key begins with what its table is divided by. No row refers to another, nothing counts up,
 * nothing runs by itself: each statement needs one place only. A sealed blob cannot be made
 * smaller, so it is not tried (EXTERNAL). */
static const char tables[] =
	"CREATE TABLE page (space bytea NOT NULL, page bytea NOT NULL, ver bigint NOT NULL,"
	" tag bytea NOT NULL, blob bytea NOT NULL);"
	"CREATE TABLE inbox (space bytea NOT NULL, item bytea NOT NULL, blob bytea NOT NULL);"
	"CREATE TABLE account (login_id bytea NOT NULL, rid bytea NOT NULL, ver bigint NOT NULL,"
	" blob bytea NOT NULL);"
	"CREATE TABLE outbox (tag bytea NOT NULL, due bigint NOT NULL, blob bytea NOT NULL);"
	"CREATE TABLE session (sid bytea NOT NULL, day bigint NOT NULL, exp_abs bigint NOT NULL,"
	" exp_idle bigint NOT NULL, tag bytea NOT NULL, blob bytea NOT NULL);"
	"CREATE TABLE side (sid bytea NOT NULL, blob bytea NOT NULL);"
	"ALTER TABLE page ALTER COLUMN blob SET STORAGE EXTERNAL;"
	"ALTER TABLE inbox ALTER COLUMN blob SET STORAGE EXTERNAL;"
	"ALTER TABLE account ALTER COLUMN blob SET STORAGE EXTERNAL;"
	"ALTER TABLE session ALTER COLUMN blob SET STORAGE EXTERNAL;"
	"ALTER TABLE side ALTER COLUMN blob SET STORAGE EXTERNAL;";

static const char divided[] =
	"SELECT create_distributed_table('page', 'space');"
	"SELECT create_distributed_table('inbox', 'space', colocate_with => 'page');"
	"SELECT create_distributed_table('account', 'login_id', colocate_with => 'none');"
	"SELECT create_distributed_table('outbox', 'tag', colocate_with => 'none');"
	"SELECT create_distributed_table('session', 'sid', colocate_with => 'none');"
	"SELECT create_distributed_table('side', 'sid', colocate_with => 'session');";

static const char constraints[] = "ALTER TABLE page ADD PRIMARY KEY (space, page);"
				  "ALTER TABLE inbox ADD PRIMARY KEY (space, item);"
				  "ALTER TABLE account ADD PRIMARY KEY (login_id);"
				  "ALTER TABLE outbox ADD PRIMARY KEY (tag, due);"
				  "ALTER TABLE session ADD PRIMARY KEY (sid);"
				  "ALTER TABLE side ADD PRIMARY KEY (sid);"
				  "CREATE INDEX outbox_due ON outbox (due);"
				  "CREATE INDEX session_tag ON session (tag);"
				  "CREATE INDEX session_abs ON session (exp_abs);";

/* Recovery names are drawn from 128 bits. One machine also refuses a second one that is the same;
 * many cannot look at each other's rows for it. */
static const char rid_alone[] = "CREATE UNIQUE INDEX account_rid ON account (rid);";
static const char rid_divided[] = "CREATE INDEX account_rid ON account (rid);";

static bool is_so(struct link *l, const char *sql)
{
	PGresult *r = PQexec(l->connection, sql);
	bool is = PQresultStatus(r) == PGRES_TUPLES_OK && PQntuples(r) == 1;

	PQclear(r);
	return is;
}

static fallible make_all(struct link *l)
{
	bool is_citus = is_so(l, "SELECT 1 FROM pg_extension WHERE extname='citus'");

	TRY(link_run(l, tables));
	if (is_citus)
		TRY(link_run(l, divided));
	TRY(link_run(l, constraints));
	TRY(link_run(l, is_citus ? rid_divided : rid_alone));
	return link_run(l, "COMMENT ON TABLE page IS '" TABLE_VERSION "'");
}

/* All of it or nothing; a comment of another version says that it is not for this program. */
static fallible make_or_leave(struct link *l)
{
	if (is_so(l, "SELECT 1 WHERE to_regclass('page') IS NOT NULL"))
		return link_prepare(l, NULL, 0);
	TRY(link_run(l, "BEGIN"));
	TRY(make_all(l));
	return link_run(l, "COMMIT");
}

fallible postgres_make(struct str address)
{
	struct link l;

	TRY(link_open(&l, address, MAKE_MS));
	struct err e = make_or_leave(&l);

	link_close(&l);
	return e;
}
