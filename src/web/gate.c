#include "gate.h"
#include "answer.h"
#include "keeper.h"

/* The session ratchet turns once a day; workers hold today's and yesterday's and ask the keeper for
 * the next. */
fallible gate_follow_day(struct visit *v)
{
	struct ratchet *r = &v->web->ratchet;
	uint32_t day = (uint32_t)(v->act.now.s / 86400);
	struct bytes answer;

	/* Another request may have brought it meanwhile, but this one has the question in its memo.
	 */
	if (!v->x->asks_day && (r->day >= day || v->web->ratchet_asked == day))
		return OK;
	v->x->asks_day = true;
	TRY(act_ask(&v->act, PORT_KEEPER, keeper_ask_ratchet(v->arena), &answer));
	TRY(keeper_read_ratchet(answer, r));
	/* When the clock jumps the keeper stays on its day; asking once a day is enough. */
	v->web->ratchet_asked = day;
	return OK;
}

fallible gate_open(struct visit *v)
{
	struct str s;

	v->has_cookie =
		answer_cookie(v->x, COOKIE_SESSION, &s) && hex_read(v->cookie, sizeof v->cookie, s);
	/* A stranger who reads needs no key: Help opens also while the keeper is busy or gone. */
	if (!v->has_cookie && v->x->request.method != HTTP_POST)
		return OK;
	TRY(gate_follow_day(v));
	if (!v->has_cookie)
		return OK;
	v->act.is_quiet = v->route->is_quiet;
	struct err e = act_open_session(&v->act, v->cookie);

	return err_is(e, ERR_SIGNED_OUT) ? OK : e;
}

bool gate_is_same_origin(const struct exchange *x)
{
	struct str origin = x->request.origin;
	struct str scheme = x->request.is_tls ? STR("https://") : STR("http://");

	if (x->request.sec_fetch_site.n)
		return str_equal(x->request.sec_fetch_site, STR("same-origin"));
	return str_has_prefix(origin, scheme) &&
	       str_equal(str_from(origin, scheme.n), x->request.host);
}

fallible gate_check_post(struct visit *v)
{
	if (!gate_is_same_origin(v->x))
		return FAIL(FORBIDDEN);
	/* Without a session there is nothing a forged post could act on but sign-up and sign-in,
	 * which same-origin already guards. With one, the token is due, also when it has expired:
	 * the words may become a draft. */
	if (!v->has_cookie || v->route->who == WHO_ANYONE)
		return OK;
	struct str of = v->route->is_for_other ? form_raw(&v->query, "for") : v->x->request.path;

	/* Behind the token stands when the page was made. */
	struct str token = form_raw(&v->form, "csrf");

	if (token.n > SESSION_CSRF_MAX - 1)
		token.n = SESSION_CSRF_MAX - 1;
	if (!session_csrf_is_right(&v->web->ratchet, v->cookie, of, token))
		return FAIL(FORBIDDEN);
	return OK;
}

fallible gate_check_who(const struct visit *v)
{
	const struct session *s = v->act.session;

	if (s && s->is_together && !v->route->is_for_two && !v->route->is_leave)
		return FAIL(TOGETHER);
	if (v->route->who == WHO_ANYONE)
		return OK;
	if (!s || (v->route->who != WHO_HALF && !v->act.is_signed_in))
		return FAIL(SIGNED_OUT);
	if (v->route->who == WHO_PERSON_AGAIN && !session_is_stepped_up(s, v->act.now.s))
		return FAIL(STEP_UP);
	return OK;
}
