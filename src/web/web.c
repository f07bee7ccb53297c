#include "web.h"
#include <stdlib.h>
#include "answer.h"
#include "asset.h"
#include "behind.h"
#include "carry.h"
#include "crypt.h"
#include "drafts.h"
#include "ensure.h"
#include "gate.h"
#include "late.h"
#include "router.h"
#include "zone.h"

#define SECRET_MAX (4u << 20)

fallible web_open(struct web **ret, const struct web_options *options)
{
	struct web *w = calloc(1, sizeof *w);

	ASSERT(w);
	w->options = *options;
	crypt_start();
	zone_start();
	arena_init_secret(&w->secret, 256u << 10, SECRET_MAX);
	TRY(store_open(&w->store, options->store));
	*ret = w;
	return OK;
}

void web_close(struct web *w)
{
	if (!w)
		return;
	store_close(w->store);
	arena_end(&w->secret);
	wipe(&w->ratchet, sizeof w->ratchet);
	free(w);
}

struct store *web_store(struct web *w)
{
	return w->store;
}

bool web_is_session_open(struct web *w, struct id32 sid)
{
	struct session_row row;
	struct err e = store_get_session(w->store, &w->secret, sid, &row);
	bool is_open = e.code == ERR_NONE && row.day && row.blob.n;

	arena_reset(&w->secret);
	return is_open;
}

static struct visit *visit_make(struct web *w, struct exchange *x)
{
	struct visit *v = arena_new(x->arena, struct visit);

	v->x = x;
	v->web = w;
	v->arena = x->arena;
	v->act = (struct act){ .arena = x->arena,
			       .secret = &w->secret,
			       .store = w->store,
			       .memo = &x->memo,
			       .ratchet = &w->ratchet,
			       .now = { x->now },
			       .draw = draw_begin(x->seed),
			       .commit = &w->commit };
	memcpy(v->act.network, x->request.network, sizeof v->act.network);
	act_begin(&v->act);
	return v;
}

static bool is_form(struct str type)
{
	struct str kind = str_cut(&type, ';');

	return str_equal(str_trim(kind), STR("application/x-www-form-urlencoded"));
}

static fallible read_fields(struct visit *v)
{
	const struct http_request *q = &v->x->request;

	TRY(form_parse(&v->query, v->arena, q->query));
	if (q->method != HTTP_POST)
		return OK;
	if (q->is_oversize)
		return FAIL(TOO_LARGE);
	if (q->body.n && !is_form(q->content_type))
		return FAIL(BAD_REQUEST);
	return form_parse(&v->form, v->arena, q->body);
}

static fallible find_route(struct visit *v)
{
	struct router_hit hit = router_find(v->x->request.method, v->x->request.path);

	if (!hit.route)
		return hit.has_path ? FAIL(METHOD) : FAIL(NOT_FOUND);
	v->route = hit.route;
	v->n_params = hit.n_params;
	memcpy(v->param, hit.param, sizeof v->param);
	return OK;
}

/* A page's form is taken up again with the words of a draft: GET path?draft=1. */
static fallible take_up_draft(struct visit *v)
{
	struct draft draft;
	bool found;

	if (!v->route->keeps_words || !v->act.is_signed_in || !form_has(&v->query, "draft"))
		return OK;
	TRY(draft_find(&v->act, v->x->request.path, &draft, &found));
	return found ? form_parse(&v->form, v->arena, draft.body) : OK;
}

/* Nobody is signed in: what was typed is kept, and where somebody was going. */
static fallible come_back_later(struct visit *v, bool is_post)
{
	if (!is_post)
		return carry_to_sign_in(v);
	return v->route->keeps_words ? late_keep(v) : FAIL(SIGNED_OUT);
}

/* The answer is the same for a form that comes a second time; what it adds is there already. */
static void name_form(struct visit *v)
{
	struct str shown = str_from(form_raw(&v->form, "csrf"), SESSION_CSRF_MAX - 1);

	if (shown.n)
		act_name_form(&v->act, v->x->request.path, shown, visit_body_without_token(v));
}

static fallible run_route(struct visit *v)
{
	bool is_post = v->x->request.method == HTTP_POST;

	if (is_post && v->route->is_leave)
		return v->route->run(v);
	if (is_post)
		TRY(gate_check_post(v));
	struct err e = gate_check_who(v);

	if (e.code == ERR_SIGNED_OUT)
		return come_back_later(v, is_post);
	TRY(e);
	if (!is_post)
		TRY(take_up_draft(v));
	size_t n_before = v->act.commit->n;

	if (is_post)
		name_form(v);
	TRY(is_post ? behind_run(v) : v->route->run(v));
	if (v->act.is_repeated)
		act_forget(&v->act, n_before);
	if (is_post && v->route->keeps_words && v->act.is_signed_in && v->x->response.status == 303)
		TRY(draft_forget(&v->act, v->x->request.path));
	return v->form.is_bad || v->query.is_bad ? FAIL(BAD_REQUEST) : OK;
}

/* Files that pages load need no session, and live as long as the program. */
static bool answer_asset(struct visit *v)
{
	const struct asset *a = asset_find(v->x->request.path);
	struct http_response *r = &v->x->response;

	if (!a || v->x->request.method == HTTP_POST)
		return false;
	bool is_same = str_equal(v->x->request.if_none_match, str_c(a->etag));

	r->status = is_same ? 304 : 200;
	r->body = is_same ? (struct bytes){ 0 } : a->body;
	r->is_static = !is_same;
	visit_add_header(v, "Content-Type", str_c(a->type));
	visit_add_header(v, "ETag", str_c(a->etag));
	visit_add_header(v, "Cache-Control",
			 a->is_forever ? STR("public, max-age=31536000, immutable")
				       : STR("no-cache"));
	visit_add_header(v, "Referrer-Policy", STR("same-origin"));
	v->is_asset = true;
	return true;
}

static bool is_leaving(const struct exchange *x)
{
	struct router_hit hit = router_find(x->request.method, x->request.path);

	return hit.route && hit.route->is_leave && !x->request.refused;
}

/* Somebody who has to go now is not kept by anything that is wrong here. */
static fallible or_leave(struct visit *v, struct err e)
{
	return e.code != ERR_PENDING && v->route->is_leave ? OK : e;
}

static fallible run(struct visit *v)
{
	if (v->x->request.refused)
		return OK; /* the front's guard has spoken; answered by the caller */
	if (answer_asset(v))
		return OK;
	TRY(find_route(v));
	TRY(or_leave(v, read_fields(v)));
	TRY(or_leave(v, gate_open(v)));
	TRY(run_route(v));
	ASSERT(v->has_answered);
	TRY(room_follow(&v->act));
	return act_finish(&v->act);
}

/* The first words of the page are already in the buffer when a later step fails: begin anew. */
static void answer_again(struct visit *v)
{
	answer_begin(v->x);
	v->has_answered = v->is_private = false;
	v->act.commit->n = 0;
}

static enum http_step finish(struct visit *v)
{
	struct exchange *x = v->x;
	bool is_private =
		v->is_private || v->has_cookie || v->act.session || x->request.method == HTTP_POST;

	if (!v->is_asset)
		answer_finish(x, is_private, v->route && v->route->is_leave);
	if (v->act.commit->n == 0)
		return HTTP_DONE;
	struct bytes message = commit_write(v->act.commit, x->lasting);

	if (v->act.commit->lazy) {
		x->tell = message;
		return HTTP_DONE;
	}
	ASSERT(x->memo.n_had < PORT_ANSWERS_MAX);
	x->memo.is_pending = true;
	x->memo.port = PORT_WRITER;
	x->memo.question = message;
	x->is_committing = true;
	return HTTP_WAIT;
}

/* Only session ends were moved, or a summary or side row kept: nobody waits for that. */
static bool is_lazy(const struct commit *c)
{
	for (size_t i = 0; i < c->n; i++)
		if (c->op[i].kind != COMMIT_TOUCH_SESSION &&
		    c->op[i].kind != COMMIT_REFRESH_SESSION && c->op[i].kind != COMMIT_PUT_SIDE)
			return false;
	return c->n > 0;
}

static enum http_step run_once(struct web *w, struct exchange *x, struct err before)
{
	x->memo.n_asked = 0;
	x->memo.is_pending = false;
	x->tell = (struct bytes){ 0 };
	struct visit *v = visit_make(w, x);

	answer_begin(x);
	bool is_given_up = before.code != ERR_NONE, leaves = is_given_up && is_leaving(x);
	struct err e = !is_given_up || leaves ? run(v) : before;

	if (e.code == ERR_PENDING)
		return HTTP_WAIT;
	if (leaves) {
		/* The cookie goes, and the row by itself a little later. */
		v->act.commit->n = 0;
	} else if (is_given_up) {
		/* The words a person typed go back to them, on the page that says why. */
		struct err none = find_route(v);

		if (none.code == ERR_NONE)
			none = read_fields(v);
		if (none.code == ERR_NONE)
			none = gate_open(v);
		(void)none; /* whatever could not be read is not on that page */
		v->act.commit->n = 0;
	}
	if (x->request.refused || e.code != ERR_NONE) {
		answer_again(v);
		late_page_error(v, e);
	}
	v->act.commit->lazy = is_lazy(v->act.commit);
	return finish(v);
}

static struct err writer_answer(const struct port_memo *m)
{
	struct bytes b = m->had[m->n_had - 1].answer;

	return b.n == 1 && b.p[0] < ERR__COUNT ? (struct err){ b.p[0] } : FAIL(STORE);
}

enum http_step web_handle(void *web, struct exchange *x)
{
	struct web *w = web;
	struct err before = OK;

	if (x->is_committing) {
		struct err e = writer_answer(&x->memo);

		x->is_committing = false;
		if (e.code == ERR_NONE)
			return HTTP_DONE;
		x->memo.n_had--;
		store_refresh(w->store);
		if (e.code != ERR_CONFLICT || ++x->tries >= ACT_TRIES)
			before = e;
	}
	enum http_step step = run_once(w, x, before);

	/* The question may stand in secret memory; the front sends it from the run's arena, which
	 * it wipes then. */
	if (step == HTTP_WAIT && !x->is_committing)
		x->memo.question = arena_bytes(x->arena, x->memo.question);
	arena_reset(&w->secret);
	commit_clear(&w->commit);
	return step;
}
