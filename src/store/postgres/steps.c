#include "postgres_steps.h"
#include "ensure.h"

#define TAG_BYTES 16

/* A commit travels whole, without waiting for what its first statement found. So a condition that
 * does not hold has to stop it on the server: the number of rows found or changed is divided by,
 * and none of them is an error that undoes the transaction. Unlike a key that is there already, it
 * writes no names into the server's log. */
#define IF_ONE(what) "WITH one AS (" what ") SELECT 1/count(*) FROM one"
#define ALIVE	     "octet_length(blob)>0"
#define LONG_PAST    "exp_abs<$1 OR (octet_length(blob)=0 AND exp_idle<$1)"

const struct link_statement step_table[STEP__COUNT] = {
	/* Locked, so that it stays as it is until this commit stands. */
	[STEP_CHECK_PAGE] = { IF_ONE("SELECT 1 FROM page WHERE space=$1 AND page=$2 AND ver=$3"
				     " FOR SHARE"),
			      3 },
	/* What is not there cannot be locked; a row of its name, made and taken away, can. */
	[STEP_CLAIM_PAGE] = { IF_ONE("INSERT INTO page (space, page, ver, tag, blob)"
				     " VALUES ($1,$2,0,'','') ON CONFLICT DO NOTHING RETURNING 1"),
			      2 },
	[STEP_UNCLAIM_PAGE] = { "DELETE FROM page WHERE space=$1 AND page=$2 AND ver=0", 2 },
	[STEP_PAGE_NEW] = { IF_ONE("INSERT INTO page (space, page, ver, tag, blob)"
				   " VALUES ($1,$2,1,$3,$4) ON CONFLICT DO NOTHING RETURNING 1"),
			    4 },
	[STEP_PAGE] = { IF_ONE("UPDATE page SET ver=$3+1, tag=$4, blob=$5"
			       " WHERE space=$1 AND page=$2 AND ver=$3 RETURNING 1"),
			5 },
	[STEP_PAGE_DELETE] = { IF_ONE("DELETE FROM page WHERE space=$1 AND page=$2 AND ver=$3"
				      " RETURNING 1"),
			       3 },
	[STEP_SPACE_PAGES] = { "DELETE FROM page WHERE space=$1", 1 },
	[STEP_SPACE_INBOX] = { "DELETE FROM inbox WHERE space=$1", 1 },
	[STEP_ACCOUNT_NEW] = { IF_ONE("INSERT INTO account (login_id, rid, ver, blob)"
				      " VALUES ($1,$2,1,$3) ON CONFLICT DO NOTHING RETURNING 1"),
			       3 },
	[STEP_ACCOUNT] = { IF_ONE("UPDATE account SET rid=$2, ver=$3+1, blob=$4"
				  " WHERE login_id=$1 AND ver=$3 RETURNING 1"),
			   4 },
	[STEP_ACCOUNT_DELETE] = { "DELETE FROM account WHERE login_id=$1 AND ver=$2", 2 },
	[STEP_ACCOUNT_GONE] = { "SELECT 1/(1-count(*)) FROM account WHERE login_id=$1", 1 },
	[STEP_SESSION] = { "INSERT INTO session (sid, day, exp_abs, exp_idle, tag, blob)"
			   " VALUES ($1,$2,$3,$4,$5,$6) ON CONFLICT (sid) DO UPDATE SET"
			   " day=excluded.day, exp_abs=excluded.exp_abs,"
			   " exp_idle=excluded.exp_idle, tag=excluded.tag, blob=excluded.blob",
			   6 },
	[STEP_SESSION_RESEAL] = { IF_ONE("UPDATE session SET day=$2, exp_abs=$3, exp_idle=$4,"
					 " tag=$5, blob=$6 WHERE sid=$1 AND " ALIVE " RETURNING 1"),
				  6 },
	[STEP_SESSION_REFRESH] = { IF_ONE("UPDATE session SET day=$2, blob=$3 WHERE sid=$1"
					  " AND " ALIVE " AND substring(blob FROM"
					  " greatest(octet_length(blob)-15, 1))=$4 RETURNING 1"),
				   4 },
	[STEP_SESSION_TOUCH] = { "UPDATE session SET exp_idle=$2 WHERE sid=$1 AND " ALIVE, 2 },
	[STEP_SESSION_END] = { "UPDATE session SET blob='' WHERE sid=$1", 1 },
	[STEP_SESSION_ENDS] = { "UPDATE session SET blob='' WHERE tag=$1 AND sid<>$2", 2 },
	[STEP_SESSION_DROP] = { "DELETE FROM session WHERE sid=$1", 1 },
	[STEP_SESSION_DROPS] = { "DELETE FROM session WHERE tag=$1", 1 },
	[STEP_SESSION_ALIVE] = { IF_ONE("SELECT 1 FROM session WHERE sid=$1 AND " ALIVE
					" FOR SHARE"),
				 1 },
	[STEP_SIDE] = { "INSERT INTO side (sid, blob) VALUES ($1,$2)"
			" ON CONFLICT (sid) DO UPDATE SET blob=excluded.blob",
			2 },
	[STEP_SIDE_DROP] = { "DELETE FROM side WHERE sid=$1", 1 },
	[STEP_SIDE_DROPS] = { "DELETE FROM side USING session WHERE side.sid=session.sid"
			      " AND session.tag=$1 AND session.sid<>$2",
			      2 },
	[STEP_PURGE_SIDE] = { "DELETE FROM side WHERE sid IN"
			      " (SELECT sid FROM session WHERE " LONG_PAST ")",
			      1 },
	[STEP_PURGE_SESSION] = { "DELETE FROM session WHERE " LONG_PAST, 1 },
	[STEP_QUICK] = { "SET synchronous_commit=off", 0 },
	[STEP_SURE] = { "SELECT set_config('synchronous_commit',"
			" current_setting('rejoin.sure'), false)",
			0 },
	/* Writes a little into the log, so that its end waits for the log up to there. */
	[STEP_FLUSH] = { "SELECT pg_logical_emit_message(true, 'rejoin', '')", 0 },
};

static fallible send_one(struct link *l, enum step step, const struct link_values *v)
{
	ASSERT(v->n == step_table[step].n_values);
	return link_send(l, step, v);
}

static fallible send_named(struct link *l, enum step step, struct bytes name)
{
	struct link_values v = { .n = 0 };

	value_bytes(&v, name);
	return send_one(l, step, &v);
}

static fallible send_page(struct link *l, enum step step, const struct commit_op *op)
{
	struct link_values v = { .n = 0 };

	value_bytes(&v, BYTES_OF(op->space));
	value_bytes(&v, BYTES_OF(op->page));
	if (step_table[step].n_values > 2)
		value_number(&v, op->ver);
	return send_one(l, step, &v);
}

static fallible check_page(struct link *l, const struct commit_op *op)
{
	if (op->ver)
		return send_page(l, STEP_CHECK_PAGE, op);
	TRY(send_page(l, STEP_CLAIM_PAGE, op));
	return send_page(l, STEP_UNCLAIM_PAGE, op);
}

static fallible put_page(struct link *l, const struct commit_op *op)
{
	struct link_values v = { .n = 0 };
	uint8_t tag[TAG_BYTES] = { 0 };
	size_t n = op->blob.n < TAG_BYTES ? op->blob.n : TAG_BYTES;

	if (n)
		memcpy(tag + TAG_BYTES - n, op->blob.p + op->blob.n - n, n);
	value_bytes(&v, BYTES_OF(op->space));
	value_bytes(&v, BYTES_OF(op->page));
	if (op->ver)
		value_number(&v, op->ver);
	value_bytes(&v, BYTES(tag));
	value_bytes(&v, op->blob);
	return send_one(l, op->ver ? STEP_PAGE : STEP_PAGE_NEW, &v);
}

static fallible delete_space(struct link *l, const struct commit_op *op)
{
	TRY(send_named(l, STEP_SPACE_PAGES, BYTES_OF(op->space)));
	return send_named(l, STEP_SPACE_INBOX, BYTES_OF(op->space));
}

static fallible put_account(struct link *l, const struct commit_op *op)
{
	struct link_values v = { .n = 0 };

	value_bytes(&v, BYTES_OF(op->sid));
	value_bytes(&v, BYTES_OF(op->page));
	if (op->ver)
		value_number(&v, op->ver);
	value_bytes(&v, op->blob);
	return send_one(l, op->ver ? STEP_ACCOUNT : STEP_ACCOUNT_NEW, &v);
}

static fallible delete_account(struct link *l, const struct commit_op *op)
{
	struct link_values v = { .n = 0 };

	value_bytes(&v, BYTES_OF(op->sid));
	value_number(&v, op->ver);
	TRY(send_one(l, STEP_ACCOUNT_DELETE, &v));
	return send_named(l, STEP_ACCOUNT_GONE, BYTES_OF(op->sid));
}

static fallible put_session(struct link *l, enum step step, const struct commit_op *op)
{
	struct link_values v = { .n = 0 };

	value_bytes(&v, BYTES_OF(op->sid));
	value_number(&v, op->ver);
	value_number(&v, op->exp_abs);
	value_number(&v, op->exp_idle);
	value_bytes(&v, BYTES_OF(op->tag));
	value_bytes(&v, op->blob);
	TRY(send_one(l, step, &v));
	return op->blob.n ? OK : send_named(l, STEP_SIDE_DROP, BYTES_OF(op->sid));
}

static fallible refresh_session(struct link *l, const struct commit_op *op)
{
	struct link_values v = { .n = 0 };

	value_bytes(&v, BYTES_OF(op->sid));
	value_number(&v, op->ver);
	value_bytes(&v, op->blob);
	value_bytes(&v, BYTES_OF(op->page));
	return send_one(l, STEP_SESSION_REFRESH, &v);
}

static fallible touch_session(struct link *l, const struct commit_op *op)
{
	struct link_values v = { .n = 0 };

	value_bytes(&v, BYTES_OF(op->sid));
	value_number(&v, op->exp_idle);
	return send_one(l, STEP_SESSION_TOUCH, &v);
}

static fallible put_side(struct link *l, const struct commit_op *op)
{
	struct link_values v = { .n = 0 };

	TRY(send_named(l, STEP_SESSION_ALIVE, BYTES_OF(op->sid)));
	value_bytes(&v, BYTES_OF(op->sid));
	value_bytes(&v, op->blob);
	return send_one(l, STEP_SIDE, &v);
}

/* The session's row first: who writes beside it locks that too. */
static fallible end_session(struct link *l, const struct commit_op *op, bool is_dropped)
{
	TRY(send_named(l, STEP_SESSION_END, BYTES_OF(op->sid)));
	TRY(send_named(l, STEP_SIDE_DROP, BYTES_OF(op->sid)));
	return is_dropped ? send_named(l, STEP_SESSION_DROP, BYTES_OF(op->sid)) : OK;
}

static fallible end_sessions(struct link *l, const struct commit_op *op, bool is_dropped)
{
	struct link_values v = { .n = 0 };

	value_bytes(&v, BYTES_OF(op->tag));
	value_bytes(&v, is_dropped ? (struct bytes){ 0 } : BYTES_OF(op->sid));
	TRY(send_one(l, STEP_SESSION_ENDS, &v));
	TRY(send_one(l, STEP_SIDE_DROPS, &v));
	return is_dropped ? send_named(l, STEP_SESSION_DROPS, BYTES_OF(op->tag)) : OK;
}

fallible steps_send(struct link *l, const struct commit_op *op)
{
	switch (op->kind) {
	case COMMIT_CHECK_PAGE:
		return check_page(l, op);
	case COMMIT_PUT_PAGE:
		return put_page(l, op);
	case COMMIT_DELETE_PAGE:
		return send_page(l, STEP_PAGE_DELETE, op);
	case COMMIT_DELETE_SPACE:
		return delete_space(l, op);
	case COMMIT_PUT_ACCOUNT:
		return put_account(l, op);
	case COMMIT_DELETE_ACCOUNT:
		return delete_account(l, op);
	case COMMIT_PUT_SESSION:
		return put_session(l, STEP_SESSION, op);
	case COMMIT_RESEAL_SESSION:
		return put_session(l, STEP_SESSION_RESEAL, op);
	case COMMIT_REFRESH_SESSION:
		return refresh_session(l, op);
	case COMMIT_PUT_SIDE:
		return put_side(l, op);
	case COMMIT_TOUCH_SESSION:
		return touch_session(l, op);
	case COMMIT_END_SESSION:
	case COMMIT_DROP_SESSION:
		return end_session(l, op, op->kind == COMMIT_DROP_SESSION);
	case COMMIT_END_SESSIONS:
	case COMMIT_DROP_SESSIONS:
		return end_sessions(l, op, op->kind == COMMIT_DROP_SESSIONS);
	}
	ASSERT(!"a kind commit_validate lets pass");
	return FAIL(BAD_REQUEST);
}
