/* serve_stub: the real processes around a page, a keeper and a store that do next to nothing, for
 * the tests that attack them from outside. serve_stub PORT DATA WORKERS TIMES METRICS
 * [ADDRESS [PROXY [CERTIFICATE [KEY]]]] */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>
#include "serve.h"

#define PAGE_BYTES 12288

static char page[PAGE_BYTES];
static char site_mark, keeper_mark, writer_mark;

static void header(struct http_response *r, const char *name, const char *value)
{
	r->header[r->n_headers++] = (struct http_header){ str_c(name), str_c(value) };
}

static void headers(struct http_response *r)
{
	header(r, "Content-Type", "text/html; charset=utf-8");
	header(r, "Cache-Control", "no-store");
	header(r, "Content-Security-Policy",
	       "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
	       "frame-ancestors 'none'; base-uri 'none'");
	header(r, "X-Content-Type-Options", "nosniff");
	header(r, "Referrer-Policy", "no-referrer");
	header(r, "Cross-Origin-Opener-Policy", "same-origin");
	header(r, "Cross-Origin-Resource-Policy", "same-origin");
	header(r, "Permissions-Policy", "camera=(), microphone=(), geolocation=()");
}

static enum http_step say(struct exchange *x, int status, struct str text)
{
	x->response.status = status;
	headers(&x->response);
	x->response.body = arena_bytes(x->lasting, bytes_str(text));
	return HTTP_DONE;
}

static enum http_step ask(struct exchange *x, enum port port, struct bytes question)
{
	struct bytes answer;

	if (!err_is(port_ask(&x->memo, port, question, &answer), ERR_NONE))
		return HTTP_WAIT;
	if (port == PORT_WRITER)
		return answer.n == 1 && answer.p[0] == ERR_NONE ? say(x, 200, STR("written"))
								: say(x, 503, STR("not written"));
	return str_equal(str_bytes(answer), STR("busy")) ? say(x, 503, STR("busy"))
							 : say(x, 200, str_bytes(answer));
}

static enum http_step write_page(struct exchange *x)
{
	struct commit *c = arena_new(x->arena, struct commit);

	commit_put_page(c, (struct id16){ { 1 } }, (struct id16){ { 2 } }, 0,
			bytes_str(x->request.body));
	return ask(x, PORT_WRITER, commit_write(c, x->arena));
}

/* What the sandbox is there to prevent, tried from inside a worker. */
static enum http_step misbehave(struct exchange *x)
{
	char *const none[] = { NULL };
	int socket_fd = socket(AF_INET, SOCK_STREAM, 0), file = open("/etc/passwd", O_RDONLY);
	bool is_held = socket_fd < 0 && errno && file < 0;

	(void)execve("/bin/true", none, none);
	return say(x, 200, is_held ? STR("held") : STR("escaped"));
}

static enum http_step site_handle(void *site, struct exchange *x)
{
	struct http_request *r = &x->request;

	(void)site;
	if (r->refused)
		return say(x, r->refused, STR("refused"));
	if (r->is_oversize)
		return say(x, 413, STR("too large"));
	if (str_equal(r->path, STR("/static"))) {
		x->response.is_static = true;
		x->response.status = 200;
		headers(&x->response);
		x->response.body = (struct bytes){ (const uint8_t *)page, sizeof page };
		return HTTP_DONE;
	}
	if (str_equal(r->path, STR("/stream"))) {
		x->response.is_stream = true;
		x->response.stream.until = INT64_MAX;
		return say(x, 200, STR("retry: 1000\n\n"));
	}
	if (str_equal(r->path, STR("/slow")))
		return ask(x, PORT_KEEPER, bytes_str(STR("slow")));
	if (str_equal(r->path, STR("/fast")))
		return ask(x, PORT_KEEPER, bytes_str(STR("fast")));
	if (str_equal(r->path, STR("/press")))
		return ask(x, PORT_PRESS, bytes_str(STR("page")));
	if (str_equal(r->path, STR("/write")))
		return write_page(x);
	if (str_equal(r->path, STR("/misbehave")))
		return misbehave(x);
	if (str_equal(r->path, STR("/length")))
		return say(x, 200, arena_print(x->lasting, "%zu", r->body.n));
	if (str_equal(r->path, STR("/pid")))
		return say(x, 200, arena_print(x->lasting, "%d", getpid()));
	if (str_equal(r->path, STR("/network")))
		return say(x, 200,
			   arena_print(x->lasting, "%d.%d.%d %d", r->network[0], r->network[1],
				       r->network[2], r->is_tls));
	return say(x, 200, (struct str){ page, sizeof page });
}

static void *site_open(const struct serve_options *o)
{
	(void)o;
	return &site_mark;
}

static void site_nothing(void *site)
{
	(void)site;
}

static bool site_never(void *site)
{
	(void)site;
	return false;
}

static void *keeper_open_stub(const struct serve_options *o)
{
	(void)o;
	return &keeper_mark;
}

static bool keeper_slow(struct bytes q)
{
	return str_equal(str_bytes(q), STR("slow"));
}

static bool keeper_first(void *k, struct bytes q, int64_t now)
{
	(void)k;
	(void)q;
	(void)now;
	return false;
}

static void keeper_say(void *k, struct arena *a, struct bytes q, int64_t now, struct bytes *ret)
{
	(void)k;
	(void)a;
	(void)now;
	if (keeper_slow(q))
		(void)usleep(100000);
	*ret = bytes_str(STR("kept"));
}

static struct bytes keeper_busy(struct arena *a, struct err e)
{
	(void)a;
	(void)e;
	return bytes_str(STR("busy"));
}

static void *writer_open_stub(const struct serve_options *o)
{
	(void)o;
	return &writer_mark;
}

static void writer_apply(void *w, const struct commit *const commit[], size_t n, struct err ret[])
{
	(void)w;
	(void)usleep(2000);
	for (size_t i = 0; i < n; i++)
		ret[i] = commit[i]->n == 1 ? OK : FAIL(BAD_REQUEST);
}

static void writer_idle(void *w, int64_t now)
{
	(void)w;
	(void)now;
}

int main(int n, char **argument)
{
	static const struct serve_site site = { site_open, site_handle, site_nothing, site_nothing,
						site_never };
	static const struct serve_keeper keeper = { keeper_open_stub, keeper_slow, keeper_first,
						    keeper_say, keeper_busy };
	static const struct serve_writer writer = { writer_open_stub, writer_apply, writer_idle,
						    site_nothing };
	static char secrets[4096];

	if (n < 6)
		return 64;
	memset(page, 'x', sizeof page);
	(void)snprintf(secrets, sizeof secrets, "%s/secrets", argument[2]);
	unsigned short_times = (unsigned)atoi(argument[4]);
	struct serve_options options = {
		.port = (uint16_t)atoi(argument[1]),
		.data = argument[2],
		.secrets = secrets,
		.workers = (unsigned)atoi(argument[3]),
		.times = { short_times, short_times, short_times, short_times, 0, short_times / 3 },
		.metrics_port = atoi(argument[5]),
		.address = n > 6 ? argument[6] : NULL,
		.proxy = n > 7 && *argument[7] ? argument[7] : NULL,
		.tls_certificate = n > 8 ? argument[8] : NULL,
		.tls_key = n > 9 ? argument[9] : NULL,
		.parts = { &site, &keeper, &writer, NULL },
	};
	return serve_run(&options);
}
