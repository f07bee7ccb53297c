/* signal: the agreement for hard moments. */
#include "signal_page.h"

fallible signal_defaults(struct visit *v, struct signal_defaults *ret)
{
	(void)v;
	*ret = (struct signal_defaults){ .minutes = SIGNAL_USUAL, .says = STR("") };
	return OK;
}

fallible signal_own_wish(struct visit *v, struct str *ret)
{
	(void)v;
	*ret = STR("");
	return OK;
}
