/* totp: the optional second factor (RFC 6238: SHA-1, 30 seconds, six digits: what every
 * authenticator app speaks). */
#pragma once
#include "crypt.h"

#define TOTP_SECRET_BYTES 20
#define TOTP_STEP_SECONDS 30

/* does   checks a code against the step of `now` and one step on either side
 * last   the counter of the last code used: it and older ones never fit again
 * ret    the counter to keep; false when the code does not fit */
bool totp_check(const uint8_t secret[TOTP_SECRET_BYTES], struct str code, int64_t now,
		uint64_t last, uint64_t *ret);

/* "otpauth://totp/…" for a QR code; and the secret in base 32 for typing. Owner: the arena. Secret.
 */
struct str totp_address(struct arena *a, const uint8_t secret[TOTP_SECRET_BYTES], struct str label);
struct str totp_secret_text(struct arena *a, const uint8_t secret[TOTP_SECRET_BYTES]);
