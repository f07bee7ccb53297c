#include "port.h"
#include "ensure.h"

fallible port_ask(struct port_memo *m, enum port p, struct bytes question, struct bytes *ret_answer)
{
	if (m->n_asked < m->n_had) {
		/* The same run order every time, or the handler is not a function of what it was
		 * given. */
		ASSERT(m->had[m->n_asked].port == p);
		*ret_answer = m->had[m->n_asked++].answer;
		return OK;
	}
	ASSERT(m->n_had < PORT_ANSWERS_MAX && !m->is_pending);
	m->is_pending = true;
	m->port = p;
	m->question = question;
	return FAIL(PENDING);
}
