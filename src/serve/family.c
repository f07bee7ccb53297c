#include <errno.h>
#include <malloc.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include "control.h"
#include "supervisor.h"

#define QUICK_DEATH 2000 /* milliseconds of life */
#define WAIT_FIRST  50
#define WAIT_MAX    5000
#define HOPELESS    300

/* A server's place in the family is the number of its port in a worker's hub. */
_Static_assert((int)FAMILY_KEEPER == (int)PORT_KEEPER && (int)FAMILY_WRITER == (int)PORT_WRITER &&
		       (int)FAMILY_PRESS == (int)PORT_PRESS,
	       "one order for both");

static const char *const names[CHILD__COUNT] = { "rejoin-keeper", "rejoin-writer", "rejoin-press",
						 "rejoin-worker" };

unsigned family_size(const struct family *f)
{
	return FAMILY_SERVERS + f->workers;
}

bool family_has(const struct family *f, unsigned who)
{
	return who != FAMILY_PRESS || f->task.options->parts.press;
}

static int child_run(const struct child_task *task, enum child_kind kind)
{
	switch (kind) {
	case CHILD_KEEPER:
		return child_keeper(task);
	case CHILD_WRITER:
		return child_writer(task);
	case CHILD_PRESS:
		return child_press(task);
	case CHILD_WORKER:
		return child_worker(task);
	case CHILD__COUNT:
		break;
	}
	return CHILD_EXIT_SYSTEM;
}

/* In the child: nothing of the family's stays open but its own line, and the socket if it is a
 * worker. */
static void inherit(const struct family *f, struct child_task *task, enum child_kind kind)
{
	sigset_t none;

	(void)prctl(PR_SET_NAME, names[kind], 0, 0, 0);
	for (unsigned i = 0; i < family_size(f); i++)
		if (f->member[i].pid && f->member[i].line != task->line)
			(void)close(f->member[i].line);
	(void)close(f->own_fd);
	if (f->metrics->listen_fd >= 0)
		(void)close(f->metrics->listen_fd);
	for (size_t i = 0; i < METRICS_CALLERS; i++)
		if (f->metrics->caller[i].fd >= 0)
			(void)close(f->metrics->caller[i].fd);
	if (kind != CHILD_WORKER) {
		(void)close(task->listen_fd);
		task->listen_fd = -1;
	}
	/* The libraries' own copies of a cookie or a line are overwritten as they are freed. */
	(void)mallopt(M_PERTURB, 0xa5);
	/* A terminal and a service manager signal the whole group; only the supervisor decides. */
	(void)signal(SIGINT, SIG_IGN);
	(void)signal(SIGTERM, SIG_IGN);
	(void)signal(SIGPIPE, SIG_IGN);
	sigemptyset(&none);
	(void)sigprocmask(SIG_SETMASK, &none, NULL);
}

static void link_make(struct family *f, unsigned server, unsigned worker)
{
	unsigned slot = worker - FAMILY_SERVERS;
	int pair[2];

	if (!f->member[server].pid || !f->member[worker].pid ||
	    socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, pair) != 0)
		return;
	(void)control_send(f->member[server].line,
			   &(struct control){ CONTROL_LINK, slot, pair[0] });
	(void)control_send(f->member[worker].line,
			   &(struct control){ CONTROL_LINK, server, pair[1] });
	(void)close(pair[0]);
	(void)close(pair[1]);
}

static void links_make(struct family *f, unsigned who)
{
	if (who >= FAMILY_SERVERS)
		for (unsigned server = 0; server < FAMILY_SERVERS; server++)
			link_make(f, server, who);
	else
		for (unsigned worker = FAMILY_SERVERS; worker < family_size(f); worker++)
			link_make(f, who, worker);
}

bool family_start(struct family *f, unsigned who, int64_t now)
{
	struct member *m = &f->member[who];
	struct child_task task = f->task;
	int pair[2];

	m->kind = who < FAMILY_SERVERS ? (enum child_kind)who : CHILD_WORKER;
	if (!control_pair(pair))
		return false;
	task.line = pair[1];
	task.slot = who < FAMILY_SERVERS ? 0 : who - FAMILY_SERVERS;
	(void)fflush(NULL);
	pid_t pid = fork();

	if (pid == 0) {
		(void)close(pair[0]);
		inherit(f, &task, m->kind);
		_exit(child_run(&task, m->kind));
	}
	(void)close(pair[1]);
	if (pid < 0) {
		(void)close(pair[0]);
		return false;
	}
	m->pid = pid;
	m->line = pair[0];
	m->is_ready = false;
	m->started = now;
	links_make(f, who);
	return true;
}

static void death_note(struct family *f, struct member *m, int status, int64_t now)
{
	int code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;

	(void)close(m->line);
	m->pid = 0;
	if (f->is_stopping)
		return;
	if (!m->is_ready && !f->was_ready && (code > 0 || m->wait > HOPELESS)) {
		/* It never began to work: starting it again would not help. */
		f->exit_code = code > 0 ? code : CHILD_EXIT_SYSTEM;
		f->is_stopping = true;
		return;
	}
	m->wait = now - m->started > QUICK_DEATH || !m->wait ? WAIT_FIRST : m->wait * 2;
	if (m->wait > WAIT_MAX)
		m->wait = WAIT_MAX;
	m->restart_at = now + m->wait;
	count(&f->task.counters->restarts, 1);
	if (WIFSIGNALED(status))
		(void)fprintf(stderr, "The %s was ended by signal %d and is started again.\n",
			      names[m->kind], WTERMSIG(status));
	else
		(void)fprintf(stderr, "The %s ended with code %d and is started again.\n",
			      names[m->kind], code);
}

void family_reap(struct family *f, int64_t now)
{
	pid_t pid;
	int status;

	while ((pid = waitpid(-1, &status, WNOHANG)) > 0)
		for (unsigned i = 0; i < family_size(f); i++)
			if (f->member[i].pid == pid)
				death_note(f, &f->member[i], status, now);
}

void family_hear(struct family *f, unsigned who)
{
	struct member *m = &f->member[who];
	struct control c;

	while (m->pid && control_receive(m->line, &c) == CONTROL_MESSAGE) {
		if (c.fd >= 0)
			(void)close(c.fd);
		m->is_ready = m->is_ready || c.kind == CONTROL_READY;
	}
}

static bool servers_are_ready(const struct family *f)
{
	for (unsigned i = 0; i < FAMILY_SERVERS; i++)
		if (family_has(f, i) && i != FAMILY_PRESS && !f->member[i].is_ready)
			return false;
	return true;
}

void family_tend(struct family *f, int64_t now)
{
	f->is_begun = f->is_begun || servers_are_ready(f);
	for (unsigned i = 0; i < family_size(f) && !f->is_stopping; i++) {
		struct member *m = &f->member[i];

		if (m->pid || !family_has(f, i) || now < m->restart_at)
			continue;
		if (i >= FAMILY_SERVERS && !f->is_begun)
			continue;
		if (!family_start(f, i, now))
			m->restart_at = now + WAIT_MAX;
	}
}

int family_due(const struct family *f, int64_t now)
{
	int64_t due = 1000;

	for (unsigned i = 0; i < family_size(f) && !f->is_stopping; i++)
		if (!f->member[i].pid && family_has(f, i) && f->member[i].restart_at > now &&
		    f->member[i].restart_at - now < due)
			due = f->member[i].restart_at - now;
	return (int)due;
}

void family_stop(struct family *f, unsigned who)
{
	if (f->member[who].pid)
		(void)control_send(f->member[who].line,
				   &(struct control){ .kind = CONTROL_STOP, .fd = -1 });
}

void family_kill(struct family *f, unsigned who)
{
	if (f->member[who].pid)
		(void)kill(f->member[who].pid, SIGKILL);
}

bool family_runs(const struct family *f, unsigned from, unsigned to)
{
	for (unsigned i = from; i < to; i++)
		if (f->member[i].pid)
			return true;
	return false;
}
