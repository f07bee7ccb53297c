/* checkin: under a minute, each alone. What a check-in is, and its rules; pure.
 *
 * One check-in a day and person. Every answer may be missing (0). A day can be filled in for
 * CHECKIN_DAYS_BACK days and changed as long. Source: art.5 (numbness, hostility), art.10, art.21
 * (sleep). */
#pragma once
#include "bytes.h"
#include "code.h"
#include "day.h"
#include "role.h"

#define CHECKIN_DAYS_BACK 7
#define CHECKIN_GOOD_MAX  500 /* characters */

enum checkin_question {
#define QUESTION(id, who, title, lead, why) CHECKIN_##id,
#include "checkin.def"
	CHECKIN__COUNT
};

struct checkin {
	struct id16 id;
	struct day day;
	uint8_t answer[CHECKIN__COUNT]; /* stored number; 0: not answered. GOOD: 1 when `good` is
					   not empty */
	struct str good;
	struct instant written, edited; /* edited 0: never */
};

struct checkin_words { /* of a question */
	const char *title, *lead, *why;
	struct code_list answers; /* none for GOOD, which is written */
};

struct checkin_words checkin_words(enum checkin_question q);

/* The questions a person of this role is asked, in order. */
size_t checkin_questions(enum role role, enum checkin_question ret[CHECKIN__COUNT]);

/* The words of a stored number; NULL when it is none of the question's. */
const char *checkin_answer_words(enum checkin_question q, uint8_t number);

/* The stored number of a value sent; 0 when it is none of the question's. */
uint8_t checkin_answer_number(enum checkin_question q, struct str value);

/* May a check-in of this day still be written? Today and the CHECKIN_DAYS_BACK days before. */
bool checkin_is_open(struct day day, struct day today);
bool checkin_is_empty(const struct checkin *c);
