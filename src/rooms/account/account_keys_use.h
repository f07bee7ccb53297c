/* account: one's own keys and devices. Everything here runs signed in, most of it after step-up
 * (the route says so). */
#pragma once
#include "account_sign_use.h"
#include "audit.h"
#include "recovery.h"

/* does   makes a new recovery code (the old one opens nothing any more) and stages it
 * ret    secret: shown once, kept nowhere */
fallible account_make_recovery(struct act *a, char ret_code[RECOVERY_TEXT_MAX]);

/* does   a new passphrase; ends every other session; begins this one anew */
fallible account_change_passphrase(struct act *a, struct str passphrase, struct account_entry *ret);

/* Second factor. begin: a fresh secret, not kept yet; the form carries it back with the first code.
 */
struct account_second_offer {
	struct str secret_hex, secret_text, address;
};
fallible account_offer_second(struct act *a, const uint8_t secret[20],
			      struct account_second_offer *ret);
fallible account_set_second(struct act *a, const uint8_t secret[20], struct str code,
			    bool *ret_fits);
fallible account_drop_second(struct act *a);

struct account_device {
	struct id16 id;
	struct str label;
	struct day added, used;
	bool is_this;
};

struct account_overview {
	bool has_second;
	size_t n_devices;
	struct account_device device[ACCOUNT_DEVICES];
	size_t n_sessions;
	int64_t recovery_asked; /* instant; 0: nobody waits with the recovery code */
	struct audit_note *note;
	size_t n_notes;
};
fallible account_look(struct act *a, struct account_overview *ret);

/* Does somebody wait with the recovery code? For the banner; one question to the keeper. */
fallible account_is_recovery_waiting(struct act *a, bool *ret);
fallible account_stop_recovery(struct act *a);

fallible account_forget_device(struct act *a, struct id16 device); /* fine when it is not there */
fallible account_end_elsewhere(struct act *a);			   /* every session but this one */

/* does   stages the end of the account: row first (readability ends), then every page, then the
 * sessions; the answer waits until the log that still holds key material is truncated */
fallible account_delete(struct act *a);
