/* exit: the page Leave opens instead of ours. */
#pragma once
#include "str.h"

size_t exit_count(void);
struct str exit_address(int row); /* the first one for a row that is not there */
const char *exit_words(int row);

/* An own choice: https, a host name, no blanks or control characters, at most 200 bytes. */
bool exit_is_fit(struct str address);
