/* word: text cut into words that can be compared. Used by the compiler of the articles and by the
 * search, so that both see the same. English; other letters pass unchanged. */
#pragma once
#include "str.h"

#define WORD_MAX 24 /* bytes of a stem and its NUL; longer words are cut */

/* does   takes the next word off *text, in small letters and reduced to its stem ("pushing" →
 *        "push"); words that say nothing ("the", "my") are passed over
 * gives  the length of the stem, 0 at the end of the text */
size_t word_next(struct str *text, char ret_stem[WORD_MAX]);
