/* keeper_queue: the slow questions of the keeper (Argon2), two threads that answer them, and the
 * bounds that keep a flood of sign-ins from the memory and the processors: 32 wait, none longer
 * than five seconds. Remembered devices go before the others. */
#pragma once
#include "child.h"
#include "hub.h"

#define KEEPER_QUEUE_MAX  32
#define KEEPER_WAIT_MAX	  5000 /* milliseconds */
#define KEEPER_THREADS	  2
#define KEEPER_ANSWER_MAX ((size_t)64 << 10)

struct keeper_queue;

/* Starts the threads. */
struct keeper_queue *keeper_queue_make(const struct serve_keeper *part, void *keeper);
int keeper_queue_fd(const struct keeper_queue *q); /* readable: keeper_queue_take has something */

/* false: full */
bool keeper_queue_put(struct keeper_queue *q, bool is_first, struct hub_address from, uint64_t id,
		      struct bytes question);
/* An answer that is done, if any; overwritten by the caller's arena reset. */
bool keeper_queue_take(struct keeper_queue *q, struct arena *a, struct hub_address *ret_to,
		       uint64_t *ret_id, struct bytes *ret_answer);
size_t keeper_queue_waiting(struct keeper_queue *q);
