#include "store_writer.h"
#include "ensure.h"

#define GROUP_MAX	  128
#define DRAIN_PATIENCE_MS 200

static int log_hook(void *context, sqlite3 *connection, const char *name, int frames)
{
	struct writer_file *f = context;

	(void)connection;
	(void)name;
	f->log = (unsigned)frames;
	if (f->settled > f->log) /* the log began anew */
		f->settled = 0;
	return SQLITE_OK;
}

fallible writer_open_file(struct sqlite_writer *w, enum store_file file)
{
	struct writer_file *f = &w->file[file];

	if (f->database.connection)
		return OK;
	*f = (struct writer_file){ 0 };
	TRY(database_open(&f->database, w->directory, file, DATABASE_WRITE));
	(void)sqlite3_wal_hook(f->database.connection, log_hook, f);
	return OK;
}

static void writer_close(struct store_writer *handle)
{
	struct sqlite_writer *w = writer_of(handle);

	for (enum store_file file = 0; file < FILE__COUNT; file++)
		database_close(&w->file[file].database);
	changes_close(&w->changes);
	struct arena a = w->arena;

	arena_end(&a);
}

static fallible writer_open(struct store_writer **ret, struct str directory)
{
	struct arena a;

	arena_init(&a, 8192, 65536);
	struct sqlite_writer *w = arena_new(&a, struct sqlite_writer);

	w->handle.by = &sqlite_writing;
	w->directory = arena_str(&a, directory).p;
	struct err e = changes_open_writer(&w->changes, w->directory);

	for (enum store_file file = 0; file < FILE__COUNT && err_is(e, ERR_NONE); file++)
		e = writer_open_file(w, file);
	w->arena = a;
	if (!err_is(e, ERR_NONE)) {
		writer_close(&w->handle);
		return e;
	}
	writer_drain_left(w);
	*ret = &w->handle;
	return OK;
}

static fallible run_kept(struct writer_file *f, enum writer_statement which, const char *sql)
{
	sqlite3_stmt *statement;

	TRY(database_prepare(&f->database, which, sql, &statement));
	return database_finish(&f->database, statement);
}

fallible writer_begin(struct sqlite_writer *w, enum store_file file)
{
	struct writer_file *f = &w->file[file];

	if (f->is_begun)
		return OK;
	TRY(writer_open_file(w, file));
	struct err e = run_kept(f, WRITE_BEGIN, "BEGIN IMMEDIATE");

	if (err_is(e, ERR_NONE)) {
		f->is_begun = true;
		f->total = sqlite3_total_changes(f->database.connection);
	} else {
		f->is_sick = true;
		writer_abort(w, file);
	}
	return e;
}

/* What is left in the file of a transaction that cannot be finished goes. */
void writer_abort(struct sqlite_writer *w, enum store_file file)
{
	struct writer_file *f = &w->file[file];
	sqlite3 *connection = f->database.connection;

	f->is_begun = false;
	if (!connection)
		return;
	if (!sqlite3_get_autocommit(connection))
		(void)sqlite3_exec(connection, "ROLLBACK", NULL, NULL, NULL);
	if (f->is_sick || !sqlite3_get_autocommit(connection))
		database_close(&f->database);
	f->is_sick = false;
}

fallible writer_commit(struct sqlite_writer *w, enum store_file file)
{
	struct writer_file *f = &w->file[file];
	struct err e = run_kept(f, WRITE_COMMIT, "COMMIT");

	if (err_is(e, ERR_NONE)) {
		f->is_begun = false;
		if (sqlite3_total_changes(f->database.connection) != f->total)
			changes_add(&w->changes, file);
	} else {
		f->is_sick = !err_is(e, ERR_FULL);
		writer_abort(w, file);
	}
	return e;
}

/* --- one commit inside of the transactions of its group */

static fallible enter(struct sqlite_writer *w, enum store_file file, unsigned *touched)
{
	if (*touched & BIT(file))
		return OK;
	TRY(writer_begin(w, file));
	TRY(run_kept(&w->file[file], WRITE_SAVE, "SAVEPOINT one"));
	*touched |= BIT(file);
	return OK;
}

static fallible leave(struct sqlite_writer *w, unsigned touched, bool is_kept)
{
	for (enum store_file file = 0; file < FILE__COUNT; file++) {
		struct writer_file *f = &w->file[file];

		if (!(touched & BIT(file)))
			continue;
		if (!is_kept)
			TRY(run_kept(f, WRITE_UNDO, "ROLLBACK TO one"));
		TRY(run_kept(f, WRITE_KEEP, "RELEASE one"));
	}
	return OK;
}

static bool is_trouble(struct err e)
{
	return !err_is(e, ERR_NONE) && !err_is(e, ERR_CONFLICT) && !err_is(e, ERR_BAD_REQUEST);
}

/* `ret` is the answer, unless there is trouble (returned): then the whole group is undone. */
static fallible commit_apply(struct sqlite_writer *w, const struct commit *c, unsigned *touched,
			     struct err *ret)
{
	*touched = 0;
	*ret = commit_validate(c);
	for (size_t i = 0; i < c->n && err_is(*ret, ERR_NONE); i++) {
		enum store_file file = commit_op_file(&c->op[i]);

		TRY(enter(w, file, touched));
		*ret = commit_op_apply(&w->file[file].database, &c->op[i]);
		if (is_trouble(*ret)) {
			w->file[file].is_sick = !err_is(*ret, ERR_FULL);
			return *ret;
		}
	}
	return leave(w, *touched, err_is(*ret, ERR_NONE));
}

/* --- a group */

struct group {
	const struct commit *const *commit;
	size_t n;
	struct err *ret;
	unsigned touched[GROUP_MAX];
};

static void group_abort(struct sqlite_writer *w)
{
	for (enum store_file file = 0; file < FILE__COUNT; file++)
		writer_abort(w, file);
}

static void group_fail(struct group *g, enum store_file file, struct err e)
{
	for (size_t i = 0; i < g->n; i++)
		if (err_is(g->ret[i], ERR_NONE) && (g->touched[i] & BIT(file)))
			g->ret[i] = e;
}

static bool makes_account(const struct commit *c)
{
	for (size_t i = 0; i < c->n; i++)
		if (c->op[i].kind == COMMIT_PUT_ACCOUNT && c->op[i].ver == 0)
			return true;
	return false;
}

/* COMMIT file after file. Trouble in the first of them undoes everything and is returned; in a
 * later one it is the answer of those who wrote there. An account is made last of all: what it
 * stands on is there, or its name stays free. */
static fallible group_commit(struct sqlite_writer *w, struct group *g)
{
	static const enum store_file usual[] = { FILE_KEYRING, FILE_PAGES, FILE_SESSIONS };
	static const enum store_file making[] = { FILE_PAGES, FILE_SESSIONS, FILE_KEYRING };
	bool is_making = makes_account(g->commit[0]);
	const enum store_file *order = is_making ? making : usual;
	bool is_first = true;

	for (size_t i = 0; i < FILE__COUNT; i++) {
		enum store_file file = order[i];

		if (!w->file[file].is_begun)
			continue;
		struct err e = writer_commit(w, file);

		if (!err_is(e, ERR_NONE)) {
			if (is_first)
				return e;
			group_fail(g, file, e);
			if (is_making) {
				group_abort(w);
				break;
			}
		}
		is_first = false;
	}
	return OK;
}

static void group_drain(struct sqlite_writer *w, struct group *g)
{
	unsigned files = 0;

	for (size_t i = 0; i < g->n; i++)
		if (g->commit[i]->drain && err_is(g->ret[i], ERR_NONE))
			files |= g->touched[i];
	if (!files || err_is(writer_drain(w, files, DRAIN_PATIENCE_MS), ERR_NONE))
		return;
	for (size_t i = 0; i < g->n; i++)
		if (g->commit[i]->drain && err_is(g->ret[i], ERR_NONE) &&
		    (g->touched[i] & w->drain_owed))
			g->ret[i] = FAIL(STORE);
}

static fallible group_try(struct sqlite_writer *w, struct group *g)
{
	struct err e = OK;

	for (size_t i = 0; i < g->n && err_is(e, ERR_NONE); i++)
		e = commit_apply(w, g->commit[i], &g->touched[i], &g->ret[i]);
	if (err_is(e, ERR_NONE))
		e = group_commit(w, g);
	if (err_is(e, ERR_NONE))
		group_drain(w, g);
	else
		group_abort(w);
	return e;
}

/* One alone: what still fails after making room and opening anew is its answer. */
static void single_apply(struct sqlite_writer *w, const struct commit *const *commit,
			 struct err *ret)
{
	struct group g = { .commit = commit, .n = 1, .ret = ret };
	struct err e = group_try(w, &g);

	if (err_is(e, ERR_NONE))
		return;
	if (err_is(e, ERR_FULL))
		writer_make_room(w);
	e = group_try(w, &g);
	if (!err_is(e, ERR_NONE))
		*ret = e;
}

static void group_apply(struct sqlite_writer *w, const struct commit *const *commit, size_t n,
			struct err *ret)
{
	struct group g = { .commit = commit, .n = n, .ret = ret };

	if (n > 1 && err_is(group_try(w, &g), ERR_NONE))
		return;
	/* Alone, so that one too large for the room left does not take the others with it. */
	for (size_t i = 0; i < n; i++)
		single_apply(w, &commit[i], &ret[i]);
}

static void writer_apply(struct store_writer *handle, const struct commit *const commit[], size_t n,
			 struct err ret[])
{
	struct sqlite_writer *w = writer_of(handle);
	size_t from = 0;

	while (from < n) {
		size_t to = from + 1;

		/* A commit that makes an account has an order of its own: it goes alone. */
		if (!makes_account(commit[from]))
			while (to < n && to - from < GROUP_MAX && !makes_account(commit[to]))
				to++;
		group_apply(w, commit + from, to - from, ret + from);
		from = to;
	}
	writer_settle_large(w);
}

static bool writer_is_lost(const struct store_writer *w)
{
	(void)w;
	return false;
}

const struct store_writing sqlite_writing = {
	.open = writer_open,
	.close = writer_close,
	.apply = writer_apply,
	.idle = writer_idle,
	.is_lost = writer_is_lost,
};
