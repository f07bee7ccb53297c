#include "postgres.h"
#include "postgres_link.h"
#include <stdlib.h>

#define CHECK_MS (24 * 3600 * 1000)
#define BLOB_BAD " OR octet_length(blob)>131072"

static const struct {
	const char *table, *what;
	struct link_statement statement;
	bool is_fault; /* more than none is bad */
} count[] = {
	{ "account", "accounts", { "SELECT count(*) FROM account", 0 }, false },
	{ "account",
	  "accounts with a wrong shape",
	  { "SELECT count(*) FROM account WHERE octet_length(login_id)<>32"
	    " OR octet_length(rid)<>16 OR ver<1" BLOB_BAD,
	    0 },
	  true },
	{ "outbox", "reminders waiting", { "SELECT count(*) FROM outbox", 0 }, false },
	{ "page", "pages", { "SELECT count(*) FROM page", 0 }, false },
	{ "page",
	  "pages with a wrong shape",
	  { "SELECT count(*) FROM page WHERE octet_length(space)<>16 OR octet_length(page)<>16"
	    " OR ver<1 OR octet_length(tag)<>16 OR (octet_length(blob)>=16 AND"
	    " tag<>substring(blob FROM greatest(octet_length(blob)-15, 1)))" BLOB_BAD,
	    0 },
	  true },
	{ "page", "spaces", { "SELECT count(DISTINCT space) FROM page", 0 }, false },
	{ "inbox", "inbox items", { "SELECT count(*) FROM inbox", 0 }, false },
	{ "session",
	  "sessions",
	  { "SELECT count(*) FROM session WHERE octet_length(blob)>0", 0 },
	  false },
	{ "session",
	  "sessions with a wrong shape",
	  { "SELECT count(*) FROM session WHERE octet_length(sid)<>32"
	    " OR octet_length(tag)<>32" BLOB_BAD,
	    0 },
	  true },
	{ "side",
	  "rows beside a session that ended",
	  { "SELECT count(*) FROM side LEFT JOIN session ON session.sid=side.sid"
	    " AND octet_length(session.blob)>0 WHERE session.sid IS NULL",
	    0 },
	  true },
};
#define COUNTS (sizeof count / sizeof *count)

static fallible look(struct link *l, size_t i, struct store_finding *ret)
{
	PGresult *r;

	TRY(link_send(l, i, NULL));
	TRY(link_sync(l));
	TRY(link_hear(l, &r));
	int64_t n = result_number(r, 0, 0);

	result_end(r);
	*ret = (struct store_finding){ count[i].table, count[i].what, n,
				       count[i].is_fault && n > 0 };
	return OK;
}

static fallible look_at_all(struct link *l, store_report *report, void *context, size_t *ret_bad)
{
	struct link_statement statement[COUNTS];
	struct store_finding f;

	for (size_t i = 0; i < COUNTS; i++)
		statement[i] = count[i].statement;
	TRY(link_run(l, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"));
	TRY(link_prepare(l, statement, COUNTS));
	for (size_t i = 0; i < COUNTS; i++) {
		TRY(look(l, i, &f));
		*ret_bad += f.is_bad;
		if (report)
			report(context, &f);
	}
	return OK;
}

fallible postgres_check(struct str address, store_report *report, void *context, size_t *ret_bad)
{
	struct link l;

	*ret_bad = 0;
	TRY(link_open(&l, address, CHECK_MS));
	struct err e = look_at_all(&l, report, context, ret_bad);

	link_close(&l);
	return e;
}
