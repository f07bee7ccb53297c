/* visit: one request to one page, as a room's page functions see it. They read the form, call use
 * functions with v->act, and answer with exactly one of: page_begin … page_end, visit_redirect,
 * visit_file. */
#pragma once
#include "act.h"
#include "form.h"
#include "html.h"
#include "http.h"
#include "preferences.h"
#include "ui.h"

struct web;

#define VISIT_PARAMS_MAX 4

#define COOKIE_SESSION	      "__Host-rj"
#define COOKIE_DEVICE	      "__Host-rjd" /* a remembered device, 180 days */
#define COOKIE_WITNESS	      "__Host-rjw" /* how far this device has seen the notebook grow, 180 days */
#define COOKIE_INVITE	      "__Host-rji" /* an invitation somebody looks around with, an hour */
#define COOKIE_ONWARD	      "__Host-rjt" /* where somebody was going before they signed in, sealed */
#define COOKIE_THEME	      "__Host-theme"
#define COOKIE_DEVICE_SECONDS (180L * 86400)
#define DEVICE_COOKIE_BYTES   32
#define COOKIE_INVITE_SECONDS 3600L
#define COOKIE_ONWARD_SECONDS 600L
#define COOKIE_THEME_SECONDS  (400L * 86400)

struct visit {
	struct exchange *x;
	struct web *web;
	const struct route *route;
	struct act act;
	struct form form;  /* the body of a POST, or the fields of a draft taken up again */
	struct form query; /* the fields after '?' */
	struct str param[VISIT_PARAMS_MAX];
	size_t n_params;
	bool has_cookie;
	uint8_t cookie[32]; /* __Host-rj, when has_cookie */
	struct html_out *out;
	struct arena *arena; /* = act.arena */
	struct html above;   /* what a page begins with, before its own part; empty: nothing */
	struct str mark;     /* of what is kept, for the forms of this page; empty: its own */
	bool has_marks;	     /* a form of this page waits for one (behind.h) */
	bool has_answered;
	bool is_private; /* nobody on the way may keep the answer, though no session is needed */
	bool is_asset;	 /* a file of ours: its own cache rules */
};

/* The n-th ":name" of the route's path. */
struct str visit_param(const struct visit *v, size_t n);
bool visit_param_id(const struct visit *v, size_t n, struct id16 *ret); /* 32 hexadecimal digits */

/* --- answers */
/* Begins a page: the shell up to <main>. Returns where the room's template writes. `here` is the
 * place in the bar. */
struct html_out *page_begin(struct visit *v, const char *title, enum tab here);
struct html_out *page_begin_wide(struct visit *v, const char *title, enum tab here);
/* The same for a route that is plain (room.h): no name of this product, no bar, no script, the
 * device's own light, not for search engines. */
struct html_out *page_begin_plain(struct visit *v, const char *title);
fallible page_end(struct visit *v);		     /* 200 */
fallible page_end_status(struct visit *v, int http); /* 422 when the form needs another look */

fallible visit_redirect(struct visit *v, const char *path); /* 303; a path of ours */
fallible visit_redirect_to(struct visit *v, struct str path);
fallible visit_nothing(struct visit *v); /* 204, for scripts */
/* Events for scripts: says `look` whenever a page of this space is written, until the session of
 * this visit ends. The route is quiet. */
fallible visit_stream(struct visit *v, struct id16 space);
struct html_out visit_aside(struct visit *v); /* where a part of a page is written beforehand */
/* A piece of a page, for scripts to put in its place; written between. 200 */
struct html_out *piece_begin(struct visit *v);
fallible piece_end(struct visit *v);
bool visit_keeps_words(struct str path); /* of a page whose form is kept as a draft */
struct str
visit_body_without_token(struct visit *v); /* the fields as sent, without the form's token */
fallible visit_blank(struct visit *v);	   /* a page with nothing on it */
/* Text of another type than a page, in `lasting` memory: 200 */
fallible visit_text(struct visit *v, const char *type, struct str lasting);
fallible visit_file(struct visit *v, const char *type, const char *name,
		    struct bytes content); /* a download */

bool visit_is_demo(
	const struct visit *v); /* the invented couple lives here: their sign-in data is shown */
bool visit_is_same_origin(const struct visit *v);

/* --- cookies, headers */
void visit_set_cookie(struct visit *v, const char *name, struct str value,
		      long max_age); /* max_age -1: session, 0: delete */
bool visit_cookie(const struct visit *v, const char *name, struct str *ret);
/* The page of the invitation this browser keeps for a while. */
bool visit_invitation(const struct visit *v, struct url *ret);
void visit_forget_invitation(struct visit *v);
/* The page of ours that was asked for before this sign-in. Only a path that the kernel sealed
 * itself, of a page for signed-in people: no address from outside is ever gone on to. */
bool visit_onward(struct visit *v, struct str *ret);
void visit_forget_onward(struct visit *v);
void visit_add_header(struct visit *v, const char *name, struct str value);

/* --- what a form carries that whoever holds the page must not read. It opens for this session,
 * this purpose and half a day; nothing of it is kept here */
#define VISIT_CARRY_LEAST 4000 /* bytes: what is shorter looks alike */
/* ret: text in pieces that fit a field each. errors TOO_FULL */
fallible visit_carry(struct visit *v, struct str purpose, struct bytes inside, struct str **ret,
		     size_t *ret_n);
/* The values of every field of this name, one after the other. False: nothing that was made here
 * for this session and purpose. Owner: the secret arena. */
bool visit_carried(struct visit *v, struct str purpose, const char *field, struct bytes *ret);

enum theme
visit_theme(const struct visit *v); /* by hand, kept in a cookie; else follow the device */
struct str
visit_country(const struct visit *v); /* ?c=, then preferences, then Accept-Language, then empty */
