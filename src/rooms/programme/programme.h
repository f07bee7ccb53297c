/* programme: fifteen sessions in three parts, in steps of ten minutes or less. What a session is,
 * and its rules; pure.
 *
 * A step is read, done together, practised, or looks back. Exercises are forms of a few short
 * fields (programme.def); what they ask stands in content/programme. A session is done when each of
 * its needs is met by what this person wrote; a declined step counts as done. Nothing is counted
 * that was not done, and nobody is told. Source: art.8, art.9, art.10, art.11, art.30. */
#pragma once
#include "bytes.h"
#include "day.h"

#define PROGRAMME_SESSIONS    15
#define PROGRAMME_STEPS_MAX   10
#define PROGRAMME_FIELDS_MAX  5
#define PROGRAMME_ENTRIES_MAX 20
#define PROGRAMME_ITEMS_MAX   24

enum programme_kind { STEP_READ, STEP_TOGETHER, STEP_PRACTISE, STEP_CHECK };

enum programme_exercise {
#define EXERCISE(id, word, most, add) EXERCISE_##id,
#include "programme.def"
	EXERCISE__COUNT
};

enum programme_field_kind {
	FIELD_LINE,
	FIELD_TEXT,
	FIELD_TICKS,
	FIELD_CHOICE,
	FIELD_NUMBER,
	FIELD_DAY,
	FIELD_TIME /* minute of the day */
};

enum programme_measure {
#define MEASURE(id, word, what) MEASURE_##id,
#include "programme_measure.def"
	MEASURE__COUNT
};

struct programme_field {
	uint8_t number; /* stored */
	enum programme_field_kind kind;
	const char *label;
	unsigned most; /* characters, or the largest number */
};

struct programme_need {
	uint8_t step; /* in the session */
	enum programme_measure measure;
	int n;		 /* at least so many */
	uint8_t field;	 /* of CHOSE, NUMBER, FILLED */
	uint32_t values; /* of CHOSE: bits */
	int value;	 /* of NUMBER */
	struct str words;
};

struct programme_step {
	enum programme_kind kind;
	struct str key, title; /* key: in addresses and records, never changed */
	int minutes;
	struct str html, alone; /* alone: what stands there for one person */
	enum programme_exercise exercise;
	bool is_shown; /* both can release it, to be shown when both have */
	const struct str *label, *item, *choice;
	size_t n_labels, n_items, n_choices;
	const struct programme_need *need;
	size_t n_needs;
};

struct programme_session {
	int number, phase, minutes;
	struct str title, purpose, source, reviewed_by;
	const struct programme_step *step;
	size_t n_steps;
};

const struct programme_session *programme_session(long number); /* NULL: there is none */
/* NULL: the session has none of that key. ret: its place */
const struct programme_step *programme_find_step(const struct programme_session *s, struct str key,
						 size_t *ret);
const char *programme_kind_words(enum programme_kind k);
const char *programme_phase_words(int phase);

/* --- exercises */
const char *programme_exercise_word(enum programme_exercise e); /* in content */
const char *programme_add_words(enum programme_exercise e);
size_t programme_most(enum programme_exercise e);
const struct programme_field *programme_field(enum programme_exercise e, size_t i); /* or NULL */
const char *programme_link(enum programme_exercise e, const char **ret_words);	    /* or NULL */
struct str programme_label(const struct programme_step *s, const struct programme_field *f);
struct str programme_choice(const struct programme_step *s, size_t i); /* empty past the end */

/* --- what somebody wrote */
struct programme_value {
	struct str text; /* of LINE and TEXT */
	uint32_t ticks;	 /* bits of items; item i is bit i */
	int number;	 /* a choice from 1, a number, a day, a minute of the day */
	bool is_there;
};

struct programme_entry {
	struct id16 id;
	uint32_t version;
	struct day day;						/* written */
	struct programme_value value[PROGRAMME_FIELDS_MAX + 1]; /* by field number */
};

enum programme_mark { MARK_OPEN, MARK_DONE, MARK_DECLINED };

struct programme_answers { /* one session of one person */
	enum programme_mark mark[PROGRAMME_STEPS_MAX];
	size_t n[PROGRAMME_STEPS_MAX];
	struct programme_entry *entry[PROGRAMME_STEPS_MAX];
	int calming_lines;
};

/* Is the need met by what this person wrote? A declined step meets it. */
bool programme_is_met(const struct programme_session *s, const struct programme_need *need,
		      const struct programme_answers *a);
/* Every need of the session. */
bool programme_is_done(const struct programme_session *s, const struct programme_answers *a);
/* The step to go on with: the first that is neither done nor declined; n_steps: none is left. */
size_t programme_next(const struct programme_session *s, const struct programme_answers *a);

/* --- pace. Nothing is ever late. */
enum programme_pace { PACE_WEEKLY, PACE_TWICE };

enum programme_call { /* what an open session that rests is answered with, in its own page only */
		      CALL_NOTHING,
		      CALL_STEP,   /* one sentence: which step, how long, when */
		      CALL_PERSON, /* the offer of a person */
};
#define PROGRAMME_CALL_DAYS   10
#define PROGRAMME_PERSON_DAYS 21
#define PROGRAMME_QUIET_DAYS  35

enum programme_call programme_call(struct day last, struct day today, bool is_paused);
/* The day from which the next session suits the pace; two a week only in parts one and two. */
struct day programme_suits(enum programme_pace p, int next_phase, struct day last_finished);
