#include "changes.h"
#include "sqlite.h"
#include "ensure.h"

enum reader_statement {
	READ_BEGIN,
	READ_END,
	READ_PAGE,
	READ_PAGE_VERSION,
	READ_PAGE_MARK,
	READ_PAGES,
	READ_SESSION,
	READ_SESSION_COUNT,
	READ_SIDE,
	READ_ACCOUNT,
	READ_ACCOUNT_RID,
};

static const struct {
	enum store_file file;
	const char *sql;
} text[] = {
	[READ_PAGE] = { FILE_PAGES, "SELECT ver, blob FROM page WHERE space=?1 AND page=?2" },
	[READ_PAGE_VERSION] = { FILE_PAGES, "SELECT ver FROM page WHERE space=?1 AND page=?2" },
	[READ_PAGE_MARK] = { FILE_PAGES, "SELECT ver, tag FROM page WHERE space=?1 AND page=?2" },
	[READ_PAGES] = { FILE_PAGES,
			 "SELECT ver, page, tag FROM page WHERE space=?1 ORDER BY page" },
	[READ_SESSION] = { FILE_SESSIONS,
			   "SELECT day, exp_abs, exp_idle, tag, blob FROM session WHERE sid=?1" },
	[READ_SESSION_COUNT] = { FILE_SESSIONS,
				 "SELECT count(*) FROM session WHERE tag=?1 AND exp_abs>?2"
				 " AND exp_idle>?2 AND length(blob)>0" },
	[READ_SIDE] = { FILE_SESSIONS, "SELECT blob FROM side WHERE sid=?1" },
	[READ_ACCOUNT] = { FILE_KEYRING,
			   "SELECT ver, login_id, rid, blob FROM account WHERE login_id=?1" },
	[READ_ACCOUNT_RID] = { FILE_KEYRING,
			       "SELECT ver, login_id, rid, blob FROM account WHERE rid=?1" },
};

struct reader_file {
	struct database database;
	bool is_held;
	uint64_t count; /* of changes, read before the snapshot was taken */
};

struct reader {
	struct store handle;
	struct arena arena; /* this handle itself */
	struct changes changes;
	const char *directory;
	struct reader_file file[FILE__COUNT];
};

static struct reader *reader_of(struct store *s)
{
	return (struct reader *)(void *)s;
}

static fallible file_open(struct reader *s, enum store_file file)
{
	struct reader_file *f = &s->file[file];

	if (f->database.connection)
		return OK;
	f->is_held = false;
	return database_open(&f->database, s->directory, file, DATABASE_READ);
}

static void reader_close(struct store *handle)
{
	struct reader *s = reader_of(handle);

	for (enum store_file file = 0; file < FILE__COUNT; file++)
		database_close(&s->file[file].database);
	changes_close(&s->changes);
	struct arena a = s->arena;

	arena_end(&a);
}

static fallible reader_open(struct store **ret, struct str directory)
{
	struct arena a;
	struct err e = OK;

	arena_init(&a, 8192, 65536);
	struct reader *s = arena_new(&a, struct reader);

	s->handle.by = &sqlite_reading;
	s->directory = arena_str(&a, directory).p;
	changes_open_reader(&s->changes, s->directory);
	for (enum store_file file = 0; file < FILE__COUNT && err_is(e, ERR_NONE); file++)
		e = file_open(s, file);
	s->arena = a;
	if (err_is(e, ERR_NONE))
		*ret = &s->handle;
	else
		reader_close(&s->handle);
	return e;
}

static void file_release(struct reader_file *f)
{
	sqlite3_stmt *end;

	if (!f->is_held)
		return;
	f->is_held = false;
	struct err e = database_prepare(&f->database, READ_END, "COMMIT", &end);

	if (err_is(e, ERR_NONE))
		e = database_finish(&f->database, end);
	if (!err_is(e, ERR_NONE))
		database_close(&f->database); /* opened again by the next read */
}

static void reader_release(struct store *handle)
{
	struct reader *s = reader_of(handle);

	for (enum store_file file = 0; file < FILE__COUNT; file++)
		file_release(&s->file[file]);
}

static void reader_refresh(struct store *handle)
{
	struct reader *s = reader_of(handle);

	if (!s->changes.page)
		changes_open_reader(&s->changes, s->directory);
	bool is_blind = !s->changes.page || changes_is_drain_wanted(&s->changes);

	for (enum store_file file = 0; file < FILE__COUNT; file++) {
		struct reader_file *f = &s->file[file];

		if (is_blind || changes_count(&s->changes, file) != f->count)
			file_release(f);
	}
}

static bool reader_is_drain_wanted(const struct store *s)
{
	return changes_is_drain_wanted(&((const struct reader *)(const void *)s)->changes);
}

static bool reader_is_lost(struct store *s)
{
	(void)s;
	return false; /* a file that had trouble is opened anew */
}

static fallible file_hold(struct reader *s, enum store_file file)
{
	struct reader_file *f = &s->file[file];
	sqlite3_stmt *begin;

	if (f->is_held || file == FILE_KEYRING)
		return OK;
	f->count = s->changes.page ? changes_count(&s->changes, file) : 0;
	TRY(database_prepare(&f->database, READ_BEGIN, "BEGIN", &begin));
	TRY(database_finish(&f->database, begin));
	f->is_held = true;
	return OK;
}

/* A read: read_begin, bind, read_step…, read_end. */
struct read {
	struct reader_file *file;
	sqlite3_stmt *statement;
	struct err error;
};

static fallible read_begin(struct store *handle, enum reader_statement which, struct read *ret)
{
	struct reader *s = reader_of(handle);
	enum store_file file = text[which].file;

	*ret = (struct read){ .file = &s->file[file], .error = OK };
	TRY(file_open(s, file));
	TRY(file_hold(s, file));
	return database_prepare(&ret->file->database, which, text[which].sql, &ret->statement);
}

static bool read_step(struct read *r)
{
	int result = sqlite3_step(r->statement);

	if (result == SQLITE_ROW)
		return true;
	if (result != SQLITE_DONE)
		r->error = database_error(&r->file->database, result);
	return false;
}

static bool read_is_damaged(struct read *r, bool is_sound)
{
	if (!is_sound)
		r->error = FAIL(STORE);
	return !is_sound;
}

/* After trouble the file is opened anew by the next read. */
static fallible read_end(struct read *r)
{
	/* A column that found no memory came back as an empty one. */
	if (sqlite3_errcode(r->file->database.connection) == SQLITE_NOMEM)
		r->error = FAIL(STORE);
	(void)sqlite3_reset(r->statement);
	(void)sqlite3_clear_bindings(r->statement);
	if (!err_is(r->error, ERR_NONE)) {
		database_close(&r->file->database);
		r->file->is_held = false;
	}
	return r->error;
}

static fallible reader_get_page(struct store *s, struct arena *a, struct id16 space,
				struct id16 page, struct page_row *ret)
{
	struct read r;

	*ret = (struct page_row){ .page = page };
	TRY(read_begin(s, READ_PAGE, &r));
	statement_bind(r.statement, 1, BYTES_OF(space));
	statement_bind(r.statement, 2, BYTES_OF(page));
	if (read_step(&r)) {
		ret->ver = (uint32_t)sqlite3_column_int64(r.statement, 0);
		ret->blob = arena_bytes(a, statement_bytes(r.statement, 1));
	}
	return read_end(&r);
}

static fallible reader_get_page_version(struct store *s, struct id16 space, struct id16 page,
					uint32_t *ret)
{
	struct read r;

	*ret = 0;
	TRY(read_begin(s, READ_PAGE_VERSION, &r));
	statement_bind(r.statement, 1, BYTES_OF(space));
	statement_bind(r.statement, 2, BYTES_OF(page));
	if (read_step(&r))
		*ret = (uint32_t)sqlite3_column_int64(r.statement, 0);
	return read_end(&r);
}

static fallible reader_get_page_mark(struct store *s, struct id16 space, struct id16 page,
				     struct page_mark *ret)
{
	struct read r;

	*ret = (struct page_mark){ .page = page };
	TRY(read_begin(s, READ_PAGE_MARK, &r));
	statement_bind(r.statement, 1, BYTES_OF(space));
	statement_bind(r.statement, 2, BYTES_OF(page));
	if (read_step(&r)) {
		ret->ver = (uint32_t)sqlite3_column_int64(r.statement, 0);
		(void)read_is_damaged(&r,
				      statement_fixed(r.statement, 1, ret->tag, sizeof ret->tag));
	}
	return read_end(&r);
}

static struct page_mark *marks_grow(struct arena *a, struct page_mark *old, size_t n, size_t *room)
{
	*room = n ? 2 * n : 64;
	struct page_mark *grown = arena_array(a, struct page_mark, *room);

	if (n)
		memcpy(grown, old, n * sizeof *old);
	return grown;
}

static fallible reader_list_pages(struct store *s, struct arena *a, struct id16 space,
				  struct page_mark **ret, size_t *ret_n)
{
	struct read r;
	size_t room = 0, n = 0;
	struct page_mark *mark = NULL;

	*ret = NULL;
	*ret_n = 0;
	TRY(read_begin(s, READ_PAGES, &r));
	statement_bind(r.statement, 1, BYTES_OF(space));
	while (read_step(&r)) {
		if (n == room)
			mark = marks_grow(a, mark, n, &room);
		struct page_mark *m = &mark[n];

		m->ver = (uint32_t)sqlite3_column_int64(r.statement, 0);
		if (read_is_damaged(&r,
				    statement_fixed(r.statement, 1, &m->page, sizeof m->page) &&
					    statement_fixed(r.statement, 2, m->tag, sizeof m->tag)))
			break;
		n++;
	}
	*ret = mark;
	*ret_n = n;
	return read_end(&r);
}

static fallible reader_get_session(struct store *s, struct arena *a, struct id32 sid,
				   struct session_row *ret)
{
	struct read r;

	*ret = (struct session_row){ 0 };
	TRY(read_begin(s, READ_SESSION, &r));
	statement_bind(r.statement, 1, BYTES_OF(sid));
	if (read_step(&r)) {
		ret->day = (uint32_t)sqlite3_column_int64(r.statement, 0);
		ret->exp_abs = sqlite3_column_int64(r.statement, 1);
		ret->exp_idle = sqlite3_column_int64(r.statement, 2);
		(void)read_is_damaged(&r,
				      statement_fixed(r.statement, 3, &ret->tag, sizeof ret->tag));
		ret->blob = arena_bytes(a, statement_bytes(r.statement, 4));
	}
	return read_end(&r);
}

static fallible reader_get_side(struct store *s, struct arena *a, struct id32 sid,
				struct bytes *ret)
{
	struct read r;

	*ret = (struct bytes){ 0 };
	TRY(read_begin(s, READ_SIDE, &r));
	statement_bind(r.statement, 1, BYTES_OF(sid));
	if (read_step(&r))
		*ret = arena_bytes(a, statement_bytes(r.statement, 0));
	return read_end(&r);
}

static fallible read_account(struct store *s, struct arena *a, enum reader_statement which,
			     struct bytes name, struct account_row *ret)
{
	struct read r;

	*ret = (struct account_row){ 0 };
	TRY(read_begin(s, which, &r));
	statement_bind(r.statement, 1, name);
	if (read_step(&r)) {
		ret->ver = (uint32_t)sqlite3_column_int64(r.statement, 0);
		(void)read_is_damaged(
			&r, statement_fixed(r.statement, 1, &ret->login_id, sizeof ret->login_id) &&
				    statement_fixed(r.statement, 2, &ret->rid, sizeof ret->rid));
		ret->blob = arena_bytes(a, statement_bytes(r.statement, 3));
	}
	return read_end(&r);
}

static fallible reader_get_account(struct store *s, struct arena *a, struct id32 login_id,
				   struct account_row *ret)
{
	return read_account(s, a, READ_ACCOUNT, BYTES_OF(login_id), ret);
}

static fallible reader_find_account(struct store *s, struct arena *a, struct id16 rid,
				    struct account_row *ret)
{
	return read_account(s, a, READ_ACCOUNT_RID, BYTES_OF(rid), ret);
}

static fallible reader_count_sessions(struct store *s, struct id32 tag, int64_t now, size_t *ret)
{
	struct read r;

	*ret = 0;
	TRY(read_begin(s, READ_SESSION_COUNT, &r));
	statement_bind(r.statement, 1, BYTES_OF(tag));
	(void)sqlite3_bind_int64(r.statement, 2, now);
	if (read_step(&r))
		*ret = (size_t)sqlite3_column_int64(r.statement, 0);
	return read_end(&r);
}

const struct store_reading sqlite_reading = {
	.open = reader_open,
	.close = reader_close,
	.refresh = reader_refresh,
	.release = reader_release,
	.is_drain_wanted = reader_is_drain_wanted,
	.is_lost = reader_is_lost,
	.get_page = reader_get_page,
	.get_page_version = reader_get_page_version,
	.get_page_mark = reader_get_page_mark,
	.list_pages = reader_list_pages,
	.get_session = reader_get_session,
	.get_account = reader_get_account,
	.find_account = reader_find_account,
	.get_side = reader_get_side,
	.count_sessions = reader_count_sessions,
};
