/* circle: what the page files of the room share. */
#pragma once
#include "circle_use.h"
#include "circle_view.h"
#include "room.h"

struct url circle_task_url(struct visit *v, struct id16 task, const char *rest); /* "" or "/…" */
struct url circle_helper_url(struct visit *v, struct id16 helper, const char *rest);
/* Words of a task, as its owner or a helper reads them; without who has it. */
struct circle_task_view circle_view_task(struct visit *v, const struct boards_task *t,
					 struct day today);
/* The same with who has it. */
struct circle_task_view circle_view_own(struct visit *v, const struct circle *c,
					const struct boards_task *t);
size_t circle_view_helpers(struct visit *v, const struct circle *c,
			   struct circle_helper_view ret[CIRCLE_VIEW_HELPERS]);
/* The task, or helper, of the path's first ":name"; NOT_FOUND. */
fallible circle_read_task(struct visit *v, struct circle **ret,
			  const struct boards_task **ret_task);
fallible circle_read_helper(struct visit *v, struct circle **ret,
			    const struct circle_helper **ret_helper);
/* A line or text that helpers read: an error beside the field when it says too much. */
void circle_check_words(struct visit *v, const char *field, struct str words);

/* --- circle_form_page.c */
fallible circle_get_new(struct visit *v);
fallible circle_post_new(struct visit *v);
fallible circle_get_edit(struct visit *v);
fallible circle_post_edit(struct visit *v);

/* --- circle_task_page.c */
fallible circle_get_task(struct visit *v);
fallible circle_post_set(struct visit *v);
fallible circle_post_give(struct visit *v);
fallible circle_post_remove(struct visit *v);

/* --- circle_helper_page.c */
fallible circle_get_helper_new(struct visit *v);
fallible circle_post_helper_new(struct visit *v);
fallible circle_get_helper(struct visit *v);
fallible circle_post_helper(struct visit *v);
fallible circle_get_link(struct visit *v);
fallible circle_post_link(struct visit *v);
fallible circle_post_off(struct visit *v);
fallible circle_post_remove_helper(struct visit *v);

/* --- circle_help_page.c */
fallible circle_get_help(struct visit *v);
fallible circle_post_help(struct visit *v);
