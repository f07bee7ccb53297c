/* port: what one request asks of the other processes, and how it waits without holding a thread or
 * a key.
 *
 * A handler is run, from its beginning, as often as it takes. When it needs an answer that is not
 * there yet, port_ask notes the question and returns ERR_PENDING; the handler returns it unchanged;
 * everything secret is wiped; the request is suspended; when the answer comes the handler runs
 * again and finds it in the memo, in the same order. So a handler must be a function of (request,
 * rows read, answers) and must do nothing else to the outside. */
#pragma once
#include "arena.h"
#include "err.h"

enum port {
	PORT_KEEPER, /* server secrets, Argon2: vault/keeper.h */
	PORT_WRITER, /* commits: store/store.h; the answer is one byte, an err_code */
	PORT_PRESS,  /* PDF pages: export/press.h */
	PORT__COUNT
};

#define PORT_ANSWERS_MAX 32

struct port_memo {
	struct {
		enum port port;
		struct bytes
			answer; /* owner: whoever drives the request; wiped when the request ends */
	} had[PORT_ANSWERS_MAX];
	size_t n_had;
	size_t n_asked; /* by the present run; the driver sets it to 0 before each run */
	uint64_t mark[PORT_ANSWERS_MAX]; /* of each question, in order */
	bool is_pending;		 /* a question stands in `port` and `question` */
	enum port port;
	struct bytes question; /* in the request arena of this run: the driver sends it before
				  resetting the arena */
};

/* does   gives the answer to the next question of this run. When rows changed meanwhile and this
 * run asks something else than the memo has at this place, the rest of the memo is dropped and the
 * new question goes out errors PENDING: asked now, return at once */
fallible port_ask(struct port_memo *m, enum port p, struct bytes question,
		  struct bytes *ret_answer);

/* does   gives the next answer of this port, whatever was asked: for commits, which are sealed anew
 * in every run and must not be asked for twice; what they did shows in the rows. False: no more */
bool port_take(struct port_memo *m, enum port p, struct bytes *ret_answer);
