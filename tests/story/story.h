/* story: the whole server in one process, for tests that tell what a person does: requests go in,
 * responses come out, keeper, writer and press answer at once. The clock is the test's. */
#pragma once
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "http.h"
#include "keeper.h"
#include "room.h"
#include "store.h"
#include "web.h"

#define MUST(call) assert_string_equal(err_name(call), "NONE")

#define STORY_NOW    ((int64_t)1795000000) /* in November 2026 */
#define STORY_COPIES 8

struct story {
	struct web *web;
	struct keeper *keeper;
	struct store_writer *writer;
	struct arena run, lasting; /* as the front keeps them */
	struct arena kept;	   /* until the story ends */
	int64_t now;
	struct err refuse; /* what the writer answers in place of writing; NONE: it writes */
	void (*watch)(bool is_begun); /* told when the worker's own part begins and ends; or NULL */
	char folder[64], copy[STORY_COPIES][64];
	size_t n_copies;
};

int story_begin(void **state); /* cmocka's setup and teardown: *state is a struct story */
int story_end(void **state);
void story_empty(const char *folder); /* of its files */

/* The processes of a house whose folder is there already: after a restart, or in a forked child. */
void story_open(struct story *s);
void story_shut(struct story *s);
#define STORY(test) cmocka_unit_test_setup_teardown(test, story_begin, story_end)

struct ask {
	enum http_method method;
	const char *path, *query;
	struct str cookie; /* the whole header */
	const char *body;
	enum { FROM_OURS, FROM_OTHER, FROM_UNKNOWN } from; /* which site the request comes from */
	const char *origin;				   /* NULL: no such header */
	int refused; /* the status with which the front's guard refused it */
	bool is_oversize;
	uint64_t seed; /* of what the request draws; 0: another every time */
};

struct told {
	int status;
	struct http_header header[HTTP_HEADERS_MAX];
	size_t n_headers;
	struct str body;
};

/* Owner of what is told: the story. */
struct told story_ask(struct story *s, const struct ask *ask);

/* The same step by step, so that several can be on their way at once: a run of the handler or an
 * answer to its question. True when there is nothing left to do but arrive. */
struct going;
struct going *story_set_out(struct story *s, const struct ask *ask);
bool story_go_on(struct story *s, struct going *g);
bool story_is_writing(const struct going *g);		    /* the next step is the writer's */
struct told story_arrive(struct story *s, struct going *g); /* frees g */

struct str told_header(const struct told *t, const char *name); /* empty when absent */
bool told_has(const struct told *t, const char *words);		/* in the body */

/* The data directory as it is now, and as it was then. Owner of the path: the story. */
const char *story_copy(struct story *s);
void story_set_back(struct story *s, const char *copy);
/* Only this file of it: "keyring.db", "pages.db", "sessions.db". */
void story_set_back_file(struct story *s, const char *copy, const char *file);
/* Runs SQL on pages.db behind everybody's back. NULL: no row; else the first column, hexadecimal.
 */
const char *story_sql(struct story *s, const char *sql);
const char *story_sql_in(struct story *s, const char *file, const char *sql); /* "sessions.db" */
const char *story_pages(struct story *s); /* every row of every notebook, as one text */

/* Signs somebody new up through the pages. The Cookie header to go on with. */
struct str story_sign_up(struct story *s, const char *name);
/* The token of a form that posts to `path`. */
const char *story_token(struct story *s, struct str cookie, const char *path);
/* A route's path with `part` in place of each that is a parameter. */
const char *story_path(struct story *s, const char *path, const char *part);
/* "2026-11-18": today and so many days on. */
const char *story_day(struct story *s, int from_today);
const char *story_print(struct story *s, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
