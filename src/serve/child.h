/* child: what each process of the server runs from its fork to its exit code. They are forked, not
 * executed: none of them can execute anything afterwards. */
#pragma once
#include "counters.h"
#include "serve.h"

enum child_kind { CHILD_KEEPER, CHILD_WRITER, CHILD_PRESS, CHILD_WORKER, CHILD__COUNT };

struct child_task {
	const struct serve_options *options;
	struct counters *counters;
	int line;			       /* to the supervisor */
	int listen_fd;			       /* workers only */
	uint16_t port;			       /* really listened on */
	bool is_loopback;		       /* and no proxy in front */
	unsigned slot;			       /* which worker */
	const char *tls_certificate, *tls_key; /* PEM text or NULL */
};

int child_keeper(const struct child_task *task);
int child_writer(const struct child_task *task);
int child_press(const struct child_task *task);
int child_worker(const struct child_task *task);

#define CHILD_EXIT_CONFIG 78
#define CHILD_EXIT_SYSTEM 71
#define CHILD_EXIT_LOST	  75 /* what it was connected to went away */
