/* session: the key travels in the cookie, the server remembers nothing. The row holds a body sealed
 * under KDF(cookie, key of the day); whoever has the row, or the cookie, or the secrets file of
 * another day, has nothing.
 *
 * A struct session is the open body. It lives within one run of a handler, in its secret arena, and
 * is never kept while a request waits. Every row has one size, whatever stands in it: nobody sees
 * in the database that a topic was shared or a person linked. */
#pragma once
#include "keyring.h"
#include "secrets.h"

#define SESSION_COOKIE	    32 /* bytes */
#define SESSION_ABSOLUTE    (12 * 3600)
#define SESSION_IDLE_SHARED (5 * 60) /* on a device others use too */
#define SESSION_IDLE_OWN    (15 * 60)
#define SESSION_IDLE_READ   (20 * 60) /* the most a route of shared content may declare */
#define SESSION_STEP_UP	    (5 * 60)
#define SESSION_CSRF_MAX    33			/* text and a NUL */
#define SESSION_BLOB	    (4096 + CSEAL_OVER) /* bytes, of every row */
#define SESSION_SUMMARY_MAX 1024		/* bytes */

/* The last linked partner who is not closed: Today reads their signal page without the keyring. */
struct session_partner {
	bool has;
	struct relation relation;
	struct signal_keys signal;
	struct id16 id;	 /* as in the keyring */
	struct str name; /* INVITE_NAME_MAX bytes at most; owner as of preferences */
	uint32_t flags;	 /* enum person_flag */
};

struct session {
	struct id32 sid, tag, login_id;
	struct id16 account_id;
	struct identity identity;
	struct topic_keys topic[TOPIC_SLOTS];
	uint32_t keyring_ver; /* the keyring page these keys are from; a newer page wins */
	bool is_partial;      /* only the newest epoch of each topic is here: what the row cannot
				 hold is read from the keyring before anything else */
	bool is_full;	      /* the row had no room for a summary */
	struct bytes preferences; /* owner: the arena given to session_open, or the keyring */
	struct bytes summary;	  /* the app's own, SESSION_SUMMARY_MAX at most; what it says holds
				     while the head has the version summary_ver. Left out of a row
				     that is too full for it. Owner as of preferences */
	uint32_t summary_ver;	  /* 0: there is none */
	int64_t begun, step_up;	  /* instants; step_up 0: never */
	bool is_own_device;	  /* the longer idle time */
	bool needs_second_factor; /* not yet signed in: only the second factor's page opens */
	bool is_unverified;	  /* an older keyring or head was seen: reading only */
	bool is_together;	  /* a phone both hold: private pages are closed. Set by the app */
	uint8_t n_people;	  /* in the keyring */
	bool has_invites;
	struct session_partner partner;
	int64_t shares_until;  /* instant: the first last day of what is shared; 0: none has one */
	struct id16 device_id; /* the remembered device, zeroes: none */
	/* Derived from the identity. The row carries them: making them takes longer than opening.
	 */
	struct key own, head; /* owner MAC, head */
	struct id16 head_page, keyring_page;

	uint8_t row_tag[16]; /* the end of the row's blob, by which it is known */
	uint32_t row_day;    /* of row_key; 0: not from a row */
	struct key row_key;
};

/* The row of the store, without the store. */
struct session_sealed {
	struct id32 sid, tag;
	uint32_t day;
	int64_t exp_abs, exp_idle;
	struct bytes blob;
};

/* does   fills a session in memory: signed in now, step-up done now. The caller sets the flags and
 * device_id, then calls session_seal with a new cookie */
void session_begin(struct session *ret, const struct identity *identity,
		   const struct keyring *keyring, uint32_t keyring_ver, struct id16 account_id,
		   struct id32 login_id, struct id32 tag, int64_t now);

/* Takes the topic keys, preferences and people of a newer keyring page. */
void session_use_keyring(struct session *s, const struct keyring *keyring, uint32_t keyring_ver);

/* does   seals the body under the cookie and today's ratchet key, sets s->sid. For a beginning with
 * a new cookie (sign-in, second factor, step-up, changed passphrase: end the old row in the same
 * commit) and for a change with the same one (newer keyring)
 * errors TOO_FULL: preferences too long */
fallible session_seal(struct session *s, struct arena *a, const struct ratchet *r,
		      const uint8_t cookie[SESSION_COOKIE], int64_t now,
		      struct session_sealed *ret);

/* row->sid  session_sid of this cookie
 * errors SIGNED_OUT: no row (day 0), expired, body empty, or its day is past; UNVERIFIED; *ret is
 * wiped then */
fallible session_open(struct session *ret, struct arena *secret, const struct ratchet *r,
		      const uint8_t cookie[SESSION_COOKIE], const struct session_sealed *row,
		      int64_t now);

struct id32 session_sid(const uint8_t cookie[SESSION_COOKIE]);
int64_t session_idle(const struct session *s); /* seconds */
bool session_is_stepped_up(const struct session *s, int64_t now);

/* The cookie's text form: 64 hexadecimal digits. */
#define SESSION_COOKIE_TEXT_MAX 65
void session_cookie_write(char out[SESSION_COOKIE_TEXT_MAX], const uint8_t cookie[SESSION_COOKIE]);
bool session_cookie_read(uint8_t ret[SESSION_COOKIE], struct str text);

/* does   the token of a form that posts to `route`; computable without the row
 * day    of the session row, or r->day before there is one */
void session_csrf(char out[SESSION_CSRF_MAX], const struct ratchet *r, uint32_t day,
		  const uint8_t cookie[SESSION_COOKIE], struct str route);
/* The same token for a session that was opened, quicker. */
void session_csrf_of(char out[SESSION_CSRF_MAX], const struct session *s, const struct ratchet *r,
		     const uint8_t cookie[SESSION_COOKIE], struct str route);
/* Today's and yesterday's are right. */
bool session_csrf_is_right(const struct ratchet *r, const uint8_t cookie[SESSION_COOKIE],
			   struct str route, struct str token);
