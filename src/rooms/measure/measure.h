/* measure: numbers that speak. The instruments, and what their totals mean; pure.
 *
 * The wording of an instrument, its order, its options and its window are data and never altered
 * (content/data/instruments.json; our words and the published figures: measures.json), compiled by
 * tools/instrumentc, which refuses what is not whole. A missing answer means no total. Nothing here
 * says that somebody has or does not have anything: a band is a published name for a range, a
 * change is what was published about differences, and a professional says the rest.
 * Source: art.7 (own risk), art.20 (the load of the partner). */
#pragma once
#include "day.h"

#define MEASURES      15
#define MEASURE_ITEMS 20
#define MEASURE_EXTRA 1 /* a question that is not scored, after the others */

/* An answer as it is kept: 0 none, else 1 + the row of the option. */
typedef uint8_t measure_answer;

struct measure_option {
	unsigned points;
	const char *words;
	const char *code; /* LOINC; NULL: none */
};

struct measure_item {
	const char *text;
	const char *code; /* LOINC; NULL: none */
};

struct measure_band {
	unsigned least, most;
	const char *name; /* "mild"; may be empty */
	const char *say;  /* a sentence; may be empty */
};

enum measure_change_by { MEASURE_CHANGE_NONE, MEASURE_CHANGE_POINTS, MEASURE_CHANGE_PERCENT };

struct measure_group { /* of items, for the published rule */
	char letter;
	unsigned first, last, least; /* numbers of items; how many must count */
};

enum measure_for {
	MEASURE_FOR_NEITHER,
	MEASURE_FOR_SURVIVOR,
	MEASURE_FOR_PARTNER,
	MEASURE_FOR_BOTH
};

struct measure {
	const char *id; /* in addresses and records: "pcl5" */
	const char *short_name, *name, *line, *about, *is_not, *figures, *licence, *sources;
	enum measure_for meant_for; /* whom it is offered to first */
	unsigned minutes, guard_days;
	const char *instructions, *stem, *window; /* instructions: NULL when it has none */
	const struct measure_item *item;
	size_t n_items; /* 0: only a total is typed in */
	const struct measure_option *option;
	size_t n_options;
	const struct measure_item *gate; /* asked first; a no is a total of 0. NULL: none */
	const struct measure_item *extra;
	const struct measure_option *extra_option;
	size_t n_extra_options;
	unsigned least, most; /* of a total */
	const char *panel_code, *total_code;
	const struct measure_band *band;
	size_t n_bands;
	enum measure_change_by change_by;
	unsigned change_from; /* of percent: the least earlier total it was published for */
	const struct measure_band *change;
	size_t n_changes;
	unsigned safety_item, safety_points; /* from these points on help comes before the total */
	const struct measure_group *group;
	size_t n_groups;
	unsigned group_points; /* an answer counts from these points */
	const char *pattern;   /* the published rule in words */
};

extern const char *const measure_loinc_notice;

const struct measure *measure_at(size_t i); /* NULL past MEASURES */
const struct measure *measure_find(struct str id);
size_t measure_index(const struct measure *m);

/* --- answering. Answers stand in one array: the gate when there is one, the items, the extra */
#define MEASURE_ANSWERS (1 + MEASURE_ITEMS + MEASURE_EXTRA)

size_t measure_questions(const struct measure *m);
const struct measure_item *measure_question(const struct measure *m, size_t i);
const struct measure_option *measure_options(const struct measure *m, size_t i, size_t *ret_n);
bool measure_is_scored(const struct measure *m, size_t i);

/* Nothing left to ask: all are answered but the extra, or the gate was a no. */
bool measure_is_whole(const struct measure *m, const measure_answer answer[]);
/* The question to go on with: the first without an answer; measure_questions when there is none. */
size_t measure_next(const struct measure *m, const measure_answer answer[]);

/* The total. False, and nothing is said: an answer that it needs is missing. */
bool measure_total(const struct measure *m, const measure_answer answer[], unsigned *ret);

/* Was the question about thoughts of death answered with more than not at all? */
bool measure_needs_help(const struct measure *m, const measure_answer answer[]);

/* How many of the groups of the published rule the answers reach. False: it has none, or an answer
 * is missing. Never a diagnosis. */
bool measure_groups_reached(const struct measure *m, const measure_answer answer[], size_t *ret);

/* --- reading a total */
bool measure_can_be(const struct measure *m, long total);
const struct measure_band *measure_band(const struct measure *m, unsigned total);

/* What was published about such a difference; NULL: nothing was, for it or from so low a total. */
const char *measure_change(const struct measure *m, unsigned before, unsigned after);

/* --- when */
/* Is the last one so near that another tells little? A hint, never a refusal. */
bool measure_is_soon(const struct measure *m, struct day last, struct day today);

#define MEASURE_WEEKS_MAX 26
/* The day from which it suits again, for somebody who asked for every so many weeks. */
struct day measure_suits(struct day last, unsigned weeks);
