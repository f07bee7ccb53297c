/* sharing: what the signed-in person lets others open, and how they stop. Whatever changes, all
 * letters are written anew, once, at the end of the act (act_finish); nobody is told.
 *
 * Two ways to stop. From now on: what was open stays as it was, everything after is not seen. Take
 * back: nothing of it opens any more, as if it had never been shared; what was copied meanwhile
 * cannot be taken back, and the page says so. */
#pragma once
#include "others.h"

enum sharing_from { SHARING_FROM_NOW_ON, SHARING_WITH_BEFORE };
enum sharing_stop { SHARING_STOP_FROM_NOW_ON, SHARING_TAKE_BACK };
enum sharing_state {
	SHARING_NEVER,	 /* or taken back: one and the same */
	SHARING_ON,	 /* and what will be written */
	SHARING_STOPPED, /* what there was up to the stop */
};

/* --- topics */
/* errors NO_GRANT: such a topic is never shared with such a person; NOT_FOUND; TOO_FULL */
fallible sharing_grant(struct act *a, struct id16 other, enum topic topic, enum sharing_from from,
		       enum letter_permission permission, int64_t not_after);
fallible sharing_stop_topic(struct act *a, struct id16 other, enum topic topic,
			    enum sharing_stop how);

struct sharing_line { /* one row of "what Alex can see" */
	enum topic topic;
	enum sharing_state state;
	struct instant not_after; /* 0: no end */
};
/* Every topic that can be granted to this person, in the order of topic.def. Owner: the arena. */
fallible sharing_lines(struct act *a, struct id16 other, struct sharing_line **ret, size_t *ret_n);

/* The names of everybody who is given a topic from now on: "Sam and Kim"; empty: nobody. For pages
 * on which something is written, so that they say who reads it. Owner: the arena. */
fallible sharing_readers(struct act *a, enum topic topic, struct str *ret);

/* What they would be able to open: for the preview, read with notebook_read_shared by the very code
 * that will show it to them. */
fallible sharing_preview(struct act *a, struct id16 other, enum topic topic, enum sharing_from from,
			 struct notebook_source *ret);

/* --- things shared by themselves. id: of the thing, chosen by its room */
/* does   shares a copy, or brings the shared copy up to date (not one that was stopped from now on,
 * unless is_again)
 * errors TOO_FULL: longer than LETTER_ITEM_MAX, or the letter is full; NOT_FOUND */
fallible sharing_put_item(struct act *a, struct id16 other, enum place place, struct id16 id,
			  struct bytes content, bool is_again);
/* The thing was edited: brings every live copy of it up to date, with whomever it is shared. */
fallible sharing_update_item(struct act *a, enum place place, struct id16 id, struct bytes content);
fallible sharing_stop_item(struct act *a, struct id16 other, struct id16 id, enum sharing_stop how);

struct sharing_item {
	struct id16 other, id;
	enum sharing_state state; /* ON or STOPPED */
	struct bytes content;	  /* the copy as they see it */
};
/* Everything of this room that is shared by itself, with anybody. Owner: the arena. */
fallible sharing_items(struct act *a, enum place place, struct sharing_item **ret, size_t *ret_n);

/* --- both-yes: a yes shows only when both said it; a no is never shown and never told from
 * silence. Slots: yes.def. Answers stand in never-granted pages of their owner and end after 30
 * days. */
#define SHARING_YES_DAYS 30

fallible sharing_answer(struct act *a, struct id16 other, unsigned slot, bool is_yes);
/* The same for several slots at once: bits of `slots` are answered, with the bits of `yes`. */
fallible sharing_answer_all(struct act *a, struct id16 other, uint64_t slots, uint64_t yes);
fallible sharing_matches(struct act *a, struct id16 other, uint64_t *ret_slots);

/* --- leaving. Alone, silent */
enum sharing_leave {
	SHARING_STEP_BACK, /* everything stops from now on; the shared space stays */
	SHARING_CLOSE,	   /* the letter is emptied, all keys turn, other devices are signed out */
};
fallible sharing_leave(struct act *a, struct id16 other, enum sharing_leave how);
/* does   stops everything for everybody, from now on: when the owner goes on with a notebook that
 * was not as they left it, and may share again what they had stopped */
fallible sharing_stop_all(struct act *a);
fallible sharing_return(struct act *a, struct id16 other); /* after stepping back: nothing is shared
							     anew by it */

/* does   closes what came to its last day, before anything else is written in this act: under keys
 * that were given away until then
 * call   when a session was opened; costs nothing before such a day */
fallible sharing_close_due(struct act *a);

/* --- for linking, renewal, act_finish and account deletion */
/* does   notes that letters have changed: act_finish stages them all, and the keyring page */
fallible sharing_changed(struct act *a);
fallible sharing_finish(struct act *a); /* does it; call sharing_changed instead */
/* does   stages empty letters and signals to everybody, and nothing else: before deletion */
fallible sharing_end_all(struct act *a);
