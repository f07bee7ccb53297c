/* incident: noticing what set something off, without judging it. What a note is, what a trigger is,
 * and what can honestly be said of several; pure.
 *
 * Three answers are enough for a note; everything else may come later or never. A trigger stands on
 * a list of one's own and grows from notes. What is said of a trigger are counts: with fewer than
 * INCIDENT_TELLING notes only "once" or "twice". Source: art.7, art.10, art.18. */
#pragma once
#include "bytes.h"
#include "code.h"
#include "day.h"
#include "role.h"

#define INCIDENT_WORDS_MAX    500 /* characters of what happened */
#define INCIDENT_LINE_MAX     300 /* of each further field */
#define INCIDENT_PLACE_MAX    80
#define INCIDENT_AVOIDED_MAX  160
#define INCIDENT_TRIGGER_MAX  120 /* of the words of a trigger */
#define INCIDENT_TRIGGERS_MAX 5	  /* of one note */
#define INCIDENT_AGAIN_MAX    5	  /* sentences after reading it again */
#define INCIDENT_STRENGTH_MAX 10
#define INCIDENT_DAYS_BACK    60 /* how far back a note can be dated */
#define INCIDENT_TELLING      3	 /* notes with a trigger before more is said than how many */

enum incident_table { /* the tables of words */
		      INCIDENT_KINDS,
		      INCIDENT_WHERES,
		      INCIDENT_PARTS,
		      INCIDENT_SIGNS,
		      INCIDENT_REACTIONS,
		      INCIDENT_HELPS,
		      INCIDENT_AREAS,
		      INCIDENT_RELATES,
		      INCIDENT_TABLES
};

#define INCIDENT_ROWS_MAX  16
#define INCIDENT_BIT(n)	   (1U << (n))
#define INCIDENT_PART_NONE 0

const struct code_row *incident_row(enum incident_table t, size_t i); /* NULL past the end */
/* NULL when it is none of the table's. */
const char *incident_words(enum incident_table t, unsigned number);
unsigned incident_number(enum incident_table t, struct str value); /* 0: none of the table's */
uint32_t incident_bits(enum incident_table t);			   /* all there are */

/* A kind as it is asked of somebody of this role. */
const char *incident_kind_asked(unsigned kind, enum role role);
/* Is it what the person themselves did or had? Then nobody asks whether it was about them. */
bool incident_is_own(unsigned kind, enum role role);
const char *incident_strength_words(unsigned strength); /* "Strong"; NULL past 10 */
const char *incident_help_line(unsigned help);		/* for a calming card; NULL for none */
unsigned incident_part_at(unsigned minute);		/* of the day, 0 to 1439 */

struct incident {
	struct id16 id;
	struct day day;
	unsigned part;	      /* of the day; 0: not said */
	unsigned kind, where; /* 0: not said */
	int strength;	      /* 0 to 10; -1: not said */
	struct str words, place;
	size_t n_triggers;
	struct id16 trigger[INCIDENT_TRIGGERS_MAX];		  /* of one's own list */
	uint32_t signs, did_mine, did_theirs, helped, helped_not; /* INCIDENT_BIT */
	struct str signs_words, mine_words, theirs_words, helped_words, not_words;
	struct str avoided; /* what one stayed away from because of it */
	struct instant written, edited;
	uint32_t version; /* 0: not kept yet */
};

struct incident_trigger {
	struct id16 id;
	struct str words;
	unsigned area; /* 0: not said */
	bool is_away;  /* put away by its owner */
	struct instant written, edited;
	uint32_t version;
};

/* Is it another day by now, so that it can be read again? */
bool incident_is_past(const struct incident *i, struct day today);
bool incident_has_trigger(const struct incident *i, struct id16 trigger);

/* --- what recurs. Counts of what was noted, nothing else */
struct incident_count {
	unsigned number; /* of a table; of a weekday: 0 Monday … 6 Sunday */
	size_t n;
};

struct incident_profile {
	size_t n; /* notes with this trigger */
	struct day first, last;
	/* From INCIDENT_TELLING notes on, else all n are 0: */
	struct incident_count part, weekday; /* what more than half of them share */
	size_t n_helped;
	struct incident_count helped[3]; /* noted at least twice, the most often first */
};

void incident_profile(const struct incident list[], size_t n, struct id16 trigger,
		      struct incident_profile *ret);
const char *incident_times(size_t n); /* "once", "twice"; NULL when a number says it */
