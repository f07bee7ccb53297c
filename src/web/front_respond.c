#include <string.h>
#include "ensure.h"
#include "front_inside.h"

static uint64_t hash_add(uint64_t hash, struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		hash = (hash ^ (uint8_t)s.p[i]) * 0x100000001b3u;
	return (hash ^ 0xff) * 0x100000001b3u;
}

static uint64_t headers_hash(const struct http_response *response)
{
	uint64_t hash = 0xcbf29ce484222325u;

	for (size_t i = 0; i < response->n_headers; i++) {
		hash = hash_add(hash, response->header[i].name);
		hash = hash_add(hash, response->header[i].value);
	}
	return hash;
}

/* The scratch is the front's because a local of this size would be cleared for each header. */
static void header_add(struct front *f, struct MHD_Response *m, const struct http_header *h)
{
	char *name = f->header_name, *value = f->header_value;

	ASSERT(h->name.n < sizeof f->header_name && h->value.n < sizeof f->header_value);
	memcpy(name, h->name.p, h->name.n);
	name[h->name.n] = '\0';
	if (h->value.n)
		memcpy(value, h->value.p, h->value.n);
	value[h->value.n] = '\0';
	/* Refused for a line end in either: that is a bug of ours, never sent. */
	ASSERT(MHD_add_response_header(m, name, value) == MHD_YES);
	if (strcasecmp(name, "Set-Cookie") == 0)
		explicit_bzero(value, h->value.n);
}

static struct MHD_Response *response_make(struct front_request *r)
{
	const struct http_response *response = &r->x.response;
	struct MHD_Response *m;

	/* The body lies in the exchange's own arena, which outlives the sending. */
	m = response->is_stream
		    ? stream_begin(r)
		    : MHD_create_response_from_buffer(response->body.n,
						      (void *)(uintptr_t)response->body.p,
						      MHD_RESPMEM_PERSISTENT);
	ASSERT(m);
	for (size_t i = 0; i < response->n_headers; i++)
		header_add(r->front, m, &response->header[i]);
	return m;
}

static struct MHD_Response *response_find(struct front_request *r)
{
	const struct http_response *response = &r->x.response;
	uint64_t hash = headers_hash(response) ^ (uint64_t)response->status;
	struct front_cached *c =
		&r->front->cache[(hash ^ (uintptr_t)response->body.p >> 4) % CACHE_SLOTS];

	if (c->response && c->body == response->body.p && c->hash == hash &&
	    c->status == response->status)
		return c->response;
	if (c->response)
		MHD_destroy_response(c->response);
	*c = (struct front_cached){ response->body.p, response->status, hash, response_make(r) };
	return c->response;
}

void respond_cache_end(struct front *f)
{
	for (size_t i = 0; i < CACHE_SLOTS; i++)
		if (f->cache[i].response)
			MHD_destroy_response(f->cache[i].response);
}

enum MHD_Result respond(struct front_request *r)
{
	struct http_response *response = &r->x.response;
	struct front *f = r->front;
	bool is_last = response->is_close || r->x.request.refused || f->is_quiet;
	bool is_kept = response->is_static && !is_last && !response->is_stream;
	enum MHD_Result result;

	ASSERT(response->status >= 200 && response->status < 600);
	ASSERT(response->n_headers <= HTTP_HEADERS_MAX);
	if (f->calls.count)
		f->calls.count(f->calls.context, response->status);
	if (r->is_past)
		return library_pass(r);
	struct MHD_Response *m = is_kept ? response_find(r) : response_make(r);

	if (is_last)
		(void)MHD_add_response_header(m, "Connection", "close");
	result = answers_queue(r->connection, (unsigned)response->status, m);
	if (!is_kept)
		MHD_destroy_response(m);
	r->state = response->is_stream ? FRONT_STREAM : FRONT_SENDING;
	deadline_set(&f->deadlines, &r->link->deadline,
		     r->stream.is_listed ? DEADLINE_BEAT : DEADLINE_WRITE);
	body_free(r);
	if (response->is_stream)
		stream_settle(r);
	return result;
}
