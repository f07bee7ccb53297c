/* form: what a person sent, read strictly. A body that is not a form, or a value our own page could
 * not have sent, makes the request bad (400, nothing changed); what a person may mistype becomes a
 * sentence beside its field (422). */
#pragma once
#include "arena.h"
#include "day.h"
#include "err.h"

#define FORM_FIELDS_MAX	    200
#define FORM_ERRORS_MAX	    16
#define FORM_CHARACTERS_MAX 10000
#define FORM_BYTES_MAX	    40000

struct form_field {
	struct str name, value;
};

struct form_error {
	const char *name; /* the field */
	const char *text; /* the sentence */
};

struct form {
	struct form_field field[FORM_FIELDS_MAX];
	size_t n;
	struct form_error error[FORM_ERRORS_MAX];
	size_t n_errors;
	bool is_bad; /* a value that none of our pages sends */
};

struct choice {
	const char *value; /* as sent */
	const char *words; /* as read */
};

/* does   reads application/x-www-form-urlencoded text (a body or a query)
 * owner  the arena
 * errors BAD_REQUEST: broken escapes, not UTF-8, control characters, too many fields; TOO_LARGE: a
 * field over its cap */
fallible form_parse(struct form *ret, struct arena *a, struct str urlencoded);

bool form_has(const struct form *f, const char *name);
struct str form_raw(const struct form *f, const char *name); /* empty when absent */
/* What was sent, or `otherwise` when nothing was: what a field shows. */
struct str form_or(const struct form *f, const char *name, struct str otherwise);

/* One line, trimmed, tabs and line ends made blanks: they come along with what is pasted. Longer
 * than max characters is an error beside the field. */
struct str form_line(struct form *f, const char *name, size_t max);
/* Several lines, CRLF made LF, trimmed. */
struct str form_text(struct form *f, struct arena *a, const char *name, size_t max);
/* Row of the chosen value; -1 when absent or empty; is_bad for a value that is not in the table. */
int form_choice(struct form *f, const char *name, const struct choice table[], size_t n);
/* Number between least and most; `none` when absent or empty; is_bad outside (our pages offer only
 * these). */
long form_number(struct form *f, const char *name, long least, long most, long none);
/* A day; false when absent; is_bad when it is not one. */
bool form_day(struct form *f, const char *name, struct day *ret);
bool form_check(const struct form *f, const char *name); /* a ticked box */
/* The i-th value of a name that may come several times; false when there is none. */
bool form_nth(const struct form *f, const char *name, size_t i, struct str *ret);
bool form_nth_line(const struct form *f, const char *name, size_t i,
		   struct str *ret); /* one line */

void form_refuse(struct form *f, const char *name, const char *text);
const char *form_error_of(const struct form *f, const char *name); /* NULL: none */
