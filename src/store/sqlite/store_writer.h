/* store_writer: what the parts of the SQLite writer share. */
#pragma once
#include "changes.h"
#include "sqlite.h"

#define BIT(file) (1u << (file))
#define ALL_FILES (BIT(FILE_KEYRING) | BIT(FILE_PAGES) | BIT(FILE_SESSIONS))

enum writer_statement {
	WRITE_BEGIN,
	WRITE_COMMIT,
	WRITE_SAVE,
	WRITE_KEEP,
	WRITE_UNDO,
	WRITE_PAGE_VERSION,
	WRITE_PAGE_NEW,
	WRITE_PAGE,
	WRITE_PAGE_DELETE,
	WRITE_SPACE_PAGES,
	WRITE_SPACE_INBOX,
	WRITE_ACCOUNT_VERSION,
	WRITE_ACCOUNT_NEW,
	WRITE_ACCOUNT,
	WRITE_ACCOUNT_DELETE,
	WRITE_SESSION,
	WRITE_SESSION_RESEAL,
	WRITE_SESSION_REFRESH,
	WRITE_SESSION_TOUCH,
	WRITE_SESSION_END,
	WRITE_SESSION_ENDS,
	WRITE_SESSION_DROP,
	WRITE_SESSION_DROPS,
	WRITE_SESSION_PURGE,
	WRITE_SIDE,
	WRITE_SIDE_DROP,
	WRITE_SIDE_DROPS,
	WRITE_SIDE_PURGE,
};

struct writer_file {
	struct database database;
	bool is_begun; /* inside of a transaction */
	bool is_sick;  /* had trouble: closed at the end of the transaction, opened by the next */
	int total;     /* rows changed so far, when the transaction began */
	unsigned log;  /* frames in the log, as of the last COMMIT */
	unsigned settled; /* of which a checkpoint has taken this many */
};

struct sqlite_writer {
	struct store_writer handle;
	struct arena arena; /* this handle itself */
	struct changes changes;
	const char *directory;
	struct writer_file file[FILE__COUNT];
	unsigned drain_owed; /* files whose log still holds deleted key material */
	int64_t purged_at;
};

fallible writer_open_file(struct sqlite_writer *w, enum store_file file);
fallible writer_begin(struct sqlite_writer *w, enum store_file file);
fallible writer_commit(struct sqlite_writer *w, enum store_file file);
void writer_abort(struct sqlite_writer *w, enum store_file file);

enum store_file commit_op_file(const struct commit_op *op);
/* CONFLICT: a check did not hold. Anything else than OK and CONFLICT is trouble with the file. */
fallible commit_op_apply(struct database *d, const struct commit_op *op);

/* Empties the logs of these files, asking readers to let go and waiting for them at most
 * patience_ms. STORE when a log could not be emptied. */
fallible writer_drain(struct sqlite_writer *w, unsigned files, int patience_ms);
/* For a full disk: gives back what the logs take, as far as nobody holds them. */
void writer_make_room(struct sqlite_writer *w);
/* A writer before this one may have ended between a deletion and the emptying of the log. */
void writer_drain_left(struct sqlite_writer *w);
/* For a caller that never finds time to be idle: checkpoints a log grown far past its size. */
void writer_settle_large(struct sqlite_writer *w);

static inline struct sqlite_writer *writer_of(struct store_writer *handle)
{
	return (struct sqlite_writer *)(void *)handle;
}

void writer_idle(struct store_writer *handle, int64_t now);
