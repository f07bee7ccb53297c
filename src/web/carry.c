#include "carry.h"
#include "answer.h"
#include "gate.h"
#include "parcel.h"
#include "router.h"

#define PATH_BYTES 252	/* longer paths are not gone back to */
#define PIECE	   9000 /* a field takes FORM_CHARACTERS_MAX */
#define CARRY_LIFE SESSION_ABSOLUTE

static struct parcel_lock onward_lock(struct visit *v)
{
	return (struct parcel_lock){ &v->web->ratchet, NULL, STR("onward") };
}

/* Nothing tells whose page it was: on a device of two the other one may sign in next, and must not
 * come to where the first one was alone. */
static bool is_unseen(struct str path)
{
	return str_equal(path, STR("/own")) || str_has_prefix(path, STR("/own/"));
}

/* Pages that a person opens; not what scripts ask for, nor the page one comes to anyway. */
static bool is_onward(struct str path)
{
	struct router_hit hit = router_find(HTTP_GET, path);

	return path.n <= PATH_BYTES && !memmem(path.p, path.n, "/.", 2) && hit.route &&
	       hit.route->who >= WHO_PERSON && !hit.route->is_quiet && !is_unseen(path) &&
	       !str_equal(path, STR("/today"));
}

fallible carry_to_sign_in(struct visit *v)
{
	struct parcel_lock lock = onward_lock(v);
	struct str path = v->x->request.path, text;

	if (!is_onward(path))
		return visit_redirect(v, "/sign-in");
	struct err e = gate_follow_day(v);

	if (err_is(e, ERR_PENDING))
		return e;
	/* Without the keeper it is as if the page had not been asked for. */
	if (err_is(e, ERR_NONE) &&
	    err_is(parcel_write(v->arena, &lock, v->act.now.s + COOKIE_ONWARD_SECONDS,
				PATH_BYTES + 4, bytes_str(path), &text),
		   ERR_NONE))
		visit_set_cookie(v, COOKIE_ONWARD, text, COOKIE_ONWARD_SECONDS);
	return visit_redirect(v, "/sign-in");
}

bool visit_onward(struct visit *v, struct str *ret)
{
	struct parcel_lock lock = onward_lock(v);
	struct bytes path;
	struct str text;

	if (!visit_cookie(v, COOKIE_ONWARD, &text) ||
	    !err_is(parcel_read(v->arena, &lock, v->act.now.s, text, &path), ERR_NONE))
		return false;
	*ret = str_bytes(path);
	return is_onward(*ret);
}

void visit_forget_onward(struct visit *v)
{
	struct str s;

	if (visit_cookie(v, COOKIE_ONWARD, &s))
		visit_set_cookie(v, COOKIE_ONWARD, STR(""), 0);
}

/* --- what a form holds */
fallible visit_carry(struct visit *v, struct str purpose, struct bytes inside, struct str **ret,
		     size_t *ret_n)
{
	struct parcel_lock lock = { &v->web->ratchet, v->cookie, purpose };
	struct str text;

	TRY(parcel_write(v->arena, &lock, v->act.now.s + CARRY_LIFE, VISIT_CARRY_LEAST + 4, inside,
			 &text));
	*ret = arena_array(v->arena, struct str, text.n / PIECE + 1);
	for (*ret_n = 0; text.n; (*ret_n)++) {
		size_t n = text.n < PIECE ? text.n : PIECE;

		(*ret)[*ret_n] = (struct str){ text.p, n };
		text = str_from(text, n);
	}
	return OK;
}

bool visit_carried(struct visit *v, struct str purpose, const char *field, struct bytes *ret)
{
	struct parcel_lock lock = { &v->web->ratchet, v->cookie, purpose };
	struct str piece;
	size_t n = 0;

	for (size_t i = 0; form_nth(&v->form, field, i, &piece); i++)
		n += piece.n;
	struct wire_out whole = wire_begin(v->act.secret, n);

	for (size_t i = 0; form_nth(&v->form, field, i, &piece); i++)
		wire_fixed(&whole, piece.p, piece.n);
	return v->has_cookie && err_is(parcel_read(v->act.secret, &lock, v->act.now.s,
						   str_bytes(wire_done(&whole)), ret),
				       ERR_NONE);
}
