/* talk: raising treatment with somebody, or finding it for oneself. The words of the room, what a
 * plan and a try are, and the few rules there are; pure.
 *
 * Side THEM: how to bring it up with the other one. Side ME: the same planner turned round, for
 * calling a doctor. A plan is a first sentence, when and where, what may come and what one replies,
 * what one does if the answer is no, and one small next step. A try is noted in words that blame
 * nobody. Nothing is ever due. Source: art.17, art.26. */
#pragma once
#include "bytes.h"
#include "day.h"
#include "role.h"
#include "therapy.h"

#define TALK_OPENING_MAX 400 /* characters */
#define TALK_REPLY_MAX	 400
#define TALK_SAID_MAX	 160 /* of an answer in own words */
#define TALK_LINE_MAX	 160 /* of what to do, and of a next step */
#define TALK_PLACE_MAX	 80
#define TALK_WORDS_MAX	 600 /* beside a try */
#define TALK_OWN_MAX	 5   /* answers in own words */
#define TALK_ROWS_MAX	 20  /* of one table and side */
#define TALK_DAYS_AHEAD	 60
#define TALK_DAYS_BACK	 60
#define TALK_REST_DAYS	 7 /* between one try with somebody and the next */

enum talk_side { TALK_THEM = 1, TALK_ME, TALK_SIDES };

enum talk_table {
	TALK_OPENINGS,
	TALK_WHERES,
	TALK_REPLIES,
	TALK_NOS,
	TALK_ASKS,
	TALK_OUTCOMES,
	TALK_TABLES
};

struct talk_row {
	enum talk_side side;
	uint8_t number; /* stored, from 1 */
	const char *words;
	const char *more; /* a reply, an address, what is said after a try; may be empty */
};

#define TALK_BIT(n) (1U << (n))

/* The i-th row of a table and side; NULL past the end. */
const struct talk_row *talk_row(enum talk_table t, enum talk_side s, size_t i);
const struct talk_row *talk_find(enum talk_table t, enum talk_side s,
				 unsigned number);	 /* or NULL */
uint32_t talk_bits(enum talk_table t, enum talk_side s); /* all there are */

const char *talk_side_value(enum talk_side s); /* in addresses: "them", "me" */
bool talk_find_side(struct str value, enum talk_side *ret);
/* What is looked at first by somebody of this role. */
enum talk_side talk_side_first(enum role role);

/* --- a plan */
struct talk_reply {	 /* what may come, and what one replies */
	unsigned row;	 /* of the table; 0: in own words */
	struct str said; /* in own words; empty for a row */
	struct str reply;
};

#define TALK_REPLIES_MAX (TALK_ROWS_MAX + TALK_OWN_MAX)

struct talk_plan {
	struct id16 id;
	enum talk_side side;
	bool has_day;
	struct day day;
	int time;	/* minute of the day; -1: not said */
	unsigned where; /* 0: not said */
	struct str place, opening;
	uint32_t replies;			   /* TALK_BIT of those that may come */
	struct talk_reply reply[TALK_REPLIES_MAX]; /* changed ones and own ones */
	size_t n_replies;
	uint32_t nos;
	struct str no_words;
	unsigned ask;
	struct str ask_words;
	struct instant written, edited;
	uint32_t version; /* 0: nothing is kept yet */
};

/* What may come, in the order of cards: the chosen rows, then own words; all rows when none was
 * chosen. Replies are the plan's own, or the table's. */
size_t talk_cards(const struct talk_plan *plan, struct talk_reply ret[TALK_REPLIES_MAX]);
bool talk_has_words(const struct talk_plan *plan); /* is there anything on it? */

/* --- a try */
struct talk_try {
	struct id16 id;
	enum talk_side side;
	struct day day;
	unsigned outcome; /* 0: not said */
	struct str words; /* never seen by anybody else */
	struct instant written, edited;
	uint32_t version;
};

/* Is that day closer to the last try with somebody than most leave it? A hint, never more. */
bool talk_is_soon(enum talk_side s, struct day last, struct day planned);
/* An outcome after which a course can be written down. */
bool talk_is_opening(enum talk_side s, unsigned outcome);
/* One after which a smaller step is offered. */
bool talk_wants_smaller(enum talk_side s, unsigned outcome);

/* --- treatments side by side */
struct talk_fact {
	enum therapy therapy;
	const char *happens, *length, *sure, *between, *partner;
};

enum talk_sure { TALK_H, TALK_M, TALK_R };

struct talk_position {
	enum therapy therapy;
	const char *who;
	int year;
	const char *words;
	enum talk_sure sure;
	const char *address; /* https */
};

const struct talk_fact *talk_fact(size_t i);
/* The i-th of a therapy; NULL past the end. */
const struct talk_position *talk_position(enum therapy t, size_t i);
const char *talk_sure_words(enum talk_sure s); /* a sentence */
