/* selfcare: my own side. What a line and a weekly look are, and what speaks for talking to someone;
 * pure.
 *
 * A line is something booked for oneself, or somebody one leans on. A look is one a week, and every
 * answer of it may be missing. Nothing is due, and how often somebody was leaned on is counted
 * nowhere. Source: art.13 (support), art.20 (guilt, therapy for oneself), art.21 (the
 * body), art.22 (own support), art.23 (time for oneself), art.25 (own limits). */
#pragma once
#include "bytes.h"
#include "code.h"
#include "day.h"

#define SELFCARE_LINES_MAX  100
#define SELFCARE_WORDS_MAX  80 /* characters */
#define SELFCARE_DAYS_AHEAD 366
#define SELFCARE_LEANED_MAX 12
#define SELFCARE_ROWS_MAX   60 /* of any table */

enum selfcare_kind {
	SELFCARE_KIND_NONE,
#define KIND(id, number, value, words) SELFCARE_##id = (number),
#include "selfcare.def"
	SELFCARE_KINDS
};

struct selfcare_line {
	struct id16 id;
	enum selfcare_kind kind;
	struct str words; /* what, or who */
	struct day day;	  /* n 0: has no day, or is a person */
	int time;	  /* minute of the day; -1: not said */
	unsigned minutes; /* 0: not said */
	unsigned tie;	  /* of a person; 0: not said */
	uint32_t helps;	  /* of a person: SELFCARE_BIT of numbers of the table */
	struct str reach; /* of a person: own words, may be empty */
	struct instant written, changed;
	uint32_t version; /* 1, 2, … */
};

#define SELFCARE_BIT(number) (1u << ((number)-1))

/* --- tables */
enum selfcare_table {
	SELFCARE_ALL_KINDS,
	SELFCARE_TIES,
	SELFCARE_HELPS,
	SELFCARE_LOADS, /* in the order of the load: row n is load n */
	SELFCARE_TABLES
};
const struct code_row *selfcare_row(enum selfcare_table t, size_t i); /* NULL past the last */
const char *selfcare_words(enum selfcare_table t, unsigned number);   /* NULL: no such number */
unsigned selfcare_number(enum selfcare_table t, struct str value);    /* 0: none */
uint32_t selfcare_bits(enum selfcare_table t);

struct selfcare_group {
	uint8_t number;
	const char *title, *lead;
	enum selfcare_kind kind;
};
struct selfcare_idea {
	uint8_t number, group;
	unsigned minutes;
	const char *words;
};
const struct selfcare_group *selfcare_group(size_t i); /* NULL past the last */
const struct selfcare_idea *selfcare_idea(size_t i);   /* NULL past the last */
const struct selfcare_idea *selfcare_idea_find(unsigned number);
enum selfcare_kind selfcare_idea_kind(const struct selfcare_idea *idea);

/* --- the weekly look */
enum selfcare_question {
#define QUESTION(id, title, lead, why) SELFCARE_ASK_##id,
#include "selfcare.def"
	SELFCARE_QUESTIONS
};
#define SELFCARE_LOAD_MAX    10
#define SELFCARE_CARE_NO_DAY 3 /* an answer of CARE: something waits, and has no day yet */
#define SELFCARE_WEEKS_BACK  1 /* a week can be filled in until the next one is over */

struct selfcare_question_words {
	const char *title, *lead, *why;
};
struct selfcare_question_words selfcare_question(enum selfcare_question q);
/* Of OWN and CARE; NULL past the last. */
const struct code_row *selfcare_answer(enum selfcare_question q, size_t i);
const char *selfcare_answer_words(enum selfcare_question q, unsigned number);
unsigned selfcare_answer_number(enum selfcare_question q, struct str value); /* 0: none */

enum selfcare_leaned { SELFCARE_LEANED_SKIPPED, SELFCARE_LEANED_NOBODY, SELFCARE_LEANED_SOMEBODY };

struct selfcare_week {
	struct id16 id;
	struct day monday;
	int load;	    /* 0 to 10; -1: not answered */
	unsigned own, care; /* numbers of the tables; 0: not answered */
	enum selfcare_leaned leaned;
	struct id16 on[SELFCARE_LEANED_MAX]; /* lines; some may be gone by now */
	size_t n_on;
	struct day day; /* when it was last written */
	uint32_t version;
};

struct day selfcare_monday(struct day d);
bool selfcare_is_open(struct day monday, struct day today);
bool selfcare_is_empty(const struct selfcare_week *w);

/* Is the weekly look something to offer today? At most once a week, on the weekday of the last one;
 * whoever never looked (last.n 0) is asked on the weekday they began. Never in the first week. */
bool selfcare_suits(struct day last, struct day begun, struct day today);

/* --- sleep: nights somebody noted, in hours */
#define SELFCARE_NIGHTS_LEAST 4 /* of seven: of fewer nothing is said */

struct selfcare_nights {
	int n, hours; /* hours of all n together */
};
enum selfcare_sleep {
	SELFCARE_SLEEP_UNKNOWN,
	SELFCARE_SLEEP_LOW,   /* under 6 */
	SELFCARE_SLEEP_UNDER, /* 6 to 6.9: enough for the article, under sleep-medicine advice */
	SELFCARE_SLEEP_FINE,  /* 7 and more */
};
enum selfcare_sleep selfcare_sleep(struct selfcare_nights week);

/* --- what speaks for talking to someone for oneself */
enum selfcare_sign {
#define SIGN(id, from, days, why) SELFCARE_SIGN_##id,
#include "selfcare.def"
	SELFCARE_SIGNS
};
#define SELFCARE_SIGN_NONE	SELFCARE_SIGNS
#define SELFCARE_SIGN_BIT(sign) (1u << (sign))
#define SELFCARE_REST_DAYS	28 /* a sign that was put away stays so for this long */
#define SELFCARE_LOADS_OF	4  /* weeks looked at */
#define SELFCARE_LOADS_MOST	3  /* of them, with the load of the sign */

struct selfcare_score {
	int total; /* -1: none */
	struct day day;
};

struct selfcare_facts {
	struct day today;
	bool has_safety;		      /* any safety item, in whichever room */
	struct selfcare_score k6, phq9, phq4; /* the newest of each */
	struct selfcare_nights nights[2];     /* the last seven days, and the seven before */
	int load[SELFCARE_LOADS_OF];	      /* this week and those before; -1: none */
};

/* Does a score of that day still speak for this sign? */
bool selfcare_speaks(enum selfcare_sign s, struct day scored, struct day today);
unsigned selfcare_signs(const struct selfcare_facts *f); /* SELFCARE_SIGN_BIT of each that holds */

/* does   chooses the one thing to say: the first sign in the order of the table that holds and is
 * not put away (put_away[sign]: the day it was, n 0: never); SELFCARE_SIGN_NONE */
enum selfcare_sign selfcare_nudge(unsigned bits, const struct day put_away[SELFCARE_SIGNS],
				  struct day today);
const char *selfcare_sign_why(enum selfcare_sign s);
