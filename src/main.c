/* main: the only file that sees every zone. argv → a command or the server. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <time.h>
#include <unistd.h>
#include "cli.h"
#include "crypt.h"
#include "journey_demo.h"
#include "secrets.h"
#include "serve.h"
#include "store_admin.h"
#include "web.h"

#define VERSION "0.1.0"

/* --- serve */
static void *site_open(const struct serve_options *options)
{
	struct web *w = NULL;
	const struct web_options *given = options->context;
	struct err e = web_open(&w, given);

	if (e.code != ERR_NONE)
		(void)cli_fail("the data could not be opened for reading", e);
	return w;
}

static void site_refresh(void *site)
{
	store_refresh(web_store(site));
}

static void site_release(void *site)
{
	store_release(web_store(site));
}

static bool site_is_drain_wanted(void *site)
{
	return store_is_drain_wanted(web_store(site));
}

static bool site_is_session_open(void *site, struct id32 session)
{
	return web_is_session_open(site, session);
}

static bool site_is_lost(void *site)
{
	return store_is_lost(web_store(site));
}

static bool site_watch(void *site, const struct id16 *space, size_t n, uint64_t *ret)
{
	struct store *s = web_store(site);

	return store_is_watched(s) && store_watch(s, space, n, ret).code == ERR_NONE;
}

static const struct serve_site site_part = {
	.open = site_open,
	.handle = web_handle,
	.refresh = site_refresh,
	.release = site_release,
	.is_drain_wanted = site_is_drain_wanted,
	.is_session_open = site_is_session_open,
	.is_lost = site_is_lost,
	.watch = site_watch,
};

/* "127.0.0.1:8080" or "[::1]:8080" into address and port; false when it is neither. */
static bool read_listen(const char *text, char address[64], uint16_t *ret_port)
{
	const char *colon = strrchr(text, ':');
	long port;

	if (!colon || colon - text >= 64 || colon == text || !str_number(str_c(colon + 1), &port) ||
	    port > 65535)
		return false;
	bool is_bracketed = text[0] == '[' && colon[-1] == ']';
	size_t n = (size_t)(colon - text) - (is_bracketed ? 2 : 0);

	memcpy(address, text + (is_bracketed ? 1 : 0), n);
	address[n] = 0;
	*ret_port = (uint16_t)port;
	return true;
}

static bool read_tls(const char *text, char certificate[CLI_PATH_MAX], char key[CLI_PATH_MAX])
{
	const char *comma = strchr(text, ',');

	if (!comma || comma - text >= CLI_PATH_MAX || strlen(comma + 1) >= CLI_PATH_MAX)
		return false;
	memcpy(certificate, text, (size_t)(comma - text));
	certificate[comma - text] = 0;
	memcpy(key, comma + 1, strlen(comma + 1) + 1);
	return true;
}

static int say(int code, const char *sentence)
{
	fprintf(stderr, "rejoin: %s\n", sentence);
	return code;
}

/* Where the rows stand: the data directory, or the server of --store with the file that holds its
 * password. NULL: not there, and why has been said. */
static const char *find_store(const struct cli_values *v)
{
	static char where[CLI_PATH_MAX];
	char password_file[CLI_PATH_MAX];
	const char *wrong = v->store ? store_address_refusal(v->store) : NULL;

	if (wrong) {
		(void)say(EX_USAGE, wrong);
		return NULL;
	}
	if (!v->store)
		return v->data;
	if (cli_path(password_file, v->data, "secrets.database") &&
	    store_address_add(where, sizeof where, v->store, password_file).code == ERR_NONE)
		return where;
	(void)say(EX_USAGE, "--store is too long.");
	return NULL;
}

/* A number of an option, at most `most`; false for anything else. Absent leaves *ret as it is. */
static bool read_number(const char *text, long most, long *ret)
{
	return !text || (str_number(str_c(text), ret) && *ret <= most);
}

/* What --listen, --tls, --workers and --metrics say; a sentence when one of them is not right, NULL
 * when all are. */
static const char *read_serve(const struct cli_values *v, struct serve_options *o)
{
	static char address[64] = "127.0.0.1", certificate[CLI_PATH_MAX], key[CLI_PATH_MAX];
	long workers = 0, metrics = -1;

	o->address = address;
	if (v->listen && !read_listen(v->listen, address, &o->port))
		return "--listen takes ADDRESS:PORT.";
	if (v->tls && !read_tls(v->tls, certificate, key))
		return "--tls takes CERT,KEY.";
	if (!read_number(v->workers, SERVE_WORKERS_MAX, &workers))
		return "--workers takes a small number.";
	if (!read_number(v->metrics, 65535, &metrics))
		return "--metrics takes a port.";
	o->tls_certificate = v->tls ? certificate : NULL;
	o->tls_key = v->tls ? key : NULL;
	o->workers = (unsigned)workers;
	o->metrics_port = (int)metrics;
	return NULL;
}

static int run_serve(const struct cli_values *v)
{
	static char secrets[CLI_PATH_MAX], marker[CLI_PATH_MAX];
	struct web_options web = { .run_by = v->run_by ? v->run_by : "" };
	struct serve_options o = { .port = 8080,
				   .proxy = v->proxy,
				   .data = v->data,
				   .secrets = secrets,
				   .context = &web };
	const char *wrong = read_serve(v, &o), *where;

	if (!v->data || !cli_path(secrets, v->data, "secrets") ||
	    !cli_path(marker, v->data, "demo"))
		return say(EX_USAGE, "serve needs --data DIR.");
	if (wrong)
		return say(EX_USAGE, wrong);
	where = find_store(v);
	if (!where)
		return EX_USAGE;
	o.store = v->store ? where : NULL;
	web.store = str_c(where);
	web.is_demo = access(marker, F_OK) == 0;
	o.parts = (struct serve_parts){ &site_part, &serve_keeper_vault, &serve_writer_store,
					&serve_press_export };
	return serve_run(&o);
}

/* --- init, check, backup, restore */
static int run_init(const struct cli_values *v)
{
	char secrets[CLI_PATH_MAX];
	const char *where;

	if (!v->data || !cli_path(secrets, v->data, "secrets"))
		return say(EX_USAGE, "init needs --data DIR.");
	where = find_store(v);
	if (!where)
		return EX_USAGE;
	(void)mkdir(v->data, 0700);
	struct err e = secrets_make(str_c(secrets), time(NULL));

	if (e.code != ERR_NONE)
		return cli_fail(
			"there are server secrets already, or the directory cannot be written", e);
	e = store_make(str_c(where));
	if (e.code != ERR_NONE)
		return cli_fail("the databases could not be made", e);
	puts("Ready to serve. Whoever controls the running machine can read what people who sign "
	     "in meanwhile wrote.\n"
	     "Keep the file named secrets apart from backups: with both, old sessions and names "
	     "can be guessed at.");
	return EX_OK;
}

static int run_migrate(const struct cli_values *v)
{
	const char *where;

	if (!v->data)
		return say(EX_USAGE, "migrate needs --data DIR.");
	where = find_store(v);
	if (!where)
		return EX_USAGE;
	struct err e = store_make(str_c(where));

	return e.code == ERR_NONE ? EX_OK : cli_fail("the databases could not be made", e);
}

/* Eight days forward at once may be a wrong clock, which would sign everybody out for good; a
 * person says that it is right. Not beside a running server: its keeper would save the old day
 * again. */
static int run_clock(const struct cli_values *v)
{
	char path[CLI_PATH_MAX];
	static struct secrets secrets;
	bool is_changed = false;

	if (!v->data || !cli_path(path, v->data, "secrets"))
		return say(EX_USAGE, "clock needs --data DIR.");
	struct err e = secrets_load(&secrets, str_c(path));

	if (e.code == ERR_NONE)
		e = ratchet_advance(&secrets.ratchet, time(NULL), true, &is_changed);
	if (e.code == ERR_NONE && is_changed)
		e = secrets_save(&secrets, str_c(path));
	wipe(&secrets, sizeof secrets);
	if (e.code != ERR_NONE)
		return cli_fail("the server secrets could not be moved to today", e);
	puts(is_changed ? "Moved to today. Everybody signs in again."
			: "They are at today already.");
	return EX_OK;
}

static void print_finding(void *context, const struct store_finding *f)
{
	(void)context;
	printf("%-4s %-12s %-40s %lld\n", f->is_bad ? "BAD" : "ok", f->file, f->what,
	       (long long)f->count);
}

static int run_check(const struct cli_values *v)
{
	const char *where;
	size_t bad;

	if (!v->data)
		return say(EX_USAGE, "check needs --data DIR.");
	where = find_store(v);
	if (!where)
		return EX_USAGE;
	struct err e = store_check(str_c(where), print_finding, NULL, &bad);

	if (e.code != ERR_NONE)
		return cli_fail("could not be looked through", e);
	return bad ? EX_DATAERR : EX_OK;
}

static int say_use_server(void)
{
	return say(EX_USAGE, "a database server is copied with its own programs: pg_dump, or "
			     "pg_basebackup for all of it. Leave the table session out, and keep "
			     "the secrets apart.");
}

static int run_backup(const struct cli_values *v)
{
	if (!v->data)
		return say(EX_USAGE, "backup needs --data DIR.");
	if (v->store)
		return say_use_server();
	struct err e = store_backup(str_c(v->data), str_c(v->argument[0]), 600);

	return e.code == ERR_NONE ? EX_OK : cli_fail("no backup was made", e);
}

static int run_restore(const struct cli_values *v)
{
	if (!v->data)
		return say(EX_USAGE, "restore needs --data DIR.");
	if (v->store)
		return say_use_server();
	(void)mkdir(v->data, 0700);
	struct err e = store_restore(str_c(v->argument[0]), str_c(v->data));

	return e.code == ERR_NONE ? EX_OK : cli_fail("nothing was restored", e);
}

/* --- demo, bench */
static int with_local(const struct cli_values *v,
		      struct err (*make)(struct local *l, const struct cli_values *v))
{
	char secrets[CLI_PATH_MAX];
	struct local *l = NULL;
	const char *where;

	if (!v->data || !cli_path(secrets, v->data, "secrets"))
		return say(EX_USAGE, "this command needs --data DIR.");
	where = find_store(v);
	if (!where)
		return EX_USAGE;
	struct err e = local_open(&l, str_c(where), str_c(secrets), time(NULL));

	if (e.code == ERR_NONE)
		e = make(l, v);
	local_close(l);
	return e.code == ERR_NONE ? EX_OK : cli_fail("it could not be made", e);
}

static struct err make_demo(struct local *l, const struct cli_values *v)
{
	char marker[CLI_PATH_MAX];
	FILE *f = cli_path(marker, v->data, "demo") ? fopen(marker, "w") : NULL;

	if (!f || fclose(f) != 0)
		return FAIL(SYSTEM);
	return demo_make(l, time(NULL), stdout);
}

static int run_demo(const struct cli_values *v)
{
	int code = run_init(v);

	return code == EX_OK ? with_local(v, make_demo) : code;
}

static struct err make_crowd(struct local *l, const struct cli_values *v)
{
	long people = 100;

	if (v->people && !str_number(str_c(v->people), &people))
		return FAIL(CONFIG);
	FILE *f = v->out ? fopen(v->out, "w") : NULL;

	if (!f)
		return FAIL(CONFIG);
	struct err e = crowd_make(l, time(NULL), (size_t)people, f);

	return fclose(f) == 0 ? e : FAIL(SYSTEM);
}

static int run_bench(const struct cli_values *v)
{
	return with_local(v, make_crowd);
}

static const struct cli_command commands[] = {
	{ "serve", NULL, "serve the notebook until SIGTERM", 0, run_serve },
	{ "init", NULL, "make an empty data directory with fresh server secrets", 0, run_init },
	{ "migrate", NULL, "make the tables on the server of --store, or what newer files need", 0,
	  run_migrate },
	{ "clock", NULL, "believe this machine's clock after more than eight days without a server",
	  0, run_clock },
	{ "check", NULL, "look through the databases; says what is damaged", 0, run_check },
	{ "demo", NULL, "make a data directory with an invented couple; prints how to sign in", 0,
	  run_demo },
	{ "bench", NULL,
	  "make --people N with open sessions, their cookies into --out FILE, to measure with", 0,
	  run_bench },
	{ "backup", "DIR", "copy the databases into DIR, also beside a running server", 1,
	  run_backup },
	{ "restore", "DIR", "bring the databases of a backup into an empty data directory", 1,
	  run_restore },
};

int main(int argc, char **argv)
{
	umask(077);
	crypt_start();
	return cli_main(argc, argv, commands, sizeof commands / sizeof *commands, VERSION);
}
