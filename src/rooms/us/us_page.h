/* us: what the page files of this room have in common. Routes stand in us_page.c. */
#pragma once
#include "journey_us.h"
#include "room.h"
#include "us_view.h"

/* Shown by the rooms they are from. Owner: the request's lasting memory. */
fallible us_show_items(struct visit *v, const struct journey_us_item item[], size_t n,
		       struct us_item_view **ret);

fallible us_get_first(struct visit *v);
fallible us_post_first(struct visit *v);

fallible us_get_together(struct visit *v);
fallible us_post_here(struct visit *v);
fallible us_post_too(struct visit *v);
fallible us_get_step(struct visit *v);
fallible us_post_plan(struct visit *v);
fallible us_post_word(struct visit *v);
fallible us_get_end(struct visit *v);
fallible us_post_end(struct visit *v);
fallible us_show_plan(struct visit *v, struct html_out *o, struct bytes content);
