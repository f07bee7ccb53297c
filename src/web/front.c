#include "front.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include "ensure.h"
#include "front_inside.h"

#define CONNECTIONS_MAX 12000
#define POOL_BYTES	((size_t)8192)
#define TLS_TURN	2 /* milliseconds */
#define RUN_BLOCK	(256u << 10)
#define RUN_CAP		(96u << 20)

static uint64_t now_read(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC_COARSE, &t);
	return (uint64_t)t.tv_sec * 1000 + (uint64_t)t.tv_nsec / 1000000;
}

static void link_notify(void *context, struct MHD_Connection *connection, void **socket_context,
			enum MHD_ConnectionNotificationCode code)
{
	struct front *f = context;
	struct front_link *link = *socket_context;

	if (code == MHD_CONNECTION_NOTIFY_STARTED) {
		link = calloc(1, sizeof *link);
		ASSERT(link);
		link->fd = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD)
				   ->connect_fd;
		link->front = f;
		deadline_set(&f->deadlines, &link->deadline, DEADLINE_HEAD);
		f->n_links++;
		*socket_context = link;
	} else if (link) {
		if (link->request)
			request_free(link->request); /* refused before it was one */
		deadline_end(&link->deadline);
		free(link);
		f->n_links--;
		*socket_context = NULL;
	}
}

/* The path and the query reach the router as they were sent. */
static size_t escapes_keep(void *context, struct MHD_Connection *connection, char *text)
{
	(void)context;
	(void)connection;
	return strlen(text);
}

static void times_set(struct deadline_list *l, const struct front_times *t)
{
	deadline_init(l);
	l->now = now_read();
	l->length[DEADLINE_HEAD] = t->head ? t->head : 10000;
	l->length[DEADLINE_BODY] = t->body ? t->body : 30000;
	l->length[DEADLINE_IDLE] = t->idle ? t->idle : 60000;
	l->length[DEADLINE_WRITE] = t->write ? t->write : 60000;
	l->length[DEADLINE_ANSWER] = t->answer ? t->answer : 20000;
	l->length[DEADLINE_BEAT] = t->beat ? t->beat : 15000;
}

static struct MHD_Daemon *daemon_start(struct front *f)
{
	const struct front_options *o = &f->options;
	unsigned flags = MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME;
	struct MHD_OptionItem tls[] = {
		{ MHD_OPTION_HTTPS_MEM_CERT, 0, NULL },
		{ MHD_OPTION_HTTPS_MEM_KEY, 0, NULL },
		{ MHD_OPTION_HTTPS_PRIORITIES, 0, NULL },
		{ MHD_OPTION_END, 0, NULL },
	};

	if (o->tls_certificate) {
		flags |= MHD_USE_TLS;
		tls[0].ptr_value = (void *)(uintptr_t)o->tls_certificate;
		tls[1].ptr_value = (void *)(uintptr_t)o->tls_key;
		tls[2].ptr_value =
			(void *)(uintptr_t) "SECURE128:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2";
	} else {
		flags |= MHD_USE_TURBO;
		tls[0].option = MHD_OPTION_END;
	}
	return MHD_start_daemon(
		flags, o->port, NULL, NULL, request_handle, f, MHD_OPTION_LISTEN_SOCKET,
		o->listen_fd, MHD_OPTION_CONNECTION_LIMIT, o->connections,
		MHD_OPTION_CONNECTION_TIMEOUT, 0u, MHD_OPTION_CONNECTION_MEMORY_LIMIT, POOL_BYTES,
		MHD_OPTION_STRICT_FOR_CLIENT, 0, MHD_OPTION_URI_LOG_CALLBACK, request_see_uri, f,
		MHD_OPTION_UNESCAPE_CALLBACK, escapes_keep, NULL, MHD_OPTION_NOTIFY_CONNECTION,
		link_notify, f, MHD_OPTION_NOTIFY_COMPLETED, request_complete, f, MHD_OPTION_ARRAY,
		tls, MHD_OPTION_END);
}

fallible front_open(struct front **ret, const struct front_options *options,
		    const struct front_calls *calls)
{
	struct front *f = calloc(1, sizeof *f);

	ASSERT(f);
	f->options = *options;
	f->calls = *calls;
	if (!f->options.connections)
		f->options.connections = CONNECTIONS_MAX;
	ASSERT(f->options.connections <= 60000);
	f->asked = calloc(f->options.connections, sizeof *f->asked);
	f->free_slot = calloc(f->options.connections, sizeof *f->free_slot);
	ASSERT(f->asked && f->free_slot);
	for (uint32_t i = 0; i < f->options.connections; i++)
		f->free_slot[f->n_free++] = i;
	times_set(&f->deadlines, &f->options.times);
	arena_init_secret(&f->run, RUN_BLOCK, RUN_CAP);
	bool has_tls = MHD_is_feature_supported(MHD_FEATURE_TLS) == MHD_YES;

	if (answers_find() && (has_tls || !options->tls_certificate))
		f->daemon = daemon_start(f);
	if (!f->daemon) {
		front_close(f);
		return FAIL(CONFIG);
	}
	*ret = f;
	return OK;
}

void front_close(struct front *f)
{
	if (!f)
		return;
	if (f->daemon) {
		/* The library may not be stopped with a connection suspended. */
		front_fail(f, PORT_KEEPER);
		front_fail(f, PORT_WRITER);
		front_fail(f, PORT_PRESS);
		f->is_quiet = true;
		streams_end(f);
		(void)MHD_run(f->daemon);
		MHD_stop_daemon(f->daemon);
	}
	respond_cache_end(f);
	for (struct front_request *r = f->spare, *next; r; r = next) {
		next = r->next_spare;
		arena_end(&r->lasting);
		free(r);
	}
	arena_end(&f->run);
	free(f->asked);
	free(f->free_slot);
	free(f);
}

int front_fd(const struct front *f)
{
	return MHD_get_daemon_info(f->daemon, MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd;
}

int front_timeout(const struct front *f)
{
	MHD_UNSIGNED_LONG_LONG t = 1000;
	uint64_t due;

	if (MHD_get_timeout(f->daemon, &t) != MHD_YES || t > 1000)
		t = 1000;
	due = deadline_next(&f->deadlines);
	if (due < f->deadlines.now + t)
		t = due > f->deadlines.now ? due - f->deadlines.now : 0;
	/* With TLS the library takes a handshake that waits for its client for one that could go
	 * on, and would have us turn without end. */
	if (f->options.tls_certificate && t < TLS_TURN)
		t = TLS_TURN;
	return (int)t;
}

static void late_cut(struct front *f)
{
	static const enum deadline_kind cut[] = { DEADLINE_HEAD, DEADLINE_BODY, DEADLINE_IDLE,
						  DEADLINE_WRITE };
	struct deadline *d;

	for (size_t i = 0; i < sizeof cut / sizeof cut[0]; i++)
		while ((d = deadline_late(&f->deadlines, cut[i]))) {
			struct front_link *link = (struct front_link *)d;

			deadline_end(d);
			(void)shutdown(link->fd, SHUT_RDWR);
		}
	while ((d = deadline_late(&f->deadlines, DEADLINE_ANSWER)))
		request_fail(((struct front_link *)d)->request);
	while ((d = deadline_late(&f->deadlines, DEADLINE_BEAT)))
		stream_beat(((struct front_link *)d)->request);
}

void front_run(struct front *f)
{
	f->deadlines.now = now_read();
	(void)MHD_run(f->daemon);
	late_cut(f);
}

void front_answer(struct front *f, uint64_t id, struct bytes answer)
{
	uint32_t slot = (uint32_t)id;

	if (slot < f->options.connections && f->asked[slot] && f->asked[slot]->id == id)
		request_answer(f->asked[slot], answer);
}

void front_fail(struct front *f, enum port port)
{
	for (uint32_t i = 0; i < f->options.connections; i++)
		if (f->asked[i] && f->asked[i]->x.memo.port == port)
			request_fail(f->asked[i]);
}

void front_quiesce(struct front *f)
{
	struct deadline *d;

	if (f->is_quiet)
		return;
	f->is_quiet = true;
	(void)MHD_quiesce_daemon(f->daemon);
	streams_end(f);
	while ((d = deadline_first(&f->deadlines, DEADLINE_IDLE))) {
		deadline_end(d);
		(void)shutdown(((struct front_link *)d)->fd, SHUT_RDWR);
	}
}

size_t front_connections(const struct front *f)
{
	return f->n_links;
}

bool front_is_idle(const struct front *f)
{
	return f->n_requests == 0;
}
