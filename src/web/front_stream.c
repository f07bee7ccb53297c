#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include "ensure.h"
#include "front_inside.h"

#define STREAM_CHUNK 512

static struct front_request *request_of(struct stream *s)
{
	return (struct front_request *)(void *)((char *)s - offsetof(struct front_request, stream));
}

/* Names of spaces are drawn from a key, so any of their bytes are as good as a hash. */
static struct stream **bucket_of(struct front *f, struct id16 space)
{
	return &f->bucket[((unsigned)space.b[0] << 8 | space.b[1]) % STREAM_BUCKETS];
}

static ssize_t stream_read(void *context, uint64_t position, char *to, size_t max)
{
	struct front_request *r = context;
	struct stream *s = &r->stream;
	size_t n = s->pending_n < max ? s->pending_n : max;

	(void)position;
	if (n) {
		memcpy(to, s->pending, n);
		memmove(s->pending, s->pending + n, s->pending_n - n);
		s->pending_n -= n;
		return (ssize_t)n;
	}
	if (s->is_ended)
		return MHD_CONTENT_READER_END_OF_STREAM;
	r->is_suspended = true;
	MHD_suspend_connection(r->connection);
	return 0;
}

static void stream_wake(struct front_request *r)
{
	if (!r->is_suspended)
		return;
	r->is_suspended = false;
	MHD_resume_connection(r->connection);
}

static void stream_put(struct stream *s, struct str event)
{
	struct front_request *r = request_of(s);

	if (s->pending_n + event.n > STREAM_PENDING_MAX) {
		(void)shutdown(r->link->fd, SHUT_RDWR);
	} else {
		memcpy(s->pending + s->pending_n, event.p, event.n);
		s->pending_n += event.n;
	}
	stream_wake(r);
}

void stream_leave(struct front_request *r)
{
	struct stream *s = &r->stream, **at = bucket_of(r->front, s->of.space);
	struct front *f = r->front;

	if (!s->is_listed)
		return;
	while (*at != s)
		at = &(*at)->next;
	*at = s->next;
	*(s->older ? &s->older->younger : &f->oldest) = s->younger;
	*(s->younger ? &s->younger->older : &f->youngest) = s->older;
	s->is_listed = false;
	f->n_streams--;
}

static void stream_end(struct stream *s)
{
	struct front_request *r = request_of(s);

	stream_leave(r);
	s->is_ended = true;
	deadline_set(&r->front->deadlines, &r->link->deadline, DEADLINE_WRITE);
	stream_wake(r);
}

static void stream_join(struct front_request *r)
{
	struct front *f = r->front;
	struct stream *s = &r->stream, **bucket = bucket_of(f, s->of.space), *first = NULL;
	unsigned n = 0;

	for (struct stream *each = f->oldest; each; each = each->younger)
		if (id32_equal(each->of.session, s->of.session)) {
			first = first ? first : each;
			n++;
		}
	if (n >= FRONT_STREAMS_EACH)
		stream_end(first);
	s->is_ended = f->is_quiet || f->n_streams >= FRONT_STREAMS_MAX;
	if (s->is_ended)
		return;
	s->next = *bucket;
	*bucket = s;
	s->older = f->youngest;
	*(f->youngest ? &f->youngest->younger : &f->oldest) = s;
	f->youngest = s;
	s->is_listed = true;
	f->n_streams++;
}

struct MHD_Response *stream_begin(struct front_request *r)
{
	struct bytes opening = r->x.response.body;
	struct stream *s = &r->stream;

	ASSERT(opening.n <= FRONT_OPENING_MAX);
	*s = (struct stream){ .of = r->x.response.stream, .pending_n = opening.n };
	memcpy(s->pending, opening.p, opening.n);
	stream_join(r);
	return MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, STREAM_CHUNK, stream_read, r,
						 NULL);
}

void stream_settle(struct front_request *r)
{
	size_t block = r->lasting.block_size, cap = r->lasting.cap;

	request_forget_cookie(r);
	explicit_bzero(&r->x, sizeof r->x);
	r->uri = (struct str){ "", 0 };
	arena_end(&r->lasting);
	arena_init(&r->lasting, block, cap);
}

void stream_beat(struct front_request *r)
{
	struct front *f = r->front;
	struct stream *s = &r->stream;

	deadline_set(&f->deadlines, &r->link->deadline, DEADLINE_BEAT);
	if (time(NULL) >= s->of.until ||
	    (f->calls.is_session_open &&
	     !f->calls.is_session_open(f->calls.context, s->of.session)))
		stream_end(s);
	else
		stream_put(s, STR(":\n\n"));
}

static void stream_look(struct stream *s)
{
	if (time(NULL) >= s->of.until)
		stream_end(s);
	else
		stream_put(s, STR("data: look\n\n"));
}

void front_space_changed(struct front *f, struct id16 space)
{
	for (struct stream *s = *bucket_of(f, space), *next; s; s = next) {
		next = s->next;
		if (id16_equal(s->of.space, space))
			stream_look(s);
	}
}

void front_watch(struct front *f)
{
	static struct id16 space[FRONT_STREAMS_MAX];
	static uint64_t mark[FRONT_STREAMS_MAX];
	size_t n = 0, i = 0;

	for (struct stream *s = f->oldest; s && n < FRONT_STREAMS_MAX; s = s->younger)
		space[n++] = s->of.space;
	if (!n || !f->calls.watch || !f->calls.watch(f->calls.context, space, n, mark))
		return;
	for (struct stream *s = f->oldest, *next; s && i < n; s = next, i++) {
		bool is_new = s->is_marked && s->mark != mark[i];

		next = s->younger;
		s->is_marked = true;
		s->mark = mark[i];
		if (is_new)
			stream_look(s);
	}
}

void streams_end(struct front *f)
{
	while (f->oldest)
		stream_end(f->oldest);
}
