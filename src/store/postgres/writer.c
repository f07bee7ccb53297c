#include "postgres.h"
#include "postgres_steps.h"
#include <stdlib.h>
#include <time.h>
#include "ensure.h"

#define PATIENCE_MS 15000
#define TRIES	    6
#define GROUP_MAX   64
#define GROUP_BYTES (2u << 20) /* of blobs that travel together */
#define PURGE_EVERY 300	       /* seconds */
#define PURGE_AFTER (24 * 3600)

struct writer {
	struct store_writer handle;
	struct link link;
	int64_t purged_at;
};

static struct writer *writer_of(struct store_writer *w)
{
	return (struct writer *)(void *)w;
}

/* Whatever the server is set to, an answer is given when the commit is on its disk at least. */
static fallible writer_connect(struct writer *w, struct str address)
{
	TRY(link_open(&w->link, address, PATIENCE_MS));
	TRY(link_run(&w->link,
		     "SET statement_timeout='10s'; SET lock_timeout='3s';"
		     "SELECT set_config('rejoin.sure', CASE current_setting('synchronous_commit')"
		     " WHEN 'off' THEN 'on' ELSE current_setting('synchronous_commit') END, false);"
		     "SELECT set_config('synchronous_commit', current_setting('rejoin.sure'),"
		     " false)"));
	return link_prepare(&w->link, step_table, STEP__COUNT);
}

static void writer_close(struct store_writer *handle)
{
	link_close(&writer_of(handle)->link);
	free(handle);
}

static fallible writer_open(struct store_writer **ret, struct str address)
{
	struct writer *w = calloc(1, sizeof *w);

	ASSERT(w);
	w->handle.by = &postgres_writing;
	struct err e = writer_connect(w, address);

	if (err_is(e, ERR_NONE))
		*ret = &w->handle;
	else
		writer_close(&w->handle);
	return e;
}

/* --- a group: each commit a transaction of its own, all of them in one journey */

struct group {
	const struct commit *const *commit;
	struct err *ret;
	size_t index[GROUP_MAX];
	size_t n;
	bool is_lazy; /* nobody waits for any of it */
};

static size_t bytes_of(const struct commit *c)
{
	size_t n = 0;

	for (size_t i = 0; i < c->n; i++)
		n += c->op[i].blob.n;
	return n;
}

static fallible send_commit(struct link *l, const struct commit *c)
{
	for (size_t i = 0; i < c->n; i++)
		TRY(steps_send(l, &c->op[i]));
	TRY(link_sync(l));
	return link_push(l, false);
}

static fallible send_alone(struct link *l, enum step step)
{
	TRY(link_send(l, step, NULL));
	return link_sync(l);
}

/* The disk is waited for once: by the end of the last transaction, which writes of its own, so that
 * it waits even when all the others were refused. The log is one row of bytes: what stands before
 * is on the disk with it, and on the standby that is waited for. */
static bool is_quick(const struct group *g)
{
	return g->n > 1 || g->is_lazy;
}

static fallible send_group(struct writer *w, const struct group *g)
{
	struct link *l = &w->link;

	if (is_quick(g))
		TRY(send_alone(l, STEP_QUICK));
	for (size_t i = 0; i < g->n; i++)
		TRY(send_commit(l, g->commit[g->index[i]]));
	if (!is_quick(g))
		return OK;
	TRY(send_alone(l, STEP_SURE));
	return g->is_lazy ? OK : send_alone(l, STEP_FLUSH);
}

static fallible hear_group(struct writer *w, struct group *g)
{
	struct link *l = &w->link;

	if (is_quick(g))
		TRY(link_hear(l, NULL));
	for (size_t i = 0; i < g->n; i++) {
		g->ret[g->index[i]] = link_hear(l, NULL);
		if (!l->connection)
			return FAIL(STORE);
	}
	if (!is_quick(g))
		return OK;
	TRY(link_hear(l, NULL));
	return g->is_lazy ? OK : link_hear(l, NULL);
}

/* Of a link that was lost on the way nobody knows which of these stand. */
static void group_run(struct writer *w, struct group *g)
{
	struct err e = send_group(w, g);

	if (err_is(e, ERR_NONE))
		e = hear_group(w, g);
	if (err_is(e, ERR_NONE))
		return;
	link_close(&w->link);
	for (size_t i = 0; i < g->n; i++)
		g->ret[g->index[i]] = FAIL(STORE);
}

/* Takes commits that still wait for an answer (BUSY), from *from on. */
static void group_fill(struct group *g, size_t n, size_t *from)
{
	size_t bytes = 0;

	g->n = 0;
	g->is_lazy = true;
	for (; *from < n && g->n < GROUP_MAX && bytes < GROUP_BYTES; (*from)++) {
		if (!err_is(g->ret[*from], ERR_BUSY))
			continue;
		g->index[g->n++] = *from;
		g->is_lazy = g->is_lazy && g->commit[*from]->lazy;
		bytes += bytes_of(g->commit[*from]);
	}
}

/* One round over all that wait; false when none did. */
static bool round_run(struct writer *w, struct group *g, size_t n)
{
	bool has_run = false;

	for (size_t from = 0; from < n;) {
		group_fill(g, n, &from);
		if (!g->n)
			break;
		has_run = true;
		group_run(w, g);
	}
	return has_run;
}

static void writer_apply(struct store_writer *handle, const struct commit *const commit[], size_t n,
			 struct err ret[])
{
	struct writer *w = writer_of(handle);
	struct group g = { .commit = commit, .ret = ret };

	for (size_t i = 0; i < n; i++) {
		ret[i] = commit_validate(commit[i]);
		if (err_is(ret[i], ERR_NONE) && commit[i]->n)
			ret[i] = FAIL(BUSY);
	}
	for (int try = 0; try < TRIES && round_run(w, &g, n); try++)
		if (try)
			(void)nanosleep(&(struct timespec){ .tv_nsec = 1000000L << try }, NULL);
	for (size_t i = 0; i < n; i++)
		if (err_is(ret[i], ERR_BUSY))
			ret[i] = FAIL(STORE);
}

/* --- between groups */

static fallible purge(struct writer *w, int64_t before)
{
	struct link_values v = { .n = 0 };

	value_number(&v, before);
	TRY(link_send(&w->link, STEP_PURGE_SIDE, &v));
	TRY(link_send(&w->link, STEP_PURGE_SESSION, &v));
	TRY(link_sync(&w->link));
	return link_hear(&w->link, NULL);
}

static void writer_idle(struct store_writer *handle, int64_t now)
{
	struct writer *w = writer_of(handle);

	if (link_is_lost(&w->link) || (now < w->purged_at + PURGE_EVERY && now >= w->purged_at))
		return;
	if (err_is(purge(w, now - PURGE_AFTER), ERR_NONE))
		w->purged_at = now;
}

static bool writer_is_lost(const struct store_writer *w)
{
	return !((const struct writer *)(const void *)w)->link.connection;
}

const struct store_writing postgres_writing = {
	.open = writer_open,
	.close = writer_close,
	.apply = writer_apply,
	.idle = writer_idle,
	.is_lost = writer_is_lost,
};
