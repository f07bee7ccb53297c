#include "story.h"
#include <dirent.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include "crypt.h"
#include "press.h"
#include "secrets.h"

static void open_house(struct story *s)
{
	struct web_options options = { .store = str_c(s->folder), .run_by = "a test" };

	MUST(store_writer_open(&s->writer, str_c(s->folder)));
	MUST(web_open(&s->web, &options));
}

static const char *secrets_of(struct story *s)
{
	return story_print(s, "%s/secrets", s->folder);
}

void story_open(struct story *s)
{
	MUST(keeper_open(&s->keeper, str_c(secrets_of(s)), s->now));
	open_house(s);
}

void story_shut(struct story *s)
{
	web_close(s->web);
	store_writer_close(s->writer);
	keeper_close(s->keeper);
}

/* In memory where there is such a place: stories write a lot, and what a disk keeps is tried
 * elsewhere. */
static const char *story_place(void)
{
	return access("/dev/shm", W_OK | X_OK) == 0 ? "/dev/shm" : "/tmp";
}

int story_begin(void **state)
{
	struct story *s = calloc(1, sizeof *s);

	assert_non_null(s);
	crypt_start();
	(void)snprintf(s->folder, sizeof s->folder, "%s/rejoin-story-XXXXXX", story_place());
	assert_non_null(mkdtemp(s->folder));
	s->now = STORY_NOW;
	arena_init(&s->run, 1u << 20, 64u << 20);
	arena_init(&s->lasting, 1u << 20, 64u << 20);
	arena_init(&s->kept, 1u << 20, 256u << 20);
	MUST(secrets_make(str_c(secrets_of(s)), s->now));
	story_open(s);
	*state = s;
	return 0;
}

void story_empty(const char *path)
{
	DIR *folder = opendir(path);

	for (struct dirent *entry; folder && (entry = readdir(folder));)
		(void)unlinkat(dirfd(folder), entry->d_name, 0);
	if (folder)
		(void)closedir(folder);
}

int story_end(void **state)
{
	struct story *s = *state;

	story_shut(s);
	arena_end(&s->run);
	arena_end(&s->lasting);
	arena_end(&s->kept);
	story_empty(s->folder);
	(void)rmdir(s->folder);
	for (size_t i = 0; i < s->n_copies; i++) {
		story_empty(s->copy[i]);
		(void)rmdir(s->copy[i]);
	}
	free(s);
	return 0;
}

static const char *const files[] = { "keyring.db", "pages.db", "sessions.db" };

static void run_sql(const char *path, const char *sql)
{
	sqlite3 *db;

	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
	(void)sqlite3_close(db);
}

const char *story_copy(struct story *s)
{
	char *copy = s->copy[s->n_copies++];

	assert_in_range(s->n_copies, 1, STORY_COPIES);
	(void)snprintf(copy, sizeof s->copy[0], "%s/rejoin-copy-XXXXXX", story_place());
	assert_non_null(mkdtemp(copy));
	for (size_t i = 0; i < 3; i++)
		run_sql(story_print(s, "%s/%s", s->folder, files[i]),
			story_print(s, "VACUUM INTO '%s/%s'", copy, files[i]));
	return copy;
}

static void set_back(struct story *s, const char *copy, const char *only)
{
	web_close(s->web);
	store_writer_close(s->writer);
	for (size_t i = 0; i < 3; i++) {
		const char *path = story_print(s, "%s/%s", s->folder, files[i]);

		if (only && strcmp(only, files[i]) != 0)
			continue;
		(void)unlink(path);
		(void)unlink(story_print(s, "%s-wal", path));
		(void)unlink(story_print(s, "%s-shm", path));
		run_sql(story_print(s, "%s/%s", copy, files[i]),
			story_print(s, "VACUUM INTO '%s'", path));
	}
	open_house(s);
}

void story_set_back(struct story *s, const char *copy)
{
	set_back(s, copy, NULL);
}

void story_set_back_file(struct story *s, const char *copy, const char *file)
{
	set_back(s, copy, file);
}

const char *story_sql(struct story *s, const char *sql)
{
	return story_sql_in(s, "pages.db", sql);
}

const char *story_sql_in(struct story *s, const char *file, const char *sql)
{
	const char *found = NULL;
	sqlite3_stmt *query;
	sqlite3 *db;

	store_release(web_store(s->web));
	assert_int_equal(sqlite3_open(story_print(s, "%s/%s", s->folder, file), &db), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &query, NULL), SQLITE_OK);
	if (sqlite3_step(query) == SQLITE_ROW) {
		struct bytes b = { sqlite3_column_blob(query, 0),
				   (size_t)sqlite3_column_bytes(query, 0) };
		char *hex = arena_take(&s->kept, 2 * b.n + 1);

		hex_write(hex, b);
		found = hex;
	}
	(void)sqlite3_finalize(query);
	(void)sqlite3_close(db);
	return found;
}

const char *story_pages(struct story *s)
{
	return story_sql(s, "SELECT group_concat(hex(page) || ver || hex(blob)) FROM "
			    "(SELECT * FROM page ORDER BY space, page)");
}

static struct bytes apply(struct story *s, struct bytes message)
{
	static struct commit commit;
	const struct commit *list[1] = { &commit };
	struct err e;

	MUST(commit_read(&commit, message));
	if (s->refuse.code == ERR_NONE) {
		store_release(web_store(s->web));
		store_writer_apply(s->writer, list, 1, &e);
	} else {
		e = s->refuse;
	}
	uint8_t code = (uint8_t)e.code;

	return arena_bytes(&s->lasting, BYTES_OF(code));
}

static struct bytes answer(struct story *s, const struct port_memo *m)
{
	struct bytes b = { 0 };

	switch (m->port) {
	case PORT_WRITER:
		return apply(s, m->question);
	case PORT_KEEPER:
		keeper_answer(s->keeper, &s->lasting, m->question, s->now, &b);
		return b;
	case PORT_PRESS:
		return press_answer(&s->lasting, m->question);
	case PORT__COUNT:
	default:
		fail_msg("no such port");
		return b;
	}
}

static void fill(struct exchange *x, const struct ask *ask)
{
	struct http_request *q = &x->request;

	q->method = ask->method;
	q->path = str_c(ask->path);
	q->query = str_c(ask->query);
	q->host = STR("127.0.0.1:8080");
	q->cookie = ask->cookie;
	q->body = str_c(ask->body);
	q->origin = str_c(ask->origin);
	q->refused = ask->refused;
	q->is_oversize = ask->is_oversize;
	q->content_type =
		ask->method == HTTP_POST ? STR("application/x-www-form-urlencoded") : STR("");
	if (ask->from != FROM_UNKNOWN)
		q->sec_fetch_site = ask->from == FROM_OURS ? STR("same-origin") : STR("cross-site");
}

static struct told keep(struct story *s, const struct http_response *r)
{
	struct told t = { .status = r->status, .n_headers = r->n_headers };

	for (size_t i = 0; i < r->n_headers; i++) {
		t.header[i].name = arena_str(&s->kept, r->header[i].name);
		t.header[i].value = arena_str(&s->kept, r->header[i].value);
	}
	t.body = arena_str(&s->kept, str_bytes(r->body));
	return t;
}

struct going {
	struct exchange x;
	struct arena lasting;
	bool is_begun;
};

struct going *story_set_out(struct story *s, const struct ask *ask)
{
	struct going *g = calloc(1, sizeof *g);

	assert_non_null(g);
	arena_init(&g->lasting, 24u << 10, 64u << 20); /* as the front does */
	g->x.arena = &s->run;
	g->x.lasting = &g->lasting;
	g->x.now = s->now;
	random_bytes(g->x.seed, sizeof g->x.seed);
	if (ask->seed) {
		memset(g->x.seed, 0, sizeof g->x.seed);
		memcpy(g->x.seed, &ask->seed, sizeof ask->seed);
	}
	fill(&g->x, ask);
	return g;
}

/* The question stands in the arena of the run, which other requests use meanwhile. */
static bool run(struct story *s, struct going *g)
{
	struct port_memo *m = &g->x.memo;

	m->n_asked = 0;
	m->is_pending = false;
	if (s->watch)
		s->watch(true);
	if (!g->is_begun)
		store_refresh(web_store(s->web));
	g->is_begun = true;
	bool is_done = web_handle(s->web, &g->x) == HTTP_DONE;

	if (s->watch)
		s->watch(false);
	assert_true(is_done || (m->is_pending && m->n_had < PORT_ANSWERS_MAX));
	if (!is_done)
		m->question = arena_bytes(&g->lasting, m->question);
	arena_reset(&s->run);
	return is_done;
}

bool story_go_on(struct story *s, struct going *g)
{
	struct port_memo *m = &g->x.memo;

	if (!m->is_pending)
		return run(s, g);
	struct bytes b = arena_bytes(&g->lasting, answer(s, m));

	m->had[m->n_had].port = m->port;
	m->had[m->n_had++].answer = b;
	m->is_pending = false;
	return false;
}

bool story_is_writing(const struct going *g)
{
	return g->x.memo.is_pending && g->x.memo.port == PORT_WRITER;
}

struct told story_arrive(struct story *s, struct going *g)
{
	if (g->x.tell.n)
		(void)apply(s, g->x.tell);
	struct told t = keep(s, &g->x.response);

	arena_end(&g->lasting);
	arena_reset(&s->lasting);
	free(g);
	return t;
}

struct told story_ask(struct story *s, const struct ask *ask)
{
	struct going *g = story_set_out(s, ask);

	while (!story_go_on(s, g))
		;
	return story_arrive(s, g);
}

struct str told_header(const struct told *t, const char *name)
{
	for (size_t i = 0; i < t->n_headers; i++)
		if (str_equal(t->header[i].name, str_c(name)))
			return t->header[i].value;
	return (struct str){ "", 0 };
}

bool told_has(const struct told *t, const char *words)
{
	return memmem(t->body.p, t->body.n, words, strlen(words)) != NULL;
}

const char *story_day(struct story *s, int from_today)
{
	char *text = arena_take(&s->kept, DAY_TEXT_MAX);
	struct day today = instant_day((struct instant){ s->now }, (struct minutes){ 0 });

	day_write(text, (struct day){ today.n + from_today });
	return text;
}

const char *story_print(struct story *s, const char *format, ...)
{
	va_list list;
	char *text;

	va_start(list, format);
	int n = vasprintf(&text, format, list);
	va_end(list);
	assert_true(n >= 0);
	const char *kept = arena_str(&s->kept, (struct str){ text, (size_t)n }).p;

	free(text);
	return kept;
}

/* The value of the cookie that this header sets. */
static struct str cookie_of(struct story *s, const struct told *t)
{
	for (size_t i = 0; i < t->n_headers; i++) {
		struct str value = t->header[i].value;

		if (!str_equal(t->header[i].name, STR("Set-Cookie")) ||
		    !str_has_prefix(value, STR("__Host-rj=")))
			continue;
		return arena_str(&s->kept, str_cut(&value, ';'));
	}
	fail_msg("no session cookie");
	return (struct str){ "", 0 };
}

struct str story_sign_up(struct story *s, const char *name)
{
	struct ask ask = { HTTP_POST, "/sign-up", "", STR(""), NULL, FROM_OURS };

	ask.body =
		story_print(s, "name=%s&passphrase=a+story+that+ends+well+today&country=GB", name);
	struct told t = story_ask(s, &ask);

	assert_int_equal(t.status, 303);
	return cookie_of(s, &t);
}

const char *story_token(struct story *s, struct str cookie, const char *path)
{
	uint8_t value[SESSION_COOKIE];
	char token[SESSION_CSRF_MAX];

	assert_true(session_cookie_read(value, str_from(cookie, strlen("__Host-rj="))));
	session_csrf(token, &s->web->ratchet, s->web->ratchet.day, value, str_c(path));
	return story_print(s, "%s", token);
}

const char *story_path(struct story *s, const char *path, const char *part)
{
	struct str rest = str_c(path);
	const char *out = "";

	(void)str_cut(&rest, '/');
	while (rest.n) {
		struct str own = str_cut(&rest, '/');

		if (own.n && own.p[0] == ':')
			own = str_c(part);
		out = story_print(s, "%s/%.*s", out, (int)own.n, own.p);
	}
	return *out ? out : "/";
}
