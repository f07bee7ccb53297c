/* help: the pages of the room, each run by a function of one of the page files. */
#pragma once
#include "help_view.h"
#include "room.h"

/* Numbers, signs and the choice of countries for this visit; `here` is the page the choice comes
 * back to. */
void help_fill_lines(struct visit *v, struct str here, struct help_lines_view *ret);

fallible help_get_connect(struct visit *v);
fallible help_get_shut_out(struct visit *v);

fallible help_get_two_minutes(struct visit *v);
fallible help_get_ground(struct visit *v);
fallible help_post_ground(struct visit *v);
fallible help_get_worse(struct visit *v);
fallible help_post_never(struct visit *v);
