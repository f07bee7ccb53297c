/* treatment: a course of treatment, visit by visit. What a course and a visit are, and what follows
 * from them; pure.
 *
 * A visit is planned, and then one went, or it was cancelled, or moved to another day: the new day
 * is a visit of its own. What is usual for a treatment is said in one sentence and forbids nothing.
 * An early end has a reason that blames nobody and a next step; a course can be taken up again.
 * Source: art.26, art.27 (EMDR), art.28 (CPT), art.29 (PE). */
#pragma once
#include "bytes.h"
#include "day.h"
#include "therapy.h"

#define TREATMENT_NAME_MAX     80 /* characters */
#define TREATMENT_HOMEWORK_MAX 400
#define TREATMENT_QUESTION_MAX 240
#define TREATMENT_WORDS_MAX    400 /* about an end */
#define TREATMENT_PLANNED_MAX  99
#define TREATMENT_MINUTES_MAX  240
#define TREATMENT_ROWS_MAX     12
#define TREATMENT_PCL_DAYS     14 /* a total this many days before a visit stands beside it */

enum treatment_state {
	TREATMENT_STATE_NONE,
#define STATE(id, number, words) TREATMENT_##id = (number),
#include "treatment.def"
	TREATMENT_STATES
};

enum treatment_homework {
	TREATMENT_HOMEWORK_NONE,
#define HOMEWORK(id, number, value, words) TREATMENT_HOMEWORK_##id = (number),
#include "treatment.def"
	TREATMENT_HOMEWORKS
};

struct treatment_row {
	uint8_t number;		     /* stored, from 1 */
	const char *words, *address; /* address: of a next step; may be empty */
};

const char *treatment_state_words(enum treatment_state s);	 /* NULL for none */
const char *treatment_homework_words(enum treatment_homework h); /* NULL for none */
const char *treatment_homework_value(enum treatment_homework h);
bool treatment_find_homework(struct str value, enum treatment_homework *ret);
const struct treatment_row *treatment_reason(unsigned number); /* NULL for none */
const struct treatment_row *treatment_next_step(unsigned number);

struct treatment_course {
	struct id16 id;
	struct month month; /* of the page its visits stand on: when it was written down */
	enum therapy therapy;
	struct str other;     /* in own words, when it is THERAPY_OTHER; may be empty */
	struct str clinician; /* as the person writes it; may be empty */
	unsigned planned;     /* visits; 0: not said */
	bool has_ended;
	struct day ended;
	unsigned reason, next; /* rows; 0: not said */
	struct instant written, edited;
	uint32_t version;
};

struct treatment_visit {
	struct id16 id, course;
	struct day day;
	int time;	  /* minute of the day; -1: not said */
	unsigned minutes; /* 0: not said */
	enum treatment_state state;
	struct str homework; /* what was given, in own words; may be empty */
	enum treatment_homework done;
	struct instant written, edited;
	uint32_t version;
};

/* --- what follows from visits, given the earliest first */
struct treatment_sum {
	unsigned attended, ahead, cancelled;
	int next;	/* of the next planned one from today on; -1: none */
	int last;	/* of the last one went to; -1: none */
	int open;	/* of the first planned one whose day has passed; -1: none */
	bool has_begun; /* there is any visit */
};
struct treatment_sum treatment_sum(const struct treatment_visit visit[], size_t n,
				   struct day today);

/* Which visit of the course it is, counted over those one went to and that are planned; 0: it is
 * cancelled or moved. */
unsigned treatment_number(const struct treatment_visit visit[], size_t n, size_t at);

/* Sentences for what is not usual; NULL: nothing to say. */
const char *treatment_about_number(const struct treatment_course *c, unsigned attended);
/* Between the visit at `at` and the one before it that counts. */
const char *treatment_about_pace(const struct treatment_course *c,
				 const struct treatment_visit visit[], size_t n, size_t at);
const char *treatment_about_minutes(const struct treatment_course *c, unsigned minutes);

/* What can become of a visit now. */
enum treatment_answer {
	TREATMENT_YES,
	TREATMENT_TWICE, /* it is that already */
	TREATMENT_EARLY, /* its day is still to come */
	TREATMENT_GONE,	 /* it was moved: the other day counts */
};
enum treatment_answer treatment_can_become(const struct treatment_visit *v,
					   enum treatment_state wanted, struct day today);

/* A total of a questionnaire on a day. */
struct treatment_total {
	struct day day;
	unsigned total;
};
/* The newest up to that day, and no older than TREATMENT_PCL_DAYS; NULL: none. */
const struct treatment_total *treatment_total_at(const struct treatment_total list[], size_t n,
						 struct day day);
