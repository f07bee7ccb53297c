/* devices: one person with two devices at once, below the pages: acts are prepared and committed
 * step by step, so that they can get into each other's way. And other people who were given keys:
 * grants are made in the keyring, as sharing makes them, and read as a letter would let them be
 * read. */
#pragma once
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "local.h"
#include "notebook.h"
#include "page.h"
#include "store.h"

#define MUST(call) assert_string_equal(err_name(call), "NONE")

#define DEVICES	       2
#define DEVICES_NOW    ((int64_t)1795000000) /* in November 2026 */
#define DEVICES_WORDS  "a story that ends well today"
#define DEVICES_MONTH  24322
#define DEVICES_TOPIC  TOPIC_CHECKIN
#define DEVICES_PEOPLE 3

struct devices;

struct device {
	struct devices *house;
	struct store *store;
	struct arena run, secret;
	uint8_t cookie[SESSION_COOKIE], seed[32];
	struct port_memo memo;
	struct act act; /* the one prepared */
};

struct devices {
	char folder[64];
	struct store_writer *writer;
	struct ratchet ratchet;
	struct device device[DEVICES];
	struct arena kept; /* until the end */
	unsigned seed;
	unsigned n_conflicts;
};

typedef fallible device_run(struct act *a, void *context);

int devices_begin(void **state); /* cmocka's setup and teardown: *state is a struct devices */
int devices_end(void **state);
#define DEVICES_TEST(test) cmocka_unit_test_setup_teardown(test, devices_begin, devices_end)

/* A commit stands in device->act.commit, or an error comes back. */
fallible device_prepare(struct device *d, device_run *run, void *context);
fallible device_commit(struct device *d);
/* Both, again on a conflict: as the server does. */
fallible device_do(struct device *d, device_run *run, void *context);
/* The first device; must do. */
void devices_do(struct devices *h, device_run *run, void *context);
/* In a process of its own kind, with a keeper: for what asks it. Cookie: of the first device. */
void devices_do_local(struct devices *h, device_run *run, void *context);

unsigned devices_toss(struct devices *h, unsigned n);

/* --- records: a list whose record i says a number; 0: there is none */
#define DEVICES_IDS 6
#ifndef DEVICES_LONG
#define DEVICES_LONG 0 /* letters in every record besides */
#endif

struct says {
	unsigned of[DEVICES_IDS];
};

struct notebook_place devices_list(int month); /* months back */
void says_read(struct act *a, struct bytes records, struct says *ret);
fallible says_set(struct act *a, struct notebook_place where, unsigned i, unsigned says);

/* --- people */
enum give { GIVE_FROM_NOW_ON, GIVE_WITH_BEFORE };

/* errors TOO_FULL: no epoch can begin */
fallible people_give(struct act *a, unsigned who, enum give from);
fallible people_stop(struct act *a, unsigned who);
fallible people_take_back(struct act *a, unsigned who);
/* What their letter would say now. */
void people_source(const struct act *a, unsigned who, struct notebook_source *ret);
