/* html: the only way to make a page. Text a person wrote is struct str and is escaped wherever it
 * lands; only struct html goes out as it is, only struct url may begin a link. Templates (x.html,
 * see tools/tplc/tplc.h) are compiled into calls of the functions below; code writes pages through
 * templates and seldom calls anything here but html_begin, html_done, html_trust and url_*.
 *
 * Life-cycle: html_begin → templates… → html_done. The buffer grows inside the arena.
 * Invariant: a page of more than HTML_MAX bytes is a bug; lists have caps. */
#pragma once
#include "arena.h"

#define HTML_MAX ((size_t)1 << 20)

struct html_out {
	struct arena *arena;
	char *p;
	size_t n, cap;
	/* Writes the hidden inputs of a form that posts to `action`; `context` is the kernel's. */
	void (*csrf)(struct html_out *o, struct str action);
	void *context;
};

/* Trusted markup: made by html_done, or by html_trust from text that no person wrote. */
struct html {
	struct str s;
};

/* An address that is safe in href, src and action: made only by url_*. */
struct url {
	struct str s;
};

struct html_out html_begin(struct arena *a, void (*csrf)(struct html_out *o, struct str action),
			   void *context);
struct html html_done(const struct html_out *o); /* borrowed from the arena */
struct html html_trust(struct str s);

/* A path of this site ("/…", never "//…" or with a backslash); anything else becomes "/". */
struct url url_path(struct str s);
/* An https address in printable ASCII; anything else becomes "/". */
struct url url_web(struct str s);
/* The address of a list of dates that a calendar on this device goes on reading: host as the
 * browser named it, path as of url_path. Owner: the arena. */
struct url url_calendar(struct arena *a, bool is_tls, struct str host, struct url path);
/* A number to call or to text, from a written number such as "+1 800-555-0100": blanks, hyphens,
 * dots and brackets are left out. Anything else becomes "/". Owner: the arena. */
struct url url_tel(struct arena *a, struct str number);
struct url url_sms(struct arena *a, struct str number);

/* What compiled templates call. */
void html_grow(struct html_out *o, size_t n);
void html_csrf(struct html_out *o, struct str action);
void html_put_str(struct html_out *o, struct str s); /* escaped */
void html_put_c(struct html_out *o, const char *s);
void html_put_i(struct html_out *o, long long v);
void html_put_u(struct html_out *o, unsigned long long v);
void html_put_html(struct html_out *o, struct html h); /* as it is */
void html_put_link(struct html_out *o, struct url u);
void html_query_str(struct html_out *o, struct str s); /* percent-encoded */
void html_query_c(struct html_out *o, const char *s);

static inline void html_lit(struct html_out *o, const char *p, size_t n)
{
	if (__builtin_expect(n > o->cap - o->n, 0))
		html_grow(o, n);
	if (n)
		memcpy(o->p + o->n, p, n);
	o->n += n;
}

/* clang-format off */
#define HTML_NUMBERS \
	signed char: html_put_i, short: html_put_i, int: html_put_i, long: html_put_i, \
	long long: html_put_i, unsigned char: html_put_u, unsigned short: html_put_u, \
	unsigned: html_put_u, unsigned long: html_put_u, unsigned long long: html_put_u

/* A hole between tags. */
#define html_put(o, x) _Generic((x), struct str: html_put_str, char *: html_put_c, \
	const char *: html_put_c, struct html: html_put_html, struct url: html_put_link, \
	HTML_NUMBERS)((o), (x))
/* A hole in a quoted attribute, a title or a textarea: no markup. */
#define html_put_attr(o, x) _Generic((x), struct str: html_put_str, char *: html_put_c, \
	const char *: html_put_c, struct url: html_put_link, HTML_NUMBERS)((o), (x))
/* The hole a link begins with. */
#define html_put_url(o, x) _Generic((x), struct url: html_put_link)((o), (x))
/* A hole in the later part of a link. */
#define html_put_query(o, x) _Generic((x), struct str: html_query_str, char *: html_query_c, \
	const char *: html_query_c, HTML_NUMBERS)((o), (x))
/* clang-format on */
