#include "store_writer.h"
#include "ensure.h"

#define TAG_BYTES 16

static const char *const text[] = {
	[WRITE_PAGE_VERSION] = "SELECT ver FROM page WHERE space=?1 AND page=?2",
	[WRITE_PAGE_NEW] = "INSERT INTO page (space, page, ver, tag, blob) VALUES (?1,?2,1,?4,?5)",
	[WRITE_PAGE] = "UPDATE page SET ver=?3+1, tag=?4, blob=?5"
		       " WHERE space=?1 AND page=?2 AND ver=?3",
	[WRITE_PAGE_DELETE] = "DELETE FROM page WHERE space=?1 AND page=?2 AND ver=?3",
	[WRITE_SPACE_PAGES] = "DELETE FROM page WHERE space=?1",
	[WRITE_SPACE_INBOX] = "DELETE FROM inbox WHERE space=?1",
	[WRITE_ACCOUNT_VERSION] = "SELECT ver FROM account WHERE login_id=?1",
	[WRITE_ACCOUNT_NEW] = "INSERT INTO account (login_id, rid, ver, blob) VALUES (?1,?2,1,?4)",
	[WRITE_ACCOUNT] = "UPDATE account SET rid=?2, ver=?3+1, blob=?4"
			  " WHERE login_id=?1 AND ver=?3",
	[WRITE_ACCOUNT_DELETE] = "DELETE FROM account WHERE login_id=?1 AND ver=?3",
	[WRITE_SESSION] = "INSERT INTO session (sid, day, exp_abs, exp_idle, tag, blob)"
			  " VALUES (?1,?2,?3,?4,?5,?6) ON CONFLICT (sid) DO UPDATE SET day=?2,"
			  " exp_abs=?3, exp_idle=?4, tag=?5, blob=?6",
	[WRITE_SESSION_RESEAL] = "UPDATE session SET day=?2, exp_abs=?3, exp_idle=?4, tag=?5,"
				 " blob=?6 WHERE sid=?1 AND length(blob)>0",
	[WRITE_SESSION_REFRESH] = "UPDATE session SET day=?2, blob=?6 WHERE sid=?1 AND"
				  " length(blob)>0 AND substr(blob,-16)=?7",
	[WRITE_SESSION_TOUCH] = "UPDATE session SET exp_idle=?4 WHERE sid=?1 AND length(blob)>0",
	[WRITE_SESSION_END] = "UPDATE session SET blob=x'' WHERE sid=?1",
	[WRITE_SESSION_ENDS] = "UPDATE session SET blob=x'' WHERE tag=?5 AND sid<>?1",
	[WRITE_SESSION_DROP] = "DELETE FROM session WHERE sid=?1",
	[WRITE_SESSION_DROPS] = "DELETE FROM session WHERE tag=?5",
	[WRITE_SIDE] = "INSERT INTO side (sid, blob) SELECT sid, ?6 FROM session"
		       " WHERE sid=?1 AND length(session.blob)>0"
		       " ON CONFLICT (sid) DO UPDATE SET blob=?6",
	[WRITE_SIDE_DROP] = "DELETE FROM side WHERE sid=?1",
	[WRITE_SIDE_DROPS] = "DELETE FROM side WHERE sid IN"
			     " (SELECT sid FROM session WHERE tag=?5 AND sid<>?1)",
};

enum store_file commit_op_file(const struct commit_op *op)
{
	if (op->kind <= COMMIT_DELETE_SPACE)
		return FILE_PAGES;
	return op->kind <= COMMIT_DELETE_ACCOUNT ? FILE_KEYRING : FILE_SESSIONS;
}

static fallible statement_of(struct database *d, enum writer_statement which, sqlite3_stmt **ret)
{
	return database_prepare(d, which, text[which], ret);
}

/* The version a row has; 0 when there is none. Runs a statement already bound. */
static fallible version_of(struct database *d, sqlite3_stmt *statement, uint32_t *ret)
{
	int result = sqlite3_step(statement);
	struct err e = OK;

	*ret = result == SQLITE_ROW ? (uint32_t)sqlite3_column_int64(statement, 0) : 0;
	if (result != SQLITE_ROW && result != SQLITE_DONE)
		e = database_error(d, result);
	(void)sqlite3_reset(statement);
	return e;
}

/* For what names the version it expects: no row changed means that it was another. */
static fallible finish_one(struct database *d, sqlite3_stmt *statement)
{
	TRY(database_finish(d, statement));
	return sqlite3_changes(d->connection) == 1 ? OK : FAIL(CONFLICT);
}

static fallible bind_page(struct database *d, enum writer_statement which,
			  const struct commit_op *op, sqlite3_stmt **ret)
{
	TRY(statement_of(d, which, ret));
	statement_bind(*ret, 1, BYTES_OF(op->space));
	statement_bind(*ret, 2, BYTES_OF(op->page));
	if (which != WRITE_PAGE_NEW && which != WRITE_PAGE_VERSION)
		(void)sqlite3_bind_int64(*ret, 3, op->ver);
	return OK;
}

static fallible check_page(struct database *d, const struct commit_op *op)
{
	sqlite3_stmt *statement;
	uint32_t ver;

	TRY(bind_page(d, WRITE_PAGE_VERSION, op, &statement));
	TRY(version_of(d, statement, &ver));
	return ver == op->ver ? OK : FAIL(CONFLICT);
}

static fallible put_page(struct database *d, const struct commit_op *op)
{
	sqlite3_stmt *statement;
	uint8_t tag[TAG_BYTES] = { 0 };
	size_t n = op->blob.n < TAG_BYTES ? op->blob.n : TAG_BYTES;

	if (n)
		memcpy(tag + TAG_BYTES - n, op->blob.p + op->blob.n - n, n);
	TRY(bind_page(d, op->ver ? WRITE_PAGE : WRITE_PAGE_NEW, op, &statement));
	statement_bind(statement, 4, BYTES(tag));
	statement_bind(statement, 5, op->blob);
	return finish_one(d, statement);
}

static fallible delete_page(struct database *d, const struct commit_op *op)
{
	sqlite3_stmt *statement;

	TRY(bind_page(d, WRITE_PAGE_DELETE, op, &statement));
	return finish_one(d, statement);
}

static fallible delete_space(struct database *d, const struct commit_op *op)
{
	sqlite3_stmt *statement;

	TRY(statement_of(d, WRITE_SPACE_PAGES, &statement));
	statement_bind(statement, 1, BYTES_OF(op->space));
	TRY(database_finish(d, statement));
	TRY(statement_of(d, WRITE_SPACE_INBOX, &statement));
	statement_bind(statement, 1, BYTES_OF(op->space));
	return database_finish(d, statement);
}

static fallible put_account(struct database *d, const struct commit_op *op)
{
	sqlite3_stmt *statement;

	TRY(statement_of(d, op->ver ? WRITE_ACCOUNT : WRITE_ACCOUNT_NEW, &statement));
	statement_bind(statement, 1, BYTES_OF(op->sid));
	statement_bind(statement, 2, BYTES_OF(op->page));
	if (op->ver)
		(void)sqlite3_bind_int64(statement, 3, op->ver);
	statement_bind(statement, 4, op->blob);
	return finish_one(d, statement);
}

static fallible delete_account(struct database *d, const struct commit_op *op)
{
	sqlite3_stmt *statement;
	uint32_t ver;

	TRY(statement_of(d, WRITE_ACCOUNT_VERSION, &statement));
	statement_bind(statement, 1, BYTES_OF(op->sid));
	TRY(version_of(d, statement, &ver));
	if (ver == 0)
		return OK;
	TRY(statement_of(d, WRITE_ACCOUNT_DELETE, &statement));
	statement_bind(statement, 1, BYTES_OF(op->sid));
	(void)sqlite3_bind_int64(statement, 3, op->ver);
	return finish_one(d, statement);
}

static fallible change_session(struct database *d, enum writer_statement which,
			       const struct commit_op *op)
{
	sqlite3_stmt *statement;
	bool is_refresh = which == WRITE_SESSION_REFRESH;
	bool is_whole = which == WRITE_SESSION || which == WRITE_SESSION_RESEAL;

	TRY(statement_of(d, which, &statement));
	if (which != WRITE_SESSION_DROPS)
		statement_bind(statement, 1, BYTES_OF(op->sid));
	if (is_whole || is_refresh) {
		(void)sqlite3_bind_int64(statement, 2, op->ver);
		statement_bind(statement, 6, op->blob);
	}
	if (is_whole)
		(void)sqlite3_bind_int64(statement, 3, op->exp_abs);
	if (is_whole || which == WRITE_SESSION_TOUCH)
		(void)sqlite3_bind_int64(statement, 4, op->exp_idle);
	if (is_whole || which == WRITE_SESSION_ENDS || which == WRITE_SESSION_DROPS)
		statement_bind(statement, 5, BYTES_OF(op->tag));
	if (is_refresh)
		statement_bind(statement, 7, BYTES_OF(op->page));
	return which == WRITE_SESSION_RESEAL || is_refresh ? finish_one(d, statement)
							   : database_finish(d, statement);
}

/* What stands beside a session goes in the transaction that ends it. */
static fallible end_session(struct database *d, enum writer_statement which,
			    const struct commit_op *op)
{
	sqlite3_stmt *statement;

	TRY(statement_of(d, WRITE_SIDE_DROP, &statement));
	statement_bind(statement, 1, BYTES_OF(op->sid));
	TRY(database_finish(d, statement));
	return change_session(d, which, op);
}

static fallible end_sessions(struct database *d, enum writer_statement which,
			     const struct commit_op *op)
{
	sqlite3_stmt *statement;
	bool has_spare = which == WRITE_SESSION_ENDS;

	/* First: it is found through the sessions that go. */
	TRY(statement_of(d, WRITE_SIDE_DROPS, &statement));
	statement_bind(statement, 1, has_spare ? BYTES_OF(op->sid) : (struct bytes){ 0 });
	statement_bind(statement, 5, BYTES_OF(op->tag));
	TRY(database_finish(d, statement));
	return change_session(d, which, op);
}

static fallible put_side(struct database *d, const struct commit_op *op)
{
	sqlite3_stmt *statement;

	TRY(statement_of(d, WRITE_SIDE, &statement));
	statement_bind(statement, 1, BYTES_OF(op->sid));
	statement_bind(statement, 6, op->blob);
	return finish_one(d, statement);
}

fallible commit_op_apply(struct database *d, const struct commit_op *op)
{
	switch (op->kind) {
	case COMMIT_CHECK_PAGE:
		return check_page(d, op);
	case COMMIT_PUT_PAGE:
		return put_page(d, op);
	case COMMIT_DELETE_PAGE:
		return delete_page(d, op);
	case COMMIT_DELETE_SPACE:
		return delete_space(d, op);
	case COMMIT_PUT_ACCOUNT:
		return put_account(d, op);
	case COMMIT_DELETE_ACCOUNT:
		return delete_account(d, op);
	case COMMIT_PUT_SESSION:
		return op->blob.n ? change_session(d, WRITE_SESSION, op)
				  : end_session(d, WRITE_SESSION, op);
	case COMMIT_RESEAL_SESSION:
		return change_session(d, WRITE_SESSION_RESEAL, op);
	case COMMIT_REFRESH_SESSION:
		return change_session(d, WRITE_SESSION_REFRESH, op);
	case COMMIT_PUT_SIDE:
		return put_side(d, op);
	case COMMIT_TOUCH_SESSION:
		return change_session(d, WRITE_SESSION_TOUCH, op);
	case COMMIT_END_SESSION:
		return end_session(d, WRITE_SESSION_END, op);
	case COMMIT_END_SESSIONS:
		return end_sessions(d, WRITE_SESSION_ENDS, op);
	case COMMIT_DROP_SESSION:
		return end_session(d, WRITE_SESSION_DROP, op);
	case COMMIT_DROP_SESSIONS:
		return end_sessions(d, WRITE_SESSION_DROPS, op);
	}
	ASSERT(!"a kind commit_validate lets pass");
	return FAIL(BAD_REQUEST);
}
