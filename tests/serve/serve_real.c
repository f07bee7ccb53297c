/* serve_real: the real processes around the real keeper and the real store, with a page that counts
 * in one row, streams, and sessions to end them. serve_real PORT DATA SECRETS WORKERS [BEAT] */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include "keeper.h"
#include "serve.h"
#include "zone.h"

static const struct id16 space = { { 7 } }, page = { { 9 } };

static const char *secrets_path;
static char pages_path[4096];

static enum http_step say(struct exchange *x, int status, struct str text)
{
	x->response.status = status;
	x->response.body = arena_bytes(x->lasting, bytes_str(text));
	return HTTP_DONE;
}

static enum http_step see(struct store *s, struct exchange *x)
{
	struct page_row row;

	if (!err_is(store_get_page(s, x->arena, space, page, &row), ERR_NONE))
		return say(x, 500, STR("not read"));
	return say(x, 200, arena_print(x->lasting, "%u", row.ver));
}

static enum http_step add(struct store *s, struct exchange *x, bool is_drain)
{
	struct commit *c = arena_new(x->arena, struct commit);
	struct page_row row;
	struct bytes answer;

	/* The commit is sent once; a second run would read its own row and ask anew. */
	if (x->memo.n_had)
		return say(x, err_http((struct err){ (enum err_code)x->memo.had[0].answer.p[0] }),
			   STR(""));
	if (!err_is(store_get_page(s, x->arena, space, page, &row), ERR_NONE))
		return say(x, 500, STR("not read"));
	c->drain = is_drain;
	commit_put_page(c, space, page, row.ver, (struct bytes){ x->seed, sizeof x->seed });
	(void)!port_ask(&x->memo, PORT_WRITER, commit_write(c, x->arena), &answer).code;
	return HTTP_WAIT;
}

/* --- streams: /stream, /touch, /sign-in and /sign-out take ?name of a space and a session */
static enum http_step put(struct exchange *x, struct commit *c)
{
	struct bytes answer;

	if (err_is(port_ask(&x->memo, PORT_WRITER, commit_write(c, x->arena), &answer), ERR_NONE))
		return say(x, err_http((struct err){ (enum err_code)answer.p[0] }), STR(""));
	return HTTP_WAIT;
}

static struct id16 space_named(struct str name)
{
	struct id16 id = { { 1 } };

	memcpy(id.b + 1, name.p, name.n < 15 ? name.n : 15);
	return id;
}

static struct id32 session_named(struct str name)
{
	struct id32 id = { { 1 } };

	memcpy(id.b + 1, name.p, name.n < 31 ? name.n : 31);
	return id;
}

static enum http_step stream(struct exchange *x)
{
	struct str rest = x->request.query, name = str_cut(&rest, '&');
	long seconds = 0;

	(void)str_number(rest, &seconds);
	x->response.is_stream = true;
	x->response.stream =
		(struct http_stream){ space_named(name), session_named(name), x->now + seconds };
	return say(x, 200, STR("retry: 3000\n\n"));
}

static enum http_step touch(struct exchange *x)
{
	struct commit *c = arena_new(x->arena, struct commit);
	struct id16 fresh;

	memcpy(fresh.b, x->seed, sizeof fresh.b);
	commit_put_page(c, space_named(x->request.query), fresh, 0, BYTES_OF(fresh));
	return put(x, c);
}

static enum http_step sign(struct exchange *x, bool is_in)
{
	struct commit *c = arena_new(x->arena, struct commit);
	struct id32 sid = session_named(x->request.query);

	if (is_in)
		commit_put_session(c, sid,
				   &(struct session_row){ .day = 1,
							  .exp_abs = x->now + 60,
							  .exp_idle = x->now + 60,
							  .blob = BYTES_OF(sid) });
	else
		commit_end_session(c, sid);
	return put(x, c);
}

static bool site_is_session_open(void *site, struct id32 sid)
{
	static struct arena a;
	struct session_row row;

	arena_init(&a, 4096, 1u << 20);
	struct err e = store_get_session(site, &a, sid, &row);
	bool is_open = err_is(e, ERR_NONE) && row.day && row.blob.n;

	arena_end(&a);
	return is_open;
}

static enum http_step stretch(struct exchange *x)
{
	static const uint8_t salt[16] = { 1 };
	struct keeper_kek kek;
	struct bytes answer;
	struct bytes question =
		keeper_ask_kek(x->arena, STR("a long enough passphrase"), salt,
			       (struct argon){ .memory_kib = 65536, .passes = 3 }, space);

	if (!err_is(port_ask(&x->memo, PORT_KEEPER, question, &answer), ERR_NONE))
		return HTTP_WAIT;
	struct err e = keeper_read_kek(answer, &kek);

	return say(x, err_http(e), str_c(err_name(e)));
}

static enum http_step ratchet(struct exchange *x)
{
	struct ratchet today;
	struct bytes answer;

	if (!err_is(port_ask(&x->memo, PORT_KEEPER, keeper_ask_ratchet(x->arena), &answer),
		    ERR_NONE))
		return HTTP_WAIT;
	return say(x, err_http(keeper_read_ratchet(answer, &today)), STR(""));
}

/* The secrets stand beside the databases; a worker must not get at them. */
static enum http_step pry(struct exchange *x)
{
	bool is_open = open(secrets_path, O_RDONLY | O_CLOEXEC) >= 0 ||
		       open(secrets_path, O_WRONLY | O_CLOEXEC) >= 0 ||
		       open(pages_path, O_WRONLY | O_CLOEXEC) >= 0;

	return say(x, 200, is_open ? STR("open") : STR("shut"));
}

/* A zone that nobody asked for before is read from inside the walls. */
static enum http_step clock_east(struct exchange *x)
{
	struct minutes m =
		zone_east(STR("Europe/Brussels"), STR(""), (struct instant){ 1751328000 });

	return say(x, 200, arena_print(x->lasting, "%ld", (long)m.n));
}

static enum http_step site_handle(void *site, struct exchange *x)
{
	if (str_equal(x->request.path, STR("/add")))
		return add(site, x, false);
	if (str_equal(x->request.path, STR("/drain")))
		return add(site, x, true);
	if (str_equal(x->request.path, STR("/stream")))
		return stream(x);
	if (str_equal(x->request.path, STR("/touch")))
		return touch(x);
	if (str_equal(x->request.path, STR("/sign-in")))
		return sign(x, true);
	if (str_equal(x->request.path, STR("/sign-out")))
		return sign(x, false);
	if (str_equal(x->request.path, STR("/stretch")))
		return stretch(x);
	if (str_equal(x->request.path, STR("/ratchet")))
		return ratchet(x);
	if (str_equal(x->request.path, STR("/pry")))
		return pry(x);
	if (str_equal(x->request.path, STR("/zone")))
		return clock_east(x);
	return see(site, x);
}

static void *site_open(const struct serve_options *o)
{
	struct store *s = NULL;

	zone_start();
	(void)!store_open(&s, str_c(o->data)).code;
	return s;
}

static void site_refresh(void *site)
{
	store_refresh(site);
}

static void site_release(void *site)
{
	store_release(site);
}

static bool site_is_drain_wanted(void *site)
{
	return store_is_drain_wanted(site);
}

int main(int n, char **argument)
{
	static const struct serve_site site = {
		.open = site_open,
		.handle = site_handle,
		.refresh = site_refresh,
		.release = site_release,
		.is_drain_wanted = site_is_drain_wanted,
		.is_session_open = site_is_session_open,
	};

	crypt_start();
	if (n < 5 || !err_is(secrets_make(str_c(argument[3]), time(NULL)), ERR_NONE))
		return 64;
	secrets_path = argument[3];
	(void)snprintf(pages_path, sizeof pages_path, "%s/pages.db", argument[2]);
	struct serve_options options = {
		.port = (uint16_t)atoi(argument[1]),
		.data = argument[2],
		.secrets = argument[3],
		.workers = (unsigned)atoi(argument[4]),
		.metrics_port = 0,
		.times = { .beat = n > 5 ? (unsigned)atoi(argument[5]) : 0 },
		.parts = { &site, &serve_keeper_vault, &serve_writer_store, NULL },
	};
	return serve_run(&options);
}
