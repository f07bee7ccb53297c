#include "store_engine.h"

static const struct store_engine *engine_of(struct str address)
{
	return store_is_server(address) ? &store_engine_postgres : &store_engine_sqlite;
}

bool store_is_server(struct str address)
{
	return str_has_prefix(address, STR("postgresql://"));
}

/* --- reading */

fallible store_open(struct store **ret, struct str address)
{
	return engine_of(address)->reading->open(ret, address);
}

void store_close(struct store *s)
{
	if (s)
		s->by->close(s);
}

void store_refresh(struct store *s)
{
	s->by->refresh(s);
}

void store_release(struct store *s)
{
	s->by->release(s);
}

bool store_is_drain_wanted(const struct store *s)
{
	return s->by->is_drain_wanted(s);
}

bool store_is_lost(struct store *s)
{
	return s->by->is_lost(s);
}

bool store_is_watched(const struct store *s)
{
	return s->by->watch;
}

fallible store_watch(struct store *s, const struct id16 *space, size_t n, uint64_t *ret)
{
	return s->by->watch ? s->by->watch(s, space, n, ret) : FAIL(CONFIG);
}

fallible store_get_page(struct store *s, struct arena *a, struct id16 space, struct id16 page,
			struct page_row *ret)
{
	return s->by->get_page(s, a, space, page, ret);
}

fallible store_get_page_version(struct store *s, struct id16 space, struct id16 page, uint32_t *ret)
{
	return s->by->get_page_version(s, space, page, ret);
}

fallible store_get_page_mark(struct store *s, struct id16 space, struct id16 page,
			     struct page_mark *ret)
{
	return s->by->get_page_mark(s, space, page, ret);
}

fallible store_list_pages(struct store *s, struct arena *a, struct id16 space,
			  struct page_mark **ret, size_t *ret_n)
{
	return s->by->list_pages(s, a, space, ret, ret_n);
}

fallible store_get_session(struct store *s, struct arena *a, struct id32 sid,
			   struct session_row *ret)
{
	return s->by->get_session(s, a, sid, ret);
}

fallible store_get_account(struct store *s, struct arena *a, struct id32 login_id,
			   struct account_row *ret)
{
	return s->by->get_account(s, a, login_id, ret);
}

fallible store_find_account(struct store *s, struct arena *a, struct id16 rid,
			    struct account_row *ret)
{
	return s->by->find_account(s, a, rid, ret);
}

fallible store_get_side(struct store *s, struct arena *a, struct id32 sid, struct bytes *ret)
{
	return s->by->get_side(s, a, sid, ret);
}

fallible store_count_sessions(struct store *s, struct id32 tag, int64_t now, size_t *ret)
{
	return s->by->count_sessions(s, tag, now, ret);
}

/* --- writing */

fallible store_writer_open(struct store_writer **ret, struct str address)
{
	return engine_of(address)->writing->open(ret, address);
}

void store_writer_close(struct store_writer *w)
{
	if (w)
		w->by->close(w);
}

void store_writer_apply(struct store_writer *w, const struct commit *const commit[], size_t n,
			struct err ret[])
{
	w->by->apply(w, commit, n, ret);
}

void store_writer_idle(struct store_writer *w, int64_t now)
{
	w->by->idle(w, now);
}

bool store_writer_is_lost(const struct store_writer *w)
{
	return w->by->is_lost(w);
}

/* --- the whole */

fallible store_make(struct str address)
{
	return engine_of(address)->make(address);
}

fallible store_check(struct str address, store_report *report, void *context, size_t *ret_bad)
{
	return engine_of(address)->check(address, report, context, ret_bad);
}

fallible store_backup(struct str address, struct str destination, unsigned seconds)
{
	const struct store_engine *e = engine_of(address);

	return e->backup ? e->backup(address, destination, seconds) : FAIL(CONFIG);
}

fallible store_restore(struct str source, struct str address)
{
	const struct store_engine *e = engine_of(address);

	return e->restore ? e->restore(source, address) : FAIL(CONFIG);
}
