/* treatment: what a person can do with courses, visits and questions. All signed in. Courses stand
 * on one page; the visits of a course on the page of the month it was written down in. Questions
 * and what was written about an end stand apart, under a topic that is never shared. */
#pragma once
#include "act.h"
#include "notebook.h"
#include "treatment.h"

struct json_t;
struct fhir_record;

#define TREATMENT_COURSES_MAX	20
#define TREATMENT_VISITS_MAX	200 /* of one course */
#define TREATMENT_QUESTIONS_MAX 40
#define TREATMENT_DAYS_AHEAD	366
#define TREATMENT_DAYS_BACK	731

enum treatment_refusal {
	TREATMENT_FINE,
	TREATMENT_CHANGED, /* it is not the version any more that was looked at */
	TREATMENT_FULL,	   /* there is no room for more */
	TREATMENT_NO,	   /* see treatment_can_become */
};

/* Every course, those that go on first, the newest first. Owner: the arena. */
fallible treatment_courses(struct act *a, struct treatment_course **ret, size_t *ret_n);
fallible treatment_find(struct act *a, struct id16 id,
			struct treatment_course *ret); /* NOT_FOUND */
/* does   keeps it: new when course->version is 0, else in place of that version; a new one gets its
 * id and its month */
fallible treatment_keep(struct act *a, struct treatment_course *course,
			enum treatment_refusal *ret);
/* With its visits and questions. */
fallible treatment_remove(struct act *a, const struct treatment_course *course);

/* --- visits, the earliest first. Owner: the arena */
fallible treatment_visits(struct act *a, const struct treatment_course *course,
			  struct treatment_visit **ret, size_t *ret_n);
fallible treatment_visit_find(struct act *a, const struct treatment_course *course, struct id16 id,
			      struct treatment_visit *ret); /* NOT_FOUND */
fallible treatment_visit_keep(struct act *a, const struct treatment_course *course,
			      struct treatment_visit *visit, enum treatment_refusal *ret);
/* does   marks the visit as moved and plans another like it, in one go; `to` gets its id */
fallible treatment_visit_move(struct act *a, const struct treatment_course *course,
			      const struct treatment_visit *from, struct treatment_visit *to,
			      enum treatment_refusal *ret);
fallible treatment_visit_remove(struct act *a, const struct treatment_course *course,
				struct id16 id);
/* Planned ones from today on, of courses that go on: for calendars. */
fallible treatment_ahead(struct act *a, struct treatment_visit **ret, size_t *ret_n);

/* What a source opens, for the owner's preview and for the one it is shared with, alike. */
fallible treatment_courses_shared(struct act *a, const struct notebook_source *source,
				  struct treatment_course **ret, size_t *ret_n);
fallible treatment_visits_shared(struct act *a, const struct notebook_source *source,
				 const struct treatment_course *course,
				 struct treatment_visit **ret, size_t *ret_n);

/* --- what only the person ever reads (treatment_own_use.c) */
struct treatment_question {
	struct id16 id, asked; /* asked: the visit; zero: not yet */
	struct str words;
	struct instant written;
};

struct treatment_own {
	struct str end_words; /* about the end of the course; may be empty */
	struct treatment_question question[TREATMENT_QUESTIONS_MAX]; /* the oldest first */
	size_t n;
};

fallible treatment_own_read(struct act *a, const struct treatment_course *course,
			    struct treatment_own *ret);
fallible treatment_own_ask(struct act *a, const struct treatment_course *course, struct str words,
			   enum treatment_refusal *ret);
/* does   notes which of the open questions were asked at a visit: those in `asked`, and no other of
 * that visit */
fallible treatment_own_asked(struct act *a, const struct treatment_course *course,
			     struct id16 visit, const struct id16 asked[], size_t n);
fallible treatment_own_forget(struct act *a, const struct treatment_course *course,
			      struct id16 question);
fallible treatment_own_end(struct act *a, const struct treatment_course *course, struct str words,
			   enum treatment_refusal *ret);
fallible treatment_own_remove(struct act *a, const struct treatment_course *course);

fallible treatment_add_records(struct act *a, struct json_t *to);
fallible treatment_add_fhir(struct act *a, struct fhir_record *to);
