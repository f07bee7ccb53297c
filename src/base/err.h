/* err: what a function that can fail returns. A struct, so it is never mistaken for a count or a
 * boolean; must-use, so it is never dropped. The rows stand in err.def. Refusals of what a person
 * entered are values (struct form), not failures. */
#pragma once

enum err_code {
#define ERR(code, http, leave, text) ERR_##code,
#include "err.def"
#undef ERR
	ERR__COUNT
};

struct err {
	enum err_code code;
};

#define fallible   __attribute__((warn_unused_result)) struct err
#define OK	   ((struct err){ ERR_NONE })
#define FAIL(name) ((struct err){ ERR_##name })
#define TRY(call)                          \
	do {                               \
		struct err try_ = (call);  \
		if (try_.code != ERR_NONE) \
			return try_;       \
	} while (0)

static inline int err_is(struct err e, enum err_code code)
{
	return e.code == code;
}

int err_http(struct err e);	    /* HTTP status, 200..599 */
int err_exit(struct err e);	    /* exit code of the command line */
const char *err_name(struct err e); /* the code, for logs */
const char *err_text(struct err e); /* static English, fit to be shown to a person */
