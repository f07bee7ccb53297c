/* late: when something does not go as meant. Nobody loses a typed word: a post after the session's
 * end is kept sealed, and an error page after a post hands the words back. */
#pragma once
#include "web.h"

/* A post that needs a session came without one. */
fallible late_keep(struct visit *v);

/* The page for a failure; also for what the front's guard refused. Never fails. */
void late_page_error(struct visit *v, struct err e);
