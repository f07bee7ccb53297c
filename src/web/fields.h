/* fields: what a form on a page of ours holds, read off the page itself, so that it can be compared
 * with what somebody sent. Only for pages that templates wrote: they quote every value, label every
 * field and close what they open (tools/tplc/tplc.h). Pure. */
#pragma once
#include "crypt.h"
#include "form.h"

#define FIELDS_MAX	   100
#define FIELDS_OPTIONS_MAX 80
#define FIELDS_VALUES_MAX  80

enum fields_kind { FIELDS_WRITTEN, FIELDS_DAY, FIELDS_CHOSEN, FIELDS_HIDDEN };

struct fields_option {
	struct str value, words;
};

struct fields_values { /* those that are not empty, in their order */
	struct str value[FIELDS_VALUES_MAX];
	size_t n;
};

struct fields_one {
	enum fields_kind kind;
	struct str name, label;
	struct fields_values is;
	struct fields_option *option; /* FIELDS_OPTIONS_MAX of them, once there is one */
	size_t n_options;
};

struct fields {
	struct fields_one one[FIELDS_MAX];
	size_t n;
};

/* does   reads the first form of the page that posts to `action` and has a field to fill in.
 * Buttons are none. Owner of the text: the arena, or the page ret    false: there is no such form,
 * or one that is larger than this reads */
bool fields_read(struct arena *a, struct str page, struct str action, struct fields *ret);

/* What was sent under this name. */
void fields_sent(const struct form *f, struct str name, struct fields_values *ret);
bool fields_values_equal(const struct fields_values *x, const struct fields_values *y);
/* As a person reads them, line by line: words of what was chosen, lines as they were written;
 * empty: nothing. */
struct str fields_words(struct arena *a, const struct fields_one *of,
			const struct fields_values *values);

/* A short mark of all that can be filled in: another one when any of it is another. */
#define FIELDS_MARK_MAX 17 /* text and a NUL */
void fields_mark(const struct fields *f, char ret[FIELDS_MARK_MAX]);
