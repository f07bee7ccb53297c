/* behind: a form that was filled in while, in another window, something else was kept. Nobody's
 * words are lost, and nothing is written over unseen: both texts are shown field by field, the
 * person chooses or writes on, and what they typed is a draft meanwhile.
 *
 * Every form whose route keeps words carries a mark of what its page showed as kept ("seen"). When
 * it is sent, the same page is made once more without the words: the mark tells whether anything
 * there is another by now. So rooms need nothing for it, and those that count versions are given
 * that of the page that was shown last. A page of something new (version 0) has no such mark to
 * heed: what it holds is nobody's yet. */
#pragma once
#include "web.h"

#define BEHIND_MARK "seen"

/* Runs the function of a POST, unless it has to be answered with both texts first. */
fallible behind_run(struct visit *v);

/* What stands in a form that posts to this page, until behind_mark has read the page. */
void behind_place(struct visit *v, struct html_out *o);
/* A page is whole: its marks are put in. */
void behind_mark(struct visit *v, struct html_out *o);
