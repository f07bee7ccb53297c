/* front_guard: what a request head must be before anything else looks at it. Pure.
 *
 * The HTTP library behind the front is lenient where a proxy in front of it may read otherwise (two
 * lengths, a length and a transfer coding, bare line feeds, folded lines). Whatever two readers
 * could read in two ways is refused here. Source: RFC 9112, sections 2.2, 3.2, 5.1, 5.2, 6.3, 11.2.
 */
#pragma once
#include "http.h"

enum guard_hosts { GUARD_HOSTS_LOOPBACK, GUARD_HOSTS_ANY };

struct guard {
	struct http_request *request; /* filled as the headers pass */
	bool is_bad;
	bool has_length, has_coding;
	size_t length; /* Content-Length */
	struct str forwarded_for, forwarded_proto;
	/* Where the first header begins and where the next name has to, so that nothing stands
	 * between the lines but one CR LF. An address, never followed. */
	uintptr_t first, next;
};

/* uri: as it stood in the request line, in the buffer in which the headers follow. */
void guard_begin(struct guard *g, struct http_request *request, struct str uri);
void guard_header(struct guard *g, struct str name, struct str value);

struct guard_line {
	const char *method, *version; /* where they stood in the request line, NUL-terminated */
	size_t head_bytes;	      /* from the method to the end of the empty line */
	enum guard_hosts hosts;
	uint16_t port;
};

/* does   judges the head as a whole and fills method, path and query of the request, also of one
 * whose method is not ours (405)
 * returns 0 when it may pass, or the status that refuses it: 400, 405, 411 */
int guard_judge(struct guard *g, struct str uri, const struct guard_line *line);
