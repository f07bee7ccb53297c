/* act: one thing a person does. session → open → rule → seal → commit → audit.
 *
 * An act lives for one run of a handler (see port.h). Use functions of rooms take it first, read
 * through notebook_*, and stage what is to be written; whoever drives the request sends the staged
 * commit once, after the handler has prepared its answer, and lets that answer go only when the
 * commit is on the disk. On CONFLICT the whole handler runs again on the newer rows, at most
 * ACT_TRIES times: ids are drawn from the request's seed, so a second run means the same change. */
#pragma once
#include "arena.h"
#include "day.h"
#include "err.h"
#include "head.h"
#include "port.h"
#include "session.h"
#include "store.h"

#define ACT_TRIES 5

struct act {
	struct arena *arena;  /* this run */
	struct arena *secret; /* this run; locked; wiped before a request is suspended */
	struct store *store;
	struct port_memo *memo;
	const struct ratchet *ratchet;
	struct instant now;
	uint8_t network[8];
	uint8_t seed[32];
	uint32_t n_drawn;

	bool is_signed_in;	 /* session below is open and its second factor is done */
	struct session *session; /* secret arena; NULL: nobody */
	struct preferences *preferences;
	struct minutes east; /* the person's zone at `now` */

	struct commit *commit; /* staged; empty: nothing to write */
	struct head *head;     /* read when first needed */
	uint32_t head_ver;
	bool has_head_changed, has_head_staged;
};

/* Everything of the run but `store`, `memo`, `now`, `seed`, `network`, `ratchet`, which the driver
 * has set. */
void act_begin(struct act *a);

/* A 16-byte id; the same in every run of the same request. */
struct id16 act_draw(struct act *a);

/* The person's calendar day at the time of the request. */
struct day act_today(const struct act *a);

fallible act_ask(struct act *a, enum port p, struct bytes question, struct bytes *ret_answer);

/* does   opens the session of this cookie value (32 bytes)
 * errors SIGNED_OUT: none, expired, ended, or not openable; NONE with is_signed_in false while a
 * second factor is due */
fallible act_open_session(struct act *a, const uint8_t cookie[32]);

/* does   writes the head if pages were staged, and the check of the keyring page the keys came
 * from. call   once, at the end of a run that staged something */
fallible act_finish(struct act *a);
