#include "together.h"

/* Under the same cookie: nobody gains a right by it. */
fallible together_begin(struct act *a)
{
	a->session->is_together = true;
	a->session->step_up = 0;
	return act_keep_session(a);
}

fallible together_end(struct act *a)
{
	a->session->is_together = false;
	return act_keep_session(a);
}
