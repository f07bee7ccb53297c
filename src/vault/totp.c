#include "totp.h"
#include <liboath/oath.h>
#include <stdlib.h>
#include "ensure.h"

bool totp_check(const uint8_t secret[TOTP_SECRET_BYTES], struct str code, int64_t now,
		uint64_t last, uint64_t *ret)
{
	uint64_t step = (uint64_t)now / TOTP_STEP_SECONDS;
	bool fits = false;

	if (code.n != 6)
		return false;
	for (uint64_t counter = step - 1; counter <= step + 1; counter++) {
		char right[7];

		if (oath_hotp_generate((const char *)secret, TOTP_SECRET_BYTES, counter, 6, false,
				       OATH_HOTP_DYNAMIC_TRUNCATION, right) != OATH_OK)
			continue;
		if (secret_equal(right, code.p, 6) && counter > last && !fits) {
			fits = true;
			*ret = counter;
		}
		wipe(right, sizeof right);
	}
	return fits;
}

struct str totp_secret_text(struct arena *a, const uint8_t secret[TOTP_SECRET_BYTES])
{
	char *text = NULL;
	size_t n = 0;

	ASSERT(oath_base32_encode((const char *)secret, TOTP_SECRET_BYTES, &text, &n) == OATH_OK);
	struct str s = arena_str(a, (struct str){ text, n });

	wipe(text, n);
	free(text);
	return s;
}

struct str totp_address(struct arena *a, const uint8_t secret[TOTP_SECRET_BYTES], struct str label)
{
	struct str text = totp_secret_text(a, secret);

	return arena_print(a, "otpauth://totp/%.*s?secret=%.*s&issuer=%.*s", (int)label.n, label.p,
			   (int)text.n, text.p, (int)label.n, label.p);
}
