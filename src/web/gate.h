/* gate: who comes in, and whether a post really comes from one of our pages. */
#pragma once
#include "web.h"

/* The session ratchet of today, asked of the keeper when it is not there yet. errors PENDING, BUSY
 */
fallible gate_follow_day(struct visit *v);

/* Reads the session cookie and opens the session if there is one. Only PENDING, STORE and the like
 * are failures: a visitor without a session is a visitor. */
fallible gate_open(struct visit *v);

/* Same origin: Sec-Fetch-Site says so, or, where a browser does not send it, Origin is exactly
 * ours. */
bool gate_is_same_origin(const struct exchange *x);

/* errors FORBIDDEN: another origin, or a token that is missing or wrong while there is a session
 * cookie */
fallible gate_check_post(struct visit *v);

/* errors SIGNED_OUT, STEP_UP: what the route asks for is not there; TOGETHER: both are at this one
 * phone, and the route is not for two */
fallible gate_check_who(const struct visit *v);
