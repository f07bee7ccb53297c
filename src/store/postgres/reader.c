#include "postgres.h"
#include "postgres_link.h"
#include <endian.h>
#include <stdlib.h>
#include "ensure.h"

#define PATIENCE_MS 5000
#define WATCHED_MAX 1024 /* spaces in one question */

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
	READ_WATCHED,
	READ__COUNT
};

static const struct link_statement text[READ__COUNT] = {
	[READ_BEGIN] = { "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", 0 },
	[READ_END] = { "COMMIT", 0 },
	[READ_PAGE] = { "SELECT ver, blob FROM page WHERE space=$1 AND page=$2", 2 },
	[READ_PAGE_VERSION] = { "SELECT ver FROM page WHERE space=$1 AND page=$2", 2 },
	[READ_PAGE_MARK] = { "SELECT ver, tag FROM page WHERE space=$1 AND page=$2", 2 },
	[READ_PAGES] = { "SELECT ver, page, tag FROM page WHERE space=$1 ORDER BY page", 1 },
	[READ_SESSION] = { "SELECT day, exp_abs, exp_idle, tag, blob FROM session WHERE sid=$1",
			   1 },
	[READ_SESSION_COUNT] = { "SELECT count(*) FROM session WHERE tag=$1 AND exp_abs>$2"
				 " AND exp_idle>$2 AND octet_length(blob)>0",
				 2 },
	[READ_SIDE] = { "SELECT blob FROM side WHERE sid=$1", 1 },
	[READ_ACCOUNT] = { "SELECT ver, login_id, rid, blob FROM account WHERE login_id=$1", 1 },
	[READ_ACCOUNT_RID] = { "SELECT ver, login_id, rid, blob FROM account WHERE rid=$1", 1 },
	[READ_WATCHED] = { "SELECT space, sum(ver)::bigint FROM page WHERE space=ANY($1::bytea[])"
			   " GROUP BY space",
			   1 },
};

struct reader {
	struct store handle;
	struct link link;
	bool is_begun; /* the server holds a snapshot for us */
	bool is_held;  /* and it is the one to read from */
};

static struct reader *reader_of(struct store *s)
{
	return (struct reader *)(void *)s;
}

/* A worker that died without a word must not keep a snapshot from being let go. */
static fallible reader_connect(struct reader *s, struct str address)
{
	TRY(link_open(&s->link, address, PATIENCE_MS));
	TRY(link_run(&s->link, "SET statement_timeout='4s';"
			       "SET idle_in_transaction_session_timeout='60s';"
			       "SET bytea_output='hex'"));
	return link_prepare(&s->link, text, READ__COUNT);
}

static void reader_close(struct store *handle)
{
	link_close(&reader_of(handle)->link);
	free(handle);
}

static fallible reader_open(struct store **ret, struct str address)
{
	struct reader *s = calloc(1, sizeof *s);

	ASSERT(s);
	s->handle.by = &postgres_reading;
	struct err e = reader_connect(s, address);

	if (err_is(e, ERR_CONFIG)) {
		reader_close(&s->handle);
		return e;
	}
	if (!err_is(e, ERR_NONE))
		link_close(&s->link);
	*ret = &s->handle;
	return OK;
}

static void reader_refresh(struct store *handle)
{
	reader_of(handle)->is_held = false;
}

static void reader_release(struct store *handle)
{
	struct reader *s = reader_of(handle);

	s->is_held = false;
	if (!s->is_begun)
		return;
	s->is_begun = false;
	struct err e = link_send(&s->link, READ_END, NULL);

	if (err_is(e, ERR_NONE))
		e = link_sync(&s->link);
	if (err_is(e, ERR_NONE))
		e = link_hear(&s->link, NULL);
	(void)e; /* a lost link shows itself */
}

static bool reader_is_drain_wanted(const struct store *s)
{
	(void)s;
	return false;
}

static bool reader_is_lost(struct store *s)
{
	return link_is_lost(&reader_of(s)->link);
}

/* The end of the last snapshot and the beginning of the next travel with the first question. */
static fallible ask(struct reader *s, enum reader_statement which, const struct link_values *v)
{
	if (!s->is_held) {
		if (s->is_begun)
			TRY(link_send(&s->link, READ_END, NULL));
		TRY(link_send(&s->link, READ_BEGIN, NULL));
	}
	TRY(link_send(&s->link, which, v));
	return link_sync(&s->link);
}

static fallible read_rows(struct store *handle, enum reader_statement which,
			  const struct link_values *v, PGresult **ret)
{
	struct reader *s = reader_of(handle);
	struct err e = ask(s, which, v);

	if (err_is(e, ERR_NONE))
		e = link_hear(&s->link, ret);
	/* After an error the server holds nothing worth reading from. */
	s->is_begun = true;
	s->is_held = err_is(e, ERR_NONE);
	return s->is_held ? OK : FAIL(STORE);
}

static fallible read_named(struct store *s, enum reader_statement which, struct bytes name,
			   PGresult **ret)
{
	struct link_values v = { .n = 0 };

	value_bytes(&v, name);
	return read_rows(s, which, &v, ret);
}

static fallible read_page(struct store *s, enum reader_statement which, struct id16 space,
			  struct id16 page, PGresult **ret)
{
	struct link_values v = { .n = 0 };

	value_bytes(&v, BYTES_OF(space));
	value_bytes(&v, BYTES_OF(page));
	return read_rows(s, which, &v, ret);
}

static fallible end_read(PGresult *r, bool is_sound)
{
	result_end(r);
	return is_sound ? OK : FAIL(STORE);
}

static fallible reader_get_page(struct store *s, struct arena *a, struct id16 space,
				struct id16 page, struct page_row *ret)
{
	PGresult *r;

	*ret = (struct page_row){ .page = page };
	TRY(read_page(s, READ_PAGE, space, page, &r));
	if (PQntuples(r)) {
		ret->ver = (uint32_t)result_number(r, 0, 0);
		ret->blob = arena_bytes(a, result_bytes(r, 0, 1));
	}
	return end_read(r, true);
}

static fallible reader_get_page_version(struct store *s, struct id16 space, struct id16 page,
					uint32_t *ret)
{
	PGresult *r;

	*ret = 0;
	TRY(read_page(s, READ_PAGE_VERSION, space, page, &r));
	if (PQntuples(r))
		*ret = (uint32_t)result_number(r, 0, 0);
	return end_read(r, true);
}

static fallible reader_get_page_mark(struct store *s, struct id16 space, struct id16 page,
				     struct page_mark *ret)
{
	PGresult *r;
	bool is_sound = true;

	*ret = (struct page_mark){ .page = page };
	TRY(read_page(s, READ_PAGE_MARK, space, page, &r));
	if (PQntuples(r)) {
		ret->ver = (uint32_t)result_number(r, 0, 0);
		is_sound = result_fixed(r, 0, 1, ret->tag, sizeof ret->tag);
	}
	return end_read(r, is_sound);
}

static fallible reader_list_pages(struct store *s, struct arena *a, struct id16 space,
				  struct page_mark **ret, size_t *ret_n)
{
	PGresult *r;
	bool is_sound = true;

	*ret = NULL;
	*ret_n = 0;
	TRY(read_named(s, READ_PAGES, BYTES_OF(space), &r));
	size_t n = (size_t)PQntuples(r);

	if (n)
		*ret = arena_array(a, struct page_mark, n);
	for (size_t i = 0; i < n && is_sound; i++) {
		struct page_mark *m = &(*ret)[i];
		int row = (int)i;

		m->ver = (uint32_t)result_number(r, row, 0);
		is_sound = result_fixed(r, row, 1, &m->page, sizeof m->page) &&
			   result_fixed(r, row, 2, m->tag, sizeof m->tag);
	}
	*ret_n = n;
	return end_read(r, is_sound);
}

static fallible reader_get_session(struct store *s, struct arena *a, struct id32 sid,
				   struct session_row *ret)
{
	PGresult *r;
	bool is_sound = true;

	*ret = (struct session_row){ 0 };
	TRY(read_named(s, READ_SESSION, BYTES_OF(sid), &r));
	if (PQntuples(r)) {
		ret->day = (uint32_t)result_number(r, 0, 0);
		ret->exp_abs = result_number(r, 0, 1);
		ret->exp_idle = result_number(r, 0, 2);
		is_sound = result_fixed(r, 0, 3, &ret->tag, sizeof ret->tag);
		ret->blob = arena_bytes(a, result_bytes(r, 0, 4));
	}
	return end_read(r, is_sound);
}

static fallible reader_get_side(struct store *s, struct arena *a, struct id32 sid,
				struct bytes *ret)
{
	PGresult *r;

	*ret = (struct bytes){ 0 };
	TRY(read_named(s, READ_SIDE, BYTES_OF(sid), &r));
	if (PQntuples(r))
		*ret = arena_bytes(a, result_bytes(r, 0, 0));
	return end_read(r, true);
}

static fallible read_account(struct store *s, struct arena *a, enum reader_statement which,
			     struct bytes name, struct account_row *ret)
{
	PGresult *r;
	bool is_sound = true;

	*ret = (struct account_row){ 0 };
	TRY(read_named(s, which, name, &r));
	if (PQntuples(r)) {
		ret->ver = (uint32_t)result_number(r, 0, 0);
		is_sound = result_fixed(r, 0, 1, &ret->login_id, sizeof ret->login_id) &&
			   result_fixed(r, 0, 2, &ret->rid, sizeof ret->rid);
		ret->blob = arena_bytes(a, result_bytes(r, 0, 3));
	}
	return end_read(r, is_sound);
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
	struct link_values v = { .n = 0 };
	PGresult *r;

	*ret = 0;
	value_bytes(&v, BYTES_OF(tag));
	value_number(&v, now);
	TRY(read_rows(s, READ_SESSION_COUNT, &v, &r));
	*ret = (size_t)result_number(r, 0, 0);
	return end_read(r, true);
}

/* --- what other machines write */

struct wire_array { /* one dimension of byte strings, as the server takes it */
	uint32_t dimensions, has_null, type, n, first;
	struct {
		uint32_t length;
		struct id16 space;
	} item[WATCHED_MAX];
};

#define TYPE_BYTEA 17

static fallible watch_some(struct store *s, const struct id16 *space, size_t n, uint64_t *ret)
{
	static struct wire_array array;
	struct link_values v = { .n = 0 };
	struct id16 found;
	PGresult *r;

	array.dimensions = htobe32(1);
	array.type = htobe32(TYPE_BYTEA);
	array.n = htobe32((uint32_t)n);
	array.first = htobe32(1);
	for (size_t i = 0; i < n; i++) {
		array.item[i].length = htobe32(sizeof found);
		array.item[i].space = space[i];
		ret[i] = 0;
	}
	value_bytes(&v,
		    (struct bytes){ (const uint8_t *)&array,
				    offsetof(struct wire_array, item) + n * sizeof array.item[0] });
	TRY(read_rows(s, READ_WATCHED, &v, &r));
	for (int row = 0; row < PQntuples(r); row++)
		for (size_t i = 0; i < n; i++)
			if (result_fixed(r, row, 0, &found, sizeof found) &&
			    id16_equal(found, space[i]))
				ret[i] = (uint64_t)result_number(r, row, 1);
	return end_read(r, true);
}

static fallible reader_watch(struct store *s, const struct id16 *space, size_t n, uint64_t *ret)
{
	for (size_t from = 0; from < n; from += WATCHED_MAX) {
		size_t part = n - from < WATCHED_MAX ? n - from : WATCHED_MAX;

		TRY(watch_some(s, space + from, part, ret + from));
	}
	return OK;
}

const struct store_reading postgres_reading = {
	.open = reader_open,
	.close = reader_close,
	.refresh = reader_refresh,
	.release = reader_release,
	.is_drain_wanted = reader_is_drain_wanted,
	.is_lost = reader_is_lost,
	.watch = reader_watch,
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
