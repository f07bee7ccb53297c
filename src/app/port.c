#include "port.h"
#include "ensure.h"

/* Tells questions apart, FNV-1a; nothing depends on its being hard to meet. */
static uint64_t mark_of(enum port p, struct bytes question)
{
	uint64_t h = 14695981039346656037u ^ (uint64_t)p;

	for (size_t i = 0; i < question.n; i++)
		h = (h ^ question.p[i]) * 1099511628211u;
	return h;
}

fallible port_ask(struct port_memo *m, enum port p, struct bytes question, struct bytes *ret_answer)
{
	uint64_t mark = mark_of(p, question);

	if (m->n_asked < m->n_had && m->mark[m->n_asked] == mark) {
		*ret_answer = m->had[m->n_asked++].answer;
		return OK;
	}
	m->n_had = m->n_asked;
	ASSERT(m->n_had < PORT_ANSWERS_MAX && !m->is_pending);
	m->mark[m->n_had] = mark;
	m->is_pending = true;
	m->port = p;
	m->question = question;
	return FAIL(PENDING);
}

bool port_take(struct port_memo *m, enum port p, struct bytes *ret_answer)
{
	if (m->n_asked == m->n_had || m->had[m->n_asked].port != p)
		return false;
	*ret_answer = m->had[m->n_asked++].answer;
	return true;
}
