#include "store_writer.h"
#include <time.h>

#define LOG_SOFT	(4u << 20)  /* bytes of log after which a checkpoint begins */
#define LOG_LARGE	(16u << 20) /* bytes of log after which it is done even under load */
#define LOG_HARD	(64u << 20) /* bytes of log after which readers are asked to let go */
#define LOG_PATIENCE_MS 50
#define FRAME_BYTES	4096u
#define PURGE_EVERY	300 /* seconds */
#define PURGE_AFTER	(24 * 3600)

static int64_t now_ms(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void sleep_a_little(void)
{
	(void)nanosleep(&(struct timespec){ .tv_nsec = 2000000 }, NULL);
}

static int checkpoint(struct writer_file *f, int mode)
{
	int log = 0, done = 0;
	int result = sqlite3_wal_checkpoint_v2(f->database.connection, "main", mode, &log, &done);

	if (result == SQLITE_OK)
		f->settled = (unsigned)(done > 0 ? done : 0);
	return result;
}

/* Until its new length is on the disk, a power cut could bring the old log back. */
static int sync_log(struct database *d)
{
	sqlite3_file *log = NULL;
	int result =
		sqlite3_file_control(d->connection, "main", SQLITE_FCNTL_JOURNAL_POINTER, &log);

	if (result == SQLITE_OK && log && log->pMethods)
		result = log->pMethods->xSync(log, SQLITE_SYNC_NORMAL);
	return result;
}

/* true: nothing is left in the log. Readers are waited for by the caller, not by SQLite. */
static bool empty_log(struct sqlite_writer *w, enum store_file file)
{
	struct writer_file *f = &w->file[file];

	if (!err_is(writer_open_file(w, file), ERR_NONE))
		return false;
	(void)sqlite3_busy_timeout(f->database.connection, 0);
	int result = checkpoint(f, SQLITE_CHECKPOINT_TRUNCATE);

	if (result == SQLITE_OK)
		result = sync_log(&f->database);
	(void)sqlite3_busy_timeout(f->database.connection, 2000);
	if (result == SQLITE_OK)
		f->log = f->settled = 0;
	else if (result != SQLITE_BUSY && (result & 0xff) != SQLITE_FULL)
		database_close(&f->database);
	return result == SQLITE_OK;
}

static unsigned empty_logs(struct sqlite_writer *w, unsigned files)
{
	unsigned left = files;

	for (enum store_file file = 0; file < FILE__COUNT; file++)
		if ((left & BIT(file)) && empty_log(w, file))
			left &= ~BIT(file);
	return left;
}

/* Readers are asked first: the flag stays up as long as a log owes its emptying. */
static unsigned empty_with_patience(struct sqlite_writer *w, unsigned files, int patience_ms)
{
	int64_t end = now_ms() + patience_ms;

	changes_ask_drain(&w->changes, true);
	unsigned left = empty_logs(w, files);

	while (left && now_ms() < end) {
		sleep_a_little();
		left = empty_logs(w, left);
	}
	changes_ask_drain(&w->changes, ((w->drain_owed & ~files) | left) != 0);
	return left;
}

fallible writer_drain(struct sqlite_writer *w, unsigned files, int patience_ms)
{
	w->drain_owed |= files;
	w->drain_owed = (w->drain_owed & ~files) | empty_with_patience(w, files, patience_ms);
	return w->drain_owed & files ? FAIL(STORE) : OK;
}

void writer_make_room(struct sqlite_writer *w)
{
	(void)empty_logs(w, ALL_FILES);
}

void writer_drain_left(struct sqlite_writer *w)
{
	w->drain_owed = empty_with_patience(w, ALL_FILES, 0);
}

static void settle_log(struct sqlite_writer *w, enum store_file file, unsigned size)
{
	struct writer_file *f = &w->file[file];

	if (!f->database.connection || (f->log - f->settled) < size / FRAME_BYTES)
		return;
	if (checkpoint(f, SQLITE_CHECKPOINT_PASSIVE) != SQLITE_OK)
		return; /* tried again when the log has grown, or by the next commit's trouble */
	if (f->log >= LOG_HARD / FRAME_BYTES && empty_with_patience(w, BIT(file), LOG_PATIENCE_MS))
		f->settled = f->log; /* not before another LOG_SOFT */
}

void writer_settle_large(struct sqlite_writer *w)
{
	for (enum store_file file = 0; file < FILE__COUNT; file++)
		settle_log(w, file, LOG_LARGE);
}

#define LONG_PAST "exp_abs<?1 OR (length(blob)=0 AND exp_idle<?1)"

/* A row whose end is long past can no longer catch a late post. What stands beside it goes first,
 * because it is found through that row. */
static fallible purge_rows(struct database *d, int64_t before)
{
	static const struct {
		enum writer_statement which;
		const char *sql;
	} step[] = {
		{ WRITE_SIDE_PURGE,
		  "DELETE FROM side WHERE sid IN (SELECT sid FROM session WHERE " LONG_PAST ")" },
		{ WRITE_SESSION_PURGE, "DELETE FROM session WHERE " LONG_PAST },
	};

	for (size_t i = 0; i < sizeof step / sizeof *step; i++) {
		sqlite3_stmt *statement;

		TRY(database_prepare(d, step[i].which, step[i].sql, &statement));
		(void)sqlite3_bind_int64(statement, 1, before);
		TRY(database_finish(d, statement));
	}
	return OK;
}

static void purge_sessions(struct sqlite_writer *w, int64_t now)
{
	if (!err_is(writer_begin(w, FILE_SESSIONS), ERR_NONE))
		return;
	struct err e = purge_rows(&w->file[FILE_SESSIONS].database, now - PURGE_AFTER);

	if (err_is(e, ERR_NONE))
		e = writer_commit(w, FILE_SESSIONS);
	else
		writer_abort(w, FILE_SESSIONS);
	if (err_is(e, ERR_NONE))
		w->purged_at = now;
}

void writer_idle(struct store_writer *handle, int64_t now)
{
	struct sqlite_writer *w = writer_of(handle);

	if (w->drain_owed)
		w->drain_owed = empty_with_patience(w, w->drain_owed, 0);
	for (enum store_file file = 0; file < FILE__COUNT; file++)
		settle_log(w, file, LOG_SOFT);
	if (now >= w->purged_at + PURGE_EVERY || now < w->purged_at)
		purge_sessions(w, now);
}
