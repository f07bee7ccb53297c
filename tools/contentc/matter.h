/* matter: front matter, the lines between two --- at the head of a file: "field: value", each once;
 * below a field without a value its list, "- item". */
#pragma once
#include "draft.h"

struct matter {
	const struct draft *d; /* to complain about */
	const char *const *field;
	size_t n_fields;
	void *to;
	void (*value)(void *to, size_t field, char *value);
	void (*item)(void *to, size_t field, char *item);
};

/* Cuts *text into pieces, which must live on, and moves it to the first byte after the matter.
 * seen: which fields were there. */
void matter_read(const struct matter *m, char **text, bool seen[]);

char *matter_line(char **text); /* the next line, cut off */
char *matter_trimmed(char *s);	/* without blanks around */
