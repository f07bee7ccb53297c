/* Names that are taken, asked for by signing up: counted by network, so that nobody reads the list
 * of names here by trying them. Both ends of the question. */
#include "ensure.h"
#include "keeper_call.h"

struct bytes keeper_ask_taken(struct arena *a, const uint8_t network[NETWORK_BYTES], bool is_taken)
{
	struct wire_out w = wire_begin(a, 2 + NETWORK_BYTES);

	wire_u8(&w, ASK_TAKEN);
	wire_fixed(&w, network, NETWORK_BYTES);
	wire_u8(&w, is_taken);
	return wire_done(&w);
}

fallible keeper_do_taken(struct call *c)
{
	uint8_t network[NETWORK_BYTES];
	struct keeper *k = c->keeper;

	wire_get_fixed(&c->in, network, sizeof network);
	bool is_taken = wire_get_u8(&c->in) != 0;

	if (!wire_is_done(&c->in))
		return FAIL(BAD_REQUEST);
	ASSERT(pthread_mutex_lock(&k->lock) == 0);
	uint32_t wait = throttle_taken(k->throttle, network, is_taken, c->now);

	ASSERT(pthread_mutex_unlock(&k->lock) == 0);
	wire_u32(&c->out, wait);
	return OK;
}

fallible keeper_read_taken(struct bytes answer, uint32_t *ret_wait_seconds)
{
	struct wire_in w;

	TRY(keeper_answer_begin(answer, &w));
	*ret_wait_seconds = wire_get_u32(&w);
	return keeper_answer_end(&w);
}
