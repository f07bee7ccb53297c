/* store: opaque rows under opaque names. It knows nothing of what they mean (key specification,
 * chapter "the whole database").
 *
 * Readers (web workers, the command line) open read-only; one writer process does every write. What
 * is to be written is a struct commit: an ordered list of operations that holds or fails as a whole
 * (with files: within each file, applied in the order keyring.db, pages.db, sessions.db). A commit
 * travels to the writer as bytes (commit_write / commit_read).
 *
 * Two engines: files of SQLite, or tables on a PostgreSQL server, where each machine has a writer
 * of its own (docs/decisions/0027-a-second-engine.md).
 *
 * Errors: NOT_FOUND never; an absent row is ver 0. STORE for input/output trouble, FULL for a full
 * disk, CONFLICT when a check did not hold (nothing was written). */
#pragma once
#include "arena.h"
#include "err.h"
#include "wire.h"

struct store; /* a reader's handle; one per process, never shared by threads */

struct page_row {
	struct id16 page;
	uint32_t ver;	   /* 0: there is no such page */
	struct bytes blob; /* owner: the arena given */
};

struct page_mark { /* what a page is known by without opening it */
	struct id16 page;
	uint32_t ver;
	uint8_t tag[16]; /* the last 16 bytes of the blob */
};

struct account_row {
	struct id32 login_id;
	struct id16 rid;
	uint32_t ver; /* 0: there is no such account */
	struct bytes blob;
};

struct session_row {
	uint32_t day;	 /* ratchet index; 0: there is no such session */
	int64_t exp_abs; /* instants, seconds */
	int64_t exp_idle;
	struct id32 tag;
	struct bytes blob; /* empty: ended; only kept so that a late post can become a draft */
};

/* The address is a folder (SQLite) or begins with postgresql:// (PostgreSQL, or Citus). A database
 * server that is away is no error here: the handle is lost then, and every read says STORE. CONFIG:
 * there are no tables of ours and of this version. */
fallible store_open(struct store **ret, struct str address);
void store_close(struct store *s); /* NULL is fine */
/* The server went away: this handle reads nothing any more. A process that has closed its sandbox
 * cannot open another one; it ends, and its successor opens one. Never so with files. */
bool store_is_lost(struct store *s);

/* Forgets the snapshot held, so that the next read sees what was committed since. Cheap: with files
 * a look at the writer's change counter in shared memory; with a server the next question brings
 * the new snapshot along. Call once at the start of a request. */
void store_refresh(struct store *s);
/* Does what other machines write have to be looked for? */
bool store_is_watched(const struct store *s);
/* For each space a number that changes whenever a page of it does; only where store_is_watched. */
fallible store_watch(struct store *s, const struct id16 *space, size_t n, uint64_t *ret);
/* Gives the snapshots back so that the writer can truncate its log. Call when idle, or when
 * store_is_drain_wanted. */
void store_release(struct store *s);
bool store_is_drain_wanted(const struct store *s);

fallible store_get_page(struct store *s, struct arena *a, struct id16 space, struct id16 page,
			struct page_row *ret);
/* Only the version, without reading the blob; 0 when absent. */
fallible store_get_page_version(struct store *s, struct id16 space, struct id16 page,
				uint32_t *ret);
fallible store_get_page_mark(struct store *s, struct id16 space, struct id16 page,
			     struct page_mark *ret);
fallible store_list_pages(struct store *s, struct arena *a, struct id16 space,
			  struct page_mark **ret, size_t *ret_n);
fallible store_get_session(struct store *s, struct arena *a, struct id32 sid,
			   struct session_row *ret);
fallible store_get_account(struct store *s, struct arena *a, struct id32 login_id,
			   struct account_row *ret);
fallible store_find_account(struct store *s, struct arena *a, struct id16 rid,
			    struct account_row *ret);
/* What stands beside a session; empty: nothing. It goes with the session, however that ends. */
fallible store_get_side(struct store *s, struct arena *a, struct id32 sid, struct bytes *ret);
/* Sessions with this tag that are alive at `now` (body not empty, not expired). */
fallible store_count_sessions(struct store *s, struct id32 tag, int64_t now, size_t *ret);

/* --- commits */
#define COMMIT_OPS_MAX	 256
#define COMMIT_BYTES_MAX (24u << 20)
#define COMMIT_BLOB_MAX	 (128u << 10) /* of one operation */

enum commit_kind {
	COMMIT_CHECK_PAGE = 1, /* space, page, ver: must be so (ver 0: must be absent) */
	COMMIT_PUT_PAGE,       /* space, page, ver: the version it had (0: new); becomes ver+1 */
	COMMIT_DELETE_PAGE,    /* space, page, ver it had; CONFLICT when it is not there */
	COMMIT_DELETE_SPACE,   /* space: every page and inbox item; implies truncation of the log */
	COMMIT_PUT_ACCOUNT,    /* login_id, rid, ver it had, blob */
	COMMIT_DELETE_ACCOUNT, /* login_id, ver; implies truncation of the log before the answer;
				  holds when it is gone already, so that it can be asked again */
	COMMIT_PUT_SESSION,    /* sid, day, exp_abs, exp_idle, tag, blob */
	COMMIT_TOUCH_SESSION,  /* sid, exp_idle */
	COMMIT_END_SESSION,    /* sid: the body is emptied, the row stays 24 h for late posts */
	COMMIT_END_SESSIONS,   /* tag, sid to spare (zeroes: none) */
	COMMIT_DROP_SESSION,   /* sid: the row goes */
	COMMIT_DROP_SESSIONS,  /* tag: all rows go */
	COMMIT_RESEAL_SESSION, /* as PUT_SESSION, of one that is alive; CONFLICT when it ended */
	COMMIT_REFRESH_SESSION, /* sid, day, blob; page: the last 16 bytes of the blob it had.
				   CONFLICT when it has another one now */
	COMMIT_PUT_SIDE,	/* sid, blob: in place of what stood beside it; CONFLICT when that
				   session is not alive */
};

struct commit_op {
	enum commit_kind kind;
	struct id16 space, page; /* page: also rid of an account */
	struct id32 sid;	 /* also login_id */
	struct id32 tag;
	uint32_t ver; /* also day of a session */
	int64_t exp_abs, exp_idle;
	struct bytes blob; /* borrowed until the commit is written */
};

struct commit {
	struct commit_op op[COMMIT_OPS_MAX];
	size_t n;
	bool drain; /* key material was deleted: the answer waits for wal_checkpoint(TRUNCATE); a
		       server has no such thing (docs/operations.md) */
	bool lazy;  /* only sessions touched: no answer is waited for */
};

/* Takes out what was staged, and what it said: for one that is used again. */
void commit_clear(struct commit *c);

void commit_check_page(struct commit *c, struct id16 space, struct id16 page, uint32_t ver);
void commit_put_page(struct commit *c, struct id16 space, struct id16 page, uint32_t ver_was,
		     struct bytes blob);
void commit_delete_page(struct commit *c, struct id16 space, struct id16 page, uint32_t ver_was);
void commit_delete_space(struct commit *c, struct id16 space);
void commit_put_account(struct commit *c, struct id32 login_id, struct id16 rid, uint32_t ver_was,
			struct bytes blob);
void commit_delete_account(struct commit *c, struct id32 login_id, uint32_t ver_was);
void commit_put_session(struct commit *c, struct id32 sid, const struct session_row *row);
void commit_reseal_session(struct commit *c, struct id32 sid, const struct session_row *row);
void commit_refresh_session(struct commit *c, struct id32 sid, const uint8_t tag_was[16],
			    uint32_t day, struct bytes blob);
void commit_put_side(struct commit *c, struct id32 sid, struct bytes blob);
void commit_touch_session(struct commit *c, struct id32 sid, int64_t exp_idle);
void commit_end_session(struct commit *c, struct id32 sid);
void commit_end_sessions(struct commit *c, struct id32 tag, struct id32 spare);
void commit_drop_session(struct commit *c, struct id32 sid);
void commit_drop_sessions(struct commit *c, struct id32 tag);

/* BAD_REQUEST: unknown kinds, a blob over its cap, `lazy` with more than sessions in it. */
fallible commit_validate(const struct commit *c);
struct bytes commit_write(const struct commit *c, struct arena *a);
fallible
commit_read(struct commit *ret,
	    struct bytes message); /* blobs borrowed from message; BAD_REQUEST if malformed */

/* --- the writer's side: only the writer process and rejoin init/restore/demo/bench call these */
struct store_writer;

/* Makes the files when absent. CONFIG: another writer has the directory, or the files are not ours
 * or of a newer version. Tables on a server are made by store_make; each machine has its own writer
 * there. STORE: the server is away. */
fallible store_writer_open(struct store_writer **ret, struct str address);
void store_writer_close(struct store_writer *w);	 /* NULL is fine */
bool store_writer_is_lost(const struct store_writer *w); /* as store_is_lost */
/* Applies a group of commits in as few transactions as possible, each commit a SAVEPOINT; ret[i] is
 * the answer to commit[i], fit to be sent when this returns (what is OK is on the disk).
 *
 * STORE and FULL mean that the answer cannot be vouched for: mostly nothing was written, but a
 * commit touching several files may stand in the first of them, and a commit with `drain` stands
 * whole while the log could not be emptied yet (asked again, it answers OK when it is; between
 * groups it is tried again without being asked). A commit that makes an account reaches keyring.db
 * after pages.db and sessions.db, or not at all: readability begins last, and after FULL the name
 * is still free. Wakes readers by store_is_drain_wanted and waits for
 * them at most 200 ms when a commit drains. */
void store_writer_apply(struct store_writer *w, const struct commit *const commit[], size_t n,
			struct err ret[]);
/* Between groups: PASSIVE checkpoint when the log has grown; purges sessions whose end is long
 * past. */
void store_writer_idle(struct store_writer *w, int64_t now);
