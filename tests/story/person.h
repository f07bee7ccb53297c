/* person: somebody with a browser of their own, that keeps cookies and posts forms as pages have
 * them.
 */
#pragma once
#include "story.h"

#define PASSPHRASE "a story that ends well today"

struct person {
	struct story *story;
	/* Values of the cookies; empty: none. */
	char session[80], device[80], witness[160], invite[64], onward[640];
	struct told last;
	uint64_t seed; /* 0: draws differ every time; else the n-th request draws the same in every
			  story, however many others there are between */
	uint64_t n_asked;
	unsigned n_forms; /* sent so far */
};

struct person person_make(struct story *s);
/* The status; what was told stands in p->last. Target: a path, perhaps with a query. */
int person_get(struct person *p, const char *target);
/* With the token, when there is a session. Body: urlencoded fields. */
int person_post(struct person *p, const char *target, const char *body);
bool person_went_to(const struct person *p, const char *path); /* 303 there, before a query */
/* A request that is not sent off yet, with the person's cookies. */
struct ask person_ask(struct person *p, enum http_method m, const char *target, const char *body);
void person_take(struct person *p, struct told t); /* keeps cookies, as after a request */

void person_sign_up(struct person *p, const char *name);
struct person person_named(struct story *s, const char *name); /* new, with an account */
int person_sign_in(struct person *p, const char *name, const char *passphrase, bool is_own);
/* Writes the one good moment of `back` days ago. The status. */
int person_check_in(struct person *p, int back, const char *words);
/* Writes down a course of treatment, a visit that is planned and a question for it. */
void person_begins_course(struct person *p, const char *clinician);
bool person_sees(const struct person *p, const char *words);
/* The same, or the test fails and shows the page: what was answered; a page, or one without; a
 * form that goes to `to`. */
void person_must_see(struct person *p, int status, const char *words);
void person_opens(struct person *p, const char *path, const char *words);
void person_misses(struct person *p, const char *path, const char *words);
/* 422 with these words. Something in the form is PERSON_TYPED, and still stands on the page. */
#define PERSON_TYPED "Sunday walk"
void person_is_refused(struct person *p, const char *path, const char *form, const char *words);
void person_sends(struct person *p, const char *path, const char *body, const char *to);
/* What stands in the page after `mark`, up to '<' or '"'. */
const char *person_read(struct person *p, const char *mark);

/* Switches the second factor on: its secret, hexadecimal, and the digits of this moment. */
const char *person_switch_on(struct person *p);
const char *person_digits(struct story *s, const char *hex);
