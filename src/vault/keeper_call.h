/* keeper_call: how the keeper's parts answer one question. Inside the keeper only. */
#pragma once
#include <pthread.h>
#include "door.h"
#include "keeper_wire.h"
#include "throttle.h"

struct keeper {
	struct secrets *secrets; /* in locked memory; all but the ratchet never change */
	struct throttle *throttle;
	pthread_mutex_t lock; /* throttle and ratchet */
	char *path;
};

struct call { /* one question being answered */
	struct keeper *keeper;
	struct arena *arena;
	struct wire_in in;
	struct wire_out out;
	int64_t now;
};

uint32_t keeper_today(const struct call *c);
void keeper_tag(struct key *ret, const struct keeper *k, struct id16 account_id);
/* The remembered device the attempt comes from, if it does. */
bool keeper_knows(struct call *c, const struct keeper_attempt *t, struct id16 *ret_device);

/* Each takes its question apart from c->in and writes its answer to c->out. */
fallible keeper_do_name(struct call *c);
fallible keeper_do_sign_in(struct call *c);
fallible keeper_do_good(struct call *c);
fallible keeper_do_kek(struct call *c);
fallible keeper_do_taken(struct call *c);

fallible keeper_do_recover(struct call *c);
fallible keeper_do_recover_stop(struct call *c);
fallible keeper_do_look(struct call *c);
fallible keeper_do_device_used(struct call *c);
fallible keeper_do_device_drop(struct call *c);
fallible keeper_do_device_add(struct call *c);

fallible keeper_do_words(struct call *c);
fallible keeper_do_cells(struct call *c);
fallible keeper_do_match(struct call *c);

fallible keeper_do_file(struct call *c);
