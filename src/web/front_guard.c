#include "front_guard.h"
#include <stddef.h>
#include <strings.h>

#define LENGTH_DIGITS_MAX 10
#define HOST_MAX	  255

static const struct {
	struct str name;
	size_t offset; /* of a struct str in struct http_request */
} known[] = {
	{ STR("Host"), offsetof(struct http_request, host) },
	{ STR("Origin"), offsetof(struct http_request, origin) },
	{ STR("Sec-Fetch-Site"), offsetof(struct http_request, sec_fetch_site) },
	{ STR("Sec-Fetch-Dest"), offsetof(struct http_request, sec_fetch_dest) },
	{ STR("Accept-Language"), offsetof(struct http_request, accept_language) },
	{ STR("Cookie"), offsetof(struct http_request, cookie) },
	{ STR("Content-Type"), offsetof(struct http_request, content_type) },
	{ STR("If-None-Match"), offsetof(struct http_request, if_none_match) },
};

static bool is_named(struct str name, struct str as)
{
	return name.n == as.n && strncasecmp(name.p, as.p, as.n) == 0;
}

static bool is_alnum(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static bool is_token(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!is_alnum(s.p[i]) && (!s.p[i] || !strchr("!#$%&'*+-.^_`|~", s.p[i])))
			return false;
	return s.n > 0;
}

static bool is_value(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if ((c < 0x20 && c != '\t') || c == 0x7f)
			return false;
	}
	return true;
}

static bool is_uri(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] <= 0x20 || s.p[i] >= 0x7f || s.p[i] == '#')
			return false;
	return s.n > 0 && s.p[0] == '/';
}

static bool length_read(struct str s, size_t *ret)
{
	size_t n = 0;

	if (s.n == 0 || s.n > LENGTH_DIGITS_MAX)
		return false;
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
		n = n * 10 + (size_t)(s.p[i] - '0');
	}
	*ret = n;
	return true;
}

void guard_begin(struct guard *g, struct http_request *request, struct str uri)
{
	*g = (struct guard){ .request = request };
	/* The rest of the request line is " HTTP/1.1" and CR LF. */
	g->first = g->next = (uintptr_t)uri.p + uri.n + 11;
}

/* One colon, at most one blank, the value, CR LF: what every client sends. Anything else (a bare
 * line feed, a folded line, a NUL) moves the next name away from where it has to be. */
static void guard_place(struct guard *g, struct str name, struct str value)
{
	uintptr_t name_end = (uintptr_t)name.p + name.n, gap = (uintptr_t)value.p - name_end;
	bool is_placed = gap == 1 || gap == 2;

	if ((uintptr_t)name.p != g->next || !is_placed)
		g->is_bad = true;
	g->next = (uintptr_t)value.p + value.n + 2;
}

void guard_header(struct guard *g, struct str name, struct str value)
{
	guard_place(g, name, value);
	if (!is_token(name) || !is_value(value))
		g->is_bad = true;
	if (is_named(name, STR("Transfer-Encoding"))) {
		g->has_coding = true;
	} else if (is_named(name, STR("Content-Length"))) {
		if (g->has_length || !length_read(value, &g->length))
			g->is_bad = true;
		g->has_length = true;
	} else if (is_named(name, STR("X-Forwarded-For"))) {
		g->forwarded_for = value;
	} else if (is_named(name, STR("X-Forwarded-Proto"))) {
		g->forwarded_proto = value;
	}
	for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
		struct str *field = (struct str *)(void *)((char *)g->request + known[i].offset);

		if (!is_named(name, known[i].name))
			continue;
		if (field->p)
			g->is_bad = true;
		*field = value;
	}
}

static bool host_is_valid(struct str host)
{
	for (size_t i = 0; i < host.n; i++)
		if (!is_alnum(host.p[i]) && !strchr(".-:[]", host.p[i]))
			return false;
	return host.n > 0 && host.n <= HOST_MAX;
}

static bool host_is_loopback(struct str host, uint16_t port)
{
	static const struct str names[] = { STR("localhost"), STR("127.0.0.1"), STR("[::1]") };

	for (size_t i = 0; i < 3; i++) {
		long number;

		if (host.n < names[i].n || strncasecmp(host.p, names[i].p, names[i].n) != 0)
			continue;
		struct str rest = str_from(host, names[i].n);

		if (rest.n == 0)
			return port == 80 || port == 443;
		return rest.p[0] == ':' && str_number(str_from(rest, 1), &number) && number == port;
	}
	return false;
}

static enum http_method method_find(const char *method)
{
	if (strcmp(method, "GET") == 0)
		return HTTP_GET;
	if (strcmp(method, "HEAD") == 0)
		return HTTP_HEAD;
	return strcmp(method, "POST") == 0 ? HTTP_POST : HTTP_OTHER;
}

/* The method stands one blank before the target, and the last header one empty line before the end
 * of the head. */
static bool is_whole(const struct guard *g, struct str uri, const struct guard_line *line)
{
	uintptr_t begin = (uintptr_t)line->method;

	if (begin + strlen(line->method) + 1 + uri.n + 11 != g->first)
		return false;
	return g->next + 2 - begin == line->head_bytes;
}

int guard_judge(struct guard *g, struct str uri, const struct guard_line *line)
{
	struct http_request *r = g->request;

	r->method = method_find(line->method);
	if (g->has_coding)
		return 411;
	if (g->is_bad || strcmp(line->version, "HTTP/1.1") != 0 || !is_uri(uri) ||
	    !is_whole(g, uri, line))
		return 400;
	if (!host_is_valid(r->host))
		return 400;
	if (line->hosts == GUARD_HOSTS_LOOPBACK && !host_is_loopback(r->host, line->port))
		return 400;
	if (r->method == HTTP_OTHER && !is_token(str_c(line->method)))
		return 400;
	r->query = uri;
	r->path = str_cut(&r->query, '?');
	return r->method == HTTP_OTHER ? 405 : 0;
}
