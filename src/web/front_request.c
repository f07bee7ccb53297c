#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>
#include "ensure.h"
#include "front_inside.h"

#define LASTING_BLOCK (24u << 10)
#define LASTING_CAP   (48u << 20)
#define DISCARD_MAX   ((size_t)8 << 20)

struct front_link *link_of(struct MHD_Connection *connection)
{
	return MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT)
		->socket_context;
}

static struct front_request *request_make(struct front *f)
{
	struct front_request *r = f->spare;

	if (r) {
		f->spare = r->next_spare;
		f->n_spare--;
		r->next_spare = NULL;
	} else {
		r = calloc(1, sizeof *r);
		ASSERT(r);
		arena_init(&r->lasting, LASTING_BLOCK, LASTING_CAP);
	}
	r->front = f;
	r->x.arena = &f->run;
	r->x.lasting = &r->lasting;
	r->x.front = r;
	return r;
}

void request_free(struct front_request *r)
{
	struct front *f = r->front;
	struct arena kept;

	body_free(r);
	stream_leave(r);
	arena_reset(&r->lasting);
	kept = r->lasting;
	explicit_bzero(r, sizeof *r);
	r->lasting = kept;
	if (f->n_spare >= SPARE_REQUESTS_MAX) {
		arena_end(&r->lasting);
		free(r);
		return;
	}
	r->next_spare = f->spare;
	f->spare = r;
	f->n_spare++;
}

void *request_see_uri(void *front, const char *uri, struct MHD_Connection *connection)
{
	struct front *f = front;
	struct front_request *r = request_make(f);

	r->connection = connection;
	r->link = link_of(connection);
	r->link->request = r;
	r->uri = arena_str(&r->lasting, str_c(uri));
	guard_begin(&r->guard, &r->x.request, (struct str){ uri, r->uri.n });
	f->n_requests++;
	deadline_set(&f->deadlines, &r->link->deadline, DEADLINE_HEAD);
	return r;
}

static enum MHD_Result header_see(void *context, enum MHD_ValueKind kind, const char *name,
				  size_t name_n, const char *value, size_t value_n)
{
	(void)kind;
	guard_header(context, (struct str){ name, name_n }, (struct str){ value, value_n });
	return MHD_YES;
}

static void question_forget(struct front_request *r)
{
	struct front *f = r->front;

	if (!r->id)
		return;
	f->asked[(uint32_t)r->id] = NULL;
	f->free_slot[f->n_free++] = (uint32_t)r->id;
	r->id = 0;
}

static bool question_send(struct front_request *r)
{
	struct front *f = r->front;

	ASSERT(f->n_free > 0);
	uint32_t slot = f->free_slot[--f->n_free];

	r->id = (uint64_t)++f->serial << 32 | slot;
	f->asked[slot] = r;
	if (f->calls.ask(f->calls.context, r->id, r->x.memo.port, r->x.memo.question))
		return true;
	question_forget(r);
	return false;
}

static void answer_add(struct front_request *r, struct bytes answer)
{
	struct port_memo *m = &r->x.memo;

	m->had[m->n_had].port = m->port;
	m->had[m->n_had++].answer = arena_bytes(&r->lasting, answer);
	m->is_pending = false;
}

void request_answer(struct front_request *r, struct bytes answer)
{
	question_forget(r);
	answer_add(r, answer);
	r->state = FRONT_ANSWERED;
	deadline_set(&r->front->deadlines, &r->link->deadline, DEADLINE_WRITE);
	MHD_resume_connection(r->connection);
}

void request_fail(struct front_request *r)
{
	request_answer(r, r->front->calls.not_now[r->x.memo.port]);
}

static enum MHD_Result request_run(struct front_request *r)
{
	struct front *f = r->front;

	for (;;) {
		r->x.memo.n_asked = 0;
		r->x.memo.is_pending = false;
		enum http_step step = f->calls.handle(f->calls.context, &r->x);

		if (step == HTTP_DONE)
			break;
		ASSERT(r->x.memo.is_pending);
		bool is_sent = question_send(r);

		arena_reset(&f->run);
		if (is_sent) {
			r->state = FRONT_WAITING;
			deadline_set(&f->deadlines, &r->link->deadline, DEADLINE_ANSWER);
			MHD_suspend_connection(r->connection);
			return MHD_YES;
		}
		answer_add(r, f->calls.not_now[r->x.memo.port]);
	}
	if (r->x.tell.n)
		f->calls.tell(f->calls.context, r->x.tell);
	arena_reset(&f->run);
	return respond(r);
}

static void seed_take(struct front *f, uint8_t *ret, size_t n)
{
	if (f->random_left < n) {
		f->random_left = sizeof f->random;
		ASSERT(getrandom(f->random, f->random_left, 0) == (ssize_t)f->random_left);
	}
	f->random_left -= n;
	memcpy(ret, f->random + f->random_left, n);
	explicit_bzero(f->random + f->random_left, n);
}

enum MHD_Result request_refuse(struct MHD_Connection *connection, unsigned status)
{
	struct front_link *link = link_of(connection);
	struct front_request *r = link->request;

	if (!r)
		link->request = r = request_make(link->front);
	r->connection = connection;
	r->link = link;
	r->x.now = time(NULL);
	seed_take(link->front, r->x.seed, sizeof r->x.seed);
	client_find(r);
	r->is_past = library_goes_on(connection);
	r->x.request.refused = (int)status;
	return request_run(r);
}

static enum MHD_Result request_begin(struct front_request *r, const char *method,
				     const char *version)
{
	struct front *f = r->front;
	const struct guard_line line = {
		.method = method,
		.version = version,
		.head_bytes = MHD_get_connection_info(r->connection,
						      MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE)
				      ->header_size,
		.hosts = f->options.is_loopback ? GUARD_HOSTS_LOOPBACK : GUARD_HOSTS_ANY,
		.port = f->options.port,
	};

	(void)MHD_get_connection_values_n(r->connection, MHD_HEADER_KIND, header_see, &r->guard);
	r->x.now = time(NULL);
	seed_take(f, r->x.seed, sizeof r->x.seed);
	client_find(r);
	r->x.request.refused = guard_judge(&r->guard, r->uri, &line);
	r->x.request.is_oversize = r->guard.length > HTTP_BODY_MAX;
	r->state = FRONT_BODY;
	if (r->x.request.refused || r->guard.length > DISCARD_MAX)
		return request_run(r);
	if (r->guard.length)
		deadline_set(&f->deadlines, &r->link->deadline, DEADLINE_BODY);
	return MHD_YES;
}

static enum MHD_Result request_take(struct front_request *r, const char *upload, size_t *upload_n)
{
	if (*upload_n) {
		if (!body_take(r, upload, *upload_n))
			r->x.request.refused = 503;
		*upload_n = 0;
		return MHD_YES;
	}
	r->x.request.body = str_bytes((struct bytes){ r->body, r->body_n });
	return request_run(r);
}

enum MHD_Result request_handle(void *front, struct MHD_Connection *connection, const char *url,
			       const char *method, const char *version, const char *upload,
			       size_t *upload_n, void **context)
{
	struct front_request *r = *context;

	(void)front;
	(void)connection;
	(void)url;
	switch (r->state) {
	case FRONT_HEAD:
		return request_begin(r, method, version);
	case FRONT_BODY:
		return request_take(r, upload, upload_n);
	case FRONT_ANSWERED:
		return request_run(r);
	case FRONT_WAITING:
	case FRONT_SENDING:
	case FRONT_STREAM:
		break;
	}
	return MHD_YES;
}

static enum MHD_Result value_wipe(void *context, enum MHD_ValueKind kind, const char *name,
				  size_t name_n, const char *value, size_t value_n)
{
	(void)context;
	(void)kind;
	(void)name;
	(void)name_n;
	if (value_n)
		explicit_bzero((void *)(uintptr_t)value, value_n);
	return MHD_YES;
}

/* A cookie opens a notebook: neither the line nor the library's copy may stay. */
void request_forget_cookie(struct front_request *r)
{
	struct str cookie = r->x.request.cookie;

	if (cookie.n)
		value_wipe(NULL, MHD_HEADER_KIND, NULL, 0, cookie.p, cookie.n);
	r->x.request.cookie = (struct str){ "", 0 };
	(void)MHD_get_connection_values_n(r->connection, MHD_COOKIE_KIND, value_wipe, NULL);
}

void request_complete(void *front, struct MHD_Connection *connection, void **context,
		      enum MHD_RequestTerminationCode code)
{
	struct front *f = front;
	struct front_request *r = *context;

	(void)code;
	(void)connection;
	if (!r)
		return;
	*context = NULL;
	/* It began before anybody knew that it would be the last of its connection. */
	if (f->is_quiet && r->state == FRONT_STREAM)
		(void)shutdown(r->link->fd, SHUT_RDWR);
	request_forget_cookie(r);
	question_forget(r);
	f->n_requests--;
	r->link->request = NULL;
	deadline_set(&f->deadlines, &r->link->deadline, DEADLINE_IDLE);
	request_free(r);
}
