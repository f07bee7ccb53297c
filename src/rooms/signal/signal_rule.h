/* signal_rule: stepping away without pushing away. What a signal is and when it shows; pure. Not
 * named signal.h: the system has one.
 *
 * Each of two people writes one page that both can open: the own signal, and the own answer to the
 * other's. So nobody ever writes over what the other wrote. The page holds what is now, never what
 * was: a signal is shown until two hours after the time given, or until it is taken back. Nothing
 * is counted, and nothing says who came late. */
#pragma once
#include "bytes.h"
#include "day.h"

enum signal_need {
	SIGNAL_NEED_NONE,
#define NEED(id, number, value, chip, mine, theirs) SIGNAL_NEED_##id = (number),
#include "signal.def"
	SIGNAL_NEED__END
};

enum signal_back { /* who comes back, in an agreement */
		   SIGNAL_BACK_NONE,
#define BACK(id, number, value, words) SIGNAL_BACK_##id = (number),
#include "signal.def"
		   SIGNAL_BACK__END
};

#define SIGNAL_USUAL	  40	     /* minutes, when nothing was agreed */
#define SIGNAL_LEAST	  5	     /* minutes */
#define SIGNAL_MOST	  1440	     /* minutes, also with everything added */
#define SIGNAL_MORE	  20	     /* minutes, of "a little longer" */
#define SIGNAL_SHOWN	  (2 * 3600) /* seconds after the time given */
#define SIGNAL_HOME_SHOWN (20 * 60)  /* seconds after "I am back" */
#define SIGNAL_WORDS_MAX  200	     /* characters */
#define SIGNAL_SIGN_MAX	  60	     /* characters */

struct signal {
	struct id16 id; /* drawn with each tap: an answer belongs to one signal */
	enum signal_need need;
	struct instant set, back, ready; /* ready: the time given that was answered with yes; 0 */
	bool is_home;			 /* "I am back", at `set` */
	struct str words;
};

struct signal_reply { /* to the other's signal */
	struct id16 to;
	struct instant back, ready; /* back: the time one asked for; 0: none */
};

enum signal_state {
	SIGNAL_NOTHING,
	SIGNAL_AWAY, /* until the time given */
	SIGNAL_DUE,  /* "ready to come back?" */
	SIGNAL_HOME, /* said "I am back" a moment ago */
};

struct signal_seen {
	enum signal_state state;
	struct instant back;		     /* with what both added */
	bool is_owner_ready, is_other_ready; /* answered yes to this time */
	struct instant next;		     /* when it looks different by itself; 0: never */
};

/* How a signal looks at an instant. reply: the other's, whatever it belongs to. */
struct signal_seen signal_see(const struct signal *s, const struct signal_reply *reply,
			      struct instant now);

/* "A little longer": from now on, in whole minutes. False: it would be more than a day after the
 * tap. */
bool signal_later(const struct signal *s, struct instant now, struct instant *ret_back);

enum signal_refusal { SIGNAL_FINE, SIGNAL_TOO_SHORT, SIGNAL_TOO_LONG, SIGNAL_PAST, SIGNAL_NO_TIME };

/* The time to be back, this many minutes from now, to a whole minute. */
enum signal_refusal signal_in(struct instant now, long minutes, struct instant *ret_back);
/* The same from a clock time "19:30" of the person, east of UTC: the next one, unless that is
 * almost a day away: then it was one that has passed. */
#define SIGNAL_AT_MOST (16 * 60) /* minutes */
enum signal_refusal signal_at(struct instant now, struct minutes east, struct str clock,
			      struct instant *ret_back);
const char *signal_refusal_words(enum signal_refusal r); /* NULL: fine */

/* "19:30", or "07:10 tomorrow", on the clock of who reads it. Shortly after midnight is still
 * tonight. */
#define SIGNAL_TIME_MAX	  24
#define SIGNAL_SAME_NIGHT (6 * 3600)
void signal_time(char out[SIGNAL_TIME_MAX], struct instant t, struct instant now,
		 struct minutes east);

struct signal_need_words {
	enum signal_need need;
	const char *value, *chip, *mine, *theirs;
};
struct signal_need_words signal_need_words(enum signal_need need); /* need NONE: as SPACE */
enum signal_need signal_need_of(struct str value);		   /* NONE: none of ours */

struct signal_span {
	int minutes;
	const char *words;
};
const struct signal_span *signal_spans(size_t *ret_n);

const char *signal_back_words(enum signal_back b); /* "" for NONE */
const char *signal_back_value(enum signal_back b);

/* What both write for hard moments. Agreed when both wrote the same; `wish` is each one's own. */
struct signal_agreement {
	struct id16 id;
	struct str sign; /* a word or a sign */
	int minutes;
	enum signal_back back;
	struct str says; /* what is said then */
	struct str wish; /* what its writer would like to read when the other steps away */
};
bool signal_is_same(const struct signal_agreement *a, const struct signal_agreement *b);
