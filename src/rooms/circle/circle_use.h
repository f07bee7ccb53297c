/* circle_use: somebody's helpers and tasks, and what helpers did meanwhile.
 *
 * The owner's list stands in the notebook. What a helper did stands on the board (boards.h) until
 * the owner's next act takes it over; circle_open reads both, so the owner always sees how things
 * are. The board decides who has a task and whether it is done, and nothing else: title, day and
 * note are the owner's, whatever stands there.
 *
 * Life-cycle: circle_open → changes in memory → circle_save, once in an act. */
#pragma once
#include "act.h"
#include "boards.h"
#include "circle.h"

struct json_t;

struct circle_helper {
	struct id16 id;
	struct str name;
	bool has_link;
};

struct circle {
	struct notebook_page page;
	struct boards *boards; /* secret */
	struct day today;
	size_t n_helpers;
	struct circle_helper helper[BOARDS_LINKS_MAX];
	struct boards_list list; /* the tasks, in the order of their days */
	struct day done_day[BOARDS_TASKS_MAX];
	bool is_in_calendar;
};

fallible circle_open(struct act *a, struct circle **ret);
fallible circle_save(struct act *a, struct circle *c);

/* does   moves weekly tasks whose day is over to their next day; they are open again */
void circle_turn_weeks(struct boards_list *list, struct day today);

struct circle_days circle_days_of(const struct boards_task *t);
/* Where a task stands in a list; its n: nowhere. */
size_t circle_index_of(const struct boards_list *list, struct id16 id);
void circle_sort_tasks(struct circle *c);
const struct boards_task *circle_find_task(const struct circle *c, struct id16 id); /* or NULL */
const struct circle_helper *circle_find_helper(const struct circle *c, struct id16 id);

enum circle_refusal { CIRCLE_FINE, CIRCLE_FULL, CIRCLE_CHANGED, CIRCLE_HAS_ONE };

/* does   adds a task, with an id drawn; one that stands there just so is not added twice */
enum circle_refusal circle_add_task(struct act *a, struct circle *c, const struct boards_task *t);
/* does   puts t in place of the task with its id and edition. With another day, time or length it
 * is open again: somebody's yes was to something else. CHANGED: it is another edition by now
 * ret_was_taken: it was, and is open now */
enum circle_refusal circle_change_task(struct circle *c, const struct boards_task *t,
				       struct id16 *ret_was_taken);
void circle_remove_task(struct circle *c, struct id16 id);
void circle_set_done(struct circle *c, struct id16 id, bool is_done);
/* Somebody said yes without the page. HAS_ONE: somebody else did with it, meanwhile, and has it. */
enum circle_refusal circle_give(struct circle *c, struct id16 id, struct id16 helper);
void circle_open_again(struct circle *c, struct id16 id); /* whoever had it */

enum circle_refusal circle_add_helper(struct act *a, struct circle *c, struct str name,
				      struct id16 *ret_id);
void circle_rename_helper(struct circle *c, struct id16 id, struct str name);
/* Ends the link too; what they had is open again. */
void circle_remove_helper(struct act *a, struct circle *c, struct id16 id);
void circle_end_link(struct act *a, struct circle *c, struct id16 id);
enum circle_refusal circle_begin_link(struct act *a, struct circle *c, struct id16 id);

fallible circle_add_records(struct act *a, struct json_t *to);
