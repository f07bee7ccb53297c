/* database: one of the three SQLite files of a data directory, with the statements kept for it.
 *
 * Life-cycle: zeroed → database_open → database_prepare… → database_close. A closed one may be
 * opened again; that is how sticky input/output errors are left behind. */
#pragma once
#include <limits.h>
#include <sqlite3.h>
#include "bytes.h"
#include "err.h"

enum store_file { FILE_KEYRING, FILE_PAGES, FILE_SESSIONS, FILE__COUNT };

enum database_mode {
	DATABASE_READ,	/* read-only; an absent file is CONFIG */
	DATABASE_WRITE, /* makes the file when absent; logs ahead, nothing is spilled early */
};

#define DATABASE_STATEMENTS 28
#define DATABASE_VERSION    1

struct database {
	sqlite3 *connection; /* NULL: closed */
	sqlite3_stmt *statement[DATABASE_STATEMENTS];
};

/* CONFIG: another program's file, or one made by a newer version. */
fallible database_open(struct database *d, const char *directory, enum store_file file,
		       enum database_mode mode);
void database_close(struct database *d);

/* The statement kept at `slot`, made at first use from `sql`. */
fallible database_prepare(struct database *d, size_t slot, const char *sql, sqlite3_stmt **ret);
fallible database_run(struct database *d, const char *sql);
/* Steps a statement that gives no rows, and resets it. */
fallible database_finish(struct database *d, sqlite3_stmt *statement);
/* The first column of the first row, as a number. */
fallible database_number(struct database *d, const char *sql, int64_t *ret);

/* What an SQLite result means to a caller: FULL, CONFLICT (a constraint), BAD_REQUEST (too long),
 * CONFIG (no database at all), else STORE. Never OK: success is not passed here. */
struct err database_error(const struct database *d, int result);

/* Is it one of ours, and of this version? `ret_is_blank`: nothing in it yet. */
fallible database_check_shape(struct database *d, enum store_file file, bool *ret_is_blank);

const char *store_file_name(enum store_file file);
fallible store_path(char ret[PATH_MAX], const char *directory, const char *name);

void statement_bind(sqlite3_stmt *statement, int column, struct bytes b);
/* A column of exactly n bytes; false (the row is damaged) otherwise. */
bool statement_fixed(sqlite3_stmt *statement, int column, void *ret, size_t n);
struct bytes statement_bytes(sqlite3_stmt *statement, int column); /* until the next step */
