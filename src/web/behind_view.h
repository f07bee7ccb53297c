#pragma once
#include "fields.h"
#include "html.h"

struct behind_text { /* as it is read; no line: nothing */
	const struct str *line;
	size_t n;
};

struct behind_field {
	struct str name, label;
	struct behind_text kept, typed;
};

struct behind_hidden {
	struct str name, value;
};

struct behind_view {
	struct url action;
	struct str path;
	struct behind_field field[FIELDS_MAX];
	size_t n;
	struct behind_hidden sent[FORM_FIELDS_MAX]; /* everything that was sent */
	size_t n_sent;
};
