#include "arena.h"
#include "changes.h"
#include "sqlite.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define STEP_PAGES	512 /* 2 MiB; between steps the writer may ask for the snapshot back */
#define RESTORE_SECONDS (24 * 3600)

static const enum store_file kept[] = { FILE_KEYRING, FILE_PAGES };
#define KEPT (sizeof kept / sizeof *kept)

struct copy {
	const char *from, *to; /* folders */
	int64_t end;	       /* seconds, monotonic */
	struct changes changes;
};

static int64_t now_seconds(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec;
}

static fallible path_of_part(char ret[PATH_MAX], const char *directory, enum store_file file)
{
	char name[32];

	(void)snprintf(name, sizeof name, "%s.part", store_file_name(file));
	return store_path(ret, directory, name);
}

static fallible sync_path(const char *path, int flags)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | flags);

	if (fd < 0)
		return FAIL(STORE);
	int result = fsync(fd);

	(void)close(fd);
	return result == 0 ? OK : FAIL(STORE);
}

/* A snapshot held over all steps: nobody's writing makes the copy begin again. */
static fallible snapshot_begin(struct database *from)
{
	int64_t ignored;

	TRY(database_run(from, "BEGIN"));
	return database_number(from, "SELECT count(*) FROM sqlite_schema", &ignored);
}

static fallible let_go(struct copy *c, struct database *from)
{
	TRY(database_run(from, "COMMIT"));
	while (changes_is_drain_wanted(&c->changes)) {
		if (now_seconds() >= c->end)
			return FAIL(STORE);
		(void)nanosleep(&(struct timespec){ .tv_nsec = 5000000 }, NULL);
	}
	return snapshot_begin(from);
}

static fallible copy_steps(struct copy *c, struct database *from, struct database *to)
{
	sqlite3_backup *backup =
		sqlite3_backup_init(to->connection, "main", from->connection, "main");
	struct err e = OK;
	int result = SQLITE_OK;

	if (!backup)
		return database_error(to, sqlite3_errcode(to->connection));
	while (result == SQLITE_OK && err_is(e, ERR_NONE)) {
		result = sqlite3_backup_step(backup, STEP_PAGES);
		if (result == SQLITE_OK && now_seconds() >= c->end)
			e = FAIL(STORE);
		else if (result == SQLITE_OK && changes_is_drain_wanted(&c->changes))
			e = let_go(c, from);
	}
	(void)sqlite3_backup_finish(backup);
	if (err_is(e, ERR_NONE) && result != SQLITE_DONE)
		e = database_error(to, result);
	return e;
}

static fallible copy_into(struct copy *c, enum store_file file, struct database *to)
{
	struct database from = { 0 };
	bool is_blank = true;

	TRY(database_open(&from, c->from, file, DATABASE_READ));
	struct err e = snapshot_begin(&from);

	if (err_is(e, ERR_NONE))
		e = copy_steps(c, &from, to);
	database_close(&from);
	TRY(e);
	TRY(database_run(to, "PRAGMA journal_mode=DELETE")); /* one file, no log beside it */
	TRY(database_check_shape(to, file, &is_blank));
	return is_blank ? FAIL(STORE) : OK;
}

static fallible copy_part(struct copy *c, enum store_file file)
{
	char part[PATH_MAX];
	struct database to = { 0 };

	TRY(path_of_part(part, c->to, file));
	if (unlink(part) != 0 && errno != ENOENT)
		return FAIL(STORE);
	int fd = open(part, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC | O_NOFOLLOW, 0600);

	if (fd < 0)
		return errno == ENOSPC ? FAIL(FULL) : FAIL(STORE);
	(void)close(fd);
	int result = sqlite3_open_v2(part, &to.connection,
				     SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
	struct err e = result == SQLITE_OK ? copy_into(c, file, &to) : database_error(&to, result);

	database_close(&to);
	if (err_is(e, ERR_NONE))
		e = sync_path(part, 0);
	if (!err_is(e, ERR_NONE))
		(void)unlink(part);
	return e;
}

static fallible give_name(const char *directory, enum store_file file)
{
	char part[PATH_MAX], path[PATH_MAX];

	TRY(path_of_part(part, directory, file));
	TRY(store_path(path, directory, store_file_name(file)));
	return rename(part, path) == 0 ? OK : FAIL(STORE);
}

static fallible refuse_if_there(const char *directory, enum store_file file)
{
	char path[PATH_MAX];

	TRY(store_path(path, directory, store_file_name(file)));
	return access(path, F_OK) == 0 ? FAIL(CONFIG) : OK;
}

/* Names are given last, pages.db first: an account never stands there without its pages. */
static fallible copy_all(struct copy *c)
{
	for (enum store_file file = 0; file < FILE__COUNT; file++)
		TRY(refuse_if_there(c->to, file));
	for (size_t i = 0; i < KEPT; i++)
		TRY(copy_part(c, kept[i]));
	for (size_t i = KEPT; i > 0; i--)
		TRY(give_name(c->to, kept[i - 1]));
	return sync_path(c->to, O_DIRECTORY);
}

static fallible copy_folder(struct str from, struct str to, unsigned seconds)
{
	struct arena a;
	struct copy c = { .end = now_seconds() + seconds };

	arena_init(&a, 2 * PATH_MAX, 4 * PATH_MAX);
	c.from = arena_str(&a, from).p;
	c.to = arena_str(&a, to).p;
	struct err e = mkdir(c.to, 0700) == 0 || errno == EEXIST ? OK : FAIL(STORE);

	if (err_is(e, ERR_NONE)) {
		changes_open_reader(&c.changes, c.from);
		e = copy_all(&c);
		changes_close(&c.changes);
	}
	arena_end(&a);
	return e;
}

fallible sqlite_backup(struct str directory, struct str destination, unsigned seconds)
{
	return copy_folder(directory, destination, seconds);
}

fallible sqlite_restore(struct str source, struct str directory)
{
	size_t bad = 0;

	TRY(sqlite_check(source, NULL, NULL, &bad));
	return bad ? FAIL(STORE) : copy_folder(source, directory, RESTORE_SECONDS);
}
