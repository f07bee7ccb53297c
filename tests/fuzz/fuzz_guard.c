/* The guard of request heads: what it passes is one head in one reading only. The target stands in
 * for the HTTP library: it cuts the lines as leniently as that does. */
#include "front_guard.h"
#include <strings.h>
#include "fuzz.h"

#define HEAD_MAX ((size_t)8192)

struct head {
	char p[HEAD_MAX + 1];
	size_t n, at;
	char *method, *uri, *version;
};

/* A word of the request line: up to the next blank, whatever octets it holds. NULL: there is none.
 */
static char *word_cut(struct head *h)
{
	char *from = h->p + h->at, *end = memchr(from, ' ', h->n - h->at);

	if (!end)
		return NULL;
	*end = 0;
	h->at = (size_t)(end - h->p) + 1;
	return from;
}

/* Ends the line that begins at `at`: at CR LF, but also at a bare CR or LF. */
static char *line_cut(struct head *h)
{
	char *line = h->p + h->at;

	h->at += strcspn(line, "\r\n");
	if (h->p[h->at] == '\r' && h->p[h->at + 1] == '\n')
		h->p[h->at++] = 0;
	if (h->at < h->n)
		h->p[h->at++] = 0;
	return line;
}

/* False for a line without a colon, which the library refuses itself. */
static bool header_cut(struct head *h, struct guard *g)
{
	char *name = line_cut(h), *value = strchr(name, ':');

	if (!value)
		return false;
	*value++ = 0;
	value += strspn(value, " \t");
	guard_header(g, str_c(name), str_c(value));
	return true;
}

/* Line by line as RFC 9112 has it: false when another reader could see something else. */
static bool is_strict(const char *p, size_t n)
{
	size_t hosts = 0, lengths = 0;

	for (size_t at = 0; at < n;) {
		const char *end = memmem(p + at, n - at, "\r\n", 2);

		if (!end)
			return false;
		size_t length = (size_t)(end - p) - at;

		if (memchr(p + at, '\n', length) || memchr(p + at, '\r', length) ||
		    memchr(p + at, 0, length) || p[at] == ' ' || p[at] == '\t')
			return false;
		hosts += length >= 5 && !strncasecmp(p + at, "host:", 5);
		lengths += length >= 15 && !strncasecmp(p + at, "content-length:", 15);
		if (length >= 18 && !strncasecmp(p + at, "transfer-encoding:", 18))
			return false;
		at += length + 2;
		if (length == 0)
			return hosts == 1 && lengths <= 1 && at == n;
	}
	return false;
}

static void passed(const struct http_request *r, const char *raw, size_t n)
{
	HOLD(is_strict(raw, n));
	HOLD(r->path.n && r->path.p[0] == '/' && !memchr(r->path.p, '?', r->path.n));
	HOLD(r->host.n && !memchr(r->host.p, '/', r->host.n) && !memchr(r->host.p, '@', r->host.n));
	HOLD(r->method == HTTP_GET || r->method == HTTP_HEAD || r->method == HTTP_POST);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static struct head h;
	struct http_request request = { 0 };
	struct guard g;

	if (n < 4 || n > HEAD_MAX)
		return 0;
	memcpy(h.p, data, n);
	h.p[n] = 0;
	h.n = n;
	h.at = 0;
	h.method = word_cut(&h);
	h.uri = h.method ? word_cut(&h) : NULL;
	if (!h.uri)
		return 0;
	h.version = line_cut(&h);
	guard_begin(&g, &request, str_c(h.uri));
	while (h.p[h.at] && h.p[h.at] != '\r' && h.p[h.at] != '\n')
		if (!header_cut(&h, &g))
			return 0;
	if (!h.p[h.at])
		return 0; /* the library waits for more */
	(void)line_cut(&h);
	const struct guard_line line = { .method = h.method,
					 .version = h.version,
					 .head_bytes = h.at,
					 .port = 8080,
					 .hosts = (enum guard_hosts)(
						 n & 1 ? GUARD_HOSTS_ANY : GUARD_HOSTS_LOOPBACK) };

	if (guard_judge(&g, str_c(h.uri), &line) == 0)
		passed(&request, (const char *)data, h.at);
	return 0;
}
