/* What libmicrohttpd answers by itself: a head larger than its pool, a length that is no number, a
 * line it cannot read. It does so with a page of its own and none of our headers, and has no call
 * for saying otherwise. But it hands that page to MHD_queue_response by the dynamic linker's table,
 * and the program's own function of that name goes before the library's. So every answer passes
 * here: ours go on by answers_queue, the library's are put in our words first. A library that does
 * not ask (linked statically, or bound to itself) shows in tests/story/headers_story.py. */
#include <dlfcn.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include "front_inside.h"
#include "wire.h"

#define LINE_MAX_BYTES 8192 /* of all headers */

typedef enum MHD_Result queue(struct MHD_Connection *, unsigned, struct MHD_Response *);

static queue *next;

bool answers_find(void)
{
	union {
		void *object;
		queue *function;
	} found = { .object = dlsym(RTLD_NEXT, "MHD_queue_response") };

	next = found.function;
	return next != NULL;
}

enum MHD_Result answers_queue(struct MHD_Connection *connection, unsigned status,
			      struct MHD_Response *response)
{
	return next(connection, status, response);
}

bool library_goes_on(struct MHD_Connection *connection)
{
	const union MHD_ConnectionInfo *info =
		MHD_get_connection_info(connection, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);

	return info && info->header_size;
}

enum MHD_Result library_pass(struct front_request *r)
{
	const struct http_response *response = &r->x.response;
	char line[64];
	struct wire_out w = wire_begin(&r->lasting, LINE_MAX_BYTES + response->body.n);

	(void)snprintf(line, sizeof line, "HTTP/1.1 %d Refused\r\n", response->status);
	wire_fixed(&w, line, strlen(line));
	for (size_t i = 0; i < response->n_headers; i++) {
		wire_fixed(&w, response->header[i].name.p, response->header[i].name.n);
		wire_fixed(&w, ": ", 2);
		wire_fixed(&w, response->header[i].value.p, response->header[i].value.n);
		wire_fixed(&w, "\r\n", 2);
	}
	(void)snprintf(line, sizeof line, "Connection: close\r\nContent-Length: %zu\r\n\r\n",
		       response->body.n);
	wire_fixed(&w, line, strlen(line));
	wire_fixed(&w, response->body.p, response->body.n);
	struct bytes all = wire_done(&w);

	if (!r->front->options.tls_certificate)
		(void)!send(r->link->fd, all.p, all.n, MSG_NOSIGNAL | MSG_DONTWAIT);
	return MHD_NO;
}

enum MHD_Result MHD_queue_response(struct MHD_Connection *connection, unsigned status,
				   struct MHD_Response *response)
{
	const struct front_link *link = link_of(connection);

	/* Not in the middle of an answer of ours. */
	if (link->request && link->request->state > FRONT_BODY)
		return answers_queue(connection, status, response);
	return request_refuse(connection, status);
}
