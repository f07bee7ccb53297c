/* web: the kernel that every page goes through, once for all rooms.
 * request → route → cookie → session → same-origin and token → the room's function → commit →
 * answer. */
#pragma once
#include "http.h"
#include "room.h"
#include "session.h"

struct web_options {
	struct str store;   /* a data directory, or the address of a server */
	const char *run_by; /* who runs this server, for the footer; "" when unknown */
	bool is_demo;	    /* sign-in data of the invented couple is shown on the sign-in page */
};

struct web {
	struct web_options options;
	struct store *store;
	struct ratchet ratchet; /* today and yesterday; asked of the keeper when the day changes */
	uint32_t ratchet_asked; /* the day on which it was last asked for */
	struct arena secret;	/* one, alive within one run */
	struct commit commit;	/* of the present run; empty between runs */
};

/* does   opens the databases read-only; makes the route index
 * owner  the caller: web_close */
fallible web_open(struct web **ret, const struct web_options *options);
void web_close(struct web *w);

/* Is this session's row still open? What it holds stays shut. For streams, which have no key. */
bool web_is_session_open(struct web *w, struct id32 sid);

/* The store handle, so that the worker's loop can refresh and release its snapshots. */
struct store *web_store(struct web *w);
