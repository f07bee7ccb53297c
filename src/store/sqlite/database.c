#include "database.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>
#include "ensure.h"

/* Plain tables with an index beside them: in a table kept in the order of its key SQLite reads
 * whole rows, blobs and all, to compare keys (docs/decisions/0006-three-files-plain-tables.md has
 * the figures). The tag repeats the end of the blob: a list must not walk through every blob. */
static const struct {
	const char *name;
	int mark; /* application_id */
	const char *schema;
	const char *settings; /* of the writer */
	const char *later;    /* what came after the first files were made; NULL: nothing */
} shape[FILE__COUNT] = {
	[FILE_KEYRING] = { "keyring.db", 0x526a4b31,
			   "CREATE TABLE account (login_id BLOB NOT NULL PRIMARY KEY,"
			   " rid BLOB NOT NULL, ver INTEGER NOT NULL, blob BLOB NOT NULL);"
			   "CREATE UNIQUE INDEX account_rid ON account (rid);"
			   "CREATE TABLE outbox (due INTEGER NOT NULL, tag BLOB NOT NULL,"
			   " blob BLOB NOT NULL, PRIMARY KEY (due, tag)) WITHOUT ROWID;",
			   "PRAGMA synchronous=FULL;" },
	[FILE_PAGES] = { "pages.db", 0x526a5031,
			 "CREATE TABLE page (space BLOB NOT NULL, page BLOB NOT NULL,"
			 " ver INTEGER NOT NULL, tag BLOB NOT NULL, blob BLOB NOT NULL,"
			 " PRIMARY KEY (space, page));"
			 "CREATE TABLE inbox (space BLOB NOT NULL, item BLOB NOT NULL,"
			 " blob BLOB NOT NULL, PRIMARY KEY (space, item));",
			 "PRAGMA synchronous=FULL;" },
	[FILE_SESSIONS] = { "sessions.db", 0x526a5331,
			    "CREATE TABLE session (sid BLOB NOT NULL PRIMARY KEY,"
			    " day INTEGER NOT NULL, exp_abs INTEGER NOT NULL,"
			    " exp_idle INTEGER NOT NULL, tag BLOB NOT NULL, blob BLOB NOT NULL);"
			    "CREATE INDEX session_tag ON session (tag);"
			    "CREATE INDEX session_abs ON session (exp_abs);",
			    "PRAGMA synchronous=NORMAL;",
			    /* No triggers: the other engine has none. */
			    "DROP TRIGGER IF EXISTS side_drop; DROP TRIGGER IF EXISTS side_end;"
			    "CREATE TABLE IF NOT EXISTS side"
			    " (sid BLOB NOT NULL PRIMARY KEY, blob BLOB NOT NULL);" },
};

/* Pages of 4 KiB: what a rewritten blob costs in the log, and what it takes on the disk, is least
 * with them. */
#define SETTINGS_NEW               \
	"PRAGMA page_size=4096;"   \
	"PRAGMA auto_vacuum=NONE;" \
	"PRAGMA encoding='UTF-8';"
/* cache_spill off: nothing of a transaction reaches the disk before its COMMIT. */
#define SETTINGS_WRITE                        \
	"PRAGMA secure_delete=ON;"            \
	"PRAGMA wal_autocheckpoint=0;"        \
	"PRAGMA journal_size_limit=33554432;" \
	"PRAGMA cache_spill=OFF;"             \
	"PRAGMA cache_size=-16384;"           \
	"PRAGMA temp_store=MEMORY;"
#define SETTINGS_READ           \
	"PRAGMA query_only=ON;" \
	"PRAGMA cache_size=-8192;"
#define PATIENCE_MS 2000

const char *store_file_name(enum store_file file)
{
	return shape[file].name;
}

fallible store_path(char ret[PATH_MAX], const char *directory, const char *name)
{
	int n = snprintf(ret, PATH_MAX, "%s/%s", directory, name);

	return n > 0 && n < PATH_MAX ? OK : FAIL(CONFIG);
}

static bool is_no_space(int number)
{
	return number == ENOSPC || number == EDQUOT;
}

struct err database_error(const struct database *d, int result)
{
	int kind = result & 0xff;

	if (kind == SQLITE_FULL)
		return FAIL(FULL);
	if (kind == SQLITE_CONSTRAINT)
		return FAIL(CONFLICT);
	if (kind == SQLITE_TOOBIG)
		return FAIL(BAD_REQUEST);
	if (kind == SQLITE_NOTADB)
		return FAIL(CONFIG);
	if ((kind == SQLITE_IOERR || kind == SQLITE_CANTOPEN) && d->connection &&
	    is_no_space(sqlite3_system_errno(d->connection)))
		return FAIL(FULL);
	return FAIL(STORE);
}

fallible database_run(struct database *d, const char *sql)
{
	int result = sqlite3_exec(d->connection, sql, NULL, NULL, NULL);

	return result == SQLITE_OK ? OK : database_error(d, result);
}

fallible database_number(struct database *d, const char *sql, int64_t *ret)
{
	sqlite3_stmt *statement;
	int result = sqlite3_prepare_v2(d->connection, sql, -1, &statement, NULL);

	if (result == SQLITE_OK) {
		result = sqlite3_step(statement);
		if (result == SQLITE_ROW)
			*ret = sqlite3_column_int64(statement, 0);
		int end = sqlite3_finalize(statement);

		if (result == SQLITE_ROW && end == SQLITE_OK)
			return OK;
	}
	return database_error(d, result);
}

fallible database_check_shape(struct database *d, enum store_file file, bool *ret_is_blank)
{
	int64_t mark = 0, version = 0, count = 0;

	TRY(database_number(d, "PRAGMA application_id", &mark));
	TRY(database_number(d, "PRAGMA user_version", &version));
	TRY(database_number(d, "SELECT count(*) FROM sqlite_schema", &count));
	*ret_is_blank = mark == 0 && version == 0 && count == 0;
	if (*ret_is_blank || (mark == shape[file].mark && version == DATABASE_VERSION))
		return OK;
	return FAIL(CONFIG);
}

/* Mark, version and tables come in one transaction: after a crash there is all of it or nothing. */
static fallible fill_blank(struct database *d, enum store_file file)
{
	char sql[2048];
	int n = snprintf(sql, sizeof sql,
			 "BEGIN IMMEDIATE; %s PRAGMA application_id=%d; PRAGMA user_version=%d; "
			 "COMMIT;",
			 shape[file].schema, shape[file].mark, DATABASE_VERSION);

	ASSERT(n > 0 && (size_t)n < sizeof sql);
	return database_run(d, sql);
}

static fallible settle_writer(struct database *d, enum store_file file)
{
	bool is_blank;
	int keep_log = 1;

	TRY(database_check_shape(d, file, &is_blank));
	if (is_blank)
		TRY(database_run(d, SETTINGS_NEW));
	TRY(database_run(d, "PRAGMA journal_mode=WAL;"));
	TRY(database_run(d, SETTINGS_WRITE));
	TRY(database_run(d, shape[file].settings));
	/* An empty log stays behind, so that the command line can read without a writer. */
	(void)sqlite3_file_control(d->connection, "main", SQLITE_FCNTL_PERSIST_WAL, &keep_log);
	if (is_blank)
		TRY(fill_blank(d, file));
	return shape[file].later ? database_run(d, shape[file].later) : OK;
}

static fallible settle_reader(struct database *d, enum store_file file)
{
	bool is_blank;

	TRY(database_check_shape(d, file, &is_blank));
	if (is_blank)
		return FAIL(CONFIG);
	return database_run(d, SETTINGS_READ);
}

/* Made beforehand for its mode bits; never opened a second time by us, because closing any
 * descriptor of a file drops the locks SQLite holds on it in this process. */
static fallible make_file(const char *path)
{
	struct stat st;

	if (stat(path, &st) == 0)
		return OK;
	int fd = open(path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC | O_NOFOLLOW, 0600);

	if (fd < 0)
		return is_no_space(errno) ? FAIL(FULL) : FAIL(STORE);
	(void)close(fd);
	return OK;
}

fallible database_open(struct database *d, const char *directory, enum store_file file,
		       enum database_mode mode)
{
	char path[PATH_MAX];
	bool is_writer = mode == DATABASE_WRITE;
	int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE;

	TRY(store_path(path, directory, shape[file].name));
	if (is_writer)
		TRY(make_file(path));
	else if (access(path, F_OK) != 0)
		return FAIL(CONFIG);
	flags |= is_writer ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY;
	int result = sqlite3_open_v2(path, &d->connection, flags, NULL);
	struct err e;

	if (result != SQLITE_OK) {
		e = database_error(d, result);
	} else {
		(void)sqlite3_extended_result_codes(d->connection, 1);
		(void)sqlite3_busy_timeout(d->connection, PATIENCE_MS);
		(void)sqlite3_db_config(d->connection, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
		e = is_writer ? settle_writer(d, file) : settle_reader(d, file);
	}
	if (!err_is(e, ERR_NONE))
		database_close(d);
	return e;
}

void database_close(struct database *d)
{
	for (size_t i = 0; i < DATABASE_STATEMENTS; i++)
		(void)sqlite3_finalize(d->statement[i]);
	if (d->connection)
		(void)sqlite3_close_v2(d->connection);
	*d = (struct database){ 0 };
}

fallible database_prepare(struct database *d, size_t slot, const char *sql, sqlite3_stmt **ret)
{
	ASSERT(slot < DATABASE_STATEMENTS);
	if (!d->statement[slot]) {
		int result = sqlite3_prepare_v3(d->connection, sql, -1, SQLITE_PREPARE_PERSISTENT,
						&d->statement[slot], NULL);

		if (result != SQLITE_OK)
			return database_error(d, result);
	}
	*ret = d->statement[slot];
	return OK;
}

fallible database_finish(struct database *d, sqlite3_stmt *statement)
{
	int result = sqlite3_step(statement);
	struct err e = result == SQLITE_DONE ? OK : database_error(d, result);

	(void)sqlite3_reset(statement);
	return e;
}

void statement_bind(sqlite3_stmt *statement, int column, struct bytes b)
{
	/* An empty blob, never NULL. */
	(void)sqlite3_bind_blob64(statement, column, b.n ? (const void *)b.p : "", b.n,
				  SQLITE_STATIC);
}

struct bytes statement_bytes(sqlite3_stmt *statement, int column)
{
	const void *p = sqlite3_column_blob(statement, column);

	return (struct bytes){ p, (size_t)sqlite3_column_bytes(statement, column) };
}

bool statement_fixed(sqlite3_stmt *statement, int column, void *ret, size_t n)
{
	struct bytes b = statement_bytes(statement, column);

	if (b.n != n || !b.p)
		return false;
	memcpy(ret, b.p, n);
	return true;
}
