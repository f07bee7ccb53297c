/* learn: what the page files of this room have in common. Routes stand in learn_page.c. */
#pragma once
#include "learn.h"
#include "learn_view.h"
#include "room.h"

struct learn_row learn_row_of(struct visit *v, const struct article *a);

/* An article or an insight; NULL: neither. */
const struct article *learn_find(struct str slug);
/* A reading list has an owner, and is not shown while both are at this phone. */
bool learn_has_list(const struct visit *v);
/* Whether this one is on it. */
fallible learn_fill_keep(struct visit *v, const struct article *a, struct learn_keep_view *ret);

fallible learn_get_later(struct visit *v);
fallible learn_post_later(struct visit *v);
