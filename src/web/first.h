/* first: the first minutes of whoever was invited, as they go from room to room: the way out, one
 * card, two private questions, one thing for a hard moment, and then nothing that is due.
 *
 * Where somebody stands in them is kept nowhere. A page that is a step of them has `first` in its
 * address or in the form it answers, and hands it on; the same page without it is an ordinary page
 * of its room. So every step can be skipped, Back works, and nobody else can see how far one went.
 *
 *     .first = first_step(v, FIRST_SAFETY)
 *     {% show ui_first_head(&v->first) %}   the step, and the way back
 *     {% show ui_first_field(&v->first) %}  inside every form of the page
 *     {% show ui_first_on(&v->first, …) %}  on to what comes next */
#pragma once
#include "ui_view.h"
#include "visit.h"

enum first_step { FIRST_LEAVE = 1, FIRST_CARD, FIRST_SAFETY, FIRST_GROUND, FIRST_END };

/* Is this page, or the form it answers, a step of them? */
bool first_is(const struct visit *v);
struct url first_url(enum first_step step);
struct ui_first first_step(const struct visit *v, enum first_step step);
/* Of a page that is asked for by a path of ours: the same page, as the step it is here. */
struct url first_keep(const struct visit *v, struct url page);
