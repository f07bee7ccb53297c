/* incident: what a person can do with notes and triggers. All signed in. Notes stand on the page of
 * their month, triggers on one page. What came of reading a note again stands apart, under a topic
 * that is never shared. */
#pragma once
#include "act.h"
#include "incident.h"
#include "notebook.h"

struct json_t;

#define INCIDENTS_MAX	      500 /* of one read; the newest count */
#define INCIDENT_LIST_MAX     80  /* triggers */
#define INCIDENT_MONTHS_SHOWN 12
#define INCIDENT_PROFILE_DAYS 365

enum incident_refusal {
	INCIDENT_FINE,
	INCIDENT_MOVED, /* it is not the version any more that was looked at */
	INCIDENT_FULL,	/* as many as fit, here or on the page of the month */
	INCIDENT_TWICE, /* such words stand on the list already */
};

/* --- notes */
/* does   reads the notes of the days from … to, the oldest first: one's own (source NULL), or what
 * a source of TOPIC_INCIDENT opens. For other rooms too
 * owner  the arena
 * errors UNVERIFIED */
fallible incident_between(struct act *a, const struct notebook_source *source, struct day from,
			  struct day to, struct incident **ret, size_t *ret_n);

fallible incident_find(struct act *a, struct id16 id, struct incident *ret); /* NOT_FOUND */
/* The same among the notes of this month only: whether a form was sent before. */
fallible incident_find_new(struct act *a, struct id16 id, struct incident *ret, bool *ret_found);

/* does   keeps it: new when version is 0 (an id of zeroes is drawn), else in place of that version.
 * `was` is the day it stood under before */
fallible incident_keep(struct act *a, struct incident *incident, struct day was,
		       enum incident_refusal *ret);
/* With what was added to it. */
fallible incident_remove(struct act *a, const struct incident *incident);

/* --- what nobody else ever sees */
struct incident_aside {
	uint32_t relates; /* INCIDENT_BIT */
	struct str relates_words;
	size_t n;
	struct {
		struct day day;
		struct str words;
	} again[INCIDENT_AGAIN_MAX]; /* the oldest first */
	uint32_t version;	     /* 0: nothing there */
};

/* Empty when there is none. A caller that changes it has looked at its version. Owner: the arena.
 */
fallible incident_aside(struct act *a, const struct incident *incident, struct incident_aside *ret);
/* All of a month at once, for whoever asks for many. Owner: the arena. */
struct incident_asides;
fallible incident_asides(struct act *a, struct month m, const struct incident_asides **ret);
void incident_aside_of(const struct incident_asides *asides, struct id16 id,
		       struct incident_aside *ret);
fallible incident_keep_aside(struct act *a, const struct incident *incident,
			     const struct incident_aside *aside);

/* --- triggers */
/* One's own (source NULL), or what a source opens; in the order of their words, those put away
 * last. Owner: the arena. */
fallible incident_triggers(struct act *a, const struct notebook_source *source,
			   struct incident_trigger **ret, size_t *ret_n);
fallible incident_trigger_find(struct act *a, struct id16 id,
			       struct incident_trigger *ret); /* NOT_FOUND */
/* does   keeps a new one; it gets its id. TWICE: one of the same words is there, and becomes
 * *trigger; put away, it comes back */
fallible incident_trigger_add(struct act *a, struct incident_trigger *trigger,
			      enum incident_refusal *ret);
/* does   brings it to words, area and is_away, when it is still at trigger->version */
fallible incident_trigger_change(struct act *a, const struct incident_trigger *trigger,
				 enum incident_refusal *ret);
/* From the list; notes that name it keep the rest. */
fallible incident_trigger_remove(struct act *a, struct id16 id);

fallible incident_add_records(struct act *a, struct json_t *to);
