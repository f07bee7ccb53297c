#pragma once
#include "html.h"

/* All of them full of quotation marks, 10,000 of 5 bytes each, still fit into HTML_MAX. */
#define LATE_WORDS_MAX 12

struct late_view {
	const char *text;
	bool is_gone, is_signed_out;
	bool is_refused;		  /* before it was looked at */
	struct str words[LATE_WORDS_MAX]; /* what was typed, handed back */
	size_t n;
};
