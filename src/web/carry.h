/* carry: what a browser takes along sealed: where somebody was going when they had to sign in
 * first, and what a form holds for another page (visit.h). */
#pragma once
#include "web.h"

/* A page was asked for that needs a session: on to sign-in, and after it back to the page. */
fallible carry_to_sign_in(struct visit *v);
