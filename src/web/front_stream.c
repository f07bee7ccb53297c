#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include "ensure.h"
#include "front_inside.h"

#define STREAM_CHUNK 1024

static size_t bytes_move(char *to, size_t max, const uint8_t *from, size_t n)
{
	size_t take = n < max ? n : max;

	if (take)
		memcpy(to, from, take);
	return take;
}

static ssize_t stream_read(void *context, uint64_t position, char *to, size_t max)
{
	struct front_request *r = context;
	struct bytes opening = r->x.response.body;
	size_t n;

	(void)position;
	if (r->stream_sent < opening.n) {
		n = bytes_move(to, max, opening.p + r->stream_sent, opening.n - r->stream_sent);
		r->stream_sent += n;
		return (ssize_t)n;
	}
	if (r->pending_n) {
		n = bytes_move(to, max, r->pending, r->pending_n);
		memmove(r->pending, r->pending + n, r->pending_n - n);
		r->pending_n -= n;
		return (ssize_t)n;
	}
	if (r->front->is_quiet)
		return MHD_CONTENT_READER_END_OF_STREAM;
	r->is_suspended = true;
	MHD_suspend_connection(r->connection);
	return 0;
}

struct MHD_Response *stream_begin(struct front_request *r)
{
	r->pending = calloc(1, STREAM_PENDING_MAX);
	ASSERT(r->pending);
	return MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, STREAM_CHUNK, stream_read, r,
						 NULL);
}

static void stream_put(struct front_request *r, struct bytes event)
{
	if (r->pending_n + event.n > STREAM_PENDING_MAX) {
		(void)shutdown(r->link->fd, SHUT_RDWR);
	} else if (event.n) {
		memcpy(r->pending + r->pending_n, event.p, event.n);
		r->pending_n += event.n;
	}
	if (!r->is_suspended)
		return;
	r->is_suspended = false;
	MHD_resume_connection(r->connection);
}

void front_stream(struct front *f, struct bytes event)
{
	struct deadline *ring = &f->deadlines.ring[DEADLINE_NONE];

	for (struct deadline *d = ring->after; d != ring; d = d->after)
		stream_put(((struct front_link *)d)->request, event);
}

void stream_beat(struct front *f)
{
	front_stream(f, bytes_str(STR(":\n\n")));
}
