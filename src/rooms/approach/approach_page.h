/* approach: what the page files of the room share. */
#pragma once
#include "approach_use.h"
#include "approach_view.h"
#include "room.h"

struct url approach_url(struct visit *v, struct id16 item, const char *rest); /* rest: "" or "/…" */
/* The step of the path's first ":name"; NOT_FOUND. */
fallible approach_read_item(struct visit *v, struct approach_item *ret);
struct str approach_rating_text(struct visit *v, unsigned rating); /* "uneasy (40)" */
struct str approach_when(struct visit *v, const struct approach_log *log);
struct str approach_how(struct visit *v, const struct approach_log *log);
const char *approach_note(enum approach_refusal r);

/* Ratings to choose from, `step` apart, and `chosen` even when it lies between; -1: none. */
size_t approach_fill_ratings(struct visit *v, unsigned step, long chosen,
			     struct ui_option ret[APPROACH_RATINGS]);
/* What was sent as a rating; an error beside the field `beside` when it is none. */
long approach_read_rating(struct visit *v, const char *name, const char *beside);

/* --- approach_form_page.c */
fallible approach_get_new(struct visit *v);
fallible approach_post_new(struct visit *v);
fallible approach_get_edit(struct visit *v);
fallible approach_post_edit(struct visit *v);
fallible approach_get_split(struct visit *v);
fallible approach_post_split(struct visit *v);

/* --- approach_log_page.c */
fallible approach_get_plan(struct visit *v);
fallible approach_post_plan(struct visit *v);
fallible approach_get_log(struct visit *v);
fallible approach_post_log(struct visit *v);
fallible approach_post_remove(struct visit *v);

/* --- approach_step_page.c */
fallible approach_get_step(struct visit *v);
fallible approach_get_worse(struct visit *v);
fallible approach_post_away(struct visit *v);
fallible approach_post_up(struct visit *v);

/* --- approach_share_page.c */
fallible approach_show_item(struct visit *v, struct html_out *o, struct bytes content);
fallible approach_show_list(struct visit *v, struct html_out *o,
			    const struct notebook_source *source);
fallible approach_fill_readers(struct visit *v, const struct approach_item *item,
			       struct approach_step_view *view);
fallible approach_get_share(struct visit *v);
fallible approach_post_share(struct visit *v);
fallible approach_get_joint(struct visit *v);
fallible approach_post_joint(struct visit *v);
fallible approach_post_take(struct visit *v);
