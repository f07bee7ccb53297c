/* therapy: the talking treatments that are named here, and how long a course of each usually takes.
 * What is usual is said once, in a sentence, and forbids nothing: which treatment, and how much of
 * it, is a decision with a clinician. Source: art.27, art.28, art.29. */
#pragma once
#include "str.h"

enum therapy {
	THERAPY_NONE,
#define THERAPY(id, number, ...) THERAPY_##id = (number),
#include "therapy.def"
	THERAPY__COUNT
};

struct therapy_facts {
	const char *value;			/* as sent */
	const char *name, *long_name;		/* "EMDR"; long_name may be empty */
	unsigned sessions_least, sessions_most; /* 0: nothing is usual */
	unsigned minutes_least, minutes_most;	/* of one session; least 0: up to most */
	unsigned days_least, days_most;		/* between two sessions */
	const char *pace;
	const char *about_number, *about_pace; /* a sentence each, for what is not usual */
};

/* NULL for THERAPY_NONE and for what is none. */
const struct therapy_facts *therapy_facts(enum therapy t);
bool therapy_find(struct str value, enum therapy *ret);

/* A sentence when so many sessions are not usual; NULL: nothing to say. number 0: not planned. */
const char *therapy_about_number(enum therapy t, unsigned number);
/* The same for the days between one session and the next. */
const char *therapy_about_pace(enum therapy t, int days);
