#include "supervisor.h"
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <time.h>
#include <unistd.h>
#include "listen.h"
#include "sandbox.h"

#define STOP_WORKERS 2500 /* milliseconds; they allow themselves 2,000 */
#define STOP_SERVERS 5000
#define FILES_MAX    16384
#define PEM_MAX	     (64u << 10)

struct supervisor {
	struct family family;
	struct metrics metrics;
	const char *address;
	uint16_t port;
	bool is_told; /* to stop */
};

static int64_t now_read(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static int refuse(const char *why, const char *what)
{
	(void)fprintf(stderr, "%s%s%s\n", why, what ? " " : "", what ? what : "");
	return CHILD_EXIT_CONFIG;
}

static void process_harden(void)
{
	struct rlimit none = { 0, 0 }, files;

	(void)setrlimit(RLIMIT_CORE, &none);
	(void)prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
	(void)prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	if (getrlimit(RLIMIT_NOFILE, &files) == 0) {
		files.rlim_cur = files.rlim_max < FILES_MAX ? files.rlim_max : FILES_MAX;
		(void)setrlimit(RLIMIT_NOFILE, &files);
	}
}

static char *file_read(const char *path)
{
	FILE *file = fopen(path, "re");
	char *text = file ? calloc(1, PEM_MAX) : NULL;
	size_t n = text ? fread(text, 1, PEM_MAX - 1, file) : 0;

	if (file)
		(void)fclose(file);
	if (n)
		return text;
	free(text);
	return NULL;
}

static int signals_open(void)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGCHLD);
	(void)sigprocmask(SIG_BLOCK, &set, NULL);
	(void)signal(SIGPIPE, SIG_IGN);
	return signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

static void signals_take(struct supervisor *s)
{
	struct signalfd_siginfo info;

	while (read(s->family.own_fd, &info, sizeof info) == (ssize_t)sizeof info) {
		if (info.ssi_signo == SIGCHLD)
			family_reap(&s->family, now_read());
		else
			s->is_told = true;
	}
}

static void ready_say(struct supervisor *s)
{
	const struct serve_options *o = s->family.task.options;
	bool is_six = strchr(s->address, ':') != NULL;

	for (unsigned i = FAMILY_SERVERS; i < family_size(&s->family); i++) {
		if (s->family.was_ready || !s->family.member[i].is_ready)
			continue;
		s->family.was_ready = true;
		(void)printf("ready %s://%s%s%s:%u/\n", o->tls_certificate ? "https" : "http",
			     is_six ? "[" : "", s->address, is_six ? "]" : "", s->port);
		(void)fflush(stdout);
	}
}

static bool is_healthy(const struct family *f)
{
	for (unsigned i = FAMILY_SERVERS; i < family_size(f); i++)
		if (f->member[i].pid && f->member[i].is_ready)
			return f->member[FAMILY_KEEPER].is_ready && f->member[FAMILY_KEEPER].pid &&
			       f->member[FAMILY_WRITER].is_ready && f->member[FAMILY_WRITER].pid;
	return false;
}

/* One turn: waits at most this long, then does what is to be done. */
static void turn(struct supervisor *s, int timeout)
{
	struct pollfd p[1 + METRICS_CALLERS + 1 + FAMILY_MAX];
	struct family *f = &s->family;
	size_t n = 0;

	p[n++] = (struct pollfd){ .fd = f->own_fd, .events = POLLIN };
	n += metrics_poll(&s->metrics, p + n);
	for (unsigned i = 0; i < family_size(f); i++)
		if (f->member[i].pid && !f->member[i].is_ready)
			p[n++] = (struct pollfd){ .fd = f->member[i].line, .events = POLLIN };
	(void)poll(p, n, timeout);
	for (unsigned i = 0; i < family_size(f); i++)
		family_hear(f, i);
	signals_take(s);
	struct metrics_state state = { is_healthy(f), f->workers };

	metrics_run(&s->metrics, f->task.counters, &state, now_read());
}

static void supervise(struct supervisor *s)
{
	struct family *f = &s->family;

	while (!s->is_told && !f->is_stopping) {
		family_tend(f, now_read());
		turn(s, family_due(f, now_read()));
		ready_say(s);
	}
}

static void stop(struct supervisor *s, unsigned from, unsigned to, int64_t patience)
{
	int64_t until = now_read() + patience;

	for (unsigned i = from; i < to; i++)
		family_stop(&s->family, i);
	while (family_runs(&s->family, from, to) && now_read() < until)
		turn(s, 20);
	for (unsigned i = from; i < to; i++)
		family_kill(&s->family, i);
	while (family_runs(&s->family, from, to))
		turn(s, 20);
}

static void stop_all(struct supervisor *s)
{
	s->family.is_stopping = true;
	stop(s, FAMILY_SERVERS, family_size(&s->family), STOP_WORKERS);
	stop(s, FAMILY_WRITER, FAMILY_WRITER + 1, STOP_SERVERS);
	stop(s, FAMILY_KEEPER, FAMILY_SERVERS, STOP_SERVERS);
}

static unsigned workers_count(unsigned asked)
{
	long cores = sysconf(_SC_NPROCESSORS_ONLN);

	if (!asked)
		asked = cores > 0 ? (unsigned)cores : 1;
	return asked < SERVE_WORKERS_MAX ? asked : SERVE_WORKERS_MAX;
}

static int sockets_open(struct supervisor *s, const struct serve_options *o)
{
	struct child_task *task = &s->family.task;
	uint16_t port;
	int metrics_fd = -1;

	task->listen_fd = listen_open(s->address, o->port, &s->port);
	if (task->listen_fd < 0)
		return refuse("The server cannot listen there:", strerror(errno));
	task->port = s->port;
	task->is_loopback = address_is_loopback(s->address) && !o->proxy;
	if (o->metrics_port >= 0) {
		metrics_fd = listen_open("127.0.0.1", (uint16_t)o->metrics_port, &port);
		if (metrics_fd < 0)
			return refuse("The metrics cannot be offered:", strerror(errno));
		(void)fprintf(stderr, "metrics http://127.0.0.1:%u/metrics\n", port);
	}
	metrics_init(&s->metrics, metrics_fd);
	return 0;
}

static int tls_read(struct child_task *task, const struct serve_options *o)
{
	if (!o->tls_certificate)
		return 0;
	task->tls_certificate = file_read(o->tls_certificate);
	task->tls_key = file_read(o->tls_key);
	if (task->tls_certificate && task->tls_key)
		return 0;
	return refuse("The certificate or its key cannot be read.", NULL);
}

int serve_run(const struct serve_options *options)
{
	static struct supervisor s;
	struct family *f = &s.family;
	const char *why = listen_refusal(options);
	int code;

	if (why)
		return refuse(why, NULL);
	process_harden();
	s.address = options->address ? options->address : "127.0.0.1";
	f->task.options = options;
	f->workers = workers_count(options->workers);
	f->metrics = &s.metrics;
	f->task.counters = mmap(NULL, sizeof *f->task.counters, PROT_READ | PROT_WRITE,
				MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	f->own_fd = signals_open();
	if (f->task.counters == MAP_FAILED || f->own_fd < 0)
		return CHILD_EXIT_SYSTEM;
	code = tls_read(&f->task, options);
	if (!code)
		code = sockets_open(&s, options);
	if (code)
		return code;
	(void)fprintf(stderr, "files are %s\n",
		      sandbox_has_files() ? "walled off by Landlock"
					  : "not walled off: this kernel has no Landlock");
	supervise(&s);
	stop_all(&s);
	return f->exit_code;
}
