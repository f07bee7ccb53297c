#include <stdlib.h>
#include <string.h>
#include "ensure.h"
#include "front_inside.h"

#define BODY_FIRST     ((size_t)4096)
#define ALL_BODIES_MAX ((size_t)64 << 20)

static bool body_grow(struct front_request *r, size_t need)
{
	size_t cap = r->body_cap ? r->body_cap : BODY_FIRST;

	while (cap < need)
		cap *= 2;
	if (r->front->body_bytes - r->body_cap + cap > ALL_BODIES_MAX)
		return false;
	uint8_t *p = malloc(cap);

	ASSERT(p);
	if (r->body_n)
		memcpy(p, r->body, r->body_n);
	size_t n = r->body_n;

	body_free(r);
	r->body = p;
	r->body_n = n;
	r->body_cap = cap;
	r->front->body_bytes += cap;
	return true;
}

bool body_take(struct front_request *r, const char *upload, size_t n)
{
	bool has_room = true;

	if (r->x.request.is_oversize || r->x.request.refused) {
		/* Read and dropped, so that the answer is not lost behind a reset. */
	} else if (r->body_n + n > HTTP_BODY_MAX) {
		r->x.request.is_oversize = true;
	} else if (r->body_n + n > r->body_cap && !body_grow(r, r->body_n + n)) {
		has_room = false;
	} else {
		memcpy(r->body + r->body_n, upload, n);
		r->body_n += n;
	}
	/* The library's buffer is not to keep what a person wrote. */
	explicit_bzero((void *)(uintptr_t)upload, n);
	return has_room;
}

void body_free(struct front_request *r)
{
	if (!r->body)
		return;
	explicit_bzero(r->body, r->body_n);
	r->front->body_bytes -= r->body_cap;
	free(r->body);
	r->body = NULL;
	r->body_n = r->body_cap = 0;
}
