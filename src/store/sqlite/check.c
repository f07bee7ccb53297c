#include "arena.h"
#include "database.h"
#include "sqlite.h"
#include <unistd.h>

#define BLOB_BAD " OR typeof(blob)<>'blob' OR length(blob)>131072"

static const struct {
	enum store_file file;
	const char *what, *sql;
	bool is_fault;	   /* more than none is bad */
	const char *needs; /* 0: not to be asked of a file made before */
} count[] = {
	{ FILE_KEYRING, "accounts", "SELECT count(*) FROM account", false },
	{ FILE_KEYRING, "accounts with a wrong shape",
	  "SELECT count(*) FROM account WHERE typeof(login_id)<>'blob' OR length(login_id)<>32"
	  " OR typeof(rid)<>'blob' OR length(rid)<>16 OR ver<1" BLOB_BAD,
	  true },
	{ FILE_KEYRING, "reminders waiting", "SELECT count(*) FROM outbox", false },
	{ FILE_PAGES, "pages", "SELECT count(*) FROM page", false },
	{ FILE_PAGES, "pages with a wrong shape",
	  "SELECT count(*) FROM page WHERE typeof(space)<>'blob' OR length(space)<>16"
	  " OR typeof(page)<>'blob' OR length(page)<>16 OR ver<1 OR length(tag)<>16"
	  " OR (length(blob)>=16 AND tag<>substr(blob,-16))" BLOB_BAD,
	  true },
	{ FILE_PAGES, "spaces", "SELECT count(DISTINCT space) FROM page", false },
	{ FILE_PAGES, "inbox items", "SELECT count(*) FROM inbox", false },
	{ FILE_SESSIONS, "sessions", "SELECT count(*) FROM session WHERE length(blob)>0", false },
	{ FILE_SESSIONS, "sessions with a wrong shape",
	  "SELECT count(*) FROM session WHERE length(sid)<>32 OR length(tag)<>32" BLOB_BAD, true },
	{ FILE_SESSIONS, "rows beside a session that ended",
	  "SELECT count(*) FROM side WHERE NOT EXISTS (SELECT 1 FROM session"
	  " WHERE session.sid=side.sid AND length(session.blob)>0)",
	  true, "SELECT count(*) FROM sqlite_schema WHERE type='table' AND name='side'" },
};

struct check {
	store_report *report;
	void *context;
	size_t bad;
};

static void tell(struct check *c, enum store_file file, const char *what, int64_t n, bool is_bad)
{
	struct store_finding f = { store_file_name(file), what, n, is_bad };

	c->bad += is_bad;
	if (c->report)
		c->report(c->context, &f);
}

/* SQLite tells a page that could not be read just now in the same list as real damage. */
static bool is_unreadable(const char *line)
{
	return strstr(line, "unable to get the page") || strstr(line, "failed to get page");
}

/* One look at the structure: how many lines of damage; told only when asked to. */
static fallible look_once(struct check *c, struct database *d, enum store_file file, bool is_told,
			  size_t *ret_bad)
{
	sqlite3_stmt *statement;
	int result;
	struct err e = OK;

	*ret_bad = 0;
	TRY(database_prepare(d, 0, "PRAGMA integrity_check(20)", &statement));
	while ((result = sqlite3_step(statement)) == SQLITE_ROW) {
		const char *line = (const char *)sqlite3_column_text(statement, 0);

		if (!line || (is_told && is_unreadable(line)))
			e = FAIL(STORE);
		else if (strcmp(line, "ok") != 0 && ++*ret_bad && is_told)
			tell(c, file, line, 1, true);
	}
	if ((result & 0xff) == SQLITE_CORRUPT && ++*ret_bad && is_told)
		tell(c, file, "the structure cannot be followed", 1, true);
	else if ((result & 0xff) != SQLITE_CORRUPT && result != SQLITE_DONE)
		e = database_error(d, result);
	(void)sqlite3_reset(statement);
	return e;
}

/* Damage is what a second look finds too: a passing fault of the disk or of memory is none. */
static fallible check_structure(struct check *c, struct database *d, enum store_file file)
{
	size_t bad;

	TRY(look_once(c, d, file, false, &bad));
	return bad ? look_once(c, d, file, true, &bad) : OK;
}

static fallible check_rows(struct check *c, struct database *d, enum store_file file)
{
	for (size_t i = 0; i < sizeof count / sizeof *count; i++) {
		int64_t n = 0, is_there = 1;

		if (count[i].file != file)
			continue;
		if (count[i].needs)
			TRY(database_number(d, count[i].needs, &is_there));
		if (!is_there)
			continue;
		TRY(database_number(d, count[i].sql, &n));
		tell(c, file, count[i].what, n, count[i].is_fault && n > 0);
	}
	return OK;
}

static fallible check_file(struct check *c, const char *directory, enum store_file file)
{
	struct database d = { 0 };
	char path[PATH_MAX];
	size_t bad = c->bad;

	TRY(store_path(path, directory, store_file_name(file)));
	if (file == FILE_SESSIONS && access(path, F_OK) != 0)
		return OK;
	TRY(database_open(&d, directory, file, DATABASE_READ));
	struct err e = check_structure(c, &d, file);

	if (err_is(e, ERR_NONE) && c->bad == bad) /* in a damaged tree, counts tell nothing */
		e = check_rows(c, &d, file);
	database_close(&d);
	return e;
}

fallible sqlite_check(struct str directory, store_report *report, void *context, size_t *ret_bad)
{
	struct check c = { .report = report, .context = context };
	struct arena a;
	struct err e = OK;

	arena_init(&a, PATH_MAX, 2 * PATH_MAX);
	const char *path = arena_str(&a, directory).p;

	for (enum store_file file = 0; file < FILE__COUNT && err_is(e, ERR_NONE); file++)
		e = check_file(&c, path, file);
	arena_end(&a);
	*ret_bad = c.bad;
	return e;
}
