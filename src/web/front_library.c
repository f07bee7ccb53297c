/* What libmicrohttpd answers by itself: a request without Host, a head larger than its pool, a line
 * it cannot read. It does so with a page of its own and none of our headers, and has no call for
 * saying otherwise. But it hands that page to MHD_queue_response by the dynamic linker's table, and
 * the program's own function of that name goes before the library's. So every answer passes here:
 * ours go on by answers_queue, the library's are put in our words first. A library that does not
 * ask (linked statically, or bound to itself) shows in tests/story/headers_story.py. */
#include <dlfcn.h>
#include "front_inside.h"

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

enum MHD_Result MHD_queue_response(struct MHD_Connection *connection, unsigned status,
				   struct MHD_Response *response)
{
	const struct front_link *link = link_of(connection);

	/* Not in the middle of an answer of ours. */
	if (link->request && link->request->state > FRONT_BODY)
		return answers_queue(connection, status, response);
	return request_refuse(connection, status);
}
