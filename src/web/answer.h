/* answer: the parts of a response that the kernel makes. Rooms use visit.h. */
#pragma once
#include "web.h"

/* The answer is for people who do not know this product (room.h). */
bool answer_is_plain(const struct exchange *x);
void answer_begin(struct exchange *x); /* status 200 and the headers every response carries */
void answer_finish(struct exchange *x, bool is_private, bool is_leave);
void answer_add_header(struct exchange *x, const char *name, struct str value); /* copies value */
bool answer_cookie(const struct exchange *x, const char *name, struct str *ret);
