/* room: what one practice of the product offers to the outside. One const struct room per folder of
 * src/rooms, listed in rooms.def. A route says who may call it; there is no route without that
 * word. */
#pragma once
#include "notebook.h"
#include "ui_view.h"
#include "visit.h"

struct json_t;
struct paper;
struct fhir_record;

enum who {
	WHO_ANYONE = 1,	  /* no account needed; must work without cookie */
	WHO_HALF,	  /* signed in with the passphrase, the second factor still due */
	WHO_PERSON,	  /* signed in */
	WHO_PERSON_AGAIN, /* signed in, passphrase given within the last five minutes (step-up) */
};

struct route {
	enum http_method method;
	const char *path; /* segments; ":name" takes one segment of at most 64 of [A-Za-z0-9_.-] */
	enum who who;
	fallible (*run)(struct visit *v);
	bool keeps_words;  /* a POST that comes after the session's end is kept as a draft, offered
			      again at the page of this path */
	bool is_leave;	   /* needs neither token nor session */
	bool is_quiet;	   /* asked by scripts while nobody does anything: leaves the session's end
			      where it is */
	bool has_manifest; /* a page that people put on the first screen of a phone */
	bool speaks;	   /* somebody else may see what this POST changes; every other one changes
			      nothing for anybody (tests/story/silence_test) */
	bool is_for_two;   /* answers also while both are at this one phone (app/together.h) */
	bool is_for_other; /* acts for the form of another page: the token is that of ?for= */
	bool is_plain; /* for people who do not know this product: nothing in the answer names it,
			  whatever becomes of the request; nor for an address that begins alike */
};

struct room {
	const char *name; /* the room's word: prefix of file, symbol, URL, test, audit event */
	const struct route *route;
	size_t n_routes;
	/* What its records are called in the copy they take along, and what adds the person's own
	 * to it; NULL: the room keeps none. */
	const char *title;
	fallible (*add_records)(struct act *a, struct json_t *to);
	/* Adds what the room has for a page to take to an appointment, and for programs of clinics,
	 * of its own rows alone; the person chooses among it. NULL: nothing. */
	fallible (*add_paper)(struct visit *v, struct paper *to);
	fallible (*add_fhir)(struct act *a, struct fhir_record *to);
	bool is_on_request; /* what it keeps is in no copy unless its owner asks for it by name */
	/* Writes, inside a page that has begun, what a source opens of this room's topic: the same
	 * function for the owner's preview and for the one it is shared with. NULL: nothing here is
	 * shared by topic. */
	enum topic topic;
	fallible (*show_topic)(struct visit *v, struct html_out *o,
			       const struct notebook_source *source);
	/* The same for a thing shared by itself: its copy. NULL: nothing here is. */
	enum place place;
	fallible (*show_item)(struct visit *v, struct html_out *o, struct bytes content);
	/* Runs at the end of every act that went well, whichever room it was in, before what was
	 * staged goes out: for what follows from what others wrote. NULL: nothing follows here. */
	fallible (*follow)(struct act *a);
	/* Writes what is now between two linked people, for the top of Today and Us, and the one
	 * tap that begins it. Never writes to the store. NULL: nothing. */
	fallible (*show_now)(struct visit *v, struct html_out *now, struct html_out *tap);
};

#define ROOM_ROUTES(array) .route = (array), .n_routes = sizeof(array) / sizeof *(array)

/* Everything the signed-in person wrote: an object of "me" and of one list of records a room, by
 * the room's word; with_safety: also what is kept in rooms that are in no copy unless asked for.
 * Owner: the caller, who ends it with json_decref. errors TOO_FULL: more than one file can hold */
fallible room_records(struct visit *v, bool with_safety, struct json_t **ret);

/* The one room that shows this topic to whom it is shared with; NULL: none does. */
const struct room *room_of_topic(enum topic topic);
/* All that a partner could ever be shown, and only by its writer's own hand. */
struct ui_powers room_powers(struct visit *v);

/* The same of every room, for a page to take along and for programs of clinics. */
fallible room_paper(struct visit *v, struct paper *to);
fallible room_fhir(struct visit *v, struct fhir_record *to);

fallible room_follow(struct act *a); /* every room's follow */

/* What every room shows by show_now; empty, and nothing is read, for a person alone. */
fallible room_now(struct visit *v, struct html *ret_now, struct html *ret_tap);

/* All rooms, in the order of rooms.def (made by the build). */
extern const struct room *const room_list[];
extern const size_t room_count;
