/* The passphrase of a locked file (age.h), stretched. As much memory and time as a sign-in takes
 * and more: it stands in the same queue, so that never more than a few are at it. Both ends of the
 * question. */
#include "age.h"
#include "keeper_call.h"

struct bytes keeper_ask_file(struct arena *a, struct str passphrase, const uint8_t salt[AGE_SALT])
{
	struct wire_out w = wire_begin(a, 1 + 4 + passphrase.n + AGE_SALT);

	wire_u8(&w, ASK_FILE);
	wire_bytes(&w, bytes_str(passphrase));
	wire_fixed(&w, salt, AGE_SALT);
	return wire_done(&w);
}

fallible keeper_do_file(struct call *c)
{
	struct bytes passphrase = wire_get_bytes(&c->in);
	uint8_t salt[AGE_SALT];
	struct key stretched;

	wire_get_fixed(&c->in, salt, sizeof salt);
	if (!wire_is_done(&c->in) || passphrase.n > PASSPHRASE_MAX)
		return FAIL(BAD_REQUEST);
	TRY(age_stretch(str_bytes(passphrase), salt, AGE_WORK, &stretched));
	wire_fixed(&c->out, &stretched, sizeof stretched);
	wipe(&stretched, sizeof stretched);
	return OK;
}

fallible keeper_read_file(struct bytes answer, struct key *ret_stretched)
{
	struct wire_in w;

	TRY(keeper_answer_begin(answer, &w));
	wire_get_fixed(&w, ret_stretched, sizeof *ret_stretched);
	return keeper_answer_end(&w);
}
