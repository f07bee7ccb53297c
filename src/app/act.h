/* act: one thing a person does. session → open → rule → seal → commit → audit.
 *
 * An act lives for one run of a handler (see port.h). Use functions of rooms take it first, read
 * through notebook_*, and stage what is to be written; whoever drives the request sends the staged
 * commit once, after the handler has prepared its answer, and lets that answer go only when the
 * commit is on the disk. On CONFLICT the whole handler runs again on the newer rows, at most
 * ACT_TRIES times: ids are drawn from the request's seed, so a second run means the same change. */
#pragma once
#include "arena.h"
#include "account.h"
#include "day.h"
#include "err.h"
#include "head.h"
#include "port.h"
#include "preferences.h"
#include "session.h"
#include "store.h"

#define ACT_TRIES      5
#define ACT_STAGED_MAX COMMIT_OPS_MAX

/* A page as this act will leave it: a later read in the same act sees it. */
struct act_staged {
	struct id16 page;
	size_t op;    /* in the commit */
	uint32_t ver; /* of the row before this act; 0: there is none */
	bool is_deleted;
	uint8_t tag[16];
	struct bytes records;
};

/* The id of a record that a form adds. */
#define ACT_NEW_MAX 8
struct act_new {
	struct id16 id;
	bool is_staged; /* by this act: to be found there by now */
};

struct act {
	struct arena *arena;  /* this run */
	struct arena *secret; /* this run; locked; wiped before a request is suspended */
	struct store *store;
	struct port_memo *memo;
	const struct ratchet *ratchet;
	struct instant now;
	uint8_t network[8];
	struct draw draw; /* from the request's seed: a second run draws the same */

	/* The form that was sent, when it was one (act_name_form). */
	bool has_form;
	struct key form;
	struct act_new new[ACT_NEW_MAX];
	size_t n_new;
	bool is_repeated; /* it was sent before, and what it adds is there: nothing is to be kept */

	bool is_quiet;	     /* set before the session is opened: leaves its idle end where it is */
	int64_t session_end; /* instant: its idle or absolute end, as it stood when it was opened */
	bool is_touched;   /* this request moves the idle end of the session: about once a minute */
	bool is_signed_in; /* session below is open and its second factor is done */
	struct session *session; /* secret arena; NULL: nobody */
	struct keyring *keyring; /* secret arena; NULL until act_open_keyring */
	bool has_keyring_changed, has_keyring_staged;
	struct preferences *preferences;
	const uint8_t *cookie;	 /* of the session, 32 bytes; NULL: its row is not kept up */
	struct account *account; /* secret arena; as staged; NULL: not staged */
	size_t account_op;	 /* in the commit */
	struct minutes east;	 /* the person's zone at `now` */

	struct commit *commit;	   /* staged; empty: nothing to write */
	uint64_t written;	   /* places of the notebook that were staged: a bit each */
	struct act_staged *staged; /* ACT_STAGED_MAX of them, once there is one */
	size_t n_staged;
	struct head *head; /* read when first needed */
	uint32_t head_ver;
	bool has_head_changed, has_head_staged;

	struct letters *letters; /* others.c: what was opened in this run */
	struct book *book;	 /* sharing.c: what is shared by itself, once it is open */
	fallible (*before_end)(struct act *a); /* what act_finish does first; NULL: nothing */
	bool closes_due; /* something came to its last day, and this act closes it */
};

/* Everything of the run but `store`, `memo`, `now`, `draw`, `network`, `ratchet`, which the driver
 * has set. `commit` may be the driver's own, empty; most runs write nothing, and it is large. */
void act_begin(struct act *a);

/* A 16-byte id; the same in every run of the same request. */
struct id16 act_draw(struct act *a);

/* --- one form sent twice (a double tap, a reload, a late answer) adds one thing
 * does   tells which form was sent: where to, when the page was made that it stood on, and what it
 * held. Call after act_open_session */
void act_name_form(struct act *a, struct str path, struct str shown, struct str body);
/* The id of a record that this form adds: the same when the same form is sent again. Drawn where no
 * form was named. A page that holds such a record already (notebook_write) makes the act repeated:
 * whoever drives it keeps nothing of it, and answers as the first time. */
struct id16 act_new_id(struct act *a);
/* was, is: the records of a page, before and as they are to be. */
void act_look_for_new(struct act *a, struct bytes was, struct bytes is);

/* The person's calendar day at the time of the request. */
struct day act_today(const struct act *a);

fallible act_ask(struct act *a, enum port p, struct bytes question, struct bytes *ret_answer);

/* does   opens the session of this cookie value (32 bytes)
 * errors SIGNED_OUT: none, expired, ended, or not openable; NONE with is_signed_in false while a
 * second factor is due */
fallible act_open_session(struct act *a, const uint8_t cookie[32]);

/* A session's row, or that of a draft, in the vault's shape; day 0: there is none. */
fallible act_read_sealed(struct act *a, struct id32 sid, struct session_sealed *ret);
void act_put_sealed(struct act *a, const struct session_sealed *row); /* stages it */

/* does   takes up what another device wrote since the session was sealed; part of
 * act_open_session */
fallible act_follow_keyring(struct act *a);

/* does   stages the row of the session as it is now, under the same cookie; one that ended
 * meanwhile stays ended */
fallible act_keep_session(struct act *a);

/* does   stages the session's row anew with what Today is made of (journey_today.h), unless
 * somebody else wrote it meanwhile. Nobody waits for that head_ver  version of the head it holds
 * for. One that does not fit is not kept */
fallible act_keep_summary(struct act *a, uint32_t head_ver, struct bytes summary);

/* does   reads the keyring page (the session carries what most pages need of it)
 * errors UNVERIFIED */
fallible act_open_keyring(struct act *a);

/* does   notes that a->keyring has changed. From now on the act reads and writes under its keys;
 * act_finish stages it, once: the page, the account state that names its version, and the session.
 * Call again after every change.
 * errors UNVERIFIED: the session is reading only */
fallible act_save_keyring(struct act *a);

/* does   puts a->preferences on the keyring page */
fallible act_save_preferences(struct act *a);

/* does   reads the account row of the signed-in person and its sealed state, as this act has staged
 * them when it has */
fallible act_open_account(struct act *a, struct account *ret, struct account_state *ret_state,
			  uint32_t *ret_ver);

/* does   stages the account row, in place of what this act staged before; state NULL: as it is */
fallible act_save_account(struct act *a, struct account *account, const struct account_state *state,
			  uint32_t ver_was);

/* does   begins a session for this person and stages its row
 * ret    the cookie value, 32 bytes, drawn */
fallible act_begin_session(struct act *a, struct session *s, uint8_t ret_cookie[SESSION_COOKIE]);

/* does   reads the head page; fine to call again */
fallible act_open_head(struct act *a);

/* does   goes back to what it was before anything was staged but the first n operations, which are
 * of no page: when what an act began could not be done, and it goes on without */
void act_forget(struct act *a, size_t n);

/* does   stages what belongs to what was staged: letters, the keyring page, the head, and the check
 * of the keyring page the keys came from
 * call   at the end of a run
 * errors PENDING: a letter has a question to the keeper */
fallible act_finish(struct act *a);
