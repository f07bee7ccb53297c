/* talk: what the page files of the room share. */
#pragma once
#include "journey_talk.h"
#include "room.h"
#include "talk_use.h"
#include "talk_view.h"

struct talk_asked {
	enum talk_side side;
	struct talk_plan plan;
	uint32_t version; /* of what is kept now */
	struct journey_talk around;
};

/* The side of the path's first ":name", its plan, and what stands around it; NOT_FOUND. */
fallible talk_read_asked(struct visit *v, struct talk_asked *ret);
struct url talk_url(struct visit *v, enum talk_side s, const char *rest); /* rest: "" or "/…" */
struct str talk_title(struct visit *v, const struct talk_asked *p);
const char *talk_note(enum talk_refusal r);

/* Whoever paused what is for two is led to tools of their own. True: the answer is given. */
bool talk_is_resting(const struct talk_asked *p);
fallible talk_show_resting(struct visit *v);

/* What a plan says, in words. */
struct str talk_when_words(struct visit *v, const struct talk_plan *plan);
struct str talk_where_words(struct visit *v, const struct talk_plan *plan);
struct str talk_ask_words(const struct talk_plan *plan);
size_t talk_fill_nos(const struct talk_plan *plan, struct str ret[TALK_ROWS_MAX + 1]);

/* --- talk_part_page.c: the parts of a plan */
fallible talk_get_part(struct visit *v);
fallible talk_post_part(struct visit *v);

/* --- talk_opening_page.c */
fallible talk_get_opening(struct visit *v);
fallible talk_post_opening(struct visit *v);

/* --- talk_reply_page.c */
fallible talk_get_reply(struct visit *v);
fallible talk_post_reply(struct visit *v);
fallible talk_post_reply_remove(struct visit *v);

/* --- talk_try_page.c */
fallible talk_get_try(struct visit *v);
fallible talk_post_try(struct visit *v);
fallible talk_post_try_remove(struct visit *v);

/* --- talk_card_page.c */
fallible talk_get_card(struct visit *v);
fallible talk_get_worse(struct visit *v);

/* --- talk_show_page.c */
fallible talk_show_topic(struct visit *v, struct html_out *o, const struct notebook_source *source);
fallible talk_get_options(struct visit *v);

/* --- shared by the forms */
/* The step of a first plan this part is; 0: when it is changed alone. */
size_t talk_step(const struct visit *v, size_t number);
/* Where the form leads when it is skipped, and when it is kept. */
struct url talk_after(struct visit *v, enum talk_side s, size_t step);
fallible talk_go_on(struct visit *v, enum talk_side s, size_t step);
/* The version the form was shown with. */
uint32_t talk_version_sent(struct visit *v);
