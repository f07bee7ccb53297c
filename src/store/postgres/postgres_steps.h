/* postgres_steps: what each operation of a commit is for the server: one to three statements, in
 * order. */
#pragma once
#include "postgres_link.h"
#include "store.h"

enum step {
	STEP_CHECK_PAGE,
	STEP_CLAIM_PAGE,
	STEP_UNCLAIM_PAGE,
	STEP_PAGE_NEW,
	STEP_PAGE,
	STEP_PAGE_DELETE,
	STEP_SPACE_PAGES,
	STEP_SPACE_INBOX,
	STEP_ACCOUNT_NEW,
	STEP_ACCOUNT,
	STEP_ACCOUNT_DELETE,
	STEP_ACCOUNT_GONE,
	STEP_SESSION,
	STEP_SESSION_RESEAL,
	STEP_SESSION_REFRESH,
	STEP_SESSION_TOUCH,
	STEP_SESSION_END,
	STEP_SESSION_ENDS,
	STEP_SESSION_DROP,
	STEP_SESSION_DROPS,
	STEP_SESSION_ALIVE,
	STEP_SIDE,
	STEP_SIDE_DROP,
	STEP_SIDE_DROPS,
	/* Not of an operation. */
	STEP_PURGE_SIDE,
	STEP_PURGE_SESSION,
	STEP_QUICK,
	STEP_SURE,
	STEP_FLUSH,
	STEP__COUNT
};

extern const struct link_statement step_table[STEP__COUNT];

fallible steps_send(struct link *l, const struct commit_op *op);
