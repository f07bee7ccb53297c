/* programme: what the page files of this room have in common. Routes stand in programme_page.c. */
#pragma once
#include "journey_session.h"
#include "programme_answer_use.h"
#include "programme_share_use.h"
#include "programme_view.h"
#include "room.h"

struct programme_visit {
	struct programme_state state;
	struct journey_session around;
	int number;
	const struct programme_session *s;
	size_t at;
	const struct programme_step *step;
	bool is_two;	/* joint steps are shown and begun here */
	bool is_closed; /* they have not begun; a redirect to the front was answered */
};

/* Everything of the path: the session in its first ":name", the step in its second; NOT_FOUND. */
fallible programme_open(struct visit *v, struct programme_visit *ret);
fallible programme_open_session(struct visit *v, struct programme_visit *ret);
fallible programme_open_step(struct visit *v, struct programme_visit *ret);
struct url programme_url(struct visit *v, const struct programme_visit *p, const char *rest);
/* A page of the step: rest begins with "" or "/". */
struct url programme_step_url(struct visit *v, const struct programme_visit *p, const char *rest);
/* Where to go after this step: the next open one, or the session. */
struct str programme_after(struct visit *v, const struct programme_visit *p);

/* --- programme_form_page.c */
/* How an entry reads. */
void programme_fill_said(struct visit *v, const struct programme_step *step,
			 const struct programme_entry *e, struct programme_said_view *ret);
/* The form of the step, with what e holds. */
void programme_fill_form(struct visit *v, const struct programme_step *step,
			 const struct programme_entry *e, struct programme_form_view *ret);
void programme_fill_field(struct visit *v, const struct programme_step *step,
			  const struct programme_field *f, const struct programme_value *value,
			  struct programme_field_view *ret);
/* What was sent; refusals stand in v->form. BAD_REQUEST: what no page of ours sends. */
fallible programme_read_form(struct visit *v, const struct programme_step *step,
			     struct programme_entry *ret);

/* "Tomorrow at 19:30, the kitchen". */
struct programme_plan;
struct str programme_plan_words(struct visit *v, const struct programme_plan *plan);

fallible programme_get_plan(struct visit *v);
fallible programme_post_plan(struct visit *v);
fallible programme_post_unplan(struct visit *v);
/* Of its topic, inside a page. */
fallible programme_show_topic(struct visit *v, struct html_out *o,
			      const struct notebook_source *source);

/* --- one phone: what the first one wrote travels in the form, sealed for this session and this
 * page, and is kept nowhere */
fallible programme_hold(struct visit *v, const struct programme_step *step,
			const struct programme_entry *e, struct programme_pass_view *ret);
/* ret_is_there false: what came back is not what was held; v->form stays as it was sent. */
fallible programme_read_held(struct visit *v, const struct programme_step *step,
			     struct programme_entry *ret, bool *ret_is_there);
/* Both side by side, of the step; the view has its names. */
void programme_fill_pair(struct visit *v, const struct programme_step *step,
			 const struct programme_pair *pair, struct programme_pair_view *view);

fallible programme_get_session(struct visit *v);
fallible programme_post_begin(struct visit *v);
fallible programme_post_skip(struct visit *v);
fallible programme_post_ready(struct visit *v);
fallible programme_post_three(struct visit *v);
fallible programme_get_step(struct visit *v);
fallible programme_post_step(struct visit *v);
fallible programme_post_mark(struct visit *v);
fallible programme_post_remove(struct visit *v);
fallible programme_post_show(struct visit *v);
fallible programme_get_two(struct visit *v);
fallible programme_get_turn(struct visit *v);
fallible programme_get_pass(struct visit *v);
fallible programme_post_pass(struct visit *v);
