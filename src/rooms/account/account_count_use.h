/* account: tries of the second factor, counted by the keeper. The name they are counted under is
 * another than the one of sign-in, and another on every remembered device: whoever has the
 * passphrase and guesses digits elsewhere holds up no device that is known. */
#pragma once
#include "act.h"

/* ret_wait: seconds; 0: go on, the try is counted */
fallible account_count_second(struct act *a, uint32_t *ret_wait);
fallible account_good_second(struct act *a); /* it was right: not counted after all */
