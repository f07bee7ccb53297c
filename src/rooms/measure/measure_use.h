/* measure: totals that are kept. This is what other rooms look at, through journeys: the newest
 * total of an instrument with its day, all of them, and where to begin one. */
#pragma once
#include "act.h"
#include "measure.h"
#include "notebook.h"

struct json_t;
struct fhir_record;

#define MEASURE_DAYS_BACK    1095 /* a total can be this old when it is typed in */
#define MEASURE_MONTHS_SHOWN 37
#define MEASURE_RESULTS_MAX  600 /* the newest are kept in view */

struct measure_result {
	struct id16 id;
	const struct measure *measure;
	struct day day;
	bool has_total;
	unsigned total;
	bool is_typed; /* somebody else gave it */
	struct instant written, edited;
	bool has_answers; /* only one's own, and only where they were asked for */
	measure_answer answer[MEASURE_ANSWERS];
};

/* does   reads the totals of one instrument (NULL: of all), the oldest first: one's own (source
 * NULL) or what a source of TOPIC_MEASURE opens
 * owner  the arena
 * errors UNVERIFIED */
fallible measure_totals(struct act *a, const struct notebook_source *source,
			const struct measure *m, struct measure_result **ret, size_t *ret_n);

/* The newest one of each instrument, in one reading: ret[measure_index(m)]; measure NULL: none. */
fallible measure_latest(struct act *a, const struct notebook_source *source,
			struct measure_result ret[MEASURES]);

/* Where a person begins it: "/measure/phq4". Owner: the arena. */
struct str measure_address(struct arena *a, const struct measure *m);

/* --- keeping. day: not after today, at most MEASURE_DAYS_BACK before */
/* does   keeps answers that are finished, and their total when there is one; answers that are not
 * whole are kept too
 * ret    its id */
fallible measure_keep(struct act *a, const struct measure *m, struct day day,
		      const measure_answer answer[], struct id16 *ret);

/* A total that somebody else gave. errors NOT_FOUND: it cannot be, or the day cannot */
fallible measure_type_in(struct act *a, const struct measure *m, struct day day, unsigned total,
			 struct id16 *ret);

/* One's own results with their answers, with or without a total, the oldest first; NULL: of all. */
fallible measure_results(struct act *a, const struct measure *m, struct measure_result **ret,
			 size_t *ret_n);
fallible measure_find_result(struct act *a, struct id16 id, struct measure_result *ret);

/* Another day; and another total, when it was typed in. */
fallible measure_change_result(struct act *a, const struct measure_result *was, struct day day,
			       unsigned total);
fallible measure_remove_result(struct act *a, const struct measure_result *r);

fallible measure_add_records(struct act *a, struct json_t *to);
fallible measure_add_fhir(struct act *a, struct fhir_record *to);

/* --- answers that are not finished: one sheet an instrument, private whatever is shared */
struct measure_open {
	bool is_there;
	struct day day; /* when it was begun */
	measure_answer answer[MEASURE_ANSWERS];
};

struct measure_private {
	struct measure_open open[MEASURES];
	unsigned weeks[MEASURES]; /* 0: never asked to be shown it */
};

fallible measure_private_read(struct act *a, struct measure_private *ret);
fallible measure_begin(struct act *a, const struct measure *m); /* fine when it was begun */
/* errors NOT_FOUND: nothing is begun. */
fallible measure_answer_one(struct act *a, const struct measure *m, size_t question,
			    measure_answer answer);
fallible measure_answer_all(struct act *a, const struct measure *m, const measure_answer answer[]);
/* Keeps what was answered and closes the sheet. errors NOT_FOUND: nothing is begun */
fallible measure_finish(struct act *a, const struct measure *m, struct id16 *ret);
fallible measure_drop(struct act *a, const struct measure *m);
fallible measure_wish(struct act *a, const struct measure *m, unsigned weeks); /* 0: no more */
