#include <stdio.h>
#include <string.h>
#include <time.h>
#include "child.h"
#include "data.h"
#include "ensure.h"
#include "hub.h"
#include "sandbox.h"

#define MESSAGE_MAX  (COMMIT_BYTES_MAX + 4096)
#define RELEASE_IDLE 20	  /* milliseconds */
#define DRAIN_LOOK   50	  /* milliseconds */
#define STOP_MAX     2000 /* milliseconds from being told to stop */
#define LOST_LOOK    200  /* milliseconds between two looks */
#define LOST_STAY    2200 /* milliseconds that one which began lost says "not now" */
#define WATCH_LOOK   500  /* milliseconds */

struct worker {
	const struct child_task *task;
	const struct serve_site *part;
	void *site;
	struct hub hub;
	struct front *front;
	struct arena said; /* what the keeper's silence is worth; for good */
	uint64_t now, ran_at, looked_at, stop_at, watched_at;
	uint64_t lost_look_at, began_at;
	bool is_lost, began_lost, is_over;
	bool is_held; /* the site may hold a snapshot of the store */
};

static uint64_t now_read(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC_COARSE, &t);
	return (uint64_t)t.tv_sec * 1000 + (uint64_t)t.tv_nsec / 1000000;
}

static enum http_step call_handle(void *context, struct exchange *x)
{
	struct worker *w = context;

	w->part->refresh(w->site);
	w->is_held = true;
	w->ran_at = w->now;
	return w->part->handle(w->site, x);
}

static bool call_ask(void *context, uint64_t id, enum port port, struct bytes question)
{
	return hub_send_slot(&((struct worker *)context)->hub, port, id, question);
}

static void call_tell(void *context, struct bytes commit)
{
	(void)hub_send_slot(&((struct worker *)context)->hub, PORT_WRITER, 0, commit);
}

static void call_count(void *context, int status)
{
	count(&((struct worker *)context)->task->counters->responses[status / 100], 1);
}

static bool call_is_session_open(void *context, struct id32 session)
{
	struct worker *w = context;

	if (!w->part->is_session_open)
		return true;
	w->part->refresh(w->site);
	w->is_held = true;
	w->ran_at = w->now;
	return w->part->is_session_open(w->site, session);
}

static void spaces_changed(struct worker *w, struct bytes spaces)
{
	struct id16 space;

	for (size_t i = 0; i + sizeof space <= spaces.n; i += sizeof space) {
		memcpy(&space, spaces.p + i, sizeof space);
		front_space_changed(w->front, space);
	}
}

static void answers_take(struct worker *w)
{
	struct hub_address from;
	struct bytes message;
	uint64_t id;

	for (unsigned port = 0; port < PORT__COUNT; port++)
		if (w->hub.is_lost[port]) {
			w->hub.is_lost[port] = false;
			front_fail(w->front, (enum port)port);
		}
	while (hub_next(&w->hub, &from, &id, &message)) {
		if (id)
			front_answer(w->front, id, message);
		else
			spaces_changed(w, message);
	}
}

/* The log of the store can only shrink when nobody holds an old snapshot. */
static void snapshot_tend(struct worker *w)
{
	if (!w->is_held)
		return;
	bool is_wanted = false;

	if (w->now - w->looked_at >= DRAIN_LOOK) {
		w->looked_at = w->now;
		is_wanted = w->part->is_drain_wanted(w->site);
	}
	if (is_wanted || w->now - w->ran_at >= RELEASE_IDLE) {
		w->part->release(w->site);
		w->is_held = false;
	}
}

static bool call_watch(void *context, const struct id16 *space, size_t n, uint64_t *ret)
{
	struct worker *w = context;

	if (!w->part->watch)
		return false;
	w->part->refresh(w->site);
	w->is_held = true;
	w->ran_at = w->now;
	return w->part->watch(w->site, space, n, ret);
}

static void watch_tend(struct worker *w)
{
	if (w->now - w->watched_at < WATCH_LOOK)
		return;
	w->watched_at = w->now;
	front_watch(w->front);
}

/* It answers "not now" and hands the words back, for a while; who takes its place may find the way
 * again. One that was well until now makes room at once. */
static bool is_over(struct worker *w)
{
	if (w->is_over || !w->part->is_lost || w->now - w->lost_look_at < LOST_LOOK)
		return w->is_over;
	w->lost_look_at = w->now;
	w->is_lost = w->part->is_lost(w->site);
	w->is_over = w->is_lost && (!w->began_lost || w->now - w->began_at >= LOST_STAY);
	return w->is_over;
}

static bool is_stopped(struct worker *w)
{
	if (!w->hub.is_stopping && !is_over(w))
		return false;
	if (!w->stop_at)
		w->stop_at = w->now + STOP_MAX;
	front_quiesce(w->front);
	return w->now >= w->stop_at || (front_is_idle(w->front) && !front_connections(w->front));
}

static void worker_run(struct worker *w)
{
	while (!is_stopped(w)) {
		int timeout = front_timeout(w->front);

		if (w->is_held && timeout > RELEASE_IDLE)
			timeout = RELEASE_IDLE;
		if (w->part->watch && timeout > WATCH_LOOK)
			timeout = WATCH_LOOK;
		hub_wait(&w->hub, timeout);
		w->now = now_read();
		answers_take(w);
		front_run(w->front);
		watch_tend(w);
		snapshot_tend(w);
		count_set(&w->task->counters->connections[w->task->slot],
			  front_connections(w->front));
	}
	hub_flush(&w->hub);
}

static bool front_start(struct worker *w)
{
	static const uint8_t store = ERR_STORE;
	const struct child_task *t = w->task;
	struct front_options options = {
		.listen_fd = t->listen_fd,
		.is_loopback = t->is_loopback,
		.port = t->port,
		.proxy = str_c(t->options->proxy),
		.tls_certificate = t->tls_certificate,
		.tls_key = t->tls_key,
		.times = t->options->times,
	};
	struct front_calls calls = {
		.context = w,
		.handle = call_handle,
		.ask = call_ask,
		.tell = call_tell,
		.count = call_count,
		.is_session_open = call_is_session_open,
		.watch = call_watch,
	};

	arena_init(&w->said, 256, 4096);
	calls.not_now[PORT_KEEPER] = t->options->parts.keeper->refusal(&w->said, FAIL(BUSY));
	calls.not_now[PORT_WRITER] = (struct bytes){ &store, 1 };
	if (err_is(front_open(&w->front, &options, &calls), ERR_NONE))
		return true;
	(void)fputs("The certificate and its key could not be used.\n", stderr);
	return false;
}

int child_worker(const struct child_task *task)
{
	static struct worker w;

	w.task = task;
	w.part = task->options->parts.site;
	w.now = now_read();
	if (!hub_init(&w.hub, task->line, MESSAGE_MAX))
		return CHILD_EXIT_SYSTEM;
	w.hub.is_gathering = true;
	w.site = w.part->open(task->options);
	if (!w.site || !front_start(&w))
		return CHILD_EXIT_CONFIG;
	if (!hub_watch(&w.hub, front_fd(w.front)))
		return CHILD_EXIT_SYSTEM;
	if (!data_close(task->options, false) || !sandbox_calls(CHILD_WORKER))
		return CHILD_EXIT_SYSTEM;
	w.began_at = now_read();
	w.began_lost = w.is_lost = w.part->is_lost && w.part->is_lost(w.site);
	hub_ready(&w.hub);
	worker_run(&w);
	return w.is_lost ? CHILD_EXIT_LOST : 0;
}
