#pragma once
#include "html.h"

struct me_option {
	struct str value, words;
	bool is_chosen, is_bare;
};

struct me_options {
	const struct me_option *option;
	size_t n;
};

struct me_view {
	struct str name, notebook, exit_address, words_self, words_event, close_to;
	struct me_options roles, countries, zones, exits, themes;
	const char *name_error, *exit_error, *notebook_error;
	bool is_saved;
};

struct me_out_view { /* signed out: only what needs no account */
	struct me_options themes;
};

struct me_begin_view {
	size_t step, steps;
	const char *title, *lead, *why;
	struct me_options options; /* buttons; none: a text is asked for */
	struct str text;
	struct url action, back;
};
