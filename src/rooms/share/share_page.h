/* share: what the page files of this room have in common. Routes stand in share_page.c. */
#pragma once
#include "others.h"
#include "room.h"
#include "share_view.h"
#include "sharing.h"

#define SHARE_NAME_MAX 60 /* characters */

/* The person of the path; NOT_FOUND for an id that is nobody's here. Settles an accepted invitation
 * first. */
fallible share_person(struct visit *v, struct other *ret);
struct url share_url(struct visit *v, struct id16 person,
		     const char *rest); /* "/share/<id><rest>" */

/* "Check-ins" for "check-ins". Owner: the arena. */
struct str share_title(struct visit *v, enum topic topic);
/* The room that shows a topic, or a thing of this place; NULL: none. */
const struct room *share_room_of_place(enum place place);

/* does   has a room write a part of a page aside, so that it can be shown inside a template
 * owner  the request's lasting memory */
fallible share_show_topic(struct visit *v, enum topic topic, const struct notebook_source *source,
			  struct html *ret);
fallible share_show_item(struct visit *v, enum place place, struct bytes content, struct html *ret);

enum share_mark share_mark_of(enum sharing_state state);
/* The words of a state, the same on every page: STR("Only you"), STR("Shared"), … */
struct str share_state_words(struct visit *v, enum sharing_state state, struct instant not_after);

/* --- people */
fallible share_get_people(struct visit *v);
fallible share_get_mine(struct visit *v);
fallible share_get_theirs(struct visit *v);
fallible share_get_shown(struct visit *v);
fallible share_get_name(struct visit *v);
fallible share_post_name(struct visit *v);
fallible share_get_leave(struct visit *v);
fallible share_post_leave(struct visit *v);
fallible share_post_return(struct visit *v);

/* --- grants */
fallible share_get_topic(struct visit *v);
fallible share_post_topic(struct visit *v);
fallible share_get_stop(struct visit *v);
fallible share_post_stop(struct visit *v);
fallible share_get_item(struct visit *v);
fallible share_post_item(struct visit *v);

/* --- inviting */
fallible share_get_invite(struct visit *v);
fallible share_post_invite(struct visit *v);
fallible share_get_code(struct visit *v);
fallible share_post_withdraw(struct visit *v);

/* --- being invited */
fallible share_get_join(struct visit *v);
fallible share_post_join(struct visit *v);
fallible share_get_invitation(struct visit *v);
fallible share_post_answer(struct visit *v);
fallible share_get_around(struct visit *v);
fallible share_post_not_now(struct visit *v);
fallible share_get_yes(struct visit *v);
fallible share_post_yes(struct visit *v);
fallible share_get_words(struct visit *v);
fallible share_post_words(struct visit *v);
