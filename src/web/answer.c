/* Answers: pages, redirects, files, cookies, and the headers that every response carries. */
#include "answer.h"
#include "behind.h"
#include <ctype.h>
#include <stdio.h>
#include "country.h"
#include "ensure.h"
#include "gate.h"
#include "router.h"

#define CONTENT_SECURITY_POLICY                                                                 \
	"default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src " \
	"'self'; "                                                                              \
	"worker-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; "         \
	"frame-ancestors 'none'; "                                                              \
	"require-trusted-types-for 'script'; trusted-types rejoin"
/* No script, and no name of ours. */
#define CONTENT_SECURITY_POLICY_PLAIN                                                         \
	"default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri " \
	"'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"

static void add(struct http_response *r, struct str name, struct str value)
{
	ASSERT(r->n_headers < HTTP_HEADERS_MAX);
	r->header[r->n_headers++] = (struct http_header){ name, value };
}

bool answer_is_plain(const struct exchange *x)
{
	int refused = x->request.refused;

	/* Of another method, or without room for its body, the head was judged whole, and the path
	 * can be trusted. Of anything else it may be a helper's: so everybody is answered like one.
	 */
	return (refused && refused != 405 && refused != 503) || router_is_plain(x->request.path);
}

void answer_begin(struct exchange *x)
{
	struct http_response *r = &x->response;

	*r = (struct http_response){ .status = 200 };
	if (answer_is_plain(x)) {
		add(r, STR("Content-Security-Policy"), STR(CONTENT_SECURITY_POLICY_PLAIN));
		add(r, STR("X-Robots-Tag"), STR("noindex, nofollow"));
	} else {
		add(r, STR("Content-Security-Policy"), STR(CONTENT_SECURITY_POLICY));
	}
	add(r, STR("X-Content-Type-Options"), STR("nosniff"));
	add(r, STR("Cross-Origin-Opener-Policy"), STR("same-origin"));
	add(r, STR("Cross-Origin-Resource-Policy"), STR("same-origin"));
	add(r, STR("Permissions-Policy"),
	    STR("camera=(), microphone=(), geolocation=(), payment=(), usb=(), "
		"browsing-topics=()"));
	if (x->request.is_tls)
		add(r, STR("Strict-Transport-Security"),
		    STR("max-age=31536000; includeSubDomains"));
}

void answer_add_header(struct exchange *x, const char *name, struct str value)
{
	add(&x->response, str_c(name), arena_str(x->lasting, value));
}

void answer_finish(struct exchange *x, bool is_private, bool is_leave)
{
	add(&x->response, STR("Referrer-Policy"),
	    is_leave ? STR("no-referrer") : STR("same-origin"));
	add(&x->response, STR("Cache-Control"), is_private ? STR("no-store") : STR("no-cache"));
}

void visit_add_header(struct visit *v, const char *name, struct str value)
{
	answer_add_header(v->x, name, value);
}

static void csrf(struct html_out *o, struct str action)
{
	const struct visit *v = o->context;
	char token[SESSION_CSRF_MAX];

	if (!v->has_cookie)
		return;
	struct str route = action;

	route = str_cut(&route, '?');
	if (v->act.session)
		session_csrf_of(token, v->act.session, &v->web->ratchet, v->cookie, route);
	else
		session_csrf(token, &v->web->ratchet, v->web->ratchet.day, v->cookie, route);
	html_lit(o, "<input type=\"hidden\" name=\"csrf\" value=\"", 40);
	html_put_c(o, token);
	html_put_str(o, arena_print(v->arena, "%010llx", (unsigned long long)v->act.now.s));
	html_lit(o, "\">", 2);
	if (str_equal(route, v->x->request.path))
		behind_place((struct visit *)(uintptr_t)v, o);
}

/* While a form is looked at once more its empty field may stand in the preferences. */
static struct str notebook_word(const struct visit *v)
{
	if (!v->act.is_signed_in)
		return STR("Rejoin");
	return v->act.preferences->notebook.n ? v->act.preferences->notebook : STR("Notebook");
}

#define PAGE_FIRST (8u << 10) /* most pages are smaller */

static void begin_out(struct visit *v)
{
	ASSERT(!v->has_answered);
	v->out = arena_new(v->x->lasting, struct html_out);
	*v->out = html_begin(v->x->lasting, csrf, v);
	html_grow(v->out, PAGE_FIRST);
}

struct html_out *page_begin_plain(struct visit *v, const char *title)
{
	struct shell shell = { .title = title, .is_plain = true };

	ASSERT(answer_is_plain(v->x));
	begin_out(v);
	v->is_private = true;
	shell_begin(v->out, &shell);
	return v->out;
}

static struct html_out *begin(struct visit *v, const char *title, enum tab here, bool wide)
{
	begin_out(v);
	struct shell shell = {
		.title = title,
		.here = here,
		.theme = visit_theme(v),
		.is_signed_in = v->act.is_signed_in,
		.notebook = notebook_word(v),
		.run_by = str_c(v->web->options.run_by),
		.wide = wide,
		.has_words = v->route && v->route->keeps_words,
		.has_manifest = v->route && v->route->has_manifest,
		.is_together = v->act.is_signed_in && v->act.session->is_together,
		.is_unverified = v->act.is_signed_in && v->act.session->is_unverified,
		.idle_seconds = v->act.is_signed_in ? session_idle(v->act.session) : 0,
	};

	shell_begin(v->out, &shell);
	html_put_html(v->out, v->above);
	return v->out;
}

struct html_out visit_aside(struct visit *v)
{
	return html_begin(v->x->lasting, csrf, v);
}

struct html_out *piece_begin(struct visit *v)
{
	ASSERT(!v->has_answered);
	v->out = arena_new(v->x->lasting, struct html_out);
	*v->out = visit_aside(v);
	return v->out;
}

fallible piece_end(struct visit *v)
{
	return visit_text(v, "text/html; charset=utf-8", html_done(v->out).s);
}

struct html_out *page_begin(struct visit *v, const char *title, enum tab here)
{
	return begin(v, title, here, false);
}

struct html_out *page_begin_wide(struct visit *v, const char *title, enum tab here)
{
	return begin(v, title, here, true);
}

fallible page_end_status(struct visit *v, int http)
{
	struct shell shell = { .is_signed_in = v->act.is_signed_in,
			       .is_plain = answer_is_plain(v->x),
			       .run_by = str_c(v->web->options.run_by) };

	shell_end(v->out, &shell);
	behind_mark(v, v->out);
	struct str s = html_done(v->out).s;

	v->x->response.status = http;
	v->x->response.body = bytes_str(s);
	visit_add_header(v, "Content-Type", STR("text/html; charset=utf-8"));
	v->has_answered = true;
	return OK;
}

fallible page_end(struct visit *v)
{
	return page_end_status(v, 200);
}

/* Where to go on may come out of a form; no page of ours has an address as long as that. */
#define REDIRECT_MAX 1024

fallible visit_redirect_to(struct visit *v, struct str path)
{
	visit_add_header(v, "Location", path.n > REDIRECT_MAX ? STR("/") : url_path(path).s);
	v->x->response.status = 303;
	v->has_answered = true;
	return OK;
}

fallible visit_redirect(struct visit *v, const char *path)
{
	return visit_redirect_to(v, str_c(path));
}

fallible visit_blank(struct visit *v)
{
	visit_add_header(v, "Content-Type", STR("text/html; charset=utf-8"));
	v->x->response.body =
		bytes_str(STR("<!doctype html><html lang=\"en\"><title>Page</title></html>\n"));
	v->x->response.is_static = true;
	v->has_answered = true;
	return OK;
}

fallible visit_nothing(struct visit *v)
{
	v->x->response.status = 204;
	v->has_answered = true;
	return OK;
}

fallible visit_stream(struct visit *v, struct id16 space)
{
	struct http_response *r = &v->x->response;

	ASSERT(v->act.is_signed_in && v->route->is_quiet);
	visit_add_header(v, "Content-Type", STR("text/event-stream"));
	/* A proxy that gathers answers would keep the events back. */
	visit_add_header(v, "X-Accel-Buffering", STR("no"));
	r->body = bytes_str(STR("retry: 3000\n\n"));
	r->is_stream = true;
	r->stream = (struct http_stream){ .space = space,
					  .session = v->act.session->sid,
					  .until = v->act.session_end };
	v->has_answered = true;
	return OK;
}

fallible visit_text(struct visit *v, const char *type, struct str lasting)
{
	visit_add_header(v, "Content-Type", str_c(type));
	v->x->response.body = bytes_str(lasting);
	v->has_answered = true;
	return OK;
}

fallible visit_file(struct visit *v, const char *type, const char *name, struct bytes content)
{
	visit_add_header(v, "Content-Type", str_c(type));
	visit_add_header(v, "Content-Disposition",
			 arena_print(v->arena, "attachment; filename=\"%s\"", name));
	v->x->response.body = arena_bytes(v->x->lasting, content);
	v->has_answered = true;
	return OK;
}

/* --- cookies */
bool answer_cookie(const struct exchange *x, const char *name, struct str *ret)
{
	struct str rest = x->request.cookie, want = str_c(name);

	while (rest.n) {
		struct str value = str_trim(str_cut(&rest, ';'));
		struct str key = str_cut(&value, '=');

		if (!str_equal(key, want))
			continue;
		*ret = value;
		return true;
	}
	return false;
}

struct str visit_param(const struct visit *v, size_t n)
{
	ASSERT(n < v->n_params);
	return v->param[n];
}

bool visit_param_id(const struct visit *v, size_t n, struct id16 *ret)
{
	return hex_read(ret->b, sizeof ret->b, visit_param(v, n));
}

bool visit_is_demo(const struct visit *v)
{
	return v->web->options.is_demo;
}

bool visit_is_same_origin(const struct visit *v)
{
	return gate_is_same_origin(v->x);
}

bool visit_cookie(const struct visit *v, const char *name, struct str *ret)
{
	return answer_cookie(v->x, name, ret);
}

void visit_set_cookie(struct visit *v, const char *name, struct str value, long max_age)
{
	const char *const fixed = "Secure; HttpOnly; SameSite=Strict; Path=/";
	struct str line = max_age < 0 ? arena_print(v->arena, "%s=%.*s; %s", name, (int)value.n,
						    value.p, fixed)
				      : arena_print(v->arena, "%s=%.*s; %s; Max-Age=%ld", name,
						    (int)value.n, value.p, fixed, max_age);

	visit_add_header(v, "Set-Cookie", line);
}

bool visit_invitation(const struct visit *v, struct url *ret)
{
	struct str s;

	if (!visit_cookie(v, COOKIE_INVITE, &s) || s.n == 0 || s.n > 64)
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (!isalnum((unsigned char)s.p[i]) && s.p[i] != '-')
			return false;
	*ret = url_path(arena_print(v->arena, "/join/%.*s", (int)s.n, s.p));
	return true;
}

void visit_forget_invitation(struct visit *v)
{
	struct str s;

	if (visit_cookie(v, COOKIE_INVITE, &s))
		visit_set_cookie(v, COOKIE_INVITE, STR(""), 0);
}

/* --- what a page is shown with */
static const char *const theme_words[THEME__COUNT] = { "", "light", "dim", "dark" };

enum theme visit_theme(const struct visit *v)
{
	struct str s;

	if (visit_cookie(v, COOKIE_THEME, &s))
		for (int i = 1; i < THEME__COUNT; i++)
			if (str_equal(s, str_c(theme_words[i])))
				return (enum theme)i;
	return THEME_DEVICE;
}

struct str visit_country(const struct visit *v)
{
	struct str asked = form_raw(&v->query, "c");

	if (country_find(asked))
		return asked;
	if (v->act.is_signed_in && v->act.preferences->country.n)
		return v->act.preferences->country;
	const struct country *c = country_from_languages(v->x->request.accept_language);

	return c ? c->code : (struct str){ "", 0 };
}
