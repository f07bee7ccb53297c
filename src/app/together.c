#include "together.h"

static fallible begin_anew(struct act *a, uint8_t ret_cookie[SESSION_COOKIE])
{
	struct id32 old = a->session->sid;

	TRY(act_begin_session(a, a->session, ret_cookie));
	commit_drop_session(a->commit, old);
	return OK;
}

fallible together_begin(struct act *a, uint8_t ret_cookie[SESSION_COOKIE])
{
	a->session->is_together = true;
	a->session->step_up = 0;
	return begin_anew(a, ret_cookie);
}

fallible together_end(struct act *a, uint8_t ret_cookie[SESSION_COOKIE])
{
	a->session->is_together = false;
	return begin_anew(a, ret_cookie);
}
