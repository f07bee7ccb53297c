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

struct story {
	struct web *web;
	struct keeper *keeper;
	struct store_writer *writer;
	struct arena run, lasting; /* as the front keeps them */
	struct arena kept;	   /* until the story ends */
	int64_t now;
	char folder[64];
};

int story_begin(void **state); /* cmocka's setup and teardown: *state is a struct story */
int story_end(void **state);
#define STORY(test) cmocka_unit_test_setup_teardown(test, story_begin, story_end)

struct ask {
	enum http_method method;
	const char *path, *query;
	struct str cookie; /* the whole header */
	const char *body;
	enum { FROM_OURS, FROM_OTHER, FROM_UNKNOWN } from; /* which site the request comes from */
};

struct told {
	int status;
	struct http_header header[HTTP_HEADERS_MAX];
	size_t n_headers;
	struct str body;
};

/* Owner of what is told: the story. */
struct told story_ask(struct story *s, const struct ask *ask);
struct str told_header(const struct told *t, const char *name); /* empty when absent */
bool told_has(const struct told *t, const char *words);		/* in the body */

/* Signs somebody new up through the pages. The Cookie header to go on with. */
struct str story_sign_up(struct story *s, const char *name);
/* The token of a form that posts to `path`. */
const char *story_token(struct story *s, struct str cookie, const char *path);
const char *story_print(struct story *s, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
