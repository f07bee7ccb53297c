#pragma once
#include "ui_view.h"

struct export_view {
	const char *sentence; /* about what was asked for; NULL: none */
	const struct ui_option *room;
	size_t n_rooms;
};

struct export_archive_view {
	struct str suggestion;	   /* six words */
	const char *error, *again; /* beside the words, and beside them once more */
	bool has_safety;
};

struct export_line { /* of the page inside the archive */
	struct str label, text;
	unsigned level; /* how far inside */
	bool begins;	/* the first of several things */
};
