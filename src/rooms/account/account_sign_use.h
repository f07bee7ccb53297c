/* account: coming in. Sign-up, sign-in, second factor, passphrase once more, recovery code.
 *
 * Every attempt costs one Argon2, whether the name exists or not, and gives the same words. What is
 * secret here: the passphrase, the code, the new cookie. All run in the request's secret arena. */
#pragma once
#include "act.h"

struct account_entry {	       /* how somebody came in */
	bool is_in;	       /* a session was begun; `cookie` is its value */
	bool is_another;       /* somebody else was signed in on this browser until lately */
	uint32_t wait_seconds; /* not in: how long this device waits before the next try; 0: the
				  words did not fit */
	uint8_t cookie[SESSION_COOKIE];
	bool has_device_cookie;
	uint8_t device_cookie[32];
	bool has_witness;
	char witness[WITNESS_TEXT_MAX];
	char forgotten[DEVICE_LABEL_MAX]; /* a device that made room for this one; or empty */
};

/* Six words to take instead of an own passphrase; the same in every run of a request. Secret. */
struct str account_suggest(struct act *a);
/* A sentence when the passphrase is not fit; NULL when it is. */
const char *account_refuse_passphrase(struct act *a, struct str passphrase, struct str name);

struct account_sign_up {
	struct str name, passphrase, country;
};

/* ret_taken: the name has an account already; nothing was made. With wait_seconds the network has
 * asked for many taken names, and it is not said whether this one is. */
fallible account_sign_up(struct act *a, const struct account_sign_up *form,
			 struct account_entry *ret, bool *ret_taken);

struct account_sign_in {
	struct str name, passphrase;
	bool is_own_device; /* remember this device: 15 minutes instead of 5, and never locked out
			     */
	struct bytes device_cookie; /* 32 bytes or empty */
	struct str witness;	    /* cookie text or empty */
	struct str device_label;    /* what the person will read in the list of devices */
	const uint8_t *old_cookie;  /* of a session that ended on this browser, or NULL: its late
				       posts are taken over */
};

fallible account_sign_in(struct act *a, const struct account_sign_in *form,
			 struct account_entry *ret);

/* The same with the recovery code instead of name, passphrase and second factor. */
fallible account_recover(struct act *a, struct str code, const struct account_sign_in *form,
			 struct account_entry *ret);

/* does   checks the second factor of a session that waits for it and begins the real one; is_in
 * false: did not fit */
fallible account_second(struct act *a, struct str code, struct str label,
			struct account_entry *ret);

/* does   the passphrase once more; begins a new session row with step-up done; is_in false: did not
 * fit */
fallible account_again(struct act *a, const struct account_sign_in *form,
		       struct account_entry *ret);

/* Ends the session, if there is one; the witness is brought up to date first. */
fallible account_leave(struct act *a, struct account_entry *ret);
