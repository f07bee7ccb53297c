/* serve: `rejoin serve`, the processes of the server and who may do what.
 *
 *   supervisor  starts and restarts the others, holds the listening socket, answers /health
 *   keeper      server secrets and Argon2; no network at all
 *   writer      the only process that writes the databases
 *   workers     one thread each; HTTP, read-only databases
 *   press       PDF pages
 *
 * Each worker has one socket to the keeper, the writer and the press (channel.h); the supervisor
 * makes the pairs and hands them over, again whenever one of both was restarted. What a process
 * does with a question is not serve's affair: it comes in as struct serve_parts, so that serve
 * knows no room and a test can put a stub in its place. */
#pragma once
#include "front.h"
#include "store.h"

struct serve_options;

#define SERVE_WORKERS_MAX 64

/* All `open` run in the child, before its sandbox closes; NULL: it cannot, and has said why on
 * standard error. What they return is given to the rest. */
struct serve_site { /* the worker's part */
	void *(*open)(const struct serve_options *options);
	enum http_step (*handle)(void *site, struct exchange *x);
	void (*refresh)(void *site);	     /* before each run of a handler */
	void (*release)(void *site);	     /* idle for 20 ms, or a drain is wanted */
	bool (*is_drain_wanted)(void *site); /* looked at every 50 ms */
	/* May be NULL: all are. For streams, with each of their beats. */
	bool (*is_session_open)(void *site, struct id32 session);
	/* NULL: never. It cannot read any more and cannot mend that inside of its walls: the worker
	 * ends and begins anew. */
	bool (*is_lost)(void *site);
	/* NULL: the writer of this machine tells of all changes. Else what other machines wrote is
	 * looked for: for each space a number that changes with it; false when it need not be. */
	bool (*watch)(void *site, const struct id16 *space, size_t n, uint64_t *ret);
};

struct serve_keeper {
	void *(*open)(const struct serve_options *options);
	/* Slow questions are answered by two threads at once, the others by the main one. */
	bool (*is_slow)(struct bytes question);
	bool (*goes_first)(void *keeper, struct bytes question, int64_t now);
	void (*answer)(void *keeper, struct arena *a, struct bytes question, int64_t now,
		       struct bytes *ret_answer);
	struct bytes (*refusal)(struct arena *a, struct err e); /* also used by the workers */
};

struct serve_writer {
	void *(*open)(const struct serve_options *options);
	void (*apply)(void *writer, const struct commit *const commit[], size_t n,
		      struct err ret[]);
	void (*idle)(void *writer, int64_t now);
	void (*close)(void *writer);
	bool (*is_lost)(void *writer); /* as that of a site; may be NULL */
};

struct serve_press {
	void *(*open)(const struct serve_options *options);
	void (*answer)(void *press, struct arena *a, struct bytes question,
		       struct bytes *ret_answer);
};

extern const struct serve_keeper serve_keeper_vault; /* vault/keeper.h */
extern const struct serve_writer serve_writer_store; /* store/store.h */
extern const struct serve_press serve_press_export;  /* export/press.h */

struct serve_parts {
	const struct serve_site *site;
	const struct serve_keeper *keeper;
	const struct serve_writer *writer;
	const struct serve_press *press; /* NULL: there is no press */
};

struct serve_options {
	const char *address;		       /* NULL: 127.0.0.1 */
	uint16_t port;			       /* 0: any free one, told in the ready line */
	const char *data;		       /* directory of the databases */
	const char *store;		       /* address of a server instead, or NULL */
	const char *secrets;		       /* the keeper's file; it may also write beside it */
	unsigned workers;		       /* 0: one for each core */
	const char *tls_certificate, *tls_key; /* files, or NULL */
	const char *proxy;		       /* address of the reverse proxy, or NULL */
	int metrics_port;		       /* -1: none; 0: any free one */
	struct front_times times;
	struct serve_parts parts;
	void *context; /* for the parts */
};

/* Runs until SIGTERM or SIGINT; returns the exit code (0; 78 for a set-up that would not be safe;
 * 71 when the system refuses). Says on standard output `ready URL` when the first worker answers;
 * all else goes to standard error. */
int serve_run(const struct serve_options *options);
