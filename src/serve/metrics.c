#include "metrics.h"
#include <inttypes.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

#define PATIENCE 2000 /* milliseconds */
#define TEXT_MAX 4096

void metrics_init(struct metrics *m, int listen_fd)
{
	m->listen_fd = listen_fd;
	for (size_t i = 0; i < METRICS_CALLERS; i++)
		m->caller[i].fd = -1;
}

size_t metrics_poll(const struct metrics *m, struct pollfd *ret)
{
	size_t n = 0;

	if (m->listen_fd < 0)
		return 0;
	ret[n++] = (struct pollfd){ .fd = m->listen_fd, .events = POLLIN };
	for (size_t i = 0; i < METRICS_CALLERS; i++)
		if (m->caller[i].fd >= 0)
			ret[n++] = (struct pollfd){ .fd = m->caller[i].fd, .events = POLLIN };
	return n;
}

static size_t text_add(char *to, size_t n, const char *name, const char *label, uint64_t value)
{
	int more = snprintf(to + n, TEXT_MAX - n, "rejoin_%s%s %" PRIu64 "\n", name, label, value);

	return more > 0 && (size_t)more < TEXT_MAX - n ? n + (size_t)more : n;
}

static size_t metrics_write(char *to, const struct counters *c, const struct metrics_state *s)
{
	uint64_t connections = 0;
	size_t n = 0;
	char label[32];

	for (unsigned i = 1; i < 6; i++) {
		(void)snprintf(label, sizeof label, "{class=\"%uxx\"}", i);
		n = text_add(to, n, "responses_total", label, count_get(&c->responses[i]));
	}
	for (unsigned i = 0; i < s->workers; i++)
		connections += count_get(&c->connections[i]);
	n = text_add(to, n, "connections", "", connections);
	n = text_add(to, n, "workers", "", s->workers);
	n = text_add(to, n, "restarts_total", "", count_get(&c->restarts));
	n = text_add(to, n, "commits_total", "", count_get(&c->commits));
	n = text_add(to, n, "commit_groups_total", "", count_get(&c->commit_groups));
	n = text_add(to, n, "commit_group_largest", "", count_get(&c->commit_group_largest));
	n = text_add(to, n, "keeper_answers_total", "", count_get(&c->keeper_answers));
	n = text_add(to, n, "keeper_refusals_total", "", count_get(&c->keeper_refusals));
	n = text_add(to, n, "keeper_waiting", "", count_get(&c->keeper_waiting));
	return text_add(to, n, "press_answers_total", "", count_get(&c->press_answers));
}

static void caller_end(struct metrics *m, size_t i)
{
	(void)close(m->caller[i].fd);
	m->caller[i].fd = -1;
}

static void caller_answer(struct metrics *m, size_t i, const struct counters *c,
			  const struct metrics_state *s)
{
	struct str asked = { m->caller[i].text, m->caller[i].n };
	char body[TEXT_MAX], head[256];
	int status = 200;
	size_t n = 0;

	if (str_has_prefix(asked, STR("GET /metrics "))) {
		n = metrics_write(body, c, s);
	} else if (str_has_prefix(asked, STR("GET /health "))) {
		status = s->is_healthy ? 200 : 503;
		n = (size_t)snprintf(body, sizeof body, "%s\n", s->is_healthy ? "ok" : "not ready");
	} else {
		status = 404;
	}
	int h = snprintf(head, sizeof head,
			 "HTTP/1.1 %d %s\r\nContent-Type: text/plain; version=0.0.4\r\n"
			 "Content-Length: %zu\r\nConnection: close\r\n\r\n",
			 status, status == 200 ? "OK" : "Not now", n);

	/* Small enough for the socket's own buffer: never waits. */
	(void)!send(m->caller[i].fd, head, (size_t)h, MSG_NOSIGNAL | MSG_DONTWAIT);
	(void)!send(m->caller[i].fd, body, n, MSG_NOSIGNAL | MSG_DONTWAIT);
	caller_end(m, i);
}

static void caller_read(struct metrics *m, size_t i, const struct counters *c,
			const struct metrics_state *s)
{
	char *text = m->caller[i].text;
	ssize_t got = recv(m->caller[i].fd, text + m->caller[i].n,
			   sizeof m->caller[i].text - m->caller[i].n, MSG_DONTWAIT);

	if (got < 0)
		return;
	m->caller[i].n += (size_t)got;
	if (memmem(text, m->caller[i].n, "\r\n\r\n", 4))
		caller_answer(m, i, c, s);
	else if (got == 0 || m->caller[i].n == sizeof m->caller[i].text)
		caller_end(m, i);
}

void metrics_run(struct metrics *m, const struct counters *c, const struct metrics_state *s,
		 int64_t now)
{
	if (m->listen_fd < 0)
		return;
	for (size_t i = 0; i < METRICS_CALLERS; i++) {
		if (m->caller[i].fd < 0) {
			m->caller[i].fd =
				accept4(m->listen_fd, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
			m->caller[i].until = now + PATIENCE;
			m->caller[i].n = 0;
		}
		if (m->caller[i].fd >= 0)
			caller_read(m, i, c, s);
		if (m->caller[i].fd >= 0 && now >= m->caller[i].until)
			caller_end(m, i);
	}
}
