#include "html.h"
#include "ensure.h"

struct html_out html_begin(struct arena *a, void (*csrf)(struct html_out *o, struct str action),
			   void *context)
{
	return (struct html_out){ .arena = a, .csrf = csrf, .context = context };
}

struct html html_done(const struct html_out *o)
{
	return (struct html){ { o->p, o->n } };
}

struct html html_trust(struct str s)
{
	return (struct html){ s };
}

void html_grow(struct html_out *o, size_t n)
{
	/* A page says how much it begins with; what else there is are pieces of one. */
	size_t cap = o->cap ? o->cap : (size_t)2 << 10;

	ASSERT(n <= HTML_MAX && o->n + n <= HTML_MAX);
	while (cap < o->n + n)
		cap *= 2;
	char *p = arena_take(o->arena, cap);

	if (o->n)
		memcpy(p, o->p, o->n);
	o->p = p;
	o->cap = cap;
}

void html_csrf(struct html_out *o, struct str action)
{
	ASSERT(o->csrf); /* a page with a form needs the kernel's token */
	o->csrf(o, action);
}

static const struct str ENTITY[] = {
	{ NULL, 0 },	{ "&amp;", 5 }, { "&lt;", 4 },	       { "&gt;", 4 },
	{ "&#34;", 5 }, { "&#39;", 5 }, { "\xEF\xBF\xBD", 3 },
};

static const unsigned char ENTITY_OF[256] = {
	['&'] = 1, ['<'] = 2, ['>'] = 3, ['"'] = 4, ['\''] = 5, ['\0'] = 6,
};

void html_put_str(struct html_out *o, struct str s)
{
	size_t from = 0;

	for (size_t i = 0; i < s.n; i++) {
		unsigned entity = ENTITY_OF[(unsigned char)s.p[i]];

		if (!entity)
			continue;
		html_lit(o, s.p + from, i - from);
		html_lit(o, ENTITY[entity].p, ENTITY[entity].n);
		from = i + 1;
	}
	if (from < s.n)
		html_lit(o, s.p + from, s.n - from);
}

void html_put_c(struct html_out *o, const char *s)
{
	html_put_str(o, str_c(s));
}

void html_put_u(struct html_out *o, unsigned long long v)
{
	char digits[20];
	size_t at = sizeof digits;

	do {
		digits[--at] = (char)('0' + v % 10);
		v /= 10;
	} while (v);
	html_lit(o, digits + at, sizeof digits - at);
}

void html_put_i(struct html_out *o, long long v)
{
	if (v < 0)
		html_lit(o, "-", 1);
	html_put_u(o, v < 0 ? 0 - (unsigned long long)v : (unsigned long long)v);
}

void html_put_html(struct html_out *o, struct html h)
{
	html_lit(o, h.s.p, h.s.n);
}

void html_put_link(struct html_out *o, struct url u)
{
	html_put_str(o, u.s);
}

static bool is_alphanumeric(unsigned char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

void html_query_str(struct html_out *o, struct str s)
{
	static const char hex[] = "0123456789ABCDEF";

	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		char escape[3] = { '%', hex[c >> 4], hex[c & 15] };

		if (is_alphanumeric(c) || c == '-' || c == '_' || c == '.' || c == '~')
			html_lit(o, s.p + i, 1);
		else
			html_lit(o, escape, sizeof escape);
	}
}

void html_query_c(struct html_out *o, const char *s)
{
	html_query_str(o, str_c(s));
}

/* Printable ASCII without blanks and without the backslash, which browsers read as a slash. */
static bool is_plain(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] <= ' ' || s.p[i] > '~' || s.p[i] == '\\')
			return false;
	return true;
}

struct url url_path(struct str s)
{
	bool is_path = s.n > 0 && s.p[0] == '/' && (s.n == 1 || s.p[1] != '/') && is_plain(s);

	return (struct url){ is_path ? s : STR("/") };
}

struct url url_web(struct str s)
{
	struct str scheme = STR("https://");
	bool is_web = str_has_prefix(s, scheme) && s.n > scheme.n && is_plain(s) &&
		      is_alphanumeric((unsigned char)s.p[scheme.n]);

	return (struct url){ is_web ? s : STR("/") };
}

struct url url_calendar(struct arena *a, bool is_tls, struct str host, struct url path)
{
	if (host.n == 0 || !is_plain(host) || memchr(host.p, '/', host.n))
		return (struct url){ STR("/") };
	return (struct url){ arena_print(a, "webcal%s://%.*s%.*s", is_tls ? "s" : "", (int)host.n,
					 host.p, (int)path.s.n, path.s.p) };
}

static struct url url_call(struct arena *a, const char *scheme, struct str number)
{
	char *p = arena_take(a, number.n + 8);
	size_t n = strlen(scheme), digits = 0;

	memcpy(p, scheme, n);
	for (size_t i = 0; i < number.n; i++) {
		char c = number.p[i];
		bool is_digit = (c >= '0' && c <= '9') || c == '*' || c == '#';

		if (!is_digit && !(c == '+' && digits == 0) && !(c && strchr(" -.()", c)))
			return (struct url){ STR("/") };
		if (is_digit || c == '+')
			p[n++] = c;
		digits += is_digit;
	}
	return (struct url){ digits ? (struct str){ p, n } : STR("/") };
}

struct url url_tel(struct arena *a, struct str number)
{
	return url_call(a, "tel:", number);
}

struct url url_sms(struct arena *a, struct str number)
{
	return url_call(a, "sms:", number);
}
