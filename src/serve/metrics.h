/* metrics: /health and /metrics on a listener of their own, on loopback only, answered by the
 * supervisor from the counters. Sums only; no path, no address, no person. */
#pragma once
#include <poll.h>
#include "counters.h"
#include "str.h"

#define METRICS_CALLERS 8

struct metrics {
	int listen_fd; /* -1: none */
	struct {
		int fd; /* -1: free */
		int64_t until;
		size_t n;
		char text[1024];
	} caller[METRICS_CALLERS];
};

struct metrics_state { /* what the supervisor knows besides */
	bool is_healthy;
	unsigned workers;
};

void metrics_init(struct metrics *m, int listen_fd);
/* Fills at most METRICS_CALLERS + 1 entries; returns how many. */
size_t metrics_poll(const struct metrics *m, struct pollfd *ret);
void metrics_run(struct metrics *m, const struct counters *c, const struct metrics_state *s,
		 int64_t now);
