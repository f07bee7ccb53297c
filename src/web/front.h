/* front: HTTP/1.1 on one listening socket, by libmicrohttpd, for one single-threaded process.
 *
 * Why our own loop: libmicrohttpd's epoll thread stalls when exactly 128 connections are ready at
 * once; driven from outside by front_run it does not. Its timeout knows inactivity only, so the
 * front keeps a list of deadlines and shuts down who is late. Its parser lets through what a proxy
 * may read otherwise, so a guard (front_guard.h) looks at every head before anything else does.
 *
 * Life-cycle: front_open, then front_run whenever front_fd is readable or front_timeout has passed,
 * front_quiesce to take no more connections, front_close. Only the front*.c files know
 * libmicrohttpd.
 *
 * A request: the head is guarded, the body gathered, the handler run. When the handler waits, its
 * question goes out through `ask` and the connection is suspended until front_answer. Bodies,
 * cookies and responses are overwritten when the response is sent. */
#pragma once
#include "http.h"

struct front;

struct front_times {	 /* milliseconds; 0 stands for the usual */
	unsigned head;	 /* from the first byte to the end of the head: 10 s */
	unsigned body;	 /* whole body: 30 s */
	unsigned idle;	 /* between two requests of one connection: 60 s */
	unsigned write;	 /* whole response: 60 s */
	unsigned answer; /* another process: 20 s, then the handler is told that it failed */
	unsigned beat;	 /* between two signs of life on a stream: 15 s */
};

struct front_options {
	int listen_fd;	  /* stays the caller's; not closed */
	bool is_loopback; /* only localhost, 127.0.0.1 and [::1] with this port are hosts */
	uint16_t port;
	struct str proxy; /* empty, or the address whose X-Forwarded-* are believed */
	const char *tls_certificate, *tls_key; /* PEM text, or NULL; must outlive the front */
	unsigned connections;		       /* at most; 0: 12,000 */
	struct front_times times;
};

struct front_calls {
	void *context;
	enum http_step (*handle)(void *context, struct exchange *x);
	/* Sends a question; false when that process is not there. The bytes are not kept. */
	bool (*ask)(void *context, uint64_t id, enum port port, struct bytes question);
	/* What a question is answered with when its process is not there or says nothing in time;
	 * borrowed for the life of the front. */
	struct bytes not_now[PORT__COUNT];
	/* Sends a lazy commit. */
	void (*tell)(void *context, struct bytes commit);
	void (*count)(void *context, int status); /* once for each response */
	/* Is this session still open? Asked for each stream with each beat; NULL: all are. */
	bool (*is_session_open)(void *context, struct id32 session);
	/* For front_watch; NULL: nothing is looked for. */
	bool (*watch)(void *context, const struct id16 *space, size_t n, uint64_t *ret);
};

/* errors CONFIG: libmicrohttpd would not start (bad certificate, no such feature) */
fallible front_open(struct front **ret, const struct front_options *options,
		    const struct front_calls *calls);
void front_close(struct front *f); /* open requests are cut; NULL is fine */

int front_fd(const struct front *f);	  /* readable: call front_run */
int front_timeout(const struct front *f); /* milliseconds until front_run, at most 1000 */
void front_run(struct front *f);

/* The answer to the question with this id. An id that is gone is fine. */
void front_answer(struct front *f, uint64_t id, struct bytes answer);
/* The process behind this port died: every question that waits for it is answered with not_now. */
void front_fail(struct front *f, enum port port);

void front_quiesce(struct front *f); /* no new connections; idle ones are closed */
size_t front_connections(const struct front *f);
bool front_is_idle(const struct front *f); /* no request is between its head and its response */

/* Streams (response.is_stream): the body, at most FRONT_OPENING_MAX bytes, opens the stream; a
 * comment line follows every `beat`. A stream keeps no key and no cookie: the names of one space
 * and of a session, and an instant. It ends at that instant, when its session has ended (looked at
 * with each beat), and when the same session opens more than FRONT_STREAMS_EACH: then the oldest
 * does. Past FRONT_STREAMS_MAX of a process a stream ends with its opening, and the browser tries
 * again. Who does not read is cut. */
#define FRONT_STREAMS_MAX  4096
#define FRONT_STREAMS_EACH 3
#define FRONT_OPENING_MAX  64

/* A page of this space was written: every stream of it says `data: look`, once. */
void front_space_changed(struct front *f, struct id16 space);
/* Looks for what other machines wrote into the spaces of the streams; call twice a second. What was
 * told by front_space_changed already may be told once more. */
void front_watch(struct front *f);
