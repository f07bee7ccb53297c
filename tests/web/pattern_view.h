/* pattern_view: what the templates of this test read; the refused ones in bad/ read it too. */
#pragma once
#include "html.h"

struct pattern_item {
	struct str name;
	int64_t id;
	int times;
	bool is_shared;
};

struct pattern_view {
	struct str whose;
	struct url back;
	struct html note;
	const struct pattern_item *item;
	size_t n;
	const char *kind;
};
