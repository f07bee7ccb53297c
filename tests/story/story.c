#include "story.h"
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include "crypt.h"
#include "press.h"
#include "secrets.h"

#define NOW ((int64_t)1795000000) /* in November 2026 */

#define MUST(call) assert_string_equal(err_name(call), "NONE")

int story_begin(void **state)
{
	static const struct web_options blank;
	struct story *s = calloc(1, sizeof *s);
	struct web_options options = blank;
	char secrets[96];

	assert_non_null(s);
	crypt_start();
	(void)snprintf(s->folder, sizeof s->folder, "/tmp/rejoin-story-XXXXXX");
	assert_non_null(mkdtemp(s->folder));
	(void)snprintf(secrets, sizeof secrets, "%s/secrets", s->folder);
	s->now = NOW;
	arena_init(&s->run, 1u << 20, 64u << 20);
	arena_init(&s->lasting, 1u << 20, 64u << 20);
	arena_init(&s->kept, 1u << 20, 256u << 20);
	MUST(secrets_make(str_c(secrets), s->now));
	MUST(keeper_open(&s->keeper, str_c(secrets), s->now));
	MUST(store_writer_open(&s->writer, str_c(s->folder)));
	options.data_directory = str_c(s->folder);
	options.run_by = "a test";
	MUST(web_open(&s->web, &options));
	*state = s;
	return 0;
}

int story_end(void **state)
{
	struct story *s = *state;
	DIR *folder = opendir(s->folder);

	web_close(s->web);
	store_writer_close(s->writer);
	keeper_close(s->keeper);
	arena_end(&s->run);
	arena_end(&s->lasting);
	arena_end(&s->kept);
	for (struct dirent *entry; folder && (entry = readdir(folder));)
		(void)unlinkat(dirfd(folder), entry->d_name, 0);
	if (folder)
		(void)closedir(folder);
	(void)rmdir(s->folder);
	free(s);
	return 0;
}

static struct bytes apply(struct story *s, struct bytes message)
{
	static struct commit commit;
	const struct commit *list[1] = { &commit };
	struct err e;

	MUST(commit_read(&commit, message));
	store_writer_apply(s->writer, list, 1, &e);
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

struct told story_ask(struct story *s, const struct ask *ask)
{
	struct exchange x = { .arena = &s->run, .lasting = &s->lasting, .now = s->now };

	random_bytes(x.seed, sizeof x.seed);
	fill(&x, ask);
	store_refresh(web_store(s->web));
	while (web_handle(s->web, &x) == HTTP_WAIT) {
		assert_true(x.memo.is_pending && x.memo.n_had < PORT_ANSWERS_MAX);
		struct bytes b = answer(s, &x.memo);

		x.memo.had[x.memo.n_had].port = x.memo.port;
		x.memo.had[x.memo.n_had++].answer = b;
		x.memo.n_asked = 0;
		x.memo.is_pending = false;
		arena_reset(&s->run);
	}
	if (x.tell.n)
		(void)apply(s, x.tell);
	struct told t = keep(s, &x.response);

	arena_reset(&s->run);
	arena_reset(&s->lasting);
	return t;
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

const char *story_print(struct story *s, const char *format, ...)
{
	char text[4096];
	va_list list;

	va_start(list, format);
	int n = vsnprintf(text, sizeof text, format, list);
	va_end(list);
	assert_in_range(n, 0, sizeof text - 1);
	return arena_str(&s->kept, str_c(text)).p;
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
