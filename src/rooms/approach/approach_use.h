/* approach: what a person can do with steps and practices. All signed in. Steps stand on one page,
 * practices on the page of their month; what stopped a practice and the note of it stand apart,
 * under a topic that is never shared. */
#pragma once
#include "act.h"
#include "approach.h"
#include "notebook.h"

struct json_t;

#define APPROACH_ITEMS_MAX   100
#define APPROACH_DAYS_AHEAD  60 /* a plan */
#define APPROACH_DAYS_BACK   14 /* a practice noted later */
#define APPROACH_MONTHS_BACK 12 /* what the engine and the chart look at */

struct approach_item {
	struct id16 id, split_from; /* zero: of none */
	struct str text;
	enum approach_area area;
	unsigned rating;
	bool is_away;
	struct instant written, edited, taken_up; /* 0: never */
	uint32_t version;
};

enum approach_refusal {
	APPROACH_FINE,
	APPROACH_MOVED, /* it is not the version any more that was looked at */
	APPROACH_FULL,	/* as many as fit */
};

/* Every step, the lightest first, those put away last. Owner: the arena. */
fallible approach_items(struct act *a, struct approach_item **ret, size_t *ret_n);
fallible approach_find(struct act *a, struct id16 id, struct approach_item *ret); /* NOT_FOUND */

/* does   keeps a new step; `item` gets its id
 * note   text, area, rating and split_from are the caller's */
fallible approach_add(struct act *a, struct approach_item *item, enum approach_refusal *ret);
/* does   brings the step to text, area and rating, when it is still at item->version */
fallible approach_change(struct act *a, const struct approach_item *item,
			 enum approach_refusal *ret);
fallible approach_put_away(struct act *a, struct id16 id, bool is_away);
/* After a pause, by the person alone: the counting starts fresh. */
fallible approach_take_up(struct act *a, struct id16 id);

/* --- plans and practices */
struct approach_log {
	struct id16 id, item;
	struct day day;
	int time; /* minute of the day; -1: not said */
	enum approach_companion companion;
	unsigned minutes; /* 0: not said */
	struct str place;
	bool is_done; /* false: a plan */
	struct approach_practice practice;
	struct str note;
	uint32_t version;
};

/* Of one step, or of all (NULL): the oldest first. Owner: the arena. */
fallible approach_logs(struct act *a, const struct id16 *item, struct approach_log **ret,
		       size_t *ret_n);
fallible approach_log_find(struct act *a, struct id16 item, struct id16 id,
			   struct approach_log *ret); /* NOT_FOUND */
/* does   keeps it: new when log->version is 0, else in place of that version. `was` is the day it
 * stood under before
 * errors TOO_FULL */
fallible approach_log_keep(struct act *a, struct approach_log *log, struct day was,
			   enum approach_refusal *ret);
fallible approach_log_remove(struct act *a, const struct approach_log *log);

/* What the engine says of a step after these. */
struct approach_advice approach_advise(struct act *a, const struct approach_item *item,
				       const struct approach_log log[], size_t n);

/* does   finds the next plan of this month from today on: one page, and none for a person who never
 * had a step */
fallible approach_next(struct act *a, struct approach_log *ret, bool *ret_found);

/* does   finds every plan from today on, of steps that are not put away: the earliest first.
 * Nothing is read for a person who never had a step. Owner: the arena */
fallible approach_planned(struct act *a, struct approach_log **ret, size_t *ret_n);

/* What a source opens, for the owner's preview and for the one it is shared with, alike. */
fallible approach_shared(struct act *a, const struct notebook_source *source,
			 struct approach_item **ret, size_t *ret_n, struct approach_log **ret_log,
			 size_t *ret_n_log);

/* Its first half: the steps. */
fallible approach_items_shared(struct act *a, const struct notebook_source *source,
			       struct approach_item **ret, size_t *ret_n);

fallible approach_add_records(struct act *a, struct json_t *to);
