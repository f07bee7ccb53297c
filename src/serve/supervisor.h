/* supervisor: inside of serve_run; supervisor.c starts and stops, family.c knows the children. */
#pragma once
#include <sys/types.h>
#include "child.h"
#include "metrics.h"

enum { FAMILY_KEEPER, FAMILY_WRITER, FAMILY_PRESS, FAMILY_SERVERS };

#define FAMILY_MAX (FAMILY_SERVERS + SERVE_WORKERS_MAX)

struct member {
	enum child_kind kind;
	pid_t pid; /* 0: not running */
	int line;
	bool is_ready;
	int64_t started, restart_at;
	int64_t wait; /* before the next start; grows while it dies at once */
};

struct family {
	struct child_task task; /* what all get; line and slot are each one's own */
	struct member member[FAMILY_MAX];
	unsigned workers;
	bool is_begun;	  /* keeper and writer were ready once, workers were started */
	bool was_ready;	  /* a worker was ready once */
	bool is_stopping; /* nobody is started again */
	int exit_code;	  /* of one that could not start at all; then is_stopping */
	int own_fd;	  /* the supervisor's own descriptors are not inherited */
	struct metrics *metrics;
};

unsigned family_size(const struct family *f);
bool family_has(const struct family *f, unsigned who); /* there may be no press */

bool family_start(struct family *f, unsigned who, int64_t now);
void family_reap(struct family *f, int64_t now);     /* after SIGCHLD */
void family_hear(struct family *f, unsigned who);    /* its line is readable */
void family_tend(struct family *f, int64_t now);     /* starts whoever is due */
int family_due(const struct family *f, int64_t now); /* milliseconds to the next family_tend */
void family_stop(struct family *f, unsigned who);
void family_kill(struct family *f, unsigned who);
bool family_runs(const struct family *f, unsigned from, unsigned to); /* any of [from, to) */
