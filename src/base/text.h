/* text: what Unicode asks of us. All text that reaches a room has passed text_is_clean. */
#pragma once
#include "arena.h"

/* Well-formed UTF-8 without control characters; line feed and tab are allowed when `lines`. */
bool text_is_clean(struct str s, bool lines);

/* Characters (code points) of well-formed UTF-8. */
size_t text_length(struct str s);

/* The first characters of s that fit into `most` bytes: none is cut in two. */
struct str text_first(struct str s, size_t most);

/* NFKC and case folding, blanks at the ends removed and runs of blanks made one: the form in which
 * names are compared. Empty for text that is not well-formed. Owner: the arena. */
struct str text_fold(struct arena *a, struct str s);

/* The letters somebody reads in s, whatever stands between them and however they are drawn: a to z,
 * without accents; letters of other scripts, digits and signs as the Latin ones they look like, '?'
 * for those that look like none. One blank between words, '-' where only marks stand; letters that
 * stand one by one ("p.t.s.d", "p t s d") are one word. To look for words in, not to show. Empty
 * for text that is not well-formed. Owner: the arena. */
struct str text_bare(struct arena *a, struct str s);
