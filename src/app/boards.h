/* boards: what the helpers of the signed-in person see, each by a link of their own, without an
 * account; and what they did there.
 *
 * The tokens of the links and the key of the board stand in a page of the notebook that is never
 * granted. The board is a page of its own (board.h) that both write: its owner the tasks, a helper
 * who took one of them. Whoever writes second finds another version, and runs again on what stands
 * there then.
 *
 * A link ends when its owner ends it or makes another for the same helper; all of them end when
 * the owner makes new keys, closes what they share with somebody, goes on with a notebook that is
 * not as they left it, or deletes the account. An ended link is as good as one that never was. */
#pragma once
#include "act.h"
#include "board.h"
#include "notebook.h"

#define BOARDS_LINKS_MAX 12
#define BOARDS_TASKS_MAX 30
#define BOARDS_TITLE_MAX 60 /* characters */
#define BOARDS_NOTE_MAX	 160
#define BOARDS_SIGN_MAX	 40

struct boards_task {
	struct id16 id;
	struct str title, note; /* note: may be empty, may have lines */
	struct day day;		/* 0: any day */
	int time;		/* minute of the day; -1: any time */
	unsigned minutes;	/* 0: not said */
	bool is_weekly, is_done;
	uint32_t edition;
	struct id16 by; /* zeroes: nobody */
};

struct boards_list {
	struct str sign; /* for whom; may be empty */
	struct minutes east;
	size_t n;
	struct boards_task task[BOARDS_TASKS_MAX];
};

/* Why there is no link. Stored, but the last. */
enum boards_end { BOARDS_NEVER, BOARDS_NEW_KEYS, BOARDS_CLOSED, BOARDS_SET_BACK, BOARDS_LOST };

struct boards_link {
	struct id16 helper;
	struct board_token token;
	bool is_new;
};

struct boards { /* secret */
	struct notebook_page page;
	struct key key, key_was;
	bool has_key, had_key; /* the latter: when it was opened */
	enum boards_end ended; /* when there is no link */
	size_t n, n_gone;
	struct boards_link link[BOARDS_LINKS_MAX];
	struct board_token gone[BOARDS_LINKS_MAX];
	uint32_t ver; /* of the board's row; 0: there is none */
	bool is_lost; /* there ought to be a board, and it does not open */
	struct bytes content;
	struct boards_list list; /* what stands on it; empty when it does not open */
};

bool boards_is_nobody(struct id16 helper);

/* --- its owner */
/* A page of the notebook that does not open counts as none: nobody is kept from ending things. */
fallible boards_open(struct act *a, struct boards *ret);
const struct boards_link *boards_link_of(const struct boards *b, struct id16 helper); /* or NULL */

/* In memory, for boards_save. A new link takes the place of an older one of the same helper.
 * True: there was room. */
bool boards_add_link(struct act *a, struct boards *b, struct id16 helper);
void boards_end_link(struct act *a, struct boards *b, struct id16 helper);

/* does   stages what b and the list say: links, keys, and the board when it differs. Where no link
 * is, no board is
 * call   once in an act */
fallible boards_save(struct act *a, struct boards *b, const struct boards_list *list);

/* does   ends every link; never fails because of what stands in the database */
fallible boards_end_all(struct act *a, enum boards_end why);
/* does   stages the end of their pages and nothing else: before the account goes */
fallible boards_end_pages(struct act *a);

/* --- whoever has a link. ret_found false: none, ended, malformed, not written by its owner: one
 * and the same */
struct boards_seen { /* secret */
	struct board_link link;
	uint32_t ver;
	struct boards_list list;
};
fallible boards_look(struct act *a, struct str token, struct boards_seen *ret, bool *ret_found);
/* does   stages the board as seen->list now is */
fallible boards_put(struct act *a, const struct boards_seen *seen);
